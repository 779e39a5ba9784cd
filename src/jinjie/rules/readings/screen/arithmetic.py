"""Interval arithmetic in columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import inf, isinf

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.rules.readings.screen.nodes import Graph, Node
from jinjie.rules.readings.screen.quantities import (
    CLOSE,
    Quantity,
    common_step,
    just_above,
    just_below,
    never_infinite,
    never_negative,
    never_zero,
    scaled,
)

FINEST_STEP = 0.001
"""Lines with a larger common step are looked for all at once."""


@dataclass
class Arithmetic:
    """Interval arithmetic in columns. ``doubts`` gathers the conditions under which a row must be read exactly."""

    graph: Graph
    careful: bool = False
    """Spend more work on rows that lie beside a line, instead of doubting them."""
    doubts: list[Node] = field(default_factory=list)

    def doubt(self, condition: Node) -> None:
        if not (condition.is_constant and condition.value is False):
            self.doubts.append(condition)

    # ---- making
    def constant(self, interval: Interval, scale: int = 1) -> Quantity:
        """The same interval in every row."""
        low = -inf if interval.low is None else scaled(interval.low, scale)
        high = inf if interval.high is None else scaled(interval.high, scale)
        low = just_above(low) if interval.low_open and low != 0 else low
        high = just_below(high) if interval.high_open else high
        whole = all(end is None or Fraction(end * scale).denominator == 1 for end in (interval.low, interval.high))
        g = self.graph
        positive = interval.low == 0 and interval.low_open
        return Quantity(g.constant(low), g.constant(high), g.false, g.constant(positive), whole, scale)

    def everything(self) -> Quantity:
        return self.constant(Interval())

    # ---- scales
    def at_scale(self, a: Quantity, scale: int) -> Quantity:
        """The same quantity at another scale; exact when a whole one gets finer."""
        if a.scale == scale:
            return a
        g = self.graph
        if a.whole and scale % a.scale == 0:
            factor = g.constant(float(scale // a.scale))
            return replace(a, low=self._times(a.low, factor), high=self._times(a.high, factor), scale=scale)
        factor = g.constant(scale / a.scale)
        low, high = self._times(a.low, factor), self._times(a.high, factor)
        return replace(a, low=low, high=high, scale=scale, whole=False, soft=self._not_constant(a))

    def plain(self, a: Quantity) -> Quantity:
        """The quantity at scale 1, rounded once."""
        if a.scale == 1:
            return a
        g = self.graph
        by = g.constant(float(a.scale))
        return replace(a, low=g.divide(a.low, by), high=g.divide(a.high, by), scale=1, whole=False)

    def _not_constant(self, a: Quantity) -> Node:
        return a.soft if a.low.is_constant and a.high.is_constant else self.graph.true

    def _times(self, a: Node, b: Node) -> Node:
        """A product in which zero times infinity is zero."""
        g = self.graph
        for one, other in ((a, b), (b, a)):
            if one.is_constant and (one.value == 0 or isinf(one.value)):
                return one if one.value == 0 or not other.is_constant else g.constant(_product(one.value, other.value))
        return g.multiply(a, b)

    # ---- arithmetic
    def add(self, a: Quantity, b: Quantity) -> Quantity:
        a, b, soft, whole = self._aligned(a, b)
        g = self.graph
        return Quantity(g.add(a.low, b.low), g.add(a.high, b.high), soft, g.false, whole, a.scale)

    def negative(self, a: Quantity) -> Quantity:
        g, zero = self.graph, self.graph.constant(0.0)
        return replace(a, low=g.subtract(zero, a.high), high=g.subtract(zero, a.low), positive=g.false)

    def subtract(self, a: Quantity, b: Quantity) -> Quantity:
        a, b, soft, whole = self._aligned(a, b)
        g = self.graph
        return Quantity(g.subtract(a.low, b.high), g.subtract(a.high, b.low), soft, g.false, whole, a.scale)

    def _aligned(self, a: Quantity, b: Quantity) -> tuple[Quantity, Quantity, Node, bool]:
        """Both at one scale, the rows in which their sum is soft, and whether it is whole."""
        g = self.graph
        if a.whole and b.whole:
            scale = max(a.scale, b.scale)
            a, b = self.at_scale(a, scale), self.at_scale(b, scale)
            return a, b, g.either(a.soft, b.soft), True
        return self.plain(a), self.plain(b), g.true, False

    def multiply(self, a: Quantity, b: Quantity) -> Quantity:
        """All products. Ends that cannot be negative are multiplied straight; else all four products count."""
        g = self.graph
        scale = a.scale * b.scale
        exact = a.whole and b.whole and (self._is_point(a) or self._is_point(b))
        soft = g.either(a.soft, b.soft) if exact else g.true
        if self.is_never_negative(a) and self.is_never_negative(b):
            low, high = self._product(a.low, b.low), self._product(a.high, b.high)
            return Quantity(low, high, soft, g.both(self.above_zero(a), self.above_zero(b)), exact, scale)
        products = [self._product(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
        return Quantity(g.smallest(*products), g.largest(*products), soft, g.false, exact, scale)

    def _product(self, a: Node, b: Node) -> Node:
        """One product of ends, in rows too where zero meets infinity."""
        g, zero = self.graph, self.graph.constant(0.0)
        product = self._times(a, b)
        if product.op != "*" or not (self._may_be_infinite(a) or self._may_be_infinite(b)):
            return product
        nothing = g.either(*(self._is_zero(end) for end in (a, b)))
        return g.choose(nothing, zero, product)

    def _is_zero(self, a: Node) -> Node:
        return self.graph.compare("==", a, self.graph.constant(0.0))

    @staticmethod
    def _may_be_infinite(a: Node) -> bool:
        return not a.is_constant or isinf(a.value)

    @staticmethod
    def _is_point(a: Quantity) -> bool:
        return a.low.is_constant and a.high.is_constant and a.low is a.high

    def is_never_negative(self, a: Quantity) -> bool:
        return never_negative(a.low)

    def above_zero(self, a: Quantity) -> Node:
        """The rows in which the quantity is surely more than zero."""
        g = self.graph
        return g.either(g.compare(">", a.low, g.constant(0.0)), a.positive)

    def divide(self, a: Quantity, b: Quantity) -> Quantity:
        """All quotients; where the divisor may be zero, nothing is known.

        A divisor that may be negative is not put into columns: then nothing is known either, and the row is doubtful
        where the divisor is.
        """
        g = self.graph
        if a.whole and b.whole:
            scale = max(a.scale, b.scale)
            a, b = self.at_scale(a, scale), self.at_scale(b, scale)
            soft, scale = g.either(a.soft, b.soft), 1
        elif self._is_power_of_two(b):
            soft, scale = a.soft, a.scale
        else:
            soft, scale = g.true, 1
            a, b = self.plain(a), self.plain(b)
        if not self.is_never_negative(b):
            self.doubt(g.compare("<", b.low, g.constant(0.0)))
        return self._quotients(a, b, soft, scale)

    def _quotients(self, a: Quantity, b: Quantity, soft: Node, scale: int) -> Quantity:
        g = self.graph
        defined = self.above_zero(b)
        zero = g.constant(0.0)
        by_high, by_low = self._ratio(a.low, b.high), self._ratio(a.high, b.low)
        low = (
            by_high
            if self.is_never_negative(a)
            else g.choose(g.compare(">=", a.low, zero), by_high, self._ratio(a.low, b.low))
        )
        high = (
            by_low
            if self.is_never_negative(a)
            else g.choose(g.compare(">=", a.high, zero), by_low, self._ratio(a.high, b.high))
        )
        return Quantity(
            g.choose(defined, low, g.constant(-inf)),
            g.choose(defined, high, g.constant(inf)),
            soft,
            g.both(defined, self.above_zero(a)),
            scale=scale,
        )

    def _ratio(self, a: Node, b: Node) -> Node:
        """A quotient of ends: zero by zero is zero, a number by zero infinite, any by infinity zero."""
        g, zero = self.graph, self.graph.constant(0.0)
        if b.is_constant and b.value != 0:
            return zero if isinf(b.value) else g.divide(a, b)
        if a.is_constant and isinf(a.value):
            return a
        if b.op == "choose" and b.args[2].is_constant and isinf(b.args[2].value):
            return g.choose(b.args[0], self._ratio(a, b.args[1]), zero)
        if a.op == "choose" and a.args[2].is_constant and isinf(a.args[2].value):
            return g.choose(a.args[0], self._ratio(a.args[1], b), a.args[2])
        if never_infinite(b):
            quotient = g.divide(a, b)
        else:
            quotient = (
                g.divide(a, b)
                if never_infinite(a)
                else g.choose(g.compare("<", b, g.constant(inf)), g.divide(a, b), zero)
            )
        if never_zero(b):
            return quotient
        beyond = (
            g.choose(self._is_zero(a), zero, g.constant(inf))
            if never_negative(a)
            else g.choose(self._is_zero(a), zero, g.choose(g.compare(">", a, zero), g.constant(inf), g.constant(-inf)))
        )
        return g.choose(g.compare(">", b, zero), quotient, beyond)

    @staticmethod
    def _is_power_of_two(b: Quantity) -> bool:
        if not (b.low.is_constant and b.low is b.high) or b.low.value <= 0:
            return False
        number = Fraction(b.low.value) / b.scale
        return (number.numerator & (number.numerator - 1)) == 0 and number.denominator == 1 and b.scale == 1

    def smaller(self, a: Quantity, b: Quantity) -> Quantity:
        """The smaller of the two."""
        g = self.graph
        a, b, soft, whole = self._matched(a, b)
        return Quantity(g.smallest(a.low, b.low), g.smallest(a.high, b.high), soft, g.false, whole, a.scale)

    def larger(self, a: Quantity, b: Quantity) -> Quantity:
        """The larger of the two."""
        g = self.graph
        a, b, soft, whole = self._matched(a, b)
        return Quantity(g.largest(a.low, b.low), g.largest(a.high, b.high), soft, g.false, whole, a.scale)

    def _matched(self, a: Quantity, b: Quantity) -> tuple[Quantity, Quantity, Node, bool]:
        """At one scale, for a choice between the two: nothing is rounded by choosing."""
        g = self.graph
        whole = a.whole and b.whole
        if whole:
            scale = max(a.scale, b.scale)
            a, b = self.at_scale(a, scale), self.at_scale(b, scale)
        else:
            a, b = self.plain(a), self.plain(b)
        return a, b, g.either(a.soft, b.soft), whole

    def square(self, a: Quantity) -> Quantity:
        if self.is_never_negative(a):
            return self.multiply(a, a)
        return self._unlike(a)

    def root(self, a: Quantity) -> Quantity:
        """Square roots: they are rounded twice, so they are soft."""
        g, a = self.graph, self.plain(a)
        zero = g.constant(0.0)
        defined = g.compare(">=", a.high, zero)
        low = g.single("sqrt", g.largest(a.low, zero))
        high = g.choose(defined, g.single("sqrt", g.largest(a.high, zero)), g.constant(inf))
        return Quantity(g.choose(defined, low, g.constant(-inf)), high, g.true, self.above_zero(a))

    def floor(self, a: Quantity) -> Quantity:
        """Whole parts; a soft number close to a whole one makes the row doubtful."""
        g, a = self.graph, self.plain(a)
        for end in (a.low, a.high):
            self.doubt(g.both(a.soft, self.near_multiple(end, 1.0)))
        return Quantity(g.single("floor", a.low), g.single("floor", a.high), g.false, g.false, whole=True)

    def unfloor(self, a: Quantity) -> Quantity:
        """The numbers whose whole part lies in it."""
        g, a = self.graph, self.plain(a)
        high = g.add(g.single("floor", a.high), g.constant(1.0))
        return Quantity(g.single("ceil", a.low), high, a.soft, g.false, whole=True)

    def whole_numbers(self, a: Quantity, where: Node) -> Quantity:
        """Only its whole numbers, in some rows."""
        g, a = self.graph, self.plain(a)
        for end in (a.low, a.high):
            self.doubt(g.both(where, a.soft, self.near_multiple(end, 1.0)))
        return replace(a, low=g.single("ceil", a.low), high=g.single("floor", a.high), whole=True, soft=g.false)

    def _unlike(self, a: Quantity) -> Quantity:
        """Not put into columns: nothing is known, and every row in which something would be is doubtful."""
        g = self.graph
        self.doubt(g.either(g.compare(">", a.low, g.constant(-inf)), g.compare("<", a.high, g.constant(inf))))
        return self.everything()

    # ---- comparing
    def holds(self, a: Quantity, interval: Interval) -> tuple[Node, Node]:
        """(surely, possibly) inside an interval with one end."""
        g = self.graph
        if interval.low is not None:
            sign, end = (">" if interval.low_open else ">="), g.constant(scaled(interval.low, a.scale))
            return g.compare(sign, a.low, end), g.compare(sign, a.high, end)
        if interval.high is None:
            return g.true, g.true
        sign, end = ("<" if interval.high_open else "<="), g.constant(scaled(interval.high, a.scale))
        return g.compare(sign, a.high, end), g.compare(sign, a.low, end)

    def near(self, a: Quantity, thresholds: Iterable[Exact]) -> Node:
        """The rows in which an end is soft and too close to one of the thresholds."""
        lines = [float(Fraction(t) * a.scale) for t in thresholds]
        if not lines or (a.soft.is_constant and a.soft.value is False):
            return self.graph.false
        g = self.graph
        found = [self._near(end, lines) for end in dict.fromkeys((a.low, a.high)) if not end.is_constant]
        return g.both(a.soft, g.either(*found))

    def _near(self, end: Node, lines: list[float]) -> Node:
        g = self.graph
        step = float(common_step([Fraction(line).limit_denominator(10**6) for line in lines]))
        if step >= FINEST_STEP and len(lines) > 2:
            within = (
                g.compare(">=", end, g.constant(min(lines) - step / 2)),
                g.compare("<=", end, g.constant(max(lines) + step / 2)),
            )
            return g.both(*within, self.near_multiple(end, step))
        found = []
        for line in lines:
            reach = CLOSE * max(abs(line), 1.0)
            found.append(
                g.both(g.compare(">=", end, g.constant(line - reach)), g.compare("<=", end, g.constant(line + reach)))
            )
        return g.either(*found)

    def near_multiple(self, end: Node, step: float) -> Node:
        """The rows in which a number is close to a multiple of a step."""
        g = self.graph
        steps = g.multiply(end, g.constant(1 / step))
        distance = g.single("abs", g.subtract(steps, g.single("round", steps)))
        return g.compare("<=", distance, g.constant(CLOSE / min(step, 1.0)))


def _product(a: float, b: float) -> float:
    return 0.0 if a == 0 or b == 0 else a * b
