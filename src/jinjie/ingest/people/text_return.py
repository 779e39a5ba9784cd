"""The user's own text table with the added columns, in the encoding and with the separator it came in."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import StringIO
from itertools import islice

from jinjie.ingest.people.added import Added, Written, is_dangerous, title_of, written
from jinjie.ingest.people.book_return import Addition
from jinjie.ingest.people.delimited import TextGrid
from jinjie.ingest.people.header import Header

_ROWS_AT_ONCE = 1000


def text_with(grid: TextGrid, header: Header, addition: Addition) -> Iterator[bytes]:
    """The file piece by piece."""
    encoding = grid.encoding.for_return
    yield encoding.bom
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=grid.delimiter, lineterminator=grid.line_end)
    for number, record in enumerate(_records(grid, header, addition), 1):
        writer.writerow(record)
        if number % _ROWS_AT_ONCE == 0:
            yield _taken(buffer).encode(encoding.codec, errors="replace")
    yield _taken(buffer).encode(encoding.codec, errors="replace")


def _taken(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _records(grid: TextGrid, header: Header, addition: Addition) -> Iterator[list[str]]:
    width = max((len(_own(record, header)) for record in islice(grid.records(), header.first - 1, None)), default=0)
    for number, record in enumerate(grid.records(), 1):
        added = _added(number, header, addition)
        if number < header.first:
            yield record
        elif any(added):
            own = _own(record, header)
            yield [*own, *[""] * (width - len(own)), *added]
        else:
            yield _own(record, header)


def _own(record: list[str], header: Header) -> list[str]:
    """The user's own cells, blank ones at the end left out."""
    own = [text for column, text in enumerate(record, 1) if column not in header.earlier]
    while own and not own[-1].strip():
        own.pop()
    return own


def _added(number: int, header: Header, addition: Addition) -> list[str]:
    if number == header.last:
        return [title_of(column, addition.language) for column in addition.columns]
    values: Mapping[str, Added] = addition.results.get(number, {})
    found = (values[column.key].value if column.key in values else None for column in addition.columns)
    return [_text(written(value, addition.language)) for value in found]


def _text(value: Written) -> str:
    """A value as text; what a spreadsheet would take for a formula gets the sign that it is text."""
    if isinstance(value, str):
        text = " ".join(value.splitlines())
        return f"'{text}" if is_dangerous(text) else text
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(value)
