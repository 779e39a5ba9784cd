"""What the columns say of each number, and what follows from it through the equations and orders between facts.

The scalar reading applies every equation in every direction until nothing moves. Columns do what tables need: a ratio
from its parts, a part from the ratio and the other part, a bound from an order. Rows in which more than that could be
learned (a ratio with parts that are ranges, two ratios that share an unknown part) are doubtful, and so are rows whose
facts do not agree. See ``disagreements``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import inf

from jinjie.facts.constraints import Equation, Network, Order
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.rules.readings.screen.arithmetic import Arithmetic
from jinjie.rules.readings.screen.columns import HIGH, LOW, Columns
from jinjie.rules.readings.screen.nodes import Graph, Node
from jinjie.rules.readings.screen.quantities import SCALE, Quantity
from jinjie.terms import tree as t

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
        """Everything that columns tell of a fact, without the constraints that are avoided."""
        key = (fact, avoided)
        if key not in self._made:
            self._made[key] = self._derived(fact, avoided)
        return self._made[key]

    def _derived(self, fact: str, avoided: Avoided) -> Quantity:
        quantity = self._bounded(self.written(fact), fact, avoided)
        g = self.graph
        for equation in self.equations_with(fact):
            if id(equation) not in avoided:
                solved = self.solved(equation, fact)
                if solved is not None:
                    rows, number = solved
                    number = g.multiply(number, g.constant(float(quantity.scale)))
                    quantity = replace(
                        quantity,
                        low=g.choose(rows, number, quantity.low),
                        high=g.choose(rows, number, quantity.high),
                        soft=g.either(quantity.soft, rows),
                    )
        return quantity

    def _bounded(self, written: Quantity, fact: str, avoided: Avoided) -> Quantity:
        """What is written, within what orders and the fact's own equation say; one value is not touched."""
        found = [said for said in self._said(fact, avoided) if not _is_empty(said)]
        if not found:
            return written
        g, a, settled = self.graph, self.arithmetic, self.settled(fact)
        written = self._beside_parts(fact, written)
        ends = [a.at_scale(said, written.scale) for said in found]
        soft = g.either(written.soft, *(end.soft for end in ends))
        return replace(
            written,
            low=g.choose(settled, written.low, g.largest(written.low, *(end.low for end in ends))),
            high=g.choose(settled, written.high, g.smallest(written.high, *(end.high for end in ends))),
            soft=g.choose(settled, written.soft, soft),
            positive=g.either(written.positive, *(end.positive for end in ends)),
        )

    def _beside_parts(self, fact: str, written: Quantity) -> Quantity:
        """A ratio as it was rounded says nothing where its parts are written too."""
        equation = self.equation_of(fact)
        if equation is None:
            return written
        g, whole = self.graph, self.arithmetic.constant(self.vocabulary[fact].domain, written.scale)
        rounded = g.both(self.is_written(fact), self.all_parts_written(equation))
        low, high = g.choose(rounded, whole.low, written.low), g.choose(rounded, whole.high, written.high)
        return replace(written, low=low, high=high)

    def _said(self, fact: str, avoided: Avoided) -> Iterator[Quantity]:
        for constraint in self.network.by_fact.get(fact, ()):
            if id(constraint) in avoided:
                continue
            around = avoided | {id(constraint)}
            if isinstance(constraint, Order) and is_plain(constraint):
                yield self._ordered(constraint, fact, around)
            elif isinstance(constraint, Equation) and constraint.fact == fact:
                yield self.value(constraint.term, around)

    def _ordered(self, order: Order, fact: str, avoided: Avoided) -> Quantity:
        """What the other side of an order says."""
        g = self.graph
        if fact in order.smaller.facts():
            top = self.value(order.larger, avoided)
            return replace(top, low=g.constant(-inf), positive=g.false)
        return replace(self.value(order.smaller, avoided), high=g.constant(inf))

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

    def equations_with(self, fact: str) -> list[Equation]:
        """The equations of which a fact is a part, and whose ratio some column states."""
        found = (c for c in self.network.by_fact.get(fact, ()) if isinstance(c, Equation) and c.fact != fact)
        return [equation for equation in found if self.columns.has(equation.fact)]

    def all_parts_written(self, equation: Equation) -> Node:
        """The rows in which the term of an equation has one value."""
        return self.graph.both(*(self.is_written(fact) for fact in equation.term.facts()))

    # ---- a part, worked out from the ratio and the other part
    def solved(self, equation: Equation, fact: str) -> tuple[Node, Node] | None:
        """The rows in which the ratio and the other part give the fact, and the number they give.

        Nothing else may be said of the fact in these rows: no range, no other equation. Those are doubtful.
        """
        parts = list(equation.term.facts())
        if len(parts) != 2 or fact in self.vocabulary.whole or equation.fact not in self.columns.exact:
            return None
        other = next(part for part in parts if part != fact)
        if other not in self.columns.exact:
            return None
        g = self.graph
        made = self._inverse(equation.term, g.value(equation.fact, 0.0), fact, other)
        if made is None:
            return None
        number, possible = made
        rows = g.both(
            self.is_written(equation.fact), self.is_written(other), g.negation(self.is_stated(fact)), possible
        )
        others = [e for e in self.equations_with(fact) if e is not equation]
        return g.both(rows, *(g.negation(self.is_stated(e.fact)) for e in others)), number

    def _inverse(self, term: t.Term, target: Node, fact: str, other: str) -> tuple[Node, Node] | None:
        """The number for which a term comes to the target, and the rows in which there is one."""
        g = self.graph
        if isinstance(term, t.Add | t.Sub) and isinstance(term.right, t.Const):
            by = g.constant(float(term.right.number))
            back = g.add(target, by) if isinstance(term, t.Sub) else g.subtract(target, by)
            return self._inverse(term.left, back, fact, other)
        if isinstance(term, t.Root):
            return self._inverse(term.inner, g.multiply(target, target), fact, other)
        if not (isinstance(term, t.Div) and isinstance(term.left, t.Ref) and isinstance(term.right, t.Ref)):
            return None
        known, zero = g.value(other, 0.0), g.constant(0.0)
        if term.left.fact == fact:
            return g.multiply(target, known), g.compare(">", known, zero)
        possible = g.both(g.negation(g.compare("==", target, zero)), g.negation(g.compare("==", known, zero)))
        number = g.divide(known, g.choose(possible, target, g.constant(1.0)))
        return number, g.both(possible, g.compare(">", number, zero))

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


def is_plain(order: Order) -> bool:
    """One fact is at most another."""
    return isinstance(order.smaller, t.Ref) and isinstance(order.larger, t.Ref)


def _is_empty(said: Quantity) -> bool:
    ends = said.low.is_constant and said.high.is_constant
    return bool(ends and said.low.value == -inf and said.high.value == inf)


def divisors(equation: Equation) -> frozenset[str]:
    """The facts by which an equation divides."""
    found, waiting = set[str](), [equation.term]
    while waiting:
        term = waiting.pop()
        if isinstance(term, t.Div):
            found.update(term.right.facts())
        waiting.extend(part for name in ("left", "right", "inner") if (part := getattr(term, name, None)) is not None)
    return frozenset(found)
