"""The enterprises of the handbook's fourth chapter: verdict, score and deciding facts to the digit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jinjie.basics.interval import Interval
from jinjie.documents.reading import read_document
from jinjie.facts.profile import profile_of
from jinjie.rules.assessment import Assessor, Result
from jinjie.rules.library import Library
from jinjie.rules.readings.explain import CriterionLine

HERE = Path(__file__).parent
HANDBOOK = date(2023, 1, 31)
TODAY = date(2026, 11, 22)
DECIDING = ("net_margin_y1", "rd_institution_level", "local_feature_points")


@pytest.fixture
def case(assessor: Assessor) -> Callable[..., Result]:
    """The result of a case under a rulebook on a day, some of its facts stated anew."""

    def result(name: str, rulebook: str, day: date = HANDBOOK, **facts: Any) -> Result:
        profile = profile_of({"facts": {**written(name), **facts}}, assessor.library.vocabulary)
        return assessor.assess(profile, day, [rulebook]).results[0]

    return result


def written(name: str) -> dict[str, Any]:
    """The facts of a case as its file states them."""
    facts: dict[str, Any] = read_document(HERE / f"{name}.yaml").data["facts"]
    return facts


def line(result: Result, criterion: str) -> CriterionLine:
    return next(found for found in result.criteria.walk() if found.id == criterion)


def spans(result: Result) -> dict[str, Any]:
    assert result.score is not None
    return {part.id: part.span for part in result.score.walk()}


def test_enterprise_a_certainly_passes_though_its_score_is_open(case: Callable[..., Result]) -> None:
    result = case("case-a", "innovative-sme")
    assert (result.rulebook.name, result.verdict, result.span) == ("innovative-sme@2022", "pass", (70, 95))
    found = spans(result)
    assert [found[part] for part in ("innovation", "growth", "specialisation")] == [(20, 40), (20, 25), (30, 30)]
    assert result.bound.exact


def test_the_adviser_of_enterprise_a_counted_the_highest_that_is_possible(case: Callable[..., Result]) -> None:
    assert case("case-a", "innovative-sme").span == (70, 40 + 25 + 30)


def test_enterprise_b_certainly_passes(case: Callable[..., Result]) -> None:
    result = case("case-b", "srdi-sme")
    assert (result.rulebook.name, result.verdict, result.span) == ("srdi-sme@2022", "pass", (62, 96))
    assert result.bound.exact
    assert result.deciding == ()


def test_the_score_of_enterprise_b_part_by_part(case: Callable[..., Result]) -> None:
    found = spans(case("case-b", "srdi-sme"))
    assert {part: found[part] for part in ("specialisation", "refinement", "distinctiveness", "innovation")} == {
        "specialisation": (25, 25),
        "refinement": (18, 23),
        "distinctiveness": (0, 15),
        "innovation": (19, 33),
    }


def test_three_facts_could_each_settle_enterprise_b_without_its_margin(case: Callable[..., Result]) -> None:
    result = case("case-b-margin-unknown", "srdi-sme")
    assert (result.verdict, result.span, result.bound.exact) == ("undetermined", (54, 98), True)
    assert [deciding.facts for deciding in result.deciding] == [(fact,) for fact in DECIDING]


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"net_margin_y1": "6%"}, "pass"),
        ({"net_margin_y1": "5.99%"}, "undetermined"),
        ({"rd_institution_level": "provincial"}, "pass"),
        ({"rd_institution_level": "municipal"}, "undetermined"),
        ({"local_feature_points": "6"}, "pass"),
        ({"local_feature_points": "5.5"}, "undetermined"),
    ],
)
def test_each_of_the_three_settles_it_from_its_own_threshold_on(
    case: Callable[..., Result], facts: dict[str, str], verdict: str
) -> None:
    assert case("case-b-margin-unknown", "srdi-sme", **facts).verdict == verdict


def test_no_other_single_answer_settles_enterprise_b(case: Callable[..., Result], library: Library) -> None:
    stated = written("case-b-margin-unknown")
    for fact in sorted(set(library.get("srdi-sme@2022").facts) - set(DECIDING) - set(stated)):
        for choice in library.vocabulary[fact].choices:
            assert case("case-b-margin-unknown", "srdi-sme", **{fact: choice}).verdict == "undetermined", fact


def test_enterprise_c_is_undetermined(case: Callable[..., Result]) -> None:
    result = case("case-c", "little-giant")
    assert (result.rulebook.name, result.verdict, result.span) == ("little-giant@2022", "undetermined", None)


def test_the_share_of_enterprise_c_needs_the_upper_end_of_its_revenue(assessor: Assessor) -> None:
    profile = profile_of({"facts": written("case-c")}, assessor.library.vocabulary)
    knowledge = assessor.know(profile, HANDBOOK)
    assert knowledge.box.number("rd_intensity_y1") == Interval(0, None, low_open=True)


@pytest.mark.parametrize(
    ("revenue", "expense", "truth"),
    [
        ("33333.33", "1000", "true"),  # 40,000 after a growth of 20 %: just above 3 %
        ("33333.34", "1000", "false"),
        ("33333.33", ">= 1000", "true"),
        ("33333.34", ">= 1000", "unknown"),
        (">= 33333.33", "1000", "unknown"),
        (">= 33333.34", "1000", "false"),
    ],
)
def test_the_earlier_share_of_enterprise_c_lies_on_the_line_at_the_stated_bounds(
    case: Callable[..., Result], revenue: str, expense: str, truth: str
) -> None:
    result = case("case-c", "little-giant", revenue_y2=revenue, rd_expense_y2=expense)
    assert str(line(result, "rd_large_y2").truth) == truth


def test_enterprise_a_under_the_new_law_hangs_on_the_open_end_of_its_revenue(case: Callable[..., Result]) -> None:
    result = case("case-a", "srdi-sme", TODAY)
    assert (result.rulebook.name, result.verdict, result.span) == ("srdi-sme@2026", "undetermined", None)
    size, revenue = line(result, "size"), line(result, "revenue_floor")
    assert (str(size.truth), str(revenue.truth)) == ("unknown", "unknown")
    assert "≥" in revenue.actual.zh
    assert "400" in revenue.actual.zh
    assert revenue.gauge is not None
    assert revenue.gauge.value == Interval(400)
    assert revenue.gauge.wanted == Interval(1500)


@pytest.mark.parametrize(
    ("facts", "size", "verdict"),
    [
        ({}, "false", "fail"),
        ({"revenue_y1": "1499.99"}, "false", "fail"),
        ({"revenue_y1": "1500"}, "true", "undetermined"),
        ({"revenue_y1": "400..1500"}, "unknown", "undetermined"),
        ({"equity_financing_y1": "2000"}, "true", "undetermined"),
        ({"equity_financing_y2": ">= 1999.99"}, "unknown", "undetermined"),
        ({"equity_financing_y2": "< 2000"}, "false", "fail"),
    ],
)
def test_enterprise_a_fails_under_the_new_law_once_its_size_is_known(
    case: Callable[..., Result], facts: dict[str, str], size: str, verdict: str
) -> None:
    small = {"revenue_y1": "400", "equity_financing_y1": "0", "equity_financing_y2": "0"}
    result = case("case-a", "srdi-sme", TODAY, **{**small, **facts})
    assert (str(line(result, "size").truth), result.verdict) == (size, verdict)
