"""The end of a report: what was not computed, and what the result rests on."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie import __version__
from jinjie.reports import words
from jinjie.reports.content.facts import unread
from jinjie.reports.content.teller import Teller
from jinjie.reports.document import Block, Cell, Column, Items, Part, Row, Table

SHORT = 12
"""Characters of a fingerprint that are enough to compare."""


def short_hash(text: str) -> str:
    """The first characters of a ``sha256:...`` fingerprint."""
    return text.removeprefix("sha256:")[:SHORT]


def not_computed(teller: Teller) -> Part:
    """The limits of the result, said plainly."""
    items = [
        teller.both(
            "平台才能算出的得分和主管部门的判断只按填写采用，从不估计。",
            "Scores that only the authority's platform computes and its judgements are taken as stated, not estimated.",
        ),
        teller.both(
            "现场核查、专家评审、公示和名额不在计算之内。",
            "Site visits, expert review, publication and quotas are outside the computation.",
        ),
        teller.both(
            "申报窗口和地方截止日期以当地通知为准。",
            "Filing windows and local deadlines follow the local notice.",
        ),
        teller.both(
            "数据的真实性没有核验，以审计报告和证书原件为准。",
            "The facts were not verified; audit reports and original certificates decide.",
        ),
    ]
    unused = unread(teller)
    if unused:
        named = teller.labels(unused)
        items.append(
            teller.both(f"填写了但这些规定用不到：{named}。", f"Stated, but not read by these rules: {named}.")
        )
    return Part(teller.say(words.NOT_COMPUTED), (Items(tuple(items)),), minor=True)


def basis(teller: Teller) -> Part:
    """The editions with their fingerprints."""
    columns = (
        Column(teller.say(words.RULEBOOK), 7),
        Column(teller.say(words.EDITION_HASH), 3),
    )
    rows = tuple(
        Row((Cell(teller.title(result.rulebook)), Cell(short_hash(result.rulebook.hash))))
        for result in teller.assessment.results
    )
    return Part(teller.say(words.BASIS), (Table("", columns, rows),))


def documents(teller: Teller) -> Part:
    """Every document that the assessed rules cite."""
    keys: dict[str, None] = {}
    for result in teller.assessment.results:
        keys.update(dict.fromkeys(line.origin.source for line in result.criteria.walk()))
        if result.score is not None:
            keys.update(dict.fromkeys(line.origin.source for line in result.score.walk()))
    columns = (
        Column(teller.say(words.DOCUMENT), 6),
        Column(teller.both("文号", "Number"), 5),
        Column(teller.both("发布", "Issued"), 3),
        Column(teller.say(words.NOTE), 6),
    )
    rows = []
    for key in keys:
        source = teller.library.sources.get(key)
        if source is not None:
            issued = "–" if source.issued is None else source.issued.isoformat()
            cells = (
                Cell(teller.say(source.title.text()), teller.mark(source.status), source.url or ""),
                Cell(source.number or "–"),
                Cell(issued),
                Cell("" if source.note is None else teller.say(source.note.text())),
            )
            rows.append(Row(cells))
    return Part(teller.say(words.SOURCES), (Table("", columns, tuple(rows)),), minor=True)


def closing(teller: Teller) -> Iterator[Block]:
    """All of it, in order."""
    yield not_computed(teller)
    yield documents(teller)
    yield basis(teller)


def last_lines(teller: Teller) -> tuple[str, ...]:
    """The lines that stand under every report."""
    return (
        teller.say(words.OFFICIAL),
        teller.say(words.FREE),
        teller.both(f"由进阶 Jinjie {__version__} 生成", f"Made with Jinjie {__version__}"),
    )
