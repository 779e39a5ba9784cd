"""Numbers of many enterprises at once: two ends per row, and in which rows they can be compared exactly.

A column holds floating-point numbers, the law holds decimals. A comparison is exact all the same where

- both sides are whole numbers at a common scale (money in 1/1,000,000 of 万元), or the number as it was written: two
  decimals of up to 15 digits never fall on the same float,
- or one side is a single quotient of whole numbers: it is rounded correctly, and a quotient that is not on the line
  lies further from it than the rounding.

Everything else is ``soft``: in such a row the ends carry rounding errors of a few units in the last place. A soft end
that comes close to a threshold makes the row doubtful, and a doubtful row is read one by one with exact numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import inf, isinf, nextafter

from jinjie.basics.numbers import Exact
from jinjie.rules.readings.screen.nodes import Node

SCALE = 10**8
"""The scale at which decimals of ratios and points are whole numbers."""
CLOSE = 1e-9
"""Relative distance within which a soft number is too close to a threshold to tell: far above its rounding error."""
EXACT_UP_TO = 2.0**53


@dataclass(frozen=True, slots=True)
class Quantity:
    """Two ends (``value * scale``) of what is known of a number in each row."""

    low: Node
    high: Node
    soft: Node
    """The rows whose ends carry rounding errors."""
    positive: Node
    """The rows in which zero is excluded although the low end may be zero."""
    whole: bool = False
    """The ends are whole numbers where they are not soft, so sums are exact."""
    scale: int = 1


def scaled(number: Exact, scale: int) -> float:
    """The float nearest to a number at a scale."""
    return float(Fraction(number) * scale)


def just_below(number: float) -> float:
    return nextafter(number, -inf)


def just_above(number: float) -> float:
    return nextafter(number, inf)


def never_negative(a: Node) -> bool:
    """No row holds a negative number, by the way the node is made."""
    if a.op == "constant":
        return bool(a.value >= 0)
    if a.op == "max":
        return any(map(never_negative, a.args))
    if a.op in {"+", "*", "/", "min", "sqrt", "floor", "ceil", "round", "amount"}:
        return all(map(never_negative, a.args))
    return a.op == "abs" or (a.op == "choose" and all(map(never_negative, a.args[1:])))


def never_infinite(a: Node) -> bool:
    """No row holds an infinite number."""
    if a.op == "constant":
        return not isinf(a.value)
    if a.op == "choose":
        return all(map(never_infinite, a.args[1:]))
    if a.op in {"value", "max", "min", "+", "-", "*", "abs", "floor", "ceil", "round", "amount"}:
        return all(map(never_infinite, a.args))
    return False


def never_zero(a: Node) -> bool:
    """No row holds zero or less."""
    return a.is_constant and a.value > 0


def common_step(lines: Iterable[Fraction]) -> Fraction:
    """The largest step of which all lines are multiples; 0 when all are 0."""
    step = Fraction(0)
    for line in lines:
        a, b = step, abs(line)
        while b:
            a, b = b, a % b
        step = a
    return step
