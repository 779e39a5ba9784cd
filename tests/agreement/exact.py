"""A rulebook applied to one complete enterprise: plain values in, pass or fail and points out.

Written apart from the kernel's readings, to check them: no interval arithmetic, no three-valued logic, no search.
The only thing shared is the tree that the rulebook's file is read into.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering
from math import isqrt
from typing import Any

from jinjie.basics.interval import Interval
from jinjie.rules.language import conditions as c
from jinjie.rules.language import scores as s
from jinjie.rules.language.rulebook import Rulebook
from jinjie.terms import tree as t

Number = int | Fraction


@total_ordering
@dataclass(frozen=True, eq=False)
class Surd:
    """The irrational number sqrt(square) + shift, compared exactly with fractions."""

    square: Fraction
    shift: Number = 0

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Surd):
            return (self.square, self.shift) == (other.square, other.shift)
        return False

    def __lt__(self, other: Number) -> bool:
        gap = other - self.shift
        return gap > 0 and self.square < gap * gap

    def __hash__(self) -> int:
        return hash((self.square, self.shift))

    def around(self) -> tuple[Fraction, Fraction]:
        """Two fractions with the number between them."""
        floor = Fraction(isqrt(int(self.square * 10**12)), 10**6)
        return floor + self.shift, floor + self.shift + Fraction(1, 10**6)


Value = Number | Surd | str
Firm = Mapping[str, Value]
"""A complete enterprise: one plain value for each fact."""


def root_of(square: Number) -> Number | Surd:
    """The square root, as a fraction when it is one."""
    whole = Fraction(square)
    top, bottom = isqrt(whole.numerator), isqrt(whole.denominator)
    if top * top == whole.numerator and bottom * bottom == whole.denominator:
        return Fraction(top, bottom)
    return Surd(whole)


def _plus(a: Any, b: Any) -> Any:
    if isinstance(a, Surd):
        return Surd(a.square, a.shift + b)
    return Surd(b.square, b.shift + a) if isinstance(b, Surd) else a + b


_NUMBERS: dict[type, Callable[[Any, Firm], Any]] = {
    t.Const: lambda term, _firm: term.interval.low,
    t.Ref: lambda term, firm: firm[term.fact],
    t.Add: lambda term, firm: _plus(number(term.left, firm), number(term.right, firm)),
    t.Sub: lambda term, firm: _plus(number(term.left, firm), -number(term.right, firm)),
    t.Mul: lambda term, firm: number(term.left, firm) * number(term.right, firm),
    t.Div: lambda term, firm: Fraction(number(term.left, firm)) / number(term.right, firm),
    t.Least: lambda term, firm: min(number(term.left, firm), number(term.right, firm)),
    t.Greatest: lambda term, firm: max(number(term.left, firm), number(term.right, firm)),
    t.Square: lambda term, firm: number(term.inner, firm) ** 2,
    t.Root: lambda term, firm: root_of(number(term.inner, firm)),
    t.Floor: lambda term, firm: number(term.inner, firm) // 1,
}


def number(term: t.Term, firm: Firm) -> Any:
    """The number that a term comes to. Raises ZeroDivisionError."""
    return _NUMBERS[type(term)](term, firm)


def lies_in(value: Any, interval: Interval) -> bool:
    """The number is between the ends."""
    low, high = interval.low, interval.high
    if low is not None and (value <= low if interval.low_open else value < low):
        return False
    return high is None or not (value >= high if interval.high_open else value > high)


class Judge:
    """Judges one firm by one rulebook. ``generous`` picks the upper end where the law's own points are a range."""

    def __init__(self, rulebook: Rulebook, firm: Firm, generous: bool = False):
        self.rulebook = rulebook
        self.firm = firm
        self.generous = generous

    @property
    def passes(self) -> bool:
        return self.holds(self.rulebook.criteria)

    @property
    def score(self) -> Number | None:
        return None if self.rulebook.score is None else self.part(self.rulebook.score)

    @property
    def grade(self) -> str | None:
        """The first grade whose condition holds."""
        for grade in self.rulebook.grades:
            if grade.condition is None or self.holds(grade.condition):
                return grade.id
        return None

    def holds(self, condition: c.Condition) -> bool:
        return _HOLDS[type(condition)](self, condition)

    def part(self, part: s.Part) -> Number:
        """The points of a group or indicator, capped."""
        points = sum(map(self.part, part.parts)) if isinstance(part, s.Group) else self.points(part.measure)
        return min(max(points, 0), part.max)

    def points(self, measure: s.Measure) -> Number:
        return _POINTS[type(measure)](self, measure)

    def bands(self, measure: s.Bands) -> Number:
        value = number(measure.term, self.firm)
        return next(self.end(step.points) for step in measure.steps if lies_in(value, step.interval))

    def levels(self, measure: s.Levels) -> Number:
        for level in measure.levels:
            if level.condition is None or self.holds(level.condition):
                return self.end(level.points)
        return 0

    def end(self, points: Interval) -> Number:
        return (points.high if self.generous else points.low) or 0

    def part_score(self, name: str | None) -> Number:
        part = self.rulebook.score if name is None else self.rulebook.parts[name]
        assert part is not None
        return self.part(part)


_HOLDS: dict[type, Callable[[Judge, Any], bool]] = {
    c.Criterion: lambda judge, x: judge.holds(x.rule),
    c.Within: lambda judge, x: lies_in(number(x.term, judge.firm), x.interval),
    c.Member: lambda judge, x: judge.firm[x.fact] in x.choices,
    c.CodeWithin: lambda judge, x: str(judge.firm[x.fact]).startswith(x.prefixes),
    c.ScoreIn: lambda judge, x: lies_in(judge.part_score(x.part), x.interval),
    c.GradeIn: lambda judge, x: judge.grade in x.grades,
    c.All: lambda judge, x: all(map(judge.holds, x.parts)),
    c.Any: lambda judge, x: any(map(judge.holds, x.parts)),
    c.Not: lambda judge, x: not judge.holds(x.part),
    c.AtLeast: lambda judge, x: sum(map(judge.holds, x.parts)) >= x.needed,
}

_POINTS: dict[type, Callable[[Judge, Any], Number]] = {
    s.Bands: Judge.bands,
    s.Levels: Judge.levels,
    s.Each: lambda judge, x: x.points * sum(map(judge.holds, x.conditions)),
    s.BestOf: lambda judge, x: max(map(judge.points, x.measures)),
    s.Points: lambda judge, x: number(x.term, judge.firm),
}


def has_ranges(rulebook: Rulebook) -> bool:
    """Some points of the law itself are a range (its source is cut off)."""
    for measure in rulebook.measures():
        inner = getattr(measure, "levels", None) or getattr(measure, "steps", None) or ()
        if any(not step.points.is_point for step in inner):
            return True
    return False
