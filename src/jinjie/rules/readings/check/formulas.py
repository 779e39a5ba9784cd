"""Conditions, grades and scores as formulas of the solver."""

from __future__ import annotations

from functools import cached_property
from typing import assert_never

import z3

from jinjie.basics.interval import Interval
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
    atoms_of,
    facts_of,
    parts_of,
)
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Bands, BestOf, Each, Group, Levels, Measure, Part, Points, measure_facts
from jinjie.rules.readings.check.encoding import Formula, World, exactly, inside


class Formulas:
    """One rulebook in a world."""

    def __init__(self, world: World, rulebook: Rulebook):
        self.world = world
        self.rulebook = rulebook
        self._conditions: dict[int, Formula] = {}
        self._points: dict[int, Formula] = {}
        self._parts: dict[str, Formula] = {}

    def condition(self, condition: Condition) -> Formula:
        """The condition holds."""
        found = self._conditions.get(id(condition))
        if found is None:
            found = self._conditions[id(condition)] = self._condition(condition)
        return found

    def _condition(self, condition: Condition) -> Formula:
        if isinstance(condition, Within):
            return inside(self.world.number(condition.term), condition.interval)
        if isinstance(condition, Member):
            return self.world.among(condition.fact, condition.choices.__contains__)
        if isinstance(condition, CodeWithin):
            return self.world.among(condition.fact, condition.holds)
        if isinstance(condition, ScoreIn):
            return inside(self.part(self.scored(condition)), condition.interval)
        if isinstance(condition, GradeIn):
            return z3.Or([self.grades[grade] for grade in sorted(condition.grades)])
        return self._logic(condition)

    def _logic(self, condition: All | Any | Not | AtLeast | Criterion) -> Formula:
        parts = [self.condition(part) for part in parts_of(condition)]
        if isinstance(condition, All | Criterion):
            return z3.And(parts)
        if isinstance(condition, Any):
            return z3.Or(parts)
        if isinstance(condition, Not):
            return z3.Not(parts[0])
        return z3.Sum([z3.If(part, 1, 0) for part in parts]) >= condition.needed

    @cached_property
    def grades(self) -> dict[str, Formula]:
        """When each grade is given: its condition holds and that of no better one does."""
        found: dict[str, Formula] = {}
        before: list[Formula] = []
        for grade in self.rulebook.grades:
            here = z3.BoolVal(True) if grade.condition is None else self.condition(grade.condition)
            found[grade.id] = z3.And(here, *(z3.Not(other) for other in before))
            before.append(here)
        return found

    def part(self, part: Part) -> Formula:
        """The points of a group or an indicator, capped."""
        if part.id not in self._parts:
            raw = self.sum(part) if isinstance(part, Group) else self.points(part.measure)
            most = exactly(part.max)
            self._parts[part.id] = z3.If(raw < 0, exactly(0), z3.If(raw > most, most, raw))
        return self._parts[part.id]

    def sum(self, group: Group) -> Formula:
        """The points of a group before its own cap."""
        return z3.Sum([self.part(part) for part in group.parts])

    def points(self, measure: Measure) -> Formula:
        """The points of a measure before the cap."""
        found = self._points.get(id(measure))
        if found is None:
            found = self._points[id(measure)] = self._measure(measure)
        return found

    def _measure(self, measure: Measure) -> Formula:
        if isinstance(measure, Bands):
            value = self.world.number(measure.term)
            steps = [(inside(value, step.interval), self.given(step.points)) for step in measure.steps]
            return _first(steps)
        if isinstance(measure, Levels):
            return _first([(self.reached(level.condition), self.given(level.points)) for level in measure.levels])
        if isinstance(measure, Each):
            held = (z3.If(self.condition(condition), 1, 0) for condition in measure.conditions)
            return exactly(measure.points) * z3.ToReal(z3.Sum(list(held)))
        if isinstance(measure, BestOf):
            best, *others = (self.points(inner) for inner in measure.measures)
            for other in others:
                best = z3.If(other > best, other, best)
            return best
        if isinstance(measure, Points):
            return self.world.number(measure.term)
        assert_never(measure)

    def facts(self, condition: Condition) -> tuple[str, ...]:
        """The facts that a condition reads, through scores and grades too."""
        found = dict.fromkeys(facts_of(condition))
        for atom in atoms_of(condition):
            if isinstance(atom, ScoreIn):
                found.update(dict.fromkeys(facts_of_part(self.scored(atom))))
            elif isinstance(atom, GradeIn):
                conditions = (g.condition for g in self.rulebook.grades if g.condition is not None)
                found.update(dict.fromkeys(fact for c in conditions for fact in facts_of(c)))
        return tuple(found)

    def scored(self, atom: ScoreIn) -> Part:
        """The part of the score that a pass mark is for."""
        part = self.rulebook.score if atom.part is None else self.rulebook.parts[atom.part]
        assert part is not None
        return part

    def reached(self, condition: Condition | None) -> Formula:
        """A level's condition; the one without always holds."""
        return z3.BoolVal(True) if condition is None else self.condition(condition)

    def given(self, points: Interval) -> Formula:
        """The points of a step; some number of the range where the source is cut off."""
        if points.point is not None:
            return exactly(points.point)
        return self.world.defined("points", (), lambda p: [inside(p, points)])


def _first(steps: list[tuple[Formula, Formula]]) -> Formula:
    """The number behind the first formula that holds; 0 when none does."""
    found = exactly(0)
    for holds, number in reversed(steps):
        found = z3.If(holds, number, found)
    return found


def facts_of_part(part: Part) -> tuple[str, ...]:
    """The facts that a part of the score reads."""
    indicators = part.indicators() if isinstance(part, Group) else (part,)
    return tuple(dict.fromkeys(fact for indicator in indicators for fact in measure_facts(indicator.measure)))
