"""How long the readings of one profile take, warm. `make bench` prints the figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jinjie.documents.reading import read_document
from jinjie.facts.profile import Profile, profile_from
from jinjie.rules.assessment import Assessor
from jinjie.rules.interview import Interview
from jinjie.rules.library import Library
from jinjie.rules.readings.bound.state import State
from jinjie.rules.readings.bound.verdict import bound

EXAMPLES = Path(__file__).parents[1] / "examples"
OLD, NEW = date(2023, 1, 31), date(2026, 11, 22)
EDITIONS = [
    "innovative-sme@2022",
    "tech-sme@2017",
    "srdi-sme@2022",
    "srdi-sme@2026",
    "little-giant@2022",
    "little-giant@2026",
]


@pytest.fixture(scope="session")
def assessor() -> Assessor:
    return Assessor(Library())


def profile(assessor: Assessor, name: str) -> Profile:
    return profile_from(read_document(EXAMPLES / f"{name}.yaml"), assessor.library.vocabulary)


@pytest.mark.parametrize("day", [OLD, NEW], ids=str)
def test_all_tiers_with_full_explanation(benchmark: Any, assessor: Assessor, day: date) -> None:
    """Goal: 5 ms. Statements to box, four tiers bounded and explained."""
    firm = profile(assessor, "complete")
    assessor.assess(firm, day)
    result = benchmark(assessor.assess, firm, day)
    assert len(result.results) == 4


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_rulebook_with_full_explanation(benchmark: Any, assessor: Assessor, edition: str) -> None:
    """Goal: 0.5 ms."""
    knowledge = assessor.know(profile(assessor, "complete"), OLD)
    (choice,) = assessor.choices(knowledge, OLD, [edition])
    assessor.result(choice, knowledge)
    assert benchmark(assessor.result, choice, knowledge).verdict == "pass"


@pytest.mark.parametrize("edition", EDITIONS)
def test_one_rulebook_verdict_and_score_only(benchmark: Any, assessor: Assessor, edition: str) -> None:
    """The interpreted one-pass reading, three-valued, without explanation (no generated code is used)."""
    knowledge = assessor.know(profile(assessor, "complete"), OLD)
    rulebook = assessor.library.get(edition)

    def read() -> str:
        return bound(State(rulebook, knowledge.box, knowledge.network), "plain").verdict

    assert benchmark(read) == "pass"


@pytest.mark.parametrize("name", ["case-a", "case-b", "case-b-margin-unknown", "case-c"])
def test_an_incomplete_profile_with_proofs_and_deciding_facts(benchmark: Any, assessor: Assessor, name: str) -> None:
    """Four tiers: exact bounds proved by examples, and the deciding facts of each open verdict."""
    firm = profile(assessor, name)
    assessor.assess(firm, OLD)
    benchmark(assessor.assess, firm, OLD)


def test_the_next_question(benchmark: Any, assessor: Assessor) -> None:
    """One question of an interview that has just begun."""
    interview = Interview(assessor, Profile("x"), OLD, ["srdi-sme"])
    assert benchmark(interview.question) is not None
