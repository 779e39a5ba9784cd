"""Exact numbers: integers and fractions, read from what people type and shown as they write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from math import isqrt

Exact = int | Fraction

SQRT_DIGITS = 60
"""Decimal digits of a root's enclosure. Two amounts of up to 16 digits whose roots straddle a threshold of up
to 6 decimals lie at least 1e-29 from it, so 60 digits always tell them apart."""

JSON_DECIMALS = 6

UNIT_FACTORS: dict[str, Fraction] = {
    "亿元": Fraction(10_000),
    "亿": Fraction(10_000),
    "万元": Fraction(1),
    "万": Fraction(1),
    "元": Fraction(1, 10_000),
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
}
"""How many of the base unit (万元 for money, 1 for ratios) one of each is."""

_NUMBER = re.compile(
    r"(?P<sign>[+-]?) *"
    r"(?P<mantissa>(?=\.?\d)(?:\d{1,3}(?:[, ]\d{3})+|\d+)?(?:\.\d+)?)"
    r"(?:[eE](?P<exponent>[+-]?\d{1,3}))?",
    re.ASCII,
)
_MAX_DIGITS = 60
_MAX_EXPONENT = 30

_WIDE = (*range(0xFE50, 0xFE6C), *range(0xFF01, 0xFF5F))
_SPACES = (0x3000, 0x00A0, 0x202F, *range(0x2000, 0x200B))
_NO_WIDTH = (0x200B, 0xFEFF)
_PLAIN_FORMS: dict[int, str | None] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in _WIDE},
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_NO_WIDTH, None),
    ord("−"): "-",
}
"""Other widths of a character. Not ² or ½: they do not mean 2 or 12."""


def exact(value: Fraction) -> Exact:
    """The same number, as an integer when it is whole."""
    return value.numerator if value.denominator == 1 else value


def quotient(dividend: Exact, divisor: Exact) -> Exact:
    """Exact division; the only place where one number is divided by another.

    >>> quotient(1020, 19000)
    Fraction(51, 950)
    """
    return exact(Fraction(dividend, divisor))


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as plain ones; outer white space gone.

    >>> half_width(" １，０２０ 万 ")
    '1,020 万'
    """
    return text.translate(_PLAIN_FORMS).strip()


def parse_plain(text: str) -> Exact | None:
    """A plain decimal number such as ``1,020.5`` or ``-3``; None when it is something else."""
    match = _NUMBER.fullmatch(half_width(text))
    if match is None:
        return None
    mantissa, exponent = re.sub("[, ]", "", match["mantissa"]), int(match["exponent"] or 0)
    if len(mantissa) > _MAX_DIGITS or abs(exponent) > _MAX_EXPONENT:
        return None
    return exact(Fraction(match["sign"] + mantissa) * Fraction(10) ** exponent)


def split_unit(text: str) -> tuple[str, str]:
    """The number part and the unit part of ``1,020 万元`` or ``5.37%``."""
    text = half_width(text)
    for unit in UNIT_FACTORS:
        if text.endswith(unit):
            return text[: -len(unit)].strip(), unit
    return text, ""


def decimals_of(text: str) -> int | None:
    """How many decimals a typed number shows (the precision it was rounded to); None for anything else.

    >>> decimals_of("5.37%"), decimals_of("1e-05"), decimals_of("1..2")
    (4, 5, None)
    """
    number, unit = split_unit(text)
    match = _NUMBER.fullmatch(number)
    if match is None:
        return None
    shown = len(match["mantissa"].partition(".")[2]) - int(match["exponent"] or 0)
    return max(0, shown + {"%": 2, "‰": 3}.get(unit, 0))


def decimal_places(value: Exact) -> int | None:
    """How many decimals write a number exactly; None when no number of them does.

    >>> decimal_places(Fraction(1, 8)), decimal_places(Fraction(1, 3))
    (3, None)
    """
    rest, powers = value.denominator, {2: 0, 5: 0}
    for prime in powers:
        while rest % prime == 0:
            rest //= prime
            powers[prime] += 1
    return max(powers.values()) if rest == 1 else None


def root_bounds(value: Exact) -> tuple[Exact, Exact]:
    """Two exact numbers around the square root; equal when the root is rational.

    >>> root_bounds(Fraction(441, 400))
    (Fraction(21, 20), Fraction(21, 20))
    """
    top, bottom = value.numerator, value.denominator
    high, low = isqrt(top), isqrt(bottom)
    if high * high == top and low * low == bottom:
        root = quotient(high, low)
        return root, root
    scale = 10**SQRT_DIGITS
    floor = isqrt(top * scale * scale // bottom)
    return quotient(floor, scale), quotient(floor + 1, scale)


def to_text(value: Exact, decimals: int = 4) -> str:
    """A decimal of at most so many places, half up, no trailing zeros; ``≈`` marks a rounded one.

    >>> to_text(Fraction(1, 3)), to_text(Fraction(3, 2)), to_text(1500)
    ('≈0.3333', '1.5', '1500')
    """
    if isinstance(value, int):
        return str(value)
    shown = rounded(value, decimals)
    body = f"{shown:f}"
    if "." in body:
        body = body.rstrip("0").rstrip(".")
    return body if Fraction(shown) == value else f"≈{body}"


def json_number(value: Exact) -> int | float:
    """A number for a JSON document: whole, or a decimal of at most JSON_DECIMALS places, for display only."""
    if isinstance(value, int):
        return value
    decimal = rounded(value, JSON_DECIMALS)
    whole = int(decimal)
    return whole if decimal == whole else decimal.__float__()


def rounded(value: Exact, decimals: int) -> Decimal:
    """The decimal nearest to an exact number, half away from zero, free of float error."""
    scaled = Fraction(value) * 10**decimals
    whole = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    return Decimal((int(scaled < 0 < whole), tuple(int(digit) for digit in str(whole)), -decimals))
