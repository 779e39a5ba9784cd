"""Many rulebooks in one scan: every edition of every tier, and each with each of its overlays, over the same firms.

    python benchmarks/screen/one_scan.py [--rows 1000000] [--runs 3]

They share what they have in common. Prints firm-rulebooks a second, in memory, for one rulebook and for all of them.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from datetime import date
from statistics import median

from jinjie.rules.library import Library
from jinjie.rules.readings.screen.frames import FrameScreen
from jinjie.rules.readings.screen.plan import Request
from jinjie.synthetic import enterprises

DAY = date(2026, 11, 22)
KINDS = {"tier", "size"}


def names(library: Library) -> Iterator[str]:
    """Every edition alone, then with each overlay that is made for it."""
    for rulebook in library.everything():
        if rulebook.kind in KINDS and "+" not in rulebook.name:
            yield rulebook.name
            yield from (f"{rulebook.name}+{overlay.name}" for overlay in library.overlays(rulebook.name))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    library, firms = Library(), enterprises(given.rows)
    every = tuple(dict.fromkeys(names(library)))
    for asked in (every[:1], every):
        screen = FrameScreen(Request(library, DAY, asked), firms.schema)
        screen.screen(firms.lazy())
        walls, processor = [], []
        for _ in range(given.runs):
            wall, spent = time.perf_counter(), time.process_time()
            screen.screen(firms.lazy())
            walls.append(time.perf_counter() - wall)
            processor.append(time.process_time() - spent)
        done = given.rows * len(asked)
        print(
            f"{len(asked):3} rulebooks: {median(walls):.2f} s, {done / median(walls):,.0f} firm-rulebooks/s, "
            f"{median(processor) / done * 1e9:.0f} ns of processor each",
            flush=True,
        )


if __name__ == "__main__":
    main()
