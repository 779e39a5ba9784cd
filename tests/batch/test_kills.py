"""A screen that is killed at any moment and started again ends with the output of an undisturbed one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pl = pytest.importorskip("polars")
pytest.importorskip("numpy")

from jinjie.batch.tables import PIECE_ROWS_VARIABLE  # noqa: E402
from jinjie.batch.target import unfinished  # noqa: E402
from jinjie.synthetic import enterprises  # noqa: E402

pytestmark = pytest.mark.skipif(os.name == "nt", reason="SIGKILL")

PROVE = os.environ.get("JINJIE_PROVE", "") not in {"", "0"}
ROWS = 200_000 if PROVE else 40_000
PIECE = ROWS // 25
KILLS = 40 if PROVE else 2
INTERRUPTED = 130
OUTPUTS = ("out.parquet", "out.csv", "out") if PROVE else ("out.csv", "out.parquet")
WATCHED = ("*.parquet.writing", "out.csv.writing", "part-00003.parquet", "manifest.json")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kills") / "in.parquet"
    enterprises(ROWS, seed=11).write_parquet(path)
    return path


def started(source: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "jinjie", "screen", str(source), "-o", str(out), "-r", "srdi-sme"]
    command += ["--on", "2026-11-01", "--lang", "en"]
    environment = {**os.environ, PIECE_ROWS_VARIABLE: str(PIECE), "POLARS_MAX_THREADS": "2"}
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def finished(source: Path, out: Path) -> str:
    run = started(source, out)
    _, said = run.communicate()
    assert run.returncode == 0, said
    assert not unfinished(out).exists()
    return said


def read(out: Path) -> pl.DataFrame:
    if out.is_dir():
        return pl.read_parquet(sorted(out.iterdir()))
    return pl.read_csv(out) if out.suffix == ".csv" else pl.read_parquet(out)


@pytest.fixture(scope="module")
def undisturbed(source: Path) -> Path:
    folder = source.parent / "undisturbed"
    folder.mkdir()
    for name in OUTPUTS:
        finished(source, folder / name)
    return folder


@pytest.fixture(scope="module")
def seconds(source: Path, undisturbed: Path) -> float:
    begin = time.monotonic()
    finished(source, undisturbed / "timed.parquet")
    return time.monotonic() - begin


def wait_for(folder: Path, pattern: str, run: subprocess.Popen[str]) -> None:
    """Until a file of this name is seen, or the run has ended."""
    while run.poll() is None and not any(folder.rglob(pattern)):
        time.sleep(0.0005)


def whole_or_absent(out: Path) -> bool:
    return not out.exists() or len(read(out)) == ROWS


@pytest.mark.parametrize("name", OUTPUTS if PROVE else OUTPUTS[:1])
def test_kills_at_random_moments_change_nothing(
    tmp_path: Path, source: Path, undisturbed: Path, seconds: float, name: str
) -> None:
    out, chance = tmp_path / name, random.Random()
    killed = 0
    for _ in range(KILLS):
        run = started(source, out)
        try:
            run.communicate(timeout=chance.uniform(0.3, 1) * seconds)
        except subprocess.TimeoutExpired:
            run.kill()
            run.communicate()
            killed += 1
        assert whole_or_absent(out)
    finished(source, out)
    assert killed
    assert read(out).equals(read(undisturbed / name))


@pytest.mark.parametrize("pattern", WATCHED if PROVE else WATCHED[:2])
def test_kills_while_writing_change_nothing(tmp_path: Path, source: Path, undisturbed: Path, pattern: str) -> None:
    out = tmp_path / "out.csv"
    for _ in range(KILLS if PROVE else 1):
        run = started(source, out)
        wait_for(tmp_path, pattern, run)
        run.kill()
        run.communicate()
        assert not out.exists() or out.read_bytes() == (undisturbed / "out.csv").read_bytes()
    finished(source, out)
    assert out.read_bytes() == (undisturbed / "out.csv").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(tmp_path: Path, source: Path, undisturbed: Path) -> None:
    out = tmp_path / "out.parquet"
    run = started(source, out)
    wait_for(tmp_path, "part-00002.parquet", run)
    run.send_signal(signal.SIGINT)
    _, said = run.communicate()
    assert run.returncode == INTERRUPTED, said
    assert "the same command goes on from there" in said
    assert "Traceback" not in said
    assert sorted(unfinished(out).rglob("part-*.parquet"))
    assert not out.exists()
    finished(source, out)
    assert read(out).equals(read(undisturbed / "out.parquet"))


def test_a_second_run_at_the_same_time_is_told_so_in_one_line(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out.parquet"
    first = started(source, out)
    wait_for(tmp_path, "part-00001.parquet", first)
    first.send_signal(signal.SIGSTOP)
    second = started(source, out)
    _, said = second.communicate()
    first.send_signal(signal.SIGCONT)
    first.communicate()
    assert (second.returncode, said.strip().splitlines()) == (
        2,
        [f"{out}: another jinjie screen is writing this file"],
    )
    assert first.returncode == 0
    assert len(read(out)) == ROWS
