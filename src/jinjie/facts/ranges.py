"""Numbers, days and ranges as people write them, exact and in the base unit of their kind."""

from __future__ import annotations

import re
from datetime import date

from jinjie.basics.interval import Interval, point
from jinjie.basics.numbers import UNIT_FACTORS, Exact, exact, half_width, parse_plain, split_unit
from jinjie.basics.problems import InputError, Place, mistake
from jinjie.basics.text import Text
from jinjie.facts.vocabulary import Kind

_UNITS_OF_KIND: dict[Kind, frozenset[str]] = {
    Kind.MONEY: frozenset({"亿元", "亿", "万元", "万", "元"}),
    Kind.RATIO: frozenset({"%", "‰"}),
}
_WORDS_OF_KIND = {
    Kind.YEARS: re.compile(r"(?<=\d)\s*年$"),
    Kind.COUNT: re.compile(r"(?<=\d)\s*[人名位件项个次家]$"),
    Kind.NUMBER: re.compile(r"(?<=\d)\s*分$"),
}
"""What may stand behind the number of such a kind."""
_EXPECTED = {
    Kind.MONEY: Text("万元数，如 1020.5 或 200..300", "万元 (10,000 CNY), such as 1020.5 or 200..300"),
    Kind.RATIO: Text("比例，如 5.37% 或 5%..8%", "a ratio, such as 5.37% or 5%..8%"),
    Kind.COUNT: Text("整数，如 14 或 10..20", "a whole number, such as 14 or 10..20"),
    Kind.YEARS: Text("年数，如 14 或 >= 10", "years, such as 14 or >= 10"),
    Kind.NUMBER: Text("数，如 8.5 或 8..9", "a number, such as 8.5 or 8..9"),
}
_COMPARED = re.compile(r"(>=|<=|>|<|≥|≤)\s*(.+)")
_BETWEEN = re.compile(r"([\[(]?)([^\[(]+?)\s*(?:(?<!\.)\.\.(?!\.)|~|至|…+)\s*([^\])]+)([\])]?)")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?", re.ASCII)


def read_range(text: str, kind: Kind, place: Place | None = None) -> Interval:
    """A number or a range (``>= 0.6``, ``< 300``, ``200..300``) of a numeric kind, in the base unit.

    A unit behind the second end only is that of both. A round bracket leaves its end out: ``(200..300]``.

    >>> read_range("1,020 万", Kind.MONEY)
    Interval(low=1020, high=1020, low_open=False, high_open=False)
    """
    text = half_width(text)
    try:
        return _read_range(text, kind)
    except InputError as error:
        first = error.problems[0]
        raise mistake(first.message.zh, first.message.en, place) from error


def _read_range(text: str, kind: Kind) -> Interval:
    if match := _COMPARED.fullmatch(text):
        return _one_sided(match[1], read_end(match[2], kind))
    match = _BETWEEN.fullmatch(text)
    if match is None or bool(match[1]) != bool(match[4]):
        return point(read_end(text, kind))
    unit = split_unit(match[3])[1]
    first = match[2] if split_unit(match[2])[1] else match[2] + unit
    low, high = read_end(first, kind), read_end(match[3], kind)
    return ordered(Interval(low, high, match[1] == "(", match[4] == ")"), text)


def read_end(text: str, kind: Kind) -> Exact:
    """One end of a range: a number, or a day as its number."""
    return _read_date(text) if kind is Kind.DATE else read_number(text, kind)


def ordered(interval: Interval, text: str) -> Interval:
    """A finite range as it is.

    Raises InputError when it ends before it begins.
    """
    low, high = interval.low, interval.high
    assert low is not None
    assert high is not None
    if low > high or (low == high and (interval.low_open or interval.high_open)):
        raise mistake(f"范围 {text} 的下限大于上限", f"the range {text} ends before it begins")
    return interval


def _one_sided(sign: str, number: Exact) -> Interval:
    open_end = sign in {">", "<"}
    if sign in {">=", ">", "≥"}:
        return Interval(number, None, low_open=open_end)
    return Interval(None, number, high_open=open_end)


def read_number(text: str, kind: Kind) -> Exact:
    """One number with an optional unit that fits the kind."""
    words = _WORDS_OF_KIND.get(kind)
    body, unit = split_unit(text if words is None else words.sub("", text))
    allowed = _UNITS_OF_KIND.get(kind, frozenset())
    if unit and unit not in allowed:
        expected = {Kind.MONEY: ("万元", "万元 (10,000 CNY)"), Kind.RATIO: ("小数或 %", "a fraction or %")}
        zh, en = expected.get(kind, ("不带单位的数", "a number without unit"))
        raise mistake(f"单位“{unit}”不对：{text} 应写成{zh}", f"wrong unit '{unit}' in {text}: expected {en}")
    number = parse_plain(body)
    if number is None:
        wanted = _EXPECTED[kind]
        raise mistake(f"“{text}”不是数字，应写成{wanted.zh}", f"'{text}' is not a number: expected {wanted.en}")
    return exact(UNIT_FACTORS[unit] * number) if unit else number


def _read_date(text: str) -> Exact:
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        return date(int(match[1]), int(match[2]), int(match[3])).toordinal()
    except ValueError as error:
        raise mistake(
            f"“{text}”不是日期，应写成 2020-01-31 这样", f"'{text}' is not a date, write it like 2020-01-31"
        ) from error
