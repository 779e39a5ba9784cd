"""Sums of quotients against a threshold, exact in columns: the mean of two growth rates.

A sum of two quotients is rounded three times as a float. Where it comes close to a threshold the row is doubtful, and
doubtful rows are read in columns once more, with care: close to the threshold ``p/q`` the sign of
``q (a d + c b) - p b d`` decides, in 64-bit whole numbers. The products may run over and wrap round, but the difference
itself is small there (that is what close means), so what is left of it is exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.rules.readings.screen.known import Known
from jinjie.rules.readings.screen.nodes import Graph, Node
from jinjie.rules.readings.screen.quantities import Quantity, common_step, scaled
from jinjie.terms import tree as t

CLOSE = 1e-13
ASIDE = 1e-12
LARGEST_PARTS = 10**4
"""Steps with a larger numerator or denominator could make the difference run over too."""


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A quotient of facts, and the least that it can be where it is not defined."""

    dividend: Quantity
    divisor: Quantity
    least: Exact | None


@dataclass(frozen=True)
class QuotientSum:
    """Two quotients that are added, with the constant beside them."""

    known: Known
    quotients: tuple[_Quotient, _Quotient]
    constant: Exact

    @property
    def graph(self) -> Graph:
        return self.known.graph

    def compared(self, interval: Interval, lines: Sequence[Exact]) -> tuple[Node, Node] | None:
        """(surely, possibly) inside an interval with one end; None when that cannot be told exactly.

        ``lines`` are all thresholds that the sum is compared with: they share the exact part of the work.
        """
        step = _step_of([Fraction(line - self.constant) for line in lines])
        if step is None:
            return None
        end = interval.high if interval.low is None else interval.low
        is_open = interval.high_open if interval.low is None else interval.low_open
        assert end is not None
        g, line = self.graph, scaled(end - self.constant, 1)
        sign = ("<" if interval.low is None else ">") + ("" if is_open else "=")
        ends = [self._told(step, upper) if self.careful else self._total(upper) for upper in (False, True)]
        if not self.careful:
            self._doubt_close(ends, step, [scaled(line - self.constant, 1) for line in lines])
        low, high = (g.compare(sign, end, g.constant(line)) for end in ends)
        return (high, low) if interval.low is None else (low, high)

    @property
    def careful(self) -> bool:
        return self.known.arithmetic.careful

    def _doubt_close(self, ends: Sequence[Node], step: Fraction, lines: Sequence[float]) -> None:
        """Beside a line only the careful reading tells."""
        g, arithmetic = self.graph, self.known.arithmetic
        for end in ends:
            within = g.both(
                g.compare(">=", end, g.constant(min(lines) - CLOSE)),
                g.compare("<=", end, g.constant(max(lines) + CLOSE)),
            )
            arithmetic.doubt(g.both(within, arithmetic.near_multiple(end, scaled(step, 1))))

    def _told(self, step: Fraction, upper: bool) -> Node:
        """One end of the sum; beside a multiple of the step, moved to the side where it truly lies."""
        g, total = self.graph, self._total(upper)
        steps = g.single("round", g.multiply(total, g.constant(scaled(1 / step, 1))))
        line = g.divide(g.multiply(steps, g.constant(float(step.numerator))), g.constant(float(step.denominator)))
        close = g.compare("<=", g.single("abs", g.subtract(total, line)), g.constant(CLOSE))
        difference = self._difference(steps, step, upper)
        above = g.choose(g.compare(">", difference, g.integer(0)), g.add(line, g.constant(ASIDE)), line)
        below = g.add(line, g.constant(-ASIDE))
        moved = g.choose(g.compare(">=", difference, g.integer(0)), above, below)
        return g.choose(close, moved, total)

    def _total(self, upper: bool) -> Node:
        g, arithmetic = self.graph, self.known.arithmetic
        ends: list[Node] = []
        for quotient in self.quotients:
            value = arithmetic.divide(quotient.dividend, quotient.divisor)
            end = value.high if upper else value.low
            least = None if quotient.least is None else g.constant(scaled(quotient.least, 1))
            ends.append(end if least is None or upper else g.largest(end, least))
        return g.add(*ends)

    def _difference(self, steps: Node, step: Fraction, upper: bool) -> Node:
        """The exact difference between the sum and so many steps, times the divisors."""
        g = self.graph
        (a, b), (c, d) = (self._parts(quotient, upper) for quotient in self.quotients)
        crossed = g.add(g.multiply(a, d), g.multiply(c, b))
        left = g.multiply(crossed, g.integer(step.denominator))
        right = g.multiply(g.multiply(b, d), g.multiply(g.to_integer(steps), g.integer(step.numerator)))
        return g.make("-", "integer", (left, right))

    def _parts(self, quotient: _Quotient, upper: bool) -> tuple[Node, Node]:
        """Dividend and divisor of one end, as whole numbers."""
        g, arithmetic = self.graph, self.known.arithmetic
        scale = max(quotient.dividend.scale, quotient.divisor.scale)
        top, bottom = arithmetic.at_scale(quotient.dividend, scale), arithmetic.at_scale(quotient.divisor, scale)
        ends = (top.high, bottom.low) if upper else (top.low, bottom.high)
        return g.to_integer(ends[0]), g.to_integer(ends[1])

    def soft(self) -> Node:
        parts = (part for quotient in self.quotients for part in (quotient.dividend, quotient.divisor))
        return self.graph.either(*(part.soft for part in parts))


def _step_of(lines: Sequence[Fraction]) -> Fraction | None:
    """The largest step of which all lines are multiples; None when its parts are too large."""
    step = common_step(lines) or Fraction(1)
    return None if max(step.numerator, step.denominator) > LARGEST_PARTS else step


def quotient_sum(known: Known, term: t.Term) -> QuotientSum | None:
    """A term as the sum of two quotients of whole facts and a constant, if that is what it comes to."""
    flat = _flat(known, term)
    if flat is None:
        return None
    quotients, constant = flat
    if len(quotients) != 2 or not all(q.dividend.whole and q.divisor.whole for q in quotients):
        return None
    return QuotientSum(known, (quotients[0], quotients[1]), constant)


def _flat(known: Known, term: t.Term, least: Exact | None = None) -> tuple[Sequence[_Quotient], Exact] | None:
    """The quotients and the constant of a sum; ratios that nobody states are replaced by their parts."""
    if isinstance(term, t.Const):
        return (), term.number
    if isinstance(term, t.Div):
        quotient = _Quotient(known.value(term.left), known.value(term.right), least)
        return ((quotient,), 0) if known.arithmetic.is_never_negative(quotient.dividend) else None
    if isinstance(term, t.Ref):
        equation = known.equation_of(term.fact)
        if equation is None or known.columns.has(term.fact):
            return None
        return _flat(known, equation.term, known.vocabulary[term.fact].domain.low)
    if isinstance(term, t.Add | t.Sub):
        left = _flat(known, term.left, _shifted(term, least))
        right = _flat(known, term.right)
        if left is None or right is None or (isinstance(term, t.Sub) and right[0]):
            return None
        return (*left[0], *right[0]), left[1] + (right[1] if isinstance(term, t.Add) else -right[1])
    return None


def _shifted(term: t.Add | t.Sub, least: Exact | None) -> Exact | None:
    """The least of the left side, where the right side is a constant."""
    if least is None or not isinstance(term.right, t.Const):
        return None
    return least + term.right.number if isinstance(term, t.Sub) else least - term.right.number
