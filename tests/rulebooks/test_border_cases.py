"""On the line, one step over it, one step short of it: every case in parts (amounts) and in ratios.

For each tier there is one enterprise that meets everything. A case changes one thing in it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from jinjie.facts.profile import profile_of
from jinjie.rules.assessment import Assessor, Result

Facts = dict[str, Any]

CLEAN: Facts = {
    "is_sme": "yes",
    "prohibited_product": "no",
    "on_abnormal_list": "no",
    "on_dishonesty_list": "no",
    "major_incident_3y": "no",
    "tax_evasion_3y": "no",
    "application_kind": "new",
}

SRDI_2026: Facts = {
    **CLEAN,
    "title_tech_sme": "no",
    "title_innovative_sme": "yes",
    "niche_years": "3",
    "revenue_y1": "5000",
    "revenue_y2": "5000",
    "equity_financing_y1": "0",
    "equity_financing_y2": "0",
    "main_revenue_y1": "4500",
    "total_assets_y1": "8000",
    "total_liabilities_y1": "4000",
    "rd_expense_y1": "300",
    "rd_expense_y2": "300",
    "ip_class1_applied": "1",
    "provincial_award_top3_3y": "no",
    "national_award_top3_3y": "no",
    "rd_institution_level": "none",
    "market_position_leading": "yes",
    "reputation": "yes",
    "platform_score": "50",
    "leading_product_revenue_y1": "3000",
}

GIANT_2026: Facts = {
    **CLEAN,
    "title_srdi_sme": "yes",
    "single_champion": "no",
    "controlled_by_little_giant": "no",
    "group_has_similar_little_giant": "no",
    "niche_years": "3",
    "revenue_y1": "20000",
    "revenue_y2": "18000",
    "revenue_y3": "16000",
    "main_revenue_y1": "19000",
    "total_assets_y1": "20000",
    "total_liabilities_y1": "10000",
    "rd_expense_y1": "800",
    "rd_expense_y2": "700",
    "ip_class1_applied": "4",
    "national_award_top3_3y": "no",
    "market_share": "10%",
    "market_rank_domestic": "4",
    "reputation": "yes",
    "six_bases_or_upgraded_industry": "yes",
    "key_chain_position": "yes",
    "platform_score": "60",
    "leading_product_revenue_y1": "15000",
}

GIANT_2022: Facts = {
    **CLEAN,
    "title_srdi_sme": "yes",
    "niche_years": "3",
    "revenue_y1": "20000",
    "revenue_y2": "18000",
    "main_revenue_y1": "15000",
    "main_revenue_y2": "13000",
    "main_revenue_y3": "12000",
    "total_assets_y1": "20000",
    "total_liabilities_y1": "12000",
    "rd_expense_y1": "800",
    "rd_expense_y2": "700",
    "equity_financing_y1": "0",
    "equity_financing_y2": "0",
    "rd_staff_share_y1": "20%",
    "good_governance": "yes",
    "core_business_on_information_system": "yes",
    "quality_system_certified": "yes",
    "developed_market_product_certified": "no",
    "market_share": "10%",
    "reputation": "yes",
    "own_brand": "yes",
    "rd_institution_any": "yes",
    "ip_class1": "2",
    "national_award_top3_3y": "no",
    "maker_china_top50_3y": "no",
    "key_chain_position": "yes",
    "product_priority_field": "yes",
}

SRDI_2022: Facts = {
    **CLEAN,
    "title_innovative_sme": "yes",
    "niche_years": "6",
    "revenue_y1": "5000",
    "main_revenue_y1": "4500",
    "main_revenue_growth_y1": "8%",
    "main_revenue_growth_y2": "8%",
    "product_field": "six_bases_or_key_chain",
    "digital_level": "2",
    "provincial_quality_award": "no",
    "quality_system_certified": "yes",
    "own_brand": "yes",
    "standards_participation": "no",
    "net_profit_y1": "300",
    "total_assets_y1": "8000",
    "total_liabilities_y1": "4000",
    "local_feature_points": "3",
    "ip_class1_high_value": "0",
    "ip_class1_own": "1",
    "ip_class1": "1",
    "ip_class2": "0",
    "rd_expense_y1": "200",
    "rd_expense_y2": "200",
    "employees_y1": "100",
    "rd_staff_y1": "10",
    "rd_institution_level": "municipal",
    "equity_financing_y1": "0",
    "equity_financing_y2": "0",
    "provincial_award_top3_3y": "no",
    "national_award_top5_3y": "no",
    "maker_china_top500_3y": "no",
}

INNOVATIVE: Facts = {
    **CLEAN,
    "national_award_3y": "no",
    "provincial_award_3y": "no",
    "high_tech_enterprise": "no",
    "national_innovation_demonstration": "no",
    "ip_advantage_or_demonstration": "no",
    "rd_institution_level": "none",
    "equity_financing_y1": "0",
    "equity_financing_y2": "0",
    "equity_financing_y3": "0",
    "ip_class1_high_value": "0",
    "ip_class1_own": "0",
    "ip_class1": "0",
    "ip_class2": "1",
    "revenue_y1": "1000",
    "rd_expense_y1": "30",
    "main_revenue_y1": "880",
    "main_revenue_y2": "800",
    "total_assets_y1": "1000",
    "total_liabilities_y1": "750",
    "strategic_emerging_industry": "no",
}

TECH: Facts = {
    **CLEAN,
    "resident_enterprise": "yes",
    "major_incident_2y": "no",
    "research_misconduct": "no",
    "employees_y1": "500",
    "sci_tech_staff_y1": "100",
    "revenue_y1": "20000",
    "total_assets_y1": "20000",
    "rd_expense_y1": "800",
    "total_cost_y1": "19000",
    "ip_class1": "0",
    "ip_class2_any_age": "3",
    "high_tech_enterprise": "no",
    "national_award_top3_5y": "no",
    "rd_institution_level": "none",
    "standards_lead_5y": "no",
}

DAY_2022, DAY_2026 = date(2023, 6, 30), date(2026, 9, 30)
BASES: dict[str, tuple[Facts, date]] = {
    "srdi-sme@2026": (SRDI_2026, DAY_2026),
    "little-giant@2026": (GIANT_2026, DAY_2026),
    "little-giant@2022": (GIANT_2022, DAY_2022),
    "srdi-sme@2022": (SRDI_2022, DAY_2022),
    "innovative-sme@2022": (INNOVATIVE, DAY_2022),
    "tech-sme@2017": (TECH, DAY_2022),
}


@dataclass(frozen=True)
class Case:
    """One thing changed in the enterprise that meets everything; a fact of None is not stated."""

    name: str
    rulebook: str
    facts: Facts
    verdict: str = "pass"
    criteria: Facts = field(default_factory=dict)


def changed(rulebook: str, facts: Facts) -> Facts:
    return {fact: value for fact, value in {**BASES[rulebook][0], **facts}.items() if value is not None}


def result_of(assessor: Assessor, rulebook: str, facts: Facts, day: date | None = None) -> Result:
    day = BASES[rulebook][1] if day is None else day
    profile = profile_of({"facts": changed(rulebook, facts)}, assessor.library.vocabulary)
    assessment = assessor.assess(profile, day, [rulebook])
    assert not assessment.conflicts
    return assessment.results[0]


def truths(result: Result) -> dict[str, str]:
    return {line.id: str(line.truth) for line in result.criteria.walk()}


def only_ratio(ratio: str, value: str, part: str) -> Facts:
    """The ratio stated, and one of its parts left to follow from it."""
    return {ratio: value, part: None}


@pytest.mark.parametrize("rulebook", BASES)
def test_the_enterprise_that_the_cases_start_from_meets_everything(assessor: Assessor, rulebook: str) -> None:
    assert result_of(assessor, rulebook, {}).verdict == "pass"


S26, L26, L22, S22, I22, T17 = BASES
SMALL = {"main_revenue_y1": "1200", "rd_expense_y1": "100", "leading_product_revenue_y1": "1000"}
SMALL_RATIOS = {
    **only_ratio("main_revenue_share_y1", "80%", "main_revenue_y1"),
    **only_ratio("rd_intensity_y1", "8%", "rd_expense_y1"),
    **only_ratio("leading_product_share_y1", "60%", "leading_product_revenue_y1"),
}

CASES = [
    # 2026, SRDI: revenue 1500, or new equity 2000 instead
    Case("revenue on the line", S26, {**SMALL, "revenue_y1": "1500.00"}),
    Case("revenue a cent short", S26, {**SMALL, "revenue_y1": "1499.99"}, "fail", {"size": "false"}),
    Case("revenue on the line, ratios", S26, {**SMALL_RATIOS, "revenue_y1": "1500.00"}),
    Case("revenue a cent short, ratios", S26, {**SMALL_RATIOS, "revenue_y1": "1499.99"}, "fail", {"size": "false"}),
    Case("revenue by its parts on the line", S26, {**SMALL, "revenue_y1": None, "main_revenue_share_y1": "80%"}),
    Case("revenue in yuan on the line", S26, {**SMALL, "revenue_y1": "15,000,000元"}),
    Case("equity instead", S26, {**SMALL, "revenue_y1": "1200", "equity_financing_y1": "2000"}),
    Case(
        "equity of two years instead, ratios",
        S26,
        {**SMALL_RATIOS, "rd_intensity_y1": "10%", "revenue_y1": "1200"}
        | {"equity_financing_y1": "1200", "equity_financing_y2": "800"},
    ),
    Case(
        "equity a cent short",
        S26,
        {**SMALL, "revenue_y1": "1200", "equity_financing_y1": "1999.99"},
        "fail",
        {"equity_instead": "false"},
    ),
    # 2026, SRDI: R&D of 100 and 3 % in each of two years
    Case(
        "R&D 100 and 3.0 %",
        S26,
        {"revenue_y1": None, "rd_expense_y1": "100", "rd_intensity_y1": "3.0%"}
        | only_ratio("main_revenue_share_y1", "90%", "main_revenue_y1"),
    ),
    Case("R&D exactly 3 %, parts", S26, {"rd_expense_y1": "150", "rd_expense_y2": "150"}),
    Case("R&D exactly 3 %, ratio", S26, only_ratio("rd_intensity_y1", "3%", "rd_expense_y1")),
    Case("R&D a cent under 3 %", S26, {"rd_expense_y1": "149.99"}, "fail", {"rd_share_y1": "false"}),
    Case("R&D under 3 %, ratio", S26, only_ratio("rd_intensity_y1", "2.9999%", "rd_expense_y1"), "fail"),
    Case(
        "R&D 99.99 and 5 %, parts",
        S26,
        {"revenue_y2": "1999.8", "rd_expense_y2": "99.99"},
        "fail",
        {"rd_amount_y2": "false", "rd_share_y2": "true"},
    ),
    Case(
        "R&D 99.99 and 5 %, ratio",
        S26,
        {"revenue_y2": None, "rd_expense_y2": "99.99", "rd_intensity_y2": "5%"},
        "fail",
        {"rd_amount_y2": "false", "rd_share_y2": "true"},
    ),
    Case("R&D of two years is not added up", S26, {"rd_expense_y1": "1000", "rd_expense_y2": "99.99"}, "fail"),
    # 2026, SRDI: debt 80 %, main share 80 %, leading product above 50 %
    Case("debt 80.00 %, parts", S26, {"total_liabilities_y1": "6400"}),
    Case("debt 80.00 %, ratio", S26, only_ratio("debt_ratio_y1", "80.00%", "total_liabilities_y1")),
    Case("debt above 80 %, parts", S26, {"total_liabilities_y1": "6400.01"}, "fail", {"debt": "false"}),
    Case("debt above 80 %, ratio", S26, only_ratio("debt_ratio_y1", "80.01%", "total_assets_y1"), "fail"),
    Case("main share 80 %, parts", S26, {"main_revenue_y1": "4000"}),
    Case("main share 80 %, ratio", S26, only_ratio("main_revenue_share_y1", "80%", "main_revenue_y1")),
    Case("main share below 80 %", S26, {"main_revenue_y1": "3999.99"}, "fail", {"main_share": "false"}),
    Case("leading product exactly half, parts", S26, {"leading_product_revenue_y1": "2500"}, "fail"),
    Case(
        "leading product exactly half, ratio",
        S26,
        only_ratio("leading_product_share_y1", "50%", "leading_product_revenue_y1"),
        "fail",
    ),
    Case("leading product a cent above half", S26, {"leading_product_revenue_y1": "2500.01"}),
    Case(
        "leading product half or more",
        S26,
        only_ratio("leading_product_share_y1", "50%..60%", "leading_product_revenue_y1"),
        "undetermined",
    ),
    Case(
        "leading product above half",
        S26,
        only_ratio("leading_product_share_y1", "> 50%", "leading_product_revenue_y1"),
    ),
    # 2026, SRDI: the rest
    Case("three years short by a day", S26, {"niche_years": "2.99"}, "fail", {"tenure": "false"}),
    Case("platform score a hair short", S26, {"platform_score": "49.99"}, "fail"),
    Case(
        "renewal on the score of the year before",
        S26,
        {"application_kind": "renewal", "platform_score": "0", "platform_score_previous": "50"},
    ),
    Case("either lower title", S26, {"title_tech_sme": "yes", "title_innovative_sme": "no"}),
    Case("neither lower title", S26, {"title_innovative_sme": "no"}, "fail", {"lower_tier": "false"}),
    Case("award instead of rights", S26, {"ip_class1_applied": "0", "provincial_award_top3_3y": "yes"}),
    Case("institution instead of rights", S26, {"ip_class1_applied": "0", "rd_institution_level": "provincial"}),
    Case(
        "municipal institution is no exemption",
        S26,
        {"ip_class1_applied": "0", "rd_institution_level": "municipal"},
        "fail",
    ),
    # 2026, little giant: R&D 1200 in two years together and 3 % in each
    Case(
        "R&D 300 and 900, parts",
        L26,
        {"revenue_y1": "10000", "revenue_y2": "10000", "revenue_y3": "8000", "main_revenue_y1": "9000"}
        | {"leading_product_revenue_y1": "6000", "rd_expense_y1": "300", "rd_expense_y2": "900"},
    ),
    Case(
        "R&D 300 (3 %) and 900 (9 %), ratios",
        L26,
        {"revenue_y1": "10000", "revenue_y2": "10000", "revenue_y3": "8000", "main_revenue_y1": "9000"}
        | {"leading_product_revenue_y1": "6000"}
        | only_ratio("rd_intensity_y1", "3%", "rd_expense_y1")
        | only_ratio("rd_intensity_y2", "9%", "rd_expense_y2"),
    ),
    Case(
        "R&D a cent under 1200 together",
        L26,
        {"rd_expense_y1": "600", "rd_expense_y2": "599.99"},
        "fail",
        {"rd_total": "false", "rd_share_y1": "true", "rd_share_y2": "true"},
    ),
    Case(
        "R&D 100 (1.9 %) and 1500, parts",
        L26,
        {"revenue_y2": "5263.16", "rd_expense_y1": "1500", "rd_expense_y2": "100"},
        "fail",
        {"rd_total": "true", "rd_share_y2": "false"},
    ),
    Case(
        "R&D 100 (1.9 %) and 1500, ratio",
        L26,
        {"revenue_y2": None, "rd_intensity_y2": "1.9%", "rd_expense_y1": "1500", "rd_expense_y2": "100"},
        "fail",
        {"rd_total": "true", "rd_share_y2": "false"},
    ),
    # 2026, little giant: debt 75 %, market, rights
    Case("debt 75.00 %, parts", L26, {"total_liabilities_y1": "15000"}),
    Case("debt 75.00 %, ratio", L26, only_ratio("debt_ratio_y1", "75.00%", "total_liabilities_y1")),
    Case("debt above 75 %, parts", L26, {"total_liabilities_y1": "15000.01"}, "fail", {"debt": "false"}),
    Case("debt above 75 %, ratio", L26, only_ratio("debt_ratio_y1", "75.01%", "total_assets_y1"), "fail"),
    Case("share 9.9 % but rank 3", L26, {"market_share": "9.9%", "market_rank_domestic": "3"}),
    Case("share 9.9 % and rank 4", L26, {"market_share": "9.9%"}, "fail", {"market_standing": "false"}),
    Case("four rights, one transferred in", L26, {"ip_class1": "4", "ip_class1_applied": "3"}, "fail", {"ip": "false"}),
    Case("an award instead of four rights", L26, {"ip_class1_applied": "0", "national_award_top3_3y": "yes"}),
    Case("main share 90 %, parts", L26, {"main_revenue_y1": "18000"}),
    Case("main share under 90 %, ratio", L26, only_ratio("main_revenue_share_y1", "89.99%", "main_revenue_y1"), "fail"),
    Case(
        "platform score a hair short, giant", L26, {"platform_score": "59.99"}, "fail", {"development_score": "false"}
    ),
    # 2022, little giant: three classes of revenue
    Case(
        "revenue of a hundred million, 3 %",
        L22,
        {"revenue_y1": "10000", "main_revenue_y1": "8000"}
        | only_ratio("rd_intensity_y1", "3%", "rd_expense_y1")
        | only_ratio("main_revenue_growth_y1", "5%", "main_revenue_y2")
        | only_ratio("main_revenue_growth_y2", "5%", "main_revenue_y3"),
    ),
    Case(
        "revenue a cent under the class, 3 %",
        L22,
        {"revenue_y1": "9999.99", "main_revenue_y1": "8000", **only_ratio("rd_intensity_y1", "3%", "rd_expense_y1")},
        "fail",
        {"rd_large": "false", "rd_medium": "false"},
    ),
    Case(
        "mean growth 5 %",
        L22,
        {"main_revenue_y1": None, "main_revenue_y2": None, "main_revenue_y3": None}
        | {"main_revenue_share_y1": "70%", "main_revenue_growth_y1": "-1%", "main_revenue_growth_y2": "11%"},
    ),
    Case(
        "mean growth below 5 %",
        L22,
        {"main_revenue_y1": None, "main_revenue_y2": None, "main_revenue_y3": None}
        | {"main_revenue_share_y1": "70%", "main_revenue_growth_y1": "-1%", "main_revenue_growth_y2": "10.99%"},
        "fail",
        {"mean_growth": "false"},
    ),
    # 2022, SRDI
    Case("sixty points exactly", S22, {}, "pass", {"score_reached": "true"}),
    Case("half a point short", S22, {"local_feature_points": "2.5"}, "fail", {"score_reached": "false"}),
    Case("margin a cent under its band", S22, {"net_profit_y1": "299.99"}, "fail", {"score_reached": "false"}),
    Case("margin under its band, ratio", S22, only_ratio("net_margin_y1", "5.99%", "net_profit_y1"), "fail"),
    Case("a direct route instead of points", S22, {"local_feature_points": "0", "rd_expense_y1": "1800"}),
    Case(
        "R&D 100 and 3 %, 2022",
        S22,
        {"revenue_y1": None, "rd_expense_y1": "100", "rd_intensity_y1": "3%"}
        | {"main_revenue_y1": "3000", "provincial_award_top3_3y": "yes"},
    ),
    Case("no route replaces the R&D", S22, {"rd_expense_y1": "99.99", "provincial_award_top3_3y": "yes"}, "fail"),
    # innovative
    Case(
        "enough points, growth only 10, parts",
        I22,
        {"main_revenue_y1": "840", "total_liabilities_y1": "750.01", "ip_class1_high_value": "1", "ip_class1": "1"},
        "fail",
        {"total_score": "true", "innovation_score": "true", "growth_score": "false", "specialisation_score": "true"},
    ),
    Case(
        "enough points, growth only 10, ratios",
        I22,
        {"ip_class1_high_value": "1", "ip_class1": "1"}
        | only_ratio("main_revenue_growth_y1", "9.99%", "main_revenue_y2")
        | only_ratio("debt_ratio_y1", "75.01%", "total_liabilities_y1"),
        "fail",
        {"total_score": "true", "innovation_score": "true", "growth_score": "false", "specialisation_score": "true"},
    ),
    Case("intensity a cent under 3 %", I22, {"rd_expense_y1": "29.99"}, "fail", {"innovation_score": "false"}),
    Case("equity of three years on the line", I22, {"rd_expense_y1": "0", "equity_financing_y3": "500"}),
    Case("equity of three years a cent short", I22, {"rd_expense_y1": "0", "equity_financing_y3": "499.99"}, "fail"),
    # tech
    Case("all limits of scale on the line", T17, {}, "pass", {"scale": "true", "total_score": "true"}),
    Case("one employee too many", T17, {"employees_y1": "501"}, "fail", {"staff_limit": "false"}),
    Case("revenue a cent too high", T17, {"revenue_y1": "20000.01"}, "fail", {"sales_limit": "false"}),
    Case("sci-tech staff 20 %, ratio", T17, only_ratio("sci_tech_staff_share_y1", "20%", "sci_tech_staff_y1")),
    Case("sci-tech staff one short of 20 %", T17, {"sci_tech_staff_y1": "99"}, "fail", {"total_score": "false"}),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rulebook}: {case.name}")
def test_border_case(assessor: Assessor, case: Case) -> None:
    result = result_of(assessor, case.rulebook, case.facts)
    assert result.verdict == case.verdict, truths(result)
    found = truths(result)
    assert {name: found[name] for name in case.criteria} == case.criteria


@pytest.mark.parametrize("base", ["4535.14", "4535.15"])
@pytest.mark.parametrize("rounded", [None, "5%", "5.00%"])
def test_growth_is_not_rounded_before_it_is_compared(assessor: Assessor, base: str, rounded: str | None) -> None:
    facts = {"revenue_y1": "5000", "revenue_y3": base, "main_revenue_y1": "4800", "leading_product_revenue_y1": "3000"}
    result = result_of(assessor, L26, {**facts, "revenue_cagr_2y": rounded})
    assert result.verdict == ("pass" if base == "4535.14" else "fail")
    assert truths(result)["growth_rate"] == ("true" if base == "4535.14" else "false")


@pytest.mark.parametrize(("growth", "verdict"), [("5%", "pass"), ("4.9999%", "fail"), (">= 5%", "pass")])
def test_growth_stated_as_a_ratio(assessor: Assessor, growth: str, verdict: str) -> None:
    assert result_of(assessor, L26, only_ratio("revenue_cagr_2y", growth, "revenue_y3")).verdict == verdict


@pytest.mark.parametrize("facts", [{"revenue_y3": "24691.36"}, only_ratio("revenue_cagr_2y", "-10%", "revenue_y3")])
def test_a_renewal_is_not_tested_on_growth(assessor: Assessor, facts: Facts) -> None:
    later = date(2027, 6, 30)
    assert result_of(assessor, L26, {**facts, "application_kind": "renewal"}, later).verdict == "pass"
    assert result_of(assessor, L26, facts, later).verdict == "fail"


OLD_STYLE = {"main_revenue_share_y1": "72%", "debt_ratio_y1": "68%", "ip_class1": "2", "ip_class1_applied": "2"}
IN_PARTS = {
    "main_revenue_y1": "14400",
    "main_revenue_y2": "13000",
    "total_liabilities_y1": "13600",
    "ip_class1": "2",
    "ip_class1_applied": "2",
}
IN_RATIOS = {**OLD_STYLE, "main_revenue_y1": None, "total_liabilities_y1": None}


@pytest.mark.parametrize("facts", [IN_PARTS, IN_RATIOS], ids=["parts", "ratios"])
@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        ((date(2026, 6, 1), "renewal"), ("2022", "pass")),
        ((date(2026, 12, 31), "renewal"), ("2022", "pass")),
        ((date(2026, 6, 1), "new"), ("2026", "fail")),
        ((date(2027, 1, 1), "renewal"), ("2026", "fail")),
        ((date(2026, 3, 31), "new"), ("2022", "pass")),
        ((date(2026, 3, 31), "renewal"), ("2022", "pass")),
    ],
)
def test_renewals_of_2026_still_follow_the_old_law(
    assessor: Assessor, facts: Facts, filed: tuple[date, str], expected: tuple[str, str]
) -> None:
    day, kind = filed
    stated = changed(L22, {**GIANT_2026, **GIANT_2022, **facts, "application_kind": kind})
    profile = profile_of({"facts": stated}, assessor.library.vocabulary)
    result = assessor.assess(profile, day, ["little-giant"]).results[0]
    assert (result.rulebook.edition, result.verdict) == expected


@pytest.mark.parametrize(
    ("indicator", "facts", "points"),
    [
        ((I22, "rd_intensity"), {"rd_expense_y1": "30"}, 15),
        ((I22, "rd_intensity"), only_ratio("rd_intensity_y1", "3%", "rd_expense_y1"), 15),
        ((I22, "rd_intensity"), {"rd_expense_y1": "29.99"}, 10),
        ((I22, "rd_intensity"), only_ratio("rd_intensity_y1", "4.9999%", "rd_expense_y1"), 15),
        ((I22, "rd_intensity"), {"rd_expense_y1": "50"}, 20),
        ((I22, "debt"), {"total_liabilities_y1": "550"}, 10),
        ((I22, "debt"), {"total_liabilities_y1": "550.01"}, 5),
        ((I22, "debt"), only_ratio("debt_ratio_y1", "75%", "total_assets_y1"), 5),
        ((I22, "debt"), only_ratio("debt_ratio_y1", "75.01%", "total_assets_y1"), 0),
        ((I22, "main_revenue_growth"), {"main_revenue_y1": "800"}, 5),
        ((I22, "main_revenue_growth"), {"main_revenue_y1": "799.99"}, 0),
        ((I22, "main_revenue_growth"), only_ratio("main_revenue_growth_y1", "15%", "main_revenue_y2"), 20),
        ((I22, "main_revenue_share"), {"main_revenue_y1": "700"}, 20),
        ((I22, "main_revenue_share"), {"main_revenue_y1": "699.99"}, 15),
        ((I22, "main_revenue_share"), {"main_revenue_y1": "499.99"}, 0),
        ((I22, "product_domain"), {}, 5),
        ((S22, "rd_spend"), {"rd_expense_y1": "500"}, 10),
        ((S22, "rd_spend"), {"rd_expense_y1": "499.99"}, 8),
        ((S22, "rd_spend"), {"rd_expense_y1": "499.99", "revenue_y1": "4999.9"}, 10),
        ((S22, "rd_spend"), {"revenue_y1": "5000", **only_ratio("rd_intensity_y1", "3%", "rd_expense_y1")}, 2),
        ((S22, "rd_staff"), {"rd_staff_y1": "20"}, 5),
        ((S22, "rd_staff"), {"rd_staff_y1": "19"}, 3),
        ((S22, "rd_staff"), only_ratio("rd_staff_share_y1", "5%", "rd_staff_y1"), 1),
        ((S22, "main_revenue_growth"), {"main_revenue_growth_y1": "-5%", "main_revenue_growth_y2": "5%"}, 2),
        ((S22, "main_revenue_growth"), {"main_revenue_growth_y1": "-5%", "main_revenue_growth_y2": "4.99%"}, 0),
        ((S22, "tenure_points"), {"niche_years": "9.9"}, 4),
        ((S22, "tenure_points"), {"niche_years": "30"}, 5),
        ((S22, "quality"), {"provincial_quality_award": "yes", "standards_participation": "yes"}, 5),
        ((S22, "debt"), only_ratio("debt_ratio_y1", "70%", "total_liabilities_y1"), 1),
        ((S22, "ip"), {"ip_class1_own": "0"}, 6),
        ((T17, "rd_input"), {"total_cost_y1": "2666.66"}, 50),
        ((T17, "rd_input"), {"rd_expense_y1": "800", "total_cost_y1": "4000"}, 30),
        ((T17, "rd_input"), only_ratio("rd_to_cost_y1", "29.99%", "total_cost_y1"), 40),
    ],
)
def test_a_value_on_the_border_of_two_bands_takes_the_higher_points(
    assessor: Assessor, indicator: tuple[str, str], facts: Facts, points: int
) -> None:
    rulebook, part = indicator
    score = result_of(assessor, rulebook, facts).score
    assert score is not None
    assert next(line.span for line in score.walk() if line.id == part) == (points, points)
