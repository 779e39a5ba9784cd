"""What people write for a fact, as a value: exact, a range, one of several choices, or unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import UNIT_FACTORS, Exact, decimals_of, exact, half_width, to_text
from jinjie.basics.problems import InputError, Place, Problem, mistake
from jinjie.basics.text import Text, did_you_mean
from jinjie.facts.ranges import ordered, read_end
from jinjie.facts.ranges import read_number as read_number
from jinjie.facts.ranges import read_range as read_range
from jinjie.facts.vocabulary import CodeList, Fact, Kind
from jinjie.terms.box import Domain

UNKNOWN_WORDS = frozenset({"", "unknown", "不清楚", "未知", "不知道", "不详", "n/a", "?", "？"})
YES_WORDS = frozenset({"yes", "y", "true", "是", "有", "对", "1"})
NO_WORDS = frozenset({"no", "n", "false", "否", "无", "没有", "0"})
KEYS = ("value", "source", "page", "date", "by")
_CODES = {
    Kind.INDUSTRY: re.compile(r"[A-Z]\d{0,4}", re.ASCII),
    Kind.REGION: re.compile(r"\d\d(\d\d(\d\d(\d{3}(\d{3})?)?)?)?", re.ASCII),
}
_LOOKS_LIKE_A_CODE = re.compile(r"[A-Z]|\w*\d\w*", re.ASCII)
_REMARK = re.compile(r"\s*[（(][^（()）]*[)）]$")
COARSEST = 2
"""A share is never taken for one that was rounded further than to a whole per cent: 1 is not 0.6."""
LONGEST = 1000
SHORT_OF_A_ZERO = 3
"""Digits of an industry code without its letter from which a leading zero is likely to be lost."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: document, page, its date, who entered it."""

    document: str | None = None
    page: str | None = None
    date: str | None = None
    by: str | None = None

    def __str__(self) -> str:
        page = None if self.page is None else f"p. {self.page}"
        return ", ".join(part for part in (self.document, page, self.date, self.by) if part)


@dataclass(frozen=True, slots=True)
class Statement:
    """One value somebody states for a fact. ``value`` is None when they say that it is unknown."""

    value: Domain | str | None
    given: str
    decimals: int | None = None
    source: Source = Source()

    @property
    def is_rounded(self) -> bool:
        """A single decimal number, which may have been rounded to its last digit."""
        return self.decimals is not None and isinstance(self.value, Interval) and self.value.is_point

    def rounding(self) -> Interval:
        """All numbers that would be written like this one."""
        assert isinstance(self.value, Interval)
        assert self.value.low is not None
        half = Fraction(1, 2 * 10 ** (self.decimals or 0))
        return Interval(self.value.low - half, self.value.low + half)


def read_statement(fact: Fact, raw: Any, place: Place) -> Statement:
    """A value as written (text, list, or a mapping with ``value`` and its source).

    Raises InputError when it is of the wrong kind or impossible.
    """
    if isinstance(raw, dict):
        return _with_source(fact, raw, place)
    if raw is None or (isinstance(raw, str) and half_width(raw).lower() in UNKNOWN_WORDS):
        return Statement(None, "unknown")
    try:
        return _read(fact, raw, place)
    except InputError as error:
        if error.problems[0].fact is not None:
            raise
        raise mistake(error.problems[0].message.zh, error.problems[0].message.en, place, fact.id) from error


def _with_source(fact: Fact, raw: dict[str, Any], place: Place) -> Statement:
    problems = [Problem(message, place, fact.id) for message in _mistakes_around(raw)]
    if problems:
        raise InputError(problems)
    plain = read_statement(fact, raw.get("value"), place)
    source = Source(raw.get("source"), raw.get("page"), raw.get("date"), raw.get("by"))
    return Statement(plain.value, plain.given, plain.decimals, source)


def _mistakes_around(raw: dict[str, Any]) -> Iterator[Text]:
    """What is wrong with the keys beside a value."""
    for key, given in raw.items():
        if key not in KEYS:
            near = did_you_mean(key, KEYS)
            yield Text(f"没有“{key}”这个键{near.zh}", f"there is no key '{key}' here{near.en}")
        elif isinstance(given, dict) or (key != "value" and isinstance(given, list)):
            yield Text(f"“{key}”应是一个值", f"'{key}' must be a single value")


def _read(fact: Fact, raw: Any, place: Place) -> Statement:
    if isinstance(raw, list):
        return _read_list(fact, raw)
    text = _plain(raw)
    if fact.kind is Kind.TEXT:
        return Statement(text, text)
    if not fact.kind.is_numeric:
        return Statement(_read_choice(fact, text), text)
    value = read_range(text, fact.kind, place)
    shown = decimals_of(text) if fact.kind is Kind.RATIO else None
    return Statement(_inside(fact, value, text), text, None if shown is None else max(shown, COARSEST))


def _plain(raw: Any) -> str:
    """The text of one value. A very long one is a slip, and would keep the patterns busy."""
    text = half_width(str(raw))
    if len(text) > LONGEST:
        raise mistake(
            f"太长：{len(text)} 个字，最多 {LONGEST} 个", f"is too long: {len(text)} characters, {LONGEST} at most"
        )
    return text


def _read_list(fact: Fact, raw: list[Any]) -> Statement:
    given = "[" + ", ".join(str(item) for item in raw) + "]"
    if not raw or any(isinstance(item, dict | list) for item in raw):
        raise mistake("这里应是一个值、范围或若干选项", "a value, a range or choices are expected here")
    if fact.kind.is_numeric:
        if len(raw) != 2:
            raise mistake("范围写作“200..300”", "a range is written 200..300")
        low, high = (read_end(_plain(item), fact.kind) for item in raw)
        return Statement(_inside(fact, ordered(Interval(low, high), given), given), given)
    if fact.kind is Kind.TEXT:
        raise mistake("这里应是文字", "text is expected here")
    return Statement(frozenset().union(*(_read_choice(fact, _plain(item)) for item in raw)), given)


