"""The panorama as CSV files and as a workbook."""

import csv
import io
from collections.abc import Mapping

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from jinjie.basics.text import Language
from jinjie.reports.panorama.files import BOM, csv_files
from jinjie.reports.panorama.model import Album
from jinjie.reports.panorama.workbook import HEAD, workbook


def rows(content: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.removeprefix(BOM), newline="")))


@pytest.fixture(scope="module")
def files(albums: Mapping[Language, Album]) -> dict[str, str]:
    return csv_files(albums["zh"])


@pytest.fixture(scope="module")
def sheets(albums: Mapping[Language, Album]) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(workbook(albums["zh"])))
    return {sheet.title: sheet for sheet in book.worksheets}


def test_every_file_begins_so_that_excel_reads_it_as_utf8(files: dict[str, str]) -> None:
    assert all(content.startswith(BOM) and content.endswith("\r\n") for content in files.values())


def test_heads_carry_units_and_numbers_are_plain(files: dict[str, str]) -> None:
    head, *body = rows(files["provinces.csv"])
    assert head[:4] == ["规则", "代码", "省级地区", "必然满足（家）"]
    assert body[-1][2:] == ["", "1", "1", "2", "1", "1", "4", "合成数据（虚构）"]


def test_own_tables_say_that_rows_are_invented_and_published_ones_do_not(files: dict[str, str]) -> None:
    assert "合成数据" in files["nearest.csv"]
    assert "合成数据" not in files["recognised.csv"]
    assert "合成数据" not in files["industries-2.csv"]
    assert "0.614" in files["industries-2.csv"]


def test_a_name_cannot_become_a_formula(files: dict[str, str]) -> None:
    assert "'=甲<b>" in files["nearest.csv"]


def test_the_index_lists_every_file_with_title_unit_source_and_date(files: dict[str, str]) -> None:
    body = {row[0]: row for row in rows(files["index.csv"])[1:] if row[0].endswith(".csv")}
    assert set(body) == set(files) - {"index.csv"}
    name, title, unit, source, figures = body["provinces.csv"]
    assert (title, unit, figures) == ("各省级地区有多少家", "家", "图5")
    assert source == "screened.parquet (2023-11-14)"


def test_the_workbook_has_a_sheet_per_table_with_a_frozen_head_and_filters(
    sheets: dict[str, Worksheet], files: dict[str, str]
) -> None:
    assert len(sheets) == len(files) - 1
    for sheet in sheets.values():
        assert sheet.freeze_panes == f"A{HEAD + 1}"
        assert sheet.auto_filter.ref.startswith(f"A{HEAD}:")


def test_numbers_of_the_workbook_are_numbers_and_text_is_text(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets["各省级地区有多少家"]
    heads = [cell.value for cell in sheet[HEAD]]
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert dict(zip(heads, last, strict=True))["合计（家）"] == 4
    near = sheets["离层级最近的企业"]
    name = near.cell(HEAD + 1, 2)
    assert (name.value, name.data_type) == ("=甲<b>", "s")


def test_the_workbook_names_source_unit_and_that_rows_are_invented(sheets: dict[str, Worksheet]) -> None:
    top = [sheets["各省级地区有多少家"].cell(row, 1).value for row in range(1, HEAD)]
    assert top[1:3] == ["来源：screened.parquet (2023-11-14)", "单位：家"]
    assert str(top[3]).startswith("合成数据")
