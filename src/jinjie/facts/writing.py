"""Values as people read them, and as canonical text for fingerprints and files."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact, decimal_places, exact, to_text
from jinjie.basics.text import Language
from jinjie.facts.vocabulary import UNIT_WORDS, Fact, Kind
from jinjie.terms.box import Domain

PERCENT_DECIMALS = 3
MILLION = 1_000_000


@lru_cache(maxsize=8192)
def number_text(number: Exact, kind: Kind, language: Language = "zh") -> str:
    """A number with its unit: ``1,020.3 万元``, ``5.37%``, ``2023-01-31``."""
    if kind is Kind.DATE:
        return date.fromordinal(int(number)).isoformat()
    if kind is Kind.RATIO:
        return _percent_text(Fraction(number) * 100) + "%"
    if kind is Kind.MONEY:
        return f"{grouped(to_text(number))} 万元" if language == "zh" else _yuan_text(number)
    text = to_text(number)
    unit = UNIT_WORDS.get(kind)
    return text if unit is None else f"{text} {unit[language]}"


def _percent_text(number: Fraction) -> str:
    """Three decimals; more where rounding would put a number onto a line that it only comes near (``≈4.99997``)."""
    text = to_text(number, PERCENT_DECIMALS)
    nearly = text.startswith("≈") and len(text.partition(".")[2]) < PERCENT_DECIMALS
    return to_text(number, 2 * PERCENT_DECIMALS) if nearly else text


def _yuan_text(number: Exact) -> str:
    """Money in English: ``CNY 999,900``, ``CNY 10.203m``."""
    yuan = Fraction(number) * 10_000
    if abs(yuan) < MILLION:
        return f"CNY {grouped(to_text(exact(yuan), 2))}"
    return f"CNY {grouped(to_text(exact(yuan / MILLION), 6))}m"


def grouped(text: str) -> str:
    """Thousands separated by commas.

    >>> grouped("-1234567.5")
    '-1,234,567.5'
    """
    mark = text[: len(text) - len(text.lstrip("≈-"))]
    whole, dot, rest = text[len(mark) :].partition(".")
    parts: list[str] = []
    while len(whole) > 3:
        parts.insert(0, whole[-3:])
        whole = whole[:-3]
    return mark + ",".join([whole, *parts]) + dot + rest


def interval_text(interval: Interval, kind: Kind, language: Language = "zh") -> str:
    """A number or a range in words short enough for a table."""
    low, high = interval.low, interval.high
    if low is not None and low == high:
        return number_text(low, kind, language)
    if low is None and high is None:
        return "不清楚" if language == "zh" else "unknown"
    if high is None:
        assert low is not None
        return ("> " if interval.low_open else "≥ ") + number_text(low, kind, language)
    if low is None:
        return ("< " if interval.high_open else "≤ ") + number_text(high, kind, language)
    one, other = number_text(low, kind, language), number_text(high, kind, language)
    return f"{'> ' if interval.low_open else ''}{one} … {'< ' if interval.high_open else ''}{other}"


def value_text(fact: Fact, domain: Domain, language: Language = "zh") -> str:
    """What is known of a fact, in words; a fact with its whole domain left is unknown."""
    if domain == fact.initial:
        return "不清楚" if language == "zh" else "unknown"
    if isinstance(domain, Interval):
        return interval_text(domain, fact.kind, language)
    ordered = [choice for choice in fact.choices if choice in domain] or sorted(domain)
    words = [choice_text(fact, choice, language) for choice in ordered]
    if len(words) > 4:
        words = [*words[:3], "…"]
    return (" 或 " if language == "zh" else " or ").join(words)


def choice_text(fact: Fact, choice: str, language: Language = "zh") -> str:
    """The label of a choice, or a code with its name."""
    if choice in fact.choices:
        return fact.choices[choice][language]
    name = fact.codes.name(choice) if fact.codes is not None else None
    return choice if name is None else f"{choice} {name[language]}"


def canonical(value: Domain | str | None) -> str:
    """One spelling per value: exact numbers as fractions, ranges with their ends, choices in order."""
    if value is None:
        return "unknown"
    if isinstance(value, str):
        return value
    if isinstance(value, frozenset):
        return "|".join(sorted(value))
    if value.is_point:
        return str(value.low)
    left = "(" if value.low_open or value.low is None else "["
    right = ")" if value.high_open or value.high is None else "]"
    return f"{left}{'' if value.low is None else value.low}..{'' if value.high is None else value.high}{right}"


def file_text(kind: Kind, value: Domain) -> str | list[str]:
    """A value as it is written in a profile file; reading it gives the same value."""
    if isinstance(value, frozenset):
        return next(iter(value)) if len(value) == 1 else sorted(value)
    if value.is_point:
        assert value.low is not None
        return _exact_text(value.low, kind)
    if value.low is None or value.high is None:
        sign, end = (">", value.low) if value.high is None else ("<", value.high)
        closed = not (value.low_open if value.high is None else value.high_open)
        return "unknown" if end is None else f"{sign}{'=' if closed else ''} {_exact_text(end, kind)}"
    text = f"{_exact_text(value.low, kind)}..{_exact_text(value.high, kind)}"
    if not (value.low_open or value.high_open):
        return text
    return f"{'(' if value.low_open else '['}{text}{')' if value.high_open else ']'}"


def _exact_text(number: Exact, kind: Kind) -> str:
    """Decimal text; a number that no decimal writes exactly is rounded to 12 places."""
    if kind is Kind.DATE:
        return number_text(number, kind)
    places = decimal_places(number)
    return to_text(number, 12 if places is None else places).lstrip("≈")
