"""Rulebooks as text: the list, the rules of one edition, findings of the check, outcomes of the examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from jinjie.basics.text import Language, Text
from jinjie.facts.writing import interval_text
from jinjie.reports.content.cites import cite_text
from jinjie.reports.text.lines import aligned, wrapped
from jinjie.reports.words import STATUSES
from jinjie.rules.language.conditions import Criterion, Origin
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Bands, BestOf, Each, Group, Indicator, Levels, Measure, Points
from jinjie.rules.library import Library
from jinjie.rules.readings.wording import Wording, kind_of, points_text
from jinjie.rules.testing import Outcome

if TYPE_CHECKING:
    from jinjie.rules.readings.check import Report


def listing(library: Library, language: Language, width: int) -> str:
    """One line per edition: name, when in force, title."""
    rows = []
    for rulebook in library:
        rows.append((rulebook.name, _force(rulebook), rulebook.title[language]))
        rows += [
            ("  +" + o.name, _span(o.period.start, o.period.end), o.model.title.text()[language])
            for o in library.overlays(rulebook.name)
        ]
    return "\n".join(aligned(rows, width))


def _force(rulebook: Rulebook) -> str:
    return _span(rulebook.in_force.start, rulebook.in_force.end)


def _span(start: object, end: object) -> str:
    return f"{start or '…'} – {end or ''}".strip()


def text(rulebook: Rulebook, library: Library, language: Language, width: int) -> str:
    """Every rule of an edition in words, with article and status."""
    return "\n".join(line for block in _Writer(rulebook, library, language).blocks() for line in wrapped(block, width))


class _Writer:
    def __init__(self, rulebook: Rulebook, library: Library, language: Language):
        self.rulebook = rulebook
        self.library = library
        self.language: Language = language
        self.wording = Wording(library.vocabulary, rulebook)

    def said(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def blocks(self) -> Iterator[str]:
        """Lines, indented by depth."""
        rulebook = self.rulebook
        yield f"{rulebook.title[self.language]}  ({rulebook.name})"
        source = self.library.sources.get(rulebook.origin.source)
        if source is not None:
            yield f"{source.title.text()[self.language]} {source.number or ''}".strip()
        yield self.said("有效期：", "In force: ") + _force(rulebook)
        for transition in rulebook.transitions:
            period = _span(transition.period.start, transition.period.end)
            when = self.wording.condition(transition.when, self.language)
            yield f"{self.said('另适用于', 'Also for')} {when} ({period})"
        if rulebook.origin.note is not None:
            yield rulebook.origin.note[self.language]
        yield ""
        for child in rulebook.criteria.children:
            yield from self.criterion(child, 0)
        if rulebook.score is not None:
            yield ""
            yield from self.part(rulebook.score, 0)
        yield ""
        yield self.said("指纹：", "Fingerprint: ") + rulebook.hash

    def criterion(self, criterion: Criterion, depth: int) -> Iterator[str]:
        title = (criterion.title or self.wording.subject(criterion.rule))[self.language]
        required = self.wording.condition(criterion.rule, self.language)
        head = (
            required
            if required.startswith(title)
            else f"{title}：{required}"
            if self.language == "zh"
            else f"{title}: {required}"
        )
        yield f"{'  ' * depth}• {head}{self.origin(criterion.origin)}  #{criterion.id}"
        if criterion.origin.note is not None:
            yield f"{'  ' * depth}    {criterion.origin.note[self.language]}"
        for child in criterion.children:
            yield from self.criterion(child, depth + 1)

    def origin(self, origin: Origin) -> str:
        status = STATUSES[origin.status][0][self.language] if origin.status in STATUSES else ""
        marks = [mark for mark in (cite_text(origin.cite, self.language), status) if mark]
        return f"  [{'; '.join(marks)}]" if marks else ""

    def part(self, part: Group | Indicator, depth: int) -> Iterator[str]:
        most = self.said(f"最高 {part.max} 分", f"up to {part.max} points")
        yield f"{'  ' * depth}• {part.title[self.language]} ({most}){self.origin(part.origin)}  #{part.id}"
        if isinstance(part, Group):
            for inner in part.parts:
                yield from self.part(inner, depth + 1)
        else:
            yield from ("  " * (depth + 2) + line for line in self.measure(part.measure))

    def measure(self, measure: Measure) -> Iterator[str]:
        if isinstance(measure, Bands):
            subject = self.wording.term(measure.term, self.language)
            for step in measure.steps:
                stretch = interval_text(step.interval, kind_of(measure.kind), self.language)
                yield f"{subject} {stretch}: {points_text(step.points, self.language)}"
        elif isinstance(measure, Levels):
            for level in measure.levels:
                otherwise = self.said("其他", "otherwise")
                when = otherwise if level.condition is None else self.wording.spelled(level.condition, self.language)
                yield f"{when}: {points_text(level.points, self.language)}"
        elif isinstance(measure, BestOf):
            yield self.said("取最高：", "the best of:")
            for inner in measure.measures:
                yield from ("  " + line for line in self.measure(inner))
        elif isinstance(measure, Each):
            yield self.said(f"每项 {measure.points} 分：", f"{measure.points} points each:")
            yield from ("  " + self.wording.spelled(c, self.language) for c in measure.conditions)
        else:
            assert isinstance(measure, Points)
            yield self.said("得分即", "the points are ") + self.wording.term(measure.term, self.language)


def outcomes(found: Sequence[Outcome], language: Language) -> str:
    """What did not hold, and the count."""
    lines = []
    for outcome in found:
        if not outcome.holds:
            lines.append(f"✗ {outcome.rulebook}  {outcome.example.name[language]}  {outcome.example.place}")
            lines += [f"    {difference[language]}" for difference in outcome.differences]
    held = sum(outcome.holds for outcome in found)
    count = Text(f"{len(found)} 个示例，{held} 个成立", f"{held} of {len(found)} examples hold")
    return "\n".join([*lines, count[language]])


def findings(reports: Sequence[Report], language: Language) -> str:
    """One line per finding: file, line, what is wrong; then the count."""
    lines = [f"{report.name}  {finding.line(language)}" for report in reports for finding in report.findings]
    errors, warnings = (sum(len(report.of(kind)) for report in reports) for kind in ("error", "warning"))
    proved = sum(sum(report.proved.values()) for report in reports)
    count = Text(
        f"证明了 {proved} 个问题：{errors} 个错误，{warnings} 个警告",
        f"{proved} questions proved; errors: {errors}, warnings: {warnings}",
    )
    return "\n".join([*lines, count[language]])
