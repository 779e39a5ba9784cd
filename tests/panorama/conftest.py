"""A small screened set. Every enterprise in it is invented."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

VERDICTS = pl.Enum(["pass", "fail", "undetermined"])
DAY = 1_700_000_000
"""The time at which every test file was written: 14 November 2023."""

COLUMNS = ("name", "region", "industry", "srdi-sme_verdict", "little-giant_verdict", "sme-size_grade")
ROWS: list[tuple[str | None, ...]] = [
    ("甲", "440300", "C3563", "pass", "pass", "small"),
    ("乙", "440300", "C3563", "pass", "undetermined", "small"),
    ("丙", "440100", "M7320", "undetermined", "fail", "medium"),
    ("丁", "330100", "C3911", "pass", "pass", "medium"),
    ("戊", "330200", "I6510", "fail", "fail", "micro"),
    ("己", None, None, "undetermined", "fail", None),
    ("庚", "650100", "B0610", "pass", "undetermined", "small"),
    ("辛", "370200", "C2710", None, None, None),
]
LOWS = [70.0, 60.0, 40.0, 80.5, 10.0, 20.0, 100.0, None]
HIGHS = [90.0, 60.0, 75.0, 95.0, 40.0, 100.0, 100.0, None]
SHARES = [0.05, 0.03, 0.1, 0.0299, None, 0.5, 1.2, 0.04]

Write = Callable[..., Path]


def frame(**changed: Sequence[Any]) -> pl.DataFrame:
    """The screened set; the last row has an error. ``changed`` replaces or adds columns, None drops one."""
    found = pl.DataFrame(ROWS, schema=dict.fromkeys(COLUMNS, pl.String), orient="row").with_columns(
        pl.col("srdi-sme_verdict", "little-giant_verdict").cast(VERDICTS),
        credit_code=pl.Series([f"invented-{number}" for number in range(len(ROWS))]),
        rd_intensity_y1=pl.Series(SHARES),
        synthetic=pl.lit(True),
        error=pl.Series([None] * 7 + ["region：没有这个代码"], dtype=pl.String),
    )
    found = found.with_columns(
        pl.Series("srdi-sme_score_low", LOWS),
        pl.Series("srdi-sme_score_high", HIGHS),
        pl.Series("srdi-sme_edition", ["2022"] * 6 + ["2022+guangdong", None]),
        pl.Series("srdi-sme_blocking", [None, None, "merit", None, "rd", "base", None, None]),
        pl.Series("little-giant_edition", ["2022"] * 7 + [None]),
        pl.Series(
            "little-giant_blocking", [None, "innovation", "lower_tier", None, "lower_tier", "base", "chain", None]
        ),
        pl.Series("sme-size_verdict", ["pass"] * 5 + ["undetermined", "pass", None]).cast(VERDICTS),
        pl.Series("sme-size_edition", ["2011"] * 7 + [None]),
    )
    dropped = [name for name, values in changed.items() if values is None]
    kept = {name: pl.Series(name, values) for name, values in changed.items() if values is not None}
    return found.with_columns(**kept).drop(dropped)


def written(path: Path, content: pl.DataFrame) -> Path:
    content.write_parquet(path)
    os.utime(path, (DAY, DAY))
    return path


@pytest.fixture
def screened(tmp_path: Path) -> Path:
    return written(tmp_path / "screened.parquet", frame())


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the set with changed columns, under a name."""

    def to(name: str = "screened.parquet", changed: Mapping[str, Any] | None = None) -> Path:
        return written(tmp_path / name, frame(**(changed or {})))

    return to
