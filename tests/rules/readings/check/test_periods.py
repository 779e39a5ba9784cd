"""Editions that overlap, and gaps that nobody explains."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from jinjie.basics.text import Text
from jinjie.rules.language.conditions import Origin
from jinjie.rules.language.rulebook import Period, Rulebook
from jinjie.rules.library import Library
from jinjie.rules.readings.check import check_periods

Build = Callable[[str], Rulebook]
NOTE = Text("中间没有标准", "there was none between")


@pytest.fixture
def edition(build: Build) -> Callable[..., Rulebook]:
    plain = build("")

    def made(name: str, start: str | None, end: str | None, note: Text | None = None) -> Rulebook:
        days = [None if day is None else date.fromisoformat(day) for day in (start, end)]
        return replace(plain, edition=name, in_force=Period(*days), force_origin=Origin("s", "c", "verified", note))

    return made


def messages(*editions: Rulebook) -> list[str]:
    return [finding.line("en") for finding in check_periods(editions).findings]


def test_editions_that_follow_each_other_are_accepted(edition: Callable[..., Rulebook]) -> None:
    report = check_periods([edition("2", "2024-01-01", None), edition("1", None, "2023-12-31")])
    assert not report.findings
    assert report.name == "tiny"
    assert report.proved == {"periods": 1}


@pytest.mark.parametrize("end", ["2024-01-01", "2025-06-30", None])
def test_an_overlap_is_found(edition: Callable[..., Rulebook], end: str | None) -> None:
    assert messages(edition("1", "2020-01-01", end), edition("2", "2024-01-01", None)) == [
        "error tiny@2: tiny@1 and tiny@2 overlap: both are in force from 2024-01-01 on"
    ]


def test_an_overlap_from_the_beginning_is_found(edition: Callable[..., Rulebook]) -> None:
    report = check_periods([edition("1", None, "2020-01-01"), edition("2", None, None)])
    assert report.findings[0].line("zh") == "错误 tiny@2：tiny@1 与 tiny@2 的有效期重叠，自 起始 起两版同时有效"


def test_a_gap_is_found_unless_a_note_explains_it(edition: Callable[..., Rulebook]) -> None:
    later = edition("2", "2024-03-01", None)
    assert messages(edition("1", "2020-01-01", "2023-12-31"), later) == [
        "error tiny@2: a gap between tiny@1 and tiny@2: "
        "none is in force from 2024-01-01 to 2024-02-29, and no note says why"
    ]
    assert not messages(edition("1", "2020-01-01", "2023-12-31", NOTE), later)
    assert not messages(edition("1", "2020-01-01", "2023-12-31"), edition("2", "2024-03-01", None, NOTE))


def test_one_edition_or_none_has_nothing_to_follow(edition: Callable[..., Rulebook], library: Library) -> None:
    assert check_periods([]).proved == {}
    assert check_periods([edition("1", None, None)]).proved == {}
    assert not check_periods(library.editions("little-giant")).findings
