"""The filled template as a profile: found whatever its order, every mistake with its cell."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jinjie.basics.interval import Interval, point
from jinjie.basics.problems import InputError, Problem
from jinjie.facts.profile import Profile
from jinjie.facts.values import Source
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest import reading
from jinjie.ingest.workbook import read_workbook

Read = Callable[..., Profile]
Refused = Callable[..., tuple[Problem, ...]]
Written = Callable[..., Path]


def value_of(profile: Profile, fact: str) -> Any:
    return profile.statements[fact][0].value


def cells_of(problems: tuple[Problem, ...]) -> list[str | None]:
    return [problem.place.cell for problem in problems]


# ---------------------------------------------------------------- which fact


def test_the_identifier_names_the_fact_whatever_the_label_says(read: Read) -> None:
    profile = read([["我们的收入", 19000, "revenue_y1"]])
    assert value_of(profile, "revenue_y1") == point(19000)


@pytest.mark.parametrize(
    "label",
    [
        "上年度营业收入",
        " 上年度 营业收入 ",
        "上年度营业收入（万元）",
        "Revenue, last fiscal year",
        "REVENUE (last fiscal year)",
    ],
)
def test_without_identifier_the_label_names_the_fact(read: Read, label: str) -> None:
    assert value_of(read([[label, 19000, None]]), "revenue_y1") == point(19000)


def test_roman_numerals_and_full_width_brackets_may_be_typed_plainly(read: Read) -> None:
    profile = read([["I类知识产权数", 6, None], ["高新技术企业(有效期内)", "是", None]])
    assert value_of(profile, "ip_class1") == point(6)
    assert value_of(profile, "high_tech_enterprise") == frozenset({"yes"})


def test_every_label_of_the_vocabulary_names_one_fact_only(vocabulary: Vocabulary) -> None:
    from jinjie.ingest.sheet import labels_of, loose

    labels = labels_of(vocabulary)
    for fact in vocabulary.facts.values():
        assert labels[loose(fact.label.zh)] == labels[loose(fact.label.en)] == fact.id


def test_columns_and_rows_may_stand_in_any_order(read: Read) -> None:
    header = ["编号", "随便一列", "填写", "事实"]
    rows = [["niche_years", "x", 14, None], [None, None, None, None], ["revenue_y1", None, 19000, "上年度营业收入"]]
    profile = read(rows, header)
    assert value_of(profile, "niche_years") == point(14)
    assert value_of(profile, "revenue_y1") == point(19000)


def test_the_header_may_be_english_and_stand_below_other_lines(read: Read) -> None:
    rows = [[None], ["Fact", "Value (see notes)"], ["Net profit, last fiscal year", -12.5]]
    assert value_of(read(rows, ["My company"], "Facts"), "net_profit_y1") == point(Fraction(-25, 2))


def test_the_facts_sheet_is_found_by_its_name_before_others(written: Written, vocabulary: Vocabulary) -> None:
    path = written([["上年度营业收入", 2, None]])
    book = openpyxl.load_workbook(path)
    copy = book.copy_worksheet(book.worksheets[0])
    copy["B2"] = 1
    book.move_sheet(copy, -1)
    book.save(path)
    assert value_of(read_workbook(path, vocabulary), "revenue_y1") == point(2)


def test_a_renamed_facts_sheet_is_found_by_its_header(read: Read) -> None:
    assert value_of(read([["上年度营业收入", 3, None]], title="Sheet1"), "revenue_y1") == point(3)


@pytest.mark.parametrize("title", ["示例", "示例 (2)", "Sample"])
def test_the_sample_sheet_is_never_read(refused: Refused, title: str) -> None:
    (problem,) = refused([["上年度营业收入", 3, None]], title=title)
    assert "企业事实" in problem.message.zh
    assert "Facts" in problem.message.en


def test_a_label_and_an_identifier_of_different_facts_are_a_mistake(refused: Refused) -> None:
    (problem,) = refused([["上年度净利润", 100, "revenue_y1"]])
    assert problem.place.cell == "企业事实!B2"
    assert problem.fact == "revenue_y1"
    assert "上年度净利润" in problem.message.zh


def test_an_unknown_identifier_falls_back_on_the_label(read: Read) -> None:
    assert value_of(read([["上年度营业收入", 3, "revenue_2025"]]), "revenue_y1") == point(3)


def test_an_unknown_fact_is_a_mistake_with_the_nearest_one(refused: Refused) -> None:
    problems = refused([["上年营业收入", 1, None], [None, 2, "revenue_y9"], [None, 3, None]])
    assert cells_of(problems) == ["企业事实!B2", "企业事实!B3", "企业事实!B4"]
    assert "上年度营业收入" in problems[0].message.zh
    assert "revenue_y" in problems[1].message.en
    assert problems[1].fact == "revenue_y9"
    assert "no fact" in problems[2].message.en


def test_headings_and_rows_without_a_value_are_passed_over(read: Read) -> None:
    profile = read([["财务", None, None], ["凭空捏造的事实", None, "nothing"], ["上年度营业收入", "  ", "revenue_y1"]])
    assert profile.statements == {}
    assert [w.message.en for w in profile.warnings] == ["no fact is filled in"]


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("fact", "cell", "expected"),
    [
        ("revenue_y1", 0.1, point(Fraction(1, 10))),
        ("revenue_y1", 4535.14, point(Fraction(453514, 100))),
        ("revenue_y1", 0.1 + 0.2, point(Fraction(3, 10))),
        ("revenue_y1", 1020.0, point(1020)),
        ("revenue_y1", "1,020 万", point(1020)),
        ("revenue_y1", "０.１０２亿", point(1020)),
        ("revenue_y1", "10205000元", point(Fraction(2041, 2))),
        ("revenue_y1", "1000万元以上", Interval(1000)),
        ("revenue_y1", "2~3亿", Interval(20000, 30000)),
        ("revenue_y1", "200-300", Interval(200, 300)),
        ("rd_intensity_y1", "5.37%", point(Fraction(537, 10000))),
        ("rd_intensity_y1", 0.0537, point(Fraction(537, 10000))),
        ("debt_ratio_y1", "≥ 0.6", Interval(Fraction(3, 5))),
        ("ip_class1", "6件", point(6)),
        ("niche_years", "14 年", point(14)),
        ("founded_on", datetime(2015, 3, 1), point(date(2015, 3, 1).toordinal())),
        ("founded_on", "2015年3月1日", point(date(2015, 3, 1).toordinal())),
        ("founded_on", 20150301, point(date(2015, 3, 1).toordinal())),
        ("own_brand", True, frozenset({"yes"})),
        ("own_brand", "无", frozenset({"no"})),
        ("own_brand", "√", frozenset({"yes"})),
        ("own_brand", 0, frozenset({"no"})),
        ("rd_institution_level", "市级", frozenset({"municipal"})),
        ("rd_institution_level", "市级 | 无", frozenset({"municipal", "none"})),
        ("digital_level", 4, frozenset({"4"})),
        ("industry", "C39 计算机、通信和其他电子设备制造业", frozenset({"C39"})),
        ("industry", 3563, frozenset({"C3563"})),
        ("region", 440100, frozenset({"4401"})),
        ("region", "广东省", frozenset({"44"})),
        ("rd_institution_level", "不清楚", None),
        ("revenue_y1", "-", None),
    ],
)
def test_a_cell_is_read_as_people_mean_it(read: Read, fact: str, cell: Any, expected: Any) -> None:
    profile = read([[None, cell, fact]])
    assert value_of(profile, fact) == expected
    assert profile.warnings == () or expected is None


def test_zero_and_no_are_answers(read: Read) -> None:
    profile = read([[None, 0, "equity_financing_y1"], [None, "否", "own_brand"]])
    assert value_of(profile, "equity_financing_y1") == point(0)
    assert value_of(profile, "own_brand") == frozenset({"no"})


def test_a_percentage_is_read_as_it_is_shown(written: Written, vocabulary: Vocabulary) -> None:
    path = written([[None, 0.0537, "rd_intensity_y1"], [None, 0.05, "rd_intensity_y2"], [None, 8, "net_margin_y1"]])
    book = openpyxl.load_workbook(path)
    for cell, form in (("B2", "0.00%"), ("B3", "0.00%"), ("B4", "0%")):
        book.worksheets[0][cell].number_format = form
    book.save(path)
    stated = read_workbook(path, vocabulary).statements
    assert [s.given for f in ("rd_intensity_y1", "rd_intensity_y2") for s in stated[f]] == ["5.37%", "5.00%"]
    assert stated["rd_intensity_y2"][0].decimals == 4
    assert stated["net_margin_y1"][0].value == point(8)


def test_the_name_is_a_row_of_its_own_and_kept_as_written(read: Read) -> None:
    assert read([["企业名称", "某公司（集团） ", None]]).name == "某公司（集团）"
    assert read([["Enterprise name", 360, None]]).name == "360"


def test_the_provenance_columns_become_the_source(read: Read) -> None:
    header = ["事实", "填写", "来源文件", "页码", "材料日期", "填写人"]
    profile = read([["上年度营业收入", 19000, "审计报告", 12, datetime(2026, 3, 31), "张三"]], header)
    assert profile.statements["revenue_y1"][0].source == Source("审计报告", "12", "2026-03-31", "张三")


def test_one_fact_on_two_rows_has_two_statements(read: Read) -> None:
    header = ["编号", "填写", "来源文件"]
    rows = [["revenue_y1", 19000, "审计报告"], ["revenue_y1", 18000, "纳税申报表"], ["revenue_y1", 19000, "审计报告"]]
    profile = read(rows, header)
    assert [s.source.document for s in profile.statements["revenue_y1"]] == ["审计报告", "纳税申报表"]
    assert profile.warnings == ()


def test_a_fact_stated_twice_without_source_is_a_warning_with_both_cells(read: Read) -> None:
    profile = read([[None, 1, "revenue_y1"], [None, 2, "revenue_y1"]])
    (warning,) = profile.warnings
    assert "企业事实!B2" in warning.message.zh
    assert "企业事实!B3" in warning.message.en


def test_a_doubtful_check_digit_is_a_warning_with_the_cell(read: Read) -> None:
    (warning, *_) = [w for w in read([[None, "91350100M000100Y44", "credit_code"]]).warnings if w.fact]
    assert warning.place.cell == "企业事实!B2"


# ---------------------------------------------------------------- mistakes


@pytest.mark.parametrize(
    ("fact", "cell", "words"),
    [
        ("revenue_y1", "很多", "不是数字"),
        ("revenue_y1", -5, "不小于 0"),
        ("revenue_y1", "5%", "单位"),
        ("revenue_y1", True, "TRUE"),
        ("revenue_y1", datetime(2026, 3, 5), "日期"),
        ("revenue_y1", "300~200", "下限大于上限"),
        ("ip_class1", 2.5, "整数"),
        ("rd_intensity_y1", 5.37, "5.37% 还是 537%"),
        ("market_share", 23.88, "23.88%"),
        ("own_brand", "也许", "是/否"),
        ("rd_institution_level", "省部级", "没有“省部级”这个选项"),
        ("founded_on", 43861, "不是日期"),
        ("founded_on", "去年", "不是日期"),
        ("industry", 111, "开头的 0"),
        ("industry", "ZZ", "里没有代码"),
        ("region", "99", "里没有代码"),
        ("credit_code", "12345", "18 位"),
        ("credit_code", 914401017000000001, "丢失末位"),
        ("revenue_y1", "#DIV/0!", "错误值"),
    ],
)
def test_what_cannot_be_is_a_mistake_with_cell_and_fact(refused: Refused, fact: str, cell: Any, words: str) -> None:
    (problem,) = refused([[None, cell, fact]])
    assert words in problem.message.zh
    assert problem.message.en
    assert (problem.place.cell, problem.fact) == ("企业事实!B2", fact)
    assert problem.place.file.endswith("facts.xlsx")


def test_all_mistakes_come_at_once_in_the_order_of_the_rows(refused: Refused) -> None:
    problems = refused(
        [["上年度营业收入", "x", None], ["上年度净利润", 5, None], [None, 5, "credit_code"], [None, "好", "own_brand"]]
    )
    assert cells_of(problems) == ["企业事实!B2", "企业事实!B4", "企业事实!B5"]


def test_a_mistake_in_the_second_statement_names_its_own_cell(refused: Refused) -> None:
    (problem,) = refused([[None, 1, "revenue_y1"], [None, "x", "revenue_y1"]])
    assert problem.place.cell == "企业事实!B3"


def test_a_range_of_a_ratio_beyond_one_without_per_cent_sign_is_a_warning(read: Read) -> None:
    profile = read([[None, ">= 8", "main_revenue_growth_y1"]])
    assert value_of(profile, "main_revenue_growth_y1") == Interval(8)
    assert "800%" in profile.warnings[0].message.zh


def test_a_formula_without_result_is_a_mistake_naming_the_cell(refused: Refused) -> None:
    (problem,) = refused([["上年度营业收入", "=1+1", None]])
    assert problem.place.cell == "企业事实!B2"
    assert problem.fact == "revenue_y1"
    assert "公式" in problem.message.zh


def test_a_merged_value_is_a_mistake_naming_the_cell(written: Written, vocabulary: Vocabulary) -> None:
    path = written([["上年度营业收入", 1, None], ["前年度营业收入", None, None], ["上年度净利润", None, None]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("B2:B3")
    book.worksheets[0].merge_cells("B4:B5")
    book.save(path)
    with pytest.raises(InputError) as caught:
        read_workbook(path, vocabulary)
    assert [(p.place.cell, p.fact) for p in caught.value.problems] == [
        ("企业事实!B2", "revenue_y1"),
        ("企业事实!B3", "revenue_y2"),
    ]
    assert "B2:B3" in caught.value.problems[0].message.zh


def test_a_value_merged_with_empty_cells_to_its_right_is_read(written: Written, vocabulary: Vocabulary) -> None:
    path = written([["上年度营业收入", 1, None]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("B2:C2")
    book.save(path)
    assert value_of(read_workbook(path, vocabulary), "revenue_y1") == point(1)


def test_a_newer_template_is_a_warning(read: Read) -> None:
    rows = [["事实", "填写"], ["上年度营业收入", 1]]
    (warning,) = read(rows, ["模板版本 99.1.0 · 事实词汇 0123456789ab"]).warnings
    assert "99.1.0" in warning.message.zh
    assert "newer" in warning.message.en


def test_an_older_template_is_read_without_a_word(read: Read) -> None:
    assert read([["事实", "填写"], ["上年度营业收入", 1]], ["Template version 0.0.1"]).warnings == ()


def test_a_workbook_is_loaded_like_any_profile(written: Written, vocabulary: Vocabulary) -> None:
    path = written([["上年度营业收入", 1, None]])
    assert value_of(reading.load_profile(path, vocabulary), "revenue_y1") == point(1)


def test_openpyxl_is_loaded_for_workbooks_only() -> None:
    code = "import sys, jinjie.ingest.reading, jinjie.api; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_other_endings_are_refused(tmp_path: Path, vocabulary: Vocabulary) -> None:
    with pytest.raises(InputError, match=r"\.xlsx"):
        reading.load_profile(tmp_path / "facts.docx", vocabulary)
