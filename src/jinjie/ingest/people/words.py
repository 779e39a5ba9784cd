"""What the words of a header mean: which fact, which end of a range, which unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from jinjie.basics.text import Text
from jinjie.facts.profile import CREDIT_CODE
from jinjie.facts.vocabulary import Fact, Kind, Vocabulary
from jinjie.facts.vocabulary_file import PERIODS
from jinjie.ingest.people.units import BARE, Unit, looks_like_money, unfit_unit, unit_named, unknown_unit
from jinjie.ingest.sheet import NAME_ID, labels_of, loose, without_brackets

End = Literal["exact", "low", "high"]

NAME_WORDS = (
    *("企业名称", "enterprise name", "公司名称", "单位名称", "企业全称", "申报企业", "申报单位"),
    *("name", "名称", "company", "enterprise", "公司", "企业"),
)
"""Headers of the column of names, the clearest first."""
_CODE_WORDS = ("社会信用代码", "统一信用代码", "信用代码", "统一社会信用代码证号", "credit code", "uscc")

_MORE_PERIODS = {
    "y1": (
        *("上一个会计年度", "最近一个会计年度", "上一会计年度", "上一年度", "上一年", "上年", "去年", "最近一年"),
        *("last year", "previous year", "prior year"),
    ),
    "y2": ("上上年度", "上上年", "前年", "year before last", "two years ago"),
    "y3": ("上上上年度", "上上上年", "大前年", "three years ago"),
}
_YEAR = r"(?:fy)?(?P<year>20\d\d)(?:会计年度|财年|年度|年)?(?:112月)?|(?<!\d)(?P<short>[12]\d)(?:财年|年度|年)"
_ASSUMED = "y1"
"""A label without a year means the last complete fiscal year."""

_NUMBERED = re.compile(r"^\s*[*※]?\s*\d{1,2}\s*[、.)]\s*(?=\D)")
_BRACKET = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|【([^【】]*)】")
_HINT = re.compile(r"[(\[【](?:18\s*位|必填|选填|是/否|如|例|e\.g\.)[^()\[\]【】]*[)\]】]")
_BETWEEN = re.compile(r"[,;、/\s]+")
_TRAILING = (
    re.compile(r"^(.+)\s*[/,:;|]\s*([^/,:;|]+)$", re.DOTALL),
    re.compile(r"^(.+?)\s+in\s+(.+)$", re.DOTALL),
    re.compile(r"^(.+)[\s_-]\s*(\S+)$", re.DOTALL),
)
_TELLING = re.compile(
    r"\d|[年月季预]|计划|目标|平均|累计|增|同比|占比|率|上限|下限|low|high|month|quarter|year|forecast|plan|growth",
    re.IGNORECASE,
)
"""In brackets, these make it another fact: what is in them is never passed over."""
_END = re.compile(r"^(.+?)(?:__|[\s_(\[/:,-]*)(low|high|下限|上限)[\s)\]]*$", re.IGNORECASE | re.DOTALL)
_ENDS: dict[str, End] = {"low": "low", "下限": "low", "high": "high", "上限": "high"}
_YEAR_END = ("年末", "期末", "年底", "末")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds.

    ``problem`` says why its values cannot be read although the fact is clear. A header that is the very identifier
    is written by a program, which writes ratios as fractions.
    """

    fact: str
    end: End = "exact"
    unit: Unit | None = None
    problem: Text | None = None
    is_identifier: bool = False


