"""The rulebook of 2022 against a reference written by hand: the same points, conditions and verdict for every firm."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from random import Random

import pytest

from jinjie.basics.truth import Truth, known
from jinjie.rules.language.scores import Indicator

from .firms import firms
from .hiding import exactly, profile_of
from .reference_2022 import conditions_of, score_of
from .settings import CHECKED, Record, bench

CHUNKS = 8


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_points_conditions_and_verdict_are_those_of_the_reference(chunk: int, record_property: Record) -> None:
    (world, reader), rng = bench("srdi-sme@2022"), Random(f"reference {chunk}")
    solid = (firm for firm in firms(world, rng, nothing=False) if all(firm[fact] != 0 for fact in world.divisors))
    figures, seen = Counter[str](), set[object]()
    for firm in islice(solid, CHECKED // CHUNKS):
        state = reader.state(profile_of({fact: space for fact in firm if (space := exactly(firm[fact])) is not None}))
        points, conditions = score_of(dict(firm)), conditions_of(dict(firm))
        for name, expected in points.items():
            indicator = world.rulebook.parts[name]
            assert isinstance(indicator, Indicator)
            assert state.span(indicator) == (expected, expected), (name, firm)
            seen.add((name, expected))
        for criterion in world.rulebook.criteria.children:
            assert state.truth(criterion) is known(conditions[criterion.id]), (criterion.id, firm)
        assert state.truth(world.rulebook.criteria) is known(all(conditions.values())), firm
        figures["pass"] += state.truth(world.rulebook.criteria) is Truth.TRUE
    record_property("figures", {"of": "reference score 2022", "profiles": CHECKED // CHUNKS, **figures})
    assert set(points) == {part.id for part in world.rulebook.parts.values() if isinstance(part, Indicator)}
    assert len(seen) > 45, "the firms reach too few of the bands"
