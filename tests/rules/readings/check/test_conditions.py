"""Conditions that are always or never true; pass marks that cannot be reached or missed."""

from collections.abc import Callable

import pytest

from jinjie.rules.readings.check import Report

Check = Callable[[str], Report]
Say = Callable[[str, str], list[str]]

SCORED = """
    criteria: [{{id: mark, when: {mark}}}]
    score:
      max: 15
      parts:
        - {{id: tenure_points, max: 5, points: floor(niche_years / 2)}}
        - {{id: brand, max: 10, levels: [{{when: own_brand, points: 10}}, {{points: 3}}]}}
"""


def criterion(text: str) -> str:
    return "criteria:\n  - niche_years >= 2\n  - " + text + "\n"


def together(*rules: str) -> str:
    return criterion(f"{{id: both, all: [{', '.join(rules)}]}}")


@pytest.mark.parametrize(
    ("dead", "living"),
    [
        ("market_rank_domestic < 1", "market_rank_domestic <= 1"),
        ("main_revenue_share_y1 > 100%", "main_revenue_share_y1 >= 100%"),
        ("min(revenue_y1, revenue_y2) < 0", "min(revenue_y1, revenue_y2) < 1"),
        ("floor(niche_years) > max(niche_years, 1)", "floor(niche_years) >= max(niche_years, 1)"),
        ("sqrt(platform_score) < 0", "sqrt(platform_score) <= 0"),
        ("ip_class1_own - ip_class1 > 0", "ip_class1_own - ip_class1 >= 0"),
        ("{id: ten, when: (platform_score - 10)^2 < 0}", "{id: ten, when: (platform_score - 10)^2 <= 0}"),
    ],
)
def test_a_condition_that_never_holds_is_found(dead: str, living: str, said: Say) -> None:
    (line,) = said(criterion(dead), "conditions")[:1]
    assert "never holds" in line
    assert not said(criterion(living), "conditions")


@pytest.mark.parametrize(
    ("idle", "working"),
    [
        ("niche_years >= 0", "niche_years > 0"),
        ("main_revenue_share_y1 <= 100%", "main_revenue_share_y1 < 100%"),
        ("ip_class1 >= ip_class1_own", "ip_class1 > ip_class1_own"),
        ('"digital_level in (0, 1, 2, 3, 4)"', '"digital_level in (1, 2, 3, 4)"'),
    ],
)
def test_a_condition_that_always_holds_is_found(idle: str, working: str, said: Say) -> None:
    (line,) = said(criterion(idle), "conditions")
    assert "always holds and decides nothing" in line
    assert not said(criterion(working), "conditions")


@pytest.mark.parametrize(
    ("contradiction", "twin"),
    [
        (["revenue_y1 >= 5000", "revenue_y1 < 1000"], ["revenue_y1 >= 1000", "revenue_y1 < 5000"]),
        (["ip_class1 < 1", "ip_class1_own >= 1"], ["ip_class1 < 2", "ip_class1_own >= 1"]),
        (["industry within C35", "industry within A"], ["industry within C35", "industry within C"]),
        (["digital_level is 3", '"digital_level in (0, 1)"'], ["digital_level is 3", '"digital_level in (3, 4)"']),
        (
            ['"min(niche_years, platform_score) > 5"', "niche_years < 3"],
            ['"max(niche_years, platform_score) > 5"', "niche_years < 3"],
        ),
        (
            ['"max(niche_years, platform_score) < 5"', "niche_years > 7"],
            ['"min(niche_years, platform_score) < 5"', "niche_years > 7"],
        ),
        (["own_brand", "not own_brand"], ["own_brand", "not quality_system_certified"]),
        (["employees_y1 > 3", "employees_y1 < 4"], ["employees_y1 > 3", "employees_y1 < 5"]),
    ],
)
def test_conditions_that_exclude_each_other_are_found(contradiction: list[str], twin: list[str], said: Say) -> None:
    lines = said(together(*contradiction), "conditions")
    assert lines[0].startswith("error both: the condition ")
    assert lines[0].endswith("never holds")
    assert not said(together(*twin), "conditions")


