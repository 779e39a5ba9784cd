"""From the checked shape of a rulebook file to its typed tree. Every mistake is collected with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Any as Anything

from jinjie.basics.interval import Interval, point
from jinjie.basics.numbers import Exact, parse_plain
from jinjie.basics.problems import InputError, Place, Problem, mistake
from jinjie.basics.text import Text
from jinjie.rules.language.conditions import (
    All,
    Any,
    AtLeast,
    Condition,
    Criterion,
    Not,
    Origin,
    Role,
    facts_of,
)
from jinjie.rules.language.conditions_text import Scope, parse_condition
from jinjie.rules.language.files import CriterionModel, RuleModel, TableModel
from jinjie.terms.parsing import TermParser
from jinjie.terms.tree import Const
from jinjie.terms.units import same_unit, unit_of

FormOf = tuple[str, Callable[[tuple[Condition, ...]], Condition], Role]
_LISTS: tuple[FormOf, ...] = (
    ("all_", All, "requirement"),
    ("any_", Any, "requirement"),
    ("none", lambda parts: Not(Any(parts)), "requirement"),
    ("of", All, "requirement"),
)
_SINGLES: tuple[FormOf, ...] = (
    ("when", lambda parts: parts[0], "requirement"),
    ("prerequisite", lambda parts: parts[0], "prerequisite"),
    ("veto", lambda parts: Not(parts[0]), "veto"),
    ("not_", lambda parts: Not(parts[0]), "requirement"),
)


@dataclass
class Builder:
    """Turns models into nodes, remembering what went wrong and where."""

    scope: Scope
    place_of: Callable[[str, str], Place]
    """The place of a named rule's key."""
    include: Callable[[str], Criterion]
    """The criteria of another rulebook, by ``ID@EDITION``."""
    tables: dict[str, TableModel] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @contextmanager
    def at(self, owner: str, key: str = "") -> Iterator[None]:
        """Collects the mistakes made inside, at this place."""
        try:
            yield
        except InputError as error:
            place = self.place_of(owner, key)
            self.problems.extend(p if p.place.file else replace(p, place=place) for p in error.problems)

    def report(self, owner: str, zh: str, en: str, key: str = "") -> None:
        self.problems.append(Problem(Text(zh, en), self.place_of(owner, key), owner or None))

    def new_id(self, wanted: str, parent: str, fixed: bool) -> str:
        """A name not used before; one that the author chose must be free."""
        if fixed and wanted in self.ids:
            self.report(wanted, f"编号“{wanted}”用了两次", f"the id '{wanted}' is used twice", "id")
        others = chain([wanted, f"{parent}_{wanted}"], (f"{wanted}_{n}" for n in count(2)))
        found = wanted if fixed else next(name for name in others if name not in self.ids)
        self.ids.add(found)
        return found

    def origin(self, rule: RuleModel, above: Origin) -> Origin:
        """The article of a rule: its own, or the one above."""
        note = None if rule.note is None else rule.note.text()
        return Origin(rule.source or above.source, rule.cite or above.cite, rule.status or above.status, note)

    def criteria(self, rules: Sequence[str | CriterionModel], above: Origin, parent: str) -> tuple[Criterion, ...]:
        """A list of named criteria; those that cannot be read are left out and reported."""
        built = []
        for index, rule in enumerate(rules):
            with self.at(parent, str(index)):
                built.append(self.criterion(rule, above, parent))
        return tuple(built)

    def criterion(self, rule: str | CriterionModel, above: Origin, parent: str) -> Criterion:
        """One named criterion; a plain text is a leaf named after its first fact."""
        if isinstance(rule, str):
            condition = parse_condition(rule, self.scope)
            name = self.new_id(_name_of(condition), parent, fixed=False)
            if not above.cite:
                raise mistake("缺少条款出处 cite", "the article (cite) is missing")
            return Criterion(name, None, replace(above, note=None), "requirement", condition)
        if rule.rulebook is not None:
            return self.included(rule, parent)
        origin = self.origin(rule, above)
        owner = rule.id or parent
        name = "" if rule.id is None else self.new_id(rule.id, parent, fixed=True)
        condition, role = self.rule(rule, origin, owner)
        if not name:
            name = self.new_id(_name_of(condition), parent, fixed=False)
        if not origin.cite:
            self.report(owner, "缺少条款出处 cite", "the article (cite) is missing")
        title = None if rule.title is None else rule.title.text()
        return Criterion(name, title, origin, rule.role or role, condition)

    def included(self, rule: CriterionModel, parent: str) -> Criterion:
        """Another rulebook's criteria as one criterion."""
        assert rule.rulebook is not None
        found = self.include(rule.rulebook)
        for inner in found.walk():
            self.new_id(rule.id if inner is found and rule.id else inner.id, parent, fixed=True)
        title = found.title if rule.title is None else rule.title.text()
        return Criterion(rule.id or found.id, title, found.origin, rule.role or found.role, found.rule)

    def rule(self, rule: CriterionModel, origin: Origin, owner: str) -> tuple[Condition, Role]:
        """The condition of a criterion, and the role its form implies."""
        if rule.table is not None:
            assert rule.column is not None
            return self.from_table(rule.table, rule.column, origin, owner), "requirement"
        for key, combine, role in _LISTS:
            given = getattr(rule, key)
            if given is not None:
                parts = self.criteria(given, origin, owner)
                return (AtLeast(rule.at_least, parts) if rule.at_least else combine(parts)), role
        for key, combine, role in _SINGLES:
            given = getattr(rule, key)
            if given is not None:
                return combine((self.condition(given, origin, owner, key.rstrip("_")),)), role
        raise AssertionError(rule)

    def condition(self, given: str | CriterionModel, origin: Origin, owner: str, key: str = "when") -> Condition:
        """A condition without a name of its own."""
        if isinstance(given, str):
            read: list[Condition] = []
            with self.at(owner, key):
                read.append(parse_condition(given, self.scope))
            return read[0] if read else All(())
        if given.id is not None:
            return self.criterion(given, origin, owner)
        return self.rule(given, self.origin(given, origin), owner)[0]

    def from_table(self, name: str, column: str, origin: Origin, owner: str) -> Condition:
        """Some row is for this code, and every fact of the row reaches its number in the column."""
        table = self.tables.get(name)
        if table is None or column not in table.columns:
            raise mistake(f"没有表格 {name} 的 {column} 列", f"there is no column {column} in a table {name}")
        rows = []
        for row in table.rows:
            here = self.origin(row, origin)
            with self.at(row.id or owner, column):
                codes = parse_condition(f"{table.by} within ({', '.join(row.within)})", self.scope)
                floors = self.floors(row, column)
                title = None if row.title is None else row.title.text()
                id_ = self.new_id(f"{column}_{row.id}", owner, fixed=False)
                rows.append(Criterion(id_, title, here, "requirement", All((codes, *floors))))
        return Any(tuple(rows))

    def floors(self, row: Anything, column: str) -> list[Condition]:
        """``fact >= number`` for each fact of a row."""
        cells = (row.model_extra or {}).get(column)
        cells = [cells] if isinstance(cells, str) else cells
        if not isinstance(cells, list) or len(cells) != len(row.facts):
            raise mistake(
                f"这一行的 {column} 应有 {len(row.facts)} 个数",
                f"this row needs {len(row.facts)} numbers for {column}",
            )
        return [parse_condition(f"{fact} >= {cell}", self.scope) for fact, cell in zip(row.facts, cells, strict=True)]


def _name_of(condition: Condition) -> str:
    return next(facts_of(condition), "rule")


def number(text: str) -> Exact:
    """A plain number of points."""
    found = parse_plain(text)
    if found is None:
        raise mistake(f"“{text}”不是数字", f"'{text}' is not a number")
    return found


def points_range(text: str) -> Interval:
    """Points: a number, or ``0..2`` where the source is cut off."""
    low, dots, high = text.partition("..")
    return Interval(number(low), number(high)) if dots else point(number(text))


def literal_of(text: str, unit: str, limits: Mapping[str, Const]) -> Exact:
    """A threshold such as ``80%``, ``500万元`` or a named one, checked against the unit of what it bounds."""
    parser = TermParser(text, frozenset(), limits)
    term = parser.sum()
    parser.end()
    if not isinstance(term, Const):
        raise mistake(f"“{text}”应是一个数", f"'{text}' must be a number")
    if unit == "ratio" and term.unit != "%":
        raise mistake(f"比例的分档要写百分数：{text}%？", f"bands of a ratio are written in per cent: {text}%?")
    same_unit(unit, unit_of(term, {}))
    return term.number
