"""What is no ordinary workbook is refused with its own message, before anything is parsed."""

import contextlib
import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from jinjie.basics.problems import InputError, Problem
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest import container
from jinjie.ingest.container import marks_of
from jinjie.ingest.workbook import read_workbook

Written = Callable[..., Path]

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
SPREADSHEET_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
STRICT = b'<workbook xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'


def archive(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def ordinary() -> dict[str, bytes]:
    """The parts of an ordinary workbook."""
    stream = io.BytesIO()
    book = Workbook()
    book.worksheets[0].append(["事实", "填写"])
    book.save(stream)
    with zipfile.ZipFile(stream) as file:
        return {name: file.read(name) for name in file.namelist()}


def problem_of(path: Path, vocabulary: Vocabulary) -> Problem:
    with pytest.raises(InputError) as caught:
        read_workbook(path, vocabulary)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ("空的", "empty")),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ("密码", "password")),
        (OLE + "Workbook".encode("utf-16-le"), ("旧版", "old Excel")),
        ("事实,填写\n收入,1\n".encode(), ("文本文件", "text file")),
        ("事实\t填写\n".encode("gb18030"), ("文本文件", "text file")),
        ("事实\t填写\n".encode("utf-16"), ("文本文件", "text file")),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", ("网页", "web page")),
        (SPREADSHEET_2003, ("2003", "2003")),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ("不是 Excel 工作簿", "not an Excel workbook")),
        (b"PK\x03\x04 and then nothing", ("损坏", "damaged")),
        (archive({"word/document.xml": b"<x/>"}), ("Word", "Word")),
        (archive({"xl/workbook.bin": b"x"}), (".xlsb", ".xlsb")),
        (archive({"a.txt": b"x"}), ("压缩包", "archive")),
        (archive({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), ("损坏", "damaged")),
        (archive(ordinary() | {"xl/vbaProject.bin": b"x"}), ("宏", "macros")),
        (archive(ordinary() | {"xl/worksheets/sheet1.xml": ENTITIES}), ("DOCTYPE", "DOCTYPE")),
        (
            archive(ordinary() | {"xl/worksheets/sheet1.xml": ENTITIES.decode().encode("utf-16")}),
            ("DOCTYPE", "DOCTYPE"),
        ),
        (archive(ordinary() | {"xl/workbook.xml": STRICT}), ("严格", "Strict")),
        (archive(ordinary() | {"xl/worksheets/sheet1.xml": b"<worksheet"}), ("损坏", "damaged")),
        (
            archive({k: v for k, v in ordinary().items() if k != "xl/worksheets/sheet1.xml"}),
            ("找不到事实表", "no table"),
        ),
    ],
)
def test_each_wrong_kind_of_file_has_its_own_message(
    tmp_path: Path, vocabulary: Vocabulary, content: bytes, words: tuple[str, str]
) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(content)
    problem = problem_of(path, vocabulary)
    assert words[0] in problem.message.zh
    assert words[1] in problem.message.en
    assert problem.place.file == str(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path, vocabulary: Vocabulary) -> None:
    assert "cannot be read" in problem_of(tmp_path / "none.xlsx", vocabulary).message.en
    (tmp_path / "folder.xlsx").mkdir()
    assert "cannot be read" in problem_of(tmp_path / "folder.xlsx", vocabulary).message.en


def test_a_truncated_workbook_is_damaged(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(archive(ordinary())[:-200])
    assert "damaged" in problem_of(path, vocabulary).message.en


def test_a_workbook_with_flipped_bytes_never_raises_anything_but_a_problem(
    tmp_path: Path, vocabulary: Vocabulary
) -> None:
    whole = archive(ordinary())
    path = tmp_path / "facts.xlsx"
    for position in range(4, len(whole), max(1, len(whole) // 150)):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        with contextlib.suppress(InputError):
            read_workbook(path, vocabulary)


def test_a_file_over_the_limit_is_not_even_read(
    tmp_path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with path.open("r+b") as file:
        file.truncate(container.MAX_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read"))
    assert "20 MB" in problem_of(path, vocabulary).message.zh


def test_a_zip_bomb_is_refused_before_it_is_unpacked(
    tmp_path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facts.xlsx"
    path.write_bytes(archive(ordinary() | {"xl/bomb.xml": b"0" * (container.MAX_UNPACKED + 1)}))
    assert path.stat().st_size < container.MAX_BYTES
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("opened"))
    problem = problem_of(path, vocabulary)
    assert "解压后" in problem.message.zh
    assert "unpacks to" in problem.message.en


def test_a_bomb_that_lies_about_its_size_is_damaged(tmp_path: Path, vocabulary: Vocabulary) -> None:
    parts = ordinary()
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", b"<row/>" * 200_000 + b"</sheetData>")
    whole = bytearray(archive(parts | {"xl/worksheets/sheet1.xml": sheet}))
    true_size, told = struct.pack("<I", len(sheet)), struct.pack("<I", 500)
    path = tmp_path / "facts.xlsx"
    path.write_bytes(bytes(whole).replace(true_size, told))
    assert "damaged" in problem_of(path, vocabulary).message.en


def test_too_many_parts_are_refused(tmp_path: Path, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MAX_PARTS", 3)
    path = tmp_path / "facts.xlsx"
    path.write_bytes(archive(ordinary()))
    assert "parts" in problem_of(path, vocabulary).message.en


def test_an_xlsx_under_another_name_is_read_by_its_content(written: Written, vocabulary: Vocabulary) -> None:
    path = written([["上年度营业收入", 1, None]])
    renamed = path.rename(path.with_suffix(".xls"))
    assert "revenue_y1" in read_workbook(renamed, vocabulary).statements


def test_merged_ranges_and_formulas_without_result_are_seen() -> None:
    xml = b"""<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>
    <x:row r="1"><x:c r="A1"><x:f>1+1</x:f></x:c><x:c r="B1"><x:f>1</x:f><x:v>1</x:v></x:c></x:row>
    <x:row r="2"><x:c r="A2"><x:f>1</x:f><x:v/></x:c><x:c r="B2" t="str"><x:f>""</x:f><x:v></x:v></x:c></x:row>
    </x:sheetData><x:mergeCells count="1"><x:mergeCell ref="B7:B8"/></x:mergeCells></x:worksheet>"""
    marks = marks_of(xml)
    assert marks.merged == ("B7:B8",)
    assert marks.hollow == {"A1", "A2"}


def test_rows_that_are_formatted_but_empty_are_ignored_quickly(
    written: Written, tmp_path: Path, vocabulary: Vocabulary
) -> None:
    with zipfile.ZipFile(written([["上年度营业收入", 1, None]])) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    ghosts = b"".join(b'<row r="%d"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>' % (n, n, n) for n in range(3, 400_000))
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", ghosts + b"</sheetData>")
    path = tmp_path / "ghosts.xlsx"
    path.write_bytes(archive(parts | {"xl/worksheets/sheet1.xml": sheet}))
    assert list(read_workbook(path, vocabulary).statements) == ["revenue_y1"]
