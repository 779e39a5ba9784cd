"""What people write for a fact of each kind: read exactly, or refused with what is expected."""

from fractions import Fraction

import pytest

from jinjie.basics.interval import EVERYTHING, Interval, point
from jinjie.basics.problems import InputError, Place
from jinjie.basics.text import Text
from jinjie.facts.values import Source, Statement, plain_region, read_statement
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
SHARE = fact(Kind.RATIO, Interval(0, 1))
RATIO = fact(Kind.RATIO, Interval(0))
COUNT = fact(Kind.COUNT, Interval(0))
YEARS = fact(Kind.YEARS, Interval(0))
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


class TestUnknown:
    @pytest.mark.parametrize("of", [MONEY, SHARE, COUNT, DATE, FLAG, LEVEL, INDUSTRY, TEXT])
    @pytest.mark.parametrize(
        "raw",
        [
            None,
            "",
            "  ",
            "unknown",
            "Unknown",
            "UNKNOWN",
            "不清楚",
            "未知",
            "不知道",
            "不详",
            "n/a",
            "N/A",
            "?",
            "？",
            " ？ ",
        ],
    )
    def test_unknown_is_a_statement_without_value(self, of, raw):
        assert read_statement(of, raw, PLACE) == Statement(None, "unknown")

    def test_zero_and_no_and_none_are_answers(self):
        assert value(MONEY, "0") == point(0)
        assert value(FLAG, "no") == {"no"}
        assert value(LEVEL, "none") == {"none"}
        assert value(FLAG, "无") == {"no"}
        assert value(LEVEL, "无") == {"none"}


class TestChoices:
    @pytest.mark.parametrize(
        ("raw", "choice"),
        [
            ("national", "national"),
            ("国家级", "national"),
            ("National", "national"),
            (" 省级 ", "provincial"),
            ("市级（含直辖市区级）", "municipal"),
            ("市级(含直辖市区级)", "municipal"),
            ("None at all", "none"),
        ],
    )
    def test_a_choice_is_named_by_identifier_or_label(self, raw, choice):
        assert value(LEVEL, raw) == {choice}

    def test_a_list_of_choices_is_one_of_them(self):
        assert value(LEVEL, ["national", "省级"]) == {"national", "provincial"}
        assert read_statement(LEVEL, ["national", "省级"], PLACE).given == "[national, 省级]"
        assert value(FLAG, ["yes", "no"]) == {"yes", "no"}

    def test_an_unknown_choice_is_refused_with_all_and_the_nearest(self):
        assert refused(LEVEL, "nationl") == Text(
            "没有“nationl”这个选项，可选：national 国家级、provincial 省级、municipal 市级（含直辖市区级）、none 无；"
            "是不是想写 national？",
            "'nationl' is not a choice, choose one of national, provincial, municipal, none; did you mean national?",
        )
        assert refused(LEVEL, "国家").en.endswith("; did you mean 国家级?")
        assert refused(LEVEL, "5").en.endswith("municipal, none")

    def test_a_remark_in_brackets_behind_a_label_may_be_left_out(self):
        labels = {
            "provincial": Text("省级（含部级）", "Provincial (or ministerial)"),
            "one": Text("其他（甲）", "Other"),
            "two": Text("其他（乙）", "More"),
            "none": Text("无", "None"),
            "no_more": Text("无（已撤销）", "No more"),
        }
        level = fact(Kind.CHOICE, choices=labels)
        for raw in ("省级", "省级(含部级)", "省级（含部级）", "Provincial"):
            assert value(level, raw) == {"provincial"}
        assert value(level, "无") == {"none"}
        assert refused(level, "其他").en.startswith("'其他' is not a choice")

    def test_a_bad_choice_in_a_list_is_refused(self):
        assert "没有“x”这个选项" in refused(LEVEL, ["national", "x"]).zh
        assert "'None' is not a choice" in refused(LEVEL, ["national", None]).en

    @pytest.mark.parametrize("raw", ["yes", "Yes", "Y", "true", "TRUE", "是", "有", "对", "1", True])
    def test_yes_has_many_words(self, raw):
        assert value(FLAG, "yes" if raw is True else raw) == {"yes"}

    @pytest.mark.parametrize("raw", ["no", "NO", "n", "false", "False", "否", "无", "没有", "0"])
    def test_no_has_many_words(self, raw):
        assert value(FLAG, raw) == {"no"}

    @pytest.mark.parametrize("raw", ["maybe", "2", "yes?", "可能"])
    def test_another_word_is_refused(self, raw):
        assert refused(FLAG, raw) == Text(f"应为 是/否，不是“{raw}”", f"must be yes or no, not '{raw}'")


