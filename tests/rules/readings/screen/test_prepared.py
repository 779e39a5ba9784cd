"""Tables as the plan wants them: numbers, words, regions out of credit codes, and what is odd."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.readings.screen.columns import CodeClasses
from jinjie.rules.readings.screen.prepared import DAYS_BEFORE_1970, ODD, ODD_WORD, Preparation, Words, columns_of

LEVELS = ["national", "none", None, "provincial", "national", None, "none"]


def read(frame: pl.DataFrame, vocabulary: Vocabulary, codes: dict[str, CodeClasses] | None = None) -> pl.DataFrame:
    names = sorted(name for name in columns_of(frame.schema, vocabulary).names if name in frame.columns)
    return Preparation(frame.schema, vocabulary, codes or {}).applied(frame.lazy(), names).collect()


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum(["none", "provincial", "national"])])
def test_a_word_is_the_same_number_from_every_type(vocabulary: Vocabulary, dtype: Any) -> None:
    words = Words(vocabulary["rd_institution_level"], None)
    column = pl.Series(LEVELS, dtype=dtype)
    choices = list(vocabulary["rd_institution_level"].choices)
    wanted = [None if word is None else choices.index(word) for word in LEVELS]
    assert words.series(column).to_list() == wanted
    assert words.series(column.tail(3)).to_list() == wanted[-3:]


def test_categories_that_come_later_are_looked_up_too(vocabulary: Vocabulary) -> None:
    words = Words(vocabulary["rd_institution_level"], None)
    choices = list(vocabulary["rd_institution_level"].choices)
    first, later = (pl.Series([word, None], dtype=pl.Categorical) for word in ("none", "national"))
    assert words.series(first).to_list() == [choices.index("none"), None]
    assert words.series(later).to_list() == [choices.index("national"), None]
    assert words.series(pl.Series([None, None], dtype=pl.Categorical)).to_list() == [None, None]


def test_a_word_that_nobody_knows_is_odd_and_an_unknown_one_is_not(vocabulary: Vocabulary) -> None:
    frame = pl.DataFrame({"rd_institution_level": ["galactic", "unknown", None, "none"]}, schema_overrides={})
    found = read(frame.cast(pl.Categorical), vocabulary)
    assert found["rd_institution_level"].to_list()[:3] == [ODD_WORD, None, None]
    assert found[ODD].to_list() == [True, False, False, False]


def test_written_numbers_are_read_and_others_are_odd(vocabulary: Vocabulary) -> None:
    frame = pl.DataFrame(
        {"rd_intensity_y1": ["3%", " 0.05 ", "", None, "much"], "revenue_y1": ["12.5", "1e3", None, "", "十"]}
    )
    found = read(frame, vocabulary)
    assert found["rd_intensity_y1"].to_list() == [0.03, 0.05, None, None, None]
    assert found["revenue_y1"].to_list() == [12.5, 1000.0, None, None, None]
    assert found[ODD].to_list() == [False, False, False, False, True]


def test_single_precision_numbers_count_as_they_are_written(vocabulary: Vocabulary) -> None:
    found = read(pl.DataFrame({"revenue_y1": pl.Series([0.1, 4535.14, None], dtype=pl.Float32)}), vocabulary)
    assert found["revenue_y1"].to_list() == [0.1, 4535.14, None]


def test_days_are_numbers(vocabulary: Vocabulary) -> None:
    day = date(2020, 2, 29)
    assert day.toordinal() == (day - date(1970, 1, 1)).days + DAYS_BEFORE_1970
    for column in ([day], ["2020-02-29"]):
        found = read(pl.DataFrame({"founded_on": column}), vocabulary)
        assert found["founded_on"].to_list() == [day.toordinal()]


def test_yes_and_no_come_as_truths_numbers_and_words(vocabulary: Vocabulary) -> None:
    for column in ([True, False, None], [1, 0, None], ["yes", "no", None]):
        found = read(pl.DataFrame({"own_brand": column}), vocabulary)
        assert found["own_brand"].to_list() == [True, False, None]
        assert not found[ODD].any()
    assert read(pl.DataFrame({"own_brand": [2, 1]}), vocabulary)[ODD].to_list() == [True, False]


def test_a_bad_credit_code_makes_its_row_odd(vocabulary: Vocabulary) -> None:
    frame = pl.DataFrame({"credit_code": ["91440101MA5XXXXXXA"[:17], None], "own_brand": [True, True]})
    assert read(frame, vocabulary)[ODD].to_list() == [True, False]


def test_the_region_stated_goes_before_the_one_in_the_credit_code(vocabulary: Vocabulary) -> None:
    guangdong, zhejiang = ("44",), ("33",)
    codes = {"region": CodeClasses(vocabulary["region"], (zhejiang, guangdong))}
    classes = codes["region"]
    code = "91440101MA59ABCD1X"
    frame = pl.DataFrame({"credit_code": [code, code, None], "region": ["330100", None, None]})
    found = read(frame, vocabulary, codes)["region"].to_list()
    assert found[0] in classes.members(zhejiang, surely=True)
    assert found[1] in classes.members(guangdong, surely=True)
    assert found[2] is None
