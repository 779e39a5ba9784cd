"""A text table (CSV) as a grid, streamed. Separator and line ends are found, not asked."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from openpyxl.worksheet.cell_range import CellRange

from jinjie.basics.problems import Place, mistake
from jinjie.documents.reading import unreadable
from jinjie.ingest.people.encoding import Encoding, encoding_of
from jinjie.ingest.people.grid import HEADER_WITHIN, MAX_COLUMNS, Head, at
from jinjie.ingest.table import SheetCell

DELIMITERS = (",", ";", "\t")
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
"""How text is kept from Excel's guesses: ``="0123"``."""
_NOTHING = frozenset({"null", "(null)", "nan"})


@dataclass(frozen=True)
class TextGrid:
    """A delimited text file. Rows are counted as Excel shows them: a cell of several lines is one row."""

    path: Path
    encoding: Encoding
    delimiter: str
    line_end: str = "\r\n"
    title: str = ""
    merged: tuple[CellRange, ...] = ()
    stamp: tuple[int, int] = (0, 0)
    """Size and time of the file when it was opened."""

    def require_unchanged(self) -> None:
        """Raises InputError when somebody wrote to the file since: row numbers would not fit any more."""
        if stamp_of(self.path) != self.stamp:
            raise mistake(
                "文件在读取之后被改动了；请重新打开",
                "the file was changed after it was read; open it again",
                Place(self.file),
            )

    @property
    def file(self) -> str:
        return str(self.path)

    def head(self) -> Head:
        return [[text.strip() for text in row[:MAX_COLUMNS]] for row in islice(self.records(), HEADER_WITHIN)]

    def rows(self, first: int, columns: Collection[int]) -> Iterator[tuple[int, Mapping[int, SheetCell]]]:
        wanted = sorted(columns)
        for number, record in islice(enumerate(self.records(), 1), first - 1, None):
            texts = {column: _text(record[column - 1]) for column in wanted if column <= len(record)}
            if any(texts.values()):
                yield number, {column: SheetCell(at(number, column), text) for column, text in texts.items() if text}

    def records(self) -> Iterator[list[str]]:
        """All rows as they stand, blank ones too.

        Raises InputError where quotes do not match.
        """
        with self._lines() as lines:
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            try:
                yield from reader
            except csv.Error as error:
                raise mistake(
                    f"第 {reader.line_num} 行附近引号不成对；单元格里的引号要写成两个",
                    f"quotes do not match near line {reader.line_num}; inside a cell a quote is written twice",
                    Place(self.file, reader.line_num),
                ) from error

    @contextmanager
    def _lines(self) -> Iterator[Iterator[str]]:
        try:
            lines = self.encoding.opened(self.path)
        except OSError as error:
            raise unreadable(self.path, error) from error
        with lines:
            yield lines


def text_grids(path: Path) -> list[TextGrid]:
    """The file with each separator that may be meant; which one is, its header tells.

    Raises InputError for a file that is no text.
    """
    encoding, stamp = encoding_of(path), stamp_of(path)
    with encoding.opened(path) as file:
        start = file.read(1 << 16)
    line_end = "\r\n" if "\r\n" in start else "\n"
    found = [delimiter for delimiter in DELIMITERS if delimiter in start] or DELIMITERS[:1]
    return [TextGrid(path, encoding, delimiter, line_end, stamp=stamp) for delimiter in found]


def stamp_of(path: Path) -> tuple[int, int]:
    """Size and time of a file."""
    try:
        about = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return about.st_size, about.st_mtime_ns


def _text(text: str) -> str:
    match = _AS_TEXT.fullmatch(text.strip())
    text = match[1] if match is not None else text
    return "" if text.strip().lower() in _NOTHING else text.strip()
