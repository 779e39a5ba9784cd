"""Learning a fact never turns a certain verdict around, and never widens the score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from jinjie.rules.readings.bound.verdict import Bound

from .exact import Firm
from .firms import firms, is_settled
from .hiding import Hider, Partial, exactly, is_defined
from .reading import reproduction
from .settings import CHUNKS, NAMES, REVEALED, Record, bench

STEPS = 4
"""How many facts are learned one after the other."""


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("name", NAMES)
def test_a_fact_learned_never_takes_certainty_away(name: str, chunk: int, record_property: Record) -> None:
    (world, reader), rng = bench(name), Random(f"monotone {name} {chunk}")
    hider, truths, figures = Hider(world, rng), firms(world, rng), Counter[str]()
    for _ in range(REVEALED):
        truth = next(truths)
        partial = hider.hide(truth)
        before = reader.bounds(partial)
        defined = [fact for fact in world.facts if is_defined(world, fact, truth)]
        for fact, more in revelations(partial, truth, defined, rng):
            after = reader.bounds(more)
            figures["learned"] += 1
            for method, bound in after.items():
                wrong = lost(before[method], bound)
                assert wrong is None, f"{method}, {fact}: {wrong}\n{reproduction(more, truth, world.vocabulary)}"
            before = after
    record_property("figures", {"of": "monotone knowledge", "profiles": REVEALED, **figures})


def revelations(partial: Partial, truth: Firm, facts: list[str], rng: Random) -> Iterator[tuple[str, Partial]]:
    """The partial profile with one more of the facts stated exactly, again and again."""
    hidden = [f for f in facts if f not in partial or not is_settled(partial[f])]
    for fact in rng.sample(hidden, min(STEPS, len(hidden))):
        value = exactly(truth[fact])
        if value is not None:
            partial = {**partial, fact: value}
            yield fact, partial


def lost(before: Bound, after: Bound) -> str | None:
    """What was certain before and is not any more; None when nothing is lost."""
    if before.verdict not in {"undetermined", after.verdict}:
        return f"the verdict was {before.verdict} and is now {after.verdict}"
    if before.score is None or after.score is None:
        return None
    if after.score[0] < before.score[0] or after.score[1] > before.score[1]:
        return f"the score was {before.score} and is now {after.score}"
    return None
