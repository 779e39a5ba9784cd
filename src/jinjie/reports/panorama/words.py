"""The words of a panorama, in both languages."""

from __future__ import annotations

from jinjie.basics.text import Text
from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.reports.document import Tone

KIND = Text("专精特新全景", "Panorama of quality SMEs")
TIERS = {
    "little-giant": Text("专精特新“小巨人”企业", "Little giants"),
    "srdi-sme": Text("专精特新中小企业", "SRDI SMEs"),
    "innovative-sme": Text("创新型中小企业", "Innovative SMEs"),
    "tech-sme": Text("科技型中小企业", "Tech SMEs"),
    "sme-size": Text("中小企业（划型）", "SMEs by size class"),
    "base-conditions": Text("通用条件", "Common conditions"),
}
"""Short names of what the rulebooks are about."""
LEAST, MOST = Text("至少", "at least"), Text("至多", "at most")
ENTERPRISES = Text("家", "enterprises")
CERTAIN, POSSIBLE = Text("必然满足", "certain"), Text("待定", "undetermined")
AT_MOST = Text("最多", "at most")
NO = Text("必然不满足", "certain not")
UNREADABLE = Text("读不出", "not readable")
SILENT = Text("规则不管", "not governed")
TOTAL = Text("合计", "Total")
UNSTATED = Text("（未填）", "(not stated)")
NOT_LISTED = Text("代码表中没有", "not in the list")
WHOLE_PROVINCE = Text("未分市", "no city stated")
TIER, RULEBOOK = Text("层级", "Tier"), Text("规则", "Rulebook")
PROVINCE, CITY, CODE = Text("省级地区", "Province"), Text("城市", "City"), Text("代码", "Code")
SECTION, GRADE = Text("行业门类", "Industry section"), Text("规模", "Size")
SHARE = Text("占比", "Share")
SCORE_BAND, SHARE_BAND = Text("得分（分）", "Score (points)"), Text("研发费用占比", "R&D share")
FROM, TO = Text("从", "From"), Text("到（不含）", "To (below)")
LOWEST, HIGHEST = Text("按最低得分", "By lowest score"), Text("按最高得分", "By highest score")
NO_SCORE = Text("没有得分", "No score")
NOT_KNOWN = Text("不清楚", "Not known")
POINTS = Text("分", "points")
YEARS = {"y1": Text("上年度", "Last year"), "y2": Text("前年度", "The year before")}
EDITION, CRITERION = Text("版本", "Edition"), Text("条件", "Criterion")
FAILS, OPENS = Text("必然卡住", "fail"), Text("可能卡住", "open")
NAME, CREDIT_CODE = Text("企业", "Enterprise"), Text("信用代码", "Credit code")
STATE, BLOCKING = Text("状态", "State"), Text("先卡在", "First in the way")
LACK_LEAST, LACK_MOST = Text("至少差", "Short by at least"), Text("最多差", "Short by at most")
OPEN_LEAST, OPEN_MOST = Text("至少还差几条", "Criteria left, at least"), Text("最多还差几条", "Criteria left, at most")
YEAR, VALUE, HIGH, SOURCE = Text("年份", "Year"), Text("数值", "Value"), Text("上限", "Up to"), Text("来源", "Source")
OUTPUT, OUTPUT_RANK = Text("工业增加值", "Industrial value added"), Text("产值位次", "Rank by output")
COUNT_RANK = Text("家数位次", "Rank by count")
CUMULATIVE = Text("累计", "Total so far")
TARGET, GAP = Text("目标", "Target"), Text("最多还差", "Missing at most")
USED, UNUSED = Text("有股权融资", "Took equity"), Text("没有", "None")
SHARE_LEAST, SHARE_MOST = Text("占比至少", "Share at least"), Text("占比最多", "Share at most")
REST = Text("其余 {count} 行", "{count} more rows")
MISSING = Text("来源缺失", "source missing")
SAYS = Text("手册说", "Handbook")
NUMBERS_SAY = Text("数据说", "Numbers")
FIGURE = Text("图{number}", "Fig. {number}")
OF_HANDBOOK = Text("手册图{number}：{title}", "Handbook, figure {number}: {title}")
FIGURES = Text("手册的十二张图", "The handbook's twelve figures")
FIGURE_TITLE, FIGURE_STATE = Text("图名", "Figure"), Text("这里的数据", "Data here")
UNIT, DATE = Text("单位", "Unit"), Text("日期", "Date")
TABLE = Text("表格", "Table")
MAP_NOTE = Text(
    "方格示意图：一格一个省级地区，不表示面积和边界。", "A grid of squares, one per province: no areas, no borders."
)
RANGE_KEY = Text("深色为必然满足，斜纹为待定", "solid: certain; hatched: undetermined")
NOTHING = Text("没有数据", "no data")
ROWS, FILES, DAY, LAW = (
    Text("企业", "Enterprises"),
    Text("文件", "Files"),
    Text("数据日期", "Data of"),
    Text("版本", "Editions"),
)
SYNTHETIC = Text(
    "合成数据：{count} 家企业是虚构的，不代表任何真实企业、地区或行业。",
    "Synthetic data: {count} enterprises are invented. They stand for no real enterprise, region or industry.",
)
SYNTHETIC_SHORT = Text("合成数据（虚构）", "synthetic (invented)")
MORE_TABLES = Text("另有 {count} 张表，见网页、CSV 或 XLSX。", "{count} more tables: see the page, CSV or XLSX.")
NOT_OFFICIAL = Text(
    "“必然满足”是按所填数据对条文的计算，不是官方认定。",
    "“Certain” is what the rules say of the facts stated. It is no official recognition.",
)
LEGEND = Text(
    "必然满足：现有数据已能断定；待定：缺的数据会决定结果；最多＝必然满足＋待定。必然满足、待定、必然不满足、读不出相加等于合计。",
    "Certain: the known facts settle it. Undetermined: missing facts decide. At most = certain + undetermined. "
    "Certain, undetermined, certain not and not readable add up to the total.",
)
OPEN_STATE = {True: Text("待定", "undetermined"), False: Text("必然不满足", "certain not")}
VERDICTS: dict[Truth, tuple[Tone, Text]] = {
    TRUE: ("pass", Text("支持", "supported")),
    FALSE: ("fail", Text("不支持", "not supported")),
    UNKNOWN: ("open", Text("未定", "not settled")),
}
UNITS = {
    "enterprises": ENTERPRISES,
    "percent": Text("%", "%"),
    "100m CNY": Text("亿元", "100m CNY"),
    "level": Text("级", "level"),
}
FIGURE_TITLES = {
    1: Text("中小企业梯度培育体系", "The tiers of SME cultivation"),
    2: Text("优质中小企业发展成果", "Quality SMEs recognised so far"),
    3: Text("2025年专精特新企业培育目标", "Cultivation targets for 2025"),
    4: Text("“小巨人”企业的数量与工业增加值的比较", "Little giants and industrial value added"),
    5: Text("各省市“小巨人”企业分布情况", "Little giants by province"),
    6: Text("上市公司群体数量快速增长，但平均市值水平有所下滑", "More listed companies, lower mean market value"),
    7: Text("专精特新上市公司整体集中在中小市值", "Listed SRDI companies by market value"),
    8: Text("科创板与北交所专精特新上市公司简况", "SRDI companies on the STAR Market and in Beijing"),
    9: Text("各行业“小巨人”企业年均数字化投入水平", "Digital investment of little giants by industry"),
    10: Text("2020-2021 专精特新上市公司研发费率分布", "R&D share of listed SRDI companies, 2020 and 2021"),
    11: Text("2021专精特新企业股权融资渗透率", "VC/PE penetration, 2021"),
    12: Text("已公示“小巨人”企业行业分布情况（2022）", "Announced little giants by industry, 2022"),
}
CLAIMS: dict[str, tuple[Text, Text]] = {
    "nearly_9000": (
        Text("截至2022年近9000家“小巨人”", "nearly 9,000 little giants by 2022"),
        Text("表中累计 {low} 至 {high} 家", "{low} to {high} in the table"),
    ),
    "count_rises": (
        Text("上市公司数量增多", "more listed companies"),
        Text("{from_year} 年 {before} 家，{to_year} 年 {after} 家", "{before} in {from_year}, {after} in {to_year}"),
    ),
    "mean_falls": (
        Text("平均市值下滑", "lower mean market value"),
        Text(
            "{from_year} 年 {before} 亿元，{to_year} 年 {after} 亿元",
            "{before} in {from_year}, {after} in {to_year} (100m CNY)",
        ),
    ),
    "seven_tenths": (
        Text("七成市值在50亿元以下", "seven of ten are worth less than 5bn CNY"),
        Text("{year} 年 {share_low} 至 {share_high}", "{share_low} to {share_high} in {year}"),
    ),
    "mode_20_50": (
        Text("多数企业市值在20-50亿元", "most are worth 2 to 5bn CNY"),
        Text("最多的一档是 {from} 至 {to} 亿元，{count} 家", "the largest band is {from} to {to} (100m CNY), {count}"),
    ),
    "three_giants": (
        Text("3家市值达千亿", "3 are worth 100bn CNY or more"),
        Text("表中 {count} 家", "{count} in the table"),
    ),
    "boards_count_rises": (
        Text("科创板和北交所的数量占比提升", "the two boards have a rising share of the companies"),
        Text(
            "{from_year} 年 {share_before}，{to_year} 年 {share_after}",
            "{share_before} in {from_year}, {share_after} in {to_year}",
        ),
    ),
    "boards_market_value_rises": (
        Text("科创板和北交所的市值占比提升", "the two boards have a rising share of the market value"),
        Text(
            "{from_year} 年 {share_before}，{to_year} 年 {share_after}",
            "{share_before} in {from_year}, {share_after} in {to_year}",
        ),
    ),
    "follows_output": (
        Text("数量分布与工业增加值分布基本一致", "the counts follow industrial value added"),
        Text(
            "斯皮尔曼秩相关 {rho_low} 至 {rho_high}（{pairs} 个地区；本项目以 {line} 为“基本一致”的线）",
            "Spearman's rho {rho_low} to {rho_high} ({pairs} regions; we draw the line at {line})",
        ),
    ),
    "east_over_west": (
        Text("东多西少", "more in the east than in the west"),
        Text(
            "东部 {east_low} 至 {east_high} 家，西部 {west_low} 至 {west_high} 家",
            "east {east_low} to {east_high}, west {west_low} to {west_high}",
        ),
    ),
    "south_over_north": (
        Text("南多北少", "more in the south than in the north"),
        Text(
            "南方 {south_low} 至 {south_high} 家，北方 {north_low} 至 {north_high} 家",
            "south {south_low} to {south_high}, north {north_low} to {north_high}",
        ),
    ),
    "digital_order": (
        Text(
            "科研技服和信息业最高，农林牧渔、采矿和水电燃气最低",
            "highest in science and IT, lowest in farming, mining and utilities",
        ),
        Text("按表中各行业的水平排列", "by the levels of the table"),
    ),
    "research_rises": (
        Text("研发费用占比逐年增加", "R&D shares rise year by year"),
        Text(
            "两年都清楚的企业中，上升 {rose} 家，下降 {fell} 家，不变 {same} 家",
            "of those known in both years it rose in {rose}, fell in {fell}, stayed in {same}",
        ),
    ),
    "giants_higher": (
        Text("“小巨人”的股权融资渗透率更高", "little giants take equity more often"),
        Text("是专精特新中小企业的 {times} 倍", "{times} times that of SRDI SMEs"),
    ),
    "shares_add_up": (
        Text("前两类合计占比最大", "the first two classes hold most"),
        Text(
            "前两行合计 {share_two}，所列 {classes} 类之外 {share_rest}",
            "the first two rows add up to {share_two}; outside the {classes} classes {share_rest}",
        ),
    ),
    "main_sections": (
        Text("集中在制造业和科学研究、技术服务业", "mostly in manufacturing and scientific services"),
        Text(
            "两者最多占 {share_two}；按“最多”数，最大的两个门类是 {largest}",
            "together at most {share_two}; by counts at most, the largest sections are {largest}",
        ),
    ),
}
"""What the handbook says, and how the numbers answer."""
