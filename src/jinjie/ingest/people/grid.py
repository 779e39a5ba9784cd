"""A sheet or a text table as rows of cells, whatever file it is in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Protocol

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from jinjie.basics.problems import Place
from jinjie.ingest.table import SheetCell

HEADER_WITHIN = 20
"""The header stands in one of the first rows."""
MAX_COLUMNS = 500
"""Columns further right are not looked at."""

Head = list[list[str]]
"""The first rows as text; an empty cell is an empty text."""


class Grid(Protocol):
    """What a table of people needs to know of its file."""

    @property
    def file(self) -> str: ...

    @property
    def title(self) -> str:
        """The name of the sheet; empty where there are none."""

    @property
    def merged(self) -> tuple[CellRange, ...]: ...

    def head(self) -> Head: ...

    def rows(self, first: int, columns: Collection[int]) -> Iterator[tuple[int, Mapping[int, SheetCell]]]:
        """The cells that hold anything in these columns, row by row; rows without any are passed over."""


def at(row: int, column: int) -> str:
    """The name of a cell.

    >>> at(7, 3)
    'C7'
    """
    return f"{get_column_letter(column)}{row}"


def place_of(grid: Grid, cell: str) -> Place:
    """Where a cell stands: file, sheet, cell."""
    return Place(grid.file, cell=f"{grid.title}!{cell}" if grid.title else cell)
