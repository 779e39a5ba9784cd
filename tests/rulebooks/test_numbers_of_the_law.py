"""Every number of the tiers, written down by hand a second time: on its border, and a hair on the wrong side of it.

A second copy on purpose. The rulebook and this page tell on each other's slips.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jinjie.facts.profile import profile_of
from jinjie.rules.assessment import Assessor, Result
from jinjie.rules.readings.bound.state import Span

Facts = dict[str, Any]
Place = tuple[str, str]
"""A rulebook and something in it."""
DAY = date(2026, 6, 30)
HAIR = Decimal("0.0001")


def assessed(assessor: Assessor, rulebook: str, facts: Facts) -> Result:
    profile = profile_of({"facts": facts}, assessor.library.vocabulary)
    return assessor.assess(profile, DAY, [rulebook]).results[0]


def points(assessor: Assessor, part: Place, facts: Facts) -> Span:
    rulebook, indicator = part
    score = assessed(assessor, rulebook, facts).score
    assert score is not None
    return next(line.span for line in score.walk() if line.id == indicator)


def truth(assessor: Assessor, line: Place, facts: Facts) -> str:
    rulebook, criterion = line
    lines = assessed(assessor, rulebook, facts).criteria.walk()
    return next(str(found.truth) for found in lines if found.id == criterion)


def beyond(value: str, step: int) -> str:
    """The value a hair lower (-1) or higher (+1), in its own unit."""
    return str(Decimal(value.removesuffix("%")) + step * HAIR) + ("%" if value.endswith("%") else "")


# ---------------------------------------------------------------- points by bands

I22, S22, T17 = "innovative-sme@2022", "srdi-sme@2022", "tech-sme@2017"
RISING, FALLING = 1, -1
MEAN_GROWTH = {"main_revenue_growth_y2": "0%"}
BANDS = [
    # indicator, fact, direction, border and points, what else is known
    ((I22, "rd_intensity"), "rd_intensity_y1", RISING, "5% 20, 3% 15, 2% 10, 1% 5", {}),
    ((I22, "main_revenue_growth"), "main_revenue_growth_y1", RISING, "15% 20, 10% 15, 5% 10, 0% 5", {}),
    ((I22, "debt"), "debt_ratio_y1", FALLING, "55% 10, 75% 5", {}),
    ((I22, "main_revenue_share"), "main_revenue_share_y1", RISING, "70% 20, 60% 15, 55% 10, 50% 5", {}),
    ((S22, "main_revenue_share"), "main_revenue_share_y1", RISING, "80% 5, 70% 3, 60% 1", {}),
    ((S22, "main_revenue_growth"), "main_revenue_growth_y1", RISING, "20% 10, 16% 8, 12% 6, 8% 4, 0% 2", MEAN_GROWTH),
    ((S22, "tenure_points"), "niche_years", RISING, "10 5, 8 4, 6 3, 4 2, 2 1", {}),
    ((S22, "net_margin"), "net_margin_y1", RISING, "10% 10, 8% 8, 6% 6, 4% 4, 2% 2", {}),
    ((S22, "debt"), "debt_ratio_y1", FALLING, "50% 5, 60% 3, 70% 1", {}),
    ((S22, "rd_spend"), "rd_expense_y1", RISING, "500 10, 400 8, 300 6, 200 4, 100 2", {"revenue_y1": "1000000"}),
    ((S22, "rd_spend"), "rd_intensity_y1", RISING, "10% 10, 8% 8, 6% 6, 4% 4, 3% 2", {"rd_expense_y1": "1"}),
    ((S22, "rd_staff"), "rd_staff_share_y1", RISING, "20% 5, 10% 3, 5% 1", {}),
    ((T17, "sci_tech_staff"), "sci_tech_staff_share_y1", RISING, "30% 20, 25% 16, 20% 12, 15% 8, 10% 4", {}),
    ((T17, "rd_input"), "rd_intensity_y1", RISING, "6% 50, 5% 40, 4% 30, 3% 20, 2% 10", {"rd_to_cost_y1": "1%"}),
    ((T17, "rd_input"), "rd_to_cost_y1", RISING, "30% 50, 25% 40, 20% 30, 15% 20, 10% 10", {"rd_intensity_y1": "1%"}),
]


def borders() -> Iterator[Any]:
    for part, fact, direction, written, also in BANDS:
        steps = [step.split() for step in written.split(", ")]
        for (border, best), (_, worse) in zip(steps, [*steps[1:], ["", "0"]], strict=True):
            yield pytest.param(part, {**also, fact: border}, int(best), id=f"{part[0]} {fact} {border}")
            short = beyond(border, -direction)
            yield pytest.param(part, {**also, fact: short}, int(worse), id=f"{part[0]} {fact} {short}")


@pytest.mark.parametrize(("part", "facts", "expected"), list(borders()))
def test_the_points_of_a_band(assessor: Assessor, part: Place, facts: Facts, expected: int) -> None:
    assert points(assessor, part, facts) == (expected, expected)


# ---------------------------------------------------------------- points by levels

NO_CLASS1 = {"ip_class1_high_value": 0, "ip_class1_own": 0, "ip_class1": 0}
QUALITY = ("provincial_quality_award", "quality_system_certified", "own_brand", "standards_participation")
NO_QUALITY = dict.fromkeys(QUALITY, "no")
LEVELS = [
    ((I22, "ip"), {"ip_class1_high_value": 1}, 20),
    ((I22, "ip"), {"ip_class1_high_value": 0, "ip_class1_own": 1}, 15),
    ((I22, "ip"), {"ip_class1_high_value": 0, "ip_class1_own": 0, "ip_class1": 1}, 10),
    ((I22, "ip"), {**NO_CLASS1, "ip_class2": 1}, 5),
    ((I22, "ip"), {**NO_CLASS1, "ip_class2": 0}, 0),
    ((I22, "product_domain"), {"strategic_emerging_industry": "yes"}, 10),
    ((I22, "product_domain"), {"strategic_emerging_industry": "no"}, 5),
    ((S22, "product_domain"), {"product_field": "fills_gap"}, 5),
    ((S22, "product_domain"), {"product_field": "six_bases_or_key_chain"}, 3),
    ((S22, "product_domain"), {"product_field": "other"}, 0),
    ((S22, "digital"), {"digital_level": "3"}, 5),
    ((S22, "digital"), {"digital_level": "2"}, 3),
    ((S22, "digital"), {"digital_level": "1"}, 0),
    ((S22, "quality"), {**NO_QUALITY, "own_brand": "yes"}, 3),
    ((S22, "quality"), {**NO_QUALITY, "own_brand": "yes", "standards_participation": "yes"}, 5),
    ((S22, "ip"), {"ip_class1_high_value": 1}, 10),
    ((S22, "ip"), {"ip_class1_high_value": 0, "ip_class1_own": 1}, 8),
    ((S22, "ip"), {"ip_class1_high_value": 0, "ip_class1_own": 0, "ip_class1": 1}, 6),
    ((S22, "ip"), {**NO_CLASS1, "ip_class2": 1}, 2),
    ((S22, "ip"), {**NO_CLASS1, "ip_class2": 0}, 0),
    ((S22, "rd_institution"), {"rd_institution_level": "national"}, 10),
    ((S22, "rd_institution"), {"rd_institution_level": "provincial"}, 8),
    ((S22, "rd_institution"), {"rd_institution_level": "municipal"}, 4),
    ((S22, "rd_institution"), {"rd_institution_level": "below_municipal"}, 2),
    ((S22, "rd_institution"), {"rd_institution_level": "none"}, 0),
    ((S22, "local_features"), {"local_feature_points": 15}, 15),
    ((T17, "results"), {"ip_class1": 1}, 30),
    ((T17, "results"), {"ip_class1": 0, "ip_class2_any_age": 4}, 24),
    ((T17, "results"), {"ip_class1": 0, "ip_class2_any_age": 3}, 18),
    ((T17, "results"), {"ip_class1": 0, "ip_class2_any_age": 2}, 12),
    ((T17, "results"), {"ip_class1": 0, "ip_class2_any_age": 1}, 6),
    ((T17, "results"), {"ip_class1": 0, "ip_class2_any_age": 0}, 0),
]


@pytest.mark.parametrize(("part", "facts", "expected"), LEVELS)
def test_the_points_of_a_level(assessor: Assessor, part: Place, facts: Facts, expected: int) -> None:
    assert points(assessor, part, facts) == (expected, expected)


@pytest.mark.parametrize(
    ("rulebook", "most"),
    [
        (I22, "innovation 40, growth 30, specialisation 30"),
        (S22, "specialisation 25, refinement 25, distinctiveness 15, innovation 35, quality 5"),
        (T17, "sci_tech_staff 20, rd_input 50, results 30"),
    ],
)
def test_what_a_part_can_bring_at_most(assessor: Assessor, rulebook: str, most: str) -> None:
    span = assessed(assessor, rulebook, {}).span
    assert span is not None
    assert span[1] == 100
    for part, high in (item.split() for item in most.split(", ")):
        assert points(assessor, (rulebook, part), {})[1] == int(high)


# ---------------------------------------------------------------- conditions

S26, L26, L22 = "srdi-sme@2026", "little-giant@2026", "little-giant@2022"
NO_MORE = {"equity_financing_y1": "0", "rd_expense_y1": "0"}
Condition = tuple[Place, str, str, int, Facts]
CONDITIONS: list[Condition] = [
    # criterion, fact, the last value that meets it, on which side the others lie, what else is known
    ((S22, "tenure"), "niche_years", "2", -1, {}),
    ((S22, "rd_amount"), "rd_expense_y1", "100", -1, {}),
    ((S22, "rd_share"), "rd_intensity_y1", "3%", -1, {}),
    ((S22, "revenue_floor"), "revenue_y1", "1000", -1, {}),
    ((S22, "equity_instead"), "equity_financing_y2", "2000", -1, NO_MORE),
    ((S22, "rd_route"), "rd_expense_y2", "2000", -1, NO_MORE),
    ((S22, "equity_route"), "equity_financing_y2", "6000", -1, NO_MORE),
    ((S26, "tenure"), "niche_years", "3", -1, {}),
    ((S26, "revenue_floor"), "revenue_y1", "1500", -1, {}),
    ((S26, "equity_instead"), "equity_financing_y2", "2000", -1, NO_MORE),
    ((S26, "main_share"), "main_revenue_share_y1", "80%", -1, {}),
    ((S26, "debt"), "debt_ratio_y1", "80%", 1, {}),
    ((S26, "rd_amount_y1"), "rd_expense_y1", "100", -1, {}),
    ((S26, "rd_amount_y2"), "rd_expense_y2", "100", -1, {}),
    ((S26, "rd_share_y1"), "rd_intensity_y1", "3%", -1, {}),
    ((S26, "rd_share_y2"), "rd_intensity_y2", "3%", -1, {}),
    ((S26, "score_this_year"), "platform_score", "50", -1, {}),
    ((S26, "score_previous"), "platform_score_previous", "50", -1, {}),
    ((S26, "leading_product"), "leading_product_share_y1", "50.0001%", -1, {}),
    ((L22, "tenure"), "niche_years", "3", -1, {}),
    ((L22, "main_share"), "main_revenue_share_y1", "70%", -1, {}),
    ((L22, "mean_growth"), "main_revenue_growth_y1", "10%", -1, MEAN_GROWTH),
    ((L22, "debt"), "debt_ratio_y1", "70%", 1, {}),
    ((L22, "share"), "market_share", "10%", -1, {}),
    ((L22, "rd_large_revenue"), "revenue_y1", "10000", -1, {}),
    ((L22, "rd_large_y1"), "rd_intensity_y1", "3%", -1, {}),
    ((L22, "rd_large_y2"), "rd_intensity_y2", "3%", -1, {}),
    ((L22, "rd_medium_revenue"), "revenue_y1", "5000", -1, {}),
    ((L22, "rd_medium_y1"), "rd_intensity_y1", "6%", -1, {}),
    ((L22, "rd_medium_y2"), "rd_intensity_y2", "6%", -1, {}),
    ((L22, "rd_small_revenue"), "revenue_y1", "4999.9999", 1, {}),
    ((L22, "rd_small_equity"), "equity_financing_y2", "8000", -1, NO_MORE),
    ((L22, "rd_small_total"), "rd_expense_y2", "3000", -1, NO_MORE),
    ((L22, "rd_small_staff"), "rd_staff_share_y1", "50%", -1, {}),
    ((L26, "tenure"), "niche_years", "3", -1, {}),
    ((L26, "revenue_floor"), "revenue_y1", "5000", -1, {}),
    ((L26, "main_share"), "main_revenue_share_y1", "90%", -1, {}),
    ((L26, "growth_rate"), "revenue_cagr_2y", "5%", -1, {}),
    ((L26, "debt"), "debt_ratio_y1", "75%", 1, {}),
    ((L26, "rd_total"), "rd_expense_y2", "1200", -1, NO_MORE),
    ((L26, "rd_share_y1"), "rd_intensity_y1", "3%", -1, {}),
    ((L26, "rd_share_y2"), "rd_intensity_y2", "3%", -1, {}),
    ((L26, "share"), "market_share", "10%", -1, {}),
    ((L26, "score_this_year"), "platform_score", "60", -1, {}),
    ((L26, "score_previous"), "platform_score_previous", "60", -1, {}),
    ((L26, "leading_product"), "leading_product_share_y1", "50.0001%", -1, {}),
    ((I22, "equity_route"), "equity_financing_y3", "500", -1, {"equity_financing_y1": "0", "equity_financing_y2": "0"}),
    ((T17, "sales_limit"), "revenue_y1", "20000", 1, {}),
    ((T17, "assets_limit"), "total_assets_y1", "20000", 1, {}),
]


@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_a_condition_holds_up_to_its_number_and_no_further(assessor: Assessor, condition: Condition) -> None:
    line, fact, last, side, also = condition
    assert truth(assessor, line, {**also, fact: last}) == "true"
    assert truth(assessor, line, {**also, fact: beyond(last, side)}) == "false"


@pytest.mark.parametrize(
    ("line", "meets", "misses"),
    [
        ((L22, "ip"), {"ip_class1": 2}, {"ip_class1": 1}),
        ((L26, "ip_class1"), {"ip_class1_applied": 4}, {"ip_class1_applied": 3}),
        ((L26, "rank"), {"market_rank_domestic": 3}, {"market_rank_domestic": 4}),
        ((S26, "ip_class1"), {"ip_class1_applied": 1}, {"ip_class1_applied": 0}),
        ((T17, "staff_limit"), {"employees_y1": 500}, {"employees_y1": 501}),
        ((T17, "staff_score"), {"sci_tech_staff_share_y1": "10%"}, {"sci_tech_staff_share_y1": "9.9999%"}),
    ],
)
def test_a_condition_on_a_whole_number(assessor: Assessor, line: Place, meets: Facts, misses: Facts) -> None:
    assert truth(assessor, line, meets) == "true"
    assert truth(assessor, line, misses) == "false"


SCORES = [
    # the innovative SME: what brings exactly enough, and what brings a step less
    ("innovation_score", {"rd_intensity_y1": "3%", "ip_class2": 1}, {"rd_intensity_y1": "2%"}),
    ("growth_score", {"main_revenue_growth_y1": "10%", "debt_ratio_y1": "80%"}, {"main_revenue_growth_y1": "9%"}),
    ("specialisation_score", {"main_revenue_share_y1": "55%"}, {"main_revenue_share_y1": "54%"}),
]


@pytest.mark.parametrize(("criterion", "enough", "less"), SCORES)
def test_a_sub_score_of_the_innovative_sme(assessor: Assessor, criterion: str, enough: Facts, less: Facts) -> None:
    known = {**NO_CLASS1, "strategic_emerging_industry": "no", **enough}
    assert truth(assessor, (I22, criterion), known) == "true"
    assert truth(assessor, (I22, criterion), {**known, **less}) == "false"
