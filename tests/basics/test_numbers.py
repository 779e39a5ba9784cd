"""Numbers as people type them, and as they are shown."""

from decimal import Decimal
from fractions import Fraction
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.numbers import (
    SQRT_DIGITS,
    UNIT_FACTORS,
    decimal_places,
    decimals_of,
    exact,
    half_width,
    json_number,
    parse_plain,
    quotient,
    root_bounds,
    rounded,
    split_unit,
    to_text,
)

FRACTIONS = st.fractions(min_value=-(10**12), max_value=10**12, max_denominator=10**8)


class TestParsing:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("0", 0),
            ("1500", 1500),
            ("-3", -3),
            ("+5", 5),
            ("- 3", -3),
            ("1,020.5", Fraction(2041, 2)),
            ("1,234,567", 1234567),
            ("1 020", 1020),
            ("1\u00a0020", 1020),
            ("0.0537", Fraction(537, 10000)),
            (".5", Fraction(1, 2)),
            ("-.5", Fraction(-1, 2)),
            ("００７", 7),
            ("１，０２０．５", Fraction(2041, 2)),
            ("−12", -12),
            ("－12", -12),
            ("\ufeff12\u200b", 12),
            ("1e5", 100000),
            ("1E+2", 100),
            ("1e-05", Fraction(1, 100000)),
            ("1e30", 10**30),
            ("1e-30", Fraction(1, 10**30)),
            ("9" * 60, int("9" * 60)),
        ],
    )
    def test_a_plain_number_is_read_exactly(self, text, number):
        assert parse_plain(text) == number

    @pytest.mark.parametrize(
        "text",
        [
            *("", " ", "+", "-", ".", ",", "e5", "e", "1e", "1.5e", "+e5", "1e٣", "1e31", "1e-31", "1e999", "9" * 61),
            *("--5", "+-5", "5-", "1.", "1..2", "1.2.3", "1,2,3", "1,20", "12,3456", ",123", "1,,234", "0,5", "1 2 3"),
            *("10 20", "1 0200", "١٢", "²", "10²", "①", "½", "5½", "1/2", "0x10", "1_000", "inf", "-inf", "NaN", "五"),
            *("12a", "a12", "12%", "12万", "1\n2", "1\t2"),
        ],
    )
    def test_what_is_no_plain_number_is_not_guessed(self, text):
        assert parse_plain(text) is None

    def test_whole_numbers_become_integers(self):
        assert type(parse_plain("3.00")) is int
        assert type(parse_plain("1e5")) is int
        assert type(exact(Fraction(6, 2))) is int
        assert type(exact(Fraction(1, 2))) is Fraction

    @given(st.decimals(min_value=-(10**15), max_value=10**15, places=6))
    def test_every_decimal_reads_as_itself(self, number):
        assert parse_plain(f"{number:f}") == Fraction(number)
        assert parse_plain(f"{number:,f}") == Fraction(number)
        assert parse_plain(str(float(number))) == Fraction(str(float(number)))

    @given(st.text(max_size=12))
    def test_any_text_is_a_number_or_none(self, text):
        assert parse_plain(text) is None or any(c in "0123456789" for c in half_width(text))


class TestWidth:
    def test_full_width_signs_become_plain(self):
        assert half_width("＞＝　５．３７％～（ＡＢｃ）") == ">= 5.37%~(ABc)"
        assert half_width("﹣5﹪") == "-5%"
        assert half_width("！～") == "!~"

    def test_outer_blanks_of_any_sort_go(self):
        assert half_width(" \t\u3000\u00a0１２\u2009\n") == "12"
        assert half_width("a\u202fb\u2000c\u200ad") == "a b c d"

    def test_marks_without_width_go(self):
        assert half_width("\ufeff4\u200b2") == "42"

    def test_other_characters_stay(self):
        assert half_width("中文²½①…é") == "中文²½①…é"


