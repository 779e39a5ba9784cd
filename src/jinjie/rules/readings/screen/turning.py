"""Terms and thresholds turned round, so that what is compared is as plain as it can be."""

from __future__ import annotations

from collections.abc import Callable

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.terms import tree as t


def end_of(interval: Interval) -> Exact:
    """The one end of an interval."""
    end = interval.high if interval.low is None else interval.low
    assert end is not None
    return end


def turned(term: t.Term) -> tuple[t.Term, Callable[[Interval], Interval]]:
    """A term without its outermost sums, factors and roots with numbers, and what that does to a threshold.

    ``sqrt(a / b) - 1 >= 5%`` is ``a / b >= 1.1025``: one quotient, which floating-point numbers compare exactly.
    """
    if isinstance(term, t.Add | t.Sub) and isinstance(term.right, t.Const):
        by = term.right.interval if isinstance(term, t.Sub) else -term.right.interval
        return _and_then(term.left, lambda interval: interval + by)
    if isinstance(term, t.Div | t.Mul) and isinstance(term.right, t.Const) and term.right.number > 0:
        factor = term.right.interval
        if isinstance(term, t.Div):
            return _and_then(term.left, lambda interval: interval * factor)
        return _and_then(term.left, lambda interval: interval / factor)
    if isinstance(term, t.Root):
        return _and_then(term.inner, _squared)
    return term, lambda interval: interval


def _squared(interval: Interval) -> Interval:
    """Where a number lies when its root lies in an interval with one end. No root is negative."""
    if interval.low is not None:
        return Interval(max(interval.low, 0) ** 2, None, interval.low_open and interval.low >= 0)
    assert interval.high is not None
    if interval.high < 0:
        return Interval(None, -1)
    return Interval(None, interval.high**2, high_open=interval.high_open)


def _and_then(term: t.Term, first: Callable[[Interval], Interval]) -> tuple[t.Term, Callable[[Interval], Interval]]:
    inner, then = turned(term)
    return inner, lambda interval: then(first(interval))
