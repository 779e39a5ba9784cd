"""Columns headed %: whether their plain numbers are per cents, or fractions under a careless header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from jinjie.basics.numbers import Exact, parse_plain, to_text
from jinjie.basics.problems import mistake
from jinjie.ingest.cells import decimal_text
from jinjie.ingest.people.grid import Grid
from jinjie.ingest.people.header import Header
from jinjie.ingest.table import SheetCell


def doubtful_shares(grid: Grid, header: Header) -> frozenset[int]:
    """The columns headed % most of whose plain numbers are at most 1, so that 0.35 may well mean 35%."""
    columns = [c for c, meaning in header.columns.items() if meaning.unit is not None and meaning.unit.suffix == "%"]
    if not columns:
        return frozenset()
    small: Counter[int] = Counter()
    large: Counter[int] = Counter()
    for _, cells in grid.rows(header.last + 1, columns):
        _count(cells, small, large)
    return frozenset(column for column in columns if small[column] > large[column])


def _count(cells: Mapping[int, SheetCell], small: Counter[int], large: Counter[int]) -> None:
    for column, cell in cells.items():
        number = plain_number(cell)
        if number:
            (small if -1 <= number <= 1 else large)[column] += 1


def plain_number(cell: SheetCell) -> Exact | None:
    """The number in a cell that shows no % of its own."""
    if isinstance(cell.value, str):
        return parse_plain(cell.value)
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and "%" not in cell.number_format:
        return parse_plain(decimal_text(cell.value))
    return None


def refuse_doubtful(cell: SheetCell) -> None:
    """Raises InputError (without a place) for a plain number of such a column. Zero is zero in either sense."""
    number = plain_number(cell)
    if number:
        small, large = to_text(number), to_text(number * 100)
        raise mistake(
            f"表头写着 %，但这一列的数多数不大于 1：是 {small}% 还是 {large}%？请在单元格里写上 %",
            f"the header says %, but most numbers here are at most 1: is it {small}% or {large}%? Write the %",
        )
