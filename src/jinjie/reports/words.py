"""The words of reports, in both languages."""

from __future__ import annotations

from jinjie.basics.text import Language, Text
from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.reports.document import Mark, Sign, Tone
from jinjie.rules.language.conditions import Status

VERDICTS: dict[str, tuple[Tone, Text]] = {
    "pass": ("pass", Text("必然满足", "certain to pass")),
    "fail": ("fail", Text("必然不满足", "certain to fail")),
    "undetermined": ("open", Text("待定", "undetermined")),
}
TRUTHS: dict[Truth, tuple[Tone, Text]] = {
    TRUE: ("pass", Text("满足", "met")),
    FALSE: ("fail", Text("不满足", "not met")),
    UNKNOWN: ("open", Text("待定", "open")),
}
BARRED: dict[Truth, tuple[Tone, Text]] = {
    TRUE: ("fail", Text("有此情形", "present")),
    FALSE: ("pass", Text("没有", "absent")),
    UNKNOWN: ("open", Text("待定", "open")),
}
STATUSES: dict[str, tuple[Text, Text]] = {
    "recalled": (
        Text("待核实", "unchecked"),
        Text("凭记忆写入，尚未与原文核对", "written from memory, not yet checked against the original"),
    ),
    "inferred": (
        Text("推定", "inferred"),
        Text("来源没有写明，由上下文推出", "not stated by the source, inferred from its context"),
    ),
    "conflict": (
        Text("来源不一致", "sources differ"),
        Text("几个来源说法不同", "several sources say different things"),
    ),
}
TONES: tuple[str, ...] = ("pass", "fail", "open", "plain", "aside")
ROLES = {
    "prerequisite": Text("前置条件", "prerequisite"),
    "veto": Text("一票否决", "veto"),
    "route": Text("替代途径", "other route"),
    "manual": Text("主管部门判断", "judged by the authority"),
}
EFFORTS = {
    1: Text("容易", "easy"),
    2: Text("要查资料", "look it up"),
    3: Text("要询问或测算", "ask or work out"),
}

REPORT = Text("优质中小企业评估报告", "Quality SME assessment report")
NO_NAME = Text("（未填企业名称）", "(no name given)")
AS_OF = Text("评估日期", "As of")
FINGERPRINT = Text("数据指纹", "Fact fingerprint")
STATED = Text("已填数据", "Facts stated")
AT_A_GLANCE = Text("结论一览", "At a glance")
SCORE = Text("得分", "Score")
MARK = Text("及格线", "mark")
DECIDES = Text("什么能定下结论", "What decides")
EITHER = Text("或", "or")
LOOK_UP = Text("去哪查", "Where to look")
PROOF = Text("凭据", "Proof")
EFFORT = Text("难易", "Effort")
NEEDS_EVIDENCE = Text("需要凭据的判断", "Judgements that need evidence")
CRITERIA = Text("逐条对照", "Criterion by criterion")
CRITERION = Text("条件", "Criterion")
ACTUAL = Text("实际", "Actual")
REQUIRED = Text("要求", "Required")
MARGIN = Text("余量", "margin")
MISSING = Text("差", "short")
ARTICLE = Text("条款", "Article")
SCORE_TABLE = Text("得分明细", "Score in detail")
INDICATOR = Text("指标", "Indicator")
VALUE = Text("数据", "Value")
POINTS = Text("得分/满分", "Points")
PROFILE_OF_SCORE = Text("得分构成", "Shape of the score")
GROUP = Text("类别", "Group")
GAUGES = Text("数值与门槛", "Values against thresholds")
ALTERNATIVES = Text("可能改用的规定", "Rules that may apply instead")
LEGEND = Text("标记", "Marks")
CONFLICTS = Text("数据互相矛盾", "Facts that contradict each other")
WARNINGS = Text("请核对", "Please check")
FACT = Text("数据", "Fact")
STATED_VALUE = Text("填写值", "Stated value")
SOURCE = Text("来源", "Source")
DOCUMENT = Text("文件", "Document")
STATUS = Text("核实", "Checked")
NOTE = Text("说明", "Note")
USED_FACTS = Text("所用数据", "Facts used")
NOT_KNOWN = Text("不清楚", "unknown")
KNOWN = Text("已知", "Known")
ORIGIN = Text("来历", "Where it comes from")
UNKNOWN_FACTS = Text("还缺的数据", "Facts still missing")
USED_BY = Text("用于", "Needed for")
NOT_COMPUTED = Text("没有计算的内容", "What was not computed")
BASIS = Text("依据与指纹", "Basis and fingerprints")
RULEBOOK = Text("规定", "Rulebook")
EDITION_HASH = Text("版本指纹", "Edition fingerprint")
SOURCES = Text("所引文件", "Documents cited")
GRADES = Text("划型结果", "Size class")
SURE = Text("确定部分", "certain")
POSSIBLE = Text("可能部分", "possible")
WANTED = Text("达标区间", "required range")

FOLDED = Text("这是简要报告；加 --full 展开全部条款和数据。", "This is the short form; --full shows every line.")
OFFICIAL = Text(
    "本报告不是官方认定，结果以主管部门公告为准。",
    "This report is not an official recognition; the authority's announcement decides.",
)
FREE = Text(
    "申报不收取任何费用，主管部门没有委托任何机构代办。",
    "Filing is free of charge, and the authority has commissioned nobody to file for you.",
)


def verdict_sign(verdict: str, language: Language) -> Sign:
    """The sign of a verdict."""
    tone, word = VERDICTS[verdict]
    return Sign(tone, word[language])


def truth_sign(truth: Truth, language: Language) -> Sign:
    """The sign of a criterion."""
    tone, word = TRUTHS[truth]
    return Sign(tone, word[language])


def barred_sign(truth: Truth, language: Language) -> Sign:
    """The sign of something that must not be."""
    tone, word = BARRED[truth]
    return Sign(tone, word[language])


def mark_of(status: Status, language: Language) -> Mark | None:
    """The mark of a status; None for what is verified."""
    if status not in STATUSES:
        return None
    word, meaning = STATUSES[status]
    return Mark(status, word[language], meaning[language])
