"""The sheet that a report is written on: lines of a fixed width, with or without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from jinjie.basics.text import Language
from jinjie.reports.document import Mark
from jinjie.reports.text.cells import TIE, Align, pad, printable, tied, width, wrap

CODES = {"strong": "1", "dim": "2", "pass": "36", "fail": "31", "open": "33", "title": "1;34"}
"""Terminal codes of each style. An icon and a word always say what a colour says."""
GAP = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that wraps under itself, behind an indent and a head such as an icon."""

    text: str
    style: str = ""
    indent: int = 0
    head: str = ""

    def lines(self, columns: int) -> list[str]:
        """Its lines, none wider than ``columns``."""
        start = self.indent + width(self.head)
        first, *rest = wrap(tied(printable(self.text)), max(columns - start, 2))
        return [" " * self.indent + self.head + first, *(" " * start + line for line in rest)]


@dataclass(frozen=True, slots=True)
class Cell:
    """Pieces one under the other in a column."""

    pieces: tuple[Piece, ...]
    columns: int
    align: Align = "left"

    def lines(self) -> list[tuple[str, str]]:
        """Each line, filled up to the column, with its style."""
        return [
            (pad(line, self.columns, self.align), piece.style)
            for piece in self.pieces
            for line in piece.lines(self.columns)
        ]


@dataclass
class Paper:
    """Collects lines; remembers which marks were shown, for the legend."""

    language: Language
    columns: int
    color: bool
    full: bool
    written: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    folded: bool = False
    """Something was left out that the full form shows."""

    def write(self, text: str = "", style: str = "", indent: int = 0, head: str = "") -> None:
        """A paragraph, wrapped."""
        for line in Piece(text, style, indent, head).lines(self.columns):
            self.written.append(self.paint(line, style).rstrip())

    def blank(self) -> None:
        """One empty line, never two."""
        if self.written and self.written[-1]:
            self.written.append("")

    def rule(self, character: str) -> None:
        self.written.append(self.paint(character * self.columns, "dim"))

    def row(self, cells: Sequence[Cell]) -> None:
        """Cells side by side."""
        blanks = [(" " * cell.columns, "") for cell in cells]
        for lines in zip_longest(*(cell.lines() for cell in cells)):
            shown = [blank if line is None else line for line, blank in zip(lines, blanks, strict=True)]
            self.written.append((" " * GAP).join(self.paint(text, style) for text, style in shown).rstrip())

    def paint(self, text: str, style: str) -> str:
        """The text in a style; blanks around it stay plain."""
        bare = text.strip(" ")
        if not self.color or style not in CODES or not bare:
            return text
        start = text.index(bare)
        return f"{text[:start]}\x1b[{CODES[style]}m{bare}\x1b[0m{text[start + len(bare) :]}"

    def marked(self, text: str, mark: Mark | None) -> str:
        """A text with its mark behind it."""
        if mark is None:
            return text
        self.marks.append(mark)
        return f"{text} [{mark.word}]"

    def text(self) -> str:
        """Everything written."""
        return "\n".join(self.written).rstrip("\n").replace(TIE, " ") + "\n"


def shares(columns: int, weights: Iterable[int]) -> list[int]:
    """A width divided by weights, less the gaps; what is left over goes to the first.

    >>> shares(80, [5, 3])
    [49, 29]
    """
    parts = list(weights)
    room = columns - GAP * (len(parts) - 1)
    widths = [room * part // sum(parts) for part in parts]
    return [widths[0] + room - sum(widths), *widths[1:]]
