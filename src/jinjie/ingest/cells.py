"""The value of a cell as the text a person would have written: exact digits, per cent as shown, dates as dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal

from jinjie.basics.problems import mistake
from jinjie.basics.text import Text
from jinjie.facts.vocabulary import Fact, Kind
from jinjie.ingest.pasted import plain, visible
from jinjie.ingest.table import SheetCell

EXCEL_DIGITS = 15
"""Excel keeps and shows no more significant digits than these."""

_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_MONEY_UNIT = re.compile(r"亿元|亿|万元|万|元")
_STRANGE_UNIT = re.compile(r"[十百千$€£]|USD|EUR|HKD", re.IGNORECASE)
_YUAN_SIGN = re.compile(r"[¥￥]|CNY|RMB", re.IGNORECASE)
_LONGEST = 40
_FULL_INDUSTRY_CODE = 4


@dataclass(frozen=True, slots=True)
class CellText:
    """What a cell says for a fact, and a doubt about it that is worth a warning."""

    text: str | list[str]
    doubt: Text | None = None


def cell_text(cell: SheetCell, fact: Fact) -> CellText:
    """What a cell says for a fact, spelled as in a profile file.

    Raises InputError (without a place) when the cell cannot be read.
    """
    value = _stored(cell)
    if value is None:
        return CellText("")
    if isinstance(value, str):
        return CellText(plain(fact, value))
    if isinstance(value, bool):
        return CellText(_of_bool(value, fact))
    if isinstance(value, date | time | timedelta):
        return CellText(_of_date(value, fact))
    return _of_number(value, cell.number_format, fact)


def plain_text(cell: SheetCell) -> str:
    """Any cell as text: a document's name, a page, a day."""
    value = _stored(cell)
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return decimal_text(value)
    return visible(str(value))


def _stored(cell: SheetCell) -> object:
    if cell.hollow:
        raise mistake(
            "公式还没有算出结果；请在 Excel 里打开、保存后再试，或直接填数值",
            "the formula has no computed result; open and save the file in Excel, or write the value itself",
        )
    if cell.is_error:
        raise mistake(f"单元格是错误值 {cell.value}", f"the cell holds the error {cell.value}")
    return cell.value


def _of_bool(value: bool, fact: Fact) -> str:
    if fact.kind is Kind.YES_NO:
        return "yes" if value else "no"
    shown = "TRUE" if value else "FALSE"
    raise mistake(f"这里不能填 {shown}", f"{shown} is no answer here")


def _of_date(value: date | time | timedelta, fact: Fact) -> str:
    if isinstance(value, date) and fact.kind is Kind.DATE:
        return value.isoformat()[:10]
    if isinstance(value, date) and fact.kind is Kind.TEXT:
        return value.isoformat()[:10]
    raise mistake(
        f"Excel 把填写的内容当成了日期或时间（{value}）；请把单元格改为文本后重填，范围写作 3~5",
        f"Excel took what was written for a date or time ({value}); format the cell as text, write a range as 3~5",
    )


def _of_number(value: object, number_format: str, fact: Fact) -> CellText:
    assert isinstance(value, int | float)
    if fact.kind is Kind.DATE and len(str(int(value))) <= 5:
        raise mistake(
            f"这里是数字 {decimal_text(value)}，不是日期；请把单元格改为日期格式，或写成 2020-01-31",
            f"this is the number {decimal_text(value)}, not a date; format the cell as a date or write 2020-01-31",
        )
    if fact.kind is Kind.TEXT or fact.kind.is_code:
        return CellText(_of_digits(value, fact))
    shown, literals = _formatted(value, number_format)
    return _of_money(shown, literals) if fact.kind is Kind.MONEY else CellText(plain(fact, shown))


