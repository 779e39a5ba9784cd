"""Which rulebooks are put to the proof, and how many firms are drawn."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

from jinjie.rules.assessment import Assessor
from jinjie.rules.library import Library

from .reading import Reader
from .world import World

TIMES = 10 if os.environ.get("JINJIE_PROVE", "") not in {"", "0"} else 1
PART = 12 if os.environ.get("JINJIE_SMALL", "") not in {"", "0"} else 1
"""The mutation tests run all this for every mutant that is still alive, and take a small part of it."""

CHUNKS = 4
PROFILES = 48 * TIMES // PART
COMPLETIONS = 50
CHECKED = 10_000 * TIMES // PART
FEW = 25 * TIMES // PART
REVEALED = 12 * TIMES // PART
Record = Callable[[str, object], None]
SIZE = "sme-size@2011"
NAMES = [rulebook.name for rulebook in Library().everything() if rulebook.kind in {"tier", "size"}]


@cache
def _assessor() -> Assessor:
    return Assessor(Library())


def bench(name: str) -> tuple[World, Reader]:
    """The world of a rulebook, and a reader on a day on which it is in force."""
    assessor = _assessor()
    library = assessor.library
    rulebook = library.get(name)
    day = rulebook.in_force.end or rulebook.in_force.start
    assert day is not None
    return World(rulebook, library.vocabulary, library.get(SIZE)), Reader(assessor, rulebook, day)