def _inside(fact: Fact, value: Interval, text: str) -> Interval:
    """The value within the fact's domain; a mistake when it is impossible."""
    inside = value.intersection(fact.domain)
    if inside is not None and fact.kind is Kind.COUNT:
        if value.is_point and value.whole() is None:
            raise mistake(f"应是整数，不能是 {text}", f"must be a whole number, not {text}")
        inside = inside.whole()
        if inside is None:
            raise mistake(f"{text} 里没有整数", f"there is no whole number in {text}")
    if inside is None or (value.is_point and inside != value):
        low, high = fact.domain.low, fact.domain.high
        percent = fact.kind is Kind.RATIO
        zh, en = _domain_words(low, high, percent)
        hint = _percent_hint(value, fact.domain) if percent and "%" not in text else None
        raise mistake(
            f"不可能是 {text}：应{zh}" + (f"；百分数请写成 {hint}" if hint else ""),
            f"cannot be {text}: must be {en}" + (f"; write {hint} for per cent" if hint else ""),
        )
    return inside


def _percent_hint(value: Interval, domain: Interval) -> str | None:
    number = value.point
    if number is None or exact(UNIT_FACTORS["%"] * number) not in domain:
        return None
    return f"{to_text(number)}%"


def _domain_words(low: Exact | None, high: Exact | None, percent: bool) -> tuple[str, str]:
    def shown(number: Exact) -> str:
        return to_text(exact(number / UNIT_FACTORS["%"])) + "%" if percent else to_text(number)

    if low is not None and high is not None:
        return f"在 {shown(low)} 到 {shown(high)} 之间", f"between {shown(low)} and {shown(high)}"
    if low is not None:
        return f"不小于 {shown(low)}", f"at least {shown(low)}"
    assert high is not None
    return f"不大于 {shown(high)}", f"at most {shown(high)}"


def _read_choice(fact: Fact, text: str) -> frozenset[str]:
    if fact.kind is Kind.YES_NO:
        return _read_yes_no(text)
    if fact.codes is not None:
        return _read_code(fact, text)
    named = choice_named(fact, text)
    if named is not None:
        return frozenset({named})
    near = did_you_mean(text, [*fact.choices, *(c.zh for c in fact.choices.values())])
    allowed = "、".join(f"{key} {label.zh}" for key, label in fact.choices.items())
    raise mistake(
        f"没有“{text}”这个选项，可选：{allowed}{near.zh}",
        f"'{text}' is not a choice, choose one of {', '.join(fact.choices)}{near.en}",
    )


def choice_named(fact: Fact, text: str, spelled: Callable[[str], str] = half_width) -> str | None:
    """The choice with this key or label; a remark in brackets behind a label may be left out."""
    wanted = spelled(text)
    names = {key: (key, label.zh, label.en) for key, label in fact.choices.items()}
    for shape in (str, _without_remark):
        found = [key for key, words in names.items() if wanted in {spelled(shape(word)) for word in words}]
        if len(found) == 1:
            return found[0]
    return None


def _without_remark(label: str) -> str:
    return _REMARK.sub("", label)


def _read_yes_no(text: str) -> frozenset[str]:
    word = text.lower()
    if word in YES_WORDS:
        return frozenset({"yes"})
    if word in NO_WORDS:
        return frozenset({"no"})
    raise mistake(f"应为 是/否，不是“{text}”", f"must be yes or no, not '{text}'")


def _read_code(fact: Fact, text: str) -> frozenset[str]:
    assert fact.codes is not None
    first, _, name = text.partition(" ")
    code = first.upper()
    if any(_LOOKS_LIKE_A_CODE.fullmatch(word) for word in name.split()):
        raise mistake(f"一次只写一个代码，多个写成 [A, B]：{text}", f"one code at a time, several as [A, B]: {text}")
    if fact.kind is Kind.INDUSTRY and len(code) == SHORT_OF_A_ZERO and code.isdigit():
        raise mistake(
            f"“{text}”可能丢了开头的 0，请写上门类字母", f"'{text}' may have lost a zero: write the letter too"
        )
    if fact.kind is Kind.INDUSTRY:
        code = next((listed[0] + code for listed in fact.codes.names if code and listed[1:3] == code[:2]), code)
    else:
        code = plain_region(code)
    if not _CODES[fact.kind].fullmatch(code) or not fact.codes.knows(code):
        title, near = fact.codes.title, _code_called(fact.codes, text)
        raise mistake(f"{title.zh}里没有代码“{text}”{near.zh}", f"there is no code '{text}' in {title.en}{near.en}")
    return fact.codes.expand(code)


def _code_called(codes: CodeList, text: str) -> Text:
    """The one code whose name begins like this, as a proposal."""
    found = [
        (code, name)
        for code, name in codes.names.items()
        if len(text) > 1 and (name.zh.startswith(text) or name.en.lower().startswith(text.lower()))
    ]
    if len(found) != 1:
        return Text("", "")
    ((code, name),) = found
    return Text(f"；是不是想写 {code}（{name.zh}）？", f"; did you mean {code} ({name.en})?")


def plain_region(code: str) -> str:
    """A region without the zeros that stand for "all of it": 440000 is 44, 440100 is 4401."""
    while len(code) in {4, 6} and code.endswith("00"):
        code = code[:-2]
    return code
