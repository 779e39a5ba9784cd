"""Rank correlation after Spearman."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jinjie.basics.numbers import Exact, quotient, root_bounds

FEWEST = 3
"""With fewer pairs a rank correlation says nothing."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """``rho`` from -1 to 1 over ``pairs`` pairs; None when there are too few, or all values of one side are equal.
    ``tied`` values share their rank with another."""

    pairs: int
    rho: Exact | None
    tied: int


def spearman(one: Sequence[Exact], other: Sequence[Exact]) -> Correlation:
    """The correlation of the ranks; equal values get the mean of their ranks.

    >>> spearman([1, 2, 3], [10, 30, 20]).rho
    Fraction(1, 2)
    """
    ranks, others = ranked(one), ranked(other)
    tied = sum(len(values) - len(set(values)) for values in (one, other))
    if len(ranks) < FEWEST or len(set(ranks)) == 1 or len(set(others)) == 1:
        return Correlation(len(ranks), None, tied)
    mean = Fraction(len(ranks) + 1, 2)
    pairs = list(zip(ranks, others, strict=True))
    covariance = sum(((a - mean) * (b - mean) for a, b in pairs), Fraction(0))
    spread = _spread(ranks, mean) * _spread(others, mean)
    return Correlation(len(ranks), quotient(covariance, root_bounds(spread)[0]), tied)


def _spread(ranks: Sequence[Fraction], mean: Fraction) -> Fraction:
    return sum(((rank - mean) * (rank - mean) for rank in ranks), Fraction(0))


def ranked(values: Sequence[Exact]) -> list[Fraction]:
    """The rank of each value, from 1; equal values share the mean of theirs.

    >>> [str(rank) for rank in ranked([5, 7, 5])]
    ['3/2', '3', '3/2']
    """
    ordered = sorted(values)
    first: dict[Exact, int] = {}
    for place, value in enumerate(ordered, 1):
        first.setdefault(value, place)
    counts = {value: ordered.count(value) for value in first}
    return [first[value] + Fraction(counts[value] - 1, 2) for value in values]