@pytest.mark.parametrize(
    ("contradiction", "twin"),
    [
        (
            ["revenue_y1 >= 1000", "rd_expense_y1 <= 30", "rd_intensity_y1 > 3%"],
            ["revenue_y1 >= 1000", "rd_expense_y1 <= 30", "rd_intensity_y1 >= 3%"],
        ),
        (
            ["revenue_y3 >= 100", "revenue_y1 <= revenue_y3", "revenue_cagr_2y > 0%"],
            ["revenue_y3 >= 100", "revenue_y1 <= revenue_y3", "revenue_cagr_2y >= 0%"],
        ),
        (
            ["employees_y1 <= 10", "employees_y1 >= 1", "rd_staff_y1 >= 2", "rd_staff_share_y1 < 20%"],
            ["employees_y1 <= 10", "employees_y1 >= 1", "rd_staff_y1 >= 2", "rd_staff_share_y1 <= 20%"],
        ),
    ],
)
def test_ratios_and_their_parts_are_tied_both_ways(contradiction: list[str], twin: list[str], said: Say) -> None:
    assert said(together(*contradiction), "conditions")[0].startswith("error both: ")
    assert not said(together(*twin), "conditions")


def test_nothing_follows_from_a_share_of_nothing(said: Say) -> None:
    assert not said(together("revenue_y1 <= 0", "rd_expense_y1 >= 5", "rd_intensity_y1 > 3%"), "conditions")


def test_alternatives_that_leave_nothing_out_are_found(said: Say) -> None:
    every = "{id: either, any: [niche_years < 3, niche_years >= 3]}"
    assert said(criterion(every), "conditions") == [
        "error either: the condition 'Years in the niche market < 3 years or Years in the niche market ≥ 3 years'"
        " always holds and decides nothing"
    ]
    assert not said(criterion(every.replace(">= 3", ">= 4")), "conditions")


def test_too_many_of_a_list_are_found(said: Say) -> None:
    wanted = "{id: some, at_least: 2, of: [digital_level is 1, digital_level is 2, own_brand]}"
    assert not said(criterion(wanted), "conditions")
    assert said(criterion(wanted.replace("at_least: 2", "at_least: 3")), "conditions")


def test_only_the_smallest_condition_is_named(said: Say) -> None:
    lines = said(criterion("{id: outer, all: [own_brand, {id: inner, any: [market_rank_domestic < 1]}]}"), "conditions")
    assert [line.split(":")[0] for line in lines] == ["error market_rank_domestic", "error tiny"]


def test_criteria_that_nobody_can_meet_are_found(said: Say) -> None:
    rules = "criteria: [niche_years >= 3, {id: young, when: niche_years < 3}]\n"
    assert said(rules, "conditions") == ["error tiny: no enterprise can meet all the criteria"]
    assert not said(rules.replace("< 3", "< 4"), "conditions")


def test_criteria_that_everybody_meets_are_found(said: Say) -> None:
    rules = "criteria: [{id: any_brand, any: [own_brand, not own_brand]}]\n"
    assert "error tiny: every enterprise meets all the criteria" in said(rules, "conditions")


def test_conditions_of_grades_and_transitions_are_looked_at(said: Say) -> None:
    grades = (
        "grades: [{id: big, title: {zh: 大, en: Big}, when: revenue_y1 < 0}, {id: small, title: {zh: 小, en: Small}}]\n"
    )
    assert said(grades, "conditions")[0].startswith("error big: ")
    transition = "also_in_force: [{when: niche_years >= 0, from: 2026-01-01}]\n"
    assert said(transition, "conditions")[0].startswith("error also_in_force: ")
    assert not said(transition.replace(">= 0", ">= 1"), "conditions")


def test_a_pass_mark_has_to_be_within_reach(said: Say) -> None:
    assert said(SCORED.format(mark="score >= 16"), "sub_minimums") == [
        "error mark: 'Score ≥ 16 points' cannot be reached"
    ]
    assert said(SCORED.format(mark="score.tenure_points > 5"), "sub_minimums")
    assert not said(SCORED.format(mark="score >= 15"), "sub_minimums")
    assert not said(SCORED.format(mark="score.tenure_points >= 5"), "sub_minimums")


def test_a_pass_mark_has_to_be_missed_by_somebody(said: Say) -> None:
    assert said(SCORED.format(mark="score >= 3"), "sub_minimums") == ["error mark: 'Score ≥ 3 points' cannot be missed"]
    assert not said(SCORED.format(mark="score >= 4"), "sub_minimums")
