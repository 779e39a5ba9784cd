"""How added columns and wrong cells look. Colours are told apart by everybody and repeat what a word says."""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray

from jinjie.basics.text import Language, Text
from jinjie.ingest.people.added import Tone, Written, is_dangerous

_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")
_HEADER_FILL, _HEADER_FONT = PatternFill("solid", fgColor="1F4E79"), Font(bold=True, color="FFFFFF")
_WRONG_FILL = PatternFill("solid", fgColor="F4C7DD")
_TONES = {
    Tone.PASS: (PatternFill("solid", fgColor="D3E8F8"), Font(bold=True, color="0B4A78")),
    Tone.FAIL: (PatternFill("solid", fgColor="FBDCC0"), Font(bold=True, color="7A3300")),
    Tone.UNDETERMINED: (PatternFill("solid", fgColor="FFF5C9"), Font(color="594600")),
    Tone.ERROR: (PatternFill("solid", fgColor="F4C7DD"), Font(color="6E0F43")),
}
"""Blue, orange, pale yellow, pink: they differ in lightness and hue for every kind of colour blindness."""

_AUTHOR = "Jinjie"
_NOTE = Text("【进阶】", "[Jinjie] ")
_NOTE_WIDTH, _NOTE_HEIGHT = 320, 120
_LONGEST_NOTE = 2000


def put(cell: Cell, value: Written, tone: Tone = Tone.PLAIN) -> None:
    """A value in an added column; text stays text, also where it looks like a formula."""
    _fill_in(cell, value)
    cell.border, cell.alignment = _BORDER, _WRAPPED
    if tone in _TONES:
        cell.fill, cell.font = _TONES[tone]


def put_header(cell: Cell, title: str) -> None:
    _fill_in(cell, title)
    cell.border, cell.alignment, cell.fill, cell.font = _BORDER, _CENTRED, _HEADER_FILL, _HEADER_FONT


def _fill_in(cell: Cell, value: Written) -> None:
    _unstyle(cell)
    if not isinstance(value, str):
        cell.value = value
        return
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.value = text
    if text:
        cell.data_type = "s"
        cell.quotePrefix = is_dangerous(text)


def clear(cell: Cell) -> None:
    """Nothing of an earlier run is left in an added column."""
    cell.value = None
    cell.comment = None
    _unstyle(cell)


def _unstyle(cell: Any) -> None:
    """The file's own default style. (By its name, "Normal", a Chinese workbook may not have it.)"""
    cell._style = StyleArray()


def mark_wrong(cell: Cell, words: str, language: Language) -> None:
    """The cell coloured, with a note that says why. A note of somebody else stays, ours comes after it."""
    theirs = "" if cell.comment is None else cell.comment.text + "\n"
    author = _AUTHOR if cell.comment is None else cell.comment.author
    cell.comment = Comment(f"{theirs}{_NOTE[language]}{words[:_LONGEST_NOTE]}", author, _NOTE_HEIGHT, _NOTE_WIDTH)
    cell.fill = _WRONG_FILL


def unmark(cell: Cell) -> None:
    """Takes back what an earlier run marked."""
    if cell.comment is None:
        return
    text = cell.comment.text
    begins = [found for found in (text.find(_NOTE.zh), text.find(_NOTE.en)) if found >= 0]
    if not begins:
        return
    theirs = text[: min(begins)].rstrip("\n")
    cell.comment = Comment(theirs, cell.comment.author) if theirs else None
    if cell.fill.fgColor.rgb == _WRONG_FILL.fgColor.rgb:
        cell.fill = PatternFill()
