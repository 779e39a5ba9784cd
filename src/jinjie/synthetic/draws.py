"""The randomness of one block: whole numbers drawn from its seed, and only + - x / and roots on them.

Every machine rounds these alike, so a seed gives the same enterprises everywhere. Logarithms and powers of a maths
library would not.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint16]

LEVELS = 65_536
_SUMMED = 4
_MEAN = _SUMMED * (LEVELS - 1) / 2
_DEVIATION = sqrt(_SUMMED * (LEVELS**2 - 1) / 12)
_BESIDE = np.array([0, 0, -1, 1])
_POWER = (0.001333355814642844, 0.009618129107628477, 0.05550410866482158, 0.2402265069591007, 0.6931471805599453)
"""Taylor coefficients of 2^x; the error on 0..1 is below two in ten thousand, which nobody sees in a random number."""


class Draws:
    """Random arrays of one length, in the order in which they are asked for."""

    def __init__(self, seed: int, block: int, length: int) -> None:
        self.length = length
        self._bits = np.random.Generator(np.random.SFC64([seed, block]))

    def levels(self, length: int | None = None) -> Codes:
        """Whole numbers from 0 to 65535, evenly."""
        length = self.length if length is None else length
        return self._bits.integers(0, LEVELS, length, dtype=np.uint16)

    def even(self) -> Real:
        """From 0 to 1, evenly."""
        return self._bits.random(self.length)

    def normal(self) -> Real:
        """Around 0 with deviation 1: a sum of four even numbers, never beyond 3.5."""
        drawn = self._bits.integers(0, LEVELS, (_SUMMED, self.length), dtype=np.uint16)
        found: Real = (drawn.sum(axis=0, dtype=np.int32) - _MEAN) * (1 / _DEVIATION)
        return found

    def chance(self, probability: float | Real) -> Flags:
        """True so often; what lies outside 0..1 counts as 0 or 1."""
        flags: Flags = self.levels() < probability * LEVELS
        return flags

    def pick(self, table: Codes) -> Codes:
        """Entries of a table made by ``weighted``."""
        found: Codes = table[self.levels()]
        return found

    def half(self, rows: Whole) -> Whole:
        """About half of some rows."""
        found: Whole = rows[self.levels(len(rows)) < LEVELS // 2]
        return found

    def beside(self, length: int) -> Whole:
        """0 in half of the cases, else -1 or 1: on a line, or the smallest step beside it."""
        return _BESIDE[self.levels(length) % len(_BESIDE)].astype(np.int64)


def power(exponent: Real) -> Real:
    """2 to the power of each number."""
    floor = np.floor(exponent)
    rest = exponent - floor
    value = np.full_like(rest, _POWER[0])
    for coefficient in (*_POWER[1:], 1.0):
        value *= rest
        value += coefficient
    found: Real = np.ldexp(value, floor.astype(np.int32))
    return found


def steps(values: Real, least: int, most: int) -> Whole:
    """Rounded to whole numbers between two ends."""
    return np.rint(np.clip(values, least, most)).astype(np.int64)


def part(whole: Whole, millionths: Whole) -> Whole:
    """So many millionths of each amount, rounded down."""
    found: Whole = whole * millionths // 1_000_000
    return found


def weighted(weights: Sequence[Fraction]) -> Codes:
    """A table of 65536 entries in which each index stands as often as its weight says, at least once."""
    total = sum(weights)
    shares = [max(1, int(weight * LEVELS / total)) for weight in weights]
    shares[shares.index(max(shares))] += LEVELS - sum(shares)
    return np.repeat(np.arange(len(weights), dtype=np.uint16), shares)
