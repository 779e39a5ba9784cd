"""The columnar reading against the scalar one: the same verdict, score and blocking criterion in every row."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

import polars as pl
import pytest

from jinjie.rules.library import Library
from jinjie.rules.readings.screen.frames import DOUBT, FrameScreen
from jinjie.rules.readings.screen.one_by_one import RowReader
from jinjie.rules.readings.screen.plan import Request
from jinjie.rules.readings.screen.sql_screen import SqlScreen

from .tables import Tables

FIGURES = "figures"
PROVE = os.environ.get("JINJIE_PROVE", "") not in {"", "0"}
TIERS = ("innovative-sme", "tech-sme", "srdi-sme", "little-giant", "sme-size")
DAYS = {
    "before": (date(2023, 6, 30), ("innovative-sme", "tech-sme", "srdi-sme", "little-giant", "sme-size")),
    "local": (date(2025, 6, 30), TIERS),
    "between": (date(2026, 5, 30), TIERS),
    "after": (date(2026, 11, 22), TIERS),
    "national": (date(2023, 6, 30), ("srdi-sme@2022",)),
}
KINDS = {
    "parts": {"ratios": "none"},
    "exact-ratios": {"ratios": "exact", "ranged": 0.3},
    "rounded-ratios": {"ratios": "rounded", "ranged": 0.3, "unknown": 0.3},
}
CHUNK = 2_500 if PROVE else 100
CHUNKS = 3 if PROVE else 1
SEEDS = range(CHUNKS)


def scalar(request_: Request, screen: FrameScreen, table: pl.DataFrame) -> list[dict[str, Any]]:
    reader = RowReader(request_, screen.row_columns)
    return [reader.read(row) for row in table.select(screen.row_columns).rows(named=True)]


def differences(found: pl.DataFrame, wanted: Sequence[dict[str, Any]]) -> list[tuple[int, str, Any, Any]]:
    """(row, column, found, wanted) wherever they are not the same."""
    return [
        (index, name, value, row.get(name))
        for index, (got, row) in enumerate(zip(found.rows(named=True), wanted, strict=True))
        for name, value in got.items()
        if value != row.get(name)
    ]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("case", [f"{when} {kind}" for when in DAYS for kind in KINDS])
def test_columns_say_what_the_scalar_reading_says(library: Library, case: str, seed: int, record_property: Any) -> None:
    when, kind = case.split()
    day, names = DAYS[when]
    request_ = Request(library, day, names, detail=True)
    table = Tables(library.vocabulary, Random(f"{when} {kind} {seed}"), **KINDS[kind]).table(CHUNK)  # type: ignore[arg-type]
    screen = FrameScreen(request_, table.schema)
    wanted = scalar(request_, screen, table)
    raw = screen.lazy(table.lazy()).collect()
    told = raw.filter(~pl.col(DOUBT)).drop(DOUBT)
    rows = [row for row, doubt in zip(wanted, raw[DOUBT], strict=True) if not doubt]
    assert not differences(told, [{**row} for row in rows])[:3]
    assert not any(row["error"] for row in rows)
    assert not differences(screen.screen(table.lazy()), wanted)[:3]
    figures = {"of": f"screen {kind}", "rows": len(wanted), "read_one_by_one": int(raw[DOUBT].sum())}
    record_property(FIGURES, figures)


@pytest.mark.parametrize(("when", "kind"), [("national", "exact-ratios"), ("local", "parts"), ("after", "parts")])
def test_duckdb_says_what_polars_says(library: Library, when: str, kind: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    day, names = DAYS[when]
    request_ = Request(library, day, names)
    table = Tables(library.vocabulary, Random(f"{when} {kind}"), **KINDS[kind]).table(CHUNK)  # type: ignore[arg-type]
    connection = duckdb.connect()
    connection.register("firms", table.to_arrow())

    def different(expression: str) -> list[str]:
        query = f"SELECT DISTINCT {expression} AS word FROM firms AS source WHERE {expression} IS NOT NULL"
        return [row[0] for row in connection.sql(query).fetchall()]

    screen = SqlScreen(request_, table.schema, "duckdb", different)
    found = screen.finish.finished(pl.from_arrow(connection.sql(screen.statement("firms")).to_arrow_table()))  # type: ignore[arg-type]
    assert found.equals(FrameScreen(request_, table.schema).screen(table.lazy()))


def test_the_worked_examples_of_the_guide_come_out_the_same_in_columns(library: Library) -> None:
    request_ = Request(library, date(2023, 1, 31), ("srdi-sme", "little-giant", "innovative-sme"))
    rows = [
        {"main_revenue_share_y1": 0.9972, "niche_years": 14.0, "debt_ratio_y1": 0.4411, "revenue_y1__low": 19000.0},
        {
            "revenue_y1__low": 40000.0,
            "rd_expense_y1__low": 1500.0,
            "rd_expense_y2__low": 1000.0,
            "market_share": 0.2388,
        },
    ]
    table = pl.DataFrame(rows)
    screen = FrameScreen(request_, table.schema)
    assert not differences(screen.screen(table.lazy()), scalar(request_, screen, table))


def test_the_finer_bound_settles_some_rows_that_the_plain_one_leaves_open(
    library: Library, record_property: Any
) -> None:
    request_ = Request(library, date(2023, 6, 30), ("innovative-sme", "tech-sme", "srdi-sme"))
    table = Tables(library.vocabulary, Random(7), "none", 0.25).table(CHUNK)
    plain = FrameScreen(request_, table.schema).screen(table.lazy())
    finer = FrameScreen(request_, table.schema, exact=True).screen(table.lazy())
    verdicts = [name for name in plain.columns if name.endswith("_verdict")]
    open_ = sum(int((plain[name] == "undetermined").sum()) for name in verdicts)
    settled = sum(int(((plain[name] == "undetermined") & (finer[name] != "undetermined")).sum()) for name in verdicts)
    turned = sum(
        int(((plain[name] != "undetermined") & plain[name].ne_missing(finer[name])).sum()) for name in verdicts
    )
    assert open_ > settled
    assert not turned
    record_property(FIGURES, {"of": "finer bound", "open": open_, "settled": settled})
