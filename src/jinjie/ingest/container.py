"""What an Excel file is on the outside, looked at before anything is parsed: each wrong kind has its own message."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

from jinjie.basics.problems import InputError, Place, mistake
from jinjie.documents.reading import unreadable

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024
MAX_PARTS = 5000
MAX_ROWS = 5000
"""Rows below are not looked at: a template has some hundred, formatted empty ones may go on to a million."""

_MEGABYTE = 1024 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?\bref=[\"']\$?([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)[\"']")
_PROLOGUE_BYTES = 4096
_SAVE_AS = ("请在 Excel 或 WPS 里另存为 .xlsx", "save it as .xlsx in Excel or WPS")


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet's part says besides its values: merged ranges, formulas that were never computed."""

    merged: tuple[str, ...]
    hollow: frozenset[str]


def workbook_bytes(path: Path) -> bytes:
    """The content of an ordinary .xlsx workbook; anything else is refused.

    Raises InputError that says what the file is instead, and what to do.
    """
    place = Place(str(path))
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise mistake(
                f"文件有 {size // _MEGABYTE} MB，上限是 {MAX_BYTES // _MEGABYTE} MB",
                f"the file has {size // _MEGABYTE} MB, at most {MAX_BYTES // _MEGABYTE} MB are read",
                place,
            )
        content = path.read_bytes()
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if not content.startswith(_ZIP):
        raise _not_a_zip(content, place)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _inspect_archive(archive, place)
    except InputError:
        raise
    except Exception as error:  # zipfile raises a dozen kinds for broken archives
        raise damaged(place) from error
    return content


def damaged(place: Place) -> InputError:
    return mistake(
        f"文件已损坏或不完整；{_SAVE_AS[0]}后再试", f"the file is damaged or incomplete; {_SAVE_AS[1]} again", place
    )


def _not_a_zip(content: bytes, place: Place) -> InputError:
    if not content.strip():
        return mistake("文件是空的", "the file is empty", place)
    if content.startswith(_OLE):
        return _compound(content, place)
    head = content[:_PROLOGUE_BYTES].lower()
    if b"<html" in head or b"<table" in head or b"<!doctype html" in head:
        what = ("这其实是网页（HTML），不是 Excel 工作簿", "this is a web page (HTML), not an Excel workbook")
    elif b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        what = ("这是 2003 版 XML 表格", "this is an Excel 2003 XML file")
    elif _is_text(content):
        what = (
            "这其实是文本文件（如 CSV），不是 Excel 工作簿",
            "this is a text file (such as CSV), not an Excel workbook",
        )
    else:
        what = ("这不是 Excel 工作簿", "this is not an Excel workbook")
    return mistake(f"{what[0]}；{_SAVE_AS[0]}", f"{what[1]}; {_SAVE_AS[1]}", place)


def _compound(content: bytes, place: Place) -> InputError:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return mistake(
            "文件有密码，打不开；请去掉密码后另存", "the file has a password; save it without one and try again", place
        )
    return mistake(
        f"这是旧版 Excel 文件（.xls）；{_SAVE_AS[0]}", f"this is an old Excel file (.xls); {_SAVE_AS[1]}", place
    )


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\0" in content:
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _inspect_archive(archive: zipfile.ZipFile, place: Place) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        raise mistake(
            f"文件解压后有 {unpacked // _MEGABYTE} MB、{len(parts)} 个部件，"
            f"上限是 {MAX_UNPACKED // _MEGABYTE} MB、{MAX_PARTS} 个，没有读取",
            f"the file unpacks to {unpacked // _MEGABYTE} MB in {len(parts)} parts, "
            f"at most {MAX_UNPACKED // _MEGABYTE} MB in {MAX_PARTS} are read",
            place,
        )
    names = {part.filename.lstrip("/").lower() for part in parts}
    wrong = _wrong_package(names)
    if wrong is not None:
        raise mistake(f"{wrong[0]}；{_SAVE_AS[0]}", f"{wrong[1]}; {_SAVE_AS[1]}", place)
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            _inspect_prologue(archive, part, place)


def _wrong_package(names: set[str]) -> tuple[str, str] | None:
    if any(name.endswith("vbaproject.bin") for name in names):
        return "文件里有宏，为安全起见不读取", "the file holds macros and is not read, for safety"
    if "xl/workbook.bin" in names:
        return "这是二进制工作簿（.xlsb）", "this is a binary workbook (.xlsb)"
    if any(name.startswith("word/") for name in names):
        return "这是 Word 文件，不是 Excel 工作簿", "this is a Word file, not an Excel workbook"
    if "xl/workbook.xml" in names or "[content_types].xml" in names:
        return None
    return "这个压缩包不是 Excel 工作簿", "this archive is not an Excel workbook"


def _inspect_prologue(archive: zipfile.ZipFile, part: zipfile.ZipInfo, place: Place) -> None:
    """No document types (they can hold endless entities), no strict dialect (its names are not read)."""
    with archive.open(part) as stream:
        head = stream.read(_PROLOGUE_BYTES).replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise mistake(
            f"{part.filename} 里有不允许的声明（DOCTYPE）",
            f"{part.filename} holds a declaration that is not allowed (DOCTYPE)",
            place,
        )
    if part.filename.endswith("workbook.xml") and b"purl.oclc.org/ooxml" in head:
        raise mistake(
            f"这是“严格 Open XML”格式；{_SAVE_AS[0]}（普通的 Excel 工作簿）",
            f"this is a Strict Open XML workbook; {_SAVE_AS[1]} (the ordinary Excel workbook)",
            place,
        )


def marks_of(content: bytes) -> Marks:
    """The merged ranges and uncomputed formulas of a sheet's XML."""
    return Marks(merged_in(content), hollow_in(content))


def merged_in(content: bytes) -> tuple[str, ...]:
    """The merged ranges of a sheet's XML."""
    return tuple(found[1].decode() for found in _MERGED.finditer(content))


def hollow_in(content: bytes, rows: int = MAX_ROWS) -> frozenset[str]:
    """The cells of so many rows of a sheet's XML that hold a formula without a result."""
    hollow: set[str] = set()
    for _, element in ElementTree.iterparse(BytesIO(content)):
        if element.tag.endswith("}row"):
            hollow.update(cell.get("r", "") for cell in element if _is_hollow(cell))
            if int(element.get("r", "0")) > rows:
                break
            element.clear()
    return frozenset(hollow)


def _is_hollow(cell: ElementTree.Element) -> bool:
    """A formula of which no result is stored. An empty text is a result."""
    if cell.find("{*}f") is None:
        return False
    result = cell.find("{*}v")
    return result is None or (not result.text and cell.get("t") != "str")
