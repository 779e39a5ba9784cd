"""The assessments that the reports are tried on."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jinjie.documents.reading import read_document
from jinjie.facts.profile import profile_from, profile_of
from jinjie.rules.assessment import Assessment, Assessor

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
EARLIER, LATER = date(2023, 1, 31), date(2026, 11, 22)
GOLDEN: dict[str, tuple[str, date, list[str] | None]] = {
    "a": ("case-a.yaml", EARLIER, ["innovative-sme"]),
    "b": ("case-b.yaml", EARLIER, ["srdi-sme"]),
    "b-margin-unknown": ("case-b-margin-unknown.yaml", EARLIER, ["srdi-sme"]),
    "c": ("case-c.yaml", EARLIER, ["little-giant"]),
    "a-all-tiers": ("case-a.yaml", LATER, None),
}
TANGLED = {
    "name": "某某智能装备（集团）股份有限公司",
    "facts": {
        "niche_years": 1,
        "region": "440100",
        "revenue_y1": [{"value": 5000, "source": "审计报告", "page": "12"}, {"value": 4800, "source": "纳税申报表"}],
        "rd_expense_y1": 300,
        "rd_intensity_y1": "2.5%",
        "debt_ratio_y1": "120%",
        "net_margin_y1": "-5%..3%",
        "industry": "C35",
        "employees_y1": 120,
        "single_champion": "yes",
        "application_kind": "new",
        "rd_institution_level": ["national", "provincial"],
    },
}
CASES = [*GOLDEN, "empty", "tangled"]

Assess = Callable[..., Assessment]


@pytest.fixture(scope="session")
def assess(assessor: Assessor) -> Assess:
    """Assesses a mapping of the profile's shape."""

    def of(document: Mapping[str, Any], day: date = EARLIER, names: list[str] | None = None) -> Assessment:
        return assessor.assess(profile_of(document, assessor.library.vocabulary), day, names)

    return of


@pytest.fixture(scope="session")
def cases(assessor: Assessor, assess: Assess) -> dict[str, Assessment]:
    """The golden cases, a nearly empty profile, and one with contradictions that fails."""
    vocabulary = assessor.library.vocabulary
    found = {
        name: assessor.assess(profile_from(read_document(EXAMPLES / file), vocabulary), day, names)
        for name, (file, day, names) in GOLDEN.items()
    }
    found["empty"] = assess({"facts": {"region": "44"}}, LATER)
    found["tangled"] = assess(TANGLED, date(2024, 5, 1), ["srdi-sme", "little-giant@2026", "sme-size"])
    return found
