"""The user's own workbook, with the added columns and the wrong cells marked."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from jinjie.basics.problems import Place, Problem
from jinjie.basics.text import Language
from jinjie.ingest.container import damaged
from jinjie.ingest.people.added import Added, AddedColumn, title_of, written
from jinjie.ingest.people.book import BookGrid
from jinjie.ingest.people.extending import cells_of, extend, set_widths, take_back
from jinjie.ingest.people.formulas import with_results
from jinjie.ingest.people.header import Header
from jinjie.ingest.people.marking import mark_wrong, put, put_header

Results = Mapping[int, Mapping[str, Added]]


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added: the columns, the values by row and key, what is wrong by row."""

    columns: Sequence[AddedColumn]
    results: Results
    problems: Mapping[int, Sequence[Problem]]
    language: Language


def book_with(grid: BookGrid, header: Header, addition: Addition) -> bytes:
    """The workbook as a file. Whatever openpyxl keeps is kept: formats, widths, formulas, notes, other sheets.

    Raises InputError when it cannot be opened for writing.
    """
    book = _loaded(grid)
    sheet = book[grid.title]
    last = _last_column(sheet, header)
    columns = _columns(header, last, len(addition.columns))
    take_back(sheet, header)
    for column, added in zip(columns, addition.columns, strict=True):
        put_header(_cell(sheet, header.last, column), title_of(added, addition.language))
        _write_column(sheet, column, added, addition)
    set_widths(sheet, {column: added.width for column, added in zip(columns, addition.columns, strict=True)})
    extend(sheet, header, columns)
    _mark(sheet, addition)
    out = BytesIO()
    book.save(out)
    return with_results(out.getvalue(), grid.content)


def _loaded(grid: BookGrid) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(BytesIO(grid.content), rich_text=True)
    except Exception as error:
        raise damaged(Place(grid.file)) from error


def _last_column(sheet: Worksheet, header: Header) -> int:
    """The last column that holds anything beside or below the header, those of an earlier run at the end left out."""
    held = (cell.column for cell in cells_of(sheet) if cell.row >= header.first and cell.value is not None)
    last = max([*header.texts, *held])
    while last in header.earlier:
        last -= 1
    return last


def _columns(header: Header, last: int, count: int) -> list[int]:
    """Where the added columns stand: in place of earlier ones, then to the right of everything."""
    kept = [column for column in header.earlier if column < last]
    return [*kept, *range(last + 1, last + 1 + count)][:count]


def _write_column(sheet: Worksheet, column: int, added: AddedColumn, addition: Addition) -> None:
    for row, values in addition.results.items():
        if added.key in values:
            value = values[added.key]
            put(_cell(sheet, row, column), written(value.value, addition.language), value.tone)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell to write to; a merged range that reaches here ends before it."""
    cell = sheet.cell(row, column)
    if isinstance(cell, Cell):
        return cell
    for area in [area for area in sheet.merged_cells.ranges if cell.coordinate in area]:
        sheet.unmerge_cells(area.coord)
        if area.min_col < column and (column - area.min_col, area.max_row) != (1, area.min_row):
            area.max_col = column - 1
            sheet.merge_cells(area.coord)
    free = sheet.cell(row, column)
    assert isinstance(free, Cell)
    return free


def _mark(sheet: Worksheet, addition: Addition) -> None:
    by_cell: dict[str, list[str]] = {}
    for problem in (problem for problems in addition.problems.values() for problem in problems):
        if problem.place.cell is not None:
            name = problem.place.cell.rpartition("!")[2]
            by_cell.setdefault(name, []).append(problem.message[addition.language])
    for name, words in by_cell.items():
        cell = sheet[name]
        if isinstance(cell, Cell):
            mark_wrong(cell, "\n".join(words), addition.language)