class TestUnits:
    @pytest.mark.parametrize(
        ("text", "number", "unit"),
        [
            ("1,020 万", "1,020", "万"),
            ("1,020万元", "1,020", "万元"),
            ("0.102亿", "0.102", "亿"),
            ("0.102亿元", "0.102", "亿元"),
            ("500元", "500", "元"),
            ("5.37%", "5.37", "%"),
            ("5.37 ％", "5.37", "%"),
            ("3‰", "3", "‰"),
            ("14", "14", ""),
            ("万元", "", "万元"),
            ("14年", "14年", ""),
        ],
    )
    def test_the_unit_stands_behind_the_number(self, text, number, unit):
        assert split_unit(text) == (number, unit)

    def test_money_is_counted_in_ten_thousands(self):
        assert {
            "亿元": 10_000,
            "亿": 10_000,
            "万元": 1,
            "万": 1,
            "元": Fraction(1, 10_000),
            "%": Fraction(1, 100),
            "‰": Fraction(1, 1000),
        } == UNIT_FACTORS


class TestDecimals:
    @pytest.mark.parametrize(
        ("text", "decimals"),
        [
            ("5", 0),
            ("5.37", 2),
            ("5.370", 3),
            ("1,020.50", 2),
            ("5.37%", 4),
            ("5%", 2),
            ("3‰", 3),
            ("3.5‰", 4),
            ("0.0537", 4),
            ("1e-05", 5),
            ("5.37e-2", 4),
            ("5e2", 0),
            ("5e2%", 0),
            ("5e1%", 1),
            ("1500万", 0),
        ],
    )
    def test_the_shown_decimals_are_counted_in_the_base_unit(self, text, decimals):
        assert decimals_of(text) == decimals

    @pytest.mark.parametrize("text", ["", "5%..5%", "0.5..0.5", "> 0.5", "5e-2..5e-2", "abc"])
    def test_what_is_no_number_shows_no_decimals(self, text):
        assert decimals_of(text) is None

    @pytest.mark.parametrize(
        ("value", "places"),
        [
            (0, 0),
            (12, 0),
            (Fraction(1, 2), 1),
            (Fraction(1, 5), 1),
            (Fraction(1, 8), 3),
            (Fraction(1, 25), 2),
            (Fraction(3, 40), 3),
            (Fraction(1, 10**30), 30),
            (Fraction(1, 5**30), 30),
            (Fraction(1, 3 * 5**30), None),
            (Fraction(1, 3), None),
            (Fraction(1, 14), None),
            (Fraction(-51, 950), None),
        ],
    )
    def test_a_number_has_decimals_or_none_write_it(self, value, places):
        assert decimal_places(value) == places

    @given(FRACTIONS)
    def test_decimal_places_are_the_fewest_that_are_exact(self, value):
        places = decimal_places(value)
        if places is None:
            assert all(Fraction(rounded(value, n)) != value for n in range(30))
        else:
            assert Fraction(rounded(value, places)) == value
            assert places == 0 or Fraction(rounded(value, places - 1)) != value


class TestRoots:
    @pytest.mark.parametrize(
        ("value", "root"),
        [(0, 0), (1, 1), (16, 4), (Fraction(441, 400), Fraction(21, 20)), (Fraction(1, 9), Fraction(1, 3))],
    )
    def test_a_rational_root_is_exact(self, value, root):
        assert root_bounds(value) == (root, root)

    def test_a_whole_root_is_an_integer(self):
        assert [type(end) for end in root_bounds(16)] == [int, int]

    @given(st.fractions(min_value=0, max_value=10**16, max_denominator=10**9))
    def test_the_root_lies_strictly_between_narrow_bounds_or_is_exact(self, value):
        low, high = root_bounds(value)
        if low == high:
            assert low * low == value
            return
        assert low * low < value < high * high
        assert high - low == Fraction(1, 10**SQRT_DIGITS)

    @given(st.fractions(min_value=0, max_value=10**8, max_denominator=10**6))
    def test_the_root_of_a_square_is_exact(self, value):
        assert root_bounds(value * value) == (value, value)

    def test_neighbours_of_a_square_are_told_apart(self):
        whole = 10**16
        below, above = root_bounds(whole**2 - 1), root_bounds(whole**2 + 1)
        assert below[1] < whole < above[0]
        assert isqrt(whole**2 - 1) == whole - 1

    def test_the_five_percent_border_of_compound_growth_is_exact(self):
        threshold = Fraction(105, 100)
        passing, failing = Fraction(5000) / Fraction("4535.14"), Fraction(5000) / Fraction("4535.15")
        assert root_bounds(passing)[0] > threshold
        assert root_bounds(failing)[1] < threshold


