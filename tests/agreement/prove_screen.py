"""The screen at full size: every engine against the scalar reading, row by row. It takes a quarter of an hour.

    python -m tests.agreement.prove_screen [--rows 100000] [--engine polars --engine duckdb --engine spark]

Random enterprises, each fact unknown in one row of ten, most of them on or beside a line of the law. They go through
the scalar reading (in worker processes) and, as Parquet files, through the engines as ``jinjie screen`` runs them.
Verdict, lowest and highest score, blocking criterion, edition and grade must be the same in every row.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import polars as pl

from jinjie.batch.order import ENGINES, Engine, Order, request_for
from jinjie.batch.screening import screen_files
from jinjie.rules.library import Library
from jinjie.rules.readings.screen.one_by_one import RowReader

from .tables import Tables

TIERS = ("innovative-sme", "tech-sme", "srdi-sme", "little-giant", "sme-size")
DAYS = (date(2023, 6, 30), date(2025, 6, 30), date(2026, 5, 30), date(2026, 11, 22))
SHARES = {
    "parts": (0.5, "none", 0.0),
    "ranges": (0.25, "none", 0.3),
    "exact-ratios": (0.15, "exact", 0.3),
    "rounded-ratios": (0.1, "rounded", 0.3),
}
"""How many of the rows are of each kind, how their ratios are stated, and how many of the unknown facts are ranges."""
UNKNOWN = 0.1
SIZE = 2_500
ROW = "row"


@dataclass(frozen=True)
class Case:
    """A table of one kind for one day."""

    day: date
    kind: str
    number: int
    rows: int

    @property
    def name(self) -> str:
        return f"{self.day} {self.kind} {self.number}"

    def order(self, engine: Engine = "polars") -> Order:
        return Order(request_for(Library(), self.day, TIERS), engine=engine)

    def table(self) -> pl.DataFrame:
        _, ratios, ranged = SHARES[self.kind]
        drawn = Tables(Library().vocabulary, Random(self.name), ratios, UNKNOWN, ranged).table(self.rows)
        return drawn.with_columns(pl.int_range(pl.len()).alias(ROW))


def cases(rows: int) -> Iterator[Case]:
    for day in DAYS:
        for kind, (share, _, _) in SHARES.items():
            left = round(rows * share / len(DAYS))
            for number in range(-(-left // SIZE)):
                yield Case(day, kind, number, min(SIZE, left - number * SIZE))


def write(case: Case, folder: Path) -> None:
    """The table as a file, and what the scalar reading says of it as another."""
    table = case.table()
    table.write_parquet(folder / f"{case.name}.parquet")
    columns = [name for name in table.columns if name != ROW]
    reader = RowReader(case.order().request, columns)
    said = [reader.read(row) for row in table.rows(named=True)]
    keys = dict.fromkeys(key for row in said for key in row)
    scores = [key for key in keys if key.endswith(("_low", "_high"))]
    types = {key: pl.Float64 if key in scores else pl.String for key in keys}
    pl.DataFrame([pl.Series(key, [row.get(key) for row in said], dtype=types[key]) for key in keys]).write_parquet(
        folder / f"{case.name}.said"
    )


def apart(case: Case, engine: Engine, folder: Path) -> list[str]:
    """The cells in which an engine says something else than the scalar reading."""
    out = folder / f"{case.name} {engine}"
    screen_files([folder / f"{case.name}.parquet"], case.order(engine), out)
    found = pl.read_parquet(sorted(out.glob("*.parquet"))).sort(ROW)
    said = pl.read_parquet(folder / f"{case.name}.said")
    assert found.height == said.height == case.rows
    outputs = [name for name in found.columns if name.startswith(tuple(f"{tier}_" for tier in TIERS))]
    assert all(found[name].is_null().all() for name in outputs if name not in said.columns)
    told = found.select(pl.col(name).cast(dtype) for name, dtype in said.schema.items())
    different: list[str] = []
    for name in said.columns:
        rows = told[name].ne_missing(said[name]).arg_true()
        different += [f"{engine} {case.name} row {i} {name}: {told[name][i]} != {said[name][i]}" for i in rows]
    return different


def compared(work: Sequence[Case], engine: Engine, folder: Path) -> list[str]:
    """An engine over all cases; Spark has workers of its own."""
    if engine == "spark":
        return [line for case in work for line in apart(case, engine, folder)]
    with ProcessPoolExecutor(2) as pool:
        jobs = [pool.submit(apart, case, engine, folder) for case in work]
        return [line for job in jobs for line in job.result()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--engine", action="append", choices=ENGINES)
    given = parser.parse_args()
    work, different = list(cases(given.rows)), 0
    with TemporaryDirectory() as name:
        folder, begun = Path(name), time.monotonic()
        with ProcessPoolExecutor(2) as pool:
            list(pool.map(write, work, [folder] * len(work)))
        rows = sum(case.rows for case in work)
        print(f"scalar reading: {rows:,} rows, {time.monotonic() - begun:,.0f} s", flush=True)
        for engine in given.engine or ENGINES:
            begun = time.monotonic()
            lines = compared(_for(engine, work, folder), engine, folder)
            different += len(lines)
            print(f"{engine}: {rows:,} rows, {len(lines)} differences, {time.monotonic() - begun:,.0f} s", flush=True)
            print("\n".join(lines[:10]))
    return 1 if different else 0


def _for(engine: Engine, work: list[Case], folder: Path) -> list[Case]:
    """Spark takes long to begin: all tables of one kind and day are one for it."""
    if engine != "spark":
        return work
    joined: list[Case] = []
    for first in (case for case in work if case.number == 0):
        together = [case for case in work if (case.day, case.kind) == (first.day, first.kind)]
        whole = replace(first, number=-1, rows=sum(case.rows for case in together))
        for ending in ("parquet", "said"):
            frames = [pl.read_parquet(folder / f"{case.name}.{ending}") for case in together]
            frame = pl.concat(frames, how="diagonal_relaxed")
            frame = frame.with_columns(pl.int_range(pl.len()).alias(ROW)) if ending == "parquet" else frame
            frame.write_parquet(folder / f"{whole.name}.{ending}")
        joined.append(whole)
    return joined


if __name__ == "__main__":
    sys.exit(main())
