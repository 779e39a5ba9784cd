"""How the template looks: fonts, fills, widths, the printed page."""

from __future__ import annotations

import unicodedata
from math import ceil

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_FACE = "Microsoft YaHei"
FONT = Font(name=_FACE, size=10)
BOLD = Font(name=_FACE, size=10, bold=True)
QUIET = Font(name=_FACE, size=9, color="595959")
TITLE_FONT = Font(name=_FACE, size=14, bold=True)
WARNING_FONT = Font(name=_FACE, size=14, bold=True, color="9C0006")
HEADER_FONT = Font(name=_FACE, size=10, bold=True, color="FFFFFF")

HEADER_FILL = PatternFill("solid", fgColor="1F4E79")
SECTION_FILL = PatternFill("solid", fgColor="DDEBF7")
VALUE_FILL = PatternFill("solid", fgColor="FFF9E5")

_LINE = Side(style="thin", color="BFBFBF")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
UNWRAPPED = Alignment(vertical="center")
WRAPPED = Alignment(wrap_text=True, vertical="top")
CENTRED = Alignment(wrap_text=True, vertical="center", horizontal="center")

WIDTHS = {
    "label": 30,
    "value": 24,
    "unit": 22,
    "question": 46,
    "look_up": 30,
    "evidence": 24,
    "source": 20,
    "page": 8,
    "date": 13,
    "by": 11,
    "id": 28,
}
"""Column widths in characters of Latin text; a Chinese character takes two."""

_LINE_HEIGHT = 14.5
_MARGIN = 0.4
_PAPER_A4 = 9


def put(cell: Cell, value: object, number_format: str | None = None) -> None:
    """A value in a cell; text stays text, also where it looks like a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else None
    cell.value = value if text is None else text  # type: ignore[assignment]
    if text:
        cell.data_type = "s"
    if number_format is not None:
        cell.number_format = number_format
    cell.font, cell.alignment = FONT, WRAPPED


def cell_at(sheet: Worksheet, letter: str, row: int) -> Cell:
    """A cell; the template merges none."""
    cell = sheet[f"{letter}{row}"]
    assert isinstance(cell, Cell)
    return cell


def as_header(cell: Cell, text: str) -> None:
    put(cell, text)
    cell.font, cell.fill, cell.alignment, cell.border = HEADER_FONT, HEADER_FILL, CENTRED, BORDER


def height_of(texts: dict[str, str]) -> float:
    """The height of a row that shows all its texts, wrapped to their columns."""
    lines = [
        sum(ceil(max(width_of(part), 1) / (WIDTHS[key] - 1)) for part in t.split("\n")) for key, t in texts.items()
    ]
    return _LINE_HEIGHT * max([1, *lines]) + 3


def width_of(text: str) -> int:
    """The width in Latin characters."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def for_print(sheet: Worksheet, header: int | None = None) -> None:
    """A4 landscape, as wide as the page, the header on every page, numbered."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _PAPER_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    if header is not None:
        sheet.print_title_rows = f"{header}:{header}"
    footer = sheet.oddFooter
    assert footer is not None
    footer.left.text, footer.right.text = "&A", "&P / &N"
