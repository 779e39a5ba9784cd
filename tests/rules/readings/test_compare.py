"""compare: what the 2026 law changed, as the facts sheet of the law lists it."""

from __future__ import annotations

from datetime import date

import pytest

from jinjie.basics.problems import Place
from jinjie.basics.truth import FALSE
from jinjie.facts.profile import Profile
from jinjie.facts.values import read_statement
from jinjie.rules.assessment import Assessor
from jinjie.rules.comparison import compare_editions
from jinjie.rules.library import Library
from jinjie.rules.readings.compare import Difference, differences

DAY = date(2026, 11, 22)
SRDI = ("srdi-sme@2022", "srdi-sme@2026")
GIANT = ("little-giant@2022", "little-giant@2026")


def found(library: Library, pair: tuple[str, str]) -> dict[tuple[str, ...], Difference]:
    pairs = differences(library.get(pair[0]), library.get(pair[1]), library.vocabulary)
    by_facts: dict[tuple[str, ...], Difference] = {}
    for difference in pairs:
        rule = difference.after or difference.before
        assert rule is not None
        by_facts.setdefault(tuple(sorted(rule.facts)), difference)
    return by_facts


@pytest.mark.parametrize(
    ("pair", "fact", "change"),
    [
        (SRDI, "niche_years", "tighter"),
        (SRDI, "main_revenue_share_y1", "now_required"),
        (SRDI, "debt_ratio_y1", "now_required"),
        (SRDI, "rd_expense_y1", "same"),
        (SRDI, "ip_class1_applied", "added"),
        (SRDI, "platform_score", "added"),
        (SRDI, "tax_evasion_3y", "removed"),
        (SRDI, "digital_level", "removed"),
        (GIANT, "niche_years", "same"),
        (GIANT, "main_revenue_share_y1", "tighter"),
        (GIANT, "debt_ratio_y1", "looser"),
        (GIANT, "own_brand", "removed"),
        (GIANT, "core_business_on_information_system", "removed"),
        (GIANT, "revenue_cagr_2y", "added"),
        (GIANT, "market_share", "same"),
    ],
)
def test_each_known_change_is_found(library: Library, pair: tuple[str, str], fact: str, change: str) -> None:
    assert found(library, pair)[fact,].change == change


def test_the_revenue_floor_of_the_srdi_tier_rises(library: Library) -> None:
    difference = found(library, SRDI)["revenue_y1",]
    assert difference.change == "tighter"
    assert difference.before is not None
    assert difference.after is not None
    assert "1,000" in difference.before.required.zh
    assert "1,500" in difference.after.required.zh


def test_a_threshold_of_one_route_is_not_called_looser(library: Library) -> None:
    assert found(library, GIANT)["revenue_y1",].change in {"other", "added"}


@pytest.mark.parametrize("name", ["srdi-sme@2022", "little-giant@2026", "innovative-sme@2022", "tech-sme@2017"])
def test_an_edition_compared_with_itself_is_the_same(library: Library, name: str) -> None:
    rulebook = library.get(name)
    assert {d.change for d in differences(rulebook, rulebook, library.vocabulary)} == {"same"}


def test_every_rule_of_both_editions_is_listed_once(library: Library) -> None:
    before, after = (library.get(name) for name in GIANT)
    pairs = differences(before, after, library.vocabulary)
    ids = [d.before.id for d in pairs if d.before is not None]
    assert len(ids) == len(set(ids)) == sum(not c.children for c in before.criteria.walk())


def test_the_effect_on_a_firm_names_what_blocks_it(assessor: Assessor, complete: Profile) -> None:
    one = compare_editions(assessor, SRDI, [complete], DAY)
    (effect,) = one.effects
    assert (effect.before.verdict, effect.after.verdict) == ("pass", "pass")
    assert not effect.changes
    document = one.to_dict()
    assert document["effects"][0]["before"]["score"] == {"low": 79, "high": 79}


def test_an_effect_that_turns_the_verdict_is_a_change(assessor: Assessor, complete: Profile) -> None:
    tenure = read_statement(assessor.library.vocabulary["niche_years"], "2.5", Place())
    (effect,) = compare_editions(assessor, SRDI, [complete.with_statement("niche_years", tenure)], DAY).effects
    assert (effect.before.verdict, effect.after.verdict) == ("pass", "fail")
    assert effect.changes
    assert effect.after.blocking is not None
    assert effect.after.blocking.truth is FALSE
