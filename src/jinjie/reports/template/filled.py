"""Values of a profile as the cells of a sheet; reading the cell gives the same value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from os.path import commonprefix

from jinjie.basics.interval import Interval, scaled
from jinjie.basics.numbers import Exact, to_text
from jinjie.basics.problems import InputError, Place
from jinjie.basics.text import Language
from jinjie.facts.values import Statement, read_statement
from jinjie.facts.vocabulary import Fact, Kind
from jinjie.facts.writing import choice_text, file_text
from jinjie.ingest.cells import EXCEL_DIGITS
from jinjie.ingest.pasted import plain
from jinjie.ingest.sheet import UNKNOWN
from jinjie.terms.box import Domain

FORMATS = {
    Kind.MONEY: "#,##0.00####",
    Kind.RATIO: "0.00##%",
    Kind.COUNT: "#,##0",
    Kind.DATE: "yyyy-mm-dd",
    Kind.INDUSTRY: "@",
    Kind.REGION: "@",
    Kind.TEXT: "@",
}
"""How a number is shown: never with fewer digits than people enter."""

BETWEEN = " | "
_DIGITS = 60
_PERCENT_PLACES = 2

CellValue = str | int | Decimal | date


def cell_of(fact: Fact, statement: Statement | None, language: Language = "zh") -> tuple[CellValue | None, str]:
    """The content and the number format of the cell for a statement; an empty cell for none."""
    form = FORMATS.get(fact.kind, "General")
    if statement is None:
        return None, form
    value = statement.value
    if value is None:
        return UNKNOWN[language], form
    if isinstance(value, str):
        return value, form
    if isinstance(value, frozenset):
        return _choices(fact, statement, language), form
    if value.point is None:
        return _range(fact, statement.given, value), form
    return _number(fact, value.point, statement)


def _number(fact: Fact, number: Exact, statement: Statement) -> tuple[CellValue, str]:
    """A number as a number, or as text where Excel would cut its digits off."""
    form = FORMATS.get(fact.kind, "General")
    if fact.kind is Kind.DATE:
        return date.fromordinal(int(number)), form
    text = to_text(number, _DIGITS)
    if text.startswith("≈"):
        return text.lstrip("≈"), form
    decimal = Decimal(text)
    if len(decimal.normalize().as_tuple().digits) > EXCEL_DIGITS:
        return statement.given if _reads(fact, statement.given, statement.value) else text, form
    return decimal, _percent_format(decimal, statement) if fact.kind is Kind.RATIO else form


def _percent_format(fraction: Decimal, statement: Statement) -> str:
    """Per cent with as many decimals as were stated, for they tell how it was rounded."""
    decimals = statement.decimals
    if decimals is None:
        return FORMATS[Kind.RATIO]
    if decimals < _PERCENT_PLACES and abs(fraction) <= 1:
        return "General"
    places = max(decimals - _PERCENT_PLACES, 0)
    return "0." + "0" * places + "%" if places else "0%"


def _range(fact: Fact, given: str, value: Interval) -> str:
    """The first of several spellings that reads as the same range."""
    candidates = list(_spellings(fact, given, value))
    return next((text for text in candidates if _reads(fact, text, value)), candidates[-1])


def _spellings(fact: Fact, given: str, value: Interval) -> Iterator[str]:
    percent = fact.kind is Kind.RATIO
    beyond = any(end is not None and not -1 <= end <= 1 for end in (value.low, value.high))
    if not (percent and beyond and "%" not in given):
        yield given
    sides = (Interval(None, value.high, high_open=value.high_open), Interval(value.low, None, value.low_open), value)
    for side in sides:
        text = str(file_text(Kind.NUMBER if percent else fact.kind, scaled(side, 100) if percent else side))
        yield re.sub(r"\d+(?:\.\d+)?", r"\g<0>%", text) if percent else text


def _choices(fact: Fact, statement: Statement, language: Language) -> str:
    value = statement.value
    assert isinstance(value, frozenset)
    if fact.codes is not None:
        return _codes(fact, statement, language)
    ordered = [choice for choice in fact.choices if choice in value]
    return BETWEEN.join(choice_text(fact, choice, language) for choice in ordered)


def _codes(fact: Fact, statement: Statement, language: Language) -> str:
    """The code as given, the code above all of them, or all of them."""
    value = statement.value
    assert isinstance(value, frozenset)
    for code in (plain(fact, statement.given), commonprefix(sorted(value))):
        if isinstance(code, str) and _reads(fact, code, value):
            return choice_text(fact, code, language)
    return BETWEEN.join(sorted(value))


def _reads(fact: Fact, text: str, value: Domain | str | None) -> bool:
    """The text, in a cell, is read as this value."""
    try:
        return read_statement(fact, plain(fact, text), Place()).value == value
    except InputError:
        return False
