"""Scores in columns: the least and the most points of every part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Bands, BestOf, Each, Group, Levels, Measure, Part, Points
from jinjie.rules.readings.screen.nodes import Graph, Node
from jinjie.rules.readings.screen.quantities import Quantity
from jinjie.terms import tree as t

if TYPE_CHECKING:
    from jinjie.rules.readings.screen.truths import Rails, Reader

POINT_SCALE = 100
"""Where points may have decimals. Finer ones are read one by one."""

MOST_POINTS = 16_000
"""Points are kept in 16 bits. A rulebook that gives more of them is read one by one."""


class Span(NamedTuple):
    """The least and the most points, in units of the rulebook's point scale."""

    low: Node
    high: Node


@dataclass
class Scores:
    """The points of one rulebook over a table."""

    reader: Reader
    spans: dict[str, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rulebook = self.reader.rulebook
        indicators = () if rulebook.score is None else rulebook.score.indicators()
        if sum(indicator.max for indicator in indicators) * self.point_scale > MOST_POINTS:
            self.reader.table.arithmetic.doubt(self.graph.true)

    @property
    def graph(self) -> Graph:
        return self.reader.graph

    @property
    def point_scale(self) -> int:
        """The scale at which all points of the rulebook are whole numbers."""
        return point_scale(self.reader.rulebook, self.reader.table.vocabulary)

    def points(self, number: Exact) -> Node:
        return self.graph.points(int(number * self.point_scale))

    def span(self, part: Part) -> Span:
        """The points of a group or indicator."""
        if part.id not in self.spans:
            g = self.graph
            span = self._group(part) if isinstance(part, Group) else self.measured(part.measure)
            ends = (g.smallest(g.largest(end, self.points(0)), self.points(part.max)) for end in span)
            self.spans[part.id] = Span(*ends)
        return self.spans[part.id]

    def _group(self, group: Group) -> Span:
        g = self.graph
        spans = [self.span(part) for part in group.parts]
        return Span(g.total(s.low for s in spans), g.total(s.high for s in spans))

    def measured(self, measure: Measure) -> Span:
        """The points that a measure can give, before the cap."""
        return _MEASURES[type(measure)](self, measure)

    def bands(self, measure: Bands) -> Span:
        """Down a ladder: each step but the last is reached or passed by."""
        g = self.graph
        rising = measure.steps[0].interval.low is not None
        lines = [line for step in measure.steps[:-1] if (line := _step_end(step.interval, rising)) is not None]
        last = measure.steps[-1].points
        low, high = self.points(last.low or 0), self.points(last.high or 0)
        for step in reversed(measure.steps[:-1]):
            interval = step.interval
            half = (
                Interval(interval.low, None, interval.low_open)
                if rising
                else Interval(None, interval.high, high_open=interval.high_open)
            )
            reached = self.reader.inside(measure.term, half, lines)
            low = g.choose(reached.must, self.points(step.points.low or 0), low)
            high = g.choose(reached.may, self.points(step.points.high or 0), high)
        return Span(low, high)

    def levels(self, measure: Levels) -> Span:
        """The first level that holds; what an earlier level has taken is ruled out for the later ones."""
        g, reader = self.graph, self.reader
        steps: list[tuple[Rails, Interval]] = []
        for level in measure.levels:
            truth = reader.always if level.condition is None else reader.truth(level.condition)
            steps.append((truth, level.points))
            if level.condition is not None:
                reader = reader.without(level.condition)
        low = high = self.points(0)
        for truth, points in reversed(steps):
            least, most = self.points(points.low or 0), self.points(points.high or 0)
            if truth.must is g.true:
                low, high = least, most
                continue
            low = g.choose(truth.must, least, g.choose(truth.may, g.smallest(least, low), low))
            high = g.choose(truth.must, most, g.choose(truth.may, g.largest(most, high), high))
        return Span(low, high)

    def each(self, measure: Each) -> Span:
        g = self.graph
        truths = [self.reader.truth(condition) for condition in measure.conditions]
        points, nothing = self.points(measure.points), self.points(0)
        return Span(
            g.total(g.choose(truth.must, points, nothing) for truth in truths),
            g.total(g.choose(truth.may, points, nothing) for truth in truths),
        )

    def best(self, measure: BestOf) -> Span:
        spans = [self.measured(inner) for inner in measure.measures]
        return Span(self.graph.largest(*(s.low for s in spans)), self.graph.largest(*(s.high for s in spans)))

    def counted(self, measure: Points) -> Span:
        """A term is the points: at the point scale, where it has no finer decimals."""
        arithmetic, g = self.reader.table.arithmetic, self.graph
        value, scale = self.reader.known.value(measure.term), self.point_scale
        most = int(max(part.max for part in self.reader.rulebook.parts.values()) * scale)
        if not value.whole:
            self._doubt_finer(value, scale)
        value = arithmetic.plain(value)
        return Span(g.to_points(value.low, scale, most), g.to_points(value.high, scale, most))

    def _doubt_finer(self, value: Quantity, scale: int) -> None:
        """Points with more decimals than the scale has are read one by one."""
        arithmetic, g = self.reader.table.arithmetic, self.graph
        for end in dict.fromkeys((*_chosen(value.low), *_chosen(value.high))):
            by = g.constant(float(scale))
            finite = g.compare("<", g.single("abs", end), g.constant(1e6))
            whole = g.compare("==", g.divide(g.single("round", g.multiply(end, by)), by), end)
            arithmetic.doubt(g.both(finite, g.either(g.negation(whole), value.soft)))


def _chosen(end: Node) -> Iterator[Node]:
    """The numbers among which an end is chosen."""
    if end.op == "choose":
        yield from (leaf for branch in end.args[1:] for leaf in _chosen(branch))
    else:
        yield end


def point_scale(rulebook: Rulebook, vocabulary: Vocabulary) -> int:
    """The scale at which all points of a rulebook are whole numbers."""
    if any(
        isinstance(inner, Points) and _may_have_decimals(inner.term, vocabulary) for inner in _all_measures(rulebook)
    ):
        return POINT_SCALE
    numbers = [part.max for part in rulebook.parts.values()]
    for measure in _all_measures(rulebook):
        numbers += _numbers_in(measure)
    return lcm(*(Fraction(number).denominator for number in numbers), 1)


def _may_have_decimals(term: t.Term, vocabulary: Vocabulary) -> bool:
    return not isinstance(term, t.Floor) and any(fact not in vocabulary.whole for fact in term.facts())


def _all_measures(rulebook: Rulebook) -> list[Measure]:
    found: list[Measure] = []
    waiting = list(rulebook.measures())
    while waiting:
        measure = waiting.pop()
        found.append(measure)
        waiting.extend(getattr(measure, "measures", ()))
    return found


def _numbers_in(measure: Measure) -> list[Exact]:
    if isinstance(measure, Each):
        return [measure.points]
    intervals: list[Interval] = []
    if isinstance(measure, Bands):
        intervals = [step.points for step in measure.steps]
    if isinstance(measure, Levels):
        intervals = [level.points for level in measure.levels]
    return [end for interval in intervals for end in (interval.low, interval.high) if end is not None]


def _step_end(interval: Interval, rising: bool) -> Exact | None:
    return interval.low if rising else interval.high


_MEASURES: dict[type, Callable[..., Span]] = {
    Bands: Scores.bands,
    Levels: Scores.levels,
    Each: Scores.each,
    BestOf: Scores.best,
    Points: Scores.counted,
}
