"""Unified social credit codes that are well formed and that no enterprise can have."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jinjie.basics.credit_code import ALPHABET, WEIGHTS

BASE = len(ALPHABET)
HEAD = "91"
"""Registered by the market regulator, an enterprise. Six digits of its region follow."""
NOBODY = "Y"
"""The seventeenth character checks the eight before it; of a real organisation it is a digit or X."""
_SPREAD = 612_331
"""Shares no divisor with 31, so that no two rows of a file have one code, and neighbours look unlike."""
_SEED_SPREAD = 7_919
_FIRST, _PAIRS = 8, 4


def credit_codes(
    regions: tuple[str, ...], region: NDArray[np.uint32], numbers: NDArray[np.int64], seed: int
) -> pl.Series:
    """A code for each row: its region, eight characters from its number and the seed, the check digit."""
    heads, sums = _heads(regions)
    parts, total = [heads.gather(region)], sums[region]
    rest = (numbers * _SPREAD + seed % BASE**_FIRST * _SEED_SPREAD) % BASE**_FIRST
    pairs = pl.Series(_pairs())
    for place in range(_PAIRS):
        rest, which = np.divmod(rest, BASE * BASE)
        total = total + _sums(place)[which]
        parts.append(pairs.gather(which.astype(np.uint32)))
    parts.append(_ends().gather((total % BASE).astype(np.uint32)))
    return pl.select(pl.concat_str(parts)).to_series()


def _sum(characters: str, place: int) -> int:
    """What characters from a place on add to the sum that the check digit completes."""
    return sum(ALPHABET.index(c) * weight for c, weight in zip(characters, WEIGHTS[place:], strict=False))


@cache
def _heads(regions: tuple[str, ...]) -> tuple[pl.Series, NDArray[np.int64]]:
    """The beginnings of the codes with their sums."""
    heads = [HEAD + region for region in regions]
    return pl.Series(heads), np.array([_sum(head, 0) for head in heads])


@cache
def _pairs() -> tuple[str, ...]:
    return tuple(first + second for first in ALPHABET for second in ALPHABET)


@cache
def _sums(place: int) -> NDArray[np.int64]:
    """The sums of all pairs of characters, as the pair of this place."""
    return np.array([_sum(pair, _FIRST + 2 * place) for pair in _pairs()])


@cache
def _ends() -> pl.Series:
    """The last two characters by the remainder of what stands before them."""
    last = _sum(NOBODY, _FIRST + 2 * _PAIRS)
    return pl.Series([NOBODY + ALPHABET[-(remainder + last) % BASE] for remainder in range(BASE)])
