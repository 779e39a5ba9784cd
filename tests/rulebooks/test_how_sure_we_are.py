"""What no source has shown is marked: each status that is not `verified`, written down by hand a second time."""

from __future__ import annotations

from datetime import date

import pytest

from jinjie.facts.profile import profile_of
from jinjie.rules.assessment import Assessor

DAY = date(2026, 6, 30)
START_RECALLED = "days recalled"
MARKED = {
    "base-conditions@2022": START_RECALLED,
    "base-conditions@2026": "",
    "innovative-sme@2022": START_RECALLED,
    "innovative-sme@2022+measures-2026": START_RECALLED,
    "tech-sme@2017": START_RECALLED,
    "sme-size@2011": f"{START_RECALLED}, own_standard recalled, in_table recalled, by_own_standard recalled",
    "srdi-sme@2022": f"{START_RECALLED}, transition inferred, lower_tier recalled, main_revenue_growth recalled",
    "srdi-sme@2026": "lower_tier conflict, title_tech_sme conflict, title_innovative_sme conflict",
    "little-giant@2022": f"{START_RECALLED}, transition inferred, lower_tier recalled, mean_growth recalled,"
    " rd_large_revenue inferred, rd_medium_revenue inferred, rd_small_total inferred",
    "little-giant@2026": "growth_rate inferred",
}


def marks(assessor: Assessor, name: str) -> dict[str, str]:
    """Every line that is not verified, with the days in force and the transition."""
    rulebook = assessor.library.get(name)
    result = assessor.assess(profile_of({"facts": {}}, assessor.library.vocabulary), DAY, [name]).results[0]
    lines = [*result.criteria.walk(), *(result.score.walk() if result.score else ())]
    found = {line.id: line.origin.status for line in lines}
    for transition in rulebook.transitions:
        found["transition"] = transition.origin.status
    if rulebook.force_origin:
        found["days"] = rulebook.force_origin.status
    return {line: status for line, status in found.items() if status != "verified"}


@pytest.mark.parametrize(("name", "written"), MARKED.items(), ids=MARKED)
def test_what_is_not_verified_is_marked_and_nothing_else(assessor: Assessor, name: str, written: str) -> None:
    assert marks(assessor, name) == dict(item.split() for item in written.split(", ") if item)
