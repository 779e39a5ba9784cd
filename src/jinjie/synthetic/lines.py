"""The lines of the law: every number that a rulebook compares a fact with, as whole steps of that fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.facts.vocabulary import Kind
from jinjie.rules.language.conditions import Within
from jinjie.rules.language.rulebook import Rulebook
from jinjie.synthetic.draws import Whole
from jinjie.terms.tree import Add, Const, Div, Ref, Term

STEPS: Mapping[Kind, int] = {
    Kind.MONEY: 10_000,
    Kind.RATIO: 1_000_000,
    Kind.COUNT: 1,
    Kind.YEARS: 10,
    Kind.NUMBER: 10,
}
"""Steps in one unit: an amount is a whole number of yuan, a share a whole number of millionths, a score of tenths."""

NONE: Whole = np.array([], dtype=np.int64)


class Lines:
    """The lines of each fact, and of each sum of facts."""

    def __init__(self, rulebooks: Iterator[Rulebook]) -> None:
        found: dict[frozenset[str], set[int]] = defaultdict(set)
        for rulebook in rulebooks:
            for term, kind, interval in _comparisons(rulebook):
                facts, factor = _sum_of(term)
                for end in (interval.low, interval.high):
                    step = None if end is None else _in_steps(end * factor, Kind(kind))
                    if facts and step:
                        found[facts].add(step)
        self._found = {facts: np.array(sorted(steps), dtype=np.int64) for facts, steps in found.items()}

    def of(self, *facts: str) -> Whole:
        """The lines of a fact, or of the sum of several, in steps, ascending."""
        return self._found.get(frozenset(facts), NONE)

    def facts(self) -> Iterator[frozenset[str]]:
        """The facts, and sets of facts that are added, which have lines."""
        return iter(self._found)


def _comparisons(rulebook: Rulebook) -> Iterator[tuple[Term, str, Interval]]:
    for atom in rulebook.atoms():
        if isinstance(atom, Within):
            yield atom.term, atom.kind, atom.interval
    for bands in rulebook.bands():
        for step in bands.steps:
            yield bands.term, bands.kind, step.interval


def _sum_of(term: Term) -> tuple[frozenset[str], Exact]:
    """The facts that a term adds up and the number it divides them by; no facts for other terms."""
    if isinstance(term, Ref):
        return frozenset({term.fact}), 1
    if isinstance(term, Div) and isinstance(term.right, Const):
        facts, factor = _sum_of(term.left)
        return facts, factor * term.right.number
    if isinstance(term, Add):
        (left, one), (right, other) = _sum_of(term.left), _sum_of(term.right)
        if left and right and one == other:
            return left | right, one
    return frozenset(), 1


def _in_steps(end: Exact, kind: Kind) -> int | None:
    """A number in steps of its kind, when it is a whole number of them."""
    found = Fraction(end) * STEPS.get(kind, 0)
    return int(found) if found.denominator == 1 else None


def nearest(values: Whole, lines: Whole) -> Whole:
    """The line nearest to each value."""
    middles = (lines[1:] + lines[:-1]) // 2
    found: Whole = lines[np.searchsorted(middles, values)]
    return found


def onto_lines(values: Whole, lines: Whole, rows: Whole, beside: Whole) -> Whole:
    """The values with those of some rows moved onto the nearest line, or so much beside it, where it is not far."""
    if not len(lines):
        return values
    moved, own = values.copy(), values[rows]
    goal = nearest(own, lines)
    moved[rows] = np.where(np.abs(own - goal) * 3 <= goal, goal + beside, own)
    return moved


def growing(last: Whole, growth: Whole, unit: int) -> tuple[Whole, Whole, Whole]:
    """Amounts of three years, last one first, that grow by exactly so many millionths a year."""
    common = np.gcd(growth + 1_000_000, 1_000_000)
    after, before = (growth + 1_000_000) // common, 1_000_000 // common
    units = last // (after * after * unit) * unit
    return units * after * after, units * after * before, units * before * before
