"""The sheets of an Excel workbook as grids, streamed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl.worksheet.cell_range import CellRange

from jinjie.basics.problems import InputError, Place, mistake
from jinjie.basics.text import Text, did_you_mean
from jinjie.ingest.cells import decimal_text
from jinjie.ingest.container import hollow_in, merged_in, workbook_bytes
from jinjie.ingest.people.formulas import FORMULA
from jinjie.ingest.people.grid import HEADER_WITHIN, MAX_COLUMNS, Head, at
from jinjie.ingest.sheet import CHOICES_SHEET, NOTES_SHEET, is_sample_sheet, loose
from jinjie.ingest.table import SheetCell, opened

MAX_SHEET_ROWS = 1_048_576
_LOST = re.compile(r"xl/(charts|media|diagrams|slicers)/")
_LOST_WORDS = {
    "charts": Text("图表", "charts"),
    "media": Text("图片", "pictures"),
    "diagrams": Text("示意图", "diagrams"),
    "slicers": Text("切片器", "slicers"),
}


@dataclass(frozen=True)
class BookGrid:
    """One sheet of a workbook that was read into memory as it is packed."""

    file: str
    title: str
    content: bytes
    part: str

    @cached_property
    def _xml(self) -> bytes:
        with zipfile.ZipFile(BytesIO(self.content)) as archive:
            return archive.read(self.part)

    @cached_property
    def merged(self) -> tuple[CellRange, ...]:
        return tuple(map(CellRange, merged_in(self._xml)))

    @cached_property
    def _hollow(self) -> frozenset[str]:
        return hollow_in(self._xml, MAX_SHEET_ROWS) if FORMULA.search(self._xml) else frozenset()

    def head(self) -> Head:
        with opened(BytesIO(self.content), Place(self.file)) as book:
            sheet = book[self.title]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=HEADER_WITHIN, max_col=MAX_COLUMNS, values_only=True)
            return [[_text(value) for value in row] for row in rows]

    def rows(self, first: int, columns: Collection[int]) -> Iterator[tuple[int, Mapping[int, SheetCell]]]:
        hollow, wanted = self._hollow, sorted(columns)
        with opened(BytesIO(self.content), Place(self.file)) as book:
            sheet = book[self.title]
            sheet.reset_dimensions()
            for number, line in enumerate(sheet.iter_rows(min_row=first, max_col=wanted[-1]), first):
                filled = [c for c in wanted if c <= len(line) and line[c - 1].value is not None]
                if hollow:
                    filled += [c for c in wanted if c <= len(line) and at(number, c) in hollow]
                cells = {c: _cell(line[c - 1], at(number, c), hollow) for c in filled}
                if any(not cell.is_empty for cell in cells.values()):
                    yield number, cells


def _cell(cell: Any, name: str, hollow: frozenset[str]) -> SheetCell:
    return SheetCell(name, cell.value, cell.number_format, cell.data_type == "e", name in hollow)


def _text(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return decimal_text(value)
    return "" if value is None else str(value).strip()


def book_grids(path: Path, sheet: str | None) -> list[BookGrid]:
    """The sheets in which people may stand: the one that is named, else all visible ones but notes and samples.

    Raises InputError for a file that is no ordinary workbook, or when there is no such sheet.
    """
    content = workbook_bytes(path)
    with opened(BytesIO(content), Place(str(path))) as book:
        titles = [one.title for one in book.worksheets]
        if sheet is not None and sheet not in titles:
            raise _no_sheet(path, sheet, titles)
        chosen = [one for one in book.worksheets if one.title == sheet or (sheet is None and _is_table(one))]
        return [BookGrid(str(path), one.title, content, one._worksheet_path) for one in chosen]


def _is_table(sheet: Any) -> bool:
    about = {loose(word) for text in (NOTES_SHEET, CHOICES_SHEET) for word in (text.zh, text.en)}
    return sheet.sheet_state == "visible" and not is_sample_sheet(sheet.title) and loose(sheet.title) not in about


def _no_sheet(path: Path, sheet: str, titles: list[str]) -> InputError:
    near, listed = did_you_mean(sheet, titles), titles[:10]
    return mistake(
        f"没有工作表“{sheet}”，有：{'、'.join(listed)}{near.zh}",
        f"there is no sheet '{sheet}'; there are: {', '.join(listed)}{near.en}",
        Place(str(path)),
    )


def lost_in_return(content: bytes) -> Text | None:
    """What the file holds that will not be in the file written back."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        found = {match[1] for match in map(_LOST.match, archive.namelist()) if match}
    words = [text for key, text in _LOST_WORDS.items() if key in found]
    if not words:
        return None
    zh, en = "、".join(text.zh for text in words), ", ".join(text.en for text in words)
    return Text(
        f"写回的文件里不会有：{zh}；请保留原件", f"the file written back will not have its {en}; keep the original"
    )