def _of_digits(value: int | float, fact: Fact) -> str:
    """A code that Excel took for a number: refused where it may have lost digits."""
    text = decimal_text(value)
    if len(text) > EXCEL_DIGITS:
        raise mistake(
            f"Excel 只保留 {EXCEL_DIGITS} 位数字，这里已经丢失末位；请把单元格改为文本后重填",
            f"Excel keeps {EXCEL_DIGITS} digits only and lost the last ones; format the cell as text, write it again",
        )
    if fact.kind is Kind.INDUSTRY and len(text) < _FULL_INDUSTRY_CODE:
        raise mistake(
            f"行业代码 {text} 是数字，可能丢了开头的 0；请带门类字母写成文本，如 C39",
            f"the industry code {text} is a number and may have lost a leading 0; write it with its letter, like C39",
        )
    return text


def _of_money(shown: str, literals: str) -> CellText:
    """Money whose unit may stand in the number format: 1020 shown as ``1020元`` is 1020 yuan."""
    unit = _MONEY_UNIT.search(literals)
    if "%" in shown or _STRANGE_UNIT.search(literals):
        raise mistake(
            f"单元格格式里的单位不能用：“{literals or '%'}”；请改为常规格式，按万元填写",
            f"the cell's format has a unit of no use here: '{literals or '%'}'; use the general format and 10,000 CNY",
        )
    if unit is not None:
        return CellText(shown + unit[0])
    if _YUAN_SIGN.search(literals):
        return CellText(
            shown,
            Text(
                f"单元格带 ¥ 号，已按 {shown} 万元读取；如果单位是元，请写成 {shown}元",
                f"the cell shows a ¥ sign and was read as {shown} 万元 (10,000 CNY); if it is in yuan, write {shown}元",
            ),
        )
    return CellText(shown)


def _formatted(value: int | float, number_format: str) -> tuple[str, str]:
    """The digits with per cent where the format shows it, and the format's literal text."""
    section = number_format.split(";")[0]
    literals, bare = "".join(map(_shown, _LITERAL.findall(section))), _LITERAL.sub("", section)
    if _SCALED.search(bare) or "." in literals:  # 0!.0, shows 12,345 as 1.2
        raise mistake(
            f"单元格格式（{number_format}）显示的数与实际存的数不同；请改为常规格式后核对",
            f"the cell's format ({number_format}) shows another number than it stores; use the general format, check",
        )
    literals += "".join(c for c in bare if c in "¥￥元万亿$€£")
    if "%" in literals:
        return f"{decimal_text(value)}%", literals
    if "%" not in bare:
        return decimal_text(value), literals
    decimals = len(re.sub(r"[^0]", "", bare.partition(".")[2]))
    return percent_text(_decimal(value), decimals), literals


def _shown(token: str) -> str:
    """The characters that a piece of a format shows as they are; of ``[$¥-804]`` the sign."""
    if token.startswith("[$"):
        return token[2:-1].partition("-")[0]
    return token.strip('"\\') if token[0] in '"\\' else ""


def percent_text(fraction: Decimal, decimals: int) -> str:
    """A fraction as per cent with at least so many decimals.

    >>> percent_text(Decimal("0.05"), 2), percent_text(Decimal("0.05375"), 2)
    ('5.00%', '5.375%')
    """
    percent = (fraction * 100).normalize()
    shown = max(decimals, -int(percent.as_tuple().exponent))
    return f"{percent:.{shown}f}%"


def decimal_text(value: int | float) -> str:
    """The decimal that Excel shows: the shortest that is stored alike, of 15 significant digits at most.

    >>> decimal_text(0.1), decimal_text(1020.0), decimal_text(0.1 + 0.2)
    ('0.1', '1020', '0.3')
    """
    number = _decimal(value)
    return f"{number:f}" if abs(number.adjusted()) < _LONGEST else str(number)


def _decimal(value: int | float) -> Decimal:
    number = Decimal(repr(value))
    if len(number.as_tuple().digits) > EXCEL_DIGITS:
        number = Context(prec=EXCEL_DIGITS).plus(number)
    return number.normalize() if number else Decimal(0)
