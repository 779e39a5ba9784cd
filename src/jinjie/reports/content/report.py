"""The whole report: cover, one section per rulebook, the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from jinjie.basics.text import Language
from jinjie.reports import words
from jinjie.reports.content.closing import closing, last_lines, short_hash
from jinjie.reports.content.facts import doubts, missing
from jinjie.reports.content.result import section
from jinjie.reports.content.teller import Teller
from jinjie.reports.document import Block, Legend, Mark, Paragraph, Report
from jinjie.rules.assessment import Assessment
from jinjie.rules.library import Library


def report_of(assessment: Assessment, language: Language, library: Library | None = None) -> Report:
    """The report of an assessment. ``library`` holds the registers it cites; its own when left out."""
    teller = Teller(assessment, language, library or assessment.library)
    return Report(
        language=language,
        kind=teller.say(words.REPORT),
        name=assessment.profile.name or teller.say(words.NO_NAME),
        about=tuple(_about(teller)),
        opening=(*nothing(teller), *doubts(teller)),
        sections=tuple(section(teller, result) for result in assessment.results),
        closing=(*missing(teller), *closing(teller)),
        last=last_lines(teller),
    )


def _about(teller: Teller) -> Iterator[tuple[str, str]]:
    assessment = teller.assessment
    yield teller.say(words.AS_OF), assessment.as_of.isoformat()
    stated = sum(bool(teller.statements(fact)) for fact in assessment.profile.statements)
    yield teller.say(words.STATED), teller.both(f"{stated} 项", str(stated))
    yield teller.say(words.FINGERPRINT), short_hash(assessment.profile.hash)


def nothing(teller: Teller) -> Iterator[Block]:
    """What to say when no rulebook was in force."""
    if not teller.assessment.results:
        yield Paragraph(teller.both("这一天没有有效的规定。", "No rulebook was in force on this day."), "notice")


def marks_in(part: Any) -> Iterator[Mark]:
    """Every mark in a block, a section or a whole report."""
    if isinstance(part, Mark):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from marks_in(inner)
    elif not isinstance(part, str | Legend):
        for name in _names_of(part):
            yield from marks_in(getattr(part, name))


_NAMES: dict[type, tuple[str, ...]] = {}
"""The fields of each kind of part that was met."""


def _names_of(part: object) -> tuple[str, ...]:
    """The fields of a part; none where it has none."""
    kind = type(part)
    if kind not in _NAMES:
        _NAMES[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    return _NAMES[kind]


def legend(marks: Iterable[Mark]) -> Legend | None:
    """The legend of some marks, each once; None when everything is verified."""
    found = {mark.status: mark for mark in marks}
    ordered = tuple(found[status] for status in words.STATUSES if status in found)
    return Legend(ordered) if ordered else None
