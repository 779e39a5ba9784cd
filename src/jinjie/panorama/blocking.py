"""What stands in the way: the first criterion that fails or, when none does, the first that is open."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from jinjie.basics.text import Text
from jinjie.panorama.cubes import state_of
from jinjie.panorama.opening import ScreenedSet
from jinjie.panorama.subjects import Subject


@dataclass(frozen=True, slots=True)
class Blocker:
    """A criterion, and how many rows it stops for certain or leaves open."""

    prefix: str
    edition: str
    criterion: str
    title: Text
    fails: int
    opens: int

    @property
    def total(self) -> int:
        return self.fails + self.opens


def has_blocking(screened: ScreenedSet, prefix: str) -> bool:
    return {f"{prefix}_blocking", f"{prefix}_edition"} <= screened.columns


def blocking_query(screened: ScreenedSet, prefix: str) -> pl.LazyFrame:
    """How many rows each criterion of each edition blocks."""
    columns = [pl.col(f"{prefix}_edition").alias("label"), pl.col(f"{prefix}_blocking").alias("criterion")]
    rows = screened.frame.select(*columns, state_of(prefix).alias("state"))
    return rows.filter(pl.col("state").is_in(["no", "possible"])).group_by("label", "criterion", "state").len()


def blockers_of(subject: Subject, found: pl.DataFrame) -> tuple[Blocker, ...]:
    """The result of a ``blocking_query``: editions without their overlays, what blocks most first."""
    sums: dict[tuple[str, str], dict[str, int]] = {}
    titles: dict[tuple[str, str], Text] = {}
    for label, criterion, state, count in sorted(found.iter_rows(), key=str):
        key = ((label or "").partition("+")[0], criterion or "")
        titles.setdefault(key, subject.criterion(label or "", criterion) if criterion else Text("未写明", "not stated"))
        states = sums.setdefault(key, {"no": 0, "possible": 0})
        states[state] += count
    blockers = [
        Blocker(subject.prefix, edition, criterion, titles[edition, criterion], states["no"], states["possible"])
        for (edition, criterion), states in sums.items()
    ]
    return tuple(sorted(blockers, key=lambda blocker: (-blocker.total, blocker.edition, blocker.criterion)))
