"""What is added to a table that goes back to its owner: columns, values, tones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from jinjie.basics.problems import Problem
from jinjie.basics.text import Language, Text
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.people.header import MARK

Value = str | Text | int | float | Decimal | bool | date | None
Written = str | int | float | Decimal | bool | date | None

PROBLEMS = "problems"
_LONGEST_TEXT = 32_000
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


class Tone(Enum):
    """What a value means at first sight. The colour only repeats what the word says."""

    PLAIN = "plain"
    PASS = "pass"
    FAIL = "fail"
    UNDETERMINED = "undetermined"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class AddedColumn:
    """A column to be added; ``width`` in Latin characters."""

    key: str
    title: Text
    width: int = 16


@dataclass(frozen=True, slots=True)
class Added:
    """A value in an added column."""

    value: Value
    tone: Tone = Tone.PLAIN


PROBLEMS_COLUMN = AddedColumn(PROBLEMS, Text("有问题的单元格", "Problems"), 60)


def title_of(column: AddedColumn, language: Language) -> str:
    """The title as it is written, with the mark by which a later run knows it again."""
    return MARK[language] + column.title[language]


def written(value: Value, language: Language) -> Written:
    """The value in one language, cut to what a cell can hold."""
    text = value[language] if isinstance(value, Text) else value
    return text[:_LONGEST_TEXT] if isinstance(text, str) else text


def is_dangerous(text: str) -> bool:
    """A spreadsheet would take this text for a formula."""
    return text.startswith(_DANGEROUS)


def problem_words(problems: Sequence[Problem], vocabulary: Vocabulary, language: Language) -> str:
    """What is wrong with a row, in one cell: ``C7 上年度营业收入：“abc”不是数字``."""
    return ("；\n" if language == "zh" else ";\n").join(_words(problem, vocabulary, language) for problem in problems)


def _words(problem: Problem, vocabulary: Vocabulary, language: Language) -> str:
    cell = (problem.place.cell or "").rpartition("!")[2]
    fact = vocabulary.facts.get(problem.fact or "")
    head = " ".join(part for part in (cell, fact.label[language] if fact is not None else "") if part)
    colon = "：" if language == "zh" else ": "
    return (head + colon if head else "") + problem.message[language]
