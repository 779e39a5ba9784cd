"""Levels that leave something out or are never reached; choices that lead nowhere."""

from collections.abc import Callable

import pytest

from jinjie.rules.readings.check import Report

Check = Callable[[str], Report]
Say = Callable[[str, str], list[str]]


def levels(*rows: str) -> str:
    listed = "".join(f"        - {row}\n" for row in rows)
    return f"score:\n  max: 5\n  parts:\n    - id: merit\n      max: 5\n      levels:\n{listed}"


FIVE, THREE, NONE = "{{when: {}, points: 5}}", "{{when: {}, points: 3}}", "{points: 0}"


def test_levels_that_fit_are_proved(checked: Check) -> None:
    report = checked(levels(FIVE.format("ip_class1 >= 1"), THREE.format("ip_class2 >= 1"), NONE))
    assert not report.findings
    assert report.proved["levels"] == 4


def test_a_situation_without_a_level_is_found(checked: Check, said: Say) -> None:
    open_end = levels(FIVE.format("ip_class1 >= 2"), THREE.format("ip_class1 == 0"))
    assert said(open_end, "levels") == ["error merit: some situation reaches no level and silently gets 0 points"]
    (finding,) = [f for f in checked(open_end).findings if f.topic == "levels"]
    assert finding.values is not None
    assert finding.values.en.endswith(" 1")
    assert not said(open_end.replace("== 0", "< 2"), "levels")


@pytest.mark.parametrize(
    ("first", "shadowed", "twin"),
    [
        ("ip_class1 >= 1", "ip_class1 >= 2", "ip_class1 >= 0"),
        ("ip_class1 >= 1", "ip_class1_own >= 1", "ip_class2 >= 1"),
        ('"digital_level in (3, 4)"', "digital_level is 4", "digital_level is 2"),
        ("{any: [own_brand, standards_participation]}", "own_brand", "quality_system_certified"),
    ],
)
def test_a_level_in_the_shadow_of_earlier_ones_is_found(first: str, shadowed: str, twin: str, said: Say) -> None:
    lines = said(levels(FIVE.format(first), THREE.format(shadowed), NONE), "levels")
    assert len(lines) == 1
    assert lines[0].endswith("3 points' is never reached: earlier ones take it")
    twins = said(levels(FIVE.format(first), THREE.format(twin), NONE), "levels")
    assert not [line for line in twins if "earlier ones" in line]


def test_a_last_level_that_is_never_left_over_is_found(said: Say) -> None:
    every = levels(FIVE.format("own_brand"), THREE.format("not own_brand"), NONE)
    assert said(every, "levels") == ["error merit: 'otherwise: 0 points' is never reached: the others take all"]


def test_a_level_behind_otherwise_is_found(said: Say) -> None:
    assert said(levels(FIVE.format("own_brand"), NONE, THREE.format("ip_class2 >= 1")), "levels")


def test_a_level_that_can_never_hold_is_told_once(checked: Check) -> None:
    report = checked(levels(FIVE.format("ip_class1 >= 1"), THREE.format("ip_class2 < 0"), NONE))
    assert [finding.topic for finding in report.findings] == ["conditions"]


def test_a_choice_that_leads_nowhere_is_found(said: Say) -> None:
    few = levels(FIVE.format("product_field is fills_gap"), THREE.format("product_field is six_bases_or_key_chain"))
    (line,) = said(few, "choices")
    assert line == "error merit: Field of the leading product 'Other' reaches no level and silently gets 0 points"
    assert not said(few, "levels")
    assert not said(few + "        - {when: product_field is other, points: 1}\n", "choices")


def test_a_choice_that_falls_to_the_last_level_is_mentioned(checked: Check) -> None:
    report = checked(levels(FIVE.format("application_kind is new"), NONE))
    (finding,) = report.findings
    assert finding.severity == "info"
    assert finding.line("en") == (
        "note merit: Kind of application 'Renewal' is not named and falls to 'otherwise: 0 points'"
    )
    assert finding.line("zh") == "说明 merit：申报类型“复核”没有写出，归入“其他：0 分”"
    assert not report.has_errors
