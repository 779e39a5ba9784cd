"""A list that people keep goes in, and comes back with the results beside each row."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import jinjie
from jinjie.basics import credit_code
from jinjie.basics.problems import InputError
from jinjie.basics.text import Language
from jinjie.batch.order import Order
from jinjie.batch.screening import Counts, people_among, screen_people
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.people import open_people
from jinjie.rules.readings.screen.one_by_one import RowReader

from .conftest import DAY

pl = pytest.importorskip("polars")
Make = Callable[..., Any]
HEAD = ["备注", "企业名称", "统一社会信用代码", "上年度营业收入（亿元）", "从事特定细分市场年限", "2025年研发费用/元"]
PINK = "00F4C7DD"
BROKEN = {50: (4, "不清楚吗"), 100: (5, "三年五载"), 150: (3, "91440101XXXX")}


def code(number: int) -> str:
    first = f"91440101{number:09d}"
    return first + credit_code.check_digit(first)


def rows(count: int) -> list[list[Any]]:
    return [["", f"企业{n}", code(n), 0.5 + n / 100, n % 7, 3_000_000 + n * 10_000] for n in range(count)]


def book(path: Path, lines: list[list[Any]], ghosts: int = 0) -> Path:
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for line in [HEAD, *lines]:
        sheet.append(line)
    for number in range(ghosts):
        sheet.cell(len(lines) + 50 + number, 3).number_format = "0.00"
    made.save(path)
    return path


def screened(path: Path, order: Order, out: Path, language: Language = "zh") -> Counts:
    people = people_among([path], order)
    assert people is not None
    return screen_people(people, out, language)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """200 rows, three of them with mistakes."""
    lines = rows(200)
    for row, (column, value) in BROKEN.items():
        lines[row - 2][column - 1] = value
    return book(tmp_path / "in.xlsx", lines, ghosts=30)


def test_three_broken_rows_of_two_hundred_come_back_marked(tmp_path: Path, broken: Path, order: Make) -> None:
    counts = screened(broken, order(), tmp_path / "out.xlsx")
    assert (counts.rows, counts.errors) == (200, 3)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    assert titles[: len(HEAD)] == HEAD
    verdict = next(i for i, title in enumerate(titles, 1) if title and title.endswith("结论"))
    for number in range(2, 202):
        words = str(sheet.cell(number, verdict).value)
        if number not in BROKEN:
            assert words in {"必然满足", "必然不满足", "待定"}
            continue
        wrong = sheet.cell(number, BROKEN[number][0])
        assert words == "数据有误，未评估"
        assert wrong.fill.fgColor.rgb == PINK
        assert wrong.value == BROKEN[number][1]
        assert wrong.comment is not None
        assert str(sheet.cell(number, len(titles)).value).startswith(wrong.coordinate)
    pink = {c.row for row in sheet.iter_rows(2, 300, 1, len(HEAD)) for c in row if c.fill.fgColor.rgb == PINK}
    assert pink == set(BROKEN)


def test_every_good_row_says_what_a_single_assessment_says(
    tmp_path: Path, broken: Path, order: Make, vocabulary: Vocabulary
) -> None:
    asked = order("srdi-sme", "innovative-sme")
    screened(broken, asked, tmp_path / "out.parquet")
    found = {row["row"]: row for row in pl.read_parquet(tmp_path / "out.parquet").iter_rows(named=True)}
    reader, checked = RowReader(asked.request, ()), 0
    for row in open_people(broken, vocabulary, DAY):
        if row.profile is None:
            assert found[row.number]["srdi-sme_verdict"] is None
            assert found[row.number]["error"]
            continue
        expected = reader.results(row.profile, "plain")
        assert {key: found[row.number][key] for key in expected} == expected
        checked += 1
        if row.number % 40 == 0:
            for result in jinjie.assess(row.profile, DAY, ["srdi-sme", "innovative-sme"]).results:
                assert found[row.number][f"{result.rulebook.id}_verdict"] in {result.verdict, "undetermined"}
    assert checked == 197


TEXTS: dict[str, tuple[str, str]] = {"gbk": ("gbk", ","), "bom": ("utf-8-sig", ","), "semicolons": ("utf-8", ";")}


@pytest.mark.parametrize(("encoding", "sign"), TEXTS.values(), ids=TEXTS.keys())
def test_a_text_table_comes_back_as_it_came_with_more_columns(
    tmp_path: Path, order: Make, encoding: str, sign: str
) -> None:
    lines = [[str(value) for value in line[::-1]] for line in [HEAD, *rows(5)]]
    path, out = tmp_path / "in.csv", tmp_path / "out.csv"
    path.write_bytes("\r\n".join(sign.join(line) for line in lines).encode(encoding))
    assert screened(path, order(), out).rows == 5
    read = [
        line.split(sign)
        for line in out.read_bytes()
        .decode(encoding.replace("utf-8-sig", "utf-8").replace("utf-8", "utf-8-sig"))
        .splitlines()
    ]
    assert [line[: len(HEAD)][:-1] for line in read] == [line[:-1] for line in lines]
    assert read[0][len(HEAD)].endswith("结论")


def test_the_order_of_columns_and_their_units_change_nothing(tmp_path: Path, order: Make) -> None:
    book(tmp_path / "in.xlsx", rows(20))
    turned = openpyxl.Workbook()
    sheet = turned.worksheets[0]
    sheet.append(["研发费用（万元）", "从事特定细分市场年限", "营业收入（元）", "统一社会信用代码", "企业名称"])
    for _, name, firm, revenue, years, spent in rows(20):
        sheet.append([spent / 10_000, years, round(revenue * 1e8), firm, name])
    turned.save(tmp_path / "turned.xlsx")
    tables = []
    for name in ("in", "turned"):
        screened(tmp_path / f"{name}.xlsx", order(), tmp_path / f"{name}.parquet")
        tables.append(pl.read_parquet(tmp_path / f"{name}.parquet"))
    assert tables[0].equals(tables[1])


def test_the_second_firm_with_a_credit_code_is_marked(tmp_path: Path, order: Make) -> None:
    lines = rows(4)
    lines[3][2] = lines[0][2]
    counts = screened(book(tmp_path / "in.xlsx", lines), order(), tmp_path / "out.xlsx")
    assert (counts.rows, counts.errors) == (4, 1)


def test_every_line_comes_back_when_it_is_asked_for(tmp_path: Path, order: Make) -> None:
    path = book(tmp_path / "in.xlsx", rows(3))
    screened(path, order(detail=True), tmp_path / "out.xlsx")
    screened(path, order(detail=True), tmp_path / "out.parquet")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    words = {str(cell.value) for cell in sheet[2]}
    assert words & {"满足", "不满足"}
    assert sheet.max_column > len(HEAD) + 15
    assert any("." in name for name in pl.read_parquet(tmp_path / "out.parquet").columns)


def test_two_editions_have_different_heads_in_both_languages(tmp_path: Path, order: Make) -> None:
    path = book(tmp_path / "in.xlsx", rows(3))
    for language, end in (("zh", "结论"), ("en", "verdict")):
        screened(path, order("srdi-sme@2022", "srdi-sme@2026"), tmp_path / "out.xlsx", language)
        titles = [str(c.value) for c in openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0][1]]
        assert len(titles) == len(set(titles))
        assert sum(title.endswith(end) for title in titles) == 2


def test_a_list_with_no_good_row_still_has_all_columns(tmp_path: Path, order: Make) -> None:
    lines = rows(2)
    for line in lines:
        line[4] = "很久"
    path = book(tmp_path / "in.xlsx", lines)
    counts = screened(path, order("innovative-sme"), tmp_path / "out.parquet", "en")
    found = pl.read_parquet(tmp_path / "out.parquet")
    assert counts.errors == 2
    assert found.schema["innovative-sme_score_low"] == pl.Float64
    assert found["innovative-sme_verdict"].null_count() == 2
    assert "in.xlsx" in found["error"][0]


def test_the_exact_bound_closes_no_fewer_rows(tmp_path: Path, order: Make) -> None:
    path = book(tmp_path / "in.xlsx", rows(30))
    opened = []
    for exact in (False, True):
        counts = screened(path, order("innovative-sme", exact=exact), tmp_path / "out.xlsx")
        opened.append(counts.verdicts["innovative-sme"]["undetermined"])
    assert opened[1] <= opened[0]


@pytest.mark.parametrize("name", ["out.csv", "out", "out.json"])
def test_an_output_of_another_kind_is_refused(tmp_path: Path, order: Make, name: str) -> None:
    path = book(tmp_path / "in.xlsx", rows(2))
    with pytest.raises(InputError, match=r"must end in \.xlsx or \.parquet"):
        screened(path, order(), tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["in.xlsx"]