class TestCodes:
    @pytest.mark.parametrize(
        ("raw", "codes"),
        [
            ("C3563", {"C3563"}),
            ("3563", {"C3563"}),
            ("c3563", {"C3563"}),
            ("Ｃ３５６３", {"C3563"}),
            ("C3563 电子专用设备", {"C3563"}),
            ("C35", {"C35"}),
            ("35", {"C35"}),
            ("0610", {"B0610"}),
            ("C39", {"C391", "C392"}),
            ("39", {"C391", "C392"}),
            ("C391", {"C391"}),
            ("3919", {"C3919"}),
            ("C", {"C35", "C391", "C392"}),
            ("C3", {"C35", "C391", "C392"}),
            (["C35", "B"], {"C35", "B06"}),
        ],
    )
    def test_an_industry_is_its_listed_codes_or_a_finer_one(self, raw, codes):
        assert value(INDUSTRY, raw) == codes

    @pytest.mark.parametrize(
        "raw", ["X", "C99", "9999", "C399", "C35631", "CC35", "C35a", "3", "制造业", "²5", "C3５６x", "-"]
    )
    def test_an_unknown_industry_is_refused(self, raw):
        assert refused(INDUSTRY, raw) == Text(
            f"行业表里没有代码“{half(raw)}”", f"there is no code '{half(raw)}' in the list of industries"
        )

    @pytest.mark.parametrize(
        ("raw", "codes"),
        [
            ("440100", {"4401"}),
            ("4401", {"4401"}),
            ("440106", {"440106"}),
            ("440106001", {"440106001"}),
            ("440106001002", {"440106001002"}),
            ("44", {"4401", "4403"}),
            ("4400", {"4401", "4403"}),
            ("440000", {"4401", "4403"}),
            ("110105", {"110105"}),
            ("110000", {"11"}),
            ("440100 广州市", {"4401"}),
            (440100, {"4401"}),
        ],
    )
    def test_a_region_is_its_listed_codes_or_a_finer_one(self, raw, codes):
        assert value(REGION, raw) == codes

    @pytest.mark.parametrize("raw", ["99", "4402", "44010", "4401061", "4401060010020", "0", "C35", "四十四"])
    def test_an_unknown_region_is_refused(self, raw):
        assert refused(REGION, raw) == Text(
            f"区划表里没有代码“{raw}”", f"there is no code '{raw}' in the list of regions"
        )

    def test_the_name_of_a_region_proposes_its_code(self):
        names = {"44": Text("广东省", "Guangdong"), "45": Text("广西壮族自治区", "Guangxi")}
        region = fact(Kind.REGION, codes=CodeList(Text("区划表", "the list of regions"), names))
        for raw in ("广东", "广东省", "Guangdong", "guangd"):
            message = refused(region, raw)
            assert message.zh.endswith("；是不是想写 44（广东省）？")
            assert message.en.endswith("; did you mean 44 (Guangdong)?")
        assert refused(region, "广").en == refused(region, "guang").en.replace("guang", "广")

    @pytest.mark.parametrize("raw", ["C35 C39", "C35 c39", "C B", "3563 3915", "C35 / C39", "C35 and C39"])
    def test_several_codes_are_written_as_a_list(self, raw):
        assert refused(INDUSTRY, raw) == Text(
            f"一次只写一个代码，多个写成 [A, B]：{raw}", f"one code at a time, several as [A, B]: {raw}"
        )

    def test_a_code_may_stand_with_its_name(self):
        assert value(INDUSTRY, "C35 Special equipment, a kind of machines") == {"C35"}
        assert value(REGION, "4401 Guangzhou") == {"4401"}
        assert "one code at a time" in refused(REGION, "4401 4403").en

    def test_three_digits_may_have_lost_a_zero(self):
        assert refused(INDUSTRY, "391") == Text(
            "“391”可能丢了开头的 0，请写上门类字母", "'391' may have lost a zero: write the letter too"
        )
        assert value(INDUSTRY, "C391") == {"C391"}

    def test_an_empty_code_in_a_list_is_refused(self):
        assert "there is no code ''" in refused(REGION, ["", "44"]).en
        assert "there is no code ''" in refused(INDUSTRY, ["", "C"]).en

    @pytest.mark.parametrize(
        ("code", "plain"),
        [("440000", "44"), ("440100", "4401"), ("440106", "440106"), ("4400", "44"), ("44", "44"), ("00", "00"),
         ("100000", "10"), ("440100000", "440100000")],
    )  # fmt: skip
    def test_zeros_for_all_of_a_region_are_left_out(self, code, plain):
        assert plain_region(code) == plain


