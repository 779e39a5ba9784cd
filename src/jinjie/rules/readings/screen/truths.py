"""Conditions in columns: in which rows one surely holds, and in which it possibly does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import ceil, floor
from typing import NamedTuple

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.facts.constraints import Equation
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.rules.language.conditions import (
    All,
    Any,
    AtLeast,
    CodeWithin,
    Condition,
    Criterion,
    GradeIn,
    Member,
    Not,
    ScoreIn,
    Within,
)
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.readings.screen.arithmetic import Arithmetic
from jinjie.rules.readings.screen.columns import CodeClasses, words_of
from jinjie.rules.readings.screen.known import Known
from jinjie.rules.readings.screen.nodes import Graph, Node
from jinjie.rules.readings.screen.quantities import Quantity
from jinjie.rules.readings.screen.quotient_sums import quotient_sum
from jinjie.rules.readings.screen.scoring import Scores, Span
from jinjie.rules.readings.screen.turning import end_of, turned
from jinjie.terms import tree as t


class Rails(NamedTuple):
    """The rows in which something surely holds, and those in which it possibly does."""

    must: Node
    may: Node


@dataclass(frozen=True)
class Table:
    """What every rulebook reads of a table: numbers, codes, and the facts that follow from a rulebook."""

    arithmetic: Arithmetic
    known: Known
    codes: Mapping[str, CodeClasses]
    linked: Mapping[str, Rails] = field(default_factory=dict)
    """yes/no facts that are the verdict of a rulebook."""

    @property
    def graph(self) -> Graph:
        return self.arithmetic.graph

    @property
    def vocabulary(self) -> Vocabulary:
        return self.known.vocabulary


@dataclass
class Reader:
    """Reads one rulebook over a table."""

    table: Table
    rulebook: Rulebook
    left: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Choices that remain where earlier levels are ruled out."""
    limits: Mapping[str, Interval] = field(default_factory=dict)
    """Numbers that remain there."""
    _truths: dict[int, Rails] = field(default_factory=dict)

    @property
    def known(self) -> Known:
        return self.table.known

    @property
    def graph(self) -> Graph:
        return self.table.graph

    @cached_property
    def scores(self) -> Scores:
        return Scores(self)

    @property
    def always(self) -> Rails:
        return Rails(self.graph.true, self.graph.true)

    # ---- conditions
    def truth(self, condition: Condition) -> Rails:
        if id(condition) not in self._truths:
            self._truths[id(condition)] = self._truth(condition)
        return self._truths[id(condition)]

    def _truth(self, condition: Condition) -> Rails:
        g = self.graph
        if isinstance(condition, Criterion):
            return self.truth(condition.rule)
        if isinstance(condition, Not):
            inner = self.truth(condition.part)
            return Rails(g.negation(inner.may), g.negation(inner.must))
        if isinstance(condition, All | Any | AtLeast):
            parts = [self.truth(part) for part in condition.parts]
            return self._joined(condition, parts)
        return _ATOMS[type(condition)](self, condition)

    def _joined(self, condition: All | Any | AtLeast, parts: Sequence[Rails]) -> Rails:
        g = self.graph
        must, may = [part.must for part in parts], [part.may for part in parts]
        if isinstance(condition, All):
            return Rails(g.both(*must), g.both(*may))
        if isinstance(condition, Any):
            return Rails(g.either(*must), g.either(*may))
        return Rails(g.at_least(condition.needed, must), g.at_least(condition.needed, may))

    def within(self, condition: Within) -> Rails:
        return self.inside(condition.term, condition.interval, [end_of(condition.interval)])

    def inside(self, term: t.Term, interval: Interval, lines: Sequence[Exact]) -> Rails:
        """A term inside an interval with one end; ``lines`` are all thresholds that the term is compared with."""
        term, shift = turned(term)
        interval, lines = shift(interval), [end_of(shift(Interval(line))) for line in lines]
        if not isinstance(term, t.Ref):
            if any(fact in self.limits for fact in term.facts()):
                self.table.arithmetic.doubt(self.graph.true)
            return self._of_term(term, interval, lines)
        equation = self.known.equation_of(term.fact)
        if equation is None:
            found = self._compared(self.known.of(term.fact), interval, lines)
        else:
            found = self._by_both_ways(equation, interval, lines)
        return self._limited(term.fact, interval, found)

    def _of_term(self, term: t.Term, interval: Interval, lines: Sequence[Exact]) -> Rails:
        """A term that is no single fact; the sum of two quotients is told exactly."""
        total = quotient_sum(self.known, term)
        exactly = None if total is None else total.compared(interval, lines)
        if total is None or exactly is None:
            return self._compared(self.known.value(term), interval, lines)
        arithmetic = self.table.arithmetic
        if total.soft() is not self.graph.false:
            value = self.known.value(term)
            arithmetic.doubt(arithmetic.near(replace(value, soft=total.soft()), lines))
        return Rails(*exactly)

    def _limited(self, fact: str, interval: Interval, found: Rails) -> Rails:
        """The same, where an earlier level has ruled numbers out."""
        limit = self.limits.get(fact)
        if limit is None:
            return found
        g = self.graph
        must, may = g.constant(limit.within(interval)), g.constant(limit.meets(interval))
        return Rails(g.either(found.must, must), g.both(found.may, may))

    def _by_both_ways(self, equation: Equation, interval: Interval, lines: Sequence[Exact]) -> Rails:
        """A ratio, as it is stated and as it follows from its parts: each may settle the comparison."""
        g, known = self.graph, self.known
        stated = known.of(equation.fact, frozenset({id(equation)}))
        both = known.graph.both(known.is_written(equation.fact), known.all_parts_written(equation))
        whole = self.table.arithmetic.constant(self.table.vocabulary[equation.fact].domain)
        stated = replace(
            stated, low=g.choose(both, whole.low, stated.low), high=g.choose(both, whole.high, stated.high)
        )
        direct = self._compared(stated, interval, lines)
        term, shift = turned(equation.term)
        turned_lines = [end_of(shift(Interval(line))) for line in lines]
        value = known.value(term, frozenset({id(equation)}))
        free = g.negation(g.both(known.is_written(equation.fact), g.negation(both)))
        parts = self._compared(replace(value, soft=g.both(value.soft, free)), shift(interval), turned_lines)
        return Rails(g.either(direct.must, parts.must), g.both(direct.may, parts.may))

    def _compared(self, value: Quantity, interval: Interval, lines: Sequence[Exact]) -> Rails:
        arithmetic = self.table.arithmetic
        arithmetic.doubt(arithmetic.near(value, lines))
        return Rails(*arithmetic.holds(value, interval))

    def member(self, condition: Member) -> Rails:
        g, fact = self.graph, self.table.vocabulary[condition.fact]
        left = self.left.get(fact.id, frozenset(fact.choices))
        if fact.id in self.table.linked:
            return self._linked(condition, left)
        unknown = Rails(g.constant(left <= condition.choices), g.constant(not left.isdisjoint(condition.choices)))
        if fact.id not in self.table.known.columns.exact:
            return unknown
        inside = self.chosen(fact.id, condition.choices)
        empty = g.negation(g.known(fact.id))
        return Rails(g.either(inside, g.both(empty, unknown.must)), g.either(inside, g.both(empty, unknown.may)))

    def chosen(self, fact: str, choices: frozenset[str]) -> Node:
        """The rows in which the column says one of these."""
        g, vocabulary = self.graph, self.table.vocabulary
        words = self.known.columns.words.get(fact) or words_of(vocabulary[fact])
        if vocabulary[fact].kind is not Kind.YES_NO:
            return g.one_of(fact, (i for i, word in enumerate(words) if word in choices))
        yes, no = g.flag(fact), g.both(g.known(fact), g.negation(g.flag(fact)))
        return g.either(yes if "yes" in choices else g.false, no if "no" in choices else g.false)

    def _linked(self, condition: Member, left: frozenset[str]) -> Rails:
        g, rails = self.graph, self.table.linked[condition.fact]
        yes, no = "yes" in condition.choices & left, "no" in condition.choices & left
        if yes == no:
            return Rails(g.constant(yes), g.constant(yes))
        return rails if yes else Rails(g.negation(rails.may), g.negation(rails.must))

    def code(self, condition: CodeWithin) -> Rails:
        g, classes = self.graph, self.table.codes[condition.fact]
        surely = classes.members(condition.prefixes, surely=True)
        possibly = classes.members(condition.prefixes, surely=False)
        unknown = len(classes.signatures) - 1
        empty = g.negation(g.known(condition.fact))
        if condition.fact not in self.table.known.columns.exact:
            return Rails(g.constant(unknown in surely), g.constant(unknown in possibly))
        return Rails(
            g.either(g.one_of(condition.fact, surely), empty if unknown in surely else g.false),
            g.either(g.one_of(condition.fact, possibly), empty if unknown in possibly else g.false),
        )

    def score_in(self, condition: ScoreIn) -> Rails:
        part = self.rulebook.score if condition.part is None else self.rulebook.parts[condition.part]
        assert part is not None
        return Rails(*self._points_hold(self.scores.span(part), condition.interval))

    def _points_hold(self, span: Span, interval: Interval) -> tuple[Node, Node]:
        """Inside an interval that may have two ends."""
        g = self.graph
        surely, possibly = [g.true], [g.true]
        if interval.low is not None:
            line, sign = interval.low * self.scores.point_scale, ">" if interval.low_open else ">="
            end = g.points(floor(line) if interval.low_open else ceil(line))
            surely.append(g.compare(sign, span.low, end))
            possibly.append(g.compare(sign, span.high, end))
        if interval.high is not None:
            line, sign = interval.high * self.scores.point_scale, "<" if interval.high_open else "<="
            end = g.points(ceil(line) if interval.high_open else floor(line))
            surely.append(g.compare(sign, span.high, end))
            possibly.append(g.compare(sign, span.low, end))
        return g.both(*surely), g.both(*possibly)

    def grade_in(self, condition: GradeIn) -> Rails:
        g = self.graph
        possible = self.grades()
        outside = g.either(*(node for grade, node in possible.items() if grade not in condition.grades))
        inside = g.either(*(node for grade, node in possible.items() if grade in condition.grades))
        must = g.negation(outside)
        return Rails(must, g.either(inside, must))

    def grades(self) -> dict[str, Node]:
        """The rows in which each grade is possible, best first."""
        g = self.graph
        found: dict[str, Node] = {}
        earlier = g.false
        for grade in self.rulebook.grades:
            truth = Rails(g.true, g.true) if grade.condition is None else self.truth(grade.condition)
            found[grade.id] = g.both(truth.may, g.negation(earlier))
            earlier = g.either(earlier, truth.must)
        return found

    def without(self, condition: Condition) -> Reader:
        """The same reading, where a condition on one fact alone does not hold."""
        if isinstance(condition, Member):
            left = self.left.get(condition.fact, frozenset(self.table.vocabulary[condition.fact].choices))
            rest = left - condition.choices or left
            return Reader(self.table, self.rulebook, {**self.left, condition.fact: rest}, self.limits)
        if isinstance(condition, Within) and isinstance(condition.term, t.Ref):
            fact = condition.term.fact
            limit = self.limits.get(fact, self.table.vocabulary[fact].domain).intersection(condition.complement)
            if limit is not None and fact in self.table.vocabulary.whole:
                limit = limit.whole()
            if limit is not None:
                return Reader(self.table, self.rulebook, self.left, {**self.limits, fact: limit})
        return self


_ATOMS: dict[type, Callable[..., Rails]] = {
    Within: Reader.within,
    Member: Reader.member,
    CodeWithin: Reader.code,
    ScoreIn: Reader.score_in,
    GradeIn: Reader.grade_in,
}
