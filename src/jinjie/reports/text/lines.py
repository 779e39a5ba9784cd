"""Plain lines and aligned columns of a given width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinjie.reports.text.cells import pad, width, wrap

GAP = 2
NARROWEST_COLUMN = 20


def wrapped(text: str, columns: int) -> Iterator[str]:
    """The text in lines of a width; lines after the first keep its indent and two more."""
    body = text.lstrip()
    indent = len(text) - len(body)
    for number, line in enumerate(wrap(body, columns - indent - GAP)):
        yield " " * (indent + (GAP if number else 0)) + line


def aligned(rows: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    """Rows in aligned columns; the last column is wrapped into what is left."""
    if not rows:
        return
    widths = [max(width(row[i]) for row in rows) + GAP for i in range(len(rows[0]) - 1)]
    room = max(columns - sum(widths), NARROWEST_COLUMN)
    for row in rows:
        head = "".join(pad(cell, w) for cell, w in zip(row, widths, strict=False))
        for number, line in enumerate(wrap(row[-1], room)):
            yield ((" " * sum(widths) if number else head) + line).rstrip()
