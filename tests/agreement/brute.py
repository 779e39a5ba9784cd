"""Brute force for profiles with few hidden facts: complete them in very many ways, at and around every line.

The facts are filled in one after the other, in changing order. Each gets one of its candidates: the lines it can
meet, given what is already filled in, the ends of what is stated, and a point inside each gap between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from random import Random
from typing import Any

from jinjie.basics.interval import Interval
from jinjie.terms.box import Domain

from .equations import Tie, solve
from .exact import Firm, Surd, Value
from .firms import is_settled, is_whole, may_be
from .hiding import Partial
from .world import World

FAR = 1000


@dataclass(frozen=True)
class Filler:
    """Completes a partial profile."""

    world: World
    partial: Partial
    rng: Random

    @cached_property
    def allowed(self) -> dict[str, Domain]:
        return {**self.world.domains, **self.partial}

    def firms(self, tries: int) -> Iterator[Firm]:
        """The complete firms that so many tries lead to."""
        known = {fact: _only(space) for fact, space in self.allowed.items() if is_settled(space)}
        for _ in range(tries):
            firm = dict(known)
            if self._fill(firm) and self._is_consistent(firm):
                yield firm

    def _fill(self, firm: dict[str, Value]) -> bool:
        """Give every fact a value; False when that leads nowhere."""
        order = [fact for fact in self.world.facts if fact not in firm]
        self.rng.shuffle(order)
        if self.rng.random() < 0.5:
            order.sort(key=lambda fact: fact not in self.world.rulebook.facts)
        for fact in (None, *order):
            if fact is not None and fact not in firm:
                firm[fact] = self.rng.choice(self.candidates(fact, firm))
            if not self._follow(firm):
                return False
        return True

    def _follow(self, firm: dict[str, Value]) -> bool:
        """Work out every fact that the others leave no choice; False when something cannot be."""
        waiting = list(self.world.all_ties)
        while waiting:
            left = [tie for tie in waiting if not self._is_done(tie, firm)]
            if any(not self._is_possible(tie, firm) for tie in waiting if tie not in left):
                return False
            if len(left) == len(waiting):
                return True
            waiting = left
        return True

    def _is_done(self, tie: Tie, firm: dict[str, Value]) -> bool:
        """The tie leaves nothing open, or says nothing; its last missing fact is worked out."""
        if any(firm.get(divisor) == 0 for divisor in tie.divisors):
            return True
        missing = [fact for fact in tie.facts if fact not in firm]
        if len(missing) == 1 and (answer := tie.solved(firm, missing[0])) is not None:
            firm[missing[0]] = answer
            return True
        return not missing

    def _is_possible(self, tie: Tie, firm: dict[str, Value]) -> bool:
        if any(firm.get(divisor) == 0 for divisor in tie.divisors):
            return True
        return tie.holds(firm) and all(may_be(self.world, f, firm[f], self.allowed[f]) for f in tie.facts)

    def _is_consistent(self, firm: Firm) -> bool:
        world = self.world
        if not all(may_be(world, fact, value, self.allowed[fact]) for fact, value in firm.items()):
            return False
        if not all(is_whole(world, firm, fact, self.allowed) for fact in firm):
            return False
        return all(limit.holds(firm) for limit in world.all_limits) and (
            not world.sized or firm["is_sme"] == world.sme(firm)
        )

    def candidates(self, fact: str, firm: Firm) -> list[Any]:
        """What is worth trying for a fact; for numbers the meeting points with every line, and the gaps between."""
        space = self.allowed[fact]
        if isinstance(space, frozenset):
            return sorted(space)
        points = {point for point in self._meetings(fact, firm) if not isinstance(point, Surd | None)}
        points = {point for point in points if point in space}
        points |= {end for end in (space.low, space.high) if end is not None}
        ordered = sorted(points)
        gaps = [Fraction(a + b) / 2 for a, b in zip(ordered, ordered[1:], strict=False)]
        beyond = [ordered[0] - FAR, ordered[-1] + FAR] if ordered else [0, FAR]
        found = [*ordered, *gaps, *beyond, *self._beside(ordered)]
        if fact in self.world.vocabulary.whole:
            found = sorted({whole for number in found for whole in (floor(number), ceil(number))})
        return [number for number in found if number in space] or [_some(space)]

    def _beside(self, ordered: list[Any]) -> list[Any]:
        step = Fraction(1, 10**6)
        return [number + side for number in ordered for side in (-step, step)]

    def _meetings(self, fact: str, firm: Firm) -> Iterator[Any]:
        """Where the fact meets a line of its own, a line of a sum, or makes a ratio meet one."""
        yield from self.world.borders[fact]
        for term, end in self.world.joint_lines[fact]:
            if all(other in firm for other in term.facts() if other != fact):
                yield solve(term, end, firm, fact)
        for tie in self.world.ties[fact]:
            others = tie.facts - {fact, tie.ratio}
            if fact != tie.ratio and all(other in firm for other in others):
                yield from self._ratio_meetings(tie, fact, firm)

    def _ratio_meetings(self, tie: Tie, fact: str, firm: Firm) -> Iterator[Any]:
        space = self.allowed[tie.ratio]
        assert isinstance(space, Interval)
        for line in (*self.world.borders[tie.ratio], space.low, space.high):
            if line is not None:
                yield tie.solved({**firm, tie.ratio: line}, fact)


def _only(space: Domain) -> Any:
    return space.low if isinstance(space, Interval) else next(iter(space))


def _some(space: Interval) -> Any:
    if space.low is not None and space.high is not None:
        return Fraction(space.low + space.high) / 2
    return (space.low or 0) + 1 if space.high is None else space.high - 1
