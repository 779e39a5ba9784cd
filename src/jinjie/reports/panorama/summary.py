"""A panorama in a screenful of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinjie.reports.panorama import words
from jinjie.reports.panorama.model import Album, Panel
from jinjie.reports.panorama.tabular import text_of
from jinjie.reports.text.cells import pad, width, wrap

_ICONS = {"pass": "✓", "fail": "✗", "open": "?"}
_FIRST = 5
_GAP = 2
_NAME = 28
"""The narrowest column of names."""
_NUMBER = 13


def summary(album: Album, columns: int) -> str:
    """Tiers, the first provinces and sections, what the handbook claims, which figures lack a source."""
    return "\n".join(_lines(album, columns)) + "\n"


def _lines(album: Album, columns: int) -> Iterator[str]:
    yield from wrap(f"{album.kind} · {album.name}", columns)
    yield from wrap("   ".join(f"{name} {value}" for name, value in album.about), columns)
    if album.warning:
        yield from wrap(f"! {album.warning}", columns)
    panels = {panel.key: panel for panel in album.panels}
    for key, count in (("tiers", None), ("provinces", _FIRST), ("industries", _FIRST), ("blocking", _FIRST)):
        yield ""
        yield from _table(panels[key], count, columns)
    yield ""
    yield from _claims(album, columns)
    yield from _gaps(album, columns)
    yield ""
    for line in (*album.basis, *album.last):
        yield from wrap(line, columns)


def _table(panel: Panel, count: int | None, columns: int) -> Iterator[str]:
    """The first sheet: its name column, and as many number columns as there is room for."""
    if panel.is_empty:
        return
    sheet = panel.sheets[0]
    named = 1 if len(sheet.columns) > 1 and not sheet.columns[1].is_numeric and panel.key == "provinces" else 0
    numbers = [at for at, column in enumerate(sheet.columns) if column.is_numeric][: (columns - _NAME) // _NUMBER]
    room = columns - _NUMBER * len(numbers)
    group = f" · {sheet.group}" if sheet.group else ""
    yield from wrap(f"{panel.title}{group}", columns)
    yield _row(["", *(sheet.columns[at].title for at in numbers)], room)
    rows = [*sheet.rows[:count], *([sheet.total] if sheet.total is not None else [])]
    for row in rows:
        name = str(row[named] or row[0])
        yield _row([name, *(text_of(row[at], sheet.columns[at]) for at in numbers)], room)


def _row(cells: Sequence[str], room: int) -> str:
    lines = wrap(cells[0], room - _GAP)
    name = lines[0] if len(lines) == 1 else _cut(cells[0], room - _GAP)
    return pad(name, room) + "".join(pad(_cut(cell, _NUMBER - 1), _NUMBER, "right") for cell in cells[1:])


def _cut(text: str, columns: int) -> str:
    """As much of a text as fits, with a sign that it goes on."""
    if width(text) <= columns:
        return text
    while text and width(text) > columns - 1:
        text = text[:-1]
    return f"{text}…"


def _claims(album: Album, columns: int) -> Iterator[str]:
    said = [(panel, claim) for panel in album.panels for claim in panel.claims]
    said.sort(key=lambda pair: pair[0].figures)
    colon = "：" if album.language == "zh" else ": "
    if said:
        yield words.SAYS[album.language]
    for panel, claim in said:
        figure = words.FIGURE[album.language].format(number=panel.figures[0])
        head, *rest = wrap(f"{claim.sign.word} · {figure} {claim.claim}{colon}{claim.found}", columns - 4)
        yield f"  {_ICONS[claim.sign.tone]} {head}"
        yield from (f"    {line}" for line in rest)


def _gaps(album: Album, columns: int) -> Iterator[str]:
    """The figures for which nothing was given."""
    empty = [panel for panel in album.panels if panel.is_empty]
    if empty:
        language = album.language
        both = words.MISSING.en if language == "en" else f"{words.MISSING.zh} / {words.MISSING.en}"
        yield ""
        yield both
        for panel in empty:
            figures = " ".join(words.FIGURE[language].format(number=n) for n in panel.figures) or panel.title
            for line in panel.missing:
                head, *rest = wrap(f"{figures} {line}", columns - 4)
                yield f"  - {head}"
                yield from (f"    {more}" for more in rest)
