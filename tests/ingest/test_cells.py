"""A cell's value as the text somebody would have written: exactly what Excel shows."""

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.problems import InputError
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.cells import CellText, cell_text, decimal_text, percent_text, plain_text
from jinjie.ingest.table import SheetCell


def cell(value: Any, number_format: str = "General") -> SheetCell:
    return SheetCell("B2", value, number_format)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (0.1, "0.1"),
        (0.1 + 0.2, "0.3"),
        (1020.0, "1020"),
        (-0.0, "0"),
        (4535.14, "4535.14"),
        (1e-7, "0.0000001"),
        (1e21, "1000000000000000000000"),
        (1020 / 19000, "0.0536842105263158"),
        (12345678901234567, "12345678901234600"),
        (10, "10"),
    ],
)
def test_a_number_is_the_decimal_that_excel_shows(stored: float, shown: str) -> None:
    assert decimal_text(stored) == shown


def test_a_number_beyond_all_bounds_stays_short() -> None:
    assert decimal_text(1e300) == "1E+300"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11, places=4))
def test_every_amount_of_up_to_fifteen_digits_survives_the_cell(amount: Decimal) -> None:
    assert Fraction(decimal_text(float(amount))) == Fraction(amount)


def test_a_percentage_has_at_least_the_decimals_of_its_format() -> None:
    assert percent_text(Decimal("0.05"), 2) == "5.00%"
    assert percent_text(Decimal("0.05375"), 2) == "5.375%"
    assert percent_text(Decimal(8), 0) == "800%"


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.0537, "0.00%", "5.37%"),
        (0.053684, "0.0%", "5.3684%"),
        (0.05, "0.00##%;[Red]-0.00##%", "5.00%"),
        (5.37, '0.00"%"', "5.37%"),
        (0.0537, "General", "0.0537"),
    ],
)
def test_a_ratio_is_read_as_shown(vocabulary: Vocabulary, value: float, number_format: str, text: str) -> None:
    assert cell_text(cell(value, number_format), vocabulary["rd_intensity_y1"]) == CellText(text)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1020.5, "#,##0.00", "1020.5"),
        (1020.5, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ @_ ", "1020.5"),
        (10200000, '#,##0"元"', "10200000元"),
        (1020, '0.00"万元"', "1020万元"),
        (0.102, "0.000亿", "0.102亿"),
    ],
)
def test_money_takes_the_unit_that_its_format_shows(
    vocabulary: Vocabulary, value: float, number_format: str, text: str
) -> None:
    assert cell_text(cell(value, number_format), vocabulary["revenue_y1"]) == CellText(text)


@pytest.mark.parametrize("number_format", ["0\\.0,", '0"."0,"万"', "#,##0,,", "0.0,", '0"千元"', "[$$-409]#,##0", "0%"])
def test_a_format_that_hides_the_stored_amount_is_refused(vocabulary: Vocabulary, number_format: str) -> None:
    with pytest.raises(InputError, match="format"):
        cell_text(cell(10200000, number_format), vocabulary["revenue_y1"])


@pytest.mark.parametrize("number_format", ['"¥"#,##0.00', "[$¥-804]#,##0", "¥#,##0", '_ "¥"* #,##0.00_ '])
def test_a_yuan_sign_raises_a_doubt(vocabulary: Vocabulary, number_format: str) -> None:
    found = cell_text(cell(1020, number_format), vocabulary["revenue_y1"])
    assert found.text == "1020"
    assert found.doubt is not None
    assert "1020元" in found.doubt.zh


@pytest.mark.parametrize("value", [time(3, 5), datetime(2026, 3, 5), date(2026, 3, 5)])
def test_a_range_that_excel_turned_into_a_date_is_refused(vocabulary: Vocabulary, value: Any) -> None:
    with pytest.raises(InputError) as caught:
        cell_text(cell(value), vocabulary["ip_class1"])
    assert "3~5" in caught.value.problems[0].message.zh


def test_errors_and_formulas_without_result_are_refused(vocabulary: Vocabulary) -> None:
    for bad in (SheetCell("B2", "#REF!", is_error=True), SheetCell("B2", hollow=True)):
        with pytest.raises(InputError):
            cell_text(bad, vocabulary["revenue_y1"])


def test_provenance_is_plain_text() -> None:
    assert [
        plain_text(cell(v)) for v in (None, 12, 12.0, " 附注（三） ", datetime(2026, 3, 31, 8), date(2026, 3, 31))
    ] == [
        "",
        "12",
        "12",
        "附注（三）",
        "2026-03-31",
        "2026-03-31",
    ]
