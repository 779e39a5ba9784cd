"""The table of facts is found by its header; a sheet without one is told what was expected."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from jinjie.basics.problems import InputError, Problem
from jinjie.ingest.table import read_table

Written = Callable[..., Path]


def problem_of(path: Path) -> Problem:
    with pytest.raises(InputError) as caught:
        read_table(path)
    (problem,) = caught.value.problems
    return problem


def test_a_workbook_without_the_table_says_what_was_expected(written: Written) -> None:
    problem = problem_of(written([["a", 1]], ["x", "y"], "Sheet1"))
    assert all(word in problem.message.zh for word in ("企业事实", "事实", "填写"))
    assert all(word in problem.message.en for word in ("'Facts'", "'Fact'", "'Value'"))


def test_a_header_without_the_values_names_the_missing_column(written: Written) -> None:
    problem = problem_of(written([], ["事实", "怎样写", "证明材料"]))
    assert "填写" in problem.message.zh
    assert problem.place.cell == "企业事实!A1"


def test_a_header_without_labels_and_identifiers_names_the_missing_column(written: Written) -> None:
    assert "'Fact'" in problem_of(written([], ["填写", "怎样写", "证明材料"])).message.en


def test_two_columns_of_values_are_a_mistake_naming_the_second(written: Written) -> None:
    problem = problem_of(written([], ["事实", "填写", "填写（二）"]))
    assert problem.place.cell == "企业事实!C1"


def test_an_empty_workbook_has_no_table(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "empty.xlsx")
    assert "no table" in problem_of(tmp_path / "empty.xlsx").message.en


def test_only_rows_that_hold_something_are_kept(written: Written) -> None:
    table = read_table(written([["a", 1], [None, None], ["", "  "], ["b", 2]]))
    assert [row.number for row in table.rows] == [2, 5]


def test_a_wrong_dimension_of_the_sheet_hides_nothing(written: Written, tmp_path: Path) -> None:
    import zipfile

    source, target = written([["a", 1], ["b", 2]]), tmp_path / "narrow.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'<dimension ref="A1:C3"', b'<dimension ref="A1"'))
    assert len(read_table(target).rows) == 2


def test_the_version_is_found_in_the_properties_or_above_the_header(written: Written) -> None:
    path = written([["事实", "填写"]], ["模板版本 1.2.3 · 事实词汇 abc"])
    assert read_table(path).version == "1.2.3"
    book = load_workbook(path)
    from openpyxl.packaging.custom import StringProperty

    book.custom_doc_props.append(StringProperty(name="JinjieVersion", value="2.0.0"))
    book.save(path)
    assert read_table(path).version == "2.0.0"
