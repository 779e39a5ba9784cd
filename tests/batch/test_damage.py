"""Damaged inputs and outputs that cannot be written: one clear line, and what was there before is untouched."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")
pytest.importorskip("numpy")

from jinjie.batch.tables import PIECE_ROWS_VARIABLE  # noqa: E402
from jinjie.synthetic import enterprises  # noqa: E402

Make = Callable[..., Any]
ROWS = 3_000
LIMIT = """
import resource, sys
import jinjie.cli
size = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
sys.exit(jinjie.cli.main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("damage") / "in.parquet"
    enterprises(ROWS, seed=5).write_parquet(path, compression="snappy")
    return path.read_bytes()


@pytest.fixture
def folder(tmp_path: Path, content: bytes) -> Path:
    """A folder with two parts and an earlier output, which must stay as it is."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.parquet").write_bytes(content)
    (tmp_path / "in" / "b.parquet").write_bytes(content)
    (tmp_path / "out.parquet").write_bytes(b"earlier")
    return tmp_path


def screened(folder: Path, *more: str, out: str = "out.parquet", limit: int | None = None) -> tuple[int, list[str]]:
    """Exit code and lines of a run of its own: a panic of an engine writes past what Python can catch."""
    start = ["-m", "jinjie"] if limit is None else ["-c", LIMIT, str(limit)]
    command = [sys.executable, *start, "screen", "in", "-o", out, "-r", "srdi-sme", "--lang", "en", *more]
    environment = {**os.environ, PIECE_ROWS_VARIABLE: "1000"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert run.stdout == ""
    return run.returncode, run.stderr.strip().splitlines()


def refused(folder: Path, *more: str, **options: Any) -> str:
    """The one line of a run that must fail; the earlier output is untouched, nothing is half-written."""
    code, lines = screened(folder, *more, **options)
    assert code == 2, lines
    assert len(lines) == 1, lines
    assert (folder / "out.parquet").read_bytes() == b"earlier"
    assert not list(folder.rglob("*.writing"))
    return lines[0]


def _wrong_magic(content: bytes) -> bytes:
    return b"PAR2" + content[4:]


def _wrong_end(content: bytes) -> bytes:
    return content[:-4] + b"XXXX"


def _truncated(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _broken_footer(content: bytes) -> bytes:
    return content[:-200] + bytes(192) + content[-8:]


DAMAGES = {
    "truncated": _truncated,
    "wrong magic": _wrong_magic,
    "wrong end": _wrong_end,
    "a broken footer": _broken_footer,
    "empty": lambda _content: b"",
    "a text": lambda _content: b"firm,niche_years\n1,2\n",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_part_is_named_before_anything_is_done(
    folder: Path, content: bytes, damage: Callable[[bytes], bytes]
) -> None:
    (folder / "in" / "b.parquet").write_bytes(damage(content))
    assert "b.parquet: " in refused(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["in", "out.parquet"]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_zeroed_pages_stop_the_run_with_the_name_of_the_file(folder: Path, content: bytes, engine: str) -> None:
    begin, end = 200, len(content) // 2
    (folder / "in" / "b.parquet").write_bytes(content[:begin] + bytes(end - begin) + content[end:])
    assert "b.parquet: cannot be read, it may be damaged" in refused(folder, "--engine", engine)
    (folder / "in" / "b.parquet").write_bytes(content)
    assert screened(folder, "--engine", engine)[0] == 0
    assert len(pl.read_parquet(folder / "out.parquet")) == 2 * ROWS


@pytest.mark.parametrize("seed", range(40 if os.environ.get("JINJIE_PROVE", "0") != "0" else 2))
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_flipped_bits_are_told_or_read_as_other_values(folder: Path, content: bytes, seed: int, engine: str) -> None:
    flipped, chance = bytearray(content), random.Random(seed)
    for _ in range(30):
        flipped[chance.randrange(4, len(content) - 20_000)] ^= 1 << chance.randrange(8)
    (folder / "in" / "b.parquet").write_bytes(flipped)
    code, lines = screened(folder, "--engine", engine)
    if code == 0:
        assert len(pl.read_parquet(folder / "out.parquet")) == 2 * ROWS
    else:
        assert (code, len(lines)) == (2, 1), lines
        assert (folder / "out.parquet").read_bytes() == b"earlier"


@pytest.mark.skipif(os.name == "nt", reason="RLIMIT_FSIZE")
@pytest.mark.parametrize("limit", [0, 4_000, 20_000])
@pytest.mark.parametrize("out", ["out.parquet", "out.csv", "out"])
def test_a_disk_without_room_is_told_and_the_run_goes_on_later(folder: Path, limit: int, out: str) -> None:
    assert "cannot be written: " in refused(folder, out=out, limit=limit)
    assert screened(folder, out=out)[0] == 0
    assert sorted(path.name for path in folder.iterdir()) == sorted({"in", "out.parquet", out})


@pytest.mark.skipif(os.name == "nt", reason="RLIMIT_FSIZE")
@pytest.mark.parametrize("limit", [0, 20_000])
def test_a_csv_input_without_room_for_its_copy_is_told(folder: Path, limit: int) -> None:
    pl.read_parquet(folder / "in" / "a.parquet").write_csv(folder / "in" / "c.csv")
    for path in (folder / "in").glob("*.parquet"):
        path.unlink()
    assert "cannot be written: " in refused(folder, limit=limit)
    assert sorted(path.name for path in folder.iterdir()) == ["in", "out.parquet"]


def test_a_folder_closed_to_writing_is_told(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o555)
    if os.access(closed, os.W_OK):
        pytest.skip("this user may write everywhere")
    assert "writing there is not permitted" in refused(folder, out="closed/out.parquet")
