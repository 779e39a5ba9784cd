"""R&D expense as a share of revenue: how it is spread, and whether it rose."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from jinjie.panorama.opening import ERROR, ScreenedSet

PERCENTS = (0, 1, 2, 3, 5, 8, 10, 15, 20, 30, 50)
"""The lower ends of the bins, in percent; the last one is open upward."""
YEARS = ("y1", "y2")


@dataclass(frozen=True, slots=True)
class ResearchShares:
    """Rows by R&D share in one year."""

    year: str
    bins: tuple[int, ...]
    unknown: int

    @property
    def total(self) -> int:
        return sum(self.bins) + self.unknown

    @property
    def known(self) -> int:
        return sum(self.bins)


@dataclass(frozen=True, slots=True)
class Change:
    """Rows whose share is known in both years, by what became of it."""

    rose: int
    fell: int
    same: int


@dataclass(frozen=True, slots=True)
class Research:
    """The shares of the last year and the year before, each when there are columns for it."""

    years: tuple[ResearchShares, ...]
    change: Change | None


def years_in(screened: ScreenedSet) -> tuple[str, ...]:
    """The years for which the columns say a share."""
    return tuple(year for year in YEARS if _share(screened, year) is not None)


def research_query(screened: ScreenedSet) -> pl.LazyFrame:
    """How many rows have each pair of bins, and in how many the share rose or fell."""
    shares = [(year, share) for year in YEARS if (share := _share(screened, year)) is not None]
    frame = screened.frame.select(
        pl.when(pl.col(ERROR).is_null() & share.is_finite() & (share >= 0)).then(share).alias(year)
        for year, share in shares
    )
    keys = [_bin(pl.col(year)).alias(f"{year} bin") for year, _ in shares]
    change = pl.lit(None, dtype=pl.Int32)
    if len(shares) == len(YEARS):
        now, before = (pl.col(year) for year in YEARS)
        change = (now > before).cast(pl.Int32) - (now < before).cast(pl.Int32)
    return frame.select(*keys, change.alias("change")).group_by(pl.all()).len()


def _share(screened: ScreenedSet, year: str) -> pl.Expr | None:
    """The stated share, else expense by revenue; None when no column says either."""
    found: list[pl.Expr] = []
    if f"rd_intensity_{year}" in screened.columns:
        found.append(pl.col(f"rd_intensity_{year}"))
    expense, revenue = f"rd_expense_{year}", f"revenue_{year}"
    if {expense, revenue} <= screened.columns:
        found.append(pl.when(pl.col(revenue) > 0).then(pl.col(expense) / pl.col(revenue)))
    return pl.coalesce(found) if found else None


def _bin(share: pl.Expr) -> pl.Expr:
    steps = [(share >= percent / 100).cast(pl.Int32) for percent in PERCENTS]
    return pl.sum_horizontal(steps, ignore_nulls=False) - 1


def research_of(found: pl.DataFrame) -> Research:
    """The result of a ``research_query``."""
    years = [name.removesuffix(" bin") for name in found.columns if name.endswith(" bin")]
    shares = tuple(_shares(found, year) for year in years)
    changed = dict(found.drop_nulls("change").group_by("change").agg(pl.col("len").sum()).iter_rows())
    change = Change(changed.get(1, 0), changed.get(-1, 0), changed.get(0, 0)) if len(years) == len(YEARS) else None
    return Research(shares, change)


def _shares(found: pl.DataFrame, year: str) -> ResearchShares:
    bins, unknown = [0] * len(PERCENTS), 0
    for at, count in found.select(f"{year} bin", "len").iter_rows():
        if at is None:
            unknown += count
        else:
            bins[at] += count
    return ResearchShares(year, tuple(bins), unknown)
