"""All sixteen rows of the size standard, written down by hand a second time, and tried at every lower limit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jinjie.facts.profile import profile_of
from jinjie.rules.assessment import Assessor

DAY = date(2026, 6, 30)
LETTERS = {"X": "employees_y1", "Y": "revenue_y1", "Z": "total_assets_y1"}
CLASSES = ("large", "medium", "small", "micro")
ROWS = {
    # an industry of the row: the measures, then the lower limits of large, medium, small
    "A0111": "Y 20000 500 50",
    "B0610": "XY 1000/40000 300/2000 20/300",
    "C3563": "XY 1000/40000 300/2000 20/300",
    "D4411": "XY 1000/40000 300/2000 20/300",
    "E4710": "YZ 80000/80000 6000/5000 300/300",
    "F5111": "XY 200/40000 20/5000 5/1000",
    "F5211": "XY 300/20000 50/500 10/100",
    "G5411": "XY 1000/30000 300/3000 20/200",
    "G5910": "XY 1000/30000 300/3000 20/200",
    "G5920": "XY 200/30000 100/1000 20/100",
    "G6010": "XY 1000/30000 300/2000 20/100",
    "H6110": "XY 300/10000 100/2000 10/100",
    "H6210": "XY 300/10000 100/2000 10/100",
    "I6311": "XY 2000/100000 100/1000 10/100",
    "I6410": "XY 2000/100000 100/1000 10/100",
    "I6513": "XY 300/10000 100/1000 10/50",
    "K7010": "YZ 200000/10000 1000/5000 100/2000",
    "K7020": "XY 1000/5000 300/1000 100/500",
    "L7111": "XZ 300/120000 100/8000 10/100",
    "L7211": "XZ 300/120000 100/8000 10/100",
    "M7320": "X 300 100 10",
    "Q8514": "X 300 100 10",
}


def grades() -> Iterator[Any]:
    """Exactly at the limits of a class, and with one measure after the other just below."""
    for industry, written in ROWS.items():
        measures, *limits = written.split()
        for size, below, limit in zip(CLASSES, CLASSES[1:], limits, strict=False):
            facts = dict(zip(measures, limit.split("/"), strict=True))
            yield pytest.param(industry, facts, size, id=f"{industry} {size}")
            for measure, number in facts.items():
                short = str(Decimal(number) - (1 if measure == "X" else Decimal("0.01")))
                yield pytest.param(industry, {**facts, measure: short}, below, id=f"{industry} {measure}{short}")


@pytest.mark.parametrize(("industry", "measures", "grade"), list(grades()))
def test_a_class_needs_every_lower_limit_of_its_row(
    assessor: Assessor, industry: str, measures: dict[str, str], grade: str
) -> None:
    facts = {"industry": industry, **{LETTERS[letter]: number for letter, number in measures.items()}}
    profile = profile_of({"facts": facts}, assessor.library.vocabulary)
    result = assessor.assess(profile, DAY, ["sme-size"]).results[0]
    assert result.bound.grades == (grade,)
    assert result.verdict == ("fail" if grade == "large" else "pass")
