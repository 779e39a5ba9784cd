"""Which files are a screened set, and what is said of those that are not."""

from pathlib import Path

import polars as pl
import pytest

from jinjie.basics.problems import InputError
from jinjie.panorama.opening import open_set

from .conftest import Write, frame, written


def problems(*paths: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        open_set(paths)
    return [problem.message.en for problem in caught.value.problems]


def test_a_folder_stands_for_the_files_in_it(tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        written(tmp_path / name, frame())
    found = open_set([tmp_path, tmp_path / "a.parquet"])
    assert [path.name for path in found.frames] == ["a.parquet", "b.parquet"]
    assert found.prefixes == ("little-giant", "sme-size", "srdi-sme")
    assert found.frame.collect().height == 16
    assert found.day.isoformat()[:4] == "2023"


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    plain = tmp_path / "plain.parquet"
    pl.DataFrame({"name": ["甲"]}).write_parquet(plain)
    broken = tmp_path / "broken.parquet"
    broken.write_text("no Parquet at all")
    (tmp_path / "empty").mkdir()
    found = problems(plain, broken, tmp_path / "nowhere.parquet", tmp_path / "empty")
    assert "is not a screened file, columns missing: error, …_verdict (run jinjie screen first)" in found
    assert "is not a Parquet file, or is damaged" in found
    assert "there is no such file" in found
    assert "the folder holds no .parquet file" in found


def test_parts_for_other_rulebooks_do_not_go_together(write: Write) -> None:
    one, other = write("one.parquet"), write("other.parquet", {"sme-size_verdict": None})
    assert problems(one, other) == ["was screened for other rulebooks than the first file: sme-size_verdict"]


def test_a_column_that_only_one_part_has_is_unknown_in_the_other(write: Write) -> None:
    one, other = write("one.parquet"), write("other.parquet", {"rd_intensity_y1": None, "industry": None})
    found = open_set([one, other]).frame.collect()
    assert found["industry"].null_count() == 1 + 8
    assert found["rd_intensity_y1"].null_count() == 1 + 8


def test_shares_may_be_written_as_percent(write: Write) -> None:
    texts = ["5%", "0.03", " 10% ", "many", None, "50%", "120%", "4%"]
    found = open_set([write(changed={"rd_intensity_y1": texts})]).frame.collect()["rd_intensity_y1"].to_list()
    assert found == [0.05, 0.03, 0.1, None, None, 0.5, 1.2, 0.04]


def test_blocks_hold_all_rows_once(screened: Path) -> None:
    blocks = [block.frame.collect().height for block in open_set([screened]).blocks(3)]
    assert blocks == [3, 3, 2]


def test_a_set_without_rows_is_one_empty_block(tmp_path: Path) -> None:
    empty = written(tmp_path / "empty.parquet", frame().clear())
    assert [block.frame.collect().height for block in open_set([empty]).blocks()] == [0]
