"""Two editions side by side, as text and as a page."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie import __version__
from jinjie.basics.interval import Interval
from jinjie.basics.text import Language, Text
from jinjie.facts.vocabulary import Kind
from jinjie.facts.writing import interval_text
from jinjie.reports import words
from jinjie.reports.content.cites import cite_text
from jinjie.reports.document import Cell, Column, Part, Report, Row, Table
from jinjie.reports.page import page_of
from jinjie.reports.text.lines import aligned, wrapped
from jinjie.rules.assessment import Result
from jinjie.rules.comparison import Comparison
from jinjie.rules.readings.compare import CHANGE_WORDS, Difference, Rule

ORDER = ("tighter", "now_required", "added", "other", "looser", "now_scored", "removed", "same")
"""Stricter before looser; what stays comes last."""
CHANGES = Text("变化的条款", "Rules that change")
SAME = Text("不变的条款", "Rules that stay")
EFFECTS = Text("对企业的影响", "What it means for these enterprises")
CHANGE, RULE, FIRM = Text("变化", "Change"), Text("条款", "Rule"), Text("企业", "Enterprise")
KIND = Text("两个版本的比较", "Two editions compared")


def ordered(comparison: Comparison) -> list[Difference]:
    """What changes first, stricter before looser; then what stays."""
    return sorted(comparison.differences, key=lambda d: ORDER.index(d.change))


def text(comparison: Comparison, language: Language, width: int) -> str:
    """For the terminal."""
    return "\n".join(_lines(comparison, language, width))


def _lines(comparison: Comparison, language: Language, width: int) -> Iterator[str]:
    yield f"{comparison.before.name} → {comparison.after.name}"
    yield from wrapped(f"{comparison.before.title[language]} → {comparison.after.title[language]}", width)
    yield ""
    changed = [d for d in ordered(comparison) if d.change != "same"]
    for difference in changed:
        yield from wrapped(f"[{CHANGE_WORDS[difference.change][language]}] {difference.title[language]}", width)
        before = (f"  {comparison.before.label}", side(difference.before, language))
        after = (f"  {comparison.after.label}", side(difference.after, language))
        yield from aligned([before, after], width)
    yield ""
    same = len(comparison.differences) - len(changed)
    yield Text(f"另有 {same} 条不变", f"{same} rules stay the same")[language]
    if comparison.effects:
        yield ""
        head = (FIRM[language], comparison.before.label, comparison.after.label)
        yield from aligned([head, *_effects(comparison, language)], width)


def _effects(comparison: Comparison, language: Language) -> list[tuple[str, str, str]]:
    """Each enterprise under both editions."""
    return [
        (e.profile.name or "—", outcome(e.before, language), outcome(e.after, language)) for e in comparison.effects
    ]


def side(rule: Rule | None, language: Language) -> str:
    """One edition's rule with its article and how sure it is."""
    if rule is None:
        return "—"
    status = words.STATUSES[rule.origin.status][0][language] if _unsure(rule) else ""
    marks = [cite_text(rule.origin.cite, language), status]
    return f"{rule.required[language]} [{'; '.join(mark for mark in marks if mark)}]"


def _unsure(rule: Rule) -> bool:
    return rule.origin.status in words.STATUSES


def outcome(result: Result, language: Language) -> str:
    """The verdict, the score and what blocks."""
    parts = [words.VERDICTS[result.verdict][1][language]]
    if result.span is not None:
        parts.append(interval_text(Interval(*result.span), Kind.NUMBER, language))
    if result.blocking is not None:
        parts.append(result.blocking.title[language])
    return " · ".join(parts)


def page(comparison: Comparison, language: Language) -> str:
    """A self-contained HTML page."""
    return page_of(report(comparison, language))


def report(comparison: Comparison, language: Language) -> Report:
    """The comparison in the blocks that every form of a report is made of."""
    changed = [d for d in ordered(comparison) if d.change != "same"]
    same = [d for d in comparison.differences if d.change == "same"]
    blocks: list[Part] = []
    if comparison.effects:
        blocks.append(Part(EFFECTS[language], (_effects_table(comparison, language),)))
    blocks.append(Part(CHANGES[language], (_rules_table(comparison, changed, language),)))
    blocks.append(Part(SAME[language], (_rules_table(comparison, same, language),), minor=True))
    return Report(
        language,
        KIND[language],
        f"{comparison.before.name} → {comparison.after.name}",
        (
            (comparison.before.label, comparison.before.title[language]),
            (comparison.after.label, comparison.after.title[language]),
            (CHANGE[language], _counted(changed, same, language)),
        ),
        (),
        (),
        tuple(blocks),
        (f"Jinjie {__version__}", f"{comparison.before.hash[:19]} → {comparison.after.hash[:19]}"),
    )


def _counted(changed: list[Difference], same: list[Difference], language: Language) -> str:
    return Text(f"{len(changed)} 条变化，{len(same)} 条不变", f"{len(changed)} change, {len(same)} stay")[language]


def _rules_table(comparison: Comparison, differences: list[Difference], language: Language) -> Table:
    columns = (
        Column(CHANGE[language], 2),
        Column(RULE[language], 4),
        Column(comparison.before.label, 5),
        Column(comparison.after.label, 5),
    )
    rows = tuple(
        Row(
            (
                Cell(CHANGE_WORDS[d.change][language]),
                Cell(d.title[language]),
                Cell(side(d.before, language)),
                Cell(side(d.after, language)),
            )
        )
        for d in differences
    )
    return Table("", columns, rows)


def _effects_table(comparison: Comparison, language: Language) -> Table:
    columns = (
        Column(FIRM[language], 3),
        Column(comparison.before.label, 5),
        Column(comparison.after.label, 5),
    )
    return Table("", columns, tuple(Row(tuple(map(Cell, row))) for row in _effects(comparison, language)))
