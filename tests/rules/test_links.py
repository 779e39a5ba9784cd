"""Facts computed by a rulebook: a yes/no fact follows from the rulebook's verdict, and never the other way."""

from datetime import date

import pytest

from jinjie.basics.interval import Interval
from jinjie.documents.reading import parse_yaml
from jinjie.rules.library import Library
from jinjie.rules.links import Link, links_on
from jinjie.terms.box import Box

DAY = date(2026, 11, 22)
YES_OR_NO = frozenset({"yes", "no"})
TINY = """\
rulebook: tiny
edition: "1"
title: {zh: 小规则, en: Tiny}
kind: tier
source: miit-2022-63
cite: 第一条
in_force: {from: 2022-01-01}
criteria: [{id: tenure, when: niche_years >= 2}]
"""


@pytest.fixture
def tiny(library: Library) -> Link:
    """A fact that follows from a rulebook without codes."""
    return Link("is_sme", library.build(parse_yaml(TINY, "tiny.yaml")))


@pytest.mark.parametrize(
    ("low", "high", "left"),
    [(2, 9, {"yes"}), (0, 1, {"no"}), (1, 2, {"yes", "no"})],
    ids=["pass", "fail", "open"],
)
def test_the_fact_follows_from_the_verdict(tiny: Link, low: int, high: int, left: set[str]) -> None:
    box = Box({"niche_years": Interval(low, high), "is_sme": YES_OR_NO})
    assert tiny.narrow(box)
    assert box.choices("is_sme") == left


def test_an_answer_against_the_verdict_leaves_nothing(tiny: Link) -> None:
    box = Box({"niche_years": Interval(2, 9), "is_sme": frozenset({"no"})})
    assert not tiny.narrow(box)
    assert box.empty


def test_a_link_knows_every_fact_it_reads(tiny: Link) -> None:
    assert tiny.facts == {"is_sme", "niche_years"}
    assert not tiny.codes


def test_a_quite_unknown_code_leaves_the_fact_open(library: Library) -> None:
    (link,) = (found for found in links_on(library, DAY) if found.codes)
    for fact in link.codes:
        codes = library.vocabulary[fact].initial
        assert isinstance(codes, frozenset)
        assert link.is_open(Box({fact: codes}))
        assert not link.is_open(Box({fact: frozenset(sorted(codes)[:20])}))
        assert link.is_open(Box({fact: frozenset(sorted(codes)[:21])}))


def test_before_a_rulebook_is_in_force_there_is_no_link(library: Library) -> None:
    assert links_on(library, date(1990, 1, 1)) == ()
