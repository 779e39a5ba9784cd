"""Which facts nobody knows: more of those that are hard to find out, and none of other provinces' own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np

from jinjie.facts.vocabulary import Fact
from jinjie.rules.language.conditions import CodeWithin, atoms_of
from jinjie.rules.library import Library
from jinjie.synthetic.draws import LEVELS, Draws, Flags

MOST = 0.5
"""More than half unknown on average cannot be asked for."""
COMPLETE = 1 / 5
"""So many know all about themselves; the others know less, so that the mean is as asked."""
HIGHEST = 0.95
_EFFORT = {1: 0.75, 2: 1.0, 3: 1.5}
_JITTER = 101
EVERYWHERE = frozenset({"title_little_giant"})
"""Read by one province's overlay alone, but known of any enterprise."""


def rates(facts: Mapping[str, Fact], mean: float) -> dict[str, float]:
    """How often each fact is unknown: by the effort to find it out, and by its name; ``mean`` on average."""
    weights = {
        name: _EFFORT[fact.effort] * (0.75 + crc32(name.encode()) % _JITTER / 200) for name, fact in facts.items()
    }
    usual = sum(weights.values()) / len(weights)
    return {name: min(HIGHEST, mean * weight / usual) for name, weight in weights.items()}


def _jitter(name: str) -> float:
    """Between 0.75 and 1.25."""
    return 0.75 + crc32(name.encode()) % _JITTER / (2 * (_JITTER - 1))


def known(draws: Draws, rates: Mapping[str, float]) -> dict[str, Flags]:
    """Where each fact is known."""
    complete = draws.chance(COMPLETE)
    bars = {name: min(LEVELS - 1, int(rate / (1 - COMPLETE) * LEVELS)) for name, rate in rates.items()}
    return {name: (draws.levels() >= bar) | complete for name, bar in bars.items()}


@dataclass(frozen=True, slots=True)
class Home:
    """The regions outside of which nobody is asked for a fact."""

    fact: str
    prefixes: tuple[str, ...]

    def flags(self, regions: tuple[str, ...]) -> Flags:
        """Of each region, whether it lies in there."""
        return np.array([region.startswith(self.prefixes) for region in regions])


def homes(library: Library) -> Iterator[Home]:
    """The facts that only the overlays of some regions read."""
    everywhere = EVERYWHERE.union(*(rulebook.facts for rulebook in library))
    found: dict[str, set[str]] = {}
    for rulebook in library:
        for overlay in library.overlays(rulebook.name):
            own = set(library.get(f"{rulebook.name}+{overlay.name}").facts) - everywhere
            atoms = () if overlay.condition is None else atoms_of(overlay.condition)
            prefixes = [p for atom in atoms if isinstance(atom, CodeWithin) for p in atom.prefixes]
            for fact in own:
                found.setdefault(fact, set()).update(prefixes or [""])
    yield from (Home(fact, tuple(sorted(prefixes))) for fact, prefixes in sorted(found.items()))
