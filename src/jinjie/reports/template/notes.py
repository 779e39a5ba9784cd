"""How to fill the template in: the sheet of notes."""

from jinjie.basics.text import Text

TITLE = Text("进阶 · 企业事实表", "Jinjie · facts of an enterprise")
HINT = Text(
    "只填黄色的“填写”一栏；不知道就空着或选“不清楚”，拿不准就写范围。写法见“填写说明”，样子见“示例”。",
    "Fill in the yellow column only. Leave empty or choose 'unknown' what you do not know; write a range when unsure. "
    "See the sheets Notes and Sample.",
)
SAMPLE_TITLE = Text(
    "示例：数据全部虚构，只示范写法；本工作表不会被读取", "Sample: all data are made up; this sheet is never read"
)
CHOICES_TITLE = Text("下拉列表用的选项，不必填写", "The choices of the drop-downs; nothing to fill in here")
NOTES_TITLE = Text("填写说明", "How to fill this in")

NOTES = (
    (
        Text("金额", "Money"),
        Text(
            "单位是万元。1020.5、1,020.5、1,020 万、0.102亿、10205000元 都能读；别的单位请写出来。",
            "In 万元 (10,000 CNY). 1020.5, 1,020 万, 0.102亿 and 10205000元 are all read; name any other unit.",
        ),
    ),
    (
        Text("比例", "Ratios"),
        Text(
            "写百分数，如 5.37%。能由数额算出的比例可以不填；两边都填会互相核对，对不上会指出来。",
            "Write per cent, such as 5.37%. A ratio that follows from amounts may stay empty; when both are given they "
            "are checked against each other.",
        ),
    ),
    (
        Text("不清楚", "Unknown"),
        Text(
            "空着和“不清楚”是一个意思。0、否、无是回答，不是不清楚；没有发生请填 0 或 否。",
            "Empty and 'unknown' mean the same. 0, no and none are answers: fill them in when that is the case.",
        ),
    ),
    (
        Text("范围", "Ranges"),
        Text(
            "≥ 0.6、≥ 60%、< 300、200~300、1000万元以上、不超过 5%。200~300 含两端；“以上”“以下”含本数，“超过”不含。",
            "≥ 0.6, ≥ 60%, < 300, 200~300, at least 1000, up to 5%. 200~300 holds both ends; > and < leave theirs out.",
        ),
    ),
    (
        Text("几种可能", "Several choices"),
        Text("用 | 隔开，如：省级 | 市级。", "Separate them by |, such as: Municipal | Below municipal."),
    ),
    (
        Text("年度", "Years"),
        Text(
            "上年度是评估日之前最近一个完整会计年度，前年度、大前年度依次再往前一年。",
            "The last fiscal year is the last complete one before the day of assessment; the others lie before it.",
        ),
    ),
    (
        Text("来源", "Sources"),
        Text(
            "来源文件、页码、材料日期、填写人可以不填；填了会写进报告。同一事实有两个来源时，复制整行再填一次，两处不一致会指出来。",
            "Source, page, date and person are optional and appear in reports. For a second source copy the whole row; "
            "differences are pointed out.",
        ),
    ),
    (
        Text("粘贴", "Pasting"),
        Text(
            "请用“粘贴为数值”。不要合并单元格；行和列可以调换次序。公式可以用，保存前要算出结果。",
            "Paste values only. Do not merge cells. Rows and columns may change places. Formulas must be computed.",
        ),
    ),
    (
        Text("安全", "Safety"),
        Text(
            "带宏或有密码的文件不读取，外部链接不打开。请存为 .xlsx。",
            "Files with macros or a password are not read, links are not followed. Save as .xlsx.",
        ),
    ),
    (
        Text("性质", "What it is"),
        Text(
            "评估是按公开规则逐条对照的结果，不是官方认定；认定以主管部门的公告为准。",
            "An assessment compares facts with the published rules. The decision is the authority's alone.",
        ),
    ),
)
