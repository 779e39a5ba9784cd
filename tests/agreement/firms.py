"""Random complete enterprises for a rulebook, often exactly on its lines or just beside them.

Facts, equations and lines come from the vocabulary and the rulebook; the drawing is independent of the kernel. A firm
is drawn, then moved: one fact gets a new value and what hangs on it follows, in one direction or the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from jinjie.basics.interval import Interval
from jinjie.facts.vocabulary import Kind
from jinjie.terms.box import Domain

from .equations import Tie, solve
from .exact import Firm, Surd, Value, lies_in, number
from .world import World

JUST_BESIDE = {
    Kind.MONEY: Fraction(1, 100),
    Kind.RATIO: Fraction(1, 10_000),
    Kind.COUNT: Fraction(1),
    Kind.YEARS: Fraction(1, 10),
}
USUAL_COUNTS = (0, 0, 1, 1, 2, 3, 4, 5, 8, 10, 20, 40, 100, 300, 500, 1000)
SHORT = 10**9
"""Firms are drawn with amounts of no longer denominator: repeated division would make them grow for ever."""
WARMING_UP, STEPS_BETWEEN = 800, 20


def usual(world: World, fact: str, rng: Random) -> Value:
    """Some value of a fact, as real ones are: amounts in cents, people whole."""
    domain, kind = world.domains[fact], world.vocabulary[fact].kind
    if isinstance(domain, frozenset):
        return _code(world, domain, rng) if kind.is_code else rng.choice(sorted(domain))
    if kind is Kind.MONEY:
        return _amount(rng) * (-1 if domain.low is None and rng.random() < 0.2 else 1)
    if kind is Kind.COUNT:
        return max(rng.choice(USUAL_COUNTS), int(domain.low or 0))
    if kind is Kind.YEARS:
        return Fraction(rng.randint(0, 30), 2)
    low, high = domain.low or 0, 1 if domain.high is None else domain.high
    return low + (high - low) * Fraction(rng.randint(0, 100), 100)


def _amount(rng: Random) -> Fraction:
    """An amount in 万元 with two decimals, from ten thousand yuan to some billions."""
    return Fraction(int(10 ** rng.uniform(2, 7.3)), 100)


def _code(world: World, domain: frozenset[str], rng: Random) -> str:
    """A code, mostly one within a prefix that the rules name."""
    if world.prefixes and rng.random() < 0.7:
        prefix = rng.choice(world.prefixes)
        domain = frozenset(code for code in domain if code.startswith(prefix)) or domain
    return rng.choice(sorted(domain))


@dataclass(frozen=True)
class Walker:
    """Moves firms within what is allowed: each fact's whole domain, or what somebody states of it."""

    world: World
    allowed: dict[str, Domain]
    rng: Random
    short: bool = False
    """Amounts with long denominators are not kept."""

    def walk(self, firm: Firm) -> Iterator[Firm]:
        """An endless walk from firm to firm; one that finds no step stays where it is."""
        movable = [fact for fact in self.world.facts if not is_settled(self.allowed[fact])]
        while True:
            if movable:
                fact = self.rng.choice(movable)
                value = self.near(firm, fact)
                step = None if value is None else self.moved(firm, fact, value)
                firm = firm if step is None else step
            yield firm

    def near(self, firm: Firm, fact: str) -> Any:
        """A value worth trying for a fact: a line, just beside it, an end of what is stated, or a usual one."""
        space = self.allowed[fact]
        if isinstance(space, frozenset):
            return self.rng.choice(sorted(space)) if len(space) < 10 else _code(self.world, space, self.rng)
        roll, value = self.rng.random(), firm[fact]
        if roll < 0.12:
            return self.rng.choice([end for end in (space.low, space.high) if end is not None] or [value])
        if roll < 0.2 and not isinstance(value, Surd | str):
            return value * self.rng.choice((2, 3, 10, Fraction(1, 2), Fraction(1, 3)))
        line = self._line(firm, fact) if roll < 0.8 else None
        if line is None:
            return usual(self.world, fact, self.rng)
        step = JUST_BESIDE.get(self.world.vocabulary[fact].kind, Fraction(1, 100))
        return line if isinstance(line, Surd) else line + step * self.rng.choice((0, 0, 0, -1, 1))

    def _line(self, firm: Firm, fact: str) -> Any:
        joint, borders = self.world.joint_lines[fact], self.world.borders[fact]
        if joint and (not borders or self.rng.random() < 0.5):
            term, end = self.rng.choice(joint)
            return solve(term, end, firm, fact)
        return self.rng.choice(borders) if borders else None

    def moved(self, firm: Firm, fact: str, value: Any) -> Firm | None:
        """The firm with one fact changed and all ties mended; None when that is impossible within what is allowed."""
        if not self.may_be(fact, value):
            return None
        new = {**firm, fact: value}
        changed, waiting = {fact}, [fact]
        while waiting:
            for tie in self.world.ties[waiting.pop()]:
                if tie.holds(new):
                    continue
                target = self._follower(tie, changed)
                answer = None if target is None else tie.solved(new, target)
                if target is None or not self.may_be(target, answer):
                    return None
                new[target] = answer
                changed.add(target)
                waiting.append(target)
        return new if self._hangs_together(new, changed) else None

    def may_be(self, fact: str, value: Any) -> bool:
        """The value is possible, and a number of a length that can be worked with."""
        if self.short and fact not in self.world.ratios and getattr(value, "denominator", 1) > SHORT:
            return False
        return may_be(self.world, fact, value, self.allowed[fact])

    def _follower(self, tie: Tie, changed: set[str]) -> str | None:
        """The fact that gives way: mostly the ratio, sometimes a part."""
        free = [f for f in sorted(tie.facts) if f not in changed and not is_settled(self.allowed[f])]
        if tie.ratio in free and (self.rng.random() < 0.6 or len(free) == 1):
            return tie.ratio
        return self.rng.choice(free) if free else None

    def _hangs_together(self, firm: dict[str, Value], changed: set[str]) -> bool:
        world = self.world
        if not all(limit.holds(firm) for fact in changed for limit in world.limits[fact]):
            return False
        if not all(is_whole(world, firm, fact, self.allowed) for fact in changed):
            return False
        if world.sized and world.size is not None and not changed.isdisjoint({"is_sme", *world.size.facts}):
            answer, space = world.sme(firm), self.allowed["is_sme"]
            if "is_sme" in changed or answer not in space:  # type: ignore[operator]
                return firm["is_sme"] == answer
            firm["is_sme"] = answer
        return True


