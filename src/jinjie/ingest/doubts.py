"""Doubts about what was meant, where a number can be read in two ways."""

from __future__ import annotations

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact, to_text
from jinjie.basics.problems import mistake
from jinjie.basics.text import Text
from jinjie.facts.values import Statement
from jinjie.facts.vocabulary import Fact, Kind


def ratio_doubt(fact: Fact, text: str | list[str], statement: Statement, *, refuse: bool = True) -> Text | None:
    """A ratio beyond 1 without a per cent sign: 5.37 may be meant as 5.37%.

    Raises InputError (without a place) for a single number, unless it is not to be refused.
    """
    value = statement.value
    if fact.kind is not Kind.RATIO or not isinstance(text, str) or not isinstance(value, Interval):
        return None
    ends = [n for n in (value.low, value.high) if n is not None and n not in _ends(fact)]
    large = [n for n in ends if not -1 <= n <= 1]
    if not large or "%" in text or "‰" in text:
        return None
    percent = f"{to_text(large[0])}%", f"{to_text(large[0] * 100)}%"
    if value.is_point and refuse:
        zh = f"“{text}”没有写 %：是 {percent[0]} 还是 {percent[1]}？请写上 %"
        raise mistake(zh, f"'{text}' has no %: is it {percent[0]} or {percent[1]}? Write the %")
    return Text(
        f"“{text}”没有写 %，已按 {percent[1]} 读取；如果是 {percent[0]}，请写上 %",
        f"'{text}' has no % and was read as {percent[1]}; write the % if it is {percent[0]}",
    )


def _ends(fact: Fact) -> tuple[Exact | None, Exact | None]:
    return fact.domain.low, fact.domain.high
