"""The nodes of a condition. Numeric atoms hold a term and the interval it must lie in; everything else is logic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jinjie.basics.interval import Interval
from jinjie.basics.text import Text
from jinjie.terms.tree import Term

Status = Literal["verified", "recalled", "inferred", "conflict"]
Logic = Literal["all", "any", "none", "at_least", "leaf"]
Role = Literal["requirement", "prerequisite", "veto", "route", "manual"]


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """A term lies in an interval with one end: ``revenue_y1 >= 1500``."""

    term: Term
    interval: Interval
    kind: str
    """The unit of the term (money, ratio, years, count, number, date)."""

    @property
    def complement(self) -> Interval:
        """Where the term lies when this does not hold."""
        other = self.interval.below() or self.interval.above()
        assert other is not None
        return other


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A yes/no or choice fact is one of these: ``own_brand``, ``digital_level in (3, 4)``."""

    fact: str
    choices: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class CodeWithin:
    """A code lies within one of these prefixes: ``industry within (B, C)``."""

    fact: str
    prefixes: tuple[str, ...]

    def holds(self, code: str) -> bool:
        return code.startswith(self.prefixes)


@dataclass(frozen=True, slots=True, eq=False)
class ScoreIn:
    """The total score, or a part's, lies in an interval: ``score >= 60``, ``score.innovation >= 20``."""

    part: str | None
    interval: Interval


@dataclass(frozen=True, slots=True, eq=False)
class GradeIn:
    """The grade is one of these."""

    grades: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class All:
    """Every part holds (an empty one holds)."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Any:
    """Some part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Not:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True, eq=False)
class AtLeast:
    """At least so many parts hold."""

    needed: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from: the document, the article in it, how sure we are."""

    source: str
    cite: str
    status: Status = "verified"
    note: Text | None = None

    def to_dict(self) -> dict[str, object]:
        note = None if self.note is None else self.note.to_dict()
        return {"source": self.source, "cite": self.cite, "status": self.status, "note": note}


@dataclass(frozen=True, slots=True, eq=False)
class Criterion:
    """A condition with a name, an article and a place in the explanation."""

    id: str
    title: Text | None
    origin: Origin
    role: Role
    rule: Condition

    @property
    def logic(self) -> Logic:
        """How its children make it true; a leaf has none."""
        if not self.children:
            return "leaf"
        if isinstance(self.rule, Not):
            return "none"
        if isinstance(self.rule, AtLeast):
            return "at_least"
        return "any" if isinstance(self.rule, Any) else "all"

    @property
    def children(self) -> tuple[Criterion, ...]:
        """The criteria just below."""
        rule = self.rule.part if isinstance(self.rule, Not) else self.rule
        if isinstance(rule, All | Any | AtLeast):
            return tuple(part for part in rule.parts if isinstance(part, Criterion))
        return (rule,) if isinstance(rule, Criterion) else ()

    def walk(self) -> Iterator[Criterion]:
        """This criterion and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


Atom = Within | Member | CodeWithin | ScoreIn | GradeIn
Condition = Atom | All | Any | Not | AtLeast | Criterion


def parts_of(condition: Condition) -> tuple[Condition, ...]:
    """The conditions directly inside one."""
    if isinstance(condition, All | Any | AtLeast):
        return condition.parts
    if isinstance(condition, Not):
        return (condition.part,)
    return (condition.rule,) if isinstance(condition, Criterion) else ()


def atoms_of(condition: Condition) -> Iterator[Atom]:
    """All atoms, from left to right."""
    if isinstance(condition, Atom):
        yield condition
        return
    for part in parts_of(condition):
        yield from atoms_of(part)


def criteria_in(condition: Condition) -> Iterator[Criterion]:
    """All criteria at or below a condition."""
    if isinstance(condition, Criterion):
        yield condition
    for part in parts_of(condition):
        yield from criteria_in(part)


def facts_of(condition: Condition) -> Iterator[str]:
    """All facts read by the condition itself (not through the score)."""
    for atom in atoms_of(condition):
        if isinstance(atom, Within):
            yield from atom.term.facts()
        elif isinstance(atom, Member | CodeWithin):
            yield atom.fact
