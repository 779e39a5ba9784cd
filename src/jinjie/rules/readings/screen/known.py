"""What the columns say of each number, and what follows from it through the equations and orders between facts.

The scalar reading applies every equation until nothing moves. Here each fact is worked out once, along all paths of a
few equations that lead to it and never use the same equation twice: that is where propagation arrives too, since
going round in a circle of equations teaches nothing about facts that agree with each other. Rows whose facts do not
agree are doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import inf

from jinjie.facts.constraints import Constraint, Equation, Network, Order
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.rules.readings.screen.arithmetic import Arithmetic
from jinjie.rules.readings.screen.columns import HIGH, LOW, Columns
from jinjie.rules.readings.screen.nodes import Graph, Node
from jinjie.rules.readings.screen.quantities import SCALE, Quantity
from jinjie.terms import tree as t

LONGEST_PATH = 4
"""Equations on the way to a fact."""
MONEY_SCALE = 10**6

Avoided = frozenset[int]


@dataclass
class Known:
    """Numbers of a table, as quantities."""

    arithmetic: Arithmetic
    vocabulary: Vocabulary
    columns: Columns
    network: Network
    _made: dict[tuple[str, Avoided], Quantity] = field(default_factory=dict)

    @property
    def graph(self) -> Graph:
        return self.arithmetic.graph

    # ---- what is written
    def is_written(self, fact: str) -> Node:
        """The rows in which the fact has one value."""
        return self.graph.known(fact) if fact in self.columns.exact else self.graph.false

    def scale_of(self, fact: str) -> int:
        """The scale at which the ends of a fact are kept."""
        kind = self.vocabulary[fact].kind
        if kind is not Kind.MONEY:
            return 1
        money = [f for f in self.columns.names if f in self.vocabulary.facts and self._is_money(f)]
        ends = self.columns.lows | self.columns.highs
        return 1 if all(f in self.columns.integers for f in money) and not ends else MONEY_SCALE

    def _is_money(self, fact: str) -> bool:
        return self.vocabulary[fact].kind is Kind.MONEY

    def is_whole(self, fact: str) -> bool:
        return self.vocabulary[fact].kind in {Kind.MONEY, Kind.COUNT, Kind.DATE}

    def _end(self, column: str, fact: str, otherwise: float) -> tuple[Node, Node]:
        """A column at the scale of its fact, and the rows in which it has finer decimals than that."""
        g, scale = self.graph, self.scale_of(fact)
        low = self.vocabulary[fact].domain.low
        negative = low is None or low < 0
        if not self.is_whole(fact) or column in self.columns.integers:
            return self._times(g.value(column, otherwise, negative), scale), g.false
        whole, finer = self._rounded(g.value(column, otherwise, negative), scale)
        if column in self.columns.rough:
            return whole, finer
        self.arithmetic.doubt(finer)
        return whole, g.false

    def _times(self, number: Node, scale: int) -> Node:
        return self.graph.multiply(number, self.graph.constant(float(scale)))

    def _rounded(self, number: Node, scale: int) -> tuple[Node, Node]:
        g = self.graph
        whole = g.single("round", self._times(number, scale))
        back = g.compare("==", g.divide(whole, g.constant(float(scale))), number)
        return whole, g.negation(back)

    def written(self, fact: str) -> Quantity:
        """What is written of a fact, within its domain."""
        g, domain, scale = self.graph, self.vocabulary[fact].domain, self.scale_of(fact)
        whole = self.is_whole(fact)
        made = self.arithmetic.constant(domain, scale)
        low, high, soft = made.low, made.high, g.false
        if fact in self.columns.lows:
            end, finer = self._end(fact + LOW, fact, low.value / scale)
            low, soft = g.largest(low, end), g.either(soft, finer)
        if fact in self.columns.highs:
            end, finer = self._end(fact + HIGH, fact, high.value / scale)
            high, soft = g.smallest(high, end), g.either(soft, finer)
        if fact in self.columns.exact:
            number, finer = self._end(fact, fact, 0.0)
            low = number if low.is_constant and low.value == 0 else g.choose(g.known(fact), number, low)
            high = g.choose(g.known(fact), number, high)
            soft = g.either(soft, g.both(g.known(fact), finer))
        return Quantity(low, high, soft, g.either(made.positive, self._must_be_positive(fact)), whole, scale)

    def _must_be_positive(self, fact: str) -> Node:
        """The rows in which a share of the fact is stated: then it is not zero."""
        shares = [c.fact for c in self.network.by_fact.get(fact, ()) if isinstance(c, Equation) and fact in divisors(c)]
        return self.graph.either(*map(self.is_stated, shares))

    def is_stated(self, fact: str) -> Node:
        columns = [column for column in (fact, fact + LOW, fact + HIGH) if column in self.columns.names]
        return self.graph.either(*map(self.graph.known, columns))

    # ---- what follows
    def of(self, fact: str, avoided: Avoided = frozenset()) -> Quantity:
        """Everything known of a fact, without the equations that are avoided."""
        key = (fact, avoided)
        if key not in self._made:
            self._made[key] = self._derived(fact, avoided)
        return self._made[key]

    def _derived(self, fact: str, avoided: Avoided) -> Quantity:
        written = self.written(fact)
        found = list(self._contributions(fact, avoided))
        if not found:
            return written
        g, a = self.graph, self.arithmetic
        ends = [a.at_scale(quantity, written.scale) for quantity in found]
        low = g.largest(written.low, *(end.low for end in ends))
        high = g.smallest(written.high, *(end.high for end in ends))
        soft = g.either(*(end.soft for end in ends))
        positive = g.either(written.positive, *(end.positive for end in ends))
        settled = self.settled(fact)
        merged = Quantity(low, high, g.either(written.soft, soft), positive, written.whole, written.scale)
        if fact in self.vocabulary.whole and soft is not g.false:
            merged = a.whole_numbers(merged, g.negation(settled))
        return replace(
            merged,
            low=g.choose(settled, written.low, merged.low),
            high=g.choose(settled, written.high, merged.high),
            soft=g.choose(settled, written.soft, merged.soft),
        )

    def settled(self, fact: str) -> Node:
        """The rows in which nothing can be added to what is written: one value, not overruled by its parts."""
        equation = self.equation_of(fact)
        written = self.is_written(fact)
        if equation is None:
            return written
        return self.graph.both(written, self.graph.negation(self.all_parts_written(equation)))

    def equation_of(self, fact: str) -> Equation | None:
        for constraint in self.network.by_fact.get(fact, ()):
            if isinstance(constraint, Equation) and constraint.fact == fact:
                return constraint
        return None

    def all_parts_written(self, equation: Equation) -> Node:
        """The rows in which the term of an equation has one value."""
        return self.graph.both(*(self.is_written(fact) for fact in equation.term.facts()))

    def _target(self, equation: Equation, avoided: Avoided) -> Quantity:
        """What the term of an equation comes to. A ratio of either sign has the sign that its parts give it."""
        stated = self.of(equation.fact, avoided)
        domain = self.vocabulary[equation.fact].domain
        if domain.low is not None:
            return stated
        g, term = self.graph, self.arithmetic.at_scale(self.value(equation.term, avoided), stated.scale)
        return replace(
            stated,
            low=g.largest(stated.low, term.low),
            high=g.smallest(stated.high, term.high),
            soft=g.either(stated.soft, term.soft),
            positive=g.either(stated.positive, term.positive),
        )

    def around(self, equation: Equation, avoided: Avoided = frozenset()) -> Avoided:
        """What is avoided when the term of an equation is worked out for its ratio: the equation itself.

        Not where a range of the ratio tells a whole number: between 22.5% and 27.5% of four people there is one.
        """
        ranged = equation.fact in self.columns.lows | self.columns.highs
        if ranged and not self.vocabulary.whole.isdisjoint(equation.term.facts()):
            return avoided - {id(equation)}
        return avoided | {id(equation)}

    def _all_written(self, equation: Equation) -> Node:
        """The rows in which an equation has nothing left to tell: at most it disagrees."""
        return self.graph.both(self.is_written(equation.fact), self.all_parts_written(equation))

    def _contributions(self, fact: str, avoided: Avoided) -> Iterator[Quantity]:
        """What each equation and order says of a fact."""
        if len(avoided) >= LONGEST_PATH:
            return
        for constraint in self.network.by_fact.get(fact, ()):
            if id(constraint) not in avoided:
                said = self._said(constraint, fact, avoided | {id(constraint)})
                if said is not None and not self._is_empty(said):
                    yield said

    @staticmethod
    def _is_empty(said: Quantity) -> bool:
        ends = said.low.is_constant and said.high.is_constant
        return ends and said.low.value == -inf and said.high.value == inf

    def _said(self, constraint: Constraint, fact: str, avoided: Avoided) -> Quantity | None:
        if isinstance(constraint, Equation):
            if constraint.fact == fact:
                return self.value(constraint.term, self.around(constraint, avoided))
            if not self.says_something(constraint):
                return None
            said = self._back(constraint.term, self._target(constraint, avoided), fact, avoided)
            return None if said is None else self._where(self.graph.negation(self._all_written(constraint)), said)
        if isinstance(constraint, Order):
            return self._ordered(constraint, fact, avoided)
        return None

    def says_something(self, equation: Equation) -> bool:
        """Through a ratio that nobody states, its parts learn nothing but their order, which stands beside it."""
        if self.columns.has(equation.fact):
            return True
        domain = self.vocabulary[equation.fact].domain
        return domain.high is not None and not self._has_order(equation)

    def _has_order(self, equation: Equation) -> bool:
        parts = frozenset(equation.term.facts())
        return any(isinstance(c, Order) and c.facts == parts for c in self.network.constraints)

    def _ordered(self, order: Order, fact: str, avoided: Avoided) -> Quantity | None:
        g = self.graph
        if fact in order.smaller.facts():
            top = self.value(order.larger, avoided)
            target = Quantity(g.constant(-inf), top.high, top.soft, g.false, top.whole, top.scale)
            return self._back(order.smaller, target, fact, avoided)
        floor = self.value(order.smaller, avoided)
        target = Quantity(floor.low, g.constant(inf), floor.soft, floor.positive, floor.whole, floor.scale)
        return self._back(order.larger, target, fact, avoided)

    # ---- terms
    def value(self, term: t.Term, avoided: Avoided = frozenset()) -> Quantity:
        """All values of a term."""
        a = self.arithmetic
        if isinstance(term, t.Const):
            scale = 1 if term.interval.low is not None and term.interval.low == int(term.interval.low) else SCALE
            return a.constant(term.interval, scale)
        if isinstance(term, t.Ref):
            return self.of(term.fact, avoided)
        if isinstance(term, t.Square | t.Root | t.Floor):
            inner = self.value(term.inner, avoided)
            return {t.Square: a.square, t.Root: a.root, t.Floor: a.floor}[type(term)](inner)
        assert isinstance(term, t.Add | t.Sub | t.Mul | t.Div | t.Least | t.Greatest)
        left, right = self._operands(term, avoided)
        operations = {t.Add: a.add, t.Sub: a.subtract, t.Mul: a.multiply, t.Div: a.divide}
        operations |= {t.Least: a.smaller, t.Greatest: a.larger}
        return operations[type(term)](left, right)

    def _operands(self, term: t.Add | t.Sub | t.Mul | t.Div | t.Least | t.Greatest, avoided: Avoided) -> list[Quantity]:
        """Both sides; in a sum, ratios as they were written become whole numbers."""
        sides = [self.value(side, avoided) for side in (term.left, term.right)]
        if isinstance(term, t.Add | t.Sub):
            sides = [self._as_decimals(side, q) for side, q in zip((term.left, term.right), sides, strict=True)]
        return sides

    def _as_decimals(self, term: t.Term, quantity: Quantity) -> Quantity:
        """A decimal as it was written, as a whole number at a finer scale."""
        if quantity.whole or not isinstance(term, t.Ref):
            return quantity
        if quantity.soft.is_constant and quantity.soft.value is True:
            return quantity
        g = self.graph
        low, finer_low = self._decimal(quantity.low)
        high, finer_high = self._decimal(quantity.high)
        soft = g.either(quantity.soft, finer_low, finer_high)
        return Quantity(low, high, soft, quantity.positive, True, SCALE)

    def _decimal(self, end: Node) -> tuple[Node, Node]:
        if end.is_constant:
            return self.graph.constant(end.value * SCALE), self.graph.false
        g = self.graph
        whole, finer = self._rounded(end, SCALE)
        finite = g.both(g.compare(">", end, g.constant(-inf)), g.compare("<", end, g.constant(inf)))
        return whole, g.both(finite, finer)

    def _back(self, term: t.Term, target: Quantity, fact: str, avoided: Avoided) -> Quantity | None:
        """What one fact of a term can be, given what the term comes to. None: nothing can be told."""
        a = self.arithmetic
        if isinstance(term, t.Ref):
            return target if term.fact == fact else None
        if isinstance(term, t.Root):
            return self._back(term.inner, a.square(self._not_below_zero(target)), fact, avoided)
        if isinstance(term, t.Floor):
            return self._back(term.inner, a.unfloor(target), fact, avoided)
        if not isinstance(term, t.Add | t.Sub | t.Mul | t.Div):
            return None
        in_left = fact in term.left.facts()
        part, rest = (term.left, term.right) if in_left else (term.right, term.left)
        other = self.value(rest, avoided)
        if isinstance(term, t.Add):
            wanted = a.subtract(target, other)
        elif isinstance(term, t.Sub):
            wanted = a.add(target, other) if in_left else a.subtract(other, target)
        elif isinstance(term, t.Mul):
            wanted = self._factor(target, other)
        else:
            wanted = self._of_quotient(target, other, in_left, self.value(part, avoided))
        return self._back(part, wanted, fact, avoided)

    def _of_quotient(self, target: Quantity, other: Quantity, in_left: bool, divisor: Quantity) -> Quantity:
        """The dividend (or the divisor) of a quotient; nothing where the divisor may be zero."""
        a = self.arithmetic
        if in_left:
            return self._where(a.above_zero(other), a.multiply(target, other))
        return self._where(a.above_zero(divisor), self._factor(other, target))

    def _where(self, condition: Node, said: Quantity) -> Quantity:
        """Said only in some rows."""
        g = self.graph
        low = g.choose(condition, said.low, g.constant(-inf))
        high = g.choose(condition, said.high, g.constant(inf))
        return Quantity(low, high, said.soft, g.both(condition, said.positive), said.whole, said.scale)

    def _factor(self, product: Quantity, other: Quantity) -> Quantity:
        """What a factor can be, given the product and the other factor."""
        a, g = self.arithmetic, self.graph
        if not a.is_never_negative(other):
            return self._signed_factor(product, other)
        quotient = a.divide(product, Quantity(other.low, other.high, other.soft, g.true, other.whole, other.scale))
        zero = g.constant(0.0)
        possible = g.both(
            g.compare(">", other.high, zero),
            g.either(a.above_zero(other), g.compare(">", product.low, zero), g.compare("<", product.high, zero)),
        )
        return self._where(possible, quotient)

    def _signed_factor(self, product: Quantity, other: Quantity) -> Quantity:
        """The same for a factor of either sign: said where the sign is known."""
        g, a = self.graph, self.arithmetic
        zero = g.constant(0.0)
        product, other = a.plain(product), a.plain(other)
        up = Quantity(g.largest(other.low, zero), g.largest(other.high, zero), other.soft, g.true)
        minus = a.negative(other)
        down = Quantity(g.largest(minus.low, zero), g.largest(minus.high, zero), other.soft, g.true)
        above, below = a.divide(product, up), a.divide(a.negative(product), down)
        is_above = g.either(g.compare(">", other.low, zero), g.both(other.positive, g.compare(">=", other.low, zero)))
        is_below = g.compare("<", other.high, zero)
        low = g.choose(is_above, above.low, g.choose(is_below, below.low, g.constant(-inf)))
        high = g.choose(is_above, above.high, g.choose(is_below, below.high, g.constant(inf)))
        return Quantity(low, high, g.true, g.false)

    def _not_below_zero(self, quantity: Quantity) -> Quantity:
        g = self.graph
        return Quantity(
            g.largest(quantity.low, g.constant(0.0)),
            quantity.high,
            quantity.soft,
            g.false,
            quantity.whole,
            quantity.scale,
        )

    def by_constraint(self, fact: str) -> Iterator[tuple[Constraint, Quantity]]:
        for constraint in self.network.by_fact.get(fact, ()):
            said = self._said(constraint, fact, frozenset({id(constraint)}))
            if said is not None and not self._is_empty(said):
                yield constraint, said


def divisors(equation: Equation) -> frozenset[str]:
    """The facts by which an equation divides."""
    found, waiting = set[str](), [equation.term]
    while waiting:
        term = waiting.pop()
        if isinstance(term, t.Div):
            found.update(term.right.facts())
        waiting.extend(part for name in ("left", "right", "inner") if (part := getattr(term, name, None)) is not None)
    return frozenset(found)
