"""A rulebook on a filing day as constraints: literals that imply that a condition holds, whatever is unknown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor, lcm

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.basics.truth import FALSE, TRUE, UNKNOWN
from jinjie.rules.language.conditions import (
    All,
    AtLeast,
    Condition,
    Criterion,
    Member,
    Not,
    ScoreIn,
    Within,
)
from jinjie.rules.language.conditions import Any as AnyOf
from jinjie.rules.language.scores import Bands, BestOf, Each, Group, Indicator, Levels, Measure, Part
from jinjie.rules.readings.bound.state import State
from jinjie.rules.readings.plan.ends import End, Mover, whole
from jinjie.rules.readings.plan.solver import Lit, Model
from jinjie.terms.box import Domain
from jinjie.terms.tree import Ref, Term

Chosen = Mapping[str, Mapping[str, Lit]]
"""For each fact that can be set: the literal of each choice. Without any of them the fact is as it was."""


@dataclass(frozen=True, slots=True)
class Gained:
    """Points that are certain: a number, and more for each literal."""

    at: int
    more: tuple[tuple[int, Lit], ...] = ()


@dataclass
class Supposed:
    """What is taken for granted where a fact is unknown and nothing can be done about it: as little as possible."""

    model: Model
    never: frozenset[str]
    """Facts of which nothing is supposed."""
    literals: dict[tuple[str, Domain], int] = field(default_factory=dict)

    def literal(self, fact: str, values: Domain) -> Lit:
        """A literal for supposing that a fact has one of these values; two that exclude each other never both hold."""
        key = fact, values
        if key not in self.literals:
            made = self.literals[key] = self.model.literal()
            for (other, theirs), literal in self.literals.items():
                if other == fact and not _agree(values, theirs):
                    self.model.at_most({made: 1, literal: 1}, 1)
        return self.literals[key]


def _agree(one: Domain, other: Domain) -> bool:
    if isinstance(one, Interval):
        return isinstance(other, Interval) and one.meets(other)
    return isinstance(other, frozenset) and bool(one & other)


@dataclass
class Certain:
    """Reads one rulebook on one day into a model. ``chosen`` and the mover say what actions change by then."""

    model: Model
    state: State
    mover: Mover
    chosen: Chosen
    supposed: Supposed
    parts: dict[str, int] = field(default_factory=dict)
    known: dict[tuple[int, bool], Lit] = field(default_factory=dict)

    def must(self, condition: Condition) -> Lit:
        """A literal that implies the condition."""
        return self._literal(condition, True)

    def must_not(self, condition: Condition) -> Lit:
        """A literal that implies that the condition does not hold."""
        return self._literal(condition, False)

    def _literal(self, condition: Condition, wanted: bool) -> Lit:
        key = (id(condition), wanted)
        if key not in self.known:
            self.known[key] = self._read(condition, wanted)
        return self.known[key]

    def _read(self, condition: Condition, wanted: bool) -> Lit:
        if isinstance(condition, Criterion | Not):
            inner = condition.rule if isinstance(condition, Criterion) else condition.part
            return self._literal(inner, wanted is isinstance(condition, Criterion))
        if isinstance(condition, All | AnyOf):
            join = self.model.all_of if isinstance(condition, All) is wanted else self.model.any_of
            return join(self._literal(part, wanted) for part in condition.parts)
        if isinstance(condition, AtLeast):
            return self._at_least(condition, wanted)
        if isinstance(condition, ScoreIn):
            return self._score(condition, wanted)
        if isinstance(condition, Member) and condition.fact in self.chosen:
            return self._or_supposed(self._member(condition, wanted), condition, wanted)
        if isinstance(condition, Within) and self.mover.moves(condition.term):
            moved = self._within(condition.term, condition.interval if wanted else condition.complement)
            return self._or_supposed(moved, condition, wanted)
        truth = self.state.truth(condition)
        if truth is UNKNOWN:
            return self._supposing(condition, wanted)
        return truth is (TRUE if wanted else FALSE)

    def _or_supposed(self, literal: Lit, condition: Condition, wanted: bool) -> Lit:
        """Brought about; or, where today's fact is unknown, supposed."""
        if literal is True or self.state.truth(condition) is not UNKNOWN:
            return literal
        return self.model.any_of([literal, self._supposing(condition, wanted)])

    def _supposing(self, condition: Condition, wanted: bool) -> Lit:
        """An unknown fact that nothing moves: it may be supposed to have a value that will do."""
        box = self.state.box
        if isinstance(condition, Member) and condition.fact not in self.supposed.never:
            left = box.choices(condition.fact)
            return self.supposed.literal(
                condition.fact, left & condition.choices if wanted else left - condition.choices
            )
        if isinstance(condition, Within) and isinstance(condition.term, Ref):
            fact = condition.term.fact
            numbers = box.number(fact).intersection(condition.interval if wanted else condition.complement)
            if numbers is not None and fact not in self.supposed.never:
                return self.supposed.literal(fact, numbers)
        return False

    def _at_least(self, condition: AtLeast, wanted: bool) -> Lit:
        needed = condition.needed if wanted else len(condition.parts) - condition.needed + 1
        literals = [self._literal(part, wanted) for part in condition.parts]
        needed -= sum(literal is True for literal in literals)
        open_ = [literal for literal in literals if literal is not True and literal is not False]
        if needed <= 0:
            return True
        if len(open_) < needed:
            return False
        chosen = self.model.literal()
        terms: dict[int, int] = {}
        for literal in open_:
            terms[literal] = terms.get(literal, 0) + 1
        self.model.at_least(terms, needed, chosen)
        return chosen

    def _member(self, condition: Member, wanted: bool) -> Lit:
        """Set to a choice that will do; or left as it was, which does already."""
        options = self.chosen[condition.fact]
        good = [literal for choice, literal in options.items() if (choice in condition.choices) is wanted]
        bad = [literal for choice, literal in options.items() if (choice in condition.choices) is not wanted]
        if self.state.truth(condition) is not (TRUE if wanted else FALSE):
            return self.model.any_of(good)
        if not bad:
            return True
        spared = self.model.literal()
        self.model.at_most(dict.fromkeys([literal for literal in bad if not isinstance(literal, bool)], 1), 0, spared)
        return spared

    def _within(self, term: Term, interval: Interval) -> Lit:
        """A moved term lies in an interval, whatever is unknown."""
        ends = self.mover.ends(term)
        if ends is None:
            return self.state.value(term).within(interval)
        wanted: list[Lit] = []
        if interval.low is not None:
            wanted.append(self._reached(ends.low, interval.low, interval.low_open))
        if interval.high is not None:
            high = ends.high
            turned = None if high is None else End(-high.at, {v: -s for v, s in high.slopes.items()}, high.open)
            wanted.append(self._reached(turned, -interval.high, interval.high_open))
        return self.model.all_of(wanted)

    def _reached(self, end: End | None, least: Exact, open_: bool) -> Lit:
        if end is None:
            return False
        strict = open_ and not end.open
        short = least - end.at
        slopes = {variable: slope for variable, slope in end.slopes.items() if slope}
        if not slopes:
            return short < 0 or (short == 0 and not strict)
        terms, bottom = whole(slopes, short, strict)
        reached = self.model.literal()
        self.model.at_least(terms, bottom, reached)
        return reached

    # ---- points

    def _score(self, condition: ScoreIn, wanted: bool) -> Lit:
        rulebook = self.state.rulebook
        part = rulebook.score if condition.part is None else rulebook.parts[condition.part]
        low = condition.interval.low
        if part is None or low is None or not wanted or self.state.truth(condition) is TRUE:
            return self.state.truth(condition) is (TRUE if wanted else FALSE)
        points = self._points(part)
        reached = self.model.literal()
        bottom = Fraction(low) * self.scale
        strict = condition.interval.low_open
        self.model.at_least({points: 1}, floor(bottom) + 1 if strict else ceil(bottom), reached)
        return reached

    @property
    def scale(self) -> int:
        """Points in whole numbers."""
        rulebook = self.state.rulebook
        numbers: list[Exact] = [part.max for part in rulebook.parts.values()]
        for measure in rulebook.measures():
            numbers += list(_numbers(measure))
        return lcm(*(Fraction(number).denominator for number in numbers))

    def _points(self, part: Part) -> int:
        """A variable that is never above the points that are certain."""
        found = self.parts.get(part.id)
        if found is None:
            most = floor(Fraction(part.max) * self.scale)
            variable = self.model.variable(0, most)
            terms = {variable: -1}
            base = 0
            if isinstance(part, Group):
                for inner in part.parts:
                    terms[self._points(inner)] = 1
            else:
                gained = self._gained(part)
                base = gained.at
                for more, literal in gained.more:
                    if literal is True:
                        base += more
                    elif literal is not False:
                        terms[literal] = terms.get(literal, 0) + more
            self.model.at_least(terms, -base)
            self.parts[part.id] = found = variable
        return found

    def _gained(self, indicator: Indicator) -> Gained:
        still = floor(Fraction(self.state.span(indicator)[0]) * self.scale)
        gained = self._measure(indicator.measure)
        return Gained(still) if gained is None else gained

    def _measure(self, measure: Measure) -> Gained | None:
        """The points of a measure that some action moves; None where it cannot be told."""
        if isinstance(measure, Bands):
            return self._bands(measure)
        if isinstance(measure, Levels):
            return self._levels(measure)
        if isinstance(measure, Each):
            points = floor(Fraction(measure.points) * self.scale)
            return Gained(0, tuple((points, self.must(c)) for c in measure.conditions)) if points > 0 else None
        if isinstance(measure, BestOf):
            return self._best(measure)
        return self._term(measure.term)

    def _term(self, term: Term) -> Gained | None:
        """Points that are a moved term: one literal for each whole point above what is certain."""
        ends = self.mover.ends(term)
        if ends is None or ends.low is None or not ends.low.slopes:
            return None
        most = max((part.max for part in self.state.rulebook.parts.values()), default=0)
        now = max(floor(Fraction(ends.low.at)), 0)
        steps = [
            (self.scale, self._reached(ends.low, now + k, False)) for k in range(1, floor(Fraction(most)) - now + 1)
        ]
        return Gained(floor(Fraction(now) * self.scale), tuple(steps))

    def _bands(self, bands: Bands) -> Gained | None:
        """Bands are listed best first; each number of points is reached within a stretch from the best end on."""
        if bands.monotone is None or not self.mover.moves(bands.term):
            return None
        reached: list[tuple[int, Interval]] = []
        stretch = bands.steps[0].interval
        for step in bands.steps:
            stretch = stretch.hull(step.interval)
            reached.append((floor(Fraction(step.points.low or 0) * self.scale), stretch))
        more = [
            (points - lower, self._within(bands.term, stretch))
            for (points, stretch), (lower, _) in zip(reached, reached[1:], strict=False)
            if points > lower
        ]
        return Gained(reached[-1][0], tuple(more))

    def _levels(self, levels: Levels) -> Gained | None:
        """At least so many points: a level that gives them holds, and no earlier one gives fewer."""
        worth = [floor(Fraction(level.points.low or 0) * self.scale) for level in levels.levels]
        steps = sorted({0, *worth})
        more = []
        for lower, points in zip(steps, steps[1:], strict=False):
            ways = [self._level(levels, worth, index) for index, have in enumerate(worth) if have >= points]
            more.append((points - lower, self.model.any_of(ways)))
        return Gained(0, tuple(more))

    def _level(self, levels: Levels, worth: list[int], index: int) -> Lit:
        earlier = [
            self.must_not(level.condition)
            for level, have in zip(levels.levels[:index], worth, strict=False)
            if have < worth[index] and level.condition is not None
        ]
        condition = levels.levels[index].condition
        return self.model.all_of([*earlier, True if condition is None else self.must(condition)])

    def _best(self, best: BestOf) -> Gained | None:
        """The best of several: one of them is chosen."""
        found = [gained for gained in map(self._measure, best.measures) if gained is not None]
        if not found:
            return None
        steps = sorted({0, *(total for gained in found for total in _totals(gained))})
        more = []
        for lower, points in zip(steps, steps[1:], strict=False):
            more.append((points - lower, self.model.any_of(self._reaches(gained, points) for gained in found)))
        return Gained(0, tuple(more))

    def _reaches(self, gained: Gained, points: int) -> Lit:
        sure = gained.at + sum(more for more, literal in gained.more if literal is True)
        if sure >= points:
            return True
        terms: dict[int, int] = {}
        for more, literal in gained.more:
            if not isinstance(literal, bool):
                terms[literal] = terms.get(literal, 0) + more
        if sure + sum(terms.values()) < points:
            return False
        reached = self.model.literal()
        self.model.at_least(terms, points - sure, reached)
        return reached


def _totals(gained: Gained) -> list[int]:
    """The sums that a measure reaches as one literal after the other holds, last ones first."""
    total, found = gained.at, [gained.at]
    for more, _ in reversed(gained.more):
        total += more
        found.append(total)
    return found


def _numbers(measure: Measure) -> list[Exact]:
    readers: dict[type, Callable[..., list[Exact]]] = {
        Bands: lambda m: [step.points.low or 0 for step in m.steps],
        Levels: lambda m: [level.points.low or 0 for level in m.levels],
        Each: lambda m: [m.points],
        BestOf: lambda m: [number for inner in m.measures for number in _numbers(inner)],
    }
    reader = readers.get(type(measure))
    return [] if reader is None else reader(measure)
