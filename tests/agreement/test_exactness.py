"""Cases by hand in which a bound once was wider than it had to be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jinjie.facts.profile import profile_of
from jinjie.rules.assessment import Assessor, Result

DAY = date(2023, 6, 30)


def result_of(assessor: Assessor, facts: dict[str, Any]) -> Result:
    return assessor.assess(profile_of({"facts": facts}, assessor.library.vocabulary), DAY, ["srdi-sme@2022"]).results[0]


def span_of(assessor: Assessor, part: str, facts: dict[str, Any]) -> Any:
    score = result_of(assessor, facts).score
    assert score is not None
    return next(line.span for line in score.walk() if line.id == part)


@pytest.mark.parametrize(
    ("levels", "span"),
    [
        (["national", "provincial"], (8, 10)),
        (["provincial", "below_municipal"], (2, 8)),
        (["municipal", "none"], (0, 4)),
        (["none"], (0, 0)),
    ],
)
def test_one_of_several_choices_gives_the_points_of_one_of_them(
    assessor: Assessor, levels: list[str], span: tuple[int, int]
) -> None:
    assert span_of(assessor, "rd_institution", {"rd_institution_level": levels}) == span


FIRST_YEAR = {"revenue_y1": "400", "main_revenue_share_y1": "50%"}
REST = {"net_margin_y1": "5%", "rd_expense_y1": "10", "debt_ratio_y1": "50%"}


@pytest.mark.parametrize("between", ["50..400", "100..200", "< 300", "unknown"])
def test_what_is_worked_out_binds_as_what_is_stated(assessor: Assessor, between: str) -> None:
    facts = {**FIRST_YEAR, **REST, "main_revenue_y2": between, "main_revenue_y3": "100"}
    stated = result_of(assessor, {**facts, "main_revenue_y1": "200"}).bound
    assert result_of(assessor, facts).bound == stated


def test_growth_of_two_years_shares_the_revenue_between_them(assessor: Assessor) -> None:
    """From 100 to 200 in two years is more than 10 % a year, whatever the year between was."""
    facts = {**FIRST_YEAR, **REST, "main_revenue_y3": "100"}
    found = result_of(assessor, {**facts, "main_revenue_y2": "50..400"}).bound
    known = result_of(assessor, {**facts, "main_revenue_y2": "141"}).bound
    assert found.score == known.score
