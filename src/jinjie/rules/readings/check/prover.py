"""Asks the solver whether something can be, and turns its example into words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import z3

from jinjie.basics.interval import point
from jinjie.basics.text import Text
from jinjie.facts.vocabulary import Vocabulary
from jinjie.facts.writing import value_text
from jinjie.rules.readings.check.encoding import Formula, World
from jinjie.terms.box import Domain

PATIENCE = (250, 250, 500, 1000, 2500)
"""Milliseconds for each attempt at one question. After the last the answer is open, and nothing is proved.

Most questions take 5 ms. A search gone astray may take a thousand times longer; a new start soon finds the way.
"""

ROOT_DIGITS = 20


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether something can be; an example where it can."""

    kind: Literal["possible", "impossible", "open"]
    example: dict[str, Domain]

    def words(self, vocabulary: Vocabulary) -> Text | None:
        """The example as people write it; None without one."""
        pairs = [(vocabulary[fact], value) for fact, value in self.example.items()]
        if not pairs:
            return None
        zh = "；".join(f"{fact.label.zh} {value_text(fact, value, 'zh')}" for fact, value in pairs)
        return Text(zh, "; ".join(f"{fact.label.en} {value_text(fact, value, 'en')}" for fact, value in pairs))


class Prover:
    """Answers questions about the enterprises that can exist, as far as a rulebook looks at them."""

    def __init__(self, world: World, facts: Iterable[str]):
        self.world = world
        self._solver = _solver_of(world.laws(facts), 0)
        self._known = len(world.definitions)

    def ask(self, formula: Formula, facts: Iterable[str]) -> Answer:
        """Can the formula, which reads these facts, hold?

        First with every law between the facts. Where that is too hard, fewer laws may show that it is impossible; then
        the search begins anew, each time with more patience.
        """
        for _, says in self.world.definitions[self._known :]:
            self._solver.add(says)
        self._known = len(self.world.definitions)
        read = tuple(dict.fromkeys(facts))
        answer = self._ask(self._solver, formula, read)
        if answer.kind == "open" and self._ask(self._near(read), formula, read).kind == "impossible":
            return Answer("impossible", {})
        for attempt in range(1, len(PATIENCE)):
            if answer.kind == "open":
                answer = self._ask(_solver_of(self._solver.assertions(), attempt), formula, read)
        return answer

    def _near(self, facts: tuple[str, ...]) -> Formula:
        """A solver with fewer laws."""
        return _solver_of(self.world.laws(facts, all_linked=False), 0)

    def _ask(self, solver: Formula, formula: Formula, facts: tuple[str, ...]) -> Answer:
        solver.push()
        try:
            solver.add(formula)
            result = solver.check()
            if result == z3.unsat:
                return Answer("impossible", {})
            if result == z3.sat:
                return Answer("possible", self._example(solver.model(), facts))
            return Answer("open", {})
        finally:
            solver.pop()

    def _example(self, model: Formula, facts: tuple[str, ...]) -> dict[str, Domain]:
        return {fact: self._value(model, fact) for fact in facts}

    def _value(self, model: Formula, fact: str) -> Domain:
        found = model.eval(self.world.variable(fact), model_completion=True)
        if not self.world.vocabulary[fact].kind.is_numeric:
            return frozenset({self.world.listed(fact)[found.as_long()]})
        if z3.is_algebraic_value(found):
            found = found.approx(ROOT_DIGITS)
        if z3.is_int_value(found):
            return point(found.as_long())
        number = Fraction(found.numerator_as_long(), found.denominator_as_long())
        return point(number.numerator if number.denominator == 1 else number)


def _solver_of(laws: Iterable[Formula], attempt: int) -> Formula:
    """A solver that has learned nothing yet; each attempt goes another way and has its own patience."""
    solver = z3.Solver()
    solver.set("random_seed", attempt)
    solver.set("timeout", PATIENCE[attempt])
    solver.add(list(laws))
    return solver
