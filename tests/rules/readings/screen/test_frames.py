"""Frames: what their columns are made of changes no answer."""

from __future__ import annotations

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.readings.screen.frames import rough_columns, screen_frame

from .conftest import Ask


@pytest.mark.parametrize("revenue", [1021.0, 1028.0, 1030.05, 1057.0])
def test_one_number_in_every_row_is_divided_by_as_exactly(ask: Ask, revenue: float) -> None:
    """Some engines divide by a single number by multiplying with its rounded inverse."""
    shares = (3, 4, 6, 8, 10)
    parts = [round(revenue * share / 100, 6) for share in shares]
    beside = pl.DataFrame({"rd_expense_y1": parts, "net_profit_y1": parts})
    request = ask("srdi-sme", detail=True)
    apart, once = (
        screen_frame(beside.with_columns(revenue_y1=column), request)
        for column in (pl.Series([revenue] * len(parts)), pl.lit(revenue))
    )
    assert apart["srdi-sme.net_margin_low"].to_list() == [2, 4, 6, 8, 10]
    assert_frame_equal(apart, once)


def test_a_first_column_that_says_the_same_everywhere_changes_nothing(ask: Ask) -> None:
    beside = pl.DataFrame({"revenue_y1": [1000 + i * 0.3 for i in range(50)], "rd_expense_y1": [30.0] * 50})
    request = ask("srdi-sme", "little-giant", detail=True)
    apart, once = (
        screen_frame(beside.with_columns(debt_ratio_y1=column), request)
        for column in (pl.Series([0.5] * 50), pl.lit(0.5))
    )
    assert_frame_equal(apart, once)


def test_a_frame_without_facts_leaves_everything_open(ask: Ask) -> None:
    found = screen_frame(pl.DataFrame({"name": ["甲", "乙"]}), ask("srdi-sme"))
    assert found["srdi-sme_verdict"].to_list() == ["undetermined"] * 2
    assert found["srdi-sme_score_high"].to_list() == [100.0] * 2


def test_a_frame_without_rows_has_all_columns(ask: Ask) -> None:
    full = screen_frame(pl.DataFrame({"revenue_y1": [5000.0]}), ask("srdi-sme"))
    empty = screen_frame(pl.DataFrame(schema={"revenue_y1": pl.Float64}), ask("srdi-sme"))
    assert empty.schema == full.schema
    assert empty.is_empty()


def test_a_column_of_many_fine_amounts_is_rough(vocabulary: Vocabulary) -> None:
    fine = [1000 + i / 7 for i in range(2000)]
    table = pl.DataFrame({"revenue_y1": fine, "rd_expense_y1": [round(x, 6) for x in fine], "niche_years": fine})
    assert rough_columns(table, vocabulary) == {"revenue_y1"}
    few = table.with_columns(rd_expense_y1=pl.Series([1 / 3, *[30.25] * 1999]))
    assert rough_columns(few, vocabulary) == {"revenue_y1"}
