"""The same screen on real Spark, running on this machine."""

from __future__ import annotations

import importlib.util
import os
import shutil
from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest

from jinjie.batch.order import Order, request_for
from jinjie.batch.screening import screen_frame, screen_with_spark
from jinjie.rules.library import Library

from .tables import Tables

MISSING = [
    name
    for name, found in (("pyspark", importlib.util.find_spec("pyspark")), ("java", shutil.which("java")))
    if not found
]
REQUIRED = os.environ.get("JINJIE_REQUIRE_ALL", "") not in {"", "0"}
pytestmark = [
    pytest.mark.skipif(bool(MISSING) and not REQUIRED, reason=f"Spark needs {' and '.join(MISSING)}"),
    pytest.mark.filterwarnings("ignore"),
]


@pytest.mark.parametrize("detail", [False, True])
def test_spark_writes_what_polars_writes(library: Library, tmp_path: Path, detail: bool) -> None:
    """Every line too, whose names have dots, beside a column of the user's own with a dot in its name."""
    order = Order(request_for(library, date(2026, 11, 22), ["srdi-sme", "little-giant"], detail))
    table = Tables(library.vocabulary, Random(5)).table(300).with_columns(firm=pl.int_range(pl.len()))
    table = table.with_columns(pl.format("no. {}", "firm").alias("户.号"))
    table.write_parquet(tmp_path / "firms.parquet")
    screen_with_spark([str(tmp_path / "firms.parquet")], order, str(tmp_path / "out"), "local[2]")
    found = pl.read_parquet(sorted((tmp_path / "out").glob("*.parquet"))).sort("firm")
    wanted = screen_frame(table, order)
    words = [name for name, dtype in wanted.schema.items() if isinstance(dtype, pl.Enum)]
    assert found.select(wanted.columns).equals(wanted.with_columns(pl.col(words).cast(pl.String)))
