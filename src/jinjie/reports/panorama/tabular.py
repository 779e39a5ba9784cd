"""Values of sheets in words: for pages, and for the terminal."""

from __future__ import annotations

from jinjie.basics.numbers import rounded, to_text
from jinjie.basics.text import Language
from jinjie.facts.writing import grouped
from jinjie.reports import document
from jinjie.reports.panorama import words
from jinjie.reports.panorama.model import Column, Sheet, Value


def text_of(value: Value, column: Column) -> str:
    """A value as a reader expects it; nothing where there is none."""
    if value is None or isinstance(value, str):
        return value or ""
    if column.kind == "share":
        return f"{rounded(value * 100, 1).normalize():f}%"
    return grouped(to_text(value, 2).removeprefix("≈"))


def head_of(column: Column, language: Language) -> str:
    """The title of a column with its unit."""
    if not column.unit or column.unit == "%":
        return column.title
    return f"{column.title}（{column.unit}）" if language == "zh" else f"{column.title} ({column.unit})"


def short(sheet: Sheet, language: Language) -> list[tuple[Value, ...]]:
    """The rows that a page shows: all, or the first with the sum of the rest; the total last."""
    rows = list(sheet.rows)
    if sheet.shown and len(rows) > sheet.shown + 1:
        rest = rows[sheet.shown :]
        rows = [*rows[: sheet.shown], _summed(sheet, rest, words.REST[language].format(count=len(rest)))]
    return rows if sheet.total is None else [*rows, sheet.total]


def _summed(sheet: Sheet, rows: list[tuple[Value, ...]], label: str) -> tuple[Value, ...]:
    named = next(i for i in reversed(range(len(sheet.columns))) if not sheet.columns[i].is_numeric)
    cells: list[Value] = []
    for at, column in enumerate(sheet.columns):
        if column.kind == "count":
            cells.append(sum(row[at] for row in rows if isinstance(row[at], int)))  # type: ignore[misc]
        else:
            cells.append(label if at == named else "")
    return tuple(cells)


def table_of(sheet: Sheet, language: Language) -> document.Table:
    """A sheet as a table of a report. Units stand above the table, once."""
    columns = tuple(
        document.Column(column.title, _weight(sheet, at), numeric=column.is_numeric)
        for at, column in enumerate(sheet.columns)
    )
    rows = tuple(
        document.Row(tuple(document.Cell(text_of(value, c)) for value, c in zip(row, sheet.columns, strict=True)))
        for row in short(sheet, language)
    )
    return document.Table("", columns, rows)


def _weight(sheet: Sheet, at: int) -> int:
    """Room by what a column holds: numbers little, names much."""
    column = sheet.columns[at]
    if column.is_numeric:
        return 10
    longest = max((len(str(row[at] or "")) for row in sheet.rows), default=0)
    return min(max(longest, 6), 26)
