"""The randomness of one block: whole numbers drawn from its seed, and only + - x / and roots on them.

Every machine rounds these alike, so a seed gives the same enterprises everywhere. Logarithms and powers of a maths
library would not.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.uint16]

LEVELS = 65_536
_LANES = 4
"""So many numbers of 16 bits are drawn at once."""
_FINEST = 1 / 2**32
_MEAN = _LANES * (LEVELS - 1) / 2
_DEVIATION = sqrt(_LANES * (LEVELS**2 - 1) / 12)
_BESIDE = np.array([0, 0, -1, 1])
_POWER = (0.001333355814642844, 0.009618129107628477, 0.05550410866482158, 0.2402265069591007, 0.6931471805599453)
"""Taylor coefficients of 2^x; the error on 0..1 is below two in ten thousand, which nobody sees in a random number."""

_EXPONENT, _MANTISSA = 1023, 52
"""How a 64-bit float writes a power of two."""


class Draws:
    """Random arrays of one length, in the order in which they are asked for."""

    def __init__(self, seed: int, block: int, length: int) -> None:
        self.length = length
        self._bits = np.random.SFC64([seed, block])

    def levels(self, length: int | None = None) -> Codes:
        """Whole numbers from 0 to 65535, evenly."""
        length = self.length if length is None else length
        return self._raw(-(-length // _LANES)).view(np.uint16)[:length]

    def _raw(self, length: int) -> NDArray[np.uint64]:
        """Each bit is random."""
        return self._bits.random_raw(length)

    def even(self) -> Real:
        """From 0 to 1, evenly."""
        found = self._raw(-(-self.length // 2)).view(np.uint32)[: self.length].astype(np.float64)
        found *= _FINEST
        return found

    def normal(self) -> Real:
        """Around 0 with deviation 1: a sum of four even numbers, never beyond 3.5."""
        first, second, third, fourth = self._raw(self.length).view(np.uint16).reshape(_LANES, -1)
        total = np.add(first, second, dtype=np.int32)
        total += third
        total += fourth
        found: Real = total * (1 / _DEVIATION)
        found -= _MEAN / _DEVIATION
        return found

    def chance(self, probability: float | NDArray[np.floating[Any]]) -> Flags:
        """True so often; in an array, what lies outside 0..1 counts as 0 or 1."""
        if isinstance(probability, float):
            return self.levels() < round(probability * LEVELS)
        return self.levels() < probability * LEVELS

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
    value = rest * _POWER[0]
    for coefficient in _POWER[1:]:
        value += coefficient
        value *= rest
    value += 1
    value *= (floor.astype(np.int64) + _EXPONENT << _MANTISSA).view(np.float64)
    return value


def steps(values: Real, least: int, most: int) -> Whole:
    """Rounded to whole numbers between two ends."""
    return np.rint(np.clip(values, least, most)).astype(np.int64)


def stair(values: Real, *cuts: float) -> Whole:
    """How many of some numbers each value exceeds."""
    found = np.zeros(len(values), dtype=np.int64)
    for cut in cuts:
        found += values > cut
    return found


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