class TestShowing:
    @pytest.mark.parametrize(
        ("value", "decimals", "text"),
        [
            (1500, 4, "1500"),
            (-3, 0, "-3"),
            (Fraction(3, 2), 4, "1.5"),
            (Fraction(1, 3), 4, "≈0.3333"),
            (Fraction(2, 3), 4, "≈0.6667"),
            (Fraction(-2, 3), 2, "≈-0.67"),
            (Fraction(1, 20000), 4, "≈0.0001"),
            (Fraction(1, 100000), 4, "≈0"),
            (Fraction(-1, 100000), 4, "≈0"),
            (Fraction(19999, 20000), 4, "≈1"),
            (Fraction(7, 2), 0, "≈4"),
            (Fraction(500, 1), 4, "500"),
            (Fraction(20, 1), 0, "20"),
            (Fraction(537, 10000), 4, "0.0537"),
            (Fraction(10**27, 3), 4, "≈" + "3" * 27 + ".3333"),
        ],
    )
    def test_a_number_is_shown_short_and_says_when_it_is_rounded(self, value, decimals, text):
        assert to_text(value, decimals) == text

    def test_four_decimals_are_usual(self):
        assert to_text(Fraction(1, 80000)) == "≈0"
        assert to_text(Fraction(123456, 10**6)) == "≈0.1235"

    @given(FRACTIONS, st.integers(0, 12))
    def test_the_shown_number_is_the_nearest_one(self, value, decimals):
        shown = rounded(value, decimals)
        assert abs(Fraction(shown) - value) <= Fraction(1, 2 * 10**decimals)
        assert shown.as_tuple().exponent == -decimals
        text = to_text(value, decimals)
        assert text.startswith("≈") == (Fraction(text.lstrip("≈")) != value)

    @pytest.mark.parametrize(
        ("value", "decimals", "result"),
        [
            (Fraction(1, 2), 0, "1"),
            (Fraction(-1, 2), 0, "-1"),
            (Fraction(5, 2), 0, "3"),
            (Fraction(125, 1000), 2, "0.13"),
            (Fraction(-125, 1000), 2, "-0.13"),
            (Fraction(124, 1000), 2, "0.12"),
            (12, 2, "12.00"),
            (0, 4, "0.0000"),
            (Fraction(-1, 1000), 1, "0.0"),
            (10**40 + 1, 1, "1" + "0" * 39 + "1.0"),
        ],
    )
    def test_halves_are_rounded_away_from_zero(self, value, decimals, result):
        assert str(rounded(value, decimals)) == result
        assert isinstance(rounded(value, decimals), Decimal)

    @pytest.mark.parametrize(
        ("value", "number"),
        [(3, 3), (Fraction(15, 2), 7.5), (Fraction(1, 3), 0.333333), (Fraction(-2, 3), -0.666667), (Fraction(6, 2), 3)],
    )
    def test_a_document_gets_whole_numbers_or_short_decimals(self, value, number):
        found = json_number(value)
        assert found == number
        assert type(found) is type(number)

    def test_a_decimal_that_rounds_to_a_whole_number_is_one(self):
        assert type(json_number(Fraction(10**9 + 1, 10**9))) is int

    def test_quotients_stay_exact(self):
        assert quotient(1020, 19000) == Fraction(51, 950)
        assert quotient(Fraction(1, 2), Fraction(1, 4)) == 2
        assert type(quotient(10, 5)) is int
