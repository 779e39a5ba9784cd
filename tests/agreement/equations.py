"""The equations and orders between facts, over plain numbers: does it hold, and what must one fact be?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jinjie.facts.constraints import Equation, Order
from jinjie.facts.vocabulary import Vocabulary
from jinjie.terms import tree as t

from .exact import Firm, Surd, number


@dataclass(frozen=True)
class Tie:
    """A ratio and the term of its parts. With a divisor of zero the ratio is not tied to anything."""

    ratio: str
    term: t.Term
    facts: frozenset[str]
    divisors: frozenset[str]

    def holds(self, firm: Firm) -> bool:
        try:
            return bool(firm[self.ratio] == number(self.term, firm))
        except ZeroDivisionError:
            return True

    def solved(self, firm: Firm, fact: str) -> Any:
        """What the fact must be for the tie to hold, the others being as they are; None when there is no answer."""
        try:
            return number(self.term, firm) if fact == self.ratio else solve(self.term, firm[self.ratio], firm, fact)
        except ZeroDivisionError:
            return None


@dataclass(frozen=True)
class Limit:
    """One term is at most another."""

    smaller: t.Term
    larger: t.Term
    facts: frozenset[str]

    def holds(self, firm: Firm) -> bool:
        return bool(number(self.smaller, firm) <= number(self.larger, firm))


def ties_of(vocabulary: Vocabulary) -> list[Tie]:
    found = [x for x in vocabulary.constraints if isinstance(x, Equation)]
    return [Tie(x.fact, x.term, frozenset({x.fact, *x.term.facts()}), frozenset(_divisors(x.term))) for x in found]


def limits_of(vocabulary: Vocabulary) -> list[Limit]:
    found = [x for x in vocabulary.constraints if isinstance(x, Order)]
    return [Limit(x.smaller, x.larger, frozenset({*x.smaller.facts(), *x.larger.facts()})) for x in found]


def _divisors(term: t.Term) -> Iterator[str]:
    if isinstance(term, t.Div):
        yield from term.right.facts()
    for inner in (getattr(term, name, None) for name in ("left", "right", "inner")):
        if inner is not None:
            yield from _divisors(inner)


def solve(term: t.Term, target: Any, firm: Firm, fact: str) -> Any:
    """The value of one fact for which the term comes to the target; None when there is none."""
    if isinstance(term, t.Ref):
        return target if term.fact == fact else None
    if isinstance(term, t.Root):
        return _solve_root(term, target, firm, fact)
    if isinstance(term, t.Floor):
        return solve(term.inner, target, firm, fact)
    step = _STEPS.get(type(term))
    if step is None or isinstance(target, Surd) and not isinstance(term, t.Sub | t.Add):
        return None
    in_left = fact in term.left.facts()  # type: ignore[attr-defined]
    part, other = (term.left, term.right) if in_left else (term.right, term.left)  # type: ignore[attr-defined]
    inner = step(target, number(other, firm), in_left)
    return None if inner is None else solve(part, inner, firm, fact)


def _solve_root(term: t.Root, target: Any, firm: Firm, fact: str) -> Any:
    if isinstance(target, Surd):
        return solve(term.inner, target.square, firm, fact) if target.shift == 0 else None
    return solve(term.inner, target * target, firm, fact) if target >= 0 else None


def _minus(target: Any, other: Any) -> Any:
    return Surd(target.square, target.shift - other) if isinstance(target, Surd) else target - other


def _divided(target: Any, other: Any, in_left: bool) -> Any:
    if in_left:
        return target * other
    return Fraction(other) / target if target else None


_STEPS: dict[type, Callable[[Any, Any, bool], Any]] = {
    t.Add: lambda target, other, _in_left: _minus(target, other),
    t.Sub: lambda target, other, in_left: _minus(target, -other) if in_left else other - target,
    t.Mul: lambda target, other, _in_left: Fraction(target) / other if other else None,
    t.Div: _divided,
}
