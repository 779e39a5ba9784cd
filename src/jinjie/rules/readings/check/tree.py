"""Walks over a rulebook: its conditions and measures, each with the node it stands in."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie.rules.language.conditions import Condition, Criterion, Origin, parts_of
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import BestOf, Levels, Measure, measure_conditions

TRANSITION = "also_in_force"
"""The node of the rules that let an edition govern other cases."""


def inside_of(condition: Condition) -> Iterator[Condition]:
    """A condition and all below it."""
    yield condition
    for part in parts_of(condition):
        yield from inside_of(part)


def measures_in(measure: Measure) -> Iterator[Measure]:
    """A measure and those it chooses from."""
    yield measure
    if isinstance(measure, BestOf):
        for inner in measure.measures:
            yield from measures_in(inner)


def measures_of(rulebook: Rulebook) -> Iterator[tuple[str, Measure]]:
    """Every measure of the score, with its indicator."""
    for indicator in rulebook.score.indicators() if rulebook.score is not None else ():
        for measure in measures_in(indicator.measure):
            yield indicator.id, measure


def outer_conditions(rulebook: Rulebook) -> Iterator[tuple[str, Condition]]:
    """The outermost conditions besides the criteria."""
    for grade in rulebook.grades:
        if grade.condition is not None:
            yield grade.id, grade.condition
    for transition in rulebook.transitions:
        yield TRANSITION, transition.when
    for node, measure in measures_of(rulebook):
        for condition in measure_conditions(measure):
            yield node, condition


def all_conditions(rulebook: Rulebook) -> Iterator[tuple[str, Condition]]:
    """Every condition, the smallest too."""
    for owner, outer in ((rulebook.criteria.id, rulebook.criteria), *outer_conditions(rulebook)):
        node = owner
        for condition in inside_of(outer):
            node = condition.id if isinstance(condition, Criterion) else node
            yield node, condition


def origins(rulebook: Rulebook) -> Iterator[tuple[str, Origin]]:
    """Where each rule says it comes from."""
    yield rulebook.criteria.id, rulebook.origin
    if rulebook.force_origin is not None:
        yield "in_force", rulebook.force_origin
    for transition in rulebook.transitions:
        yield TRANSITION, transition.origin
    for _, condition in all_conditions(rulebook):
        if isinstance(condition, Criterion):
            yield condition.id, condition.origin
    for part in rulebook.score.walk() if rulebook.score is not None else ():
        yield part.id, part.origin
    for node, measure in measures_of(rulebook):
        if isinstance(measure, Levels):
            yield from ((node, level.origin) for level in measure.levels)
