"""What people type or paste into a cell, in the spelling that profile files use.

Only the spelling changes here; what it means, and whether it is possible, the fact decides. ``5~8%`` is five to eight
per cent, ``2~3亿`` two to three hundred million: a unit at the end of a range is the unit of both ends.
"""

from __future__ import annotations

import re

from jinjie.basics.numbers import half_width
from jinjie.facts.values import NO_WORDS, UNKNOWN_WORDS, YES_WORDS, choice_named
from jinjie.facts.vocabulary import Fact, Kind
from jinjie.ingest.sheet import loose

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_MORE_UNKNOWN = frozenset({"-", "--", "—", "——", "–", "/", "\\", "tbd", "待定", "待确认", "不确定", "无法确定"})
_TICKS = {**dict.fromkeys("√✓✔☑", "yes"), **dict.fromkeys("×✗✘☒", "no")}

_PREFIXES = {
    ">=": ("大于或等于", "大于等于", "不低于", "不少于", "不小于", "至少", "at least", "≧", ">=", "≥"),
    "<=": (
        "小于或等于",
        "小于等于",
        "不超过",
        "不高于",
        "不多于",
        "不大于",
        "至多",
        "最多",
        "at most",
        "up to",
        "≦",
        "<=",
        "≤",
    ),
    ">": ("超过", "大于", "高于", "多于", "more than", "over", ">"),
    "<": ("低于", "小于", "少于", "不足", "不到", "less than", "under", "<"),
}
_SUFFIXES = {
    ">=": ("及以上", "或以上", "含以上", "以上"),
    "<=": ("及以下", "或以下", "以下", "以内"),
}
_COUNT_WORDS = {
    Kind.COUNT: re.compile(r"(?<=\d)\s*(?:人|名|位|件|项|个|次|家)|第(?=\s*\d)"),
    Kind.NUMBER: re.compile(r"(?<=\d)\s*分"),
}
_UNIT = r"(?:亿元|亿|万元|万|元|%|‰)"
_RANGE = re.compile(
    rf"(?P<low>[+-]?\d[\d.,]*?)\s*(?P<unit>{_UNIT}?)\s*(?:\.\.|~|～|至|到|to|--?|–|—+)\s*"
    rf"(?P<high>[+-]?\d[\d.,]*)\s*(?P<last>{_UNIT}?)"
)
_YUAN = re.compile(r"^(?:¥|rmb|cny|人民币)\s*(?=.*元$)", re.IGNORECASE)
_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_CODE = re.compile(r"([A-Za-z]?\d+|[A-Za-z])(?![A-Za-z\d])(.*)", re.DOTALL)
_ANOTHER_CODE = re.compile(r"\d|(?<![A-Za-z])[A-Z](?![A-Za-z])")
_BETWEEN_CHOICES = (re.compile(r"\||\n"), re.compile(r"\||\n|;|、|,|/|或|\bor\b"))
"""Signs between choices. The first never stand in a label, the others may."""


def plain(fact: Fact, text: str) -> str | list[str]:
    """The text of a cell as a profile file has it; several choices as a list.

    Text that is not understood comes back as it is: the fact will say what is wrong with it.
    """
    text = clean(text)
    if fact.kind is Kind.TEXT:
        return text
    if is_unknown(text):
        return "unknown"
    if fact.kind is Kind.DATE:
        return _DAY.sub(r"\1-\2-\3", text)
    return _number(fact.kind, text) if fact.kind.is_numeric else _choices(fact, text)


def clean(text: str) -> str:
    """Half width, without invisible characters and outer white space.

    >>> clean(" １，０２０\\u200b 万 ")
    '1,020 万'
    """
    return half_width(visible(text))


def visible(text: str) -> str:
    """Without invisible characters and outer white space, else as it is: a name keeps its full-width brackets."""
    return _INVISIBLE.sub("", text).strip()


def is_unknown(text: str) -> bool:
    return text.lower() in UNKNOWN_WORDS | _MORE_UNKNOWN


def _number(kind: Kind, text: str) -> str:
    text = _YUAN.sub("", text)
    if kind in _COUNT_WORDS:
        text = _COUNT_WORDS[kind].sub("", text)
    if match := _RANGE.fullmatch(text):
        unit = match["unit"] or match["last"]
        return f"{match['low']}{unit}..{match['high']}{match['last']}"
    return _compared(text)


def _compared(text: str) -> str:
    """``1000万元以上`` and ``不低于 60%`` with a sign in front; 以上 and 以下 hold the number itself."""
    lowered = text.lower()
    for sign, words in _PREFIXES.items():
        for word in words:
            if lowered.startswith(word):
                return f"{sign} {text[len(word) :].strip()}"
    for sign, words in _SUFFIXES.items():
        for word in words:
            if text.endswith(word):
                return f"{sign} {text[: -len(word)].strip()}"
    return text


def _choices(fact: Fact, text: str) -> str | list[str]:
    whole = _choice(fact, text)
    if whole is not None:
        return whole
    for between in _BETWEEN_CHOICES:
        found = [_choice(fact, part.strip()) for part in between.split(text)]
        several = [choice for choice in found if choice is not None]
        if len(several) == len(found) > 1:
            return several
    return text


def _choice(fact: Fact, text: str) -> str | None:
    """The key of one choice, or one code; None when the text is something else."""
    if fact.kind is Kind.YES_NO:
        word = _TICKS.get(text, text.lower())
        return word if word in YES_WORDS | NO_WORDS else None
    if fact.codes is not None:
        return _code(fact, text)
    return choice_named(fact, text, loose) if loose(text) else None


def _code(fact: Fact, text: str) -> str | None:
    """The code in front of ``C39 计算机…``, or the only code of that name."""
    assert fact.codes is not None
    if match := _CODE.match(text):
        return None if _ANOTHER_CODE.search(match[2]) else match[1].upper()
    wanted = loose(text)
    named = [code for code, name in fact.codes.names.items() if wanted in {loose(name.zh), loose(name.en)}]
    return named[0] if len(named) == 1 else None
