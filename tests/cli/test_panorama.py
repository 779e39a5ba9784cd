"""The command jinjie panorama."""

from pathlib import Path

import polars as pl
import pytest

from .running import EXAMPLES, jinjie, mistakes


@pytest.fixture
def screened(tmp_path: Path) -> Path:
    """Two invented rows."""
    path = tmp_path / "screened.parquet"
    frame = pl.DataFrame(
        {
            "name": ["甲", "乙"],
            "region": ["440300", "330100"],
            "synthetic": [True, True],
            "little-giant_verdict": ["pass", "undetermined"],
            "little-giant_edition": ["2026", "2026"],
            "little-giant_blocking": [None, "market"],
            "error": pl.Series([None, None], dtype=pl.String),
        }
    )
    frame.write_parquet(path)
    return path


def test_all_forms_at_once(screened: Path, tmp_path: Path) -> None:
    page, folder, book = tmp_path / "p.html", tmp_path / "tables", tmp_path / "p.xlsx"
    table = EXAMPLES / "panorama" / "penetration.csv"
    run = jinjie("panorama", screened, "-o", page, "--csv", folder, "--xlsx", book, "--table", table, "--lang", "en")
    assert run.code == 0
    assert "1.98 times" in run.out
    assert f"written to {page}" in run.err
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert (folder / "provinces.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert book.read_bytes().startswith(b"PK")


def test_without_files_there_is_only_text(screened: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    run = jinjie("panorama", screened, "--lang", "zh")
    assert run.code == 0
    assert "合成数据：2 家企业是虚构的" in run.out
    assert sorted(tmp_path.iterdir()) == before


def test_a_file_that_was_not_screened_names_the_missing_columns(tmp_path: Path) -> None:
    path = tmp_path / "plain.parquet"
    pl.DataFrame({"name": ["甲"], "error": ["x"]}).write_parquet(path)
    (line,) = mistakes("panorama", path, tmp_path / "nowhere.parquet", "--lang", "en")[1:]
    assert line == f"{path}: is not a screened file, columns missing: …_verdict (run jinjie screen first)"


def test_one_line_per_mistake(screened: Path, tmp_path: Path) -> None:
    bad = tmp_path / "targets.csv"
    bad.write_text("tier,year,value,source\nlittle-giant,soon,many,\n", encoding="utf-8")
    assert len(mistakes("panorama", screened, "--table", bad)) == 3


@pytest.mark.parametrize(
    "option", [("-o", "nowhere/p.html"), ("--xlsx", "p.xls"), ("--csv", "nowhere/tables"), ("--xlsx", "nowhere/p.xlsx")]
)
def test_a_place_that_cannot_be_written_to_is_told_before_anything_is_read(
    option: tuple[str, str], screened: Path, tmp_path: Path
) -> None:
    assert len(mistakes("panorama", screened, option[0], tmp_path / option[1])) == 1
