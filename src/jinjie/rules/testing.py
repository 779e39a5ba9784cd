"""Rulebooks tested by their own examples: facts in, what must come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import to_text
from jinjie.basics.problems import InputError, mistake
from jinjie.basics.text import Text
from jinjie.facts.profile import profile_of
from jinjie.facts.values import read_range
from jinjie.facts.vocabulary import Kind
from jinjie.rules.assessment import Assessor, Result
from jinjie.rules.editions import Choice, choose
from jinjie.rules.language.rulebook import Example, Rulebook
from jinjie.rules.library import Library
from jinjie.rules.readings.bound.state import Span


@dataclass(frozen=True, slots=True)
class Outcome:
    """One example tried: what differs from what its author expects (nothing when it holds)."""

    rulebook: str
    example: Example
    differences: tuple[Text, ...]

    @property
    def holds(self) -> bool:
        return not self.differences


def try_examples(assessor: Assessor, rulebook: Rulebook) -> Iterator[Outcome]:
    """The examples inside a rulebook, under exactly this edition."""
    for example in rulebook.examples:
        yield _tried(assessor, example, rulebook.name, rulebook)


def try_cases(library: Library, assessor: Assessor, names: frozenset[str] | None = None) -> Iterator[Outcome]:
    """The cases kept beside the rulebooks; without an edition the date chooses it."""
    for target, case in library.cases():
        if names is None or target.partition("@")[0] in names:
            yield _tried(assessor, case, target, library.get(target) if "@" in target else None)


def try_all(library: Library) -> Iterator[Outcome]:
    """Every example and case of a library, overlays included."""
    assessor = Assessor(library)
    for rulebook in library.everything():
        yield from try_examples(assessor, rulebook)
    yield from try_cases(library, assessor)


def _tried(assessor: Assessor, example: Example, name: str, rulebook: Rulebook | None) -> Outcome:
    try:
        return Outcome(name, example, tuple(_differences(assessor, example, name, rulebook)))
    except InputError as error:
        return Outcome(name, example, tuple(problem.message for problem in error.problems))


def _differences(assessor: Assessor, example: Example, name: str, rulebook: Rulebook | None) -> Iterator[Text]:
    day = example.on or _some_day(rulebook)
    profile = profile_of({"name": example.name.zh, "facts": example.facts}, assessor.library.vocabulary)
    knowledge = assessor.know(profile, day)
    choice = (
        choose(assessor.library, name, day, knowledge)
        if rulebook is None
        else Choice(rulebook, Text("示例指定", "the example's edition"))
    )
    if choice is None:
        yield Text(f"{day} 没有有效版本", f"no edition is in force on {day}")
        return
    yield from compared(example.expect, assessor.result(choice, knowledge))


def _some_day(rulebook: Rulebook | None) -> date:
    """A day on which the edition is in force, for examples that name none."""
    day = None if rulebook is None else rulebook.in_force.end or rulebook.in_force.start
    if day is None:
        raise mistake("没有写版本的案例要写日期 on", "a case without an edition needs a day (on)")
    return day


def compared(expect: Mapping[str, Any], result: Result) -> Iterator[Text]:
    """Every point in which a result is not what is expected."""
    yield from _same("verdict", expect.get("verdict"), result.verdict)
    yield from _same("edition", expect.get("edition"), result.rulebook.edition)
    if "score" in expect:
        yield from _same_span("score", expect["score"], result.span)
    if "grade" in expect:
        wanted = expect["grade"]
        yield from _same("grade", [wanted] if isinstance(wanted, str) else wanted, list(result.bound.grades))
    if "deciding" in expect:
        yield from _same("deciding", expect["deciding"], [list(d.facts) for d in result.deciding])
    yield from _lines(expect.get("criteria", {}), {line.id: str(line.truth) for line in result.criteria.walk()})
    spans = {} if result.score is None else {line.id: line.span for line in result.score.walk()}
    for part, wanted in expect.get("indicators", {}).items():
        yield from _same_span(part, wanted, spans.get(part))


def _lines(wanted: Mapping[str, str], found: Mapping[str, str]) -> Iterable[Text]:
    for name, truth in wanted.items():
        yield from _same(name, truth, found.get(name, "—"))


def _same(what: str, wanted: object, found: object) -> Iterator[Text]:
    if wanted is not None and wanted != found:
        yield Text(f"{what}：应为 {wanted}，实为 {found}", f"{what}: expected {wanted}, found {found}")


def _same_span(what: str, wanted: str, found: Span | None) -> Iterator[Text]:
    interval = read_range(wanted, Kind.NUMBER)
    if found is None or interval != Interval(*found):
        shown = "—" if found is None else "..".join(dict.fromkeys(to_text(end) for end in found))
        yield Text(f"{what}：应为 {wanted}，实为 {shown}", f"{what}: expected {wanted}, found {shown}")
