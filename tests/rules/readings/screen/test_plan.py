"""Which law governs which row, and what a plan reads."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from jinjie.basics.problems import InputError
from jinjie.rules.readings.screen.columns import columns_among
from jinjie.rules.readings.screen.frames import screen_frame
from jinjie.rules.readings.screen.plan import plan

from .conftest import Ask

BEFORE, AFTER = date(2023, 6, 30), date(2026, 11, 22)


def test_only_columns_that_bear_on_the_verdict_are_read(ask: Ask) -> None:
    request = ask("srdi-sme@2022", day=BEFORE)
    columns = columns_among(["revenue_y1", "platform_score", "name", "own_brand"], request.library.vocabulary)
    assert plan(request, columns).reads == ["own_brand", "revenue_y1"]


def test_the_day_says_which_edition_governs(ask: Ask) -> None:
    frame = pl.DataFrame({"revenue_y1": [5000.0]})
    editions = [screen_frame(frame, ask("srdi-sme", day=day))["srdi-sme_edition"][0] for day in (BEFORE, AFTER)]
    assert editions[0].startswith("2022")
    assert editions[1].startswith("2026")


def test_a_rulebook_asked_for_twice_keeps_its_whole_name(ask: Ask) -> None:
    request = ask("srdi-sme@2022", "srdi-sme@2026", "tech-sme")
    assert list(request.prefixes.values()) == ["srdi-sme@2022", "srdi-sme@2026", "tech-sme"]
    found = screen_frame(pl.DataFrame({"revenue_y1": [5000.0]}), request)
    assert {"srdi-sme@2022_verdict", "srdi-sme@2026_verdict", "tech-sme_verdict"} <= set(found.columns)


def test_a_rulebook_that_is_not_in_force_is_a_mistake(ask: Ask) -> None:
    request = ask("srdi-sme", day=date(1999, 1, 1))
    with pytest.raises(InputError, match="srdi-sme"):
        plan(request, columns_among(["revenue_y1"], request.library.vocabulary))


def test_what_blocks_is_the_first_failure_before_the_first_unknown(ask: Ask) -> None:
    frame = pl.DataFrame({"niche_years": [1.0, 3.0, None], "is_sme": [True, False, None]})
    found = screen_frame(frame, ask("srdi-sme@2022", day=BEFORE))
    criteria = [c.id for c in ask("srdi-sme").library.get("srdi-sme@2022").criteria.children]
    blocking = found["srdi-sme_blocking"].to_list()
    assert found["srdi-sme_verdict"].to_list() == ["fail", "fail", "undetermined"]
    assert criteria.index(blocking[0]) > criteria.index(blocking[1]) == 0
    assert blocking[2] == criteria[0]