@dataclass
class HeaderWords:
    """The words of the vocabulary as headers use them, years counted from the day of the assessment."""

    vocabulary: Vocabulary
    day: date
    labels: dict[str, str] = field(init=False)
    series: dict[str, dict[str, str]] = field(init=False)
    _known: dict[str, Meaning | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.labels = _labels(self.vocabulary)
        self.series = _series(self.vocabulary)
        words = {loose(word): period for period, more in _MORE_PERIODS.items() for word in more}
        words.update({loose(text): period for period, pair in PERIODS.items() for text in (pair.zh, pair.en)})
        words.update({period: period for period in PERIODS})
        self._periods = words
        longest_first = sorted(words, key=len, reverse=True)
        self._period = re.compile(rf"(?P<word>{'|'.join(longest_first)})|{_YEAR}")

    @property
    def plain_labels(self) -> list[str]:
        """The Chinese labels, money and people first, for messages."""
        order = {Kind.MONEY: 0, Kind.COUNT: 1, Kind.TEXT: 2}
        facts = sorted(self.vocabulary.facts.values(), key=lambda fact: order.get(fact.kind, 3))
        return [fact.label.zh for fact in facts]

    def meaning(self, text: str) -> Meaning | None:
        """What a header means; None when it names no fact.

        >>> from jinjie.rules.library import Library
        >>> words = HeaderWords(Library().vocabulary, date(2026, 11, 1))
        >>> words.meaning("2025年营业收入（亿元）").fact, words.meaning("研发费用/万元").fact
        ('revenue_y1', 'rd_expense_y1')
        """
        if text not in self._known:
            self._known[text] = self._meaning(text)
        return self._known[text]

    def _meaning(self, text: str) -> Meaning | None:
        text = _NUMBERED.sub("", unicodedata.normalize("NFKC", text)).strip()
        for rest, unit in _splits(text):
            for label, end in _ends(rest):
                fact = self._fact(label)
                if fact is not None and (self._is_numeric(fact) or (end == "exact" and not unit)):
                    meaning = self._with_unit(fact, end, unit)
                    return replace(meaning, is_identifier=label.lower() == fact)
        return None

    def _is_numeric(self, name: str) -> bool:
        return name != NAME_ID and self.vocabulary[name].kind.is_numeric

    def _with_unit(self, name: str, end: End, word: str) -> Meaning:
        if not word:
            return Meaning(name, end)
        unit, fact = unit_named(word), self.vocabulary[name]
        if unit is None:
            return Meaning(name, end, problem=unknown_unit(word))
        return Meaning(name, end, unit, None if unit.fits(fact) else unfit_unit(word, fact))

    def _fact(self, text: str) -> str | None:
        for key in _keys(text):
            found = self.labels.get(key) or self._of_series(key)
            if key and found is not None:
                return found
        return None

    def _of_series(self, key: str) -> str | None:
        """The fact of a series in the year that the header names."""
        match = self._period.search(key)
        if match is None:
            return self.series.get(key, {}).get(_ASSUMED)
        rest = key[: match.start()] + key[match.end() :]
        return self.series.get(rest, {}).get(self._period_of(match))

    def _period_of(self, match: re.Match[str]) -> str:
        if match["word"]:
            return self._periods[match["word"]]
        year = int(match["year"] or f"20{match['short']}")
        return f"y{self.day.year - year}"


def _keys(text: str) -> Iterator[str]:
    """What is looked up: all of it, then without ``是否`` in front, then without brackets that tell nothing."""
    text = _HINT.sub("", text)
    yield loose(text)
    yield loose(text.removeprefix("是否"))
    dropped = "".join("".join(filter(None, groups)) for groups in _BRACKET.findall(text))
    if dropped and not _TELLING.search(dropped):
        yield loose(without_brackets(text))


def _labels(vocabulary: Vocabulary) -> dict[str, str]:
    """Identifiers and labels, also less what the label has in brackets where that is still clear."""
    short: dict[str, set[str]] = {}
    for fact in vocabulary.facts.values():
        for label in (fact.label.zh, fact.label.en):
            short.setdefault(loose(without_brackets(label)), set()).add(fact.id)
    found = {label: next(iter(facts)) for label, facts in short.items() if len(facts) == 1}
    found.update(labels_of(vocabulary))
    found.update({loose(id_): id_ for id_ in vocabulary.facts})
    found.update({loose(word): NAME_ID for word in NAME_WORDS})
    if CREDIT_CODE in vocabulary.facts:
        found.update({loose(word): CREDIT_CODE for word in _CODE_WORDS})
    return found


def _series(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """The facts of each series by period, by the label without the period."""
    found: dict[str, dict[str, set[str]]] = {}
    for fact in vocabulary.facts.values():
        for base in _bases(fact):
            found.setdefault(base, {}).setdefault(fact.period or "", set()).add(fact.id)
    clear: dict[str, dict[str, str]] = {}
    for base, periods in found.items():
        clear[base] = {period: next(iter(facts)) for period, facts in periods.items() if len(facts) == 1}
    return clear


def _bases(fact: Fact) -> Iterator[str]:
    """A label of a series without its period, also without "at year end", which a year says already."""
    if fact.period not in PERIODS or not fact.id.endswith(f"_{fact.period}"):
        return
    words = PERIODS[fact.period]
    zh, en = loose(fact.label.zh.replace(words.zh, "")), loose(fact.label.en.replace(words.en, ""))
    yield from (zh, en, loose(fact.id.removesuffix(f"_{fact.period}")))
    if zh.startswith("末"):
        yield from (zh[1:], *(f"{word}{zh[1:]}" for word in _YEAR_END[:-1]), en.removesuffix(loose("at year end")))


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Ways to take a header as words and a unit; the last is: no unit."""
    for match in _BRACKET.finditer(text):
        inner = next(group for group in match.groups() if group is not None)
        unit, rest = _unit_in(inner)
        if unit:
            yield f"{text[: match.start()]} {rest} {text[match.end() :]}", unit
    for pattern in _TRAILING:
        found = pattern.match(text)
        if found is not None and _is_unit(found[2]):
            yield found[1], found[2]
    for unit in BARE:
        if text.endswith(unit):
            yield text.removesuffix(unit), unit
    yield text, ""


def _ends(text: str) -> Iterator[tuple[str, End]]:
    yield text, "exact"
    match = _END.match(text)
    if match is not None:
        yield match[1], _ENDS[match[2].lower()]


def _unit_in(text: str) -> tuple[str, str]:
    """The unit in a bracket, and what else stands there: ``2025年，万元``."""
    parts = _BETWEEN.split(text)
    units = [part for part in parts if unit_named(part)]
    if unit_named(text) or len(units) != 1:
        return (text.strip(), "") if _is_unit(text) else ("", text)
    return units[0], " ".join(part for part in parts if part != units[0])


def _is_unit(text: str) -> bool:
    return unit_named(text) is not None or looks_like_money(text)
