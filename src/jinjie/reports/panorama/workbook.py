"""A panorama as one workbook: a sheet per table, real numbers, a frozen head, filters, units."""

from __future__ import annotations

import re
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jinjie.basics.text import Language
from jinjie.reports.panorama import words
from jinjie.reports.panorama.files import flat, number_of, units_of, whole_panels
from jinjie.reports.panorama.model import Album, Column, Panel, Value
from jinjie.reports.panorama.tabular import head_of
from jinjie.reports.template.style import (
    QUIET,
    TITLE_FONT,
    UNWRAPPED,
    WARNING_FONT,
    as_header,
    cell_at,
    for_print,
    put,
    width_of,
)

HEAD = 5
"""The row of the column heads; above it stand the title, the source, the units and the warning."""
_FORMATS = {"count": "#,##0", "number": "#,##0.##", "share": "0.0%"}
_NARROW, _WIDE = 10, 48
_MOST_TITLE = 31


def workbook(album: Album) -> bytes:
    """The workbook as the content of a file."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = words.FIGURES[album.language][:_MOST_TITLE]
    panels = list(whole_panels(album))
    index = next(panel for panel in panels if panel.key == "figures")
    _fill(first, index, album)
    taken = {first.title.lower()}
    for panel in panels:
        if panel is not index:
            _fill(book.create_sheet(_name(panel, taken)), panel, album)
    book.properties.title, book.properties.creator = album.kind, "Jinjie"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _name(panel: Panel, taken: set[str]) -> str:
    """A title that Excel takes, and that no other sheet has."""
    name = re.sub(r"[\\/*?:\[\]]", " ", panel.title)[:_MOST_TITLE].strip() or panel.key
    if name.lower() in taken:
        name = f"{name[: _MOST_TITLE - len(panel.key) - 1]} {panel.key}"[-_MOST_TITLE:]
    taken.add(name.lower())
    return name


def _fill(sheet: Worksheet, panel: Panel, album: Album) -> None:
    columns, rows = flat(panel, album)
    _top(sheet, panel, album)
    for at, column in enumerate(columns, 1):
        as_header(cell_at(sheet, get_column_letter(at), HEAD), head_of(column, album.language))
        sheet.column_dimensions[get_column_letter(at)].width = _width(
            column, [row[at - 1] for row in rows], album.language
        )
    for number, row in enumerate(rows, HEAD + 1):
        for at, (value, column) in enumerate(zip(row, columns, strict=True), 1):
            if value is not None:
                shown = value if isinstance(value, str) else number_of(value)
                put(cell_at(sheet, get_column_letter(at), number), shown, _FORMATS.get(column.kind))
    last = get_column_letter(len(columns))
    sheet.freeze_panes = f"A{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:{last}{HEAD + len(rows)}"
    for_print(sheet, HEAD)


def _top(sheet: Worksheet, panel: Panel, album: Album) -> None:
    """Title, source and units; that the data is invented, where it is."""
    colon = "：" if album.language == "zh" else ": "
    source = f"{words.SOURCE[album.language]}{colon}{panel.source}" if panel.source else ""
    units = f"{words.UNIT[album.language]}{colon}{', '.join(units_of(panel))}" if units_of(panel) else ""
    warning = album.warning if panel.own else ""
    for row, (text, font) in enumerate(
        ((panel.title, TITLE_FONT), (source, QUIET), (units, QUIET), (warning, WARNING_FONT)), 1
    ):
        if text:
            cell = cell_at(sheet, "A", row)
            put(cell, text)
            cell.font = font
            cell.alignment = UNWRAPPED


def _width(column: Column, values: list[Value], language: Language) -> int:
    longest = max((width_of(str(value)) for value in values if isinstance(value, str)), default=0)
    return min(max(longest + 2, width_of(head_of(column, language)) + 2, _NARROW), _WIDE)
