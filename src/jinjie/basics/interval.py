"""Intervals of exact numbers with open or closed, finite or infinite ends.

An end of None is infinite and never marked as open. Every operation returns the smallest interval that holds all
results (soundness), with an end closed only when it is reached. An empty result is None.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from jinjie.basics.numbers import Exact, exact, quotient, root_bounds


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between two ends.

    >>> Interval(200, 300)
    Interval(low=200, high=300, low_open=False, high_open=False)
    """

    low: Exact | None = None
    high: Exact | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    @property
    def point(self) -> Exact | None:
        """The only number in it, or None."""
        return self.low if self.is_point else None

    def __contains__(self, number: Exact) -> bool:
        if self.low is not None and (number < self.low or (self.low_open and number == self.low)):
            return False
        return self.high is None or number < self.high or (number == self.high and not self.high_open)

    def within(self, other: Interval) -> bool:
        """Every number of this one lies in the other."""
        return _low_at_least(self, other) and _high_at_most(self, other)

    def meets(self, other: Interval) -> bool:
        """Some number lies in both."""
        return not (_apart(self, other) or _apart(other, self))

    def intersection(self, other: Interval) -> Interval | None:
        """What lies in both; None when nothing does."""
        low_in, high_in = _low_at_least(self, other), _high_at_most(self, other)
        if low_in and high_in:
            return self
        if not self.meets(other):
            return None
        low, low_open = (self.low, self.low_open) if low_in else (other.low, other.low_open)
        high, high_open = (self.high, self.high_open) if high_in else (other.high, other.high_open)
        return Interval(low, high, low_open, high_open)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        low = other if _low_at_least(self, other) else self
        high = other if _high_at_most(self, other) else self
        return Interval(low.low, high.high, low.low_open, high.high_open)

    def whole(self) -> Interval | None:
        """Only its whole numbers."""
        low, high = self.low, self.high
        if low is not None:
            bottom = -((-low) // 1)
            low = bottom + 1 if self.low_open and bottom == low else bottom
        if high is not None:
            top = high // 1
            high = top - 1 if self.high_open and top == high else top
        if low is not None and high is not None and low > high:
            return None
        return Interval(low, high)

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(
            low,
            high,
            low is not None and (self.low_open or other.low_open),
            high is not None and (self.high_open or other.high_open),
        )

    def __neg__(self) -> Interval:
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        if self.low is not None and other.low is not None and self.low > 0 and other.low > 0:
            return self._times_positive(other)
        ends = [_product(a, b) for a in _ends(self) for b in _ends(other)]
        low, high = reduce(_smaller, ends), reduce(_larger, ends)
        return Interval(low[1], high[1], low[2] and low[1] is not None, high[2] and high[1] is not None)

    def _times_positive(self, other: Interval) -> Interval:
        assert self.low is not None
        assert other.low is not None
        high = None if self.high is None or other.high is None else self.high * other.high
        return Interval(
            self.low * other.low,
            high,
            self.low_open or other.low_open,
            high is not None and (self.high_open or other.high_open),
        )

    def __truediv__(self, other: Interval) -> Interval:
        """All quotients; a divisor of zero alone, or with zero inside, says nothing."""
        inverse = other.inverse()
        return EVERYTHING if inverse is None else self * inverse

    def inverse(self) -> Interval | None:
        """1 divided by every number in it but zero; None when that is no interval."""
        if self.low is not None and self.low >= 0:
            return self._inverse_of_positive()
        if self.high is not None and self.high <= 0:
            inverse = (-self)._inverse_of_positive()
            return None if inverse is None else -inverse
        return None

    def _inverse_of_positive(self) -> Interval | None:
        if self.high == 0:
            return None
        low, low_open = (0, True) if self.high is None else (quotient(1, self.high), self.high_open)
        if self.low == 0 or self.low is None:
            return Interval(low, None, low_open)
        return Interval(low, quotient(1, self.low), low_open, self.low_open)

    def floor(self) -> Interval:
        """All whole parts (rounded down)."""
        low = None if self.low is None else self.low // 1
        high = None if self.high is None else self.high // 1
        if high is not None and self.high_open and high == self.high:
            high -= 1
        return Interval(low, high)

    def unfloor(self) -> Interval | None:
        """All numbers whose whole part lies in it."""
        whole = self.whole()
        if whole is None:
            return None
        return Interval(whole.low, None if whole.high is None else whole.high + 1, high_open=whole.high is not None)

    def root(self) -> Interval | None:
        """All square roots (of its non-negative numbers)."""
        positive = self.intersection(NON_NEGATIVE)
        if positive is None or positive.low is None:
            return None
        low_from, low_to = root_bounds(positive.low)
        high_from, high_to = (None, None) if positive.high is None else root_bounds(positive.high)
        return Interval(
            low_from,
            high_to,
            low_from != low_to or positive.low_open,
            positive.high is not None and (high_from != high_to or positive.high_open),
        )

    def square(self) -> Interval:
        """All squares."""
        if self.low is not None and self.low >= 0:
            return self * self
        if self.high is not None and self.high <= 0:
            return -self * -self
        wide = self * self
        return Interval(0, wide.high, high_open=wide.high_open)

    def minimum(self, other: Interval) -> Interval:
        """All results of taking the smaller of one of each."""
        return -((-self).maximum(-other))

    def maximum(self, other: Interval) -> Interval:
        """All results of taking the larger of one of each."""
        low = self if _low_at_least(self, other) else other
        high = other if _high_at_most(self, other) else self
        return Interval(low.low, high.high, low.low_open, high.high_open)

    def below(self) -> Interval | None:
        """All numbers under it; None when it has no lower end."""
        return None if self.low is None else Interval(None, self.low, high_open=not self.low_open)

    def above(self) -> Interval | None:
        """All numbers over it; None when it has no upper end."""
        return None if self.high is None else Interval(self.high, None, low_open=not self.high_open)


EVERYTHING = Interval()
NON_NEGATIVE = Interval(0)


def point(number: Exact) -> Interval:
    """The interval of one number."""
    return Interval(number, number)


def _low_at_least(a: Interval, b: Interval) -> bool:
    if b.low is None:
        return True
    if a.low is None:
        return False
    return a.low > b.low or (a.low == b.low and (a.low_open or not b.low_open))


def _high_at_most(a: Interval, b: Interval) -> bool:
    if b.high is None:
        return True
    if a.high is None:
        return False
    return a.high < b.high or (a.high == b.high and (a.high_open or not b.high_open))


def _apart(a: Interval, b: Interval) -> bool:
    """All of a lies under all of b."""
    if a.high is None or b.low is None:
        return False
    return a.high < b.low or (a.high == b.low and (a.high_open or b.low_open))


_End = tuple[int, Exact | None, bool]
"""The sign of an infinite end (0 when finite), its number, whether it is open."""


def _ends(interval: Interval) -> tuple[_End, _End]:
    low = (-1, None, True) if interval.low is None else (0, interval.low, interval.low_open)
    high = (1, None, True) if interval.high is None else (0, interval.high, interval.high_open)
    return low, high


def _sign(end: _End) -> int:
    infinite, number, _ = end
    if number is None:
        return infinite
    return (number > 0) - (number < 0)


def _product(a: _End, b: _End) -> _End:
    sign = _sign(a) * _sign(b)
    if sign == 0:
        reached = (_sign(a) == 0 and not a[2]) or (_sign(b) == 0 and not b[2])
        return 0, 0, not reached
    if a[1] is None or b[1] is None:
        return sign, None, True
    return 0, a[1] * b[1], a[2] or b[2]


def _order(end: _End) -> tuple[int, Exact]:
    return end[0], 0 if end[1] is None else end[1]


def _smaller(a: _End, b: _End) -> _End:
    if _order(a) == _order(b):
        return b if a[2] else a
    return a if _order(a) < _order(b) else b


def _larger(a: _End, b: _End) -> _End:
    if _order(a) == _order(b):
        return b if a[2] else a
    return a if _order(a) > _order(b) else b


def scaled(interval: Interval, factor: Exact) -> Interval:
    """Each number times a positive factor (a change of unit)."""
    return Interval(
        None if interval.low is None else exact(Fraction(interval.low * factor)),
        None if interval.high is None else exact(Fraction(interval.high * factor)),
        interval.low_open,
        interval.high_open,
    )
