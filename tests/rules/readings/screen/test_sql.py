"""The statement for engines that speak SQL: names with dots and quotes, texts as numbers, what comes back in words."""

from __future__ import annotations

import polars as pl
import pytest

from jinjie.rules.readings.screen.frames import FrameScreen
from jinjie.rules.readings.screen.one_by_one import ERROR
from jinjie.rules.readings.screen.sql_finish import DOUBT, KEPT, OUT, RAW, Finish
from jinjie.rules.readings.screen.sql_text import joined, looked_up, number

from .conftest import Ask
from .engines import screened_by_duckdb

AWKWARD = "户.号 \"x\" 'y'"


def test_kept_columns_may_be_called_anything(duckdb: None, ask: Ask) -> None:
    frame = pl.DataFrame({AWKWARD: ["甲", "乙"], "revenue_y1": [5000.0, None], "order": [1, 2]})
    found = screened_by_duckdb(frame, ask("srdi-sme", detail=True), (AWKWARD, "order"))
    assert found[AWKWARD].to_list() == ["甲", "乙"]
    wanted = FrameScreen(ask("srdi-sme", detail=True), frame.schema).screen(frame.lazy(), (AWKWARD, "order"))
    assert found.equals(wanted)


def test_texts_of_every_kind_come_out_as_in_polars(duckdb: None, ask: Ask) -> None:
    frame = pl.DataFrame(
        {
            "rd_institution_level": ["national", "galactic", None, "unknown"],
            "industry": ["C3563", "C", "Z9", None],
            "region": ["440300", None, "44", "no'where"],
            "own_brand": ["yes", "no", "perhaps", None],
            "rd_intensity_y1": ["3%", "0.05", "much", ""],
            "founded_on": ["2015-01-31", "", None, "yesterday"],
        }
    )
    request = ask("srdi-sme", "little-giant", detail=True)
    assert screened_by_duckdb(frame, request).equals(FrameScreen(request, frame.schema).screen(frame.lazy()))


@pytest.mark.parametrize("value", [0.1, -0.0, 1e-9, 4535.15, float("inf"), float("-inf")])
def test_numbers_are_written_to_the_bit(duckdb: None, value: float) -> None:
    import duckdb as engine

    ((found,),) = engine.sql(f"SELECT {number(value)}").fetchall()
    assert found.hex() == value.hex()


def test_words_are_looked_up_in_one_case_or_in_a_table_beside() -> None:
    assert looked_up("w", {}) == "CAST(NULL AS INTEGER)"
    assert looked_up("w", {"it's": 1, "b": None}) == "CASE w WHEN 'it''s' THEN 1 WHEN 'b' THEN NULL ELSE NULL END"
    source = joined("firms", [("w", "w0", {"a": 1})])
    assert source.startswith("firms AS source LEFT JOIN (SELECT * FROM (VALUES ('a', 1))")
    assert joined("firms", []) == "firms AS source"


def test_what_comes_back_is_put_into_words_and_doubtful_rows_are_read(ask: Ask) -> None:
    verdicts = ("pass", "fail", "undetermined")
    outputs = (("srdi-sme_verdict", verdicts, 1), ("srdi-sme_score_low", None, 100))
    finish = Finish(ask("srdi-sme"), outputs, ("revenue_y1",), ("firm",), exact=False)
    batch = pl.DataFrame(
        {
            f"{KEPT}0": ["a", "b", "c"],
            f"{RAW}revenue_y1": [None, None, -1.0],
            f"{OUT}0": [0, 3, 0],
            f"{OUT}1": [6150, -1, 6150],
            DOUBT: [False, False, True],
        }
    )
    found = finish.finished(batch)
    assert found.drop(ERROR).rows() == [("a", "pass", 61.5), ("b", None, None), ("c", None, None)]
    assert found[ERROR].is_null().to_list() == [True, True, False]
