"""The template's sheet as a table: found by the words of its header, whatever the order of columns and rows."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from jinjie.basics.problems import InputError, Place, mistake
from jinjie.ingest.container import MAX_ROWS, damaged, marks_of, workbook_bytes
from jinjie.ingest.sheet import (
    COLUMNS,
    FACTS_SHEET,
    VERSION_PROPERTY,
    column_of,
    is_facts_sheet,
    is_sample_sheet,
    version_in,
)

MAX_COLUMNS = 60
HEADER_WITHIN = 60
_FEW_WORDS = 3
"""So many known words in a row make it a header, even when a column that must be there is missing."""
_SINGLE = frozenset({"label", "value", "id"})
"""Columns of which there must not be two."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as stored: where, its value, its number format; ``hollow`` for a formula that was never computed."""

    at: str
    value: Any = None
    number_format: str = "General"
    is_error: bool = False
    hollow: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.hollow and (self.value is None or (isinstance(self.value, str) and not self.value.strip()))


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by the key of their column."""

    number: int
    cells: Mapping[str, SheetCell]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the header, the merged ranges and the version of the template."""

    file: str
    title: str
    rows: tuple[Row, ...]
    merged: tuple[CellRange, ...] = ()
    version: str | None = None

    def place(self, cell: str) -> Place:
        return Place(self.file, cell=f"{self.title}!{cell}")

    def merged_over(self, cell: SheetCell) -> str | None:
        """The merged range that hides which row the value in this cell belongs to."""
        if not self.merged:
            return None
        here = CellRange(cell.at)
        for area in self.merged:
            if here.issubset(area) and (area.min_row < area.max_row or area.min_col < here.min_col):
                return str(area.coord)
        return None


@dataclass
class _Found:
    """A sheet whose header was found."""

    title: str
    header: int
    columns: dict[str, int]
    above: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


def read_table(path: Path) -> Table:
    """The table of facts in a workbook.

    Raises InputError for a file that is no ordinary workbook or has no such table.
    """
    content = BytesIO(workbook_bytes(path))
    with opened(content, Place(str(path))) as book:
        found = _find(book, path)
        sheet = book[found.title]
        with zipfile.ZipFile(content) as archive:
            marks = marks_of(archive.read(sheet._worksheet_path))
        rows = tuple(_rows(sheet, found, marks.hollow))
        stamped = {prop.name: str(prop.value) for prop in book.custom_doc_props.props}
        version = stamped.get(VERSION_PROPERTY) or version_in(found.above)
        return Table(str(path), found.title, rows, tuple(map(CellRange, marks.merged)), version)


@contextmanager
def opened(content: BytesIO, place: Place) -> Iterator[Any]:
    """The workbook, streamed; links to other files are not even loaded. Whatever breaks it makes it damaged."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(content, read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except InputError:
        raise
    except Exception as error:
        raise damaged(place) from error


def _find(book: Any, path: Path) -> _Found:
    """The facts sheet by its name, else the first sheet with such a header."""
    candidates = [sheet for sheet in book.worksheets if not is_sample_sheet(sheet.title)]
    candidates.sort(key=lambda sheet: not is_facts_sheet(sheet.title))
    partial: _Found | None = None
    for sheet in candidates:
        sheet.reset_dimensions()
        found = _header(sheet)
        if found is not None and _is_complete(found):
            return _checked(found, path)
        partial = partial or found
    raise _no_table(partial, path)


def _is_complete(found: _Found) -> bool:
    return "value" in found.columns and not found.columns.keys().isdisjoint({"label", "id"})


def _header(sheet: Any) -> _Found | None:
    above: list[str] = []
    partial: _Found | None = None
    for number, row in enumerate(sheet.iter_rows(max_row=HEADER_WITHIN, max_col=MAX_COLUMNS, values_only=True), 1):
        found = _Found(sheet.title, number, {}, above)
        for index, value in enumerate(row, 1):
            key = column_of(value) if isinstance(value, str) else None
            if key is None:
                continue
            if key in found.columns and key in _SINGLE:
                found.twice.append(f"{get_column_letter(index)}{number}")
            found.columns.setdefault(key, index)
        if _is_complete(found):
            return found
        if len(found.columns) >= _FEW_WORDS:
            partial = partial or found
        above.extend(str(value) for value in row if value is not None)
    return partial


def _checked(found: _Found, path: Path) -> _Found:
    """The header, when the column of the values is named once only."""
    place = Place(str(path), cell=f"{found.title}!{found.twice[0]}") if found.twice else None
    if place is not None:
        raise mistake("表头里有两列同名，分不清该读哪一列", "two columns have the same header", place)
    return found


def _no_table(partial: _Found | None, path: Path) -> InputError:
    expected = {column.key: column.title for column in COLUMNS}
    label, value = expected["label"], expected["value"]
    if partial is not None:
        missing = value if "value" not in partial.columns else label
        place = Place(str(path), cell=f"{partial.title}!A{partial.header}")
        return mistake(f"表头里缺少“{missing.zh}”一列", f"the header has no column '{missing.en}'", place)
    return mistake(
        f"找不到事实表：应有工作表“{FACTS_SHEET.zh}”，表头有“{label.zh}”和“{value.zh}”；jinjie template 可生成模板",
        f"no table of facts: a sheet '{FACTS_SHEET.en}' with the headers '{label.en}' and '{value.en}' is expected; "
        "`jinjie template` writes one",
        Place(str(path)),
    )


def _rows(sheet: Any, found: _Found, hollow: frozenset[str]) -> Iterator[Row]:
    """Every row below the header that holds anything; formatted but empty ones are passed over."""
    first = found.header + 1
    lines = sheet.iter_rows(min_row=first, max_row=MAX_ROWS, max_col=max(found.columns.values()))
    for number, line in enumerate(lines, first):
        cells = dict(_cells(line, number, found.columns, hollow))
        if any(not cell.is_empty for cell in cells.values()):
            yield Row(number, cells)


def _cells(
    line: Iterable[Any], number: int, columns: Mapping[str, int], hollow: frozenset[str]
) -> Iterator[tuple[str, SheetCell]]:
    by_number = dict(enumerate(line, 1))
    for key, column in columns.items():
        at, cell = f"{get_column_letter(column)}{number}", by_number.get(column)
        if cell is None or (cell.value is None and at not in hollow):
            yield key, SheetCell(at)
        else:
            yield key, SheetCell(at, cell.value, cell.number_format, cell.data_type == "e", at in hollow)