def half(text):
    return text.translate({ord("５"): "5", ord("６"): "6"})


class TestText:
    def test_free_text_stays_as_it_is(self):
        assert read_statement(TEXT, " 某 厂 ", PLACE) == Statement("某 厂", "某 厂")
        assert value(TEXT, "5%") == "5%"

    def test_a_list_is_no_text(self):
        assert refused(TEXT, ["a"]) == Text("这里应是文字", "text is expected here")


class TestSources:
    def test_a_value_may_carry_where_it_comes_from(self):
        raw = {"value": "5.37%", "source": "审计报告", "page": "12", "date": "2023-04-01", "by": "李"}
        statement = read_statement(SHARE, raw, PLACE)
        assert statement == Statement(
            point(Fraction(537, 10000)), "5.37%", 4, Source("审计报告", "12", "2023-04-01", "李")
        )
        assert str(statement.source) == "审计报告, p. 12, 2023-04-01, 李"

    @pytest.mark.parametrize(
        ("source", "text"),
        [
            (Source(), ""),
            (Source("report"), "report"),
            (Source(page="3"), "p. 3"),
            (Source("report", by="Li"), "report, Li"),
            (Source(date="2023-04-01"), "2023-04-01"),
        ],
    )
    def test_a_source_is_shown_without_what_is_missing(self, source, text):
        assert str(source) == text

    def test_an_unknown_value_may_have_a_source(self):
        assert read_statement(SHARE, {"source": "x"}, PLACE) == Statement(None, "unknown", None, Source("x"))
        assert read_statement(SHARE, {"value": None}, PLACE) == Statement(None, "unknown")

    def test_a_list_may_carry_a_source(self):
        assert read_statement(LEVEL, {"value": ["national", "none"], "by": "Li"}, PLACE).value == {"national", "none"}

    def test_every_unknown_key_is_named_with_the_nearest(self):
        with pytest.raises(InputError) as caught:
            read_statement(SHARE, {"valu": 5, "sorce": "x", "zzz": 1}, PLACE)
        assert [p.line("en") for p in caught.value.problems] == [
            "p.yaml:3:5: x: there is no key 'valu' here; did you mean value?",
            "p.yaml:3:5: x: there is no key 'sorce' here; did you mean source?",
            "p.yaml:3:5: x: there is no key 'zzz' here",
        ]
        assert caught.value.problems[0].message.zh == "没有“valu”这个键；是不是想写 value？"

    @pytest.mark.parametrize(
        "raw", [{"value": {"value": 5}}, {"value": 5, "source": ["a"]}, {"value": 5, "by": {"a": 1}}]
    )
    def test_what_stands_beside_a_value_is_a_single_text(self, raw):
        key = list(raw)[-1]
        assert refused(MONEY, raw) == Text(f"“{key}”应是一个值", f"'{key}' must be a single value")

    def test_a_wrong_value_with_a_source_is_refused_as_usual(self):
        assert refused(MONEY, {"value": "x", "source": "y"}).en.startswith("'x' is not a number")
