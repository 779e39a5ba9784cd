"""decide: exactly the facts that settle a verdict by themselves, whatever the others are."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from jinjie.documents.reading import parse_yaml
from jinjie.facts.profile import Profile, profile_of
from jinjie.rules.assessment import Assessor
from jinjie.rules.readings.bound.search import BUDGET, Search
from jinjie.rules.readings.bound.state import State
from jinjie.rules.readings.bound.verdict import bound
from jinjie.rules.readings.decide import LARGEST_SET, answered, candidates, deciding_sets

DAY = date(2023, 1, 31)
BASE = {
    "is_sme": "yes",
    "on_abnormal_list": "no",
    "on_dishonesty_list": "no",
    "prohibited_product": "no",
    "major_incident_3y": "no",
    "tax_evasion_3y": "no",
}
INNOVATIVE = {
    **BASE,
    "national_award_3y": "no",
    "provincial_award_3y": "no",
    "high_tech_enterprise": "no",
    "national_innovation_demonstration": "no",
    "ip_advantage_or_demonstration": "no",
    "rd_institution_level": "none",
    "equity_financing_y1": "0",
    "equity_financing_y2": "0",
    "equity_financing_y3": "0",
    "ip_class1": "0",
    "ip_class2": "2",
    "rd_intensity_y1": "4%",
    "main_revenue_growth_y1": "12%",
    "debt_ratio_y1": "50%",
    "strategic_emerging_industry": "no",
    "main_revenue_share_y1": "72%",
}


def state_of(assessor: Assessor, facts: dict[str, object], name: str) -> State:
    knowledge = assessor.know(profile_of({"facts": facts}, assessor.library.vocabulary), DAY)
    rulebook = assessor.library.get(name)
    network = knowledge.network.around(rulebook.facts, knowledge.stated, knowledge.box)
    return State(rulebook, knowledge.box.copy(), network)


def sets_of(assessor: Assessor, facts: dict[str, object], name: str = "innovative-sme@2022") -> list[tuple[str, ...]]:
    return [d.facts for d in deciding_sets(state_of(assessor, facts, name), assessor.library.vocabulary)]


def without(*facts: str) -> dict[str, object]:
    return {fact: value for fact, value in INNOVATIVE.items() if fact not in facts}


def test_a_certain_verdict_has_nothing_to_decide(assessor: Assessor) -> None:
    assert sets_of(assessor, INNOVATIVE) == []


def test_one_open_direct_route_decides(assessor: Assessor) -> None:
    facts = {**without("high_tech_enterprise"), "rd_intensity_y1": "0%"}
    assert sets_of(assessor, facts) == [("high_tech_enterprise",)]


def test_a_fact_that_cannot_reach_the_mark_alone_is_left_out(assessor: Assessor) -> None:
    facts = {**without("high_tech_enterprise", "ip_class2"), "rd_intensity_y1": "0%"}
    assert sets_of(assessor, facts) == [("high_tech_enterprise",)]


def test_the_answers_that_settle_are_named(assessor: Assessor) -> None:
    state = state_of(assessor, without("debt_ratio_y1", "rd_intensity_y1"), "innovative-sme@2022")
    found = {d.facts: d for d in deciding_sets(state, assessor.library.vocabulary)}
    best = found["rd_intensity_y1",]
    settled = [answered(state, "rd_intensity_y1", answer) for answer in best.answers]
    assert settled
    assert all(bound(child).verdict != "undetermined" for child in settled if child is not None)


def test_pairs_are_listed_only_when_no_single_fact_will_do(assessor: Assessor) -> None:
    facts = {**without("main_revenue_share_y1", "ip_class2", "rd_intensity_y1"), "main_revenue_growth_y1": "0%"}
    sizes = {len(facts) for facts in sets_of(assessor, facts)}
    assert len(sizes) == 1
    assert sizes <= set(range(1, LARGEST_SET + 1))


THREE_OF_FIVE = """
rulebook: three-of-five
edition: "1"
title: {zh: 五选三, en: Three of five}
kind: title
source: miit-2022-63
cite: "1"
in_force: {from: 2020-01-01}
criteria:
  - id: some
    at_least: 3
    of: [niche_years >= 2, ip_class2 >= 2, innovative_operations >= 2, high_tech_enterprise, prohibited_product]
"""


def test_sets_of_three_are_found_when_nothing_smaller_settles(assessor: Assessor) -> None:
    rulebook = assessor.library.build(parse_yaml(THREE_OF_FIVE))
    knowledge = assessor.know(Profile(), DAY)
    network = knowledge.network.around(rulebook.facts, knowledge.stated, knowledge.box)
    found = deciding_sets(State(rulebook, knowledge.box.copy(), network), assessor.library.vocabulary)
    assert {len(d.facts) for d in found} == {3}
    assert len(found) == 10


def single_facts(state: State) -> Iterator[str]:
    """By trying every fact and every kind of answer with the exact reading, one after the other."""
    for fact in state.rulebook.facts:
        if state.box.is_settled(fact):
            continue
        children = (answered(state, fact, answer) for answer in candidates(state, fact))
        if any(child is not None and bound(child).verdict != "undetermined" for child in children):
            yield fact


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", ["innovative-sme@2022", "srdi-sme@2022", "srdi-sme@2026"])
def test_single_facts_are_exactly_those_that_trying_everything_finds(
    assessor: Assessor, complete: Profile, name: str, seed: int
) -> None:
    rng = Random(f"{name}{seed}")
    facts = [f for f in assessor.library.get(name).facts if f in complete.statements]
    hidden = set(rng.sample(facts, k=min(rng.randint(2, 9), len(facts))))
    statements = {f: s for f, s in complete.statements.items() if f not in hidden}
    knowledge = assessor.know(Profile("", statements), DAY)
    rulebook = assessor.library.get(name)
    network = knowledge.network.around(rulebook.facts, knowledge.stated, knowledge.box)
    state = State(rulebook, knowledge.box.copy(), network)
    found = deciding_sets(state, assessor.library.vocabulary) if bound(state).verdict == "undetermined" else []
    singles = {d.facts[0] for d in found if len(d.facts) == 1}
    if bound(state).verdict == "undetermined":
        assert singles == set(single_facts(state))


def test_the_search_says_when_it_gave_up(assessor: Assessor) -> None:
    state = state_of(assessor, {}, "srdi-sme@2022")
    search = Search(left=1)
    assert search.find(state, state.rulebook.criteria, state.verdict) is None or not search.complete
    assert BUDGET > 1
