"""Which rules other numbers touch, and whether they ask more or less."""

import pytest

from jinjie.rules.changed import changed_library
from jinjie.rules.library import Library
from jinjie.rules.readings.shift import Shift, shift


def shifted(library: Library, *settings: str) -> Shift:
    changed = changed_library(library, settings)
    before, after = changed.pairs[0]
    return shift(changed.get(before), changed.get(after))


@pytest.mark.parametrize(
    ("setting", "way"),
    [
        ("srdi-sme@2026.rd_share=3.5%", "tighter"),
        ("srdi-sme@2026.rd_share=2.5%", "looser"),
        ("srdi-sme@2026.rd_share=3.0%", "same"),
        ("srdi-sme@2026.debt=70%", "tighter"),
        ("srdi-sme@2026.debt=90%", "looser"),
        ("srdi-sme@2022.score_reached=65", "tighter"),
        ("srdi-sme@2022.main_revenue_share[80%]=85%", "tighter"),
        ("srdi-sme@2022.debt[50%]=55%", "looser"),
        ("srdi-sme@2022.rd_spend[500万元]=600万元", "tighter"),
        ("srdi-sme@2022.ip[1:2]=2", "tighter"),
        ("tech-sme@2017.results[4]=5", "tighter"),
        ("sme-size@2011.industry.large[1000]=900", "other"),
    ],
)
def test_the_direction_of_a_change(setting: str, way: str, library: Library) -> None:
    assert shifted(library, setting).way == way


def test_two_ways_at_once_are_neither(library: Library) -> None:
    found = shifted(library, "srdi-sme@2022.score_reached=55", "srdi-sme@2022.rd_staff[20%]=25%")
    assert found == Shift("other", frozenset({"score_reached"}), frozenset({"rd_staff"}))


def test_a_limit_touches_the_criteria_that_name_it_and_none_above_them(library: Library) -> None:
    found = shifted(library, "srdi-sme@2026.rd_share=3.5%")
    assert (found.criteria, found.indicators, found.grades) == ({"rd_share_y1", "rd_share_y2"}, set(), False)


def test_nothing_is_touched_where_the_number_is_the_same(library: Library) -> None:
    assert shifted(library, "srdi-sme@2026.rd_share=0.03") == Shift("same")


def test_a_table_touches_the_grades(library: Library) -> None:
    assert shifted(library, "sme-size@2011.industry.large[1000]=900").grades
