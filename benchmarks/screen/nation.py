"""A nation of synthetic firms through all tier rulebooks, from Parquet to Parquet, as the command does it.

    python benchmarks/screen/nation.py [--rows 52000000] [--folder FOLDER] [--on 2026-11-22]

The firms are made once and kept in the folder (about 6 GB for 52 million). Prints how long each step takes, the
processor time, and the largest memory of the screening process.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BYTES_PER_FIRM = 140
"""Enough for a synthetic firm without names, and for what is said of it."""
GOAL = 60


def jinjie(*arguments: object) -> tuple[float, float, float]:
    """Run the command: seconds, processor seconds, and megabytes at its peak."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([str(Path(sys.executable).with_name("jinjie")), *map(str, arguments)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, processor, after.ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=52_000_000)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "jinjie-nation")
    parser.add_argument("--on", default="2026-11-22")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    firms, out = given.folder / f"firms-{given.rows}", given.folder / "screened"
    if not firms.exists():
        free = shutil.disk_usage(given.folder).free
        if free < given.rows * BYTES_PER_FIRM:
            print(f"{given.folder} has {free / 1e9:.0f} GB left, too little for {given.rows:,} firms", file=sys.stderr)
            return 2
        wall, _, _ = jinjie("synthetic", "--rows", given.rows, "--plain", "--output", firms)
        print(f"made {given.rows:,} firms in {wall:.0f} s")
    shutil.rmtree(out, ignore_errors=True)
    wall, processor, peak = jinjie("screen", firms, "--output", out, "--on", given.on)
    speed = given.rows / wall
    print(f"screened in {wall:.1f} s (goal {GOAL} s for 52 million): {speed:,.0f} firms/s")
    print(f"processor {processor:.1f} s, peak memory {peak:,.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
