"""Facts, terms and what always holds between facts, as formulas of the solver. Every number is exact.

A quotient is a variable of its own: ``q = a / b`` becomes ``b != 0 -> q * b == a``, so no division is left and nothing
follows where it is undefined, as in the kernel. A root is a variable that is not negative and whose square is given.
A choice or a code is a whole number: its place in the list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import z3

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.facts.constraints import Constraint, Equation, Order
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.terms.tree import Add, Const, Div, Floor, Greatest, Least, Mul, Ref, Root, Square, Sub, Term

Formula = Any
"""A formula or number of the solver; its package carries no types."""


class World:
    """Every possible enterprise: one variable for each fact, and what is always true of them."""

    def __init__(self, vocabulary: Vocabulary, constraints: Iterable[Constraint]):
        self.vocabulary = vocabulary
        self.constraints = tuple(c for c in constraints if isinstance(c, Equation | Order))
        self.definitions: list[tuple[frozenset[str], Formula]] = []
        """What defines each quotient, root and open number of points, with the facts it speaks of."""
        self._variables: dict[str, Formula] = {}
        self._terms: dict[Term, Formula] = {}
        self._listed: dict[str, tuple[str, ...]] = {}

    def variable(self, fact: str) -> Formula:
        """The variable of a fact."""
        if fact not in self._variables:
            kind = self.vocabulary[fact].kind
            whole = not kind.is_numeric or kind in {Kind.COUNT, Kind.DATE}
            self._variables[fact] = z3.Int(fact) if whole else z3.Real(fact)
        return self._variables[fact]

    def listed(self, fact: str) -> tuple[str, ...]:
        """The choices or finest codes of a fact, in the order of their numbers."""
        if fact not in self._listed:
            entry = self.vocabulary[fact]
            self._listed[fact] = tuple(sorted(entry.codes.leaves) if entry.codes is not None else entry.choices)
        return self._listed[fact]

    def among(self, fact: str, holds: Callable[[str], bool]) -> Formula:
        """The fact is one of the choices or codes for which something holds."""
        variable, places = self.variable(fact), [i for i, name in enumerate(self.listed(fact)) if holds(name)]
        runs: list[list[int]] = []
        for place in places:
            if runs and runs[-1][1] == place - 1:
                runs[-1][1] = place
            else:
                runs.append([place, place])
        return z3.Or([variable == a if a == b else z3.And(variable >= a, variable <= b) for a, b in runs])

    def domain(self, fact: str) -> Formula:
        """Every possible value of a fact."""
        entry = self.vocabulary[fact]
        if entry.kind.is_numeric:
            return inside(self.variable(fact), entry.domain)
        return z3.And(self.variable(fact) >= 0, self.variable(fact) < len(self.listed(fact)))

    def number(self, term: Term) -> Formula:
        """The value of a term."""
        if term not in self._terms:
            self._terms[term] = self._encode(term)
        return self._terms[term]

    def _encode(self, term: Term) -> Formula:
        if isinstance(term, Const):
            return exactly(term.number)
        if isinstance(term, Ref):
            variable = self.variable(term.fact)
            return z3.ToReal(variable) if z3.is_int(variable) else variable
        if isinstance(term, Square | Floor | Root):
            return self._single(term)
        assert isinstance(term, Add | Sub | Mul | Div | Least | Greatest)
        left, right = self.number(term.left), self.number(term.right)
        if isinstance(term, Div):
            return self._quotient(term, left, right)
        return _PAIRS[type(term)](left, right)

    def _single(self, term: Square | Floor | Root) -> Formula:
        inner = self.number(term.inner)
        if isinstance(term, Square):
            return inner * inner
        if isinstance(term, Floor):
            return z3.ToReal(z3.ToInt(inner))
        return self.defined("root", term.facts(), lambda r: [r >= 0, z3.Implies(inner >= 0, r * r == inner)])

    def _quotient(self, term: Div, left: Formula, right: Formula) -> Formula:
        if isinstance(term.right, Const) and term.right.number != 0:
            return left / right
        return self.defined("quotient", term.facts(), lambda q: [z3.Implies(right != 0, q * right == left)])

    def defined(self, name: str, facts: Iterable[str], says: Callable[[Formula], list[Formula]]) -> Formula:
        """A new number, with what is said of it."""
        variable = z3.Real(f"{name}!{len(self.definitions)}")
        self.definitions.append((frozenset(facts), z3.And(says(variable))))
        return variable

    def holds(self, constraint: Equation | Order) -> Formula:
        """What always holds between facts."""
        if isinstance(constraint, Equation):
            return self.number(Ref(constraint.fact)) == self.number(constraint.term)
        return self.number(constraint.smaller) <= self.number(constraint.larger)

    def laws(self, facts: Iterable[str], *, all_linked: bool = True) -> list[Formula]:
        """Domains, equations and orders around some facts, and the definitions that speak of nothing else.

        Without ``all_linked``, constraints with a fact of their own, which nobody reads, are left out: fewer laws can
        only make more possible, so what is impossible then is impossible.
        """
        read = frozenset(facts)
        kept = self._linked(read)
        if not all_linked:
            kept = _binding(kept, read)
        met = read.union(*(c.facts for c in kept))
        between = [self.holds(c) for c in kept]
        domains = [self.domain(fact) for fact in sorted(met)]
        return [*domains, *between, *(says for about, says in self.definitions if about <= met)]

    def _linked(self, facts: frozenset[str]) -> list[Equation | Order]:
        reached, kept = set(facts), []
        waiting = list(self.constraints)
        while near := [c for c in waiting if not reached.isdisjoint(c.facts)]:
            kept += near
            waiting = [c for c in waiting if reached.isdisjoint(c.facts)]
            reached.update(*(c.facts for c in near))
        return kept


def _binding(constraints: list[Equation | Order], read: frozenset[str]) -> list[Equation | Order]:
    while True:
        uses = Counter(fact for c in constraints for fact in c.facts)
        kept = [c for c in constraints if all(uses[f] > 1 or f in read for f in c.facts)]
        if len(kept) == len(constraints):
            return kept
        constraints = kept


_PAIRS: dict[type, Callable[[Formula, Formula], Formula]] = {
    Add: lambda a, b: a + b,
    Sub: lambda a, b: a - b,
    Mul: lambda a, b: a * b,
    Least: lambda a, b: z3.If(a <= b, a, b),
    Greatest: lambda a, b: z3.If(a >= b, a, b),
}


def exactly(number: Exact) -> Formula:
    """A number as a constant."""
    return z3.Q(number.numerator, number.denominator)


def inside(value: Formula, interval: Interval) -> Formula:
    """The value lies in the interval."""
    parts: list[Formula] = []
    if interval.low is not None:
        low = exactly(interval.low)
        parts.append(value > low if interval.low_open else value >= low)
    if interval.high is not None:
        high = exactly(interval.high)
        parts.append(value < high if interval.high_open else value <= high)
    return z3.And(parts)
