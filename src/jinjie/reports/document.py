"""The document model of a report: blocks in one language, without a word about how they look.

``content`` makes them from an assessment; each format shows the same blocks in its own way and may leave out a block
that only says again, as a picture, what a table says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.basics.text import Language
from jinjie.rules.language.conditions import Status

Tone = Literal["pass", "fail", "open"]
"""What a verdict or a condition comes to."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A tone with the word for it, so that nothing hangs on colour or shape alone."""

    tone: Tone
    word: str


@dataclass(frozen=True, slots=True)
class Mark:
    """How sure a statement of law is, when it is not verified."""

    status: Status
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences. ``quiet`` is secondary, ``notice`` must be seen."""

    text: str
    weight: Literal["plain", "quiet", "notice"] = "plain"


@dataclass(frozen=True, slots=True)
class Items:
    """A plain list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """The score interval on the way from 0 to the maximum, with the mark to reach."""

    low: Exact
    high: Exact
    most: Exact
    mark: Exact | None
    text: str
    mark_text: str
    remark: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict of one rulebook with the sentence that explains it."""

    sign: Sign
    sentence: str
    bar: ScoreBar | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Facts that could settle the verdict: which answers do, and how to find out."""

    facts: tuple[str, ...]
    answers: str
    outcomes: tuple[Sign, ...]
    look_up: tuple[str, ...]
    evidence: str
    effort: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What decides, best first. ``shown`` of them are enough for a short form."""

    items: tuple[Decision, ...]
    shown: int


@dataclass(frozen=True, slots=True)
class Axis:
    """One ray of a radar: a part of a whole, as an interval of shares from 0 to 1."""

    label: str
    low: Exact
    high: Exact
    text: str


@dataclass(frozen=True, slots=True)
class Radar:
    """Parts of a score as ranges: a picture of what the score table says."""

    title: str
    description: str
    axes: tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class Bullet:
    """A value, or what is known of it, against a threshold on a scale."""

    title: str
    required: str
    actual: str
    sign: Sign
    value: Interval
    wanted: Interval
    scale: tuple[Exact, Exact]
    ends: tuple[str, str]
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Values against thresholds: a picture of what the criterion tree says."""

    items: tuple[Bullet, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An article and the official document that it stands in."""

    cite: str
    title: str
    number: str
    issuer: str
    issued: str
    url: str
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class FactRow:
    """What is known of a fact, and where that comes from."""

    label: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Node:
    """One criterion. ``tail`` goes on from the title (``≥ 3%``), ``required`` stands by itself.

    ``folded`` is left out of a short form: it decides nothing. ``aside`` does not matter any more, since what it is
    an alternative to holds. ``cite`` is empty where the line above has the same.
    """

    sign: Sign
    title: str
    tail: str
    required: str
    cite: str
    actual: str
    margin: str
    role: str
    mark: Mark | None
    reference: Reference
    note: str
    facts: tuple[FactRow, ...]
    nodes: tuple[Node, ...] = ()
    folded: bool = False
    aside: bool = False

    def walk(self) -> Iterator[Node]:
        yield self
        for node in self.nodes:
            yield from node.walk()


@dataclass(frozen=True, slots=True)
class Tree:
    """The criteria of a rulebook."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    text: str
    mark: Mark | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; ``share`` is an interval of shares from 0 to 1, drawn as a small bar where that is possible."""

    cells: tuple[Cell, ...]
    level: int = 0
    share: tuple[Exact, Exact] | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its part of the width, and whether it holds numbers."""

    title: str
    weight: int
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Rows of level 0 over rows of level 1 are groups."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """What the marks mean."""

    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks under a heading. A ``minor`` one belongs to the long form only."""

    title: str
    blocks: tuple[Block, ...]
    minor: bool = False


Block = Paragraph | Items | Decisions | Radar | Bullets | Tree | Table | Legend | Part


@dataclass(frozen=True, slots=True)
class Section:
    """What one rulebook says."""

    anchor: str
    title: str
    number: str
    """Of the official document; its title where it has none."""
    subtitle: str
    mark: Mark | None
    verdict: Verdict
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report in one language."""

    language: Language
    kind: str
    name: str
    about: tuple[tuple[str, str], ...]
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    closing: tuple[Block, ...]
    last: tuple[str, ...]
    """The lines that no form of the report may leave out."""
