"""Rules in words: the sentence about a rule is made from the rule, never written beside it."""

from __future__ import annotations

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact, to_text
from jinjie.basics.text import Language, Text
from jinjie.facts.vocabulary import YES_NO_WORDS, Kind, Vocabulary
from jinjie.facts.writing import choice_text, interval_text, number_text
from jinjie.rules.language.conditions import (
    All,
    Any,
    AtLeast,
    CodeWithin,
    Condition,
    Criterion,
    GradeIn,
    Member,
    Not,
    ScoreIn,
    Within,
)
from jinjie.rules.language.rulebook import Rulebook
from jinjie.terms.tree import Add, Const, Div, Floor, Greatest, Least, Mul, Ref, Root, Square, Sub, Term
from jinjie.terms.units import DATE

_SIGNS = {Add: "+", Sub: "−", Mul: "×", Div: "÷"}
_CALLS: dict[type, Text] = {
    Least: Text("较小者", "the smaller of "),
    Greatest: Text("较大者", "the larger of "),
    Floor: Text("取整", "whole part of "),
    Root: Text("平方根", "square root of "),
    Square: Text("平方", "square of "),
}


_AND, _OR = Text(" 且 ", " and "), Text(" 或 ", " or ")


def _joined(text: str, language: Language) -> bool:
    return _AND[language] in text or _OR[language] in text


