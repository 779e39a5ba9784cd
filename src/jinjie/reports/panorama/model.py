"""Panels: what each part of a panorama says, in one language, without a word about how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from jinjie.basics.text import Language
from jinjie.reports.document import Sign
from jinjie.reports.panorama.pictures import Picture

ColumnKind = Literal["text", "count", "number", "share"]
Value = str | int | Fraction | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a sheet. A share is from 0 to 1 and shown in percent."""

    title: str
    kind: ColumnKind = "text"
    unit: str = ""

    @property
    def is_numeric(self) -> bool:
        return self.kind != "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of real values. With ``shown`` a page shows so many rows and adds up the rest."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    group: str = ""
    """What these rows are about, where a panel has several sheets of one shape."""
    total: tuple[Value, ...] | None = None
    shown: int = 0
    own: bool = True
    """The numbers are of the screened set, not only published ones."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the handbook says beside a figure, and what these numbers say of it."""

    claim: str
    sign: Sign
    found: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A figure with its tables, its source, and what is missing."""

    key: str
    """The anchor on the page, the name of the file and of the sheet."""
    title: str
    sheets: tuple[Sheet, ...] = ()
    pictures: tuple[Picture, ...] = ()
    figures: tuple[int, ...] = ()
    """The figures of the handbook that it stands for."""
    lead: str = ""
    claims: tuple[Claim, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(sheet.rows for sheet in self.sheets)

    @property
    def own(self) -> bool:
        """Numbers of the screened set stand in it."""
        return any(sheet.own for sheet in self.sheets)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Panels under a heading."""

    anchor: str
    title: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A tier at a glance: how many are certain, how many could be."""

    title: str
    low: int
    high: int
    total: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Album:
    """A whole panorama in one language."""

    language: Language
    kind: str
    name: str
    about: tuple[tuple[str, str], ...]
    warning: str
    """Said wherever numbers are shown, when rows are invented; else empty."""
    cards: tuple[Card, ...]
    chapters: tuple[Chapter, ...]
    basis: tuple[str, ...]
    last: tuple[str, ...]

    @property
    def panels(self) -> tuple[Panel, ...]:
        return tuple(panel for chapter in self.chapters for panel in chapter.panels)
