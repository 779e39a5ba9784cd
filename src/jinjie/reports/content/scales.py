"""A sensible scale for a value against its threshold: round ends, the threshold well inside."""

from __future__ import annotations

from fractions import Fraction

from jinjie.basics.numbers import Exact, exact
from jinjie.facts.vocabulary import Kind
from jinjie.rules.readings.explain import Gauge

FARTHEST = 3
"""The scale ends at this many times the threshold; what lies beyond is drawn as an arrow."""
ROUND_STEPS = (1, 2, 3, 4, 5, 6, 8, 10)


def scale_of(gauge: Gauge) -> tuple[Exact, Exact]:
    """Both ends of the scale."""
    wanted = gauge.wanted.low if gauge.wanted.low is not None else gauge.wanted.high
    assert wanted is not None
    bound = Fraction(wanted)
    ends = [Fraction(end) for end in (gauge.value.low, gauge.value.high) if end is not None]
    if gauge.kind is Kind.RATIO and 2 * bound >= 1 and all(0 <= number <= 1 for number in (bound, *ends)):
        return 0, 1
    far = [min(end, bound * FARTHEST) if bound > 0 else end for end in ends]
    top = _round_up(max(bound * 2, _unit(gauge.kind), *far))
    lowest = min(Fraction(0), bound, *(max(end, -top) for end in ends))
    return exact(-_round_up(-lowest)) if lowest < 0 else 0, exact(top)


def _unit(kind: Kind) -> Fraction:
    """The shortest scale that makes sense."""
    return Fraction(1, 10) if kind is Kind.RATIO else Fraction(1)


def _round_up(number: Fraction) -> Fraction:
    """The next number with one significant digit.

    >>> _round_up(Fraction(1860)), _round_up(Fraction(7, 100))
    (Fraction(2000, 1), Fraction(2, 25))
    """
    power = Fraction(1)
    while power * 10 < number:
        power *= 10
    while power > number:
        power /= 10
    return next(step * power for step in ROUND_STEPS if step * power >= number)
