"""The lines of the template: a fact with what is said about it, and what is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from jinjie.basics.problems import InputError, Place
from jinjie.basics.text import Language, Text
from jinjie.facts.profile import Profile
from jinjie.facts.values import Source, Statement, read_statement
from jinjie.facts.vocabulary import Fact, Kind
from jinjie.ingest.pasted import plain
from jinjie.ingest.sheet import NAME_ID, NAME_LABEL

HOW_TO_WRITE = {
    Kind.MONEY: Text("万元，如 1020.5", "10,000 CNY (万元), e.g. 1020.5"),
    Kind.RATIO: Text("百分数，如 5.37%", "per cent, e.g. 5.37%"),
    Kind.COUNT: Text("整数，如 6", "a whole number, e.g. 6"),
    Kind.YEARS: Text("年，如 14", "years, e.g. 14"),
    Kind.NUMBER: Text("数字，如 8.5", "a number, e.g. 8.5"),
    Kind.DATE: Text("日期，如 2015-03-01", "a date, e.g. 2015-03-01"),
    Kind.YES_NO: Text("选 是 或 否", "choose yes or no"),
    Kind.CHOICE: Text("从列表里选", "choose from the list"),
    Kind.INDUSTRY: Text("选大类，或写更细的代码如 C3563", "choose a division, or write a finer code such as C3563"),
    Kind.REGION: Text("选省份，或写六位代码如 440100", "choose a province, or write six digits such as 440100"),
    Kind.TEXT: Text("文字", "text"),
}
_FOLLOWS = Text("填了有关数额可以不填", "may stay empty when its parts are given")
_COMPUTED = Text("可以不填，由其他事实判断", "may stay empty: it follows from other facts")
_JUDGED = Text("由主管部门认定，没有证明材料就填不清楚", "the authority judges: without evidence leave it unknown")

_FIRST_TWO = "*"
SAMPLES: dict[Kind, tuple[str, ...]] = {
    Kind.MONEY: ("1020.5", "0.102亿", "≥ 300", "200~300", "不清楚"),
    Kind.RATIO: ("5.37%", "≥ 60%", "5%~8%"),
    Kind.COUNT: ("0", "≥ 6"),
    Kind.YEARS: ("14",),
    Kind.NUMBER: ("不清楚",),
    Kind.DATE: ("2015-03-01",),
    Kind.YES_NO: ("yes", "no", "不清楚"),
    Kind.CHOICE: (_FIRST_TWO,),
    Kind.INDUSTRY: ("C39",),
    Kind.REGION: ("44",),
}
"""Made-up answers for the sample sheet: every way of writing once, true of nobody."""
SAMPLE_NAME = Text("示例企业（虚构）", "Example enterprise (fictitious)")
_SAMPLE_SOURCE = {
    "zh": Source("审计报告（示例）", "12", "2026-03-31", "示例填写人"),
    "en": Source("audit report (example)", "12", "2026-03-31", "example person"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A fact and one statement about it; the line of the enterprise's name has no fact."""

    id: str
    texts: dict[str, str]
    fact: Fact | None = None
    statement: Statement | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one subject."""

    title: Text
    lines: tuple[Line, ...]


def sections(facts: Iterable[Fact], profile: Profile, language: Language) -> list[Section]:
    """All lines, by subject; the name is the first of the first."""
    found = []
    for title, group in groupby(facts, key=lambda fact: fact.subject):
        lines = [line for fact in group for line in _lines(fact, profile, language)]
        found.append(Section(title, tuple(lines)))
    name = _name_line(profile.name, language)
    if not found:
        return [Section(NAME_LABEL, (name,))]
    return [Section(found[0].title, (name, *found[0].lines)), *found[1:]]


def _lines(fact: Fact, profile: Profile, language: Language) -> Iterator[Line]:
    """One line for each statement, one empty line when there is none."""
    for statement in profile.statements.get(fact.id, ()) or [None]:
        yield Line(fact.id, _texts(fact, language), fact, statement)


def _name_line(name: str, language: Language) -> Line:
    question = Text("企业的全称是什么？", "What is the full name of the enterprise?")
    look_up = Text("营业执照", "business licence")
    texts = {"label": NAME_LABEL, "unit": HOW_TO_WRITE[Kind.TEXT], "question": question, "look_up": look_up}
    return Line(NAME_ID, {key: text[language] for key, text in texts.items()}, name=name)


def _texts(fact: Fact, language: Language) -> dict[str, str]:
    """What is said about a fact, by column."""
    question = [text[language] for text in (fact.question, fact.note) if text is not None]
    return {
        "label": fact.label[language],
        "unit": how_to_write(fact, language),
        "question": "\n".join(question),
        "look_up": "" if fact.look_up is None else fact.look_up[language],
        "evidence": "" if fact.evidence is None else fact.evidence[language],
    }


def how_to_write(fact: Fact, language: Language) -> str:
    """The unit with an example, and when the fact may be left out."""
    texts = [HOW_TO_WRITE[fact.kind]]
    if fact.formula is not None:
        texts.append(_FOLLOWS)
    if fact.computed_by is not None:
        texts.append(_COMPUTED)
    if fact.judged:
        texts.append(_JUDGED)
    return ("；" if language == "zh" else "; ").join(text[language] for text in texts)


def sample_of(facts: Iterable[Fact], language: Language) -> tuple[list[Fact], Profile]:
    """A few of the facts with made-up answers, one for each way of writing."""
    waiting = {kind: list(texts) for kind, texts in SAMPLES.items()}
    statements: dict[str, tuple[Statement, ...]] = {}
    chosen = []
    for fact in facts:
        texts = waiting.get(fact.kind)
        statement = _sample(fact, texts.pop(0), language) if texts else None
        if statement is not None:
            chosen.append(fact)
            statements[fact.id] = (statement,)
    return chosen, Profile(SAMPLE_NAME[language], statements)


def _sample(fact: Fact, text: str, language: Language) -> Statement | None:
    raw = list(fact.choices)[:2] if text == _FIRST_TWO else plain(fact, text)
    try:
        found = read_statement(fact, raw, Place())
    except InputError:
        return None
    source = _SAMPLE_SOURCE[language] if fact.kind is Kind.MONEY else Source()
    return Statement(found.value, text, found.decimals, source)
