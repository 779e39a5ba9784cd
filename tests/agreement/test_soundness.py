"""No complete firm ever contradicts what the kernel calls certain of a partial profile of it."""

from __future__ import annotations

from collections import Counter
from random import Random
from time import perf_counter

import pytest

from .firms import firms
from .hiding import Completer, Hider
from .reading import answers, contradiction, reproduction
from .settings import CHUNKS, COMPLETIONS, NAMES, PROFILES, Record, bench


@pytest.mark.parametrize("chunk", range(CHUNKS))
@pytest.mark.parametrize("name", NAMES)
def test_no_completion_contradicts_the_bound(name: str, chunk: int, record_property: Record) -> None:
    (world, reader), rng = bench(name), Random(f"sound {name} {chunk}")
    hider, truths, figures = Hider(world, rng), firms(world, rng), Counter[str]()
    for _ in range(PROFILES):
        truth = next(truths)
        partial = hider.hide(truth)
        started = perf_counter()
        found = reader.bounds(partial)
        figures["kernel_seconds"] += perf_counter() - started  # type: ignore[assignment]
        figures[found["exact"].verdict] += 1
        for firm in [truth, *Completer(world, partial, truth, rng).firms(COMPLETIONS)]:
            figures["completions"] += 1
            for answer in answers(world.rulebook, firm):
                for method, bound in found.items():
                    wrong = contradiction(bound, answer)
                    assert wrong is None, f"{method}: {wrong}\n{reproduction(partial, firm, world.vocabulary)}"
    record_property("figures", {"of": "soundness", "profiles": PROFILES, **figures})
