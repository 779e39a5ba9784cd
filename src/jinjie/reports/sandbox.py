"""A policy sandbox as text and as a page; the parameters of an edition as a list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinjie import __version__
from jinjie.basics.text import Language, Text
from jinjie.facts.vocabulary import Kind
from jinjie.facts.writing import interval_text
from jinjie.panorama.sandbox import SIMULATION, Sandbox
from jinjie.reports import words
from jinjie.reports.content.closing import short_hash
from jinjie.reports.document import Block, Cell, Column, Items, Paragraph, Part, Report, Row, Table
from jinjie.reports.page import page_of
from jinjie.reports.sandbox_tables import SandboxTables, grouped_number
from jinjie.reports.text.blocks import block
from jinjie.reports.text.lines import aligned
from jinjie.reports.text.paper import Paper
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.parameters import UNITS, Parameter

KIND = Text("政策沙盘（模拟）", "Policy sandbox (a simulation)")
FIRMS, FILES, PER_HEAD = Text("企业", "Enterprises"), Text("数据", "Data"), Text("每家补贴", "Subsidy per head")
WAYS: dict[str, Text] = {
    "same": Text("数值没有变，结论也不变。", "No number is another one, so no verdict is."),
    "tighter": Text(
        "改动后的标准更严：没有企业会因此新增。", "The changed edition asks more: no enterprise can gain by it."
    ),
    "looser": Text(
        "改动后的标准更宽：没有企业会因此失去。", "The changed edition asks less: no enterprise can lose by it."
    ),
    "other": Text(
        "不能断定改动后更严还是更宽：两个方向都要看。",
        "Whether the changed edition asks more or less cannot be told: look at both directions.",
    ),
}
ALL_INVENTED = Text(
    "数据中的企业全部是虚构的，下列数字不说明任何真实情况。",
    "All enterprises in the data are invented. The numbers say nothing of the real world.",
)
NOT_IN_FORCE = Text(
    "这个版本在评估日期无效，地方补充规定没有套用；要套用，请用 --on 指定有效期内的日期。",
    "The edition is not in force on this day, so no local rules are applied; --on names another day.",
)
NOT_COMPUTED = (
    Text(
        "由别的规定推出的事实（如是否中小企业）按当日有效的规定，不随改动变化。",
        "Facts that follow from other rulebooks (such as being an SME) follow the law of the day, unchanged.",
    ),
    Text(
        "只看标准的条件，不看是否申报、名额、评审和企业会怎样应对。",
        "Only the criteria are read: not who applies, quotas, reviews, or how enterprises would react.",
    ),
    Text(
        "“可能”逐家计算：缺的数据取某种值时结论会变。全部同时发生未必可能。",
        "'Possible' is told for each enterprise alone: some value of what is unknown would flip it. All of them "
        "together need not be possible.",
    ),
    Text("补贴只是家数乘以每家的金额。", "The subsidy is the number of enterprises times the amount per head."),
)


def text(sandbox: Sandbox, language: Language, width: int = 80, *, color: bool = False) -> str:
    """For the terminal."""
    shown = report(sandbox, language)
    paper = Paper(language, width, color, full=True)
    paper.write(f"{shown.kind}  {shown.name}", "title")
    colon = "：" if language == "zh" else ": "
    paper.write("   ".join(f"{name}{colon}{value}" for name, value in shown.about), "dim")
    paper.blank()
    for one in (*shown.opening, *shown.closing):
        block(paper, one)
    paper.blank()
    for line in shown.last:
        paper.write(line, "dim")
    return paper.text()


def page(sandbox: Sandbox, language: Language) -> str:
    """A self-contained HTML page."""
    return page_of(report(sandbox, language))


def report(sandbox: Sandbox, language: Language) -> Report:
    """The sandbox in the blocks that every form of a report is made of."""
    names = "；".join if language == "zh" else "; ".join
    parts = [
        part for outcome in sandbox.outcomes for part in _parts(sandbox, SandboxTables(sandbox, outcome, language))
    ]
    items = tuple(item[language] for item in NOT_COMPUTED)
    return Report(
        language,
        KIND[language],
        names(outcome.before.title[language] for outcome in sandbox.outcomes),
        tuple(_about(sandbox, language)),
        tuple(_notices(sandbox, language)),
        (),
        (*parts, Part(words.NOT_COMPUTED[language], (Items(items),))),
        tuple(_last(sandbox, language)),
    )


def _about(sandbox: Sandbox, language: Language) -> Iterator[tuple[str, str]]:
    yield words.AS_OF[language], sandbox.question.day.isoformat()
    yield FIRMS[language], grouped_number(sandbox.rows)
    first, *others = sandbox.files
    more = Text(f" 等 {len(others) + 1} 个文件", f" and {len(others)} more")[language] if others else ""
    yield FILES[language], first + more
    if sandbox.question.per_head is not None:
        yield PER_HEAD[language], interval_text(sandbox.question.per_head, Kind.MONEY, language)


def _notices(sandbox: Sandbox, language: Language) -> Iterator[Block]:
    yield Paragraph(SIMULATION[language], "notice")
    if sandbox.synthetic:
        number = grouped_number(sandbox.synthetic)
        some = Text(f"数据中有 {number} 家企业是虚构的。", f"{number} enterprises in the data are invented.")
        yield Paragraph((ALL_INVENTED if sandbox.synthetic == sandbox.rows else some)[language], "notice")
    if sandbox.unread:
        number = grouped_number(sandbox.unread)
        wrong = Text(
            f"有 {number} 行数据有误，没有计入下列任何数字。",
            f"{number} rows have mistakes in them and are in none of the numbers below.",
        )
        yield Paragraph(wrong[language], "notice")


def _parts(sandbox: Sandbox, tables: SandboxTables) -> Iterator[Part]:
    """What the change of one edition does; with several editions each part names its own."""
    language, outcome = tables.language, tables.outcome
    behind = f" · {outcome.before.name}" if len(sandbox.outcomes) > 1 else ""
    way = Paragraph(WAYS[outcome.way][language])
    early = () if sandbox.question.day in outcome.before.in_force else (Paragraph(NOT_IN_FORCE[language]),)
    yield Part(Text("改动", "Change")[language] + behind, (tables.changes(),))
    yield Part(Text("结果", "Result")[language] + behind, (way, *early, tables.result(), tables.nine()))
    for dimension in outcome.groups:
        yield tables.of_groups(dimension, behind)
    if outcome.firms:
        yield tables.firms(behind)


def _last(sandbox: Sandbox, language: Language) -> Iterator[str]:
    yield SIMULATION[language]
    for outcome in sandbox.outcomes:
        yield f"{_named(outcome.before)} → {_named(outcome.after)}"
    yield f"Jinjie {__version__}"


def _named(rulebook: Rulebook) -> str:
    return f"{rulebook.name} ({short_hash(rulebook.hash)})"


def parameters_text(found: Sequence[Parameter], language: Language, width: int) -> str:
    """One line for each parameter: address, value, title, article."""
    if not found:
        return Text("这个版本没有可以改的数值。", "This edition has no number that could be changed.")[language]
    rows = [(one.id, one.written.text, one.origin.cite, one.title[language]) for one in found]
    return "\n".join(aligned(rows, width))


def parameters_page(found: Sequence[Parameter], rulebook: Rulebook, language: Language) -> str:
    """The same as a page."""
    heads = (
        ("参数", "Parameter", 4),
        ("名称", "Title", 6),
        ("数值", "Value", 2),
        ("单位", "Unit", 2),
        ("条款", "Article", 4),
    )
    columns = tuple(Column(Text(zh, en)[language], weight) for zh, en, weight in heads)
    rows = tuple(
        Row(
            tuple(map(Cell, (one.id, one.title[language], one.written.text, unit_word(one, language), one.origin.cite)))
        )
        for one in found
    )
    title = Text("可以改的数值", "Numbers that can be changed")[language]
    closing = (Part(title, (Table("", columns, rows),)),)
    about, last = ((words.RULEBOOK[language], rulebook.name),), (f"Jinjie {__version__}",)
    return page_of(Report(language, KIND[language], rulebook.title[language], about, (), (), closing, last))


def unit_word(parameter: Parameter, language: Language) -> str:
    """The unit of a parameter; a plain number has none."""
    return UNITS[parameter.unit][language] if parameter.unit in UNITS else ""
