"""What somebody may know of an enterprise: a partial profile that is true of it, and other firms it is true of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from random import Random
from typing import Any

from jinjie.basics.interval import Interval, point
from jinjie.facts.profile import Profile
from jinjie.facts.values import Statement
from jinjie.facts.writing import canonical
from jinjie.terms.box import Domain

from .exact import Firm, Surd
from .firms import Walker
from .world import World

Partial = Mapping[str, Domain]
"""What is stated, by fact; a fact that is not in it is unknown."""

OPENNESS = (0.03, 0.1, 0.25, 0.5, 0.8)
"""How likely each fact is to be hidden; one is drawn for each profile."""
TRIES = 6
"""How many steps that lead nowhere are passed over before the firm itself is taken once more."""


@dataclass(frozen=True)
class Hider:
    """Hides facts of firms of a world."""

    world: World
    rng: Random

    def hide(self, firm: Firm) -> dict[str, Domain]:
        """A partial profile: any facts hidden, or just one near a line."""
        return self._hide_one(firm) if self.rng.random() < 0.25 else self._hide_any(firm)

    def _hide_one(self, firm: Firm) -> dict[str, Domain]:
        """Everything is known but one fact, of which only the side of a line is known."""
        partial = {f: space for f in firm if (space := exactly(firm[f])) and is_defined(self.world, f, firm)}
        lined = [fact for fact in partial if self.world.borders[fact]]
        fact = self.rng.choice(lined)
        value: Any = firm[fact]
        line, is_open = self.rng.choice(self.world.borders[fact]), self.rng.random() < 0.5
        space = Interval(line, None, is_open) if value > line else Interval(None, line, high_open=is_open)
        whole, domain = fact in self.world.vocabulary.whole, self.world.domains[fact]
        assert isinstance(domain, Interval)
        known = None if value == line else space.intersection(domain)
        known = known.whole() if whole and known is not None else known
        partial[fact] = domain if known is None else known
        for tie in self.world.ties[fact]:
            partial.pop(self.rng.choice(sorted(tie.facts - {fact})) if fact == tie.ratio else tie.ratio, None)
        return partial

    def _hide_any(self, firm: Firm) -> dict[str, Domain]:
        """Each fact stays exact, or becomes a range, some choices or unknown, independently of the others."""
        openness = self.rng.choice(OPENNESS)
        partial: dict[str, Domain] = {}
        for fact, value in firm.items():
            read = fact in self.world.rulebook.facts
            hidden = self.rng.random() < (openness if read else max(openness, 0.6))
            space = self._hidden(fact, value) if hidden else exactly(value)
            if space is not None:
                partial[fact] = space
        return {fact: space for fact, space in partial.items() if is_defined(self.world, fact, firm)}

    def _hidden(self, fact: str, value: Any) -> Domain | None:
        return None if self.rng.random() < 0.5 else self.ranged(fact, value)

    def ranged(self, fact: str, value: Any) -> Domain:
        """A range or some choices with the value among them."""
        domain = self.world.domains[fact]
        if isinstance(domain, frozenset):
            others = sorted(domain - {value})
            return frozenset({value, *self.rng.sample(others, min(len(others), self.rng.choice((1, 1, 2, 4))))})
        return self._range(fact, value, domain)

    def _range(self, fact: str, value: Any, domain: Interval) -> Interval:
        low, low_open = self._end(fact, value, domain.low, -1)
        high, high_open = self._end(fact, value, domain.high, 1)
        if low is not None and low == high:
            return Interval(low, high)
        space = Interval(low, high, low_open, high_open)
        if fact in self.world.vocabulary.whole:
            return space.whole() or point(value)
        return space

    def _end(self, fact: str, value: Any, outermost: Any, side: int) -> tuple[Any, bool]:
        """One end of a range: none, a line of the rules, the value itself, or somewhere beyond."""
        exact = not isinstance(value, Surd)
        lines = [x for x in self.world.borders[fact] if (x < value if side < 0 else x > value)]
        lines = [x for x in lines if outermost is None or (x >= outermost if side < 0 else x <= outermost)]
        roll = self.rng.random()
        if lines and roll < 0.5:
            return self.rng.choice(lines), self.rng.random() < 0.5
        if exact and roll < 0.7:
            return value, False
        if exact and roll < 0.8 and value > 0 and fact not in self.world.vocabulary.whole:
            beyond = value * (2 if side > 0 else Fraction(1, 2))
            if outermost is None or (beyond <= outermost if side > 0 else beyond >= outermost):
                return beyond, self.rng.random() < 0.5
        return outermost, False


def is_defined(world: World, fact: str, firm: Firm) -> bool:
    """A ratio of nothing cannot be stated."""
    ties = (tie for tie in world.ties[fact] if tie.ratio == fact)
    return all(firm[divisor] != 0 for tie in ties for divisor in tie.divisors)


def exactly(value: Any) -> Domain | None:
    """One value, stated exactly; None for a number that no fraction is."""
    if isinstance(value, Surd):
        return None
    return frozenset({value}) if isinstance(value, str) else point(value)


@dataclass(frozen=True)
class Completer:
    """Finds other firms of which a partial profile is true too, by random walks from the true one."""

    world: World
    partial: Partial
    truth: Firm
    rng: Random

    def firms(self, count: int) -> Iterator[Firm]:
        """So many: one walk goes anywhere, one seeks firms that do better, one firms that do worse."""
        for wish in (0, 1, -1):
            yield from islice(self._sought(wish), count // 3 + 1)

    def _sought(self, wish: int) -> Iterator[Firm]:
        """A walk that keeps a step only when it goes the wished way, or now and then."""
        walker = Walker(self.world, {**self.world.domains, **self.partial}, self.rng)
        firm, met = self.truth, self.world.met(self.truth) * wish
        walk = walker.walk(firm)
        while True:
            step = next(walk)
            for _ in range(TRIES):
                if step is not firm:
                    break
                step = next(walk)
            yield step
            now = self.world.met(step) * wish if wish else 0
            if now >= met or self.rng.random() < 0.02:
                firm, met = step, now
            else:
                walk = walker.walk(firm)


def profile_of(partial: Partial) -> Profile:
    """The partial profile as the product takes it."""
    return Profile("", {fact: (Statement(space, canonical(space)),) for fact, space in partial.items()})
