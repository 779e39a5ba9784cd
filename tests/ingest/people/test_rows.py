"""Rows become profiles; what is wrong with one names its cell and never stops the others."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import PatternFill

from jinjie.basics.interval import Interval, point
from jinjie.ingest.people import PeopleFile, PeopleRow

from .conftest import code, value_of

People = Callable[..., PeopleFile]
Opened = Callable[..., PeopleFile]
Saved = Callable[..., Path]


def only(people: PeopleFile) -> PeopleRow:
    (row,) = people
    return row


def reasons(row: PeopleRow) -> list[tuple[str | None, str]]:
    return [(problem.place.cell, problem.message.zh) for problem in row.problems]


# ---------------------------------------------------------------- what may stand in a cell


@pytest.mark.parametrize(
    ("given", "fact", "value"),
    [
        (("营业收入", "1,020 万"), "revenue_y1", point(1020)),
        (("营业收入", "0.102亿"), "revenue_y1", point(1020)),
        (("营业收入", "１０２０"), "revenue_y1", point(1020)),
        (("营业收入（亿元）", 0.102), "revenue_y1", point(1020)),
        (("营业收入（亿元）", "1020万"), "revenue_y1", point(1020)),
        (("营业收入（元）", "10,200,000"), "revenue_y1", point(1020)),
        (("营业收入（千元）", 10200), "revenue_y1", point(1020)),
        (("营业收入（亿元）", "2~3"), "revenue_y1", Interval(20000, 30000)),
        (("营业收入（百万元）", "2~3"), "revenue_y1", Interval(200, 300)),
        (("营业收入（亿元）", ">= 2"), "revenue_y1", Interval(20000, None)),
        (("营业收入", "200..300"), "revenue_y1", Interval(200, 300)),
        (("营业收入（亿元）", "(2..3]"), "revenue_y1", Interval(20000, 30000, low_open=True)),
        (("market_share", ">=0.6"), "market_share", Interval(Fraction(3, 5), 1)),
        (("market_share", "5.37%"), "market_share", point(Fraction(537, 10000))),
        (("职工人数", "35人"), "employees_y1", point(35)),
        (("职工人数", "35"), "employees_y1", point(35)),
        (("高新技术企业", "√"), "high_tech_enterprise", frozenset({"yes"})),
        (("高新技术企业", "否"), "high_tech_enterprise", frozenset({"no"})),
        (("高新技术企业", False), "high_tech_enterprise", frozenset({"no"})),
        (("高新技术企业", "不清楚"), "high_tech_enterprise", None),
        (("营业收入", "待定"), "revenue_y1", None),
        (("研发机构级别", "市级、省级（含部级）"), "rd_institution_level", frozenset({"municipal", "provincial"})),
        (("成立日期", datetime(2015, 3, 1)), "founded_on", point(date(2015, 3, 1).toordinal())),
        (("成立日期", "2015年3月1日"), "founded_on", point(date(2015, 3, 1).toordinal())),
        (("成立日期", "2015/3/1"), "founded_on", point(date(2015, 3, 1).toordinal())),
        (("成立日期", "20150301"), "founded_on", point(date(2015, 3, 1).toordinal())),
    ],
)
def test_what_people_type_is_understood(people: People, given: tuple[str, Any], fact: str, value: Any) -> None:
    assert value_of(only(people([["企业名称", given[0]], ["甲", given[1]]])), fact) == value


def test_units_may_be_mixed_in_a_column(people: People) -> None:
    file = people([["企业名称", "营业收入（万元）"], ["甲", 1020], ["乙", "0.102亿"], ["丙", "10200000元"]])
    assert [value_of(row, "revenue_y1") for row in file] == [point(1020)] * 3


def with_format(cell: str, number_format: str) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[cell].number_format = number_format

    return change


def test_a_cell_formatted_as_per_cent_is_per_cent_under_any_header(people: People) -> None:
    for header in ("主营业务收入增长率", "主营业务收入增长率（%）"):
        row = only(people([["企业名称", header], ["甲", 0.0537]], with_format("B2", "0.00%")))
        assert value_of(row, "main_revenue_growth_y1") == point(Fraction(537, 10000))


def test_a_plain_fraction_is_a_fraction_and_a_plain_number_beyond_one_is_doubtful(people: People) -> None:
    file = people([["企业名称", "主营业务收入增长率"], ["甲", 0.0537], ["乙", 5.37]])
    first, second = file
    assert value_of(first, "main_revenue_growth_y1") == point(Fraction(537, 10000))
    assert reasons(second) == [("名单!B3", "“5.37”没有写 %：是 5.37% 还是 537%？请写上 %")]


def test_under_an_identifier_a_plain_number_is_a_fraction_with_a_warning(people: People) -> None:
    row = only(people([["name", "main_revenue_growth_y1"], ["甲", 1.5]]))
    assert value_of(row, "main_revenue_growth_y1") == point(Fraction(3, 2))
    assert row.profile is not None
    assert "已按 150% 读取" in row.profile.warnings[0].message.zh


def test_under_a_header_with_per_cent_plain_numbers_are_per_cents(people: People) -> None:
    file = people([["企业名称", "市场占有率", "主导产品细分市场占有率%"], *[["甲", 1, n] for n in (5.37, 12, 0.8)]])
    assert [value_of(row, "market_share") for row in file] == [
        point(Fraction(537, 10000)),
        point(Fraction(12, 100)),
        point(Fraction(8, 1000)),
    ]


def test_fractions_under_a_header_with_per_cent_are_refused_not_guessed(people: People) -> None:
    file = people([["企业名称", "主导产品细分市场占有率%"], ["甲", 0.35], ["乙", 0.12], ["丙", "8%"], ["丁", 0]])
    first, second, third, fourth = file
    assert [cell for cell, _ in reasons(first) + reasons(second)] == ["名单!B2", "名单!B3"]
    assert "是 0.35% 还是 35%？" in reasons(first)[0][1]
    assert [value_of(row, "market_share") for row in (third, fourth)] == [point(Fraction(8, 100)), point(0)]


def test_two_columns_make_a_range(people: People) -> None:
    rows = [
        ["企业名称", "营业收入（亿元）下限", "revenue_y1__high", "revenue_y1"],
        ["甲", 2, 30000, None],
        ["乙", None, 30000, None],
        ["丙", "不清楚", None, None],
        ["丁", 2, 30000, 25000],
        ["戊", 2, 30000, 1],
        ["己", 4, 30000, None],
        ["庚", "2~3", None, None],
    ]
    found = list(people(rows))
    values = [value_of(row, "revenue_y1") for row in found[:4]]
    assert values == [Interval(20000, 30000), Interval(0, 30000), None, point(25000)]
    assert reasons(found[4]) == [("名单!D6", "与上限、下限两列（[2亿元, 30000]）不合")]
    assert [cell for cell, _ in reasons(found[5])] == ["名单!B7"]
    assert reasons(found[6]) == [("名单!B8", "上限、下限列里应是一个数")]


# ---------------------------------------------------------------- which rows


def test_three_broken_rows_of_two_hundred_are_named_and_the_others_read(people: People) -> None:
    rows: list[list[Any]] = [["某园区企业名单"], [], ["序号", "企业名称", "统一社会信用代码", "营业收入", "成立日期"]]
    rows += [[i, f"企业{i}", code(i), 1000 + i, "2015-03-01"] for i in range(200)]
    rows[53][3], rows[103][4], rows[153][2] = "很多", 20150, "91440101"

    def change(sheet: Any) -> None:
        sheet.merge_cells("A1:E1")
        for row in range(204, 600):
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor="FFFF00")
        sheet.insert_rows(51, 2)  # blank rows within the table

    file = people(rows, change)
    found = list(file)
    assert len(found) == 200
    assert [row.number for row in found if row.problems] == [56, 106, 156]
    assert {cell for row in found for cell, _ in reasons(row)} == {"名单!D56", "名单!E106", "名单!C156"}
    assert "“很多”不是数字" in reasons(next(row for row in found if row.number == 56))[0][1]
    assert "不是日期" in reasons(next(row for row in found if row.number == 106))[0][1]
    assert sorted(file.problems) == [56, 106, 156]
    assert all((row.profile is None) == bool(row.problems) for row in found)


def test_every_wrong_cell_of_a_row_is_named(people: People) -> None:
    row = only(people([["企业名称", "营业收入", "职工人数", "高新技术企业"], ["甲", "x", 1.5, "也许"]]))
    assert [problem.fact for problem in row.problems] == ["revenue_y1", "employees_y1", "high_tech_enterprise"]
    assert [problem.place.cell for problem in row.problems] == ["名单!B2", "名单!C2", "名单!D2"]


def test_a_tail_of_twenty_thousand_formatted_rows_holds_nobody(people: People) -> None:
    def ghosts(sheet: Any) -> None:
        for row in range(3, 20_003):
            sheet.cell(row, 1).fill = PatternFill("solid", fgColor="FFFFEE")
            sheet.cell(row, 2).number_format = "0.00%"

    assert [row.number for row in people([["企业名称", "营业收入"], ["甲", 1]], ghosts)] == [2]


def test_rows_of_numbers_only_blanks_or_spaces_are_ghosts(people: People) -> None:
    rows = [["序号", "企业名称", "营业收入"], [1, "甲", 1], [2, None, None], [3, " ", ""], [4, "乙", 2]]
    assert [row.number for row in people(rows)] == [2, 5]


def test_totals_signatures_and_titles_between_rows_are_nobody(people: People) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A2:C2")
        sheet.merge_cells("A6:C6")

    rows = [
        ["企业名称", "营业收入", "职工人数"],
        ["（一）高新区", None, None],
        ["甲", 1, 2],
        ["合计", 1, 2],
        ["填表人：张三", None, "12"],
        ["注：以审计报告为准"],
    ]
    assert [row.name for row in people(rows, merge)] == ["甲"]


def test_a_merged_value_that_several_rows_share_is_a_mistake_in_each(people: People) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("C2:C5")  # a column that is not read

    rows = [["企业名称", "营业收入", "所在园区"], ["甲", 1, "东区"], ["乙", None], ["丙", 3], ["丁", 4]]
    found = list(people(rows, merge))
    assert [cell for row in found for cell, _ in reasons(row)] == ["名单!B2", "名单!B3"]
    assert "B2:B3" in found[0].problems[0].message.zh
    assert value_of(found[2], "revenue_y1") == point(3)


def test_a_credit_code_seen_before_is_marked_with_the_row_of_the_first(people: People) -> None:
    dashed = f"{code(1)[:8]}-{code(1)[8:].lower()}"
    rows = [["企业名称", "统一社会信用代码", "营业收入"], ["甲", code(1), 1], ["乙", code(2), 2], ["甲", dashed, 3]]
    file = people(rows)
    for _ in range(2):  # reading again begins anew
        first, second, third = file
        assert not first.problems + second.problems
        assert third.profile is None
        assert reasons(third) == [("名单!B4", "统一社会信用代码与第 2 行相同，这一行没有评估")]


def test_hidden_and_filtered_rows_are_read_too(people: People) -> None:
    def hide(sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:B4"
        sheet.auto_filter.add_filter_column(0, ["甲"])
        sheet.row_dimensions[3].hidden = True

    file = people([["企业名称", "营业收入"], ["甲", 1], ["乙", 2], ["丙", 3]], hide)
    assert [row.name for row in file] == ["甲", "乙", "丙"]


def test_a_doubt_is_a_warning_of_the_profile(people: People) -> None:
    wrong = code(1)[:-1] + ("1" if code(1)[-1] != "1" else "2")
    row = only(people([["企业名称", "统一社会信用代码"], ["甲", wrong]]))
    assert row.profile is not None
    (warning,) = row.profile.warnings
    assert "校验位不符" in warning.message.zh
    assert warning.place.cell == "名单!B2"


# ---------------------------------------------------------------- formulas


def with_results(path: Path, results: dict[str, str]) -> None:
    """Puts results of formulas into a workbook, as Excel does when it saves."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    xml = parts["xl/worksheets/sheet1.xml"].decode()
    for cell, result in results.items():
        xml = re.sub(rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v ?/>', rf"\g<1><v>{result}</v>", xml)
    parts["xl/worksheets/sheet1.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_formula_counts_by_its_result_and_one_without_is_a_mistake(saved: Saved, opened: Opened) -> None:
    path = saved([["企业名称", "营业收入"], ["甲", "=1000+20"], ["乙", "=1+1"], ["丙", "=1/0"]])
    with_results(path, {"B2": "1020"})
    first, second, third = opened(path)
    assert value_of(first, "revenue_y1") == point(1020)
    assert [cell for cell, _ in reasons(second) + reasons(third)] == ["名单!B3", "名单!B4"]
    assert "公式还没有算出结果" in reasons(second)[0][1]


def test_an_error_value_is_a_mistake(people: People) -> None:
    row = only(people([["企业名称", "营业收入"], ["甲", "#DIV/0!"]]))
    assert reasons(row) == [("名单!B2", "单元格是错误值 #DIV/0!")]


def test_a_code_that_excel_cut_is_a_mistake(people: People) -> None:
    row = only(people([["企业名称", "统一社会信用代码"], ["甲", 914401010000000000]]))
    assert "丢失末位" in reasons(row)[0][1]
