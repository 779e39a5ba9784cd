"""Which files are read, and what is said of those that do not fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jinjie.basics.problems import InputError
from jinjie.batch.order import Order
from jinjie.batch.screening import screen_files

pl = pytest.importorskip("polars")
Make = Callable[..., Any]


def refused(inputs: list[Path], order: Order, out: Path) -> str:
    """The one mistake; nothing is left beside the inputs."""
    before = sorted(out.parent.rglob("*"))
    with pytest.raises(InputError) as caught:
        screen_files(inputs, order, out)
    assert sorted(out.parent.rglob("*")) == before
    (problem,) = caught.value.problems
    return problem.line("en")


def screened(inputs: list[Path], order: Order, out: Path) -> pl.DataFrame:
    screen_files(inputs, order, out)
    return pl.read_parquet(out)


def test_no_row_at_all_is_a_mistake(tmp_path: Path, table: Make, order: Make) -> None:
    for out in ("out.parquet", "out.csv", "out"):
        assert "not a single row" in refused([table(0)], order(), tmp_path / out)


def test_a_table_without_facts_names_what_is_expected(tmp_path: Path, order: Make) -> None:
    path = tmp_path / "in.parquet"
    pl.DataFrame({"firm": ["a"], "revenue_yl": [5.0], "niche_year": [3]}).write_parquet(path)
    line = refused([path], order(), tmp_path / "out.parquet")
    assert "no column is a fact; columns are named like industry, employees_y1, revenue_y1" in line
    assert "revenue_yl -> revenue_y1, niche_year -> niche_years" in line


def test_parts_with_other_columns_are_named(tmp_path: Path, table: Make, order: Make) -> None:
    first, second = table(3, "in/a.parquet"), table(3, "in/b.parquet", revenue_y1=[1.0, 2.0, 3.0])
    line = refused([first.parent], order(), tmp_path / "out.parquet")
    assert line.startswith(f"{second}: all files must have the same columns; compared with {first}, it also has rev")
    pl.DataFrame({"niche_years": [1]}).write_parquet(second)
    assert "it lacks firm" in refused([first.parent], order(), tmp_path / "out.parquet")


def test_parts_may_have_their_columns_in_another_order_and_facts_of_another_type(
    tmp_path: Path, table: Make, order: Make
) -> None:
    first, second = table(3, "in/a.parquet"), tmp_path / "in" / "b.parquet"
    pl.DataFrame({"niche_years": ["9"], "firm": ["f9"]}).write_parquet(second)
    found = screened([first.parent], order(), tmp_path / "out.parquet")
    assert found["firm"].to_list() == ["f0", "f1", "f2", "f9"]
    assert found["error"].null_count() == 4


KINDS: dict[str, tuple[Any, Any, list[Any]]] = {
    "whole numbers": (pl.Series([1, 2], dtype=pl.Int32), pl.Series([3, 4], dtype=pl.Int64), [1, 2, 3, 4]),
    "nothing known": (pl.Series([None, None]), pl.Series(["c", "d"]), [None, None, "c", "d"]),
    "words of different lists": (
        pl.Series(["a", "b"], dtype=pl.Enum(["a", "b"])),
        pl.Series(["c", "d"], dtype=pl.Enum(["c", "d"])),
        ["a", "b", "c", "d"],
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), KINDS.values(), ids=KINDS.keys())
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_columns_that_are_kept_may_differ_a_little_in_type(
    tmp_path: Path, table: Make, order: Make, one: Any, other: Any, expected: list[Any], engine: str
) -> None:
    pytest.importorskip("duckdb")
    paths = [table(2, "a.parquet", mine=one), table(2, "b.parquet", mine=other)]
    assert screened(paths, order(engine=engine), tmp_path / "out.parquet")["mine"].to_list() == expected


def test_columns_that_are_kept_and_cannot_be_one_are_named(tmp_path: Path, table: Make, order: Make) -> None:
    paths = [table(1, "a.parquet", mine=[date(2026, 1, 1)]), table(1, "b.parquet", mine=[True])]
    assert "the column mine is Boolean here and Date" in refused(paths, order(), tmp_path / "out.parquet")


@pytest.mark.parametrize("name", ["error", "srdi-sme_verdict", "srdi-sme_note"])
def test_a_column_with_the_name_of_a_result_is_refused(tmp_path: Path, table: Make, order: Make, name: str) -> None:
    line = refused([table(1, **{name: ["x"]})], order(), tmp_path / "out.parquet")
    assert f"the column {name} of the input has the name of a result" in line


def test_a_column_that_is_not_there_proposes_the_nearest(tmp_path: Path, table: Make, order: Make) -> None:
    line = refused([table(1)], order(keep=("niche_year",)), tmp_path / "out.parquet")
    assert "the input has no column niche_year; did you mean niche_years?" in line


def test_a_result_in_the_folder_of_the_inputs_is_no_input_of_the_next_run(
    tmp_path: Path, table: Make, order: Make
) -> None:
    folder = table(3, "in/a.parquet").parent
    for out in (folder / "out.parquet", folder / "parts"):
        for _ in range(2):
            screen_files([folder], order(), out)
        assert len(pl.read_parquet(sorted(out.iterdir()) if out.is_dir() else out)) == 3
        (folder / "out.parquet").unlink(missing_ok=True)


def test_csv_files_of_one_name_in_two_folders_do_not_mix(tmp_path: Path, order: Make) -> None:
    for name in ("x", "y"):
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "a.csv").write_text(f"firm,niche_years\n{name},3\n")
    assert screened([tmp_path / "in"], order(), tmp_path / "out.parquet")["firm"].to_list() == ["x", "y"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.parquet"]


def test_what_is_not_one_table_in_csv_is_a_mistake_that_names_the_file(tmp_path: Path, order: Make) -> None:
    path = tmp_path / "in.csv"
    for content in (
        b"",
        b"firm,niche_years\na,1\nb,2,3,4\n",
        b'firm,niche_years\n"a,1\n',
        b"firm,niche_years\n\xff,1\n",
    ):
        path.write_bytes(content)
        assert "in.csv: " in refused([path], order(), tmp_path / "out.parquet")


def test_an_output_never_takes_the_place_of_anything_but_an_output(tmp_path: Path, table: Make, order: Make) -> None:
    source = table(3, "in/a.parquet")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.docx").write_text("years of work")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder.parquet").mkdir()
    for out, said in {
        "mine": "the folder holds something else (thesis.docx)",
        "in": "the folder holds something else (a.parquet)",
        "file": "there is a file of this name",
        "folder.parquet": "it is a folder",
        "no/out.parquet": "there is no such folder",
        "out.xlsx": "is a .parquet or .csv file or a folder, not .xlsx",
    }.items():
        assert said in refused([source], order(), tmp_path / out)
    source.rename(tmp_path / "in" / "part-00001.parquet")
    assert "the input is there" in refused([tmp_path / "in" / "part-00001.parquet"], order(), tmp_path / "in")


def test_an_input_that_is_missing_or_an_empty_folder_is_named(tmp_path: Path, table: Make, order: Make) -> None:
    (tmp_path / "empty").mkdir()
    assert "no such file" in refused([table(1), tmp_path / "none.parquet"], order(), tmp_path / "o.parquet")
    assert "no Parquet or CSV file" in refused([tmp_path / "empty"], order(), tmp_path / "o.parquet")


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path, table: Make, order: Make) -> None:
    path = table(3, "in/a.parquet")
    assert len(screened([path.parent, path, path], order(), tmp_path / "out.parquet")) == 3
