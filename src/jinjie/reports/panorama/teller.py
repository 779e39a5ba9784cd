"""What all panels need: names of codes, words of numbers, sheets of counts, claims, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from jinjie.basics.numbers import Exact, rounded, to_text
from jinjie.basics.text import Language, Text
from jinjie.facts.writing import grouped
from jinjie.panorama.claims import Finding
from jinjie.panorama.counts import Breakdown, Counts
from jinjie.panorama.shapes import SHAPES
from jinjie.panorama.subjects import Subject
from jinjie.panorama.surveying import Panorama
from jinjie.panorama.tables import OwnTable
from jinjie.reports.document import Sign
from jinjie.reports.panorama import words
from jinjie.reports.panorama.model import Claim, Column, ColumnKind, Sheet, Value
from jinjie.rules.library import Library

_RHO_DECIMALS = 2
_SOURCES = 2
"""So many sources of a table are named under a panel; each row names its own."""


@dataclass(frozen=True)
class Teller:
    """Tells one panorama in one language."""

    panorama: Panorama
    library: Library
    language: Language

    def say(self, text: Text, **values: object) -> str:
        """A text in the language of the report."""
        return text[self.language].format(**values) if values else text[self.language]

    # ---- names
    def region(self, code: str) -> str:
        """The province of a code, with the code where it lies deeper."""
        codes = self.library.vocabulary["region"].codes
        if not code:
            return self.say(words.UNSTATED)
        name = None if codes is None else codes.name(code)
        if name is None:
            return f"{code} ({self.say(words.NOT_LISTED)})"
        return name[self.language]

    def city(self, code: str) -> str:
        """A city by its own name if somebody gave it, else its province with the code."""
        table = self.panorama.tables.get("city-names")
        named = {line.key[:4]: line.keys[1] for line in table.lines} if table is not None else {}
        if code in named or not code:
            return named.get(code) or self.say(words.UNSTATED)
        place = f" {self.say(words.WHOLE_PROVINCE)}" if code[2:] in {"", "00"} else ""
        return self.region(code) + place

    def section(self, letter: str) -> str:
        codes = self.library.vocabulary["industry"].codes
        if not letter:
            return self.say(words.UNSTATED)
        name = None if codes is None else codes.names.get(letter)
        return f"{letter} {self.say(words.NOT_LISTED) if name is None else name[self.language]}"

    def title(self, subject: Subject) -> str:
        """The name of what a rulebook is about; of an edition that was asked for by name, with the edition."""
        if subject.id not in words.TIERS:
            return subject.title[self.language]
        edition = subject.prefix.partition("@")[2]
        return self.say(words.TIERS[subject.id]) + (f" ({edition})" if edition else "")

    def tier(self, id_: str) -> str:
        """The name of a tier; its title in the library where it has no shorter one."""
        if id_ in words.TIERS:
            return self.say(words.TIERS[id_])
        known = id_ in self.library.files
        return self.library.editions(id_)[-1].title[self.language] if known else id_

    # ---- numbers
    def number(self, value: Exact) -> str:
        return grouped(to_text(value, _RHO_DECIMALS).removeprefix("≈"))

    def share(self, value: Exact) -> str:
        return f"{rounded(value * 100, 1)}%"

    def span(self, low: Exact, high: Exact) -> str:
        """A range as short as can be."""
        return self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"

    def span_of(self, counts: Counts) -> str:
        return self.span(counts.certain, counts.at_most)

    # ---- sheets
    @cached_property
    def has_silent(self) -> bool:
        """Some rulebook says nothing of some row."""
        return any(cube.total.silent for cube in self.panorama.cubes.values())

    def count_columns(self) -> tuple[Column, ...]:
        unit = self.say(words.ENTERPRISES)
        titles = [words.CERTAIN, words.POSSIBLE, words.AT_MOST, words.NO, words.UNREADABLE]
        titles += [words.SILENT] if self.has_silent else []
        return tuple(Column(self.say(title), "count", unit) for title in (*titles, words.TOTAL))

    def count_cells(self, counts: Counts) -> tuple[int, ...]:
        silent = (counts.silent,) if self.has_silent else ()
        return counts.certain, counts.possible, counts.at_most, counts.no, counts.unreadable, *silent, counts.total

    def sheet_of(self, subject: Subject, found: Breakdown, heads: Sequence[Column]) -> Sheet:
        """The counts of a breakdown, the most first; its keys become one or two cells."""
        name = {"province": self.region, "city": self.city, "section": self.section, "grade": self.grade}[
            found.dimension
        ]
        ordered = sorted(found.groups.items(), key=lambda item: (-item[1].at_most, -item[1].total, item[0]))
        coded = len(heads) > 1
        rows = tuple(
            ((key, name(key)) if coded else (name(key),)) + self.count_cells(counts) for key, counts in ordered
        )
        total = (self.say(words.TOTAL), "") if coded else (self.say(words.TOTAL),)
        return Sheet(
            (*heads, *self.count_columns()),
            rows,
            self.title(subject),
            total + self.count_cells(found.total),
        )

    def grade(self, id_: str) -> str:
        grades = next((subject.grades for subject in self.panorama.subjects if subject.grades), {})
        if not id_:
            return self.say(words.NOT_KNOWN)
        return grades[id_][self.language] if id_ in grades else id_

    def own_sheet(self, table: OwnTable, heads: Sequence[str], names: Sequence[Callable[[str], str]] = ()) -> Sheet:
        """A user's table as it was given. ``names`` puts keys into words, one function per key."""
        unit = table.shape.unit
        kinds: dict[str, ColumnKind] = {"percent": "share", "enterprises": "count"}
        value = Column(self.say(words.VALUE), kinds.get(unit, "number"), self.say(words.UNITS[unit]))
        ranged = any(line.low != line.high for line in table.lines)
        numbers = (value, Column(self.say(words.HIGH), value.kind, value.unit)) if ranged else (value,)
        columns = (
            *(Column(head) for head in heads),
            Column(self.say(words.YEAR)),
            *numbers,
            Column(self.say(words.SOURCE)),
        )
        rows = []
        for line in table.lines:
            keys = [names[i](key) if i < len(names) else key for i, key in enumerate(line.keys)]
            ends: list[Value] = [line.low, line.high] if ranged else [line.low]
            rows.append((*keys, str(line.year), *ends, line.source))
        return Sheet(columns, tuple(rows), self.say(table.shape.title), own=False)

    def published_keys(self) -> tuple[str, str]:
        """What the parts of a bar stand for when published numbers differ."""
        return self.say(words.LEAST), self.say(words.MOST)

    # ---- claims, sources, gaps
    def claims(self, *figures: int) -> tuple[Claim, ...]:
        return tuple(self._claim(found) for found in self.panorama.findings if found.figure in figures)

    def _claim(self, found: Finding) -> Claim:
        claim, answer = words.CLAIMS[found.claim]
        tone, word = words.VERDICTS[found.holds]
        values = {name: self._shown(name, value) for name, value in found.values.items()}
        return Claim(self.say(claim), Sign(tone, self.say(word)), answer[self.language].format(**values))

    def _shown(self, name: str, value: Exact | str) -> str:
        if isinstance(value, str):
            return value
        return self.share(value) if name.startswith("share") else self.number(value)

    def missing(self, *tables: str) -> tuple[str, ...]:
        """One line for each table that was not given: how it is called and which columns it has."""
        stop = "、" if self.language == "zh" else ", "
        absent = [SHAPES[name] for name in tables if name not in self.panorama.tables]
        return tuple(
            Text(
                f"{shape.title.zh}：用 --table {shape.name}.csv 补上，列为 {stop.join(shape.columns)}",
                f"{shape.title.en}: give --table {shape.name}.csv with the columns {stop.join(shape.columns)}",
            )[self.language]
            for shape in absent
        )

    def missing_columns(self, columns: Iterable[str]) -> tuple[str, ...]:
        """Columns that the screened set lacks."""
        shown = ", ".join(columns)
        return (Text(f"筛查结果里没有列 {shown}", f"the screened set has no column {shown}")[self.language],)

    def source(self, *tables: str, own: bool = True) -> str:
        """Where the numbers of a panel come from, with their date."""
        origin = self.panorama.origin
        found = []
        if own:
            names = ", ".join(origin.files[:3]) + ("…" if len(origin.files) > 3 else "")
            found.append(f"{names} ({origin.day.isoformat()})")
        for name in tables:
            table = self.panorama.tables.get(name)
            if table is not None:
                years = "–".join(
                    dict.fromkeys(str(year) for year in (table.years or (0,))[:: max(len(table.years) - 1, 1)])
                )
                more = "…" if len(table.sources) > _SOURCES else ""
                found.append(f"{'; '.join(table.sources[:_SOURCES])}{more} ({years})")
        return ("；" if self.language == "zh" else "; ").join(found)
