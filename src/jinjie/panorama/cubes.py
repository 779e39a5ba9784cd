"""The one pass that counts: every rulebook by city, industry section and size grade."""

from __future__ import annotations

import polars as pl

from jinjie.panorama.counts import STATES, UNSTATED, Counts, Cube
from jinjie.panorama.opening import ERROR, FLAG, VERDICT, ScreenedSet

_CITY_DIGITS = 4
_STATE_OF = {"pass": "certain", "undetermined": "possible", "fail": "no"}


def state_of(prefix: str) -> pl.Expr:
    """The state of a row. A row with an error is unreadable, whatever else stands in it."""
    verdict = pl.col(prefix + VERDICT)
    known = verdict.replace_strict(_STATE_OF, default="silent", return_dtype=pl.String).fill_null("silent")
    return pl.when(pl.col(ERROR).is_not_null()).then(pl.lit("unreadable")).otherwise(known)


def cube_query(screened: ScreenedSet, prefix: str) -> pl.LazyFrame:
    """How many rows there are of each kind: at most some hundred thousand kinds, however many rows."""
    grade = screened.grade_column
    return (
        screened.frame.select(
            _head(screened, "region", _CITY_DIGITS).alias("city"),
            _head(screened, "industry", 1).str.to_uppercase().alias("section"),
            (pl.lit(UNSTATED) if grade is None else pl.col(grade).fill_null(UNSTATED)).alias("grade"),
            state_of(prefix).alias("state"),
        )
        .group_by("city", "section", "grade", "state")
        .len()
    )


def _head(screened: ScreenedSet, column: str, length: int) -> pl.Expr:
    """The first characters of a code; nothing where there is none."""
    if column not in screened.columns:
        return pl.lit(UNSTATED)
    return pl.col(column).str.strip_chars().str.slice(0, length).fill_null(UNSTATED)


def cube_of(prefix: str, found: pl.DataFrame) -> Cube:
    """The result of a ``cube_query``."""
    cells: dict[tuple[str, str, str], dict[str, int]] = {}
    for city, section, grade, state, count in found.iter_rows():
        cell = cells.setdefault((city, section, grade), dict.fromkeys(STATES, 0))
        cell[state] += count
    return Cube(prefix, {key: Counts(**states) for key, states in sorted(cells.items())})


def editions_query(screened: ScreenedSet, prefix: str) -> pl.LazyFrame:
    """How many rows each edition governs."""
    label = pl.col(f"{prefix}_edition") if f"{prefix}_edition" in screened.columns else pl.lit(None, dtype=pl.String)
    return screened.frame.select(label.alias("label")).group_by("label").len()


def rows_query(screened: ScreenedSet) -> pl.LazyFrame:
    """How many rows there are, and how many of them are invented."""
    flag = pl.col(FLAG).sum() if FLAG in screened.columns else pl.lit(0)
    return screened.frame.select(pl.len().alias("rows"), flag.alias("synthetic"))
