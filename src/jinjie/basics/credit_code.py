"""The unified social credit code (统一社会信用代码), GB 32100-2015."""

from __future__ import annotations

from jinjie.basics.numbers import half_width
from jinjie.basics.text import Text

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
LENGTH = 18


def normal_form(text: str) -> str:
    """Upper case, half width, no blanks or dashes."""
    return half_width(text).upper().replace(" ", "").replace("-", "")


def check_digit(first_seventeen: str) -> str:
    """The eighteenth character that the first seventeen require."""
    total = sum(ALPHABET.index(c) * w for c, w in zip(first_seventeen, WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def error_in(code: str) -> Text | None:
    """Why a code cannot be one at all (length, alphabet); None when its form is right."""
    if len(code) != LENGTH:
        return Text(
            f"统一社会信用代码应为 {LENGTH} 位，这里是 {len(code)} 位",
            f"a unified social credit code has {LENGTH} characters, this one has {len(code)}",
        )
    wrong = sorted(set(code) - set(ALPHABET))
    if wrong:
        return Text(
            f"统一社会信用代码里不会出现 {''.join(wrong)}（不用 I、O、S、V、Z）",
            f"a unified social credit code never contains {''.join(wrong)} (I, O, S, V, Z are not used)",
        )
    return None


def warning_about(code: str) -> Text | None:
    """A failed check digit: reported, never a reason to refuse (old codes exist)."""
    if check_digit(code[:-1]) == code[-1]:
        return None
    return Text(
        f"统一社会信用代码 {code} 的校验位不符，请核对",
        f"the check digit of the credit code {code} does not fit: please check it",
    )


def region_of(code: str) -> str:
    """The six-digit region (GB/T 2260) in which the firm was registered."""
    return code[2:8]
