"""jinjie synthetic: invented enterprises in Parquet files, each whole or not there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")
pytest.importorskip("numpy")

from jinjie.synthetic import enterprises, files  # noqa: E402

from .running import jinjie, mistakes  # noqa: E402


def test_a_file_holds_what_python_gives_and_says_that_it_is_invented(tmp_path: Path) -> None:
    target = tmp_path / "firms.parquet"
    run = jinjie("synthetic", "-n", "700", "-o", target, "--seed", "5", "--lang", "en")
    assert run.code == 0, run.err
    assert run.out == ""
    assert "700 enterprises" in run.err
    assert "All of them are invented" in run.err
    assert pl.read_parquet(target).equals(enterprises(700, seed=5))
    metadata = pl.read_parquet_metadata(target)
    assert metadata["synthetic"] == "true"
    assert "None of them exists" in metadata["note"]
    assert metadata["seed"] == "5"
    assert [path.name for path in tmp_path.iterdir()] == ["firms.parquet"]


def test_the_parts_of_a_folder_are_the_same_rows_whatever_their_size(tmp_path: Path) -> None:
    for rows in ("300", "1000"):
        assert jinjie("synthetic", "-n", "1000", "-o", tmp_path / rows, "--part-rows", rows).code == 0
    names = sorted(path.name for path in (tmp_path / "300").iterdir())
    assert names == [f"part-0000{number}.parquet" for number in range(4)]
    assert len(pl.read_parquet(tmp_path / "300" / names[-1])) == 100
    assert pl.read_parquet(tmp_path / "300").equals(pl.read_parquet(tmp_path / "1000"))


def test_choices_come_back_as_an_enum_and_yes_no_as_booleans(tmp_path: Path) -> None:
    target = tmp_path / "firms.parquet"
    jinjie("synthetic", "-n", "50", "-o", target)
    read = pl.read_parquet(target)
    assert read.schema == enterprises(50).schema


def test_plain_leaves_out_the_texts_that_no_rule_reads(tmp_path: Path) -> None:
    target = tmp_path / "firms.parquet"
    assert jinjie("synthetic", "-n", "50", "-o", target, "--plain", "--unknown", "0").code == 0
    assert pl.read_parquet(target).equals(enterprises(50, unknown=0).drop("name", "credit_code"))


def test_the_result_is_told_in_chinese_too(tmp_path: Path) -> None:
    run = jinjie("synthetic", "-n", "5", "-o", tmp_path / "f.parquet", "--lang", "zh")
    assert "5 家企业" in run.err
    assert "全部是虚构的" in run.err


MISTAKES = {
    "no rows": (("-n", "0", "-o", "f.parquet"), "-n must be at least 1"),
    "rows that are no number": (("-n", "many", "-o", "f.parquet"), "-n must be a whole number"),
    "no output": (("-n", "5"), "the option -o is missing"),
    "too much unknown": (("-n", "5", "-o", "f.parquet", "--unknown", "0.9"), "lies between 0 and 0.5"),
    "unknown that is no number": (("-n", "5", "-o", "f.parquet", "--unknown", "few"), "--unknown must be a number"),
    "a negative seed": (("-n", "5", "-o", "f.parquet", "--seed", "-1"), "--seed must be at least 0"),
    "empty parts": (("-n", "5", "-o", "d", "--part-rows", "0"), "--part-rows must be at least 1"),
    "no folder for a file": (("-n", "5", "-o", "no/f.parquet"), "there is no such folder"),
    "no folder for the parts": (("-n", "5", "-o", "no/d"), "there is no such folder"),
    "a folder that is a file": (("-n", "5", "-o", "taken"), "cannot be written"),
    "a folder with other parts": (("-n", "5", "-o", "full"), "already holds old.parquet"),
}


@pytest.mark.parametrize(("arguments", "expected"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_wrong_argument_is_told_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taken").write_text("")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "old.parquet").write_text("")
    before = sorted(tmp_path.rglob("*"))
    (line,) = mistakes("synthetic", *arguments, "--lang", "en")
    assert expected in line
    assert sorted(tmp_path.rglob("*")) == before


def test_without_numpy_the_command_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    (line,) = mistakes("synthetic", "-n", "5", "-o", tmp_path / "f.parquet", "--lang", "en")
    assert "pip install 'jinjie[synthetic]'" in line


def test_a_run_that_breaks_off_leaves_whole_parts_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = files.batches

    def breaking(rows: int, wanted: Any, start: int = 0) -> Iterator[Any]:
        yield from whole(rows, wanted, start)
        if start:
            raise KeyboardInterrupt

    monkeypatch.setattr(files, "batches", breaking)
    assert jinjie("synthetic", "-n", "200", "-o", tmp_path / "d", "--part-rows", "100").code != 0
    assert [path.name for path in (tmp_path / "d").iterdir()] == ["part-00000.parquet"]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_frame: Any, *_arguments: Any, **_options: Any) -> None:
        raise pl.exceptions.ComputeError("parquet: underlying IO error: No space left on device (os error 28)")

    monkeypatch.setattr(pl.LazyFrame, "sink_parquet", full)
    (line,) = mistakes("synthetic", "-n", "5", "-o", tmp_path / "f.parquet", "--lang", "en")
    assert "the disk is full" in line
    assert not list(tmp_path.iterdir())
