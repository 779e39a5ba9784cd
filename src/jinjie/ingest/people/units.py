"""Units that stand in a header, in the title above a table, or nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jinjie.basics.text import Text
from jinjie.facts.vocabulary import Fact, Kind

_MONEY = frozenset({Kind.MONEY})
_RATIO = frozenset({Kind.RATIO})
_PLAIN = frozenset({Kind.COUNT, Kind.YEARS, Kind.NUMBER})


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a column: what is written behind its numbers, and how many of that one of it is."""

    suffix: str
    kinds: frozenset[Kind]
    times: int = 1

    def fits(self, fact: Fact) -> bool:
        return fact.kind in self.kinds


_YUAN, _WAN, _YI = Unit("元", _MONEY), Unit("万元", _MONEY), Unit("亿元", _MONEY)
_MONEY_WORDS = {
    "元": _YUAN,
    "百元": Unit("元", _MONEY, 100),
    "千元": Unit("元", _MONEY, 1000),
    "万元": _WAN,
    "万": _WAN,
    "十万元": Unit("万元", _MONEY, 10),
    "百万元": Unit("万元", _MONEY, 100),
    "百万": Unit("万元", _MONEY, 100),
    "千万元": Unit("万元", _MONEY, 1000),
    "千万": Unit("万元", _MONEY, 1000),
    "亿元": _YI,
    "亿": _YI,
}
_SCALES = {
    ("", "1"): _YUAN,
    ("thousand", "k", "1000"): Unit("元", _MONEY, 1000),
    ("10k", "10000", "tenthousand", "wan"): _WAN,
    ("million", "mn", "m"): Unit("万元", _MONEY, 100),
    ("100million", "100m"): _YI,
    ("billion", "bn"): Unit("亿元", _MONEY, 10),
}
_CURRENCIES = ("cny", "rmb", "yuan", "人民币")
_RATIO_WORDS = {
    **dict.fromkeys(("%", "percent", "百分比", "百分数"), Unit("%", _RATIO)),
    **dict.fromkeys(("‰", "permille", "千分比"), Unit("‰", _RATIO)),
}
_PLAIN_WORDS = dict.fromkeys(
    ("人", "名", "位", "项", "件", "个", "家", "次", "年", "分", "persons", "people", "years", "points"),
    Unit("", _PLAIN),
)


def _english() -> Iterable[tuple[str, Unit]]:
    for words, unit in _SCALES.items():
        for word in words:
            for currency in _CURRENCIES[:3] if not word else _CURRENCIES:
                yield word + currency, unit
                yield currency + word, unit


_UNITS: dict[str, Unit] = {**dict(_english()), **_MONEY_WORDS, **_RATIO_WORDS, **_PLAIN_WORDS}
_AROUND = re.compile(r"^(?:金额)?单位|^unit|^in(?=[\s\d])|[\s:,，：.]")
_MONEY_LOOKS = re.compile(r"[元亿]$|[¥￥$€£]|人民币|cny|rmb|yuan|usd|eur|hkd|jpy", re.IGNORECASE)
_ABOVE = re.compile(
    r"(?:单位|unit)\s*[:：]?\s*\(?((?:人民币|rmb|cny)?[\w, ]*?(?:元|cny|rmb|yuan|million|billion))", re.I
)
_OWN_UNIT = re.compile(r"[亿万元%‰]")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:[eE][+-]?\d+)?|(?<!\.)\.\d+")

BARE = ("亿元", "百万元", "千万元", "万元", "千元", "亿", "元", "%", "‰")
"""Units that are understood at the end of a header without any sign before them."""


def unit_named(text: str) -> Unit | None:
    """The unit of that name.

    >>> unit_named("单位：万元").suffix, unit_named("million CNY").times, unit_named("备注")
    ('万元', 100, None)
    """
    word = _AROUND.sub("", unicodedata.normalize("NFKC", text).strip().casefold())
    return _UNITS.get(word) or _UNITS.get(word.removeprefix("人民币").removesuffix("人民币"))


def looks_like_money(text: str) -> bool:
    """The text speaks of an amount, in whatever currency."""
    return _MONEY_LOOKS.search(text.strip()) is not None


def unit_above(texts: Iterable[str]) -> Unit | None:
    """The unit of money that a title names for the whole table: ``单位：元``."""
    for text in texts:
        for match in _ABOVE.finditer(unicodedata.normalize("NFKC", text)):
            unit = unit_named(match[1])
            if unit is not None and unit.kinds == _MONEY:
                return unit
    return None


def with_unit(text: str, unit: Unit | None) -> str:
    """A number or range of a column with the column's unit; a unit of its own goes first.

    >>> with_unit("2..3", unit_named("亿元")), with_unit("1,020万", unit_named("元"))
    ('2..3亿元', '1,020万')
    """
    if unit is None or not unit.suffix or _OWN_UNIT.search(text) or not any(c.isdigit() for c in text):
        return text
    if unit.times != 1:
        text = _NUMBER.sub(lambda match: f"{Decimal(match[0].replace(',', '')) * unit.times:f}", text)
    closing = text[-1] if text[-1] in ")]" else ""
    return text.removesuffix(closing) + unit.suffix + closing


def unknown_unit(word: str) -> Text:
    return Text(
        f"表头里的单位“{word}”读不了；请用 元、万元 或 亿元",
        f"the unit '{word}' in the header is not read; use 元, 万元 or 亿元 (CNY, 10k CNY, 100 million CNY)",
    )


def unfit_unit(word: str, fact: Fact) -> Text:
    return Text(
        f"表头里的单位“{word}”不适合“{fact.label.zh}”",
        f"the unit '{word}' in the header does not fit '{fact.label.en}'",
    )
