"""Law in time: which edition governs, why, and what an unknown fact could change about it."""

from __future__ import annotations

from datetime import date

import pytest

from jinjie.basics.problems import InputError
from jinjie.facts.profile import profile_of
from jinjie.rules.assessment import Assessor
from jinjie.rules.editions import Choice, choose, named


def chosen(assessor: Assessor, rulebook: str, day: str, **facts: object) -> Choice | None:
    profile = profile_of({"facts": facts}, assessor.library.vocabulary)
    on = date.fromisoformat(day)
    return choose(assessor.library, rulebook, on, assessor.know(profile, on))


@pytest.mark.parametrize(
    ("rulebook", "day", "facts", "name"),
    [
        ("srdi-sme", "2022-08-01", {}, "srdi-sme@2022"),
        ("srdi-sme", "2026-03-31", {}, "srdi-sme@2022"),
        ("srdi-sme", "2026-04-01", {}, "srdi-sme@2026"),
        ("little-giant", "2026-05-01", {"application_kind": "new"}, "little-giant@2026"),
        ("little-giant", "2026-05-01", {"application_kind": "renewal"}, "little-giant@2022"),
        ("little-giant", "2027-05-01", {"application_kind": "renewal"}, "little-giant@2026"),
        ("little-giant", "2025-06-01", {}, "little-giant@2022+notice-2025"),
        ("innovative-sme", "2026-11-22", {}, "innovative-sme@2022+measures-2026"),
        ("srdi-sme", "2025-01-31", {"region": "440300"}, "srdi-sme@2022+guangdong"),
        ("srdi-sme", "2025-01-31", {"region": "110000"}, "srdi-sme@2022"),
        ("srdi-sme", "2026-11-22", {"region": "330100"}, "srdi-sme@2026+zhejiang"),
        ("srdi-sme", "2023-01-31", {"region": "440100"}, "srdi-sme@2022"),
    ],
)
def test_the_day_and_the_facts_choose(
    assessor: Assessor, rulebook: str, day: str, facts: dict[str, object], name: str
) -> None:
    choice = chosen(assessor, rulebook, day, **facts)
    assert choice is not None
    assert choice.rulebook.name == name
    assert choice.reason.zh
    assert choice.reason.en


def test_before_the_first_edition_there_is_none(assessor: Assessor) -> None:
    assert chosen(assessor, "srdi-sme", "2021-01-01") is None


def test_an_unknown_kind_of_application_names_the_edition_it_could_bring(assessor: Assessor) -> None:
    choice = chosen(assessor, "little-giant", "2026-05-01")
    assert choice is not None
    assert choice.rulebook.edition == "2026"
    assert [name for name, _ in choice.alternatives] == ["little-giant@2022"]


def test_a_region_among_several_leaves_the_overlays_open(assessor: Assessor) -> None:
    choice = chosen(assessor, "srdi-sme", "2025-01-31", region=["44", "11"])
    assert choice is not None
    assert choice.rulebook.overlays == ()
    assert [name for name, _ in choice.alternatives] == ["srdi-sme@2022+guangdong"]


def test_a_named_edition_is_taken_as_it_is(assessor: Assessor) -> None:
    on = date(2026, 11, 22)
    knowledge = assessor.know(profile_of({"facts": {}}, assessor.library.vocabulary), on)
    choice = named(assessor.library, "srdi-sme@2022+guangdong", on, knowledge)
    assert choice is not None
    assert choice.rulebook.pass_at == 70


@pytest.mark.parametrize("name", ["srdi-sme@2023", "srdi-sme@2022+guangdon", "nothing"])
def test_a_name_that_does_not_exist_is_a_mistake(assessor: Assessor, name: str) -> None:
    on = date(2026, 11, 22)
    knowledge = assessor.know(profile_of({"facts": {}}, assessor.library.vocabulary), on)
    with pytest.raises(InputError):
        named(assessor.library, name, on, knowledge)


def test_an_overlay_changes_the_fingerprint_and_nothing_else_does(assessor: Assessor) -> None:
    library = assessor.library
    plain, over = library.get("srdi-sme@2022"), library.get("srdi-sme@2022+guangdong")
    assert plain.hash != over.hash
    assert plain.hash == type(library)().get("srdi-sme@2022").hash
