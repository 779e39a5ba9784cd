"""Plans: as cheap as trying everything, proved by the assessment, plain about what cannot be."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from jinjie import api
from jinjie.basics.interval import Interval
from jinjie.basics.problems import InputError
from jinjie.facts.profile import Profile
from jinjie.rules.levers import Lever, Outlook
from jinjie.rules.planning import Planner
from jinjie.rules.plans import Plan, Wish
from jinjie.rules.readings.plan.building import months_later
from jinjie.rules.readings.plan.years import Changes, Picture, profile_of
from jinjie.terms.box import Domain

AS_OF = date(2026, 3, 1)
FILED = date(2027, 10, 30)
MANY = bool(os.environ.get("JINJIE_PROVE"))
SMALL = {
    "own_invention_patents": {"most": 2},
    "debt_reduction": {"most": 4},
    "main_business_focus": {"most": 4},
    "quality_score": {"most": 4},
    "rd_spending": {"step": 20, "most": 4},
    "rd_institution": {},
    "market_evidence": {},
}


def firm(seed: int) -> dict[str, Any]:
    """A definite firm near the borders of the 2026 criteria for SRDI SMEs."""
    dice = random.Random(seed)
    return {
        "is_sme": "yes",
        "prohibited_product": "no",
        "on_abnormal_list": "no",
        "on_dishonesty_list": "no",
        "major_incident_3y": "no",
        "title_innovative_sme": "yes",
        "niche_years": 5,
        "revenue_y1": dice.choice([1600, 2400, 3000, 4000]),
        "total_assets_y1": 5000,
        "main_revenue_share_y1": dice.choice(["77%", "79%", "80%", "85%"]),
        "debt_ratio_y1": dice.choice(["70%", "80%", "82%", "83%"]),
        "rd_expense_y1": dice.choice([60, 90, 100, 130]),
        "equity_financing_y1": 0,
        "equity_financing_y2": 0,
        "provincial_award_top3_3y": "no",
        "national_award_top3_3y": "no",
        "rd_institution_level": "none",
        "ip_class1_applied": dice.choice([0, 0, 1]),
        "market_position_leading": dice.choice(["yes", "no"]),
        "reputation": dice.choice(["yes", "no"]),
        "platform_score": dice.choice([47, 49, 50, 60]),
        "leading_product_share_y1": "60%",
    }


def small(seed: int) -> Outlook:
    """Three levers of a few steps each."""
    names = random.Random(seed).sample(sorted(SMALL), 3)
    outlook = api.outlook().only(frozenset(names))
    return replace(outlook, levers={n: replace(outlook.levers[n], **SMALL[n]) for n in names})


def options(lever: Lever, box: dict[str, Domain]) -> list[tuple[Fraction, dict[str, Fraction], dict[str, str]]]:
    """Every way to use a lever before the filing day: what it costs, what it shifts, what it sets."""
    if lever.levels:
        rungs = [r for r in lever.levels if months_later(AS_OF, r.lead) <= FILED]
        moved = [(middle(r.cost), {}, dict.fromkeys(lever.moves, r.to) | dict(lever.also)) for r in rungs]
        return [(Fraction(0), {}, {}), *moved]
    of = lever.cost.of
    base = box[of] if of is not None else Interval(1, 1)
    assert isinstance(base, Interval)
    step = Fraction(middle(lever.cost.per_step)) * Fraction(base.low or 0)
    if lever.timing == "lasting":
        ready = months_later(AS_OF, lever.lead) <= FILED
        counts = range((lever.most or 0) + 1) if ready else range(1)
        return [(step * n, dict.fromkeys(lever.moves, Fraction(lever.step) * n), {}) for n in counts]
    fact = f"{lever.moves[0]}_y1"
    return [(step * n, {fact: Fraction(lever.step) * n}, {}) for n in range((lever.most or 0) + 1)]


def middle(cost: Interval) -> Fraction:
    return (Fraction(cost.low or 0) + Fraction(cost.high or 0)) / 2


def by_trying(facts: dict[str, Any], outlook: Outlook) -> Fraction | None:
    """The least cost of all combinations that pass, by assessing each; None when none does."""
    assessor = api.assessor()
    box = assessor.know(api.as_profile({"facts": facts}), AS_OF).box
    picture = Picture(api.library().vocabulary, box, AS_OF, outlook.assumptions)
    best: Fraction | None = None
    for chosen in product(*(options(lever, box.domains) for lever in outlook.levers.values())):
        cost = sum((one[0] for one in chosen), Fraction(0))
        if best is not None and cost >= best:
            continue
        shifts = {fact: shift for one in chosen for fact, shift in one[1].items() if shift}
        choices = {"application_kind": "new"} | {fact: c for one in chosen for fact, c in one[2].items()}
        after = profile_of(Profile(), picture.on(FILED, Changes(shifts, choices)), api.library().vocabulary)
        if assessor.assess(after, FILED, ["srdi-sme"]).results[0].verdict == "pass":
            best = cost
    return best


def planned(facts: dict[str, Any], outlook: Outlook) -> Plan:
    """The plan for the one window of 2027."""
    titles = {"title_srdi_sme": replace(outlook.titles["title_srdi_sme"], cost=Interval(0, 0))}
    only = replace(outlook, titles=titles)
    return Planner(api.assessor(), only).plan(api.as_profile({"facts": facts}), AS_OF, Wish("srdi-sme", FILED))


@pytest.mark.parametrize("seed", range(500 if MANY else 12))
def test_a_plan_costs_what_trying_everything_finds(seed: int) -> None:
    facts, outlook = firm(seed), small(seed)
    facts["rd_expense_y2"] = 150
    plan, least = planned(facts, outlook), by_trying(facts, outlook)
    sooner = plan.reached.get("srdi-sme") != FILED
    if plan.status == "infeasible":
        assert least is None
    elif not sooner:
        assert middle(plan.cost) == least
    else:
        assert least is None or middle(plan.cost) <= least


@pytest.mark.parametrize("seed", range(1000 if MANY else 12))
def test_every_plan_carried_out_passes(seed: int) -> None:
    facts = firm(seed)
    dice = random.Random(seed)
    for fact in dice.sample(sorted(facts), 3):
        facts.pop(fact)
    target = dice.choice(["srdi-sme", "little-giant", "tech-sme"])
    plan = api.plan({"facts": facts}, target, on=AS_OF)
    if plan.status != "infeasible":
        assert plan.proved
        assert sum(action.cost.low or 0 for action in plan.actions) == plan.cost.low
        assert sum(action.cost.high or 0 for action in plan.actions) == plan.cost.high
        assert not plan.slack


def test_the_profile_after_the_plan_is_a_file_that_passes() -> None:
    plan = api.plan("examples/complete.yaml", "little-giant", on="2026-11-25")
    after = {"facts": plan.to_dict()["after"]["facts"]}
    day = plan.reached["little-giant"]
    assert api.assess(after, day, ["little-giant"]).results[0].verdict == "pass"


def test_b_needs_what_its_advisers_listed() -> None:
    plan = api.plan("examples/case-b.yaml", "little-giant", on="2026-11-25")
    assert plan.status == "optimal"
    assert list(plan.reached) == ["srdi-sme", "little-giant"]
    levers = {action.lever for action in plan.actions}
    assert {"own_invention_patents", "market_share_growth", "market_evidence", "title_little_giant"} <= levers
    assert "key_chain_position" in plan.provided


def test_what_is_unknown_is_supposed_only_where_nothing_can_be_done() -> None:
    facts = firm(3) | {"rd_expense_y2": 150, "rd_expense_y1": 150, "platform_score": "unknown"}
    plan = api.plan({"facts": facts}, "srdi-sme", on=AS_OF)
    assert "platform_score" not in plan.provided
    assert "platform_score" in plan.cheaper


def test_a_budget_of_a_year_binds() -> None:
    free = api.plan("examples/case-b.yaml", "little-giant", on="2026-11-25")
    tight = api.plan("examples/case-b.yaml", "little-giant", budget=90, on="2026-11-25")
    assert free.status == "optimal"
    assert tight.provided.keys() > free.provided.keys()


def test_no_window_before_the_deadline_is_no_plan() -> None:
    plan = api.plan("examples/case-b.yaml", "little-giant", by="2027-02-01", on="2026-11-25")
    assert plan.status == "infeasible"
    assert plan.actions == ()


@pytest.mark.parametrize(
    ("target", "more", "fact"),
    [
        ("nope", {}, "nope"),
        ("innovative-sme", {}, "title_innovative_sme"),
        ("little-giant", {"by": "2020-01-01"}, "by"),
        ("little-giant", {"budget": -1}, "budget"),
        ("little-giant", {"levers": ["rd_spendin"]}, "levers"),
        ("little-giant", {"growth": "fast"}, "growth"),
    ],
)
def test_what_cannot_be_planned_is_one_clear_mistake(target: str, more: dict[str, Any], fact: str) -> None:
    with pytest.raises(InputError) as caught:
        api.plan("examples/case-b.yaml", target, on="2026-11-25", **more)
    assert [problem.fact for problem in caught.value.problems] == [fact]
