"""The sheets of the template: facts, notes, sample."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from jinjie.basics.text import Language
from jinjie.facts.values import Source
from jinjie.facts.vocabulary import Fact
from jinjie.ingest.sheet import COLUMNS, SOURCE_KEYS
from jinjie.reports.template.filled import cell_of
from jinjie.reports.template.lines import Line, Section
from jinjie.reports.template.notes import NOTES, NOTES_TITLE
from jinjie.reports.template.style import (
    BOLD,
    BORDER,
    QUIET,
    SECTION_FILL,
    TITLE_FONT,
    UNWRAPPED,
    VALUE_FILL,
    WIDTHS,
    as_header,
    cell_at,
    for_print,
    height_of,
    put,
)

HEADER_ROW = 5
_LETTERS = {column.key: get_column_letter(number) for number, column in enumerate(COLUMNS, 1)}
_NOTE_WIDTHS = {"A": 18, "B": 110}


def write_facts(sheet: Worksheet, sections: Sequence[Section], language: Language) -> list[tuple[Fact, str]]:
    """The table of facts from its header on; the value cells with their facts."""
    _header(sheet, language)
    row, cells = HEADER_ROW + 1, list[tuple[Fact, str]]()
    for section in sections:
        _section(sheet, row, section.title[language])
        for line in section.lines:
            row += 1
            _line(sheet, row, line, language)
            if line.fact is not None:
                cells.append((line.fact, f"{_LETTERS['value']}{row}"))
        row += 1
    return cells


def write_heading(sheet: Worksheet, lines: Sequence[str]) -> None:
    """The lines above the table: a title, then smaller ones."""
    for row, text in enumerate(lines, 1):
        cell = cell_at(sheet, "A", row)
        put(cell, text)
        cell.font, cell.alignment = TITLE_FONT if row == 1 else QUIET, UNWRAPPED


def _header(sheet: Worksheet, language: Language) -> None:
    for column in COLUMNS:
        as_header(sheet[f"{_LETTERS[column.key]}{HEADER_ROW}"], column.title[language])
        sheet.column_dimensions[_LETTERS[column.key]].width = WIDTHS[column.key]
    sheet.column_dimensions[_LETTERS["id"]].hidden = True
    sheet.row_dimensions[HEADER_ROW].height = 30
    sheet.freeze_panes = f"C{HEADER_ROW + 1}"
    for_print(sheet, HEADER_ROW)


def _section(sheet: Worksheet, row: int, title: str) -> None:
    for column in COLUMNS:
        cell = sheet[f"{_LETTERS[column.key]}{row}"]
        cell.fill, cell.border = SECTION_FILL, BORDER
    put(sheet[f"A{row}"], title)
    sheet[f"A{row}"].font = BOLD


def _line(sheet: Worksheet, row: int, line: Line, language: Language) -> None:
    def cell(key: str) -> Cell:
        return cell_at(sheet, _LETTERS[key], row)

    for key in _LETTERS:
        put(cell(key), line.texts.get(key))
        cell(key).border = BORDER
    put(cell("id"), line.id)
    _value(cell("value"), line, language)
    source = Source() if line.statement is None else line.statement.source
    for key, text in zip(SOURCE_KEYS, (source.document, source.page, source.date, source.by), strict=True):
        put(cell(key), text, "@")
        cell(key).fill = VALUE_FILL
    shown = {key: text for key, text in line.texts.items() if text}
    sheet.row_dimensions[row].height = height_of({**shown, "value": str(cell("value").value or "")})


def _value(cell: Cell, line: Line, language: Language) -> None:
    if line.fact is None:
        put(cell, line.name or None, "@")
    else:
        put(cell, *cell_of(line.fact, line.statement, language))
    cell.fill, cell.font = VALUE_FILL, BOLD


def write_notes(sheet: Worksheet, stamp: str, language: Language) -> None:
    """How to fill the template in."""
    for letter, width in _NOTE_WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    write_heading(sheet, [NOTES_TITLE[language], stamp])
    for row, (title, text) in enumerate(NOTES, 4):
        put(cell_at(sheet, "A", row), title[language])
        cell_at(sheet, "A", row).font = BOLD
        put(cell_at(sheet, "B", row), text[language])
        sheet.row_dimensions[row].height = 34
    for_print(sheet)
