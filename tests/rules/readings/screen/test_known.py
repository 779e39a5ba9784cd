"""What columns tell of a fact beside what is written of it: orders, ratios, parts."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from jinjie.rules.readings.screen.frames import DOUBT, FrameScreen, screen_frame

from .conftest import Ask

PREFIX = "srdi-sme."


def screened(ask: Ask, **row: Any) -> dict[str, Any]:
    return screen_frame(pl.DataFrame([row]), ask("srdi-sme", detail=True)).row(0, named=True)


def is_doubtful(ask: Ask, **row: Any) -> bool:
    frame = pl.DataFrame([row])
    screen = FrameScreen(ask("srdi-sme", detail=True), frame.schema)
    return bool(screen.lazy(frame.lazy()).collect()[DOUBT][0])


def test_main_revenue_is_a_floor_under_revenue(ask: Ask) -> None:
    """Revenue is unknown but at least 1,000, and R&D is at most 3% of it."""
    found = screened(ask, main_revenue_y1=1000.0, rd_expense_y1=29.99)
    assert found[f"{PREFIX}rd_share"] == "false"
    assert screened(ask, main_revenue_y1=1000.0, rd_expense_y1=30.0)[f"{PREFIX}rd_share"] == "unknown"


def test_a_part_follows_from_its_ratio_and_the_whole(ask: Ask) -> None:
    found = screened(ask, rd_intensity_y1=0.05, revenue_y1=4000.0)
    assert found[f"{PREFIX}rd_share"] == "true"
    stated = screened(ask, rd_intensity_y1=0.05, revenue_y1=4000.0, rd_expense_y1=200.0)
    assert found["srdi-sme_score_low"] == stated["srdi-sme_score_low"]


@pytest.mark.parametrize(
    "row",
    [
        {"main_revenue_y1": 1001.0, "revenue_y1": 1000.0},
        {"rd_intensity_y1": 0.05, "rd_expense_y1": 40.0, "revenue_y1": 1000.0},
        {"revenue_y1__low": 5.0, "revenue_y1__high": 4.0},
        {"revenue_y1": 5.0, "revenue_y1__low": 4.0},
        {"rd_staff_y1": 11, "employees_y1": 10},
        {"ip_class1_own": 3, "ip_class1": 2},
        {"revenue_y1": -1.0},
        {"revenue_y1": float("nan")},
        {"revenue_y1": 1e12},
        {"rd_staff_y1": 3, "employees_y1__low": 1, "employees_y1__high": 2},
    ],
)
def test_what_cannot_be_is_read_one_by_one(ask: Ask, row: dict[str, Any]) -> None:
    assert is_doubtful(ask, **row)


@pytest.mark.parametrize(
    "row",
    [
        {"main_revenue_y1": 1000.0, "revenue_y1": 1000.0},
        {"rd_intensity_y1": 0.05, "rd_expense_y1": 50.0, "revenue_y1": 1000.0},
        {"rd_intensity_y1": 0.0333, "rd_expense_y1": 33.34, "revenue_y1": 1000.0},
        {"rd_staff_y1": 10, "employees_y1": 10},
        {"revenue_y1": 0.0},
        {"rd_expense_y1": 30.0, "revenue_y1": 1000.0},
    ],
)
def test_what_agrees_is_told_by_columns(ask: Ask, row: dict[str, Any]) -> None:
    assert not is_doubtful(ask, **row)


@pytest.mark.parametrize(("spent", "holds"), [(30.0, "true"), (29.999999, "false"), (30.000001, "true")])
def test_a_share_on_its_line_is_told_exactly(ask: Ask, spent: float, holds: str) -> None:
    frame = pl.DataFrame({"rd_expense_y1": [spent] * 2, "revenue_y1": [1000.0] * 2})
    screen = FrameScreen(ask("srdi-sme", detail=True), frame.schema)
    found = screen.lazy(frame.lazy()).collect()
    assert found[f"{PREFIX}rd_share"].to_list() == [holds] * 2
    assert not found[DOUBT].any()


def test_an_amount_with_seven_decimals_is_read_one_by_one(ask: Ask) -> None:
    assert is_doubtful(ask, rd_expense_y1=29.9999999, revenue_y1=1000.0)
    assert screened(ask, rd_expense_y1=29.9999999, revenue_y1=1000.0)[f"{PREFIX}rd_share"] == "false"
