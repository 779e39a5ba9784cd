"""Condition texts: ``revenue_y1 >= 1500``, ``own_brand``, ``digital_level in (3, 4)``, ``score.innovation >= 20``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.basics.problems import mistake
from jinjie.basics.text import did_you_mean
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.rules.language.conditions import All, CodeWithin, Condition, GradeIn, Member, Not, ScoreIn, Within
from jinjie.terms.parsing import TermParser
from jinjie.terms.tree import Const, Sub, Term
from jinjie.terms.units import PLAIN, same_unit, unit_of

_FLIPPED = {">=": "<=", "<=": ">=", ">": "<", "<": ">", "==": "=="}


@dataclass(frozen=True)
class Scope:
    """What a condition may speak of: the facts, the parts of the score, the grades."""

    vocabulary: Vocabulary
    parts: frozenset[str] = frozenset()
    has_score: bool = False
    grades: frozenset[str] = frozenset()
    limits: Mapping[str, Const] = field(default_factory=dict)
    """Named thresholds, for those that the law uses more than once."""
    terms: dict[Term, Term] = field(default_factory=dict)
    """Equal terms are one object, so that what is learned of one holds for all."""

    def shared(self, term: Term) -> Term:
        return self.terms.setdefault(term, term)


def parse_condition(text: str, scope: Scope) -> Condition:
    """One condition from its text.

    Raises InputError for unknown facts and choices, units that do not fit and bad grammar.
    """
    parser = _ConditionParser(text, scope)
    condition = parser.condition()
    parser.end()
    return condition


def parse_points(text: str, scope: Scope) -> tuple[Term, str]:
    """An arithmetic term and its unit."""
    parser = TermParser(text, scope.vocabulary.names, scope.limits)
    term = parser.sum()
    parser.end()
    check_numeric(term, scope.vocabulary)
    return scope.shared(term), unit_of(term, scope.vocabulary.units)


def check_numeric(term: Term, vocabulary: Vocabulary) -> None:
    """Arithmetic is for numbers only."""
    for fact in term.facts():
        if fact not in vocabulary.units:
            kind = vocabulary[fact].kind.value
            raise mistake(
                f"{fact} 不是数值（{kind}），不能计算或比较大小",
                f"{fact} is no number ({kind}): it cannot be computed with or compared",
                fact=fact,
            )


class _ConditionParser(TermParser):
    def __init__(self, text: str, scope: Scope):
        super().__init__(text, scope.vocabulary.names, scope.limits)
        self.scope = scope

    def condition(self) -> Condition:
        if self.take("not"):
            return Not(self.condition())
        if self.take("each"):
            return self.each()
        if self.token.kind == "name":
            special = self.special(self.token.text)
            if special is not None:
                return special
        return self.comparison()

    def special(self, name: str) -> Condition | None:
        """A condition that begins with a name and is no comparison of numbers."""
        if name == "score" or name.startswith("score."):
            self.at += 1
            return self.score(name.partition(".")[2])
        if name == "grade":
            self.at += 1
            return GradeIn(self.names_after(self.scope.grades))
        fact = self.scope.vocabulary.facts.get(name)
        if fact is None or fact.kind.is_numeric:
            return None
        if fact.kind is Kind.TEXT:
            raise mistake(f"{name} 是文字，规则不能读取", f"{name} is text, which no rule can read", fact=name)
        self.at += 1
        if fact.kind.is_code:
            return self.code(name)
        if fact.kind is Kind.YES_NO and self.token.kind == "end":
            return Member(name, frozenset({"yes"}))
        return Member(name, self.names_after(frozenset(fact.choices)))

    def score(self, part: str) -> Condition:
        if not self.scope.has_score or (part and part not in self.scope.parts):
            near = did_you_mean(part, self.scope.parts)
            raise mistake(f"评分里没有“{part or 'score'}”{near.zh}", f"the score has no '{part or 'score'}'{near.en}")
        sign = self.comparison_sign()
        bound = self.sum()
        if not isinstance(bound, Const) or bound.unit not in {"", "分"}:
            raise self.unexpected("分数", "a number of points")
        signs = (">=", "<=") if sign == "==" else (sign,)
        found = tuple(ScoreIn(part or None, interval_of(one, bound.number)) for one in signs)
        return found[0] if len(found) == 1 else All(found)

    def names_after(self, allowed: frozenset[str]) -> frozenset[str]:
        """``is X`` or ``in (X, Y)``, each of them allowed."""
        names = self.listed("is", "in")
        for name in names:
            if name not in allowed:
                near = did_you_mean(name, allowed)
                choices = ", ".join(sorted(allowed))
                raise mistake(
                    f"没有“{name}”这个选项（{choices}）{near.zh}", f"'{name}' is not one of {choices}{near.en}"
                )
        return frozenset(names)

    def code(self, fact: str) -> Condition:
        codes = self.scope.vocabulary[fact].codes
        assert codes is not None
        prefixes = self.listed("within", "within")
        for prefix in prefixes:
            if prefix not in codes.names:
                raise mistake(f"{codes.title.zh} 里没有列出“{prefix}”", f"'{prefix}' is not listed in {codes.title.en}")
        return CodeWithin(fact, tuple(prefixes))

    def listed(self, one: str, several: str) -> list[str]:
        word = self.take(one, several)
        if word is None:
            raise self.unexpected(f"{one} 或 {several}", f"{one} or {several}")
        if not self.take("("):
            return [self.word()]
        names = [self.word()]
        while self.take(","):
            names.append(self.word())
        self.expect(")")
        return names

    def word(self) -> str:
        token = self.token
        if token.kind not in {"name", "number"}:
            raise self.unexpected("选项", "a choice")
        self.at += 1
        return token.text

    def comparison_sign(self) -> str:
        sign = self.take(*_FLIPPED)
        if sign is None:
            raise self.unexpected("比较符号（>= > <= < ==）", "a comparison (>= > <= < ==)")
        return sign

    def each(self) -> Condition:
        """``each(a, b) >= 3%``: the same comparison for every one."""
        self.expect("(")
        sides = [self.sum()]
        while self.take(","):
            sides.append(self.sum())
        self.expect(")")
        sign = self.comparison_sign()
        bound = self.sum()
        return All(tuple(self.compared(side, sign, bound) for side in sides))

    def comparison(self) -> Condition:
        left = self.sum()
        return self.compared(left, self.comparison_sign(), self.sum())

    def compared(self, left: Term, sign: str, right: Term) -> Condition:
        for side in (left, right):
            check_numeric(side, self.scope.vocabulary)
        unit = self.unit(left, right)
        if isinstance(left, Const):
            left, right, sign = right, left, _FLIPPED[sign]
        bound: Exact = 0
        if isinstance(right, Const):
            bound = right.number
        else:
            left = Sub(left, right)
        term = self.scope.shared(left)
        signs = (">=", "<=") if sign == "==" else (sign,)
        found = tuple(Within(term, interval_of(one, bound), unit) for one in signs)
        return found[0] if len(found) == 1 else All(found)

    def unit(self, left: Term, right: Term) -> str:
        """The unit of a comparison; a share is compared with a percentage, never with a bare number."""
        units = self.scope.vocabulary.units
        one, other = unit_of(left, units), unit_of(right, units)
        if {one, other} == {"date", PLAIN}:
            raise mistake(
                f"“{self.text}”：日期要与日期比较，例如 2020-01-31",
                f"'{self.text}': a date is compared with a date such as 2020-01-31",
            )
        if {one, other} == {"ratio", PLAIN}:
            raise mistake(
                f"“{self.text}”：比例要与百分数比较，例如 3%",
                f"'{self.text}': a ratio is compared with a percentage such as 3%",
            )
        return same_unit(one, other)


def interval_of(sign: str, bound: Exact) -> Interval:
    """The numbers that stand in this relation to a bound."""
    ends: Mapping[str, Interval] = {
        ">=": Interval(bound),
        ">": Interval(bound, None, low_open=True),
        "<=": Interval(None, bound),
        "<": Interval(None, bound, high_open=True),
    }
    return ends[sign]
