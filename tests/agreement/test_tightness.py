"""How often the bound is as narrow as brute force can show: with few hidden facts, every time or nearly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest

from jinjie.rules.readings.bound.verdict import Bound

from .brute import Filler
from .exact import Firm
from .few import FewHider
from .firms import firms
from .hiding import Completer, Partial
from .reading import Hull, answers, contradiction, reproduction
from .settings import CHUNKS, FEW, NAMES, Record, bench
from .world import World

ROUNDS = 30
"""How often brute force starts anew before it gives up; it stops as soon as it has met everything the bound allows."""
WALKED, TRIED = 120, 150
MISSES = 0.01


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_exact_bound_is_what_brute_force_finds(chunk: int, record_property: Record) -> None:
    figures, misses = Counter[str](), list[str]()
    for name in NAMES:
        misses += _misses(name, Random(f"tight {name} {chunk}"), figures)
    record_property("figures", {"of": "tightness", **figures})
    assert len(misses) <= MISSES * figures["profiles"], "\n\n".join(misses)


def _misses(name: str, rng: Random, figures: Counter[str]) -> Iterator[str]:
    """What brute force could not reach of the bounds of some profiles."""
    world, reader = bench(name)
    hider = FewHider(world, rng)
    truths = (firm for firm in firms(world, rng, nothing=False) if all(firm[fact] != 0 for fact in world.divisors))
    for _ in range(FEW):
        truth, partial = hider.hide(next(truths))
        found = reader.bounds(partial)
        force = BruteForce(world, partial, truth)
        hull = force.hull(found["exact"], rng)
        for method, bound in found.items():
            figures[f"tight_{method}"] += hull.fills(bound)
        exact = found["exact"]
        figures.update(profiles=1, completions=force.tried, called_exact=exact.exact, **{exact.verdict: 1})
        if not hull.fills(exact):
            yield f"{name}: {exact}, found {hull}\n{reproduction(partial, truth, world.vocabulary)}"


@dataclass
class BruteForce:
    """Completes a profile in very many ways."""

    world: World
    partial: Partial
    truth: Firm
    tried: int = 0

    def hull(self, bound: Bound, rng: Random) -> Hull:
        """What complete firms reach, until they reach all that the bound allows. None may contradict it."""
        hull = Hull()
        for _ in range(ROUNDS):
            for firm in self._firms(rng):
                self.tried += 1
                for answer in answers(self.world.rulebook, firm):
                    wrong = contradiction(bound, answer)
                    assert wrong is None, f"{wrong}\n{reproduction(self.partial, firm, self.world.vocabulary)}"
                    hull.add(answer)
                if hull.fills(bound):
                    return hull
        return hull

    def _firms(self, rng: Random) -> Iterator[Firm]:
        yield self.truth
        yield from Completer(self.world, self.partial, self.truth, rng).firms(WALKED)
        yield from Filler(self.world, self.partial, rng).firms(TRIED)
