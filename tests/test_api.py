"""The Python interface takes what a programmer has at hand and says in one way what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

import jinjie
from jinjie import api

YOUNG: dict[str, Any] = {"facts": {"niche_years": 1}}
DAY = date(2023, 1, 31)


def names(**arguments: Any) -> list[str]:
    given: dict[str, Any] = {"profile": YOUNG, "on": DAY, "rulebooks": ["srdi-sme"], **arguments}
    return [result.rulebook.name for result in jinjie.assess(**given).results]


@pytest.mark.parametrize("on", [DAY, datetime(2023, 1, 31, 23, 59), "2023-01-31"])
def test_a_day_may_be_a_date_a_time_or_text(on: object) -> None:
    assert names(on=on) == ["srdi-sme@2022"]
    assert api.as_date(on) == DAY  # type: ignore[arg-type]


@pytest.mark.parametrize("rulebooks", ["srdi-sme", ("srdi-sme",), iter(["srdi-sme"])])
def test_one_rulebook_needs_no_list(rulebooks: object) -> None:
    assert names(rulebooks=rulebooks) == ["srdi-sme@2022"]


@pytest.mark.parametrize("facts", [{"niche_years": 1}, MappingProxyType({"niche_years": 1})])
def test_any_mapping_is_a_profile(facts: object) -> None:
    assert jinjie.assess(MappingProxyType({"facts": facts}), DAY, "srdi-sme").results[0].verdict == "fail"


WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "a profile that is none": (lambda: jinjie.assess(None), "not NoneType"),  # type: ignore[arg-type]
    "an impossible file name": (lambda: jinjie.assess("a\0b.yaml"), "no file can have such a name"),
    "an impossible name of a workbook": (lambda: jinjie.Profile.load("a\0b.xlsx"), "no file can have such a name"),
    "a folder": (lambda: jinjie.Profile.load(Path()), "it is a folder"),
    "a list for a day": (lambda: names(on=[]), "on: '[]' is not a date"),
    "a number for a rulebook": (lambda: names(rulebooks=[5]), "is text, not 5"),
    "a number for all rulebooks": (lambda: names(rulebooks=5), "is text, not 5"),
    "nothing for a rulebook": (lambda: jinjie.load_rulebook(None), "is text, not None"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize(("call", "expected"), WRONG.values(), ids=WRONG.keys())
def test_whatever_is_wrong_is_an_input_error(call: Callable[[], object], expected: str) -> None:
    with pytest.raises(jinjie.InputError) as caught:
        call()
    (problem,) = caught.value.problems
    assert expected in problem.line("en")


def test_a_loaded_profile_is_assessed_like_its_file() -> None:
    path = Path(__file__).parents[1] / "examples" / "case-b.yaml"
    loaded = jinjie.Profile.load(path)
    assert isinstance(loaded, jinjie.Profile)
    assert jinjie.assess(loaded, DAY).to_dict() == jinjie.assess(path, DAY).to_dict()


def _screens() -> dict[str, tuple[Callable[[], object], str]]:
    return {
        "a number": (lambda: jinjie.screen(5), "a path, a list of paths or a data frame, not int"),
        "nothing": (lambda: jinjie.screen(None), "not NoneType"),
        "an empty list": (lambda: jinjie.screen([]), "not list"),
        "a list of numbers": (lambda: jinjie.screen([1, 2]), "not list"),
        "bytes": (lambda: jinjie.screen(b"a.csv"), "not bytes"),
        "a mapping": (lambda: jinjie.screen({}), "not dict"),
        "no such file": (lambda: jinjie.screen("none.csv"), "there is no such file"),
        "a bad engine": (lambda: jinjie.screen(Path(), engine="duckbd"), "no engine duckbd; did you mean duckdb?"),  # type: ignore[arg-type]
        "a bad output": (lambda: jinjie.screen(Path(), out=5), "out is a path"),  # type: ignore[arg-type]
        "a frame without facts": (lambda: jinjie.screen(_frame({"a": [1]})), "no column is a fact"),
        "a frame with a result": (
            lambda: jinjie.screen(_frame({"niche_years": [1], "error": [1]})),
            "name of a result",
        ),
    }


def _frame(columns: dict[str, list[object]]) -> Any:
    return pytest.importorskip("polars").DataFrame(columns)


@pytest.mark.parametrize("name", _screens())
def test_whatever_cannot_be_screened_is_an_input_error(name: str) -> None:
    call, expected = _screens()[name]
    with pytest.raises(jinjie.InputError) as caught:
        call()
    (problem,) = caught.value.problems
    assert expected in problem.line("en")


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_a_frame_a_path_a_list_and_an_output_give_the_same(tmp_path: Path, engine: Any) -> None:
    pl = pytest.importorskip("polars")
    pytest.importorskip(engine)
    frame = _frame({"firm": ["a", "b"], "niche_years": [1, 5]})
    frame.write_parquet(tmp_path / "in.parquet")
    found = jinjie.screen(frame, "srdi-sme", DAY, engine)
    assert found["srdi-sme_verdict"].to_list() == ["fail", "undetermined"]
    sources = (tmp_path / "in.parquet", str(tmp_path / "in.parquet"), [tmp_path / "in.parquet"], frame.lazy())
    for source in (*sources, frame.to_arrow() if engine == "duckdb" else frame):
        assert jinjie.screen(source, "srdi-sme", DAY, engine).equals(found)
        out = tmp_path / "out.parquet"
        assert jinjie.screen(source, "srdi-sme", DAY, engine, out=str(out)) == out
        assert pl.read_parquet(out).equals(found)
