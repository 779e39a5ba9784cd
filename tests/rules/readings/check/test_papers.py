"""Units, sources and statuses."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from jinjie.basics.interval import Interval
from jinjie.rules.language.conditions import All, Within
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.readings.check import Report
from jinjie.terms.tree import Add, Ref

Build = Callable[[str], Rulebook]
Check = Callable[[str | Rulebook], Report]
Say = Callable[[str | Rulebook, str], list[str]]


def test_terms_whose_units_differ_are_found(build: Build, said: Say) -> None:
    tiny = build("")
    mixed = Within(Add(Ref("revenue_y1"), Ref("rd_intensity_y1")), Interval(5), "money")
    (tenure,) = tiny.criteria.children
    broken = replace(tiny, criteria=replace(tiny.criteria, rule=All((replace(tenure, rule=mixed),))))
    assert said(broken, "units") == ["error tenure: units differ: money and a ratio cannot be added or compared"]
    assert not said(tiny, "units")


def test_units_that_fit_are_counted(checked: Check) -> None:
    assert checked("criteria: [niche_years >= 2, revenue_y1 - rd_expense_y1 >= 5]\n").proved["units"] == 2


@pytest.mark.parametrize(
    ("cited", "hint"),
    [("miit-2022-36", "; did you mean miit-2022-63?"), ("nowhere", "")],
)
def test_a_source_that_is_not_registered_is_found(cited: str, hint: str, said: Say) -> None:
    rules = "criteria: [{{id: tenure, when: niche_years >= 2, source: {}}}]\n"
    (line,) = said(rules.format(cited), "sources")
    assert line == f"error tenure: the source {cited} is not in sources.yaml{hint}"
    assert not said(rules.format("miit-2022-63"), "sources")


@pytest.mark.parametrize(
    ("body", "node"),
    [
        ("also_in_force: [{when: own_brand, from: 2026-01-01, source: nowhere}]\n", "also_in_force"),
        ("score: {max: 5, parts: [{id: one, source: nowhere, max: 5, points: niche_years}]}\n", "one"),
        (
            "score: {max: 5, parts: [{id: one, max: 5, levels: ["
            "{when: own_brand, points: 5, source: nowhere}, {points: 0}]}]}\n",
            "one",
        ),
    ],
)
def test_sources_are_looked_for_everywhere(body: str, node: str, said: Say) -> None:
    assert said(body, "sources") == [f"error {node}: the source nowhere is not in sources.yaml"]
    assert not said(body.replace("nowhere", "miit-2022-63"), "sources")


def test_a_status_that_nobody_knows_is_found(build: Build, said: Say) -> None:
    tiny = build("")
    status: Any = "rumoured"
    broken = replace(tiny, origin=replace(tiny.origin, status=status))
    assert said(broken, "sources") == ["error tiny: there is no status 'rumoured'"]
