"""A row of the table as the profile of an enterprise, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from openpyxl.worksheet.cell_range import CellRange

from jinjie.basics import credit_code
from jinjie.basics.problems import InputError, Place, Problem
from jinjie.basics.text import Text
from jinjie.documents.reading import Document
from jinjie.facts.profile import CREDIT_CODE, Profile, read_fact
from jinjie.facts.values import Statement
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.ingest.cells import cell_text, plain_text
from jinjie.ingest.doubts import ratio_doubt
from jinjie.ingest.people.grid import Grid, at, place_of
from jinjie.ingest.people.header import Header
from jinjie.ingest.people.ranges import Given, together
from jinjie.ingest.people.shares import doubtful_shares, refuse_doubtful
from jinjie.ingest.people.units import with_unit
from jinjie.ingest.people.words import End, Meaning
from jinjie.ingest.sheet import NAME_ID, loose
from jinjie.ingest.table import SheetCell

_TOTALS = frozenset({"合计", "总计", "小计", "总和", "平均", "平均值", "total", "sum", "average"})
_SIGNED = re.compile(
    r"(?:填表|制表|填报|审核|复核|负责|联系)\S{0,4}[:：]|(?:单位)?负责人|备?注\s*[:：\d]|说明\s*[:：]|note\s*:", re.I
)

Stated = tuple[str | list[str], Statement, Text | None]
_REMEMBERED = 50_000


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """One enterprise. ``number`` is that of the row in the user's own sheet; a row with problems has no profile."""

    number: int
    name: str
    profile: Profile | None
    problems: tuple[Problem, ...] = ()


@dataclass
class RowReader:
    """Reads row after row, and remembers the credit codes it has seen."""

    grid: Grid
    header: Header
    vocabulary: Vocabulary
    seen: dict[str, int] = field(default_factory=dict)
    known: dict[tuple[object, ...], Stated] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.doubtful = doubtful_shares(self.grid, self.header)
        last, columns = self.header.last, self.header.columns
        touching = (
            a for a in self.grid.merged if a.max_row > last and any(a.min_col <= c <= a.max_col for c in columns)
        )
        self.waiting = sorted(touching, key=lambda area: -area.min_row)
        self.open: list[CellRange] = []
        self.filled: set[str] = set()

    def rows(self) -> Iterator[PeopleRow]:
        for number, cells in self.grid.rows(self.header.last + 1, self.header.columns):
            areas = self._areas(number, cells)
            if not self._is_no_enterprise(cells, areas):
                yield self._row(number, cells, areas)

    def _areas(self, number: int, cells: Mapping[int, SheetCell]) -> list[CellRange]:
        """The merged ranges over this row that hold something."""
        while self.waiting and self.waiting[-1].min_row <= number:
            self.open.append(self.waiting.pop())
        self.open = [area for area in self.open if area.max_row >= number]
        for area in self.open:
            if area.min_row == number and not cells.get(area.min_col, SheetCell("")).is_empty:
                self.filled.add(area.coord)
        return [area for area in self.open if area.coord in self.filled]

    def _is_no_enterprise(self, cells: Mapping[int, SheetCell], areas: list[CellRange]) -> bool:
        """A title between rows, a total, a signature."""
        filled = {column: cell for column, cell in cells.items() if not cell.is_empty}
        if len(filled) == 1 and any(a.min_row == a.max_row and a.min_col in filled for a in areas):
            return True
        meanings = {self.header.columns[column].fact: cell for column, cell in filled.items()}
        first = meanings.get(NAME_ID) or next(iter(filled.values()))
        text = first.value if isinstance(first.value, str) else ""
        return CREDIT_CODE not in meanings and (loose(text) in _TOTALS or _SIGNED.match(text.strip()) is not None)

    def _row(self, number: int, cells: Mapping[int, SheetCell], areas: list[CellRange]) -> PeopleRow:
        draft = _Draft(self, number)
        for area in areas:
            draft.problems.extend(self._merged(number, area))
        for column, meaning in self.header.columns.items():
            cell = cells.get(column)
            if cell is not None and not cell.is_empty:
                draft.take(column, meaning, cell)
        return draft.row()

    def stated(self, column: int, meaning: Meaning, cell: SheetCell) -> Stated:
        """What a cell states; a column says the same in many rows.

        Raises InputError (without a place) when it cannot be read.
        """
        key = (column, type(cell.value), cell.value, cell.number_format, cell.is_error, cell.hollow)
        if key not in self.known:
            if len(self.known) > _REMEMBERED:
                self.known.clear()
            self.known[key] = self._stated(column, meaning, cell)
        return self.known[key]

    def _stated(self, column: int, meaning: Meaning, cell: SheetCell) -> Stated:
        fact = self.vocabulary[meaning.fact]
        if column in self.doubtful:
            refuse_doubtful(cell)
        found = cell_text(cell, fact)
        text, doubt = found.text, found.doubt
        unit = self.header.money if meaning.unit is None and fact.kind is Kind.MONEY else meaning.unit
        if unit is not None and isinstance(text, str):
            text, doubt = with_unit(text, unit), None
        (statement,) = read_fact(self.vocabulary, fact.id, text, Document("", None))
        return text, statement, doubt or ratio_doubt(fact, text, statement, refuse=not meaning.is_identifier)

    def _merged(self, number: int, area: CellRange) -> Iterator[Problem]:
        """A value that several rows or several read columns share."""
        columns = [c for c in self.header.columns if area.min_col <= c <= area.max_col]
        if area.min_row == area.max_row and len(columns) < 2:
            return
        zh = f"合并单元格（{area.coord}），分不清是哪一家、哪一列的值；请取消合并"
        en = f"cells are merged ({area.coord}), so it is not clear whose value this is; unmerge them"
        yield Problem(Text(zh, en), place_of(self.grid, at(number, columns[0])), _fact(self.header.columns[columns[0]]))


