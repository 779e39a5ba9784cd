"""A file of people: a table with one enterprise per row, opened, and read row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from jinjie.basics.problems import InputError, Place, Problem, mistake
from jinjie.basics.text import Text
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.people.book import BookGrid, book_grids, lost_in_return
from jinjie.ingest.people.delimited import TextGrid, text_grids
from jinjie.ingest.people.grid import Head
from jinjie.ingest.people.header import Header, find_header, mistakes_in, no_header, not_used
from jinjie.ingest.people.rows import PeopleRow, RowReader
from jinjie.ingest.people.words import HeaderWords
from jinjie.ingest.reading import EXCEL_ENDINGS
from jinjie.ingest.sheet import column_of

TEXT_ENDINGS = frozenset({".csv", ".tsv", ".txt"})
AnyGrid = BookGrid | TextGrid


@dataclass
class PeopleFile:
    """An opened table. Iterate to read it, as often as wanted: each time every row anew, from the first on.

    ``facts`` are the facts it has columns for; ``notes`` are about the file as a whole: columns that are not used,
    other sheets, what the returned file will lack.
    """

    path: Path
    vocabulary: Vocabulary
    grid: AnyGrid
    header: Header
    notes: tuple[Problem, ...] = ()
    _problems: dict[int, tuple[Problem, ...]] | None = field(default=None, repr=False)

    def __iter__(self) -> Iterator[PeopleRow]:
        found: dict[int, tuple[Problem, ...]] = {}
        for row in RowReader(self.grid, self.header, self.vocabulary).rows():
            if row.problems:
                found[row.number] = row.problems
            yield row
        self._problems = found

    @property
    def facts(self) -> Sequence[str]:
        return self.header.facts

    @property
    def sheet(self) -> str:
        """The name of the sheet; empty for a text file."""
        return self.grid.title

    @property
    def problems(self) -> Mapping[int, tuple[Problem, ...]]:
        """What is wrong, by row. Reads the file when it was not yet read to its end."""
        if self._problems is None:
            for _ in self:
                pass
        return self._problems or {}


def open_people(path: Path, vocabulary: Vocabulary, day: date, sheet: str | None = None) -> PeopleFile:
    """A table of enterprises in .xlsx or .csv; years in its header are counted from the day of the assessment.

    Of several sheets the one with the most known columns is read, unless one is named. Its first rows may be titles.

    Raises InputError when the file cannot be read, has no header that names facts, or names one fact twice.
    """
    words = HeaderWords(vocabulary, day)
    heads = _heads(_grids(path, sheet))
    others = [(grid, head) for grid, head in heads if not _is_template(head)]
    found = [(grid, find_header(grid, head, words)) for grid, head in others]
    tables = [(grid, header) for grid, header in found if header is not None]
    if not tables:
        raise _template(path) if len(others) < len(heads) else no_header(str(path), [head for _, head in heads], words)
    grid, header = max(tables, key=lambda table: len(table[1].columns))
    mistakes = list(mistakes_in(grid, header))
    if mistakes:
        raise InputError(mistakes)
    unread = [other.title for other, _ in tables if other.title and other is not grid]
    notes = [not_used(grid, header, words), _other_sheets(grid, unread), _lost(grid)]
    return PeopleFile(path, vocabulary, grid, header, tuple(note for note in notes if note is not None))


def _grids(path: Path, sheet: str | None) -> list[AnyGrid]:
    ending = path.suffix.lower()
    if ending in EXCEL_ENDINGS:
        return [*book_grids(path, sheet)]
    if ending not in TEXT_ENDINGS:
        raise mistake(
            f"不支持“{ending}”文件；企业名单请用 .xlsx 或 .csv",
            f"'{ending}' files are not read; a table of enterprises is .xlsx or .csv",
            Place(str(path)),
        )
    if sheet is not None:
        raise mistake("文本文件没有工作表", "a text file has no sheets", Place(str(path)))
    return [*text_grids(path)]


def _heads(grids: Sequence[AnyGrid]) -> list[tuple[AnyGrid, Head]]:
    """The first rows of each grid. A text with another separator may have quotes that do not match."""
    heads: list[tuple[AnyGrid, Head]] = []
    refused: list[InputError] = []
    for grid in grids:
        try:
            heads.append((grid, grid.head()))
        except InputError as error:
            refused.append(error)
    if refused and not heads:
        raise refused[0]
    return heads


def _is_template(head: Head) -> bool:
    return any({"label", "value"} <= {column_of(text) for text in row if text} for row in head)


def _template(path: Path) -> InputError:
    return mistake(
        "这是一家企业的模板；企业名单应是一行一家（单家企业用 jinjie assess）",
        "this is the template for one enterprise; a table has one per row (for one, use `jinjie assess`)",
        Place(str(path)),
    )


def _other_sheets(grid: AnyGrid, others: Sequence[str]) -> Problem | None:
    if not others:
        return None
    zh = f"只读了工作表“{grid.title}”；没有读：{'、'.join(others)}"
    return Problem(Text(zh, f"only sheet '{grid.title}' was read, and not: {', '.join(others)}"), Place(grid.file))


def _lost(grid: AnyGrid) -> Problem | None:
    lost = lost_in_return(grid.content) if isinstance(grid, BookGrid) else None
    return None if lost is None else Problem(lost, Place(grid.file))
