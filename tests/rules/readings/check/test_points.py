"""Maximum points that do not add up, are never reached, or are passed."""

from collections.abc import Callable

import pytest

from jinjie.rules.readings.check import Report

Check = Callable[[str], Report]
Say = Callable[[str, str], list[str]]

TWO = """
    score:
      max: {whole}
      parts:
        - id: quality
          max: {group}
          {note}
          parts:
            - {{id: brand, max: 5, levels: [{{when: own_brand, points: 5}}, {{points: 0}}]}}
            - {{id: standards, max: 3, levels: [{{when: standards_participation, points: 3}}, {{points: 0}}]}}
"""


def score(measure: str, most: int = 5) -> str:
    return f"score: {{max: {most}, parts: [{{id: one, max: {most}, {measure}}}]}}\n"


def test_parts_that_add_up_are_accepted(said: Say) -> None:
    assert not said(TWO.format(whole=8, group=8, note=""), "maximum")


def test_a_group_that_its_parts_cannot_fill_is_found(said: Say) -> None:
    lines = said(TWO.format(whole=9, group=9, note=""), "maximum")
    assert lines == ["error quality: the maximum is 9, the parts add up to 8"]


def test_a_cap_needs_a_note(checked: Check) -> None:
    bare = checked(TWO.format(whole=7, group=7, note=""))
    assert [f.line("en") for f in bare.findings] == [
        "error quality: the maximum is 7, the parts add up to 8; if the cap is meant, say so in a note"
    ]
    noted = checked(TWO.format(whole=7, group=7, note="note: {zh: 封顶, en: capped}"))
    assert [f.line("en") for f in noted.findings] == [
        "warning quality: the parts add up to 8, capped at 7 (with a note)"
    ]
    assert not noted.has_errors


@pytest.mark.parametrize("whole", [7, 9])
def test_the_whole_score_is_the_sum_of_its_groups(whole: int, said: Say) -> None:
    (line,) = said(TWO.format(whole=whole, group=8, note=""), "maximum")
    assert line.startswith(f"error score: the maximum is {whole}, the parts add up to 8")


@pytest.mark.parametrize(
    ("short", "twin"),
    [
        (
            "levels: [{when: own_brand, points: 4}, {points: 0}]",
            "levels: [{when: own_brand, points: 5}, {points: 0}]",
        ),
        (
            "of: net_margin_y1, bands: [{from: 4%, points: 4}, {points: 0}]",
            "of: net_margin_y1, bands: [{from: 4%, points: 5}, {points: 0}]",
        ),
        (
            "each: 2, of_these: [own_brand, standards_participation]",
            "each: 2, of_these: [own_brand, standards_participation, quality_system_certified]",
        ),
        ("points: main_revenue_share_y1 * 4", "points: main_revenue_share_y1 * 5"),
        (
            "levels: [{when: own_brand, points: 0..4}, {points: 0}]",
            "levels: [{when: own_brand, points: 0..5}, {points: 0}]",
        ),
    ],
)
def test_a_maximum_that_nobody_reaches_is_found(short: str, twin: str, said: Say) -> None:
    assert said(score(short), "maximum") == ["error one: the maximum of 5 points is never reached"]
    assert not said(score(twin), "maximum")


def test_points_above_the_maximum_are_found(said: Say) -> None:
    above = "levels: [{when: own_brand, points: 6}, {points: 0}]"
    assert said(score(above), "maximum") == ["error one: the points can pass the maximum of 5"]
    assert not said(score(above, 6), "maximum")


@pytest.mark.parametrize(
    "capped", ["each: 3, of_these: [own_brand, standards_participation]", "points: floor(niche_years / 2)"]
)
def test_points_that_are_counted_or_computed_may_be_cut_off(capped: str, said: Say) -> None:
    assert not said(score(capped), "maximum")


def test_points_below_zero_are_found(said: Say) -> None:
    below = "levels: [{when: own_brand, points: 5}, {points: -1}]"
    assert said(score(below), "maximum") == ["error one: the points can fall below 0 and then count as 0"]
    assert not said(score(below.replace("-1", "0")), "maximum")


def test_computed_points_below_zero_are_a_warning(said: Say) -> None:
    computed = "points: 'net_margin_y1 * 10'"
    assert said(score(computed), "maximum") == ["warning one: the points can fall below 0 and then count as 0"]
    assert not said(score(computed.replace("net_margin_y1", "max(net_margin_y1, 0)")), "maximum")
