"""Tables that a user brings."""

from pathlib import Path

import pytest

from jinjie.basics.problems import InputError
from jinjie.panorama.tables import OwnTable, read_tables

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "panorama"


def given(folder: Path, name: str, *lines: str) -> Path:
    path = folder / f"{name}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return path


def read(path: Path) -> OwnTable:
    (table,) = read_tables([path]).values()
    return table


def problems(*files: str | Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_tables(files)
    return [problem.line("en") for problem in caught.value.problems]


def test_percent_become_shares_and_a_second_number_makes_a_range(tmp_path: Path) -> None:
    table = read(given(tmp_path, "penetration", "tier,year,value,source", "little-giant,2021,26.5%,yearbook"))
    assert [(line.key, float(line.low)) for line in table.latest] == [("little-giant", 0.265)]
    ranged = read(given(tmp_path, "recognised", "tier,year,value,high,source", "little-giant,2020,1584,1744,（二手）"))
    assert (ranged.lines[0].low, ranged.lines[0].high, ranged.sources) == (1584, 1744, ("（二手）",))


def test_a_table_may_have_a_name_in_front(tmp_path: Path) -> None:
    path = given(tmp_path, "whatever", "region,year,value,source", '44,2022,"47,723.1",yearbook')
    assert read_tables([f"industrial-output={path}"])["industrial-output"].latest[0].low * 10 == 477231


def test_every_mistake_has_its_line(tmp_path: Path) -> None:
    path = given(tmp_path, "industrial-output", "region,year,value,source", "广东,2022,1,a", "44,22,x,", "44,2022,-1,a")
    found = problems(path)
    assert f"{path}:2: region: '广东' is no code of a region" in found
    assert f"{path}:3: year: '22' is not a year" in found
    assert f"{path}:3: value: 'x' is not a number" in found
    assert f"{path}:3: source: the source is not stated" in found
    assert f"{path}:4: value: '-1' is not a number" in found


def test_missing_columns_and_unknown_names_are_told_at_once(tmp_path: Path) -> None:
    lacking = given(tmp_path, "targets", "tier,value", "little-giant,1")
    unknown = given(tmp_path, "industrial-outputs", "a", "1")
    found = problems(lacking, unknown, tmp_path / "boards.csv")
    assert f"{lacking}:1: columns missing: year, source" in found
    assert any("did you mean industrial-output?" in line for line in found)
    assert any("boards.csv" in line for line in found)


def test_a_word_that_no_figure_knows_is_a_mistake(tmp_path: Path) -> None:
    path = given(tmp_path, "listed", "measure,year,value,source", "amount,2022,1,a")
    assert problems(path) == [f"{path}:2: 'amount' must be one of: count, below_5bn"]


def test_the_same_table_twice_is_a_mistake(tmp_path: Path) -> None:
    path = given(tmp_path, "targets", "tier,year,value,source", "little-giant,2025,1,a")
    assert problems(path, path) == [f"{path}: this table is given twice"]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.csv")), ids=lambda path: path.stem)
def test_every_example_can_be_read_and_names_its_sources(path: Path) -> None:
    assert all(line.source for line in read(path).lines)
