"""Rows whose facts do not agree with each other, or cannot be: they are doubtful, and read one by one."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from jinjie.facts.constraints import Constraint, Equation, Order
from jinjie.facts.vocabulary import Kind
from jinjie.rules.readings.screen.columns import HIGH, LOW
from jinjie.rules.readings.screen.known import Known, is_plain
from jinjie.rules.readings.screen.nodes import Node
from jinjie.rules.readings.screen.quantities import CLOSE, Quantity, scaled

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
        """Rows in which what is written does not agree, cannot be, or tells more than columns work out."""
        reached = self._reached(facts)
        for fact in sorted(reached):
            if self.known.columns.has(fact):
                self._doubt_impossible(fact)
        for constraint in self._constraints(reached):
            if isinstance(constraint, Equation):
                if self.known.columns.has(constraint.fact):
                    self._doubt_equation(constraint)
                    for part in sorted(frozenset(constraint.term.facts())):
                        self._doubt_more(constraint, part, facts)
            elif isinstance(constraint, Order) and is_plain(constraint):
                self._doubt_order(constraint)
            elif any(map(self.known.columns.has, constraint.facts)):
                self.known.arithmetic.doubt(self.known.graph.true)
        for fact in sorted(reached):
            self._doubt_between(fact)

    def _reached(self, facts: frozenset[str]) -> frozenset[str]:
        """The facts, and those from which something can be learned of them."""
        known, reached, waiting = self.known, set[str](), list(facts)
        while waiting:
            fact = waiting.pop()
            if fact not in reached and known.vocabulary[fact].kind.is_numeric:
                reached.add(fact)
                for constraint in known.network.by_fact.get(fact, ()):
                    if isinstance(constraint, Order) or self._tells(constraint, fact):
                        waiting.extend(constraint.facts)
        return frozenset(reached)

    def _tells(self, constraint: Constraint, fact: str) -> bool:
        """An equation tells of its ratio always, and of its parts when some column states the ratio."""
        if not isinstance(constraint, Equation):
            return False
        return constraint.fact == fact or self.known.columns.has(constraint.fact)

    def _constraints(self, facts: frozenset[str]) -> list[Constraint]:
        found: dict[int, Constraint] = {}
        for fact in sorted(facts):
            for constraint in self.known.network.by_fact.get(fact, ()):
                if isinstance(constraint, Equation | Order):
                    found[id(constraint)] = constraint
        return list(found.values())

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
        known, g, a = self.known, self.known.graph, self.known.arithmetic
        written, whole = known.is_written(equation.fact), known.all_parts_written(equation)
        term = a.plain(known.value(equation.term, frozenset({id(equation)})))
        stated = a.plain(known.written(equation.fact))
        within = g.compare("<=", g.single("abs", g.subtract(term.low, stated.low)), self._rounding(stated.low))
        a.doubt(g.both(written, whole, g.negation(within)))
        apart = g.either(g.compare(">", term.low, stated.high), g.compare("<", term.high, stated.low))
        rest = g.both(known.is_stated(equation.fact), g.negation(g.both(written, whole)))
        a.doubt(g.both(rest, g.either(apart, g.both(term.soft, self._touch(term, stated)))))

    def _touch(self, one: Quantity, other: Quantity) -> Node:
        """The ends of two quantities come close to each other."""
        g = self.known.graph
        pairs = ((one.low, other.high), (one.high, other.low))
        return g.either(
            *(
                g.compare("<=", g.single("abs", g.subtract(a, b)), g.multiply(g.single("abs", b), g.constant(CLOSE)))
                for a, b in pairs
                if not (a.is_constant or b.is_constant)
            )
        )

    def _doubt_more(self, equation: Equation, part: str, read: frozenset[str]) -> None:
        """A ratio tells something of a part that is not written, beyond the one value that columns work out."""
        known, g = self.known, self.known.graph
        if not self._matters(equation, part, read):
            return
        others = [fact for fact in equation.term.facts() if fact != part]
        informed = g.either(*map(self._is_informed, others), self._is_least(equation.fact))
        told = g.both(known.is_stated(equation.fact), g.negation(known.is_written(part)), informed)
        solved = known.solved(equation, part)
        known.arithmetic.doubt(told if solved is None else g.both(told, g.negation(solved[0])))

    def _matters(self, equation: Equation, part: str, read: frozenset[str]) -> bool:
        """The part is read, tells of something else, or is a whole number that the ratio may not leave room for."""
        if part in read or part in self.known.vocabulary.whole:
            return True
        others = (c for c in self.known.network.by_fact.get(part, ()) if c is not equation)
        return any(isinstance(c, Order) or (isinstance(c, Equation) and self._is_alive(c, read)) for c in others)

    def _is_alive(self, equation: Equation, read: frozenset[str]) -> bool:
        return equation.fact in read or self.known.columns.has(equation.fact)

    def _is_informed(self, fact: str) -> Node:
        """The rows in which something is known of a fact: stated, bounded by an order, or worked out."""
        known, g = self.known, self.known.graph
        around = {f for c in known.network.by_fact.get(fact, ()) if isinstance(c, Order) for f in c.facts}
        solved = (known.solved(equation, f) for f in {fact, *around} for equation in known.equations_with(f))
        return g.either(*map(known.is_stated, sorted({fact, *around})), *(rows for s in solved if s for rows in s[:1]))

    def _is_least(self, ratio: str) -> Node:
        """The rows in which a ratio is the least it can be: then its dividend is told whatever the divisor is."""
        known, g = self.known, self.known.graph
        low = known.vocabulary[ratio].domain.low
        stated = known.written(ratio)
        return g.compare("<=", stated.high, g.constant(scaled(low or 0, stated.scale)))

    def _doubt_order(self, order: Order) -> None:
        """A part that is larger than its whole."""
        known, a, g = self.known, self.known.arithmetic, self.known.graph
        part, whole = (
            known.of(fact, frozenset({id(order)})) for side in (order.smaller, order.larger) for fact in side.facts()
        )
        whole = a.at_scale(whole, part.scale)
        a.doubt(g.compare(">", part.low, whole.high))
        soft = g.either(part.soft, whole.soft)
        if soft is not g.false:
            a.doubt(g.both(soft, self._touch(part, whole)))

    def _doubt_between(self, fact: str) -> None:
        """What follows for a fact that nobody states lies outside its domain, or has no room between its ends.

        Orders have been looked at already: they leave no room only where a part is larger than its whole. So have
        the parts of a ratio: what follows from them has room of its own.
        """
        known, g = self.known, self.known.graph
        quantity, domain = known.of(fact), known.written(fact)
        equation = known.equation_of(fact)
        if quantity is domain or (equation is None and not known.equations_with(fact)):
            return
        if equation is None or known.columns.has(fact) or self._is_bounded(fact):
            known.arithmetic.doubt(g.compare(">", quantity.low, quantity.high))
        else:
            term = known.arithmetic.at_scale(known.value(equation.term, frozenset({id(equation)})), domain.scale)
            known.arithmetic.doubt(g.compare(">", term.low, domain.high))
            known.arithmetic.doubt(g.compare("<", term.high, domain.low))

    def _is_bounded(self, fact: str) -> bool:
        """An order says something of the fact."""
        return any(isinstance(c, Order) for c in self.known.network.by_fact.get(fact, ()))

    def _rounding(self, number: Node) -> Node:
        """Half of the last decimal that is written, a little less to be safe; not coarser than a whole per cent."""
        g = self.known.graph
        reach = g.constant(0.0)
        for decimals in range(FINEST, COARSEST - 1, -1):
            shifted = g.multiply(number, g.constant(10.0**decimals))
            whole = g.compare("==", g.divide(g.single("round", shifted), g.constant(10.0**decimals)), number)
            reach = g.choose(whole, g.constant(0.5 * 10.0**-decimals * (1 - CLOSE)), reach)
        return reach
