"""Small arithmetic with published shares: what adds up, what is left."""

from __future__ import annotations

from collections.abc import Sequence

from jinjie.basics.numbers import Exact, quotient


def first_sum(shares: Sequence[Exact], count: int) -> Exact:
    """The sum of the first so many."""
    return sum(shares[:count])


def remainder(shares: Sequence[Exact]) -> Exact:
    """What the shares leave of one whole; negative when they are more than that.

    >>> from fractions import Fraction
    >>> remainder([Fraction("0.614"), Fraction("0.229"), Fraction("0.09")])
    Fraction(67, 1000)
    """
    return 1 - sum(shares)


def times(part: Exact, whole: Exact) -> Exact | None:
    """How many times as much; None when there is nothing to compare with."""
    return None if whole == 0 else quotient(part, whole)
