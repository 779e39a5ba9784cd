"""Text in terminal columns: a Chinese character fills two, and lines break where a reader expects it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

Align = Literal["left", "right"]
CLOSING = frozenset("，。、；：？！）》」』】〕”’…·,.;:?!)]}%")
"""Never first on a line."""
TIE = "\u00a0"
"""A blank at which a line does not break."""
OPENING = frozenset("（《「『【〔“‘([{")
"""Never last on a line."""


_UNBROKEN = re.compile(r"\[[^\[\] ]{1,12}\]|万元|.", re.DOTALL)
"""Marks and units are never broken."""
_SIGN = re.compile(r"([≥≤><→]) ")
_UNIT = re.compile(r"(\d) (万元|年|分|years|points|pp)")


def width(text: str) -> int:
    """How many columns a text fills.

    >>> width("得分 62")
    7
    """
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, columns: int) -> list[str]:
    """The lines of a text, none wider than ``columns``. An empty text is one empty line."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if width(line) + width(piece.rstrip()) <= columns:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while width(line.rstrip()) > columns:
            head = _head(line, columns)
            lines.append(head)
            line = line[len(head) :]
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> Iterator[str]:
    """The parts between which a line may break: words with the blank after them, single Chinese characters."""
    piece = ""
    for unit in _UNBROKEN.findall(text):
        if piece and _may_break(piece[-1], unit[0]):
            yield piece
            piece = ""
        piece += unit
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in CLOSING or after == " " or before in OPENING:
        return False
    if TIE in (before, after):
        return False
    return before == " " or _width(before) == 2 or _width(after) == 2


def _head(text: str, columns: int) -> str:
    """As much of a text as fits."""
    used = 0
    for index, character in enumerate(text):
        used += _width(character)
        if used > columns:
            return text[: max(index, 1)]
    return text


def printable(text: str) -> str:
    """A text without characters that would move the cursor, colour the terminal or turn the direction."""
    return "".join(character if character.isprintable() else " " for character in text)


def tied(text: str) -> str:
    """A text in which a sign stays with its number, and a number with its unit."""
    return _SIGN.sub(rf"\1{TIE}", _UNIT.sub(rf"\1{TIE}\2", text))


def pad(text: str, columns: int, align: Align = "left") -> str:
    """A text filled up with blanks to a width."""
    blanks = " " * max(columns - width(text), 0)
    return text + blanks if align == "left" else blanks + text
