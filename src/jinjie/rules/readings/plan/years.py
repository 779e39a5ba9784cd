"""What is known of an enterprise today, pictured on a later day; and what changes do to that picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from jinjie.basics.interval import Interval, point
from jinjie.basics.numbers import Exact
from jinjie.facts.constraints import Equation
from jinjie.facts.profile import Profile
from jinjie.facts.values import Statement
from jinjie.facts.vocabulary import Vocabulary
from jinjie.facts.writing import file_text
from jinjie.rules.levers import Assumptions, family
from jinjie.terms.box import Box, Domain
from jinjie.terms.tree import Div, Ref

ONE = point(1)


@dataclass(frozen=True, slots=True)
class Changes:
    """What actions have changed by a day: shifts of numbers, and choices that now hold."""

    shifts: Mapping[str, Exact] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    supposed: Mapping[str, Domain] = field(default_factory=dict)
    """What is taken for granted of facts that are unknown."""


@dataclass(frozen=True)
class Picture:
    """Turns today's box into the statements of a later day."""

    vocabulary: Vocabulary
    box: Box
    as_of: date
    assumptions: Assumptions

    def on(self, day: date, changes: Changes | None = None) -> dict[str, Domain]:
        """What holds of every fact on a day, as statements: facts of which nothing is known are left out.

        Fiscal years move on: last year's number of today is that of the year before next year. A coming year has
        today's shares, its flows grow as assumed, and events of the past do not happen again.
        """
        found = dict(self._statements(day))
        if changes is not None:
            self._change(found, changes)
        for fact, equation in self._equations.items():
            if fact in found and all(_is_point(found.get(part)) for part in equation.term.facts()):
                del found[fact]
        return found

    def _statements(self, day: date) -> Iterator[tuple[str, Domain]]:
        shift = day.year - self.as_of.year
        for fact, initial in self._initial.items():
            value = self._value(fact, shift)
            if value is not None and value != initial:
                yield fact, value

    @cached_property
    def _initial(self) -> dict[str, Domain]:
        return self.vocabulary.box().domains

    def _value(self, fact: str, shift: int) -> Domain | None:
        name, back = family(fact)
        if back is None:
            value = self.box.domains[fact]
            return (
                value + point(shift)
                if shift and name in self.assumptions.ages and isinstance(value, Interval)
                else value
            )
        if shift == 0:
            return self.box.domains[fact]
        if back > shift:
            return self.box.domains.get(f"{name}_y{back - shift}")
        return self._coming(fact, name, shift - back + 1)

    def _coming(self, fact: str, name: str, years: int) -> Domain | None:
        """A fiscal year that has not ended today, so many years after the last complete one."""
        if name in self.assumptions.events:
            return point(0)
        equation = self._equations.get(fact)
        if equation is not None and len({family(part)[1] for part in equation.term.facts()}) > 1:
            return self._mixed(equation, years)
        now = self.box.domains.get(f"{name}_y1")
        if isinstance(now, Interval) and name in self.assumptions.grows:
            return now * self._growth(years)
        return now

    def _mixed(self, equation: Equation, years: int) -> Domain | None:
        """A growth rate: that of the assumption where all its years lie ahead, else what its parts will tell."""
        back = family(equation.fact)[1] or 1
        ahead: dict[str, Domain] = {}
        for part in equation.term.facts():
            steps = years + back - (family(part)[1] or 1)
            if steps < 0 or family(part)[0] not in self.assumptions.grows:
                return None
            ahead[part] = self._growth(steps)
        return equation.term.value(Box(ahead)) if self.assumptions.growth.is_point else None

    def _growth(self, years: int) -> Interval:
        factor = ONE
        for _ in range(years):
            factor = factor * (ONE + self.assumptions.growth)
        return factor

    @cached_property
    def _equations(self) -> dict[str, Equation]:
        return {c.fact: c for c in self.vocabulary.constraints if isinstance(c, Equation)}

    def _change(self, found: dict[str, Domain], changes: Changes) -> None:
        found.update(changes.supposed)
        found.update({fact: frozenset({choice}) for fact, choice in changes.choices.items()})
        before = dict(found)
        for fact, shift in changes.shifts.items():
            value = found.get(fact)
            possible = self._initial[fact]
            if isinstance(value, Interval) or (value is None and isinstance(possible, Interval)):
                assert isinstance(possible, Interval)
                moved = (possible if value is None else value) + point(shift)
                found[fact] = moved.intersection(possible) or moved
        for equation in self._equations.values():
            parts = set(equation.term.facts())
            if parts & changes.shifts.keys():
                self._release(found, before, equation, changes)
            elif equation.fact in changes.shifts:
                _release_numerator(found, equation)
                for other in self._equations.values():
                    if isinstance(equation.term, Div) and equation.term.left in _refs(other) and other is not equation:
                        found.pop(other.fact, None)

    def _release(
        self, found: dict[str, Domain], before: Mapping[str, Domain], equation: Equation, changes: Changes
    ) -> None:
        """A share whose numerator has been raised rises by that much of its whole; others are worked out anew."""
        term, share = equation.term, before.get(equation.fact)
        found.pop(equation.fact, None)
        if not (isinstance(term, Div) and isinstance(term.left, Ref) and isinstance(term.right, Ref)):
            return
        whole = before.get(term.right.fact)
        if term.right.fact in changes.shifts or not isinstance(whole, Interval) or not isinstance(share, Interval):
            return
        if whole.low is not None and whole.low > 0:
            found[equation.fact] = share + point(changes.shifts[term.left.fact]) / whole


def _is_point(value: Domain | None) -> bool:
    return isinstance(value, Interval) and value.is_point


def _refs(equation: Equation) -> list[Ref]:
    return [Ref(fact) for fact in equation.term.facts()]


def _release_numerator(found: dict[str, Domain], equation: Equation) -> None:
    """The part of a changed share is worked out anew: the share times its whole."""
    if isinstance(equation.term, Div) and isinstance(equation.term.left, Ref):
        found.pop(equation.term.left.fact, None)


def profile_of(profile: Profile, statements: Mapping[str, Domain], vocabulary: Vocabulary) -> Profile:
    """Statements as a profile with the name and the free texts of another."""
    stated = {
        fact: (Statement(value, str(file_text(vocabulary[fact].kind, value))),) for fact, value in statements.items()
    }
    texts = {fact: said for fact, said in profile.statements.items() if vocabulary[fact].initial is None}
    return Profile(profile.name, {**texts, **stated})
