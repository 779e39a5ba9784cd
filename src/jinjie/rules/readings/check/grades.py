"""Every enterprise gets a grade, every grade is given, and no code stands in two rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import z3

from jinjie.basics.text import Text
from jinjie.rules.language.conditions import All, Any, CodeWithin, Condition, Criterion
from jinjie.rules.readings.check.desk import Desk, Question
from jinjie.rules.readings.check.tree import all_conditions


def check_grades(desk: Desk) -> None:
    """Coverage and reach of the grades."""
    given = desk.formulas.grades
    conditions = [grade.condition for grade in desk.rulebook.grades if grade.condition is not None]
    facts = tuple(dict.fromkeys(fact for c in conditions for fact in desk.formulas.facts(c)))
    for grade in desk.rulebook.grades:
        never = Text(f"没有企业会是“{grade.title.zh}”", f"no enterprise can be of the grade '{grade.title.en}'")
        desk.must_be_possible(Question("grades", grade.id, given[grade.id], facts, never))
    if given:
        none = Text("有的企业不属于任何类别", "some enterprise gets no grade")
        question = Question("grades", desk.rulebook.criteria.id, z3.Not(z3.Or(list(given.values()))), facts, none)
        desk.must_be_impossible(question)


def check_tables(desk: Desk) -> None:
    """No code stands in two rows of one table; told once, not for every column."""
    told: set[frozenset[tuple[str, ...]]] = set()
    for rows in _tables(desk):
        for (one, codes), (other, other_codes) in combinations(rows, 2):
            pair = frozenset({codes.prefixes, other_codes.prefixes})
            if pair in told:
                continue
            told.add(pair)
            listed = desk.vocabulary[codes.fact].codes
            assert listed is not None
            twice = sorted(code for code in listed.leaves if codes.holds(code) and other_codes.holds(code))
            shown = ", ".join(twice[:5])
            message = Text(f"代码 {shown} 也在 {other.id} 这一行", f"the codes {shown} stand in the row {other.id} too")
            desk.hold("tables", one.id, not twice, message)


_Row = tuple[Criterion, CodeWithin]


def _tables(desk: Desk) -> Iterator[list[_Row]]:
    """A table is a choice of rows, each of which asks for codes first."""
    for _, condition in all_conditions(desk.rulebook):
        if isinstance(condition, Any) and len(condition.parts) > 1:
            rows = [row for part in condition.parts if (row := _row(part)) is not None]
            if len(rows) == len(condition.parts) and len({codes.fact for _, codes in rows}) == 1:
                yield rows


def _row(part: Condition) -> _Row | None:
    if isinstance(part, Criterion) and isinstance(part.rule, All) and part.rule.parts:
        first = part.rule.parts[0]
        if isinstance(first, CodeWithin):
            return part, first
    return None
