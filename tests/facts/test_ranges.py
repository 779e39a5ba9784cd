"""Numbers, ranges, shares and days as people write them: read exactly, or refused with what is expected."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.interval import EVERYTHING, Interval, point
from jinjie.basics.problems import InputError, Place
from jinjie.basics.text import Text
from jinjie.facts.ranges import read_number, read_range
from jinjie.facts.values import Statement, read_statement
from jinjie.facts.vocabulary import YES_NO_WORDS, CodeList, Fact, Kind

PLACE = Place("p.yaml", 3, 5)
NAMES = {code: Text(code, code) for code in ("B", "B06", "C", "C35", "C39", "C391", "C392")}
INDUSTRIES = CodeList(Text("行业表", "the list of industries"), NAMES)
REGIONS = CodeList(Text("区划表", "the list of regions"), {c: Text(c, c) for c in ("11", "44", "4401", "4403")})
LEVELS = {
    "national": Text("国家级", "National"),
    "provincial": Text("省级", "Provincial"),
    "municipal": Text("市级（含直辖市区级）", "Municipal"),
    "none": Text("无", "None at all"),
}


def fact(kind, domain=EVERYTHING, **more):
    words = Text("名", "name")
    if kind is Kind.YES_NO:
        more["choices"] = YES_NO_WORDS
    return Fact(id="x", kind=kind, label=words, question=words, subject=words, domain=domain, **more)


MONEY = fact(Kind.MONEY, Interval(0))
PROFIT = fact(Kind.MONEY)
SHARE = fact(Kind.RATIO, Interval(0, 1))
RATIO = fact(Kind.RATIO, Interval(0))
GROWTH = fact(Kind.RATIO, Interval(-1))
COUNT = fact(Kind.COUNT, Interval(0))
YEARS = fact(Kind.YEARS, Interval(0))
POINTS = fact(Kind.NUMBER, Interval(0, 15))
AT_MOST = fact(Kind.NUMBER, Interval(None, Fraction(5, 2)))
DATE = fact(Kind.DATE)
FLAG = fact(Kind.YES_NO)
LEVEL = fact(Kind.CHOICE, choices=LEVELS)
INDUSTRY = fact(Kind.INDUSTRY, codes=INDUSTRIES)
REGION = fact(Kind.REGION, codes=REGIONS)
TEXT = fact(Kind.TEXT)


def value(of, raw):
    return read_statement(of, raw, PLACE).value


def refused(of, raw):
    """The message; place and fact are always named."""
    with pytest.raises(InputError) as caught:
        read_statement(of, raw, PLACE)
    (problem,) = caught.value.problems
    assert problem.place == PLACE
    assert problem.fact == "x"
    return problem.message


def day(*ymd):
    return date(*ymd).toordinal()


class TestNumbers:
    @pytest.mark.parametrize(
        ("of", "raw", "number"),
        [
            (MONEY, "1020.3", Fraction(10203, 10)),
            (MONEY, "1,020 万", 1020),
            (MONEY, "1,020万元", 1020),
            (MONEY, "0.102亿", 1020),
            (MONEY, "1.5 亿元", 15000),
            (MONEY, "5000元", Fraction(1, 2)),
            (MONEY, "１，０２０", 1020),
            (MONEY, 1020, 1020),
            (PROFIT, "-35.5", Fraction(-71, 2)),
            (PROFIT, "−1亿", -10000),
            (SHARE, "5.37%", Fraction(537, 10000)),
            (SHARE, "0.0537", Fraction(537, 10000)),
            (SHARE, "5.37 ％", Fraction(537, 10000)),
            (SHARE, "3‰", Fraction(3, 1000)),
            (SHARE, "100%", 1),
            (SHARE, "1", 1),
            (SHARE, "0", 0),
            (GROWTH, "-12.5%", Fraction(-1, 8)),
            (RATIO, "150%", Fraction(3, 2)),
            (COUNT, "30", 30),
            (COUNT, "30.0", 30),
            (YEARS, "14", 14),
            (YEARS, "14年", 14),
            (COUNT, "300人", 300),
            (COUNT, "3 项", 3),
            (POINTS, "7.5分", Fraction(15, 2)),
            (YEARS, "2.5", Fraction(5, 2)),
            (POINTS, "7.5", Fraction(15, 2)),
        ],
    )
    def test_a_number_is_read_in_the_unit_of_its_kind(self, of, raw, number):
        statement = read_statement(of, raw, PLACE)
        assert statement.value == point(number)
        assert type(statement.value.low) is type(number)

    @pytest.mark.parametrize(
        ("of", "raw", "zh", "en"),
        [
            (MONEY, "5%", "单位“%”不对：5% 应写成万元", "wrong unit '%' in 5%: expected 万元 (10,000 CNY)"),
            (SHARE, "5万", "单位“万”不对：5万 应写成小数或 %", "wrong unit '万' in 5万: expected a fraction or %"),
            (SHARE, "5元", "单位“元”不对：5元 应写成小数或 %", "wrong unit '元' in 5元: expected a fraction or %"),
            (
                COUNT,
                "3万",
                "单位“万”不对：3万 应写成不带单位的数",
                "wrong unit '万' in 3万: expected a number without unit",
            ),
            (YEARS, "3%", "单位“%”不对：3% 应写成不带单位的数", "wrong unit '%' in 3%: expected a number without unit"),
            (COUNT, "1.5", "应是整数，不能是 1.5", "must be a whole number, not 1.5"),
            (COUNT, "1.2..1.8", "1.2..1.8 里没有整数", "there is no whole number in 1.2..1.8"),
        ],
    )
    def test_what_is_no_number_of_the_kind_is_refused(self, of, raw, zh, en):
        assert refused(of, raw) == Text(zh, en)

    @pytest.mark.parametrize(
        ("of", "raw"),
        [
            *(
                (MONEY, text)
                for text in ("多", "万元", "about 5", "NaN", "inf", "1e99", "10 20", "yes", "200-300", "300人")
            ),
            *((COUNT, text) for text in ("3年", "人", "3人5", "3 4项")),
            (YEARS, "年"),
            (SHARE, "三成"),
            (POINTS, "高"),
        ],
    )
    def test_what_is_no_number_at_all_is_refused_with_what_is_expected(self, of, raw):
        wanted = {
            MONEY.kind: ("万元数，如 1020.5 或 200..300", "万元 (10,000 CNY), such as 1020.5 or 200..300"),
            SHARE.kind: ("比例，如 5.37% 或 5%..8%", "a ratio, such as 5.37% or 5%..8%"),
            COUNT.kind: ("整数，如 14 或 10..20", "a whole number, such as 14 or 10..20"),
            YEARS.kind: ("年数，如 14 或 >= 10", "years, such as 14 or >= 10"),
            POINTS.kind: ("数，如 8.5 或 8..9", "a number, such as 8.5 or 8..9"),
        }
        zh, en = wanted[of.kind]
        assert refused(of, raw) == Text(f"“{raw}”不是数字，应写成{zh}", f"'{raw}' is not a number: expected {en}")

    @pytest.mark.parametrize(
        ("of", "raw", "zh", "en"),
        [
            (MONEY, "-5", "不可能是 -5：应不小于 0", "cannot be -5: must be at least 0"),
            (COUNT, "-1", "不可能是 -1：应不小于 0", "cannot be -1: must be at least 0"),
            (SHARE, "150%", "不可能是 150%：应在 0% 到 100% 之间", "cannot be 150%: must be between 0% and 100%"),
            (SHARE, "150", "不可能是 150：应在 0% 到 100% 之间", "cannot be 150: must be between 0% and 100%"),
            (SHARE, "5.37", "不可能是 5.37：应在 0% 到 100% 之间；百分数请写成 5.37%",
             "cannot be 5.37: must be between 0% and 100%; write 5.37% for per cent"),
            (SHARE, "100", "不可能是 100：应在 0% 到 100% 之间；百分数请写成 100%",
             "cannot be 100: must be between 0% and 100%; write 100% for per cent"),
            (SHARE, "> 5.37", "不可能是 > 5.37：应在 0% 到 100% 之间", "cannot be > 5.37: must be between 0% and 100%"),
            (GROWTH, "-120%", "不可能是 -120%：应不小于 -100%", "cannot be -120%: must be at least -100%"),
            (GROWTH, "-20", "不可能是 -20：应不小于 -100%；百分数请写成 -20%",
             "cannot be -20: must be at least -100%; write -20% for per cent"),
            (POINTS, "16", "不可能是 16：应在 0 到 15 之间", "cannot be 16: must be between 0 and 15"),
            (POINTS, "> 15", "不可能是 > 15：应在 0 到 15 之间", "cannot be > 15: must be between 0 and 15"),
            (AT_MOST, "3", "不可能是 3：应不大于 2.5", "cannot be 3: must be at most 2.5"),
        ],
    )  # fmt: skip
    def test_an_impossible_number_is_refused_with_what_is_possible(self, of, raw, zh, en):
        assert refused(of, raw) == Text(zh, en)

    def test_a_border_of_the_domain_is_possible(self):
        assert value(POINTS, "15") == point(15)
        assert value(POINTS, "0") == point(0)
        assert value(GROWTH, "-100%") == point(-1)

    def test_an_open_border_of_the_domain_is_not(self):
        assert value(fact(Kind.MONEY, Interval(0, None, True)), "0.0001") == point(Fraction(1, 10000))
        assert "cannot be 0" in refused(fact(Kind.MONEY, Interval(0, None, True)), "0").en

    @given(st.decimals(min_value=0, max_value=10**9, places=4), st.sampled_from(["", "万", "万元", " 万元"]))
    def test_money_keeps_every_digit(self, number, unit):
        assert value(MONEY, f"{number:,f}{unit}") == point(Fraction(number))

    def test_a_number_can_be_read_by_itself(self):
        assert read_number("1,020 万", Kind.MONEY) == 1020
        assert read_number("5.37%", Kind.RATIO) == Fraction(537, 10000)


class TestRanges:
    @pytest.mark.parametrize(
        ("of", "raw", "interval"),
        [
            (SHARE, ">= 0.6", Interval(Fraction(3, 5), 1)),
            (RATIO, ">= 0.6", Interval(Fraction(3, 5))),
            (RATIO, ">0.6", Interval(Fraction(3, 5), None, True)),
            (RATIO, "≥ 60%", Interval(Fraction(3, 5))),
            (RATIO, "＞＝60％", Interval(Fraction(3, 5))),
            (PROFIT, "< 300", Interval(None, 300, False, True)),
            (MONEY, "< 300", Interval(0, 300, False, True)),
            (MONEY, "<= 300", Interval(0, 300)),
            (MONEY, "≤300万", Interval(0, 300)),
            (MONEY, "＜300", Interval(0, 300, False, True)),
            (MONEY, "200..300", Interval(200, 300)),
            (MONEY, "200 .. 300", Interval(200, 300)),
            (MONEY, "200~300", Interval(200, 300)),
            (MONEY, "200～300", Interval(200, 300)),
            (MONEY, "200至300", Interval(200, 300)),
            (MONEY, "200 … 300", Interval(200, 300)),
            (MONEY, "200……300", Interval(200, 300)),
            (MONEY, [200, 300], Interval(200, 300)),
            (MONEY, ["200", "300万"], Interval(200, 300)),
            (MONEY, "[200..300]", Interval(200, 300)),
            (MONEY, "(200..300]", Interval(200, 300, True, False)),
            (MONEY, "[200..300)", Interval(200, 300, False, True)),
            (MONEY, "（200..300）", Interval(200, 300, True, True)),
            (MONEY, "200..200", point(200)),
            (PROFIT, "-50..-20", Interval(-50, -20)),
            (PROFIT, "-50..20", Interval(-50, 20)),
            (MONEY, ".5...75", None),
            (MONEY, "1~2亿", Interval(10000, 20000)),
            (MONEY, "1..2亿元", Interval(10000, 20000)),
            (MONEY, "5000万~1亿", Interval(5000, 10000)),
            (MONEY, "1,000~2,000万", Interval(1000, 2000)),
            (MONEY, "3000~8000元", Interval(Fraction(3, 10), Fraction(4, 5))),
            (SHARE, "5~6%", Interval(Fraction(5, 100), Fraction(6, 100))),
            (SHARE, "5%~6%", Interval(Fraction(5, 100), Fraction(6, 100))),
            (SHARE, "0..5%", Interval(0, Fraction(5, 100))),
            (SHARE, [0, "5%"], Interval(0, Fraction(5, 100))),
            (SHARE, ["0.05", "6%"], Interval(Fraction(5, 100), Fraction(6, 100))),
            (YEARS, "3~5年", Interval(3, 5)),
            (COUNT, "> 1.5", Interval(2)),
            (COUNT, "< 3", Interval(0, 2)),
            (COUNT, "1.5..3.5", Interval(2, 3)),
            (POINTS, ">= 10", Interval(10, 15)),
            (POINTS, "10..20", Interval(10, 15)),
        ],
    )
    def test_a_range_is_read_within_the_domain(self, of, raw, interval):
        if interval is None:
            assert "is not a number" in refused(of, raw).en
        else:
            assert value(of, raw) == interval

    @pytest.mark.parametrize(
        "raw", ["0...5", "1....2", "200..", "..300", ">=", "[200..300", "200..300)", "5..6..7", "=> 5", ">= 5..7"]
    )
    def test_what_is_no_clear_range_is_refused(self, raw):
        assert "is not a number" in refused(MONEY, raw).en

    @pytest.mark.parametrize("raw", ["300..200", [300, 200], "(200..200]", "[200..200)"])
    def test_a_range_that_ends_before_it_begins_is_refused(self, raw):
        shown = "[300, 200]" if isinstance(raw, list) else raw
        assert refused(MONEY, raw) == Text(f"范围 {shown} 的下限大于上限", f"the range {shown} ends before it begins")

    @pytest.mark.parametrize("raw", [[200], [1, 2, 3]])
    def test_a_list_of_numbers_is_a_range_of_two(self, raw):
        assert refused(MONEY, raw) == Text("范围写作“200..300”", "a range is written 200..300")

    @pytest.mark.parametrize("raw", [[], [[1, 2]], [{"value": 1}, 2]])
    def test_a_list_of_something_else_is_refused(self, raw):
        assert refused(MONEY, raw) == Text(
            "这里应是一个值、范围或若干选项", "a value, a range or choices are expected here"
        )

    def test_a_list_with_a_gap_is_refused(self):
        assert refused(MONEY, [200, None]).en.startswith("'None' is not a number")

    def test_a_range_beyond_the_domain_is_refused(self):
        assert refused(POINTS, "16..20").en == "cannot be 16..20: must be between 0 and 15"
        assert refused(POINTS, [16, 20]).en == "cannot be [16, 20]: must be between 0 and 15"
        assert refused(MONEY, "< 0").en == "cannot be < 0: must be at least 0"

    @pytest.mark.parametrize("of", [MONEY, SHARE, DATE, FLAG, LEVEL, INDUSTRY, REGION, TEXT])
    @pytest.mark.parametrize("text", ["1" + " " * 1_000_000 + "x", "1.." * 300_000, "9" * 1001])
    def test_a_very_long_value_is_refused_at_once(self, of, text):
        expected = Text(f"太长：{len(text)} 个字，最多 1000 个", f"is too long: {len(text)} characters, 1000 at most")
        assert refused(of, text) == expected
        assert of.kind is Kind.TEXT or refused(of, [text, text]) == expected

    def test_the_longest_value_is_exact(self):
        assert value(TEXT, "9" * 1000) == "9" * 1000

    def test_the_written_text_is_kept(self):
        assert read_statement(MONEY, " 1,020 万 ", PLACE).given == "1,020 万"
        assert read_statement(MONEY, [200, 300], PLACE).given == "[200, 300]"
        assert read_statement(LEVEL, " 国家级", PLACE).given == "国家级"

    def test_a_range_can_be_read_by_itself_and_names_its_place(self):
        assert read_range("> 5", Kind.NUMBER) == Interval(5, None, True)
        with pytest.raises(InputError) as caught:
            read_range("x", Kind.NUMBER, PLACE)
        assert caught.value.problems[0].place == PLACE
        assert caught.value.problems[0].fact is None


class TestRounding:
    @pytest.mark.parametrize(
        ("raw", "decimals"),
        [
            ("5.37%", 4),
            ("0.0537", 4),
            ("5%", 2),
            ("5.370%", 5),
            ("1", 2),
            ("0", 2),
            ("0.1", 2),
            ("1e-05", 5),
            ("3‰", 3),
        ],
    )
    def test_a_single_share_may_have_been_rounded_to_its_last_digit(self, raw, decimals):
        statement = read_statement(SHARE, raw, PLACE)
        assert statement.decimals == decimals
        assert statement.is_rounded
        half = Fraction(1, 2 * 10**decimals)
        assert statement.rounding() == Interval(statement.value.low - half, statement.value.low + half)

    @pytest.mark.parametrize(
        ("of", "raw"),
        [
            (SHARE, "5%..6%"),
            (SHARE, "0.05..0.05"),
            (SHARE, "> 5%"),
            (SHARE, ["5%", "5%"]),
            (MONEY, "5.37"),
            (YEARS, "2.5"),
            (DATE, "2020-01-31"),
            (FLAG, "yes"),
        ],
    )
    def test_anything_else_is_not_rounded(self, of, raw):
        statement = read_statement(of, raw, PLACE)
        assert statement.decimals is None
        assert not statement.is_rounded

    def test_the_usual_rounding_of_a_share_holds_its_quotient(self):
        rounding = read_statement(SHARE, "5.37%", PLACE).rounding()
        assert Fraction(1020, 19000) in rounding
        assert Fraction(1022, 19000) not in rounding

    def test_a_number_without_decimals_is_rounded_to_a_whole_one(self):
        assert Statement(point(5), "5").rounding() == Interval(Fraction(9, 2), Fraction(11, 2))

    def test_an_unknown_share_is_not_rounded(self):
        assert not Statement(None, "unknown", 4).is_rounded
        assert not Statement("text", "text", 4).is_rounded


class TestDates:
    @pytest.mark.parametrize(
        "raw",
        [
            *("2020-01-31", "2020-1-31", "2020/1/31", "2020.01.31", "2020年1月31日", "２０２０－０１－３１"),
            *("2020-01-31 00:00:00", "2020-01-31T00:00:00", "2020-01-31T12:30", "2020-01-31T00:00:00.000Z"),
            date(2020, 1, 31),
        ],
    )
    def test_a_day_is_read_in_many_forms(self, raw):
        assert value(DATE, raw) == point(day(2020, 1, 31))

    @pytest.mark.parametrize(
        "raw",
        ["2020-02-30", "2021-02-29", "2020-13-01", "0000-01-01", "31.1.2020", "2020-01", "2020", "43861", "yesterday",
         "2020-01-31 or so", "2020-01-31T99", "٢٠٢٠-01-31", "20-1-31", "12345-01-01"],
    )  # fmt: skip
    def test_an_impossible_date_is_refused(self, raw):
        assert refused(DATE, raw) == Text(
            f"“{raw}”不是日期，应写成 2020-01-31 这样", f"'{raw}' is not a date, write it like 2020-01-31"
        )

    @pytest.mark.parametrize(
        ("raw", "interval"),
        [
            (">= 2020-01-31", Interval(day(2020, 1, 31))),
            ("< 2020-01-31", Interval(None, day(2020, 1, 31), False, True)),
            ("2019-01-01..2020-01-31", Interval(day(2019, 1, 1), day(2020, 1, 31))),
            ("2019.01.01..2020.01.31", Interval(day(2019, 1, 1), day(2020, 1, 31))),
            ("2019-01-01至2020-01-31", Interval(day(2019, 1, 1), day(2020, 1, 31))),
            (["2019-01-01", "2020-01-31"], Interval(day(2019, 1, 1), day(2020, 1, 31))),
        ],
    )
    def test_a_time_between_days_is_a_range(self, raw, interval):
        assert value(DATE, raw) == interval
