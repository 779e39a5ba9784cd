"""A panorama as files of tables: one CSV each, with an index of titles, units, sources and dates."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import StringIO

from jinjie.basics.numbers import Exact, json_number
from jinjie.basics.text import Language, Text
from jinjie.reports.panorama import words
from jinjie.reports.panorama.model import Album, Column, Panel, Sheet, Value
from jinjie.reports.panorama.tabular import head_of

BOM = "\ufeff"
"""Excel reads a CSV file as UTF-8 only when it begins so."""
INDEX = "index"
_FORMULA = ("=", "+", "-", "@", "\t")


def csv_files(album: Album) -> dict[str, str]:
    """The content of each file by its name."""
    found = {f"{panel.key}.csv": _panel(panel, album) for panel in whole_panels(album)}
    return {f"{INDEX}.csv": _index(album), **found}


def flat(panel: Panel, album: Album) -> tuple[list[Column], list[list[Value]]]:
    """The sheets of a panel of one shape as one: what each is about becomes a column, as does what is invented."""
    sheets = [sheet for sheet in panel.sheets if sheet.rows]
    grouped = any(sheet.group for sheet in sheets)
    columns = [*([Column(words.RULEBOOK[album.language])] if grouped else []), *sheets[0].columns]
    rows: list[list[Value]] = []
    for sheet in sheets:
        body = [*sheet.rows, *([sheet.total] if sheet.total is not None else [])]
        rows += [[*([sheet.group] if grouped else []), *row] for row in body]
    if album.warning and panel.own:
        columns.append(Column(Text("数据性质", "Nature of the data")[album.language]))
        rows = [[*row, words.SYNTHETIC_SHORT[album.language]] for row in rows]
    return columns, rows


def whole_panels(album: Album) -> Iterator[Panel]:
    """Panels whose sheets have one shape: others are taken apart, and numbered."""
    for panel in album.panels:
        shapes: dict[tuple[Column, ...], list[Sheet]] = {}
        for sheet in panel.sheets:
            if sheet.rows:
                shapes.setdefault(sheet.columns, []).append(sheet)
        for number, sheets in enumerate(shapes.values(), 1):
            key = panel.key if number == 1 else f"{panel.key}-{number}"
            title = panel.title if number == 1 or len(sheets) > 1 else sheets[0].group
            yield replace(panel, key=key, title=title, sheets=tuple(sheets))


def _panel(panel: Panel, album: Album) -> str:
    columns, rows = flat(panel, album)
    return _written(
        [[head_of(column, album.language) for column in columns], *([_cell(v) for v in row] for row in rows)]
    )


def _index(album: Album) -> str:
    language = album.language
    heads = ["file", *(text[language] for text in (words.FIGURE_TITLE, words.UNIT, words.SOURCE)), "figures"]
    rows = [
        [f"{p.key}.csv", p.title, "、".join(units_of(p)), p.source, _figures(p, language)] for p in whole_panels(album)
    ]
    notes = [[line] for line in (album.warning, *album.basis, *album.last) if line]
    return _written([heads, *rows, *notes])


def units_of(panel: Panel) -> list[str]:
    """The units of its columns, each once."""
    return list(dict.fromkeys(column.unit for sheet in panel.sheets for column in sheet.columns if column.unit))


def _figures(panel: Panel, language: Language) -> str:
    return " ".join(words.FIGURE[language].format(number=number) for number in panel.figures)


def _written(rows: Iterable[Iterable[object]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return BOM + out.getvalue()


def _cell(value: Value) -> object:
    """A value as CSV holds it. Text that a spreadsheet would run as a formula is quoted."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value is None else number_of(value)


def number_of(value: Exact) -> int | float:
    """A plain number: whole, or with at most six decimals."""
    return json_number(value)
