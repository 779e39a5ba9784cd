"""Finding the header of a table: below titles, on one row or two, merged or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl.worksheet.cell_range import CellRange

from jinjie.basics.problems import InputError, Place, Problem
from jinjie.basics.text import Text, nearest
from jinjie.ingest.people.grid import HEADER_WITHIN, Grid, Head, at, place_of
from jinjie.ingest.people.units import Unit, unit_above, unit_named
from jinjie.ingest.people.words import NAME_WORDS, HeaderWords, Meaning
from jinjie.ingest.sheet import NAME_ID, loose

MARK = Text("进阶·", "Jinjie·")
"""How the titles of added columns begin, by which a later run knows them again."""

_FEW = 2
"""So many known columns make a header; a single one only where nothing else stands in the row."""
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what its columns hold, by the number of the column."""

    first: int
    last: int
    columns: Mapping[int, Meaning]
    texts: Mapping[int, str]
    money: Unit | None = None
    said_above: int = 0
    """In so many columns the upper half of the header makes a difference."""

    @property
    def earlier(self) -> list[int]:
        """Columns that an earlier run added."""
        return [column for column, text in self.texts.items() if is_added(text)]

    @property
    def unused(self) -> list[int]:
        return [c for c, text in self.texts.items() if c not in self.columns and not is_added(text)]

    @property
    def facts(self) -> list[str]:
        return sorted({meaning.fact for meaning in self.columns.values()} - {NAME_ID})


def is_added(text: str) -> bool:
    """The title of a column that an earlier run added."""
    return text.startswith((MARK.zh, MARK.en))


def find_header(grid: Grid, head: Head, words: HeaderWords) -> Header | None:
    """The best header among the first rows; None when no row has one."""
    found = [header for row in range(len(head)) for header in _at_row(grid, head, row, words)]
    return max(found, key=_score, default=None)


def _score(header: Header) -> tuple[int, ...]:
    facts = {(meaning.fact, meaning.end) for meaning in header.columns.values()}
    units = sum(meaning.unit is not None for meaning in header.columns.values())
    return len(facts), units, header.said_above, header.first - header.last, -header.first


def _at_row(grid: Grid, head: Head, row: int, words: HeaderWords) -> Iterator[Header]:
    """The row as a header, and with the row above it as its upper half."""
    lower = head[row]
    yield from _header(head, (row, row), {c: text for c, text in enumerate(lower, 1) if text}, words)
    if row:
        width = max(len(lower), len(head[row - 1]))
        own, low = _padded(head[row - 1], width), _padded(lower, width)
        spread = _spread(own, row, grid.merged)
        joined = [
            _joined(up if below else alone, below, words) for alone, up, below in zip(own, spread, low, strict=True)
        ]
        more = sum(bool(b) and words.meaning(j) != words.meaning(b) for j, b in zip(joined, low, strict=True))
        for header in _header(head, (row - 1, row), {c: text for c, text in enumerate(joined, 1) if text}, words):
            yield replace(header, said_above=more)


def _padded(texts: Sequence[str], width: int) -> list[str]:
    return [*texts, *[""] * (width - len(texts))]


def _spread(own: Sequence[str], row: int, merged: Sequence[CellRange]) -> list[str]:
    """The upper half of a header, the text of a merged range in each of its columns.

    A blank takes the text to its left, as tables saved without merged cells need it.
    """
    spread = list(own)
    for index in range(1, len(spread)):
        spread[index] = spread[index] or spread[index - 1]
    for area in merged:
        if area.min_row <= row <= area.max_row:
            for column in range(area.min_col, min(area.max_col, len(own)) + 1):
                spread[column - 1] = own[area.min_col - 1]
    return spread


def _joined(upper: str, lower: str, words: HeaderWords) -> str:
    """Both halves of a header where that means something, else the half that counts."""
    if not lower or not upper or is_added(lower):
        return lower or upper
    both = f"{upper} ({lower})" if unit_named(lower) else f"{upper} {lower}"
    return both if words.meaning(both) is not None else lower


