"""How many mutants of the kernel the tests kill, on a stratified sample. `make mutation` prints the score.

Every job has a copy of the sources, the rulebooks and the tests. A mutant is written into it and a forked process,
in which the libraries are already loaded, runs the tests that belong to the room, the mirror file first.
A failing test or more than 60 s of processor time in one step kills the mutant.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from mutants import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[1]
KERNEL = Path("src/jinjie")
LEFT_OUT = "rules/readings/check"
"""The proofs of rulebooks have long tests of their own with a solver."""

SECONDS = 60
MEMORY = 4 * 2**30
COPIED = ["src", "rulebooks", "examples", "tests", "docs", "pyproject.toml"]
LOADED = ["hypothesis.stateful", "jsonschema", "openpyxl", "pydantic", "rich.console", "typer.testing", "yaml"]
IGNORED = "ignore::pytest.PytestAssertRewriteWarning"
OPTIONS = ["-x", "-q", "--tb=line", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", IGNORED]
LATER = ["language", "readings/check", "readings/test_ask.py", "test_checking.py"]
STEPS = {
    "basics": [["tests/basics"], ["tests/facts", "tests/terms"]],
    "facts": [
        ["tests/facts", "tests/terms", "tests/ingest/test_saving.py"],
        ["tests/handbook", "tests/rulebooks"],
    ],
    "rules": [
        ["tests/rules/language", "tests/handbook", "tests/rulebooks"],
        ["tests/rules", *(f"--ignore=tests/rules/{name}" for name in LATER)],
        ["tests/rules/readings/test_ask.py", "tests/cli"],
        ["tests/agreement/test_soundness.py", "tests/agreement/test_monotone_knowledge.py"],
    ],
}


@dataclass(frozen=True, slots=True)
class Fate:
    mutant: Mutant
    killed: bool
    step: str


def main() -> int:
    asked = _arguments()
    rooms = {room: _of_room(room, asked.only) for room in STEPS}
    for room, found in rooms.items():
        print(f"{room}: {len(found)} mutants", flush=True)
    sample = _sample(rooms, asked.sample, asked.seed)
    started = time.monotonic()
    for module in LOADED:
        importlib.import_module(module)
    fates = _run(sample, asked.jobs)
    _report(rooms, fates)
    print(f"{time.monotonic() - started:.0f} s, seed {asked.seed}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=150, help="how many mutants, over all rooms")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="FILE:LINE or a part of it; several with commas")
    return parser.parse_args()


def _of_room(room: str, only: str) -> list[Mutant]:
    """All mutants of a room, or those at the places asked for."""
    files = sorted((ROOT / KERNEL / room).rglob("*.py"))
    paths = [file.relative_to(ROOT) for file in files if LEFT_OUT not in file.as_posix()]
    found = [mutant for path in paths for mutant in mutants_of(path, ROOT)]
    places = only.split(",")
    return [m for m in found if any(place in f"{m.path}:{m.line}" for place in places)]


def _sample(rooms: dict[str, list[Mutant]], size: int, seed: int) -> list[Mutant]:
    """Every room in proportion to its mutants."""
    rng, total = Random(seed), sum(map(len, rooms.values()))
    chosen = [m for found in rooms.values() for m in rng.sample(found, min(len(found), -(-size * len(found) // total)))]
    rng.shuffle(chosen)
    return chosen[:size]


# -- running
def _run(sample: list[Mutant], jobs: int) -> list[Fate]:
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        copies = [_copy(Path(folder) / str(job)) for job in range(jobs)]
        _canary(copies[0])
        return _all(sample, copies)


def _copy(copy: Path) -> Path:
    copy.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name)
        else:
            shutil.copy2(source, copy / name)
    return copy


def _canary(copy: Path) -> None:
    """Tests must see the copy, and must fail only when it is broken."""
    path = KERNEL / "basics/truth.py"
    source = (ROOT / path).read_bytes()
    for text, killed in [("", False), ("raise RuntimeError\n", True)]:
        mutant = Mutant(path, 1, (len(source), len(source), text), source)
        if _wait({_start(mutant, copy, ["tests/basics/test_truth.py"]): (mutant, copy)})[1].killed is not killed:
            sys.exit(f"mutation: the tests do not run against the copy in {copy}")


def _all(sample: list[Mutant], copies: list[Path]) -> list[Fate]:
    running: dict[int, tuple[Mutant, Path]] = {}
    fates: list[Fate] = []
    waiting, free = list(sample), list(copies)
    while waiting or running:
        while waiting and free:
            mutant, copy = waiting.pop(0), free.pop()
            running[_start(mutant, copy)] = mutant, copy
        copy, fate = _wait(running)
        free.append(copy)
        fates.append(fate)
        print(f"{len(fates)}/{len(sample)} {fate.step if fate.killed else 'SURVIVED'} {fate.mutant}", flush=True)
    return fates


def _start(mutant: Mutant, copy: Path, tests: list[str] | None = None) -> int:
    """Write the mutant and fork; the child never comes back."""
    file = copy / mutant.path
    _write(file, mutant.mutated)
    if pid := os.fork():
        return pid
    try:
        code = _tests(copy, [tests] if tests else _steps(mutant, copy))
    except BaseException:
        code = 99
    os._exit(code)


def _wait(running: dict[int, tuple[Mutant, Path]]) -> tuple[Path, Fate]:
    pid, status = os.wait()
    mutant, copy = running.pop(pid)
    _write(copy / mutant.path, mutant.source)
    step = "killed by a time limit" if os.WIFSIGNALED(status) else f"killed in step {os.WEXITSTATUS(status)}"
    return copy, Fate(mutant, status != 0, step)


def _write(file: Path, source: bytes) -> None:
    """Compiled files are told apart by second and size only: none may stay."""
    for old in (file.parent / "__pycache__").glob(f"{file.stem}.*"):
        old.unlink()
    file.write_bytes(source)


def _steps(mutant: Mutant, copy: Path) -> list[list[str]]:
    room, *inner = mutant.path.relative_to(KERNEL).parts
    mirror = Path("tests", room, *inner[:-1])
    names = sorted(p.relative_to(copy).as_posix() for p in (copy / mirror).glob(f"test_{mutant.path.stem}*.py"))
    return [names, *STEPS[room]] if names else STEPS[room]


def _tests(copy: Path, steps: list[list[str]]) -> int:
    """In the child: 0 when all steps pass, else the number of the first that does not, from 1."""
    os.chdir(copy)
    os.environ |= {"PYTHONPATH": str(copy / "src"), "JINJIE_SMALL": "1"}
    sys.path.insert(0, str(copy / "src"))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(SECONDS * 10 * len(steps))
    with open(copy / "log.txt", "w", encoding="utf-8") as log:
        for stream in (1, 2):
            os.dup2(log.fileno(), stream)
        with contextlib.redirect_stdout(log), contextlib.redirect_stderr(log):
            for number, step in enumerate(steps, start=1):
                _limit()
                if pytest.main([*OPTIONS, *step], plugins=[_Lean()]) != 0:
                    return number
    return 0


def _limit() -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, resource.RLIM_INFINITY))


class _Lean:
    """Hypothesis need not find the smallest example: any one kills."""

    def pytest_configure(self) -> None:
        from hypothesis import HealthCheck, Phase, settings

        slow, phases = [HealthCheck.too_slow], [Phase.explicit, Phase.generate]
        settings.register_profile(
            "lean", max_examples=60, deadline=None, derandomize=True, phases=phases, suppress_health_check=slow
        )
        settings.load_profile("lean")


# -- reporting
def _report(rooms: Iterable[str], fates: list[Fate]) -> None:
    print("\nsurvivors:")
    for fate in sorted((f for f in fates if not f.killed), key=lambda f: (f.mutant.path, f.mutant.line)):
        print(fate.mutant)
    print()
    for room in rooms:
        _line(room, [f for f in fates if f.mutant.path.is_relative_to(KERNEL / room)])
    _line("all", fates)


def _line(name: str, fates: list[Fate]) -> None:
    """Killed of all, with the 95 % interval of Wilson."""
    if fates:
        killed, n, z = sum(f.killed for f in fates), len(fates), 1.96
        share = killed / n
        middle, width = share + z * z / (2 * n), z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
        low, high = ((middle + side * width) / (1 + z * z / n) for side in (-1, 1))
        print(f"{name}: {killed} of {n} killed, {share:.1%} (95 %: {low:.1%} to {high:.1%})")


if __name__ == "__main__":
    sys.exit(main())
