"""The nodes of a score: groups of indicators, and the measures that give an indicator its points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.basics.text import Text
from jinjie.rules.language.conditions import Condition, Origin, facts_of
from jinjie.terms.tree import Term


@dataclass(frozen=True, slots=True)
class Step:
    """Points for a term that lies in an interval."""

    interval: Interval
    points: Interval


@dataclass(frozen=True, slots=True, eq=False)
class Bands:
    """Points by the value of a term; the steps cover its domain without gap or overlap, best first."""

    term: Term
    kind: str
    steps: tuple[Step, ...]
    monotone: Literal["rising", "falling"] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Points when a condition holds and no earlier one did; the last has none."""

    condition: Condition | None
    points: Interval
    origin: Origin


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """The first level whose condition holds gives the points."""

    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Each:
    """So many points for each condition that holds."""

    points: Exact
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BestOf:
    """The highest of several measures."""

    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """A term is the points."""

    term: Term


Measure = Bands | Levels | Each | BestOf | Points


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """One scored line: a measure, capped between 0 and ``max``."""

    id: str
    title: Text
    max: Exact
    origin: Origin
    measure: Measure


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Indicators and groups that add up, capped by ``max``."""

    id: str
    title: Text
    max: Exact
    origin: Origin
    parts: tuple[Part, ...]

    def walk(self) -> Iterator[Part]:
        """This group and everything below it."""
        yield self
        for part in self.parts:
            if isinstance(part, Group):
                yield from part.walk()
            else:
                yield part

    def indicators(self) -> Iterator[Indicator]:
        return (part for part in self.walk() if isinstance(part, Indicator))


Part = Group | Indicator


def measure_facts(measure: Measure) -> Iterator[str]:
    """All facts that a measure reads."""
    if isinstance(measure, Bands | Points):
        yield from measure.term.facts()
    elif isinstance(measure, BestOf):
        for inner in measure.measures:
            yield from measure_facts(inner)
    else:
        for condition in measure_conditions(measure):
            yield from facts_of(condition)


def measure_conditions(measure: Measure) -> Iterator[Condition]:
    """The conditions directly inside a measure."""
    if isinstance(measure, Levels):
        yield from (level.condition for level in measure.levels if level.condition is not None)
    elif isinstance(measure, Each):
        yield from measure.conditions
