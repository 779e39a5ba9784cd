"""The ends of a term as whole-number variables move its facts: affine, or not told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor, lcm

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact, quotient
from jinjie.facts.constraints import Equation
from jinjie.terms.box import Box
from jinjie.terms.tree import Add, Const, Div, Mul, Ref, Sub, Term

Shift = Mapping[int, Exact]
"""How much one of each variable adds to a fact."""
LARGEST = 2**40
FINE = 10**6


@dataclass(frozen=True, slots=True)
class End:
    """A number plus so much of each variable; ``open`` when it is not reached itself."""

    at: Exact
    slopes: Shift = field(default_factory=dict)
    open: bool = False


@dataclass(frozen=True, slots=True)
class Ends:
    """The lowest and the highest value of a term; None where it is unbounded."""

    low: End | None
    high: End | None


@dataclass(frozen=True)
class Mover:
    """Which variables move which facts on a day, over the picture of that day."""

    box: Box
    shifts: Mapping[str, Shift]
    equations: Mapping[str, Equation]

    def moves(self, term: Term) -> bool:
        return any(fact in self.shifts or self._moved_share(fact) is not None for fact in term.facts())

    def _moved_share(self, fact: str) -> tuple[Shift, Interval] | None:
        """A share whose numerator is moved while its whole is not: the shift, and the whole."""
        equation = self.equations.get(fact)
        term = None if equation is None else equation.term
        if not (isinstance(term, Div) and isinstance(term.left, Ref) and isinstance(term.right, Ref)):
            return None
        whole = self.box.number(term.right.fact)
        still = term.right.fact not in self.shifts and whole.low is not None and whole.low > 0
        return (self.shifts[term.left.fact], whole) if still and term.left.fact in self.shifts else None

    def ends(self, term: Term) -> Ends | None:
        """Both ends; None when the moved term is not affine."""
        if not self.moves(term):
            return _still(term.value(self.box))
        if isinstance(term, Ref):
            return self._ref(term.fact)
        if isinstance(term, Add | Sub):
            return self._sum(term)
        if isinstance(term, Mul | Div):
            return self._scaled(term)
        return None

    def _ref(self, fact: str) -> Ends | None:
        now = self.box.number(fact)
        if fact in self.shifts:
            return _moved(now, self.shifts[fact], self.shifts[fact])
        share = self._moved_share(fact)
        if share is None:
            return None
        shift, whole = share
        least = {} if whole.high is None else {v: quotient(s, whole.high) for v, s in shift.items()}
        most = {v: quotient(s, whole.low or 1) for v, s in shift.items()}
        return _moved(now, least, most)

    def _sum(self, term: Add | Sub) -> Ends | None:
        left, right = self.ends(term.left), self.ends(term.right)
        if left is None or right is None:
            return None
        if isinstance(term, Sub):
            right = Ends(_scaled_end(right.high, -1), _scaled_end(right.low, -1))
        return Ends(_added(left.low, right.low), _added(left.high, right.high))

    def _scaled(self, term: Mul | Div) -> Ends | None:
        """A moved term times or over a number."""
        left, right = term.left, term.right
        if isinstance(term, Mul) and isinstance(left, Const):
            left, right = right, left
        if not isinstance(right, Const):
            return None
        factor = right.number if isinstance(term, Mul) else quotient(1, right.number)
        inner = self.ends(left)
        if inner is None:
            return None
        low, high = _scaled_end(inner.low, factor), _scaled_end(inner.high, factor)
        return Ends(low, high) if factor > 0 else Ends(high, low)


def _still(value: Interval) -> Ends:
    low = None if value.low is None else End(value.low, {}, value.low_open)
    return Ends(low, None if value.high is None else End(value.high, {}, value.high_open))


def _moved(now: Interval, least: Shift, most: Shift) -> Ends:
    """``least`` and ``most``: how much a shift adds at the low and at the high end."""
    low = None if now.low is None else End(now.low, _lower(least, most), now.low_open)
    return Ends(low, None if now.high is None else End(now.high, _upper(least, most), now.high_open))


def _lower(least: Shift, most: Shift) -> Shift:
    return {v: min(least.get(v, 0), s) if s < 0 else least.get(v, 0) for v, s in most.items()}


def _upper(least: Shift, most: Shift) -> Shift:
    return {v: max(least.get(v, 0), s) if s > 0 else least.get(v, 0) for v, s in most.items()}


def _scaled_end(end: End | None, factor: Exact) -> End | None:
    return None if end is None else End(end.at * factor, {v: s * factor for v, s in end.slopes.items()}, end.open)


def _added(one: End | None, other: End | None) -> End | None:
    if one is None or other is None:
        return None
    slopes = dict(one.slopes)
    for variable, slope in other.slopes.items():
        slopes[variable] = slopes.get(variable, 0) + slope
    return End(one.at + other.at, slopes, one.open or other.open)


def whole(slopes: Shift, least: Exact, strict: bool) -> tuple[dict[int, int], int]:
    """``sum of slopes * variables >= least`` (``>`` when strict) in whole numbers: never weaker, and the same where
    the slopes have a common denominator of fair size. The variables are never negative.
    """
    scale: int = lcm(*(Fraction(slope).denominator for slope in slopes.values()))
    steepest = max(abs(Fraction(slope)) for slope in slopes.values())
    if steepest * scale > LARGEST:
        scale = FINE
    terms = {variable: floor(slope * scale) for variable, slope in slopes.items()}
    common = min((abs(t) for t in terms.values() if t), default=1)
    bottom = Fraction(least) * scale
    if all(t % common == 0 for t in terms.values()):
        terms, bottom = {v: t // common for v, t in terms.items()}, bottom / common
    return terms, floor(bottom) + 1 if strict else ceil(bottom)
