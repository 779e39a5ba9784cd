"""Unified social credit codes that are well formed and that no enterprise can have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jinjie.basics.credit_code import ALPHABET, WEIGHTS

BASE = len(ALPHABET)
PAIR = BASE * BASE
HEAD = "91"
"""Registered by the market regulator, an enterprise."""
NOBODY = "Y"
"""The seventeenth character checks the nine before it; of a real organisation it is a digit or X."""
_FIRST_PAIR = len(HEAD) + 6
_PAIRS = 4
_SPREAD = 612_345_678_913
"""Prime to 31, so that no two rows of a file share a code and neighbours look unlike."""


def credit_codes(
    regions: Sequence[str], region: NDArray[np.uint32], numbers: NDArray[np.int64], seed: int
) -> pl.Series:
    """A code for each row: its region, eight characters from its number and the seed, the check digit."""
    heads = [HEAD + code for code in regions]
    total = np.array([_sum(head, 0) for head in heads])[region] + _sum(NOBODY, _FIRST_PAIR + 2 * _PAIRS)
    rest = (numbers % 31**8 * (_SPREAD % 31**4) + seed * 7_919) % 31**8
    parts = [pl.Series(heads).gather(region)]
    pairs = pl.Series([first + second for first in ALPHABET for second in ALPHABET])
    for place in range(_PAIRS):
        which = rest % PAIR
        rest //= PAIR
        total += np.array([_sum(pair, _FIRST_PAIR + 2 * place) for pair in pairs])[which]
        parts.append(pairs.gather(which.astype(np.uint32)))
    ends = pl.Series([NOBODY + ALPHABET[(BASE - remainder) % BASE] for remainder in range(BASE)])
    return pl.select(pl.concat_str(*parts, ends.gather((total % BASE).astype(np.uint32)))).to_series()


def _sum(characters: str, place: int) -> int:
    """What characters from a place on add to the sum that the check digit completes."""
    return sum(ALPHABET.index(c) * weight for c, weight in zip(characters, WEIGHTS[place:], strict=False))
