"""Rows whose facts do not agree with each other, or cannot be: they are doubtful, and read one by one."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from jinjie.facts.constraints import Constraint, Equation, Order
from jinjie.facts.vocabulary import Kind
from jinjie.rules.readings.screen.columns import HIGH, LOW
from jinjie.rules.readings.screen.known import Known
from jinjie.rules.readings.screen.nodes import Node
from jinjie.rules.readings.screen.quantities import CLOSE, scaled
from jinjie.terms import tree as t

LARGEST = {Kind.MONEY: 1e7, Kind.RATIO: 1e6, Kind.NUMBER: 1e6, Kind.YEARS: 1e6, Kind.COUNT: 1e9, Kind.DATE: 1e7}
"""Larger numbers are read one by one: up to these, quotients are told from thresholds exactly."""
COARSEST = 2
FINEST = 8
"""Decimals within which a stated ratio may have been rounded."""


@dataclass(frozen=True)
class Disagreements:
    """Looks for them among what is known of a table."""

    known: Known

    def doubt(self, facts: frozenset[str]) -> None:
        """Rows in which what is written does not agree, or cannot be, are doubtful."""
        for fact in sorted(facts):
            if self.known.columns.has(fact):
                self._doubt_impossible(fact)
        for constraint in self._reached(facts):
            if isinstance(constraint, Equation) and self.known.columns.has(constraint.fact):
                self._doubt_equation(constraint)
            elif isinstance(constraint, Order):
                self._doubt_order(constraint)
        for fact in sorted(self._linked(facts)):
            self._doubt_contributions(fact)

    def _reached(self, facts: frozenset[str]) -> list[Constraint]:
        found: dict[int, Constraint] = {}
        for fact in self._linked(facts):
            for constraint in self.known.network.by_fact.get(fact, ()):
                found[id(constraint)] = constraint
        return list(found.values())

    def _linked(self, facts: frozenset[str]) -> frozenset[str]:
        """The facts, and those from which something can be learned of them."""
        reached, waiting = set[str](), list(facts)
        while waiting:
            fact = waiting.pop()
            if fact in reached or not self.known.vocabulary[fact].kind.is_numeric:
                continue
            reached.add(fact)
            for constraint in self.known.network.by_fact.get(fact, ()):
                waiting.extend(f for f in constraint.facts if self._carries(constraint))
        return frozenset(reached)

    def _carries(self, constraint: Constraint) -> bool:
        if isinstance(constraint, Equation):
            return self.known.columns.has(constraint.fact) or self.known.says_something(constraint)
        return isinstance(constraint, Order)

    def _doubt_impossible(self, fact: str) -> None:
        g, domain = self.known.graph, self.known.vocabulary[fact].domain
        largest = LARGEST[self.known.vocabulary[fact].kind]
        low = max(-largest, -inf if domain.low is None else scaled(domain.low, 1))
        high = min(largest, inf if domain.high is None else scaled(domain.high, 1))
        for column in (fact, fact + LOW, fact + HIGH):
            if column in self.known.columns.names:
                self.known.arithmetic.doubt(g.outside(column, low, high))
        if fact in self.known.columns.lows or fact in self.known.columns.highs:
            written = self.known.written(fact)
            self.known.arithmetic.doubt(g.compare(">", written.low, written.high))
            either_end = [g.known(fact + end) for end in (LOW, HIGH) if fact + end in self.known.columns.names]
            self.known.arithmetic.doubt(g.both(self.known.is_written(fact), g.either(*either_end)))

    def _doubt_equation(self, equation: Equation) -> None:
        """A ratio as it was written, against its parts: equal up to the rounding of the ratio."""
        g, a = self.known.graph, self.known.arithmetic
        fact = equation.fact
        stated = self.known.is_written(fact)
        term = a.plain(self.known.value(equation.term, frozenset({id(equation)})))
        number = a.plain(self.known.written(fact)).low
        whole = self.known.all_parts_written(equation)
        reach = self._rounding(number)
        within = g.compare("<=", g.single("abs", g.subtract(term.low, number)), reach)
        a.doubt(g.both(stated, whole, g.negation(within)))
        soft_reach = g.choose(term.soft, g.constant(-CLOSE), g.constant(0.0))
        inside = g.both(
            g.compare("<=", term.low, g.add(number, soft_reach)),
            g.compare(">=", term.high, g.subtract(number, soft_reach)),
        )
        a.doubt(g.both(stated, g.negation(whole), g.negation(inside)))

    def _doubt_order(self, order: Order) -> None:
        """A part that is written larger than its whole."""
        a, g = self.known.arithmetic, self.known.graph
        if isinstance(order.smaller, t.Ref) and isinstance(order.larger, t.Ref):
            part, whole = self.known.written(order.smaller.fact), self.known.written(order.larger.fact)
            whole = a.at_scale(whole, part.scale)
            a.doubt(g.compare(">", part.low, whole.high))

    def _rounding(self, number: Node) -> Node:
        """Half of the last decimal that is written, a little less to be safe; not coarser than a whole per cent."""
        g = self.known.graph
        reach = g.constant(0.0)
        for decimals in range(FINEST, COARSEST - 1, -1):
            shifted = g.multiply(number, g.constant(10.0**decimals))
            whole = g.compare("==", g.divide(g.single("round", shifted), g.constant(10.0**decimals)), number)
            reach = g.choose(whole, g.constant(0.5 * 10.0**-decimals * (1 - CLOSE)), reach)
        return reach

    def _doubt_contributions(self, fact: str) -> None:
        """A fact against what the others say of it."""
        g, a = self.known.graph, self.known.arithmetic
        equation = self.known.equation_of(fact)
        by_constraint = [(c, q) for c, q in self.known.by_constraint(fact) if c is not equation]
        said = [quantity for _, quantity in by_constraint]
        if not said or self._are_checked(fact, [constraint for constraint, _ in by_constraint]):
            return
        written = self.known.written(fact)
        ends = [a.at_scale(q, written.scale) for q in said]
        low, high = g.largest(*(e.low for e in ends)), g.smallest(*(e.high for e in ends))
        soft = g.either(*(e.soft for e in ends))
        if fact in self.known.vocabulary.whole and not soft.is_constant:
            low, high = g.single("ceil", low), g.single("floor", high)
        bottom, top = g.largest(low, written.low), g.smallest(high, written.high)
        a.doubt(g.compare(">", bottom, top))
        if soft is not g.false:
            self._doubt_close(fact, g.both(soft, g.negation(self.known.settled(fact))), (bottom, top), len(said) > 1)

    @staticmethod
    def _are_checked(fact: str, constraints: list[Constraint]) -> bool:
        """Orders that all bind from one side have been checked pair by pair."""
        sides = {fact in c.smaller.facts() for c in constraints if isinstance(c, Order)}
        return len(sides) == 1 and all(isinstance(c, Order) for c in constraints)

    def _doubt_close(self, fact: str, soft: Node, ends: tuple[Node, Node], several: bool) -> None:
        """Where a soft end meets another end, the two may agree or not."""
        g, (bottom, top) = self.known.graph, ends
        reach = g.multiply(g.single("abs", bottom), g.constant(CLOSE))
        close = g.both(soft, g.compare(">=", g.add(bottom, reach), top))
        a_point = g.both(g.compare("==", bottom, top), g.negation(self.known.is_stated(fact)))
        self.known.arithmetic.doubt(close if several else g.both(close, g.negation(a_point)))