class Wording:
    """Puts the rules of one rulebook into words."""

    def __init__(self, vocabulary: Vocabulary, rulebook: Rulebook):
        self.vocabulary = vocabulary
        self.rulebook = rulebook

    def both(self, condition: Condition) -> Text:
        """A condition in both languages."""
        return Text(self.condition(condition, "zh"), self.condition(condition, "en"))

    def condition(self, condition: Condition, language: Language) -> str:
        """What a condition asks for."""
        if isinstance(condition, Criterion):
            return self.condition(condition.rule, language)
        if isinstance(condition, Within):
            bound = interval_text(condition.interval, kind_of(condition.kind), language)
            return f"{self.term(condition.term, language)} {bound}"
        if isinstance(condition, Member):
            return self.member(condition, language)
        if isinstance(condition, ScoreIn):
            return f"{self.part(condition.part, language)} {points_text(condition.interval, language)}"
        if isinstance(condition, GradeIn):
            return self.grade(condition, language)
        if isinstance(condition, CodeWithin):
            fact = self.vocabulary[condition.fact]
            inside = "、" if language == "zh" else ", "
            names = inside.join(choice_text(fact, prefix, language) for prefix in condition.prefixes)
            return f"{fact.label[language]}属于 {names}" if language == "zh" else f"{fact.label.en} within {names}"
        return self.logic(condition, language)

    def subject(self, condition: Condition) -> Text:
        """What a condition is about, without its threshold."""
        inner = condition.part if isinstance(condition, Not) else condition
        if isinstance(inner, Within):
            return Text(self.term(inner.term, "zh"), self.term(inner.term, "en"))
        if isinstance(inner, Member | CodeWithin):
            return self.vocabulary[inner.fact].label
        if isinstance(inner, ScoreIn):
            return Text(self.part(inner.part, "zh"), self.part(inner.part, "en"))
        return self.both(condition)

    def whole(self, condition: Condition) -> Text:
        """A condition with all its parts, in both languages."""
        return Text(self.spelled(condition, "zh"), self.spelled(condition, "en"))

    def spelled(self, condition: Condition, language: Language) -> str:
        """A condition with all its parts in one line, for where they are listed nowhere else."""
        inner = condition.rule if isinstance(condition, Criterion) else condition
        if not isinstance(inner, All | Any):
            return self.condition(inner, language)
        joint = _AND[language] if isinstance(inner, All) else _OR[language]
        parts = [self.spelled(part, language) for part in inner.parts]
        return joint.join(f"({part})" if joint not in part and _joined(part, language) else part for part in parts)

    def logic(self, condition: Condition, language: Language) -> str:
        """A combination, in a few words; its parts are listed below it."""
        zh = language == "zh"
        if isinstance(condition, Not):
            if isinstance(condition.part, Member):
                return self.member(condition.part, language, negated=True)
            if isinstance(condition.part, Any):
                return "以下都不得有" if zh else "none of the following"
            inner = self.condition(condition.part, language)
            return f"不得：{inner}" if zh else f"not: {inner}"
        if isinstance(condition, AtLeast):
            return f"满足其中 {condition.needed} 项" if zh else f"at least {condition.needed} of the following"
        assert isinstance(condition, All | Any)
        if len(condition.parts) == 1 or not all(isinstance(p, Criterion) for p in condition.parts):
            joint = (" 且 " if zh else " and ") if isinstance(condition, All) else (" 或 " if zh else " or ")
            return joint.join(self.condition(part, language) for part in condition.parts)
        if isinstance(condition, All):
            return "全部满足" if zh else "all of the following"
        return "满足其一" if zh else "any of the following"

    def member(self, condition: Member, language: Language, *, negated: bool = False) -> str:
        fact = self.vocabulary[condition.fact]
        label = fact.label[language]
        if fact.kind is Kind.YES_NO:
            wanted = ("yes" in condition.choices) is not negated
            word = YES_NO_WORDS["yes" if wanted else "no"][language]
            return f"{label}：{word}" if language == "zh" else f"{label}: {word}"
        ordered = [choice for choice in fact.choices if choice in condition.choices]
        names = [choice_text(fact, choice, language) for choice in ordered]
        if language == "zh":
            return f"{label}{'不得为' if negated else '为'} {' 或 '.join(names)}"
        return f"{label} is {'not ' if negated else ''}{' or '.join(names)}"

    def grade(self, condition: GradeIn, language: Language) -> str:
        names = [g.title[language] for g in self.rulebook.grades if g.id in condition.grades]
        return (" 或 " if language == "zh" else " or ").join(names)

    def part(self, part: str | None, language: Language) -> str:
        """The name of the score or of a part of it."""
        if part is None:
            return "评价得分" if language == "zh" else "Score"
        return self.rulebook.parts[part].title[language]

    def term(self, term: Term, language: Language) -> str:
        """An arithmetic term with the facts' labels."""
        if isinstance(term, Ref):
            return self.vocabulary[term.fact].label[language]
        if isinstance(term, Const) and term.unit == DATE:
            return number_text(term.number, Kind.DATE)
        if isinstance(term, Const):
            return to_text(term.number * 100, 3) + "%" if term.unit == "%" else to_text(term.number)
        call = _CALLS.get(type(term))
        if call is not None:
            parts = [getattr(term, name) for name in ("left", "right", "inner") if hasattr(term, name)]
            inner = (" 与 " if language == "zh" else " and ").join(self.term(part, language) for part in parts)
            return f"{inner}的{call.zh}" if language == "zh" else f"{call.en}{inner}"
        assert isinstance(term, Add | Sub | Mul | Div)
        left, right = self.operand(term.left, term, language), self.operand(term.right, term, language)
        return f"{left} {_SIGNS[type(term)]} {right}"

    def operand(self, inner: Term, outer: Term, language: Language) -> str:
        text = self.term(inner, language)
        return f"({text})" if isinstance(inner, Add | Sub) and isinstance(outer, Mul | Div) else text


def kind_of(unit: str) -> Kind:
    """The kind whose way of writing a unit has."""
    return Kind.NUMBER if unit == "plain" else Kind(unit)


def points_text(interval: Interval, language: Language) -> str:
    """Points: ``≥ 60 分``, ``8 分``, ``62 … 96 分``."""
    unit = " 分" if language == "zh" else " point" if interval.point == 1 else " points"
    return interval_text(interval, Kind.NUMBER, language) + unit


def distance_text(number: Exact, kind: Kind, language: Language) -> str:
    """A margin with its sign and unit; shares differ by percentage points."""
    text = number_text(number, kind, language)
    if kind is Kind.RATIO:
        text = text.replace("%", " 个百分点" if language == "zh" else " pp")
    return text if number < 0 else f"+{text}"
