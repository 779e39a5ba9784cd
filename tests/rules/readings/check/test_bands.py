"""Bands with gaps, overlaps, dead bands, and directions that do not hold."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest

from jinjie.basics.interval import Interval, point
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Bands, Group, Indicator, Step
from jinjie.rules.readings.check import Report

Build = Callable[[str], Rulebook]
Check = Callable[[str | Rulebook], Report]
Say = Callable[[str | Rulebook, str], list[str]]

SHARE = """
    score:
      max: 5
      parts:
        - id: share
          max: 5
          of: main_revenue_share_y1
          bands: [{from: 80%, points: 5}, {from: 70%, points: 3}, {points: 0}]
          monotone: rising
"""


def with_steps(rulebook: Rulebook, *steps: Step) -> Rulebook:
    """The same rulebook with bands that the loader would refuse."""
    assert rulebook.score is not None
    (indicator,) = rulebook.score.indicators()
    assert isinstance(indicator.measure, Bands)
    bands = replace(indicator.measure, steps=steps)
    parts: tuple[Indicator | Group, ...] = (replace(indicator, measure=bands),)
    return replace(rulebook, score=replace(rulebook.score, parts=parts))


def step(low: int | None, high: int | None, points: int) -> Step:
    """A band in whole per cents, its lower end in it and its upper end not."""
    ends = [None if end is None else Fraction(end, 100) for end in (low, high)]
    return Step(Interval(*ends, high_open=high is not None), point(points))


def test_bands_that_fit_are_proved(checked: Check) -> None:
    report = checked(SHARE)
    assert not report.findings
    assert report.proved["bands"] == 5
    assert report.proved["monotone"] == 1


def test_a_gap_is_found_with_a_value_in_it(build: Build, checked: Check) -> None:
    broken = with_steps(build(SHARE), step(80, None, 5), step(60, 70, 3), step(None, 60, 0))
    (finding,) = [f for f in checked(broken).findings if f.topic == "bands"]
    assert finding.line("en").startswith("error share: some value falls in no band; for example Share of ")
    assert finding.line("zh").startswith("错误 share：有数值不落在任何一档；例如 上年度主营业务收入")
    assert finding.values is not None
    percent = Fraction(finding.values.en.split()[-1].strip("≈%"))
    assert 70 <= percent < 80


def test_an_overlap_is_found(build: Build, said: Say) -> None:
    broken = with_steps(build(SHARE), step(80, None, 5), step(60, 81, 3), step(None, 60, 0))
    assert said(broken, "bands") == ["error share: some value falls in two bands at once"]


def test_a_band_outside_the_domain_is_found(said: Say) -> None:
    assert said(SHARE.replace("80%", "101%"), "bands") == [
        "error share: no value can fall in the band ≥ 101%: 5 points"
    ]
    assert not said(SHARE.replace("80%", "100%"), "bands")


def test_a_band_that_the_facts_do_not_allow_is_found(said: Say) -> None:
    own = (
        SHARE.replace("main_revenue_share_y1", "ip_class1_own - ip_class1")
        .replace("%", "")
        .replace("monotone: rising", "")
    )
    assert len(said(own, "bands")) == 2
    assert not said(own.replace("from: 80", "from: 0").replace("from: 70", "from: -1"), "bands")


@pytest.mark.parametrize(("declared", "holds"), [("rising", True), ("falling", False)])
def test_a_declared_direction_is_proved_or_refuted(declared: str, holds: bool, said: Say) -> None:
    lines = said(SHARE.replace("rising", declared), "monotone")
    assert lines == (
        [] if holds else ["error share: it declares that more never gives more points, but the bands differ"]
    )


def test_bands_best_first_from_below_are_falling(said: Say) -> None:
    debt = (
        SHARE.replace("main_revenue_share_y1", "debt_ratio_y1")
        .replace("from: 80%", "to: 50%")
        .replace("from: 70%", "to: 60%")
    )
    assert said(debt, "monotone")
    assert not said(debt.replace("rising", "falling"), "monotone")


def test_a_step_back_breaks_the_direction(build: Build, said: Say) -> None:
    broken = with_steps(build(SHARE), step(80, None, 3), step(70, 80, 5), step(None, 70, 0))
    assert said(broken, "monotone") == [
        "error share: it declares that more never gives fewer points, but the bands differ"
    ]


def test_what_no_value_reaches_does_not_break_the_direction(build: Build, said: Say) -> None:
    beyond = with_steps(build(SHARE), step(101, None, 0), step(80, 101, 5), step(None, 80, 0))
    assert not said(beyond, "monotone")
    below = with_steps(build(SHARE), step(80, None, 5), step(0, 80, 0), step(None, 0, 3))
    assert not said(below, "monotone")


def test_bands_inside_best_of_are_looked_at(said: Say) -> None:
    best = """
        score:
          max: 5
          parts:
            - id: rd
              max: 5
              best_of:
                - {of: rd_expense_y1, bands: [{from: 500, points: 5}, {points: 0}], monotone: falling}
                - {of: rd_intensity_y1, bands: [{from: 5%, points: 5}, {points: 0}], monotone: rising}
    """
    assert len(said(best, "monotone")) == 1
    assert not said(best.replace("falling", "rising"), "monotone")
