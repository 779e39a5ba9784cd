"""Values in words, and in a form that reads back as the same value."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jinjie.basics.interval import EVERYTHING, Interval, point
from jinjie.basics.problems import Place
from jinjie.basics.text import Text
from jinjie.facts.values import read_statement
from jinjie.facts.vocabulary import Fact, Kind
from jinjie.facts.writing import canonical, choice_text, file_text, grouped, interval_text, number_text, value_text

WORDS = Text("名", "name")


@pytest.fixture(autouse=True)
def fresh():
    """Nothing is remembered from other tests."""
    number_text.cache_clear()


DAY = date(2023, 1, 31).toordinal()
NUMERIC = [kind for kind in Kind if kind.is_numeric]


def fact(kind, domain=EVERYTHING, **more):
    return Fact(id="x", kind=kind, label=WORDS, question=WORDS, subject=WORDS, domain=domain, **more)


class TestNumbers:
    @pytest.mark.parametrize(
        ("number", "kind", "zh", "en"),
        [
            (Fraction("1020.3"), Kind.MONEY, "1,020.3 万元", "CNY 10.203m"),
            (-5, Kind.MONEY, "-5 万元", "CNY -50,000"),
            (0, Kind.MONEY, "0 万元", "CNY 0"),
            (Fraction(1, 3), Kind.MONEY, "≈0.3333 万元", "CNY ≈3,333.33"),
            (1234567, Kind.MONEY, "1,234,567 万元", "CNY 12,345.67m"),
            (100, Kind.MONEY, "100 万元", "CNY 1m"),
            (Fraction("99.99"), Kind.MONEY, "99.99 万元", "CNY 999,900"),
            (-100, Kind.MONEY, "-100 万元", "CNY -1m"),
            (Fraction("0.0537"), Kind.RATIO, "5.37%", "5.37%"),
            (Fraction(51, 950), Kind.RATIO, "≈5.368%", "≈5.368%"),
            (1, Kind.RATIO, "100%", "100%"),
            (Fraction(-1, 8), Kind.RATIO, "-12.5%", "-12.5%"),
            (14, Kind.YEARS, "14 年", "14 years"),
            (30, Kind.COUNT, "30", "30"),
            (12345, Kind.COUNT, "12345", "12345"),
            (Fraction(15, 2), Kind.NUMBER, "7.5", "7.5"),
            (DAY, Kind.DATE, "2023-01-31", "2023-01-31"),
        ],
    )
    def test_a_number_is_shown_with_its_unit(self, number, kind, zh, en):
        assert number_text(number, kind, "zh") == zh
        assert number_text(number, kind, "en") == en
        assert number_text(number, kind) == zh

    @pytest.mark.parametrize(
        ("text", "result"),
        [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-1000", "-1,000"),
            ("-100", "-100"),
            ("-1234567.5", "-1,234,567.5"),
            ("1234.56789", "1,234.56789"),
            ("≈1234.5", "≈1,234.5"),
            ("≈-1234567", "≈-1,234,567"),
            ("123456", "123,456"),
        ],
    )
    def test_thousands_are_grouped(self, text, result):
        assert grouped(text) == result

    @given(st.integers(-(10**15), 10**15))
    def test_grouping_is_that_of_python(self, number):
        assert grouped(str(number)) == f"{number:,}"


class TestRanges:
    @pytest.mark.parametrize(
        ("interval", "zh", "en"),
        [
            (EVERYTHING, "不清楚", "unknown"),
            (point(5), "5 年", "5 years"),
            (Interval(5), "≥ 5 年", "≥ 5 years"),
            (Interval(5, None, True), "> 5 年", "> 5 years"),
            (Interval(None, 5), "≤ 5 年", "≤ 5 years"),
            (Interval(None, 5, False, True), "< 5 年", "< 5 years"),
            (Interval(5, 7), "5 年 … 7 年", "5 years … 7 years"),
            (Interval(5, 7, True, True), "> 5 年 … < 7 年", "> 5 years … < 7 years"),
            (Interval(5, 7, False, True), "5 年 … < 7 年", "5 years … < 7 years"),
        ],
    )
    def test_a_range_is_shown_in_few_words(self, interval, zh, en):
        assert interval_text(interval, Kind.YEARS, "zh") == zh
        assert interval_text(interval, Kind.YEARS, "en") == en
        assert interval_text(interval, Kind.YEARS) == zh


class TestValues:
    LEVEL = fact(Kind.CHOICE, choices={key: Text(f"级{key}", f"level {key}") for key in "abcdef"})

    def test_a_fact_with_its_whole_domain_is_unknown(self, small):
        assert value_text(small["revenue_y1"], Interval(0)) == "不清楚"
        assert value_text(small["revenue_y1"], Interval(0), "en") == "unknown"
        assert value_text(small["own_brand"], frozenset({"yes", "no"}), "en") == "unknown"
        assert value_text(small["industry"], small["industry"].codes.leaves, "en") == "unknown"

    def test_a_number_or_range_is_shown_as_such(self, small):
        assert value_text(small["revenue_y1"], point(1020)) == "1,020 万元"
        assert value_text(small["revenue_y1"], point(1020), "en") == "CNY 10.2m"
        assert value_text(small["share_y1"], Interval(Fraction(1, 20)), "en") == "≥ 5%"

    def test_choices_are_shown_by_their_labels_in_the_order_of_the_vocabulary(self):
        assert value_text(self.LEVEL, frozenset("a")) == "级a"
        assert value_text(self.LEVEL, frozenset("ca")) == "级a 或 级c"
        assert value_text(self.LEVEL, frozenset("dcba"), "en") == "level a or level b or level c or level d"

    def test_many_choices_are_cut_short(self):
        assert value_text(self.LEVEL, frozenset("edcba"), "en") == "level a or level b or level c or …"
        assert value_text(self.LEVEL, frozenset("edcba")) == "级a 或 级b 或 级c 或 …"

    def test_yes_and_no_are_words(self, small):
        assert value_text(small["own_brand"], frozenset({"yes"})) == "是"
        assert value_text(small["own_brand"], frozenset({"no"}), "en") == "no"

    def test_codes_are_shown_with_their_names_in_order(self, small):
        assert value_text(small["industry"], frozenset({"C3563"})) == "C3563 专用设备"
        assert value_text(small["industry"], frozenset({"C35", "B06"}), "en") == "B06 Coal or C35 Special equipment"
        assert choice_text(small["region"], "4401", "en") == "4401 Guangzhou"
        assert choice_text(small["region"], "4401") == "4401 广州市"
        assert choice_text(small["region"], "99", "en") == "99"
        assert choice_text(self.LEVEL, "z", "en") == "z"


class TestCanonical:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, "unknown"),
            ("text", "text"),
            (frozenset({"b", "a"}), "a|b"),
            (point(Fraction(1, 2)), "1/2"),
            (point(3), "3"),
            (Interval(1, 2), "[1..2]"),
            (Interval(1, 2, True, True), "(1..2)"),
            (Interval(1), "[1..)"),
            (Interval(None, 1), "(..1]"),
            (Interval(None, 1, False, True), "(..1)"),
            (EVERYTHING, "(..)"),
        ],
    )
    def test_a_value_has_one_spelling(self, value, text):
        assert canonical(value) == text


@st.composite
def numbers(draw, kind):
    if kind is Kind.DATE:
        return draw(st.integers(1, date.max.toordinal()))
    if kind is Kind.COUNT:
        return draw(st.integers(-(10**9), 10**9))
    number = Fraction(draw(st.decimals(-(10**12), 10**12, places=draw(st.integers(0, 15)))))
    return number.numerator if number.denominator == 1 else number


@st.composite
def intervals(draw, kind):
    low, high = draw(st.none() | numbers(kind)), draw(st.none() | numbers(kind))
    if low is not None and high is not None and low > high:
        low, high = high, low
    may_be_open = kind is not Kind.COUNT and low != high
    low_open = may_be_open and low is not None and draw(st.booleans())
    return Interval(low, high, low_open, may_be_open and high is not None and draw(st.booleans()))


class TestFiles:
    @pytest.mark.parametrize("kind", NUMERIC)
    @given(data=st.data())
    def test_every_number_and_range_reads_back_as_itself(self, kind, data):
        value = data.draw(intervals(kind))
        assume(value != EVERYTHING)
        assert read_statement(fact(kind), file_text(kind, value), Place()).value == value

    @given(st.sets(st.sampled_from("abcdef"), min_size=1))
    def test_every_set_of_choices_reads_back_as_itself(self, keys):
        level = fact(Kind.CHOICE, choices={key: Text(f"级{key}", f"level {key}") for key in "abcdef"})
        text = file_text(Kind.CHOICE, frozenset(keys))
        assert read_statement(level, text, Place()).value == keys

    @pytest.mark.parametrize("name", ["industry", "region", "own_brand", "level"])
    def test_every_code_and_word_reads_back_as_itself(self, small, name):
        of = small[name]
        for value in [of.initial, *(frozenset({choice}) for choice in of.initial)]:
            assert read_statement(of, file_text(of.kind, value), Place()).value == value

    @pytest.mark.parametrize(
        ("kind", "value", "text"),
        [
            (Kind.MONEY, point(Fraction("1020.3")), "1020.3"),
            (Kind.MONEY, point(1020), "1020"),
            (Kind.RATIO, point(Fraction("0.0537")), "0.0537"),
            (Kind.RATIO, point(Fraction(1, 10**15)), "0.000000000000001"),
            (Kind.RATIO, point(Fraction(1, 3)), "0.333333333333"),
            (Kind.RATIO, Interval(Fraction(-1, 3), Fraction(2, 3)), "-0.333333333333..0.666666666667"),
            (Kind.DATE, point(DAY), "2023-01-31"),
            (Kind.DATE, Interval(DAY), ">= 2023-01-31"),
            (Kind.MONEY, Interval(5, None, True), "> 5"),
            (Kind.MONEY, Interval(None, 5), "<= 5"),
            (Kind.MONEY, Interval(None, 5, False, True), "< 5"),
            (Kind.MONEY, Interval(-5, 5), "-5..5"),
            (Kind.MONEY, Interval(1, 2, True), "(1..2]"),
            (Kind.MONEY, Interval(1, 2, False, True), "[1..2)"),
            (Kind.MONEY, Interval(1, 2, True, True), "(1..2)"),
            (Kind.MONEY, EVERYTHING, "unknown"),
            (Kind.CHOICE, frozenset({"b"}), "b"),
            (Kind.CHOICE, frozenset({"b", "a"}), ["a", "b"]),
        ],
    )
    def test_a_value_is_written_as_one_would_write_it(self, kind, value, text):
        assert file_text(kind, value) == text


def test_a_share_near_a_line_is_not_shown_on_it():
    assert number_text(Fraction("0.0499997"), Kind.RATIO) == "4.99997%"
    assert number_text(Fraction(50, 999), Kind.RATIO) == "≈5.005%"
    assert number_text(Fraction(4999999, 100000003), Kind.RATIO) == "≈4.999999%"