def _header(head: Head, rows: tuple[int, int], texts: dict[int, str], words: HeaderWords) -> Iterator[Header]:
    found = {column: words.meaning(text) for column, text in texts.items() if not is_added(text)}
    columns = {column: meaning for column, meaning in found.items() if meaning is not None}
    others = [text for column, text in texts.items() if column not in columns and not is_added(text)]
    facts = {meaning.fact for meaning in columns.values()} - {NAME_ID}
    if facts and (len(columns) >= _FEW or not others):
        above = [text for row in head[: rows[0]] for text in row if text]
        yield Header(rows[0] + 1, rows[1] + 1, _one_name(columns, texts), texts, unit_above(above))


def _one_name(columns: dict[int, Meaning], texts: Mapping[int, str]) -> dict[int, Meaning]:
    """Of several columns that may be the name, the one that says so most clearly."""
    ranks = [loose(word) for word in NAME_WORDS]
    named = {c: _rank(loose(texts[c]), ranks) for c, meaning in columns.items() if meaning.fact == NAME_ID}
    best = min(named.values(), default=0)
    return {c: meaning for c, meaning in columns.items() if named.get(c, best) == best}


def _rank(text: str, ranks: Sequence[str]) -> int:
    return ranks.index(text) if text in ranks else len(ranks)


def mistakes_in(grid: Grid, header: Header) -> Iterator[Problem]:
    """Units that cannot be read, and facts that two columns claim to hold."""
    seen: dict[tuple[str, str], int] = {}
    for column, meaning in sorted(header.columns.items()):
        place = place_of(grid, at(header.last, column))
        if meaning.problem is not None:
            yield Problem(meaning.problem, place, meaning.fact)
        first = seen.setdefault((meaning.fact, meaning.end), column)
        if first != column:
            one, two = at(header.last, first), at(header.last, column)
            first_text, text = _plain(header.texts[first]), _plain(header.texts[column])
            yield Problem(
                Text(
                    f"{one}“{first_text}”和 {two}“{text}”是同一事实，分不清该读哪一列；请删去或改名",
                    f"{one} '{first_text}' and {two} '{text}' are the same fact: rename or delete one of them",
                ),
                place,
                meaning.fact,
            )


def not_used(grid: Grid, header: Header, words: HeaderWords) -> Problem | None:
    """One line about the columns that are kept but not read."""
    if not header.unused:
        return None
    cells = [(at(header.last, c), _plain(header.texts[c])) for c in header.unused]
    zh, en = "、".join(f"{a}“{t}”" for a, t in cells[:_LISTED]), ", ".join(f"{a} '{t}'" for a, t in cells[:_LISTED])
    more = Text(f" 等 {len(cells)} 列", f" and others, {len(cells)} in all") if len(cells) > _LISTED else Text("", "")
    year = words.day.year - 1
    dated = any("20" in text for _, text in cells)
    hint = Text(f"；上年度是 {year} 年", f"; the last fiscal year is {year}") if dated else Text("", "")
    return Problem(
        Text(f"没有用到：{zh}{more.zh}{hint.zh}", f"not used: {en}{more.en}{hint.en}"),
        place_of(grid, cells[0][0]),
    )


def no_header(file: str, heads: Sequence[Head], words: HeaderWords) -> InputError:
    """Nothing in the first rows is known: what was expected, and what may have been meant."""
    rows = [row for head in heads for row in head]
    fullest = max(rows, key=lambda row: sum(map(bool, row)), default=[])
    labels = {loose(name): name for name in [*words.plain_labels, NAME_WORDS[0]]}
    near = {text: nearest(loose(text), labels) for text in fullest if text and words.meaning(text) is None}
    meant = [(text, labels[found]) for text, found in near.items() if found is not None][:5]
    zh = "".join(f"；“{_plain(text)}”是不是“{name}”？" for text, name in meant)
    en = "".join(f"; is '{_plain(text)}' meant as '{name}'?" for text, name in meant)
    some = words.plain_labels[:4]
    return InputError(
        [
            Problem(
                Text(
                    f"前 {HEADER_WITHIN} 行里找不到表头：一行一家企业，列名应有 企业名称，和事实的名称或编号，"
                    f"如 {'、'.join(some)}{zh}",
                    f"no header in the first {HEADER_WITHIN} rows: one enterprise per row; columns are 企业名称 (name) "
                    f"and labels or identifiers of facts, such as {', '.join(some)}{en}",
                ),
                Place(file),
            )
        ]
    )


def _plain(text: str) -> str:
    return " ".join(text.split())[:40]
