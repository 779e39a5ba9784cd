"""How scores lie: each row has a lowest and a highest score, so there are two distributions, not one."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from jinjie.basics.numbers import Exact, quotient
from jinjie.panorama.opening import ERROR, ScreenedSet

BINS = 10
_LAST = BINS - 1


@dataclass(frozen=True, slots=True)
class ScoreSpread:
    """Rows by the bin of their lowest and of their highest score. The last bin holds the full score too."""

    prefix: str
    edges: tuple[Exact, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    without: int
    """Rows without a score: unreadable, or governed by an edition that gives none."""

    @property
    def total(self) -> int:
        return sum(self.low) + self.without


def has_scores(screened: ScreenedSet, prefix: str) -> bool:
    return {f"{prefix}_score_low", f"{prefix}_score_high"} <= screened.columns


def scores_query(screened: ScreenedSet, prefix: str, most: Exact) -> pl.LazyFrame:
    """How many rows have each pair of bins."""
    readable = pl.col(ERROR).is_null()
    ends = [
        pl.when(readable)
        .then((pl.col(f"{prefix}_score_{end}") * BINS / float(most)).floor().clip(0, _LAST).cast(pl.Int32))
        .alias(end)
        for end in ("low", "high")
    ]
    return screened.frame.select(ends).group_by("low", "high").len()


def scores_of(prefix: str, found: pl.DataFrame, most: Exact) -> ScoreSpread:
    """The result of a ``scores_query``."""
    low, high, without = [0] * BINS, [0] * BINS, 0
    for at_low, at_high, count in found.iter_rows():
        if at_low is None or at_high is None:
            without += count
        else:
            low[at_low] += count
            high[at_high] += count
    edges = tuple(quotient(most * step, BINS) for step in range(BINS + 1))
    return ScoreSpread(prefix, edges, tuple(low), tuple(high), without)
