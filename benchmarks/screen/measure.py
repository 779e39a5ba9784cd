"""How many firms a second each contender decides. Prints medians, and ratios to the first one.

    python benchmarks/screen/measure.py [--rows 1000000] [--repeats 5] [--only polars --only duckdb]
        [--source memory --source parquet] [--versus polars] [--folder FOLDER]

Every figure is from a process of its own: prepare, one run to warm up, then a few runs of which the median counts.
The order is turned round from one repeat to the next, so that a busy spell of the machine meets all of them.
On a shared machine trust the ratios, and the processor time before the wall time.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from contender import CONTENDERS

RUNS = 3
SOURCES = ("memory", "parquet")
FOLDER = Path(tempfile.gettempdir()) / "jinjie-screen"
LEFT_OUT = 3
"""The exit code of a contender that cannot be run."""


@dataclass(frozen=True)
class Measured:
    """One process. ``wall`` and ``processor`` are seconds of a run, ``peak`` is bytes of the whole process."""

    rows: int
    wall: float
    processor: float
    peak: int


# ---------------------------------------------------------------- in the process of one contender


def measure(name: str, source: str, path: Path) -> Measured:
    """Prepare, warm up, run. The memory of a run from memory includes the rows themselves."""
    entry = CONTENDERS[name]
    screen = entry.screen()
    screen.prepare(rows_of(path) if source == "memory" else path)
    rows = screen.run()
    walls, processor = [], []
    for _ in range(RUNS):
        wall, cpu = time.perf_counter(), time.process_time()
        screen.run()
        walls.append(time.perf_counter() - wall)
        processor.append(time.process_time() - cpu)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Measured(rows, median(walls), median(processor), peak)


def rows_of(path: Path) -> object:
    import polars as pl

    return pl.read_parquet(path).rechunk()


def child(name: str, source: str, path: Path) -> int:
    try:
        print(json.dumps(asdict(measure(name, source, path))))
    except NotImplementedError as error:
        print(error, file=sys.stderr)
        return LEFT_OUT
    return 0


# ---------------------------------------------------------------- the runner: imports no engine, so that it stays small


def started(name: str, source: str, path: Path) -> Measured | None:
    """One contender in a fresh process; None when it is left out."""
    command = [sys.executable, __file__, "--child", name, source, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == LEFT_OUT:
        return None
    if done.returncode:
        raise SystemExit(f"{name} from {source}:\n{done.stderr}")
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def file_of(folder: Path, rows: int) -> Path:
    """A Parquet file of so many firms, written once."""
    path = folder / f"firms-{rows}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, str(Path(__file__).with_name("data.py")), str(rows), str(path)], check=True)
    return path


Figures = dict[tuple[str, str], list[Measured]]


def repeated(given: argparse.Namespace) -> Figures:
    """All figures; the order alternates."""
    found: Figures = defaultdict(list)
    tasks = [(name, source) for source in given.source or SOURCES for name in given.only or CONTENDERS]
    gone: set[tuple[str, str]] = set()
    for repeat in range(given.repeats):
        for task in tasks if repeat % 2 == 0 else reversed(tasks):
            name, source = task
            rows = min(given.rows, CONTENDERS[name].sample or given.rows)
            figure = None if task in gone else started(name, source, file_of(given.folder, rows))
            if figure is None:
                gone.add(task)
            else:
                found[task].append(figure)
        print(f"repeat {repeat + 1} of {given.repeats} done", file=sys.stderr)
    return found


def table(found: Figures, versus: str) -> Iterator[str]:
    """A line per contender, with the median of each figure and how many times faster the reference is."""
    yield f"{'contender':14}{'from':9}{'rows':>10}{'rows/s':>13}{'ratio':>8}{'ns/row, processor':>19}{'peak MB':>9}"
    for source in SOURCES:
        speeds = {name: speed(figures) for (name, of), figures in found.items() if of == source}
        for name in sorted(speeds, key=lambda name: -speeds[name]):
            figures = found[name, source]
            ratio = f"{speeds[versus] / speeds[name]:8.2f}" if versus in speeds else " " * 8
            cost = median(f.processor / f.rows * 1e9 for f in figures)
            peak = median(f.peak for f in figures) / 1e6
            yield f"{name:14}{source:9}{figures[0].rows:10,}{speeds[name]:13,.0f}{ratio}{cost:19,.1f}{peak:9,.0f}"


def speed(figures: list[Measured]) -> float:
    return median(f.rows / f.wall for f in figures)


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        name, source, path = sys.argv[2:]
        return child(name, source, Path(path))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", action="append", choices=list(CONTENDERS))
    parser.add_argument("--source", action="append", choices=SOURCES)
    parser.add_argument("--versus", default="polars", choices=list(CONTENDERS), help="what the ratios are to")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the Parquet files are kept")
    given = parser.parse_args()
    print("\n".join(table(repeated(given), given.versus)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
