"""The mean of two growth rates beside its lines, exactly."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import polars as pl
import pytest

from jinjie.rules.readings.screen.columns import columns_among
from jinjie.rules.readings.screen.frames import DOUBT, FrameScreen

from .conftest import Ask

YEARS = ("main_revenue_y1", "main_revenue_y2", "main_revenue_y3")
INDICATOR = "srdi-sme.main_growth"
LINES = (0, 4, 6, 8, 10)


def table() -> pl.DataFrame:
    """Revenues whose mean growth is a line of the law, or a fen beside it."""
    rng, rows = Random(3), []
    for _ in range(600):
        first = rng.randrange(1, 400) * 100
        line, apart = rng.choice(LINES), rng.randrange(-8, 9)
        before = Fraction(first * (100 + line + apart), 100)
        last = before * (100 + line - apart) / 100 + rng.choice((0, 0, 1, -1)) * Fraction(1, 1000)
        rows.append([float(round(number, 6)) for number in (last, before, first)])
    return pl.DataFrame(rows, schema=list(YEARS), orient="row")


def points(row: tuple[float, ...]) -> int:
    last, before, first = (Fraction(str(number)) for number in row)
    growth = (last / before + before / first) / 2 - 1
    return max((2 * (i + 1) for i, line in enumerate(LINES) if growth * 100 >= line), default=0)


@pytest.fixture
def screens(ask: Ask) -> tuple[FrameScreen, FrameScreen]:
    schema = dict.fromkeys(YEARS, pl.Float64())
    request = ask("srdi-sme", detail=True)
    return FrameScreen(request, schema), FrameScreen(request, schema, careful=True)


def growth_column(frame: pl.DataFrame) -> str:
    return next(name for name in frame.columns if name.endswith("growth_low") and name.startswith("srdi-sme."))


def test_the_careful_look_tells_every_row_beside_a_line(screens: tuple[FrameScreen, FrameScreen]) -> None:
    quick, careful = screens
    rows = table()
    assert quick.lazy(rows.lazy()).collect()[DOUBT].sum() > 200
    found = careful.lazy(rows.lazy()).collect()
    assert not found[DOUBT].any()
    assert found[growth_column(found)].to_list() == [points(row) for row in rows.rows()]


def test_what_the_quick_look_does_not_doubt_is_right(screens: tuple[FrameScreen, FrameScreen]) -> None:
    rows = table()
    found = screens[0].lazy(rows.lazy()).collect()
    name = growth_column(found)
    told = [
        (got, points(row)) for got, row, doubt in zip(found[name], rows.rows(), found[DOUBT], strict=True) if not doubt
    ]
    assert told
    assert all(got == wanted for got, wanted in told)


def test_the_columns_are_what_the_test_is_about(ask: Ask) -> None:
    assert columns_among(YEARS, ask("srdi-sme").library.vocabulary).exact == set(YEARS)