def may_be(world: World, fact: str, value: Any, space: Domain) -> bool:
    """The value is possible for the fact."""
    if value is None or isinstance(space, frozenset):
        return value is not None and value in space
    if isinstance(value, Surd):
        return lies_in(value, space)
    return value in space and (value.denominator == 1 or fact not in world.vocabulary.whole)


def is_whole(world: World, firm: Firm, fact: str, allowed: dict[str, Domain]) -> bool:
    """The fact is not zero where a ratio of it is stated."""
    if firm[fact] != 0:
        return True
    ratios = (tie.ratio for tie in world.ties[fact] if fact in tie.divisors)
    return all(allowed[ratio] is world.domains[ratio] for ratio in ratios)


def is_settled(space: Domain) -> bool:
    """Only one value is left."""
    return space.is_point if isinstance(space, Interval) else len(space) == 1


def drawn(world: World, rng: Random) -> Firm:
    """A firm drawn fact by fact, ratios worked out from their parts."""
    firm = {fact: usual(world, fact, rng) for fact in world.facts if fact not in world.ratios}
    for limit in world.all_limits:
        if not limit.holds(firm):
            firm[next(limit.smaller.facts())] = number(limit.larger, firm)
    for tie in world.all_ties:
        nothing = any(firm[divisor] == 0 for divisor in tie.divisors)
        firm[tie.ratio] = usual(world, tie.ratio, rng) if nothing else number(tie.term, firm)
    if world.sized:
        firm["is_sme"] = world.sme(firm)
    return firm


def firms(world: World, rng: Random, nothing: bool = True) -> Iterator[Firm]:
    """An endless row of firms: every other one anywhere, the others such as pass or nearly pass.

    Without ``nothing``, what other facts are a share of (revenue, employees ...) soon stays above zero.
    """
    walker = Walker(world, world.domains if nothing else {**world.domains, **world.above_zero}, rng, short=True)
    anywhere, passing = walker.walk(drawn(world, rng)), _passing(walker)
    while True:
        for _ in range(STEPS_BETWEEN):
            firm = next(anywhere)
        yield firm
        yield next(passing)


def _passing(walker: Walker) -> Iterator[Firm]:
    """A walk that mostly stays where as many criteria hold as ever."""
    firm, best, steps = drawn(walker.world, walker.rng), -1, WARMING_UP
    while True:
        walk = walker.walk(firm)
        for _ in range(steps):
            step = next(walk)
            if step is not firm and ((met := walker.world.met(step)) >= best or walker.rng.random() < 0.02):
                firm, best = step, met
            walk = walker.walk(firm)
        yield firm
        steps = STEPS_BETWEEN
