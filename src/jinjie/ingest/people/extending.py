"""What of a sheet grows with added columns: filter, table, widths. And what an earlier run left is taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from jinjie.ingest.people.header import MARK, Header
from jinjie.ingest.people.marking import clear, unmark


def take_back(sheet: Worksheet, header: Header) -> None:
    """Empties the columns of an earlier run and unmarks the cells it marked."""
    added = set(header.earlier)
    for cell in cells_of(sheet):
        if cell.row >= header.last and cell.column in added:
            clear(cell)
        elif cell.row > header.last and cell.comment is not None:
            unmark(cell)


def cells_of(sheet: Any) -> list[Cell]:
    """The cells that the file has. (Going through rows would make all those that it has not.)"""
    return [cell for cell in sheet._cells.values() if isinstance(cell, Cell)]


def set_widths(sheet: Worksheet, widths: Mapping[int, int]) -> None:
    """Widths of columns. One setting for many columns is parted where it covers one of them."""
    for column in widths:
        for dimension in list(sheet.column_dimensions.values()):
            if (dimension.min or 0) <= column <= (dimension.max or 0):
                _part(sheet, dimension, column)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width


def _part(sheet: Worksheet, dimension: ColumnDimension, column: int) -> None:
    """A setting for columns on both sides of this one becomes two, and this column has none."""
    first, last = dimension.min or column, dimension.max or column
    del sheet.column_dimensions[dimension.index]
    for low, high in ((first, column - 1), (column + 1, last)):
        if low <= high:
            part = copy(dimension)
            part.index, part.min, part.max = get_column_letter(low), low, high
            sheet.column_dimensions[part.index] = part


def extend(sheet: Worksheet, header: Header, columns: Sequence[int]) -> None:
    """A filter or table over the header takes in the added columns, so that sorting moves them along."""
    area = CellRange(sheet.auto_filter.ref) if sheet.auto_filter.ref else None
    if area is not None and header.first <= area.min_row <= header.last:
        sheet.auto_filter.ref = _wider(area, columns)
    for table in sheet.tables.values():
        area = CellRange(table.ref)
        if area.min_row == header.last and area.min_col <= min(header.columns) <= area.max_col:
            _extend_table(sheet, table, header, columns)


def _wider(area: CellRange, columns: Sequence[int]) -> str:
    return _until(area, max(area.max_col, *columns) if columns else area.max_col)


def _until(area: CellRange, last: int) -> str:
    return str(CellRange(min_col=area.min_col, min_row=area.min_row, max_col=last, max_row=area.max_row).coord)


def _extend_table(sheet: Worksheet, table: Table, header: Header, columns: Sequence[int]) -> None:
    """A table names each of its columns as the header does, and no two alike, or Excel calls the file damaged."""
    area, freed = CellRange(table.ref), set(header.earlier) - set(columns)
    last = max(c for c in range(area.min_col, area.max_col + 1) if c not in freed)
    while last + 1 in columns:
        last += 1
    known = table.tableColumns[: last - area.min_col + 1]
    following = max(column.id for column in table.tableColumns) + 1
    known += [TableColumn(id=following + i, name="") for i in range(last - area.min_col + 1 - len(known))]
    for column in range(area.min_col, last + 1):
        if column in freed:
            sheet.cell(area.min_row, column).value = f"{MARK.zh}{column}"
        if column in freed or column in columns:
            known[column - area.min_col].name = str(sheet.cell(area.min_row, column).value)
    table.tableColumns, table.ref = known, _until(area, last)
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref
