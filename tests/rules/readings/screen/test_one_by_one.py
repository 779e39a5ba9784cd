"""One row of a table as the scalar reading takes it."""

from __future__ import annotations

from datetime import date

from jinjie.rules.readings.screen.one_by_one import RowReader

from .conftest import Ask

COLUMNS = ("revenue_y1", "revenue_y2__low", "revenue_y2__high", "own_brand", "founded_on", "colour")


def test_cells_become_statements(ask: Ask) -> None:
    reader = RowReader(ask("srdi-sme"), COLUMNS)
    row = {"revenue_y1": 4535.14, "own_brand": True, "founded_on": date(2020, 2, 29), "colour": "red"}
    assert reader.facts_in(row) == {"revenue_y1": "4535.14", "own_brand": True, "founded_on": "2020-02-29"}


def test_ends_become_a_range(ask: Ask) -> None:
    reader = RowReader(ask("srdi-sme"), COLUMNS)
    assert reader.facts_in({"revenue_y2__low": 3.5, "revenue_y2__high": 4.0}) == {"revenue_y2": "3.5..4.0"}
    assert reader.facts_in({"revenue_y2__low": 3.5}) == {"revenue_y2": ">= 3.5"}
    assert reader.facts_in({"revenue_y2__high": 4.0, "revenue_y2__low": None}) == {"revenue_y2": "<= 4.0"}


def test_a_mistake_is_named_in_the_error_and_nothing_else_is_said(ask: Ask) -> None:
    found = RowReader(ask("srdi-sme"), COLUMNS).read({"revenue_y1": -5.0})
    assert list(found) == ["error"]
    assert found["error"].startswith("revenue_y1：")


def test_ends_that_are_crossed_are_a_mistake(ask: Ask) -> None:
    assert RowReader(ask("srdi-sme"), COLUMNS).read({"revenue_y2__low": 5.0, "revenue_y2__high": 4.0})["error"]


def test_detail_gives_every_line_and_a_pass_blocks_nothing(ask: Ask) -> None:
    columns = ("single_champion", "revenue_y1")
    plain = RowReader(ask("srdi-sme"), columns).read({"revenue_y1": 5000.0})
    lines = RowReader(ask("srdi-sme", detail=True), columns).read({"revenue_y1": 5000.0})
    assert plain.items() <= lines.items()
    assert {name.partition(".")[0] for name in lines.keys() - plain.keys()} == {"srdi-sme"}
    assert plain["srdi-sme_verdict"] == "undetermined"
    assert plain["srdi-sme_blocking"]
