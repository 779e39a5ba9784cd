"""Profiles with two to five hidden facts, often one that several ratios share, with values near the lines."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from random import Random
from typing import Any

from jinjie.basics.interval import Interval
from jinjie.rules.language.scores import Points
from jinjie.terms.box import Domain

from .equations import solve
from .exact import Firm, Surd
from .firms import Walker
from .hiding import Hider, exactly, is_defined
from .world import World

MODEST = 10**6
BESIDE = (0, 0, 1, -1, 10, -10, 50, -50)


@dataclass(frozen=True)
class FewHider:
    """Hides few facts of firms of a world."""

    world: World
    rng: Random

    @cached_property
    def near(self) -> list[str]:
        """The facts that are read, and those in a tie with them."""
        read = self.world.rulebook.facts
        return sorted({*read, *(f for fact in read for tie in self.world.ties[fact] for f in tie.facts)})

    @cached_property
    def hubs(self) -> list[str]:
        """The facts that several ratios share."""
        return [fact for fact in self.near if len(self.world.ties[fact]) > 1]

    @cached_property
    def point_facts(self) -> frozenset[str]:
        """Facts that are points themselves: an open end of one is never reached, only neared."""
        terms = [m.term for m in self.world.rulebook.measures() if isinstance(m, Points)]
        return frozenset(fact for term in terms for fact in term.facts())

    def hide(self, firm: Firm) -> tuple[Firm, dict[str, Domain]]:
        """The firm, moved to the lines of a shared fact, and what is left known of it."""
        hub = self.rng.choice(self.hubs) if self.hubs and self.rng.random() < 0.6 else None
        if hub is not None:
            firm = self._to_the_lines(firm, hub)
        partial = {f: space for f in firm if (space := exactly(firm[f])) and is_defined(self.world, f, firm)}
        for fact in self.rng.sample(self.near, self.rng.randint(2, 5) if hub is None else self.rng.randint(0, 3)):
            self._hide(fact, firm, partial)
        if hub is not None:
            self._hide_hub(hub, firm, partial)
        if self.world.sized and "is_sme" in partial:
            partial.pop("industry", None)
        return firm, partial

    def _to_the_lines(self, firm: Firm, hub: str) -> Firm:
        """The shared fact near a line of its own, then each of its ratios near one of theirs."""
        firm = self._near_a_line(firm, hub, self.world.domains)
        fixed = exactly(firm[hub])
        assert fixed is not None
        ratios = [tie.ratio for tie in self.world.ties[hub]]
        for ratio in self.rng.sample(ratios, len(ratios)) * 2:
            firm = self._near_a_line(firm, ratio, {**self.world.domains, hub: fixed})
        return firm

    def _near_a_line(self, firm: Firm, fact: str, allowed: dict[str, Domain]) -> Firm:
        """The fact moved near one of its lines, or to a modest value where it has none of its own."""
        lines: list[Any] = list(self.world.borders[fact])
        lines += [solve(term, end, firm, fact) for term, end in self.world.joint_lines[fact]]
        lines = [line for line in lines if line is not None and not isinstance(line, Surd) and abs(line) < MODEST]
        line = self.rng.choice(lines) if lines else Fraction(self.rng.randint(1, 20), 100)
        value = line * (1 + Fraction(self.rng.choice(BESIDE), 1000))
        return Walker(self.world, allowed, self.rng, short=True).moved(firm, fact, value) or firm

    def _hide(self, fact: str, firm: Firm, partial: dict[str, Domain]) -> None:
        """The fact becomes unknown or a range, and mostly something in each of its ties becomes unknown too."""
        if self.rng.random() < 0.6 or fact in self.point_facts or not is_defined(self.world, fact, firm):
            partial.pop(fact, None)
        else:
            partial[fact] = Hider(self.world, self.rng).ranged(fact, firm[fact])
        for tie in self.world.ties[fact]:
            if self.rng.random() < 0.8:
                partial.pop(self.rng.choice(sorted(tie.facts - {fact})) if fact == tie.ratio else tie.ratio, None)

    def _hide_hub(self, hub: str, firm: Firm, partial: dict[str, Domain]) -> None:
        value = firm[hub]
        assert not isinstance(value, Surd | str)
        if value > 0 and hub not in self.world.vocabulary.whole:
            share = Fraction(self.rng.randint(10, 99), 100)
            partial[hub] = Interval(value * share, value * (2 - share))
        else:
            partial.pop(hub, None)
        for tie in self.world.ties[hub]:
            if self.rng.random() < 0.85:
                partial.pop(tie.ratio, None)
