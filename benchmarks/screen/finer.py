"""How often the finer bound of ``assess`` settles a verdict that the one-pass bound of a screen leaves open.

    python benchmarks/screen/finer.py [--rows 3000] [--seed 1]

Synthetic firms at three shares of unknown facts. Every open verdict is read again with the finer bound, and the score
intervals that it narrows are counted too.
"""

from __future__ import annotations

import argparse
import time
from datetime import date

from jinjie.batch.order import request_for
from jinjie.facts.profile import profile_of
from jinjie.rules.library import Library
from jinjie.rules.readings.screen.one_by_one import RowReader
from jinjie.synthetic import enterprises

DAYS = (date(2023, 6, 30), date(2026, 11, 22))
UNKNOWN = (0.1, 0.25, 0.4)


def count(day: date, unknown: float, rows: int, seed: int) -> str:
    """A line of the table: open verdicts, settled ones, narrower scores, and what a second reading costs."""
    library = Library()
    request = request_for(library, day, None)
    table = enterprises(rows, seed=seed, unknown=unknown)
    facts = [name for name in table.columns if name in library.vocabulary.facts]
    reader = RowReader(request, facts)
    still_open = settled = narrower = 0
    spent = 0.0
    for row in table.rows(named=True):
        profile = profile_of({"facts": reader.facts_in(row)}, library.vocabulary)
        plain = reader.results(profile)
        left = [p for p in request.prefixes.values() if plain.get(f"{p}_verdict") == "undetermined"]
        if left:
            begun = time.process_time()
            finer = reader.results(profile, "exact")
            spent += time.process_time() - begun
            still_open += len(left)
            settled += sum(finer[f"{p}_verdict"] != "undetermined" for p in left)
            scores = [f"{p}_score_{end}" for p in left for end in ("low", "high")]
            narrower += sum(plain.get(name) != finer.get(name) for name in scores)
    share = settled / still_open if still_open else 0
    cost = spent / max(still_open, 1) * 1000
    return f"{day}  {unknown:4.0%}  {still_open:8,}  {settled:7,}  {share:7.2%}  {narrower:8,}  {cost:8.1f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print("day         unknown  open  settled    share  narrower ends  per open verdict")
    for day in DAYS:
        for unknown in UNKNOWN:
            print(count(day, unknown, given.rows, given.seed), flush=True)


if __name__ == "__main__":
    main()