def _fact(meaning: Meaning) -> str | None:
    return None if meaning.fact == NAME_ID else meaning.fact


@dataclass
class _Draft:
    """What is gathered cell by cell."""

    reader: RowReader
    number: int
    name: str = ""
    given: dict[str, dict[End, Given]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def take(self, column: int, meaning: Meaning, cell: SheetCell) -> None:
        """One cell; everything wrong with it is noted."""
        place = place_of(self.reader.grid, cell.at)
        try:
            if meaning.fact == NAME_ID:
                self.name = plain_text(cell)
            else:
                self._state(column, meaning, cell)
        except InputError as error:
            self.problems.extend(replace(p, place=place, fact=_fact(meaning)) for p in error.problems)

    def _state(self, column: int, meaning: Meaning, cell: SheetCell) -> None:
        place = place_of(self.reader.grid, cell.at)
        text, statement, doubt = self.reader.stated(column, meaning, cell)
        if doubt is not None:
            self.warnings.append(Problem(doubt, place, meaning.fact))
        self.given.setdefault(meaning.fact, {})[meaning.end] = Given(text, place, statement)

    def row(self) -> PeopleRow:
        statements = dict(self._statements())
        code = self._code(statements)
        if code is not None and self.reader.seen.setdefault(code, self.number) != self.number:
            self.problems.append(self._twice(code))
        if self.problems:
            return PeopleRow(self.number, self.name, None, tuple(self.problems))
        if code is not None and (warning := credit_code.warning_about(code)) is not None:
            self.warnings.append(Problem(warning, self._place(CREDIT_CODE), CREDIT_CODE))
        return PeopleRow(self.number, self.name, Profile(self.name, statements, tuple(self.warnings)))

    def _statements(self) -> Iterator[tuple[str, tuple[Statement, ...]]]:
        for id_, given in self.given.items():
            try:
                yield id_, (together(self.reader.vocabulary[id_], given),)
            except InputError as error:
                self.problems.extend(error.problems)

    def _code(self, statements: Mapping[str, tuple[Statement, ...]]) -> str | None:
        value = statements[CREDIT_CODE][0].value if CREDIT_CODE in statements else None
        return value if isinstance(value, str) else None

    def _place(self, fact: str) -> Place:
        return self.given[fact]["exact"].place

    def _twice(self, code: str) -> Problem:
        first = self.reader.seen[code]
        return Problem(
            Text(
                f"统一社会信用代码与第 {first} 行相同，这一行没有评估",
                f"the credit code is the same as in row {first}; this row was not assessed",
            ),
            self._place(CREDIT_CODE),
            CREDIT_CODE,
        )
