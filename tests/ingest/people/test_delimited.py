"""Text tables in the encodings and with the separators that offices save."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from jinjie.basics.interval import point
from jinjie.basics.problems import InputError, Problem
from jinjie.ingest.people import PeopleFile

from .conftest import code, value_of

Opened = Callable[..., PeopleFile]
Refused = Callable[..., tuple[Problem, ...]]
Typed = Callable[..., Path]

TABLE = "企业名称,营业收入（万元）,高新技术企业\r\n甲公司,1020,是\r\n乙公司,很多,否\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_separator_are_found(typed: Typed, opened: Opened, encoding: str, delimiter: str) -> None:
    first, second = opened(typed(TABLE.replace(",", delimiter), encoding))
    assert (first.number, first.name) == (2, "甲公司")
    assert value_of(first, "revenue_y1") == point(1020)
    assert [(problem.place.cell, problem.fact) for problem in second.problems] == [("B3", "revenue_y1")]


def test_utf16_of_the_other_byte_order_is_read(tmp_path: Path, opened: Opened) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"\xfe\xff" + TABLE.encode("utf-16-be"))
    assert [row.name for row in opened(path)] == ["甲公司", "乙公司"]


def test_the_separator_is_the_one_that_makes_a_header(typed: Typed, opened: Opened) -> None:
    text = '企业名称;说明;营业收入\n"甲";a,b,c,d;1\n"乙";e,f;"1,020"\n'
    assert [value_of(row, "revenue_y1") for row in opened(typed(text))] == [point(1), point(1020)]
    quoted = '"企业名称","职工人数","说明"\n"甲","5","a;b"\n'
    assert [row.name for row in opened(typed(quoted))] == ["甲"]


def test_a_comma_as_thousands_sign_stands_in_quotes(typed: Typed, opened: Opened) -> None:
    (row,) = opened(typed('企业名称,营业收入\n甲,"1,020.5"\n'))
    assert str(value_of(row, "revenue_y1").point) == "2041/2"


def test_rows_are_counted_as_excel_shows_them(typed: Typed, opened: Opened) -> None:
    text = '企业名称,地址,营业收入\n\n"甲","一号\n二楼",1\n乙,,2\n,,\n丙,,x\n'
    rows = list(opened(typed(text)))
    assert [row.number for row in rows] == [3, 4, 6]
    assert rows[-1].problems[0].place.cell == "C6"


def test_text_kept_from_excels_guesses_is_plain_again(typed: Typed, opened: Opened) -> None:
    text = f'企业名称,统一社会信用代码,营业收入,职工人数\n甲,"=""{code(1)}""",NULL,NaN\n乙,{code(2)}\t,3,4\n'
    first, second = opened(typed(text))
    assert value_of(first, "credit_code") == code(1)
    assert first.profile is not None
    assert first.profile.statements.keys() == {"credit_code"}
    assert value_of(second, "credit_code") == code(2)


def test_dates_and_shares_as_text(typed: Typed, opened: Opened) -> None:
    text = "企业名称,成立日期,主导产品细分市场占有率,主营业务收入增长率（%）\n甲,2015/3/1,5.37%,12.5\n"
    (row,) = opened(typed(text))
    assert str(value_of(row, "market_share").point) == "537/10000"
    assert str(value_of(row, "main_revenue_growth_y1").point) == "1/8"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"\xef\xbb\xbf\r\n", "空的"),
        (b"PK\x03\x04rest", "Excel 工作簿"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "旧版或加密"),
        (b"<html><table>", "网页"),
        (TABLE.encode("utf-16-le"), "UTF-16"),
        ("企業名稱,營業收入\n甲公司,1\n範例機構股份有限公司,2\n".encode("big5"), "编码认不出"),
        ("企业名称,营业收入\n甲公司,1\n".encode() + b"\xff\xe4\n", "第 3 行"),
        ("企业名称,营业收入\r\n甲,1\r\n".encode("utf-16")[:-1], "编码认不出"),
    ],
)
def test_what_is_no_readable_text_is_refused(tmp_path: Path, refused: Refused, content: bytes, words: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    (problem,) = refused(path)
    assert words in problem.message.zh
    assert problem.message.en


def test_unmatched_quotes_are_a_mistake_and_not_a_swallowed_table(typed: Typed, opened: Opened) -> None:
    path = typed('企业名称,营业收入\n甲,1\n"乙,2\n丙,3\n')
    with pytest.raises(InputError) as caught:
        list(opened(path))
    assert "引号不成对" in caught.value.problems[0].message.zh


def test_other_files_are_refused(tmp_path: Path, refused: Refused, typed: Typed) -> None:
    (problem,) = refused(tmp_path / "people.pdf")
    assert ".xlsx 或 .csv" in problem.message.zh
    (problem,) = refused(tmp_path / "missing.csv")
    assert "没有这个文件" in problem.message.zh
    (problem,) = refused(typed(TABLE, name="people.xlsx"))
    assert "文本文件" in problem.message.zh
    (problem,) = refused(typed(TABLE), "Sheet1")
    assert "没有工作表" in problem.message.zh


def test_ten_thousand_rows_are_read_in_seconds(typed: Typed, opened: Opened) -> None:
    lines = [f"企业{i},{code(i)},{1000 + i},是" for i in range(10_000)]
    path = typed("企业名称,统一社会信用代码,营业收入,高新技术企业\n" + "\n".join(lines))
    before = time.process_time()
    assert sum(row.profile is not None for row in opened(path)) == 10_000
    assert time.process_time() - before < 20
