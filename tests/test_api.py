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
