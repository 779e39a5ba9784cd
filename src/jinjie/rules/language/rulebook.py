"""A rulebook: one edition of one law, with everything that an assessment needs of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from jinjie.basics.problems import Place
from jinjie.basics.text import Text
from jinjie.rules.language.conditions import (
    Atom,
    Condition,
    Criterion,
    GradeIn,
    Origin,
    ScoreIn,
    atoms_of,
    criteria_in,
    facts_of,
)
from jinjie.rules.language.scores import Bands, Group, Indicator, Measure, measure_conditions, measure_facts


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to a day, both included; an open end is None."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Transition:
    """A rule that lets this edition govern some cases outside the time it is in force."""

    when: Condition
    period: Period
    origin: Origin


@dataclass(frozen=True, slots=True)
class Grade:
    """A class that an enterprise falls into when no higher one holds; the last has no condition."""

    id: str
    title: Text
    condition: Condition | None


@dataclass(frozen=True, slots=True)
class Example:
    """Facts with what must come out."""

    name: Text
    facts: Mapping[str, Any]
    expect: Mapping[str, Any]
    on: date | None = None
    place: str = ""


@dataclass(frozen=True)
class Rulebook:
    """One edition, overlays applied."""

    id: str
    edition: str
    title: Text
    kind: str
    origin: Origin
    in_force: Period
    criteria: Criterion
    hash: str
    score: Group | None = None
    grades: tuple[Grade, ...] = ()
    transitions: tuple[Transition, ...] = ()
    overlays: tuple[str, ...] = ()
    validity_years: int | None = None
    rank: int = 99
    """The place of a tier among the tiers, lowest first."""
    force_origin: Origin | None = None
    examples: tuple[Example, ...] = field(default=(), repr=False)
    file: str = ""
    places: Mapping[str, Place] = field(default_factory=dict, repr=False, compare=False)
    """Where each named rule and each outermost key stands."""

    @property
    def name(self) -> str:
        """``srdi-sme@2022`` or, with overlays, ``srdi-sme@2022+guangdong``."""
        return "+".join([f"{self.id}@{self.edition}", *self.overlays])

    @property
    def label(self) -> str:
        """The edition with its overlays: ``2022+guangdong``."""
        return "+".join([self.edition, *self.overlays])

    def place(self, node: str) -> Place:
        """The line of a named rule or an outermost key; the file alone where there is none."""
        return self.places.get(node, Place(self.file))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """All facts that it reads, in the order of reading."""
        found = dict.fromkeys(facts_of(self.criteria))
        for measure in self.measures():
            found.update(dict.fromkeys(measure_facts(measure)))
        for grade in self.grades:
            if grade.condition is not None:
                found.update(dict.fromkeys(facts_of(grade.condition)))
        return tuple(found)

    def measures(self) -> Iterator[Measure]:
        """The measures of all indicators."""
        if self.score is not None:
            yield from (indicator.measure for indicator in self.score.indicators())

    def conditions(self) -> Iterator[Condition]:
        """Every outermost condition: the criteria, those of the grades and those inside the score."""
        yield self.criteria
        yield from (grade.condition for grade in self.grades if grade.condition is not None)
        for measure in self.measures():
            yield from _inner_conditions(measure)

    def atoms(self) -> Iterator[Atom]:
        for condition in self.conditions():
            yield from atoms_of(condition)

    def bands(self) -> Iterator[Bands]:
        for measure in self.measures():
            yield from (inner for inner in _flat(measure) if isinstance(inner, Bands))

    @cached_property
    def pass_at(self) -> Any:
        """The lowest total score that the criteria ask for, if they ask for one."""
        wanted = [a.interval.low for a in self.atoms() if isinstance(a, ScoreIn) and a.part is None]
        return next((low for low in wanted if low is not None), None)

    def facts_of_part(self, part: str) -> tuple[str, ...]:
        """The facts that an indicator reads."""
        return self._part_facts[part]

    def facts_of_criterion(self, criterion: Criterion) -> tuple[str, ...] | None:
        """The facts that a criterion reads; None when it also hangs on the score or the grade."""
        return self._criterion_facts.get(criterion)

    def weight(self, condition: Condition) -> int:
        """How much a condition reads: its facts, or those of the whole score."""
        if not isinstance(condition, Criterion):
            return 1
        facts = self.facts_of_criterion(condition)
        return len(self.facts) if facts is None else len(facts)

    @cached_property
    def _criterion_facts(self) -> dict[Criterion, tuple[str, ...] | None]:
        found: dict[Criterion, tuple[str, ...] | None] = {}
        for condition in self.conditions():
            for criterion in criteria_in(condition):
                indirect = any(isinstance(atom, ScoreIn | GradeIn) for atom in atoms_of(criterion))
                found[criterion] = None if indirect else tuple(dict.fromkeys(facts_of(criterion)))
        return found

    @cached_property
    def _part_facts(self) -> dict[str, tuple[str, ...]]:
        indicators = () if self.score is None else self.score.indicators()
        return {i.id: tuple(dict.fromkeys(measure_facts(i.measure))) for i in indicators}

    @cached_property
    def parts(self) -> dict[str, Group | Indicator]:
        return {} if self.score is None else {part.id: part for part in self.score.walk()}


def _flat(measure: Measure) -> Iterator[Measure]:
    yield measure
    for inner in getattr(measure, "measures", ()):
        yield from _flat(inner)


def _inner_conditions(measure: Measure) -> Iterator[Condition]:
    for inner in _flat(measure):
        yield from measure_conditions(inner)
