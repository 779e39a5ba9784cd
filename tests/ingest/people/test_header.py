"""The header is found wherever it stands, and its mistakes name their cells."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinjie.basics.interval import point
from jinjie.basics.problems import Problem
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.people import PeopleFile
from jinjie.reports.template import write_template
from jinjie.rules.library import Library

from .conftest import code, value_of

People = Callable[..., PeopleFile]
Refused = Callable[..., tuple[Problem, ...]]
Saved = Callable[..., Path]


def test_titles_above_the_header_may_be_merged(people: People) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A2:D3")

    rows = [
        ["2026年专精特新申报企业名单"],
        ["填报单位：某园区"],
        [],
        ["序号", "企业名称", "营业收入"],
        [1, "甲公司", 19000],
    ]
    (row,) = people(rows, merge)
    assert (row.number, row.name) == (5, "甲公司")
    assert value_of(row, "revenue_y1") == point(19000)


def test_a_header_of_two_rows_with_merged_cells_is_read_together(people: People) -> None:
    def merge(sheet: Any) -> None:
        for area in ("A1:F1", "A2:A3", "B2:B3", "C2:E2", "F2:F3"):
            sheet.merge_cells(area)

    rows = [
        ["企业情况表"],
        ["企业名称", "统一社会信用代码", "营业收入（万元）", None, None, "职工人数"],
        [None, None, "2025年", "2024年", "2023年", None],
        ["甲公司", code(1), 300, 200, 100, 35],
    ]
    (row,) = people(rows, merge)
    found = [value_of(row, fact) for fact in ("revenue_y1", "revenue_y2", "revenue_y3", "employees_y1")]
    assert found == [point(300), point(200), point(100), point(35)]


def test_an_upper_row_may_give_the_year_and_a_lower_one_the_unit(people: People) -> None:
    rows = [["", "上年度", "", "前年度"], ["企业名称", "营业收入", "研发费用", "营业收入"], ["甲", 3, 2, 1]]
    (row,) = people(rows)
    assert [value_of(row, f) for f in ("revenue_y1", "rd_expense_y1", "revenue_y2")] == [point(3), point(2), point(1)]
    (row,) = people([["企业名称", "营业收入", "研发费用"], ["", "亿元", "元"], ["甲", 2, 50000]])
    assert [value_of(row, f) for f in ("revenue_y1", "rd_expense_y1")] == [point(20000), point(5)]


def test_an_earlier_result_below_the_upper_half_is_known_again(people: People) -> None:
    rows = [["企业名称", "营业收入", ""], ["", "2025年", "进阶·有问题的单元格"], ["甲", 1, "x"]]
    file = people(rows)
    assert file.header.earlier == [3]
    assert not file.notes


def test_a_unit_in_the_title_is_that_of_every_amount(people: People) -> None:
    rows = [["单位：元"], ["企业名称", "营业收入", "研发费用（万元）", "职工人数"], ["甲", 1_0000_0000, 500, 35]]
    (row,) = people(rows)
    found = [value_of(row, fact) for fact in ("revenue_y1", "rd_expense_y1", "employees_y1")]
    assert found == [point(10000), point(500), point(35)]


def test_unknown_columns_are_reported_once_and_kept(people: People) -> None:
    file = people([["企业名称", "联系人", "营业收入", "2026年营业收入"], ["甲", "张三", 1, 2]])
    (note,) = file.notes
    assert note.message.zh == "没有用到：B1“联系人”、D1“2026年营业收入”；上年度是 2025 年"
    assert "not used: B1 '联系人', D1" in note.message.en


def test_two_columns_of_one_fact_are_a_mistake_that_names_both(saved: Saved, refused: Refused) -> None:
    path = saved([["企业名称", "营业收入", "2025年营业收入（万元）"], ["甲", 1, 1]])
    (problem,) = refused(path)
    assert problem.place.cell == "名单!C1"
    assert problem.fact == "revenue_y1"
    assert "B1“营业收入”和 C1“2025年营业收入(万元)”" in problem.message.zh.replace("（", "(").replace("）", ")")


def test_every_mistake_of_a_header_is_named(saved: Saved, refused: Refused) -> None:
    path = saved([["企业名称", "营业收入（美元）", "职工人数（万元）"], ["甲", 1, 1]])
    assert [problem.place.cell for problem in refused(path)] == ["名单!B1", "名单!C1"]


def test_of_two_names_the_clearer_one_counts(people: People) -> None:
    file = people([["名称", "企业名称", "营业收入"], ["产品", "甲公司", 1]])
    assert [row.name for row in file] == ["甲公司"]
    assert "A1“名称”" in file.notes[0].message.zh


def test_no_header_is_a_mistake_that_proposes_the_nearest_names(saved: Saved, refused: Refused) -> None:
    (problem,) = refused(saved([["企业名称", "上年度营业收人"], ["甲", 1]]))
    assert "一行一家企业" in problem.message.zh
    assert "“上年度营业收人”是不是“上年度营业收入”？" in problem.message.zh
    assert "one enterprise per row" in problem.message.en


def test_a_header_below_the_first_twenty_rows_is_not_found(saved: Saved, refused: Refused) -> None:
    (problem,) = refused(saved([["说明"]] * 20 + [["企业名称", "营业收入"], ["甲", 1]]))
    assert "前 20 行" in problem.message.zh


def test_an_empty_workbook_is_a_mistake(saved: Saved, refused: Refused) -> None:
    (problem,) = refused(saved([]))
    assert "找不到表头" in problem.message.zh


def test_a_header_alone_is_a_table_of_nobody(people: People) -> None:
    assert list(people([["企业名称", "营业收入"]])) == []


def test_the_template_for_one_enterprise_is_told_apart(tmp_path: Path, library: Library, refused: Refused) -> None:
    path = tmp_path / "one.xlsx"
    write_template(path, library)
    (problem,) = refused(path)
    assert "一家企业的模板" in problem.message.zh


def test_the_sheet_with_the_most_known_columns_is_read_unless_one_is_named(
    saved: Saved, opened: Callable[..., PeopleFile], refused: Refused
) -> None:
    def more(sheet: Any) -> None:
        other = sheet.parent.create_sheet("全表")
        other.append(["企业名称", "营业收入", "职工人数"])
        other.append(["乙", 2, 3])

    path = saved([["企业名称", "营业收入"], ["甲", 1]], more)
    file = opened(path)
    assert file.sheet == "全表"
    assert [row.name for row in file] == ["乙"]
    assert "没有读：名单" in file.notes[0].message.zh
    assert [row.name for row in opened(path, "名单")] == ["甲"]
    (problem,) = refused(path, "名单2")
    assert "是不是想写 名单？" in problem.message.zh


def test_data_below_the_header_never_become_part_of_it(people: People) -> None:
    (row,) = people([["企业名称", "营业收入"], ["甲", 2024]])
    assert value_of(row, "revenue_y1") == point(2024)


def test_facts_of_the_columns_are_known_before_reading(people: People, vocabulary: Vocabulary) -> None:
    file = people([["企业名称", "职工人数", "revenue_y1__low", "revenue_y1__high"], ["甲", 1, 2, 3]])
    assert file.facts == ["employees_y1", "revenue_y1"]
