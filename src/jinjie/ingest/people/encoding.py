"""In which encoding a text table was saved: proved by reading all of it, never guessed at the risk of garbled names."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from jinjie.basics.problems import InputError, Place, mistake
from jinjie.documents.reading import unreadable

_CHUNK = 1 << 20
_BOMS = (
    ("utf-8", codecs.BOM_UTF8),
    ("utf-32-le", codecs.BOM_UTF32_LE),  # before UTF-16, whose mark it begins with
    ("utf-32-be", codecs.BOM_UTF32_BE),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
)
_COMMON = 0.8
"""So large a share of the characters beyond ASCII is common Chinese (GB 2312) in every real Chinese table."""
_OTHER_FILES = (
    (b"PK\x03\x04", "这其实是 Excel 工作簿；请把文件名改为 .xlsx", "this is an Excel workbook; name it .xlsx"),
    (
        bytes.fromhex("d0cf11e0a1b11ae1"),
        "这其实是旧版或加密的 Excel 文件；请另存为 .xlsx",
        "this is an old or encrypted Excel file; save it as .xlsx",
    ),
    (b"%PDF", "这其实是 PDF", "this is a PDF"),
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec, and the byte order mark in front of the text."""

    codec: str
    bom: bytes = b""

    @property
    def for_return(self) -> Encoding:
        """What is written back: UTF-8 gets its mark, so that Excel opens it rightly."""
        return Encoding("utf-8", codecs.BOM_UTF8) if self.codec == "utf-8" else self

    def opened(self, path: Path) -> TextIOWrapper:
        file = path.open("rb")
        file.seek(len(self.bom))
        return TextIOWrapper(file, encoding=self.codec, newline="")


def encoding_of(path: Path) -> Encoding:
    """The encoding of a text file: UTF-8, UTF-16 or UTF-32 with a mark, GB 18030 (which holds GBK).

    Raises InputError for a file that is no text, or in none of these.
    """
    try:
        with path.open("rb") as file:
            return _of(file, Place(str(path)))
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise unreadable(path, error) from error


def _of(file: BinaryIO, place: Place) -> Encoding:
    start = file.read(_CHUNK)
    _refuse_other_files(start, place)
    for codec, bom in _BOMS:
        if start.startswith(bom):
            found = Encoding(codec, bom)
            wrong = _wrong_line(file, found)
            if wrong is not None:
                raise _broken(codec, wrong, place)
            return found
    if b"\0" in start:
        raise mistake(
            "不是文本，或是没有标记的 UTF-16；请另存为 CSV UTF-8",
            "this is no text, or UTF-16 without its mark; save it as CSV UTF-8",
            place,
        )
    wrong = _wrong_line(file, Encoding("utf-8"))
    if wrong is None:
        return Encoding("utf-8")
    if _wrong_line(file, Encoding("gb18030")) is None and _is_chinese(start):
        return Encoding("gb18030")
    raise _broken("utf-8", wrong, place)


def _refuse_other_files(start: bytes, place: Place) -> None:
    if not start.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise mistake("文件是空的", "the file is empty", place)
    for magic, zh, en in _OTHER_FILES:
        if start.startswith(magic):
            raise mistake(zh, en, place)
    if b"<html" in start[:4096].lower() or b"<table" in start[:4096].lower():
        raise mistake(
            "这其实是网页（HTML）；请在 Excel 里另存为 .xlsx", "this is a web page (HTML); save it as .xlsx", place
        )


def _wrong_line(file: BinaryIO, encoding: Encoding) -> int | None:
    """The first line that is not in this encoding; None when the whole file is."""
    file.seek(len(encoding.bom))
    decoder = codecs.getincrementaldecoder(encoding.codec)("strict")
    line = 1
    for chunk in _chunks(file):
        try:
            line += decoder.decode(chunk, final=not chunk).count("\n")
        except UnicodeDecodeError as error:
            return line + error.object[: error.start].count(b"\n")
    return None


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    """The pieces of a file, an empty one at its end."""
    while chunk := file.read(_CHUNK):
        yield chunk
    yield b""


def _is_chinese(start: bytes) -> bool:
    """Read as GB 18030 it is Chinese as people write it; bytes of another encoding give rare characters."""
    text = start.decode("gb18030", errors="ignore")
    beyond = [c for c in text if ord(c) > 127]
    common = sum(bool(c.encode("gb2312", errors="ignore")) for c in beyond)
    return common >= _COMMON * len(beyond)


def _broken(codec: str, line: int, place: Place) -> InputError:
    place = Place(place.file, line)
    return mistake(
        f"编码认不出：第 {line} 行既不是完整的 {codec.upper()}，也不像 GBK；请在 Excel 里另存为 CSV UTF-8",
        f"unknown encoding: line {line} is neither valid {codec.upper()} nor likely GBK; save it as CSV UTF-8",
        place,
    )
