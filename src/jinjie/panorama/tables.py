"""Tables that a user brings, as CSV: published numbers with their source."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from io import StringIO
from pathlib import Path

from jinjie.basics.numbers import Exact, exact, half_width, parse_plain
from jinjie.basics.problems import InputError, Place, Problem
from jinjie.basics.text import Text, did_you_mean
from jinjie.documents.reading import read_text
from jinjie.panorama.shapes import SHAPES, Shape

_YEAR_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its keys, its year, the value as a range (two equal ends when it is exact), its source."""

    keys: tuple[str, ...]
    year: int
    low: Exact
    high: Exact
    source: str

    @property
    def key(self) -> str:
        return self.keys[0]


@dataclass(frozen=True, slots=True)
class OwnTable:
    """A table of a known shape."""

    shape: Shape
    file: str
    lines: tuple[Line, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({line.year for line in self.lines}))

    def of_year(self, year: int) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.year == year)

    @property
    def latest(self) -> tuple[Line, ...]:
        """The rows of the last year."""
        return self.of_year(self.years[-1]) if self.lines else ()

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.source for line in self.lines))


Tables = Mapping[str, OwnTable]


def read_tables(files: Iterable[str | Path]) -> Tables:
    """The tables by the name of their shape; ``NAME=FILE`` says the name when the file is called otherwise.

    Raises InputError with every mistake in them.
    """
    found: dict[str, OwnTable] = {}
    problems: list[Problem] = []
    for given in files:
        try:
            table = _read(str(given))
            if table.shape.name in found:
                problems.append(Problem(Text("这种表给了两次", "this table is given twice"), Place(table.file)))
            found[table.shape.name] = table
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def _read(given: str) -> OwnTable:
    name, is_named, file = given.partition("=")
    if not is_named or name not in SHAPES:
        name, file = Path(given).stem, given
    if name not in SHAPES:
        near = did_you_mean(name, SHAPES)
        known = ", ".join(SHAPES)
        text = Text(
            f"不认识的表{near.zh}（可用的表名：{known}；也可写 表名=文件）",
            f"is no known table{near.en} (names: {known}; or write NAME=FILE)",
        )
        raise InputError([Problem(text, Place(given))])
    shape = SHAPES[name]
    return OwnTable(shape, file, tuple(_Reader(shape, file).lines(read_text(Path(file)))))


@dataclass
class _Reader:
    """Reads one file and keeps every mistake."""

    shape: Shape
    file: str

    def lines(self, text: str) -> list[Line]:
        rows = csv.DictReader(StringIO(text, newline=""))
        names = [half_width(name or "") for name in rows.fieldnames or ()]
        rows.fieldnames = names
        missing = [column for column in self.shape.columns if column not in names]
        if missing:
            zh, en = "、".join(missing), ", ".join(missing)
            raise InputError([Problem(Text(f"缺少列：{zh}", f"columns missing: {en}"), Place(self.file, 1))])
        problems: list[Problem] = []
        found: list[Line] = []
        for row in rows:
            mistakes = list(self._mistakes(row, rows.line_num))
            problems += mistakes
            if not mistakes:
                found.append(self._line(row))
        if problems:
            raise InputError(problems)
        return found

    def _mistakes(self, row: Mapping[str, str | None], number: int) -> Iterator[Problem]:
        """What is wrong with a row."""
        place = Place(self.file, number)
        first = self._of(row, self.shape.keys[0])
        if self.shape.words and first not in self.shape.words:
            words = ", ".join(self.shape.words)
            yield Problem(Text(f"“{first}”应是其中之一：{words}", f"'{first}' must be one of: {words}"), place)
        if "region" in self.shape.keys and not first.isdecimal():
            yield Problem(Text(f"“{first}”不是区划代码", f"'{first}' is no code of a region"), place, "region")
        if not self._of(row, "source"):
            yield Problem(Text("没有写来源", "the source is not stated"), place, "source")
        if not self.shape.is_numeric:
            return
        year = self._of(row, "year")
        if not (year.isdecimal() and len(year) == _YEAR_DIGITS):
            yield Problem(Text(f"“{year}”不是年份", f"'{year}' is not a year"), place, "year")
        numbers = [self._number(row, name) for name in ("value", "high") if name == "value" or self._of(row, name)]
        for name, value in zip(("value", "high"), numbers, strict=False):
            if value is None or value < 0:
                typed = self._of(row, name)
                yield Problem(Text(f"“{typed}”不是数", f"'{typed}' is not a number"), place, name)

    @staticmethod
    def _of(row: Mapping[str, str | None], name: str) -> str:
        return half_width(row.get(name) or "")

    def _number(self, row: Mapping[str, str | None], name: str) -> Exact | None:
        """A number as typed; percent become shares."""
        number = parse_plain(self._of(row, name).removesuffix("%"))
        return exact(Fraction(number) / 100) if number is not None and self.shape.unit == "percent" else number

    def _line(self, row: Mapping[str, str | None]) -> Line:
        keys = tuple(self._of(row, key) for key in self.shape.keys)
        source = " ".join((row.get("source") or "").split())
        low = self._number(row, "value") if self.shape.is_numeric else 0
        high = self._number(row, "high") if self.shape.is_numeric and self._of(row, "high") else low
        assert low is not None
        assert high is not None
        year = int(self._of(row, "year")) if self.shape.is_numeric else 0
        return Line(keys, year, min(low, high), max(low, high), source)
