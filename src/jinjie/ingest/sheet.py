"""The words of the Excel template: its sheets, its columns, its stamp. The writer and the reader share them."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version

from jinjie.basics.text import Language, Text
from jinjie.facts.vocabulary import Fact, Vocabulary
from jinjie.facts.writing import canonical

FACTS_SHEET = Text("企业事实", "Facts")
NOTES_SHEET = Text("填写说明", "Notes")
SAMPLE_SHEET = Text("示例", "Sample")
CHOICES_SHEET = Text("选项", "Choices")

NAME_ID = "name"
NAME_LABEL = Text("企业名称", "Enterprise name")
UNKNOWN = Text("不清楚", "unknown")

VERSION_PROPERTY = "JinjieVersion"
VOCABULARY_PROPERTY = "JinjieVocabulary"
_STAMP = re.compile(r"(?:模板版本|template version)\s*(\d+(?:\.\d+)*)", re.IGNORECASE)
_HASH_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its header, other headers that mean the same."""

    key: str
    title: Text
    others: tuple[str, ...] = ()


COLUMNS = (
    Column("label", Text("事实", "Fact"), ("事实名称", "指标", "label")),
    Column("value", Text("填写", "Value"), ("数值", "值", "填写内容")),
    Column("unit", Text("怎样写", "How to write"), ("单位", "unit")),
    Column("question", Text("问题与说明", "Question"), ("问题", "说明")),
    Column("look_up", Text("到哪里查", "Where to look"), ("在哪里查", "去哪查")),
    Column("evidence", Text("证明材料", "Evidence")),
    Column("source", Text("来源文件", "Source document"), ("来源", "出处", "source")),
    Column("page", Text("页码", "Page")),
    Column("date", Text("材料日期", "Date of the document"), ("日期", "date")),
    Column("by", Text("填写人", "Entered by"), ("by",)),
    Column("id", Text("编号", "Fact id"), ("事实编号", "id")),
)
SOURCE_KEYS = ("source", "page", "date", "by")


def loose(text: str) -> str:
    """Only letters and digits, full-width ones as plain, lower case: how words are compared.

    >>> loose("上年度 营业收入（万元）") == loose("上年度营业收入(万元)")
    True
    """
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def without_brackets(text: str) -> str:
    """The text less what stands in brackets.

    >>> without_brackets("填写（万元）")
    '填写'
    """
    return re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", unicodedata.normalize("NFKC", text))


def _header_words() -> dict[str, str]:
    first = {loose(title): c.key for c in COLUMNS for title in (c.title.zh, c.title.en)}
    others = {loose(word): c.key for c in COLUMNS for word in c.others}
    return {**others, **first}


_HEADERS = _header_words()


def column_of(header: str) -> str | None:
    """The key of the column with this header.

    >>> column_of(" 填写 （见说明）")
    'value'
    """
    return _HEADERS.get(loose(header)) or _HEADERS.get(loose(without_brackets(header)))


def is_facts_sheet(title: str) -> bool:
    return loose(title) in {loose(FACTS_SHEET.zh), loose(FACTS_SHEET.en)}


def is_sample_sheet(title: str) -> bool:
    """The sheet is an example and is never read."""
    return loose(title).startswith((loose(SAMPLE_SHEET.zh), loose(SAMPLE_SHEET.en)))


def labels_of(vocabulary: Vocabulary) -> dict[str, str]:
    """The fact of each label (in either language, compared loosely); a label of two facts finds none."""
    found: dict[str, set[str]] = {}
    for fact in vocabulary.facts.values():
        for label in (fact.label.zh, fact.label.en):
            found.setdefault(loose(label), set()).add(fact.id)
    for name in (NAME_LABEL.zh, NAME_LABEL.en):
        found.setdefault(loose(name), set()).add(NAME_ID)
    return {label: next(iter(facts)) for label, facts in found.items() if len(facts) == 1}


def own_version() -> str:
    """The version of Jinjie, which stamps its templates."""
    return version("jinjie")


def vocabulary_hash(vocabulary: Vocabulary) -> str:
    """A short fingerprint of the facts: identifiers, kinds, labels, domains, choices."""
    text = json.dumps([_identity(fact) for fact in vocabulary.facts.values()], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_LETTERS]


def _identity(fact: Fact) -> list[str]:
    return [fact.id, fact.kind.value, fact.label.zh, fact.label.en, canonical(fact.domain), *fact.choices]


def stamp(vocabulary: Vocabulary, language: Language) -> str:
    """The visible line that says which template this is."""
    words = Text("模板版本 {} · 事实词汇 {}", "Template version {} · fact vocabulary {}")
    return words[language].format(own_version(), vocabulary_hash(vocabulary))


def version_in(texts: Iterable[str]) -> str | None:
    """The version in the first text that carries a stamp."""
    return next((match[1] for match in map(_STAMP.search, texts) if match), None)


def is_newer(other: str, own: str) -> bool:
    """The other version is later than our own.

    >>> is_newer("0.10.0", "0.9.3")
    True
    """
    return _numbers(other) > _numbers(own)


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text)[:3])
