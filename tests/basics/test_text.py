"""Texts in two languages and the nearest valid name."""

import pytest

from jinjie.basics.text import Text, did_you_mean, nearest

NAMES = ["revenue_y1", "revenue_y2", "net_profit_y1", "rd_expense_y1"]


def test_a_text_has_both_languages():
    text = Text("收入", "revenue")
    assert text["zh"] == "收入"
    assert text["en"] == "revenue"
    assert text.to_dict() == {"zh": "收入", "en": "revenue"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("revenu_y1", "revenue_y1"),
        ("REVENUE_Y2", "revenue_y2"),
        ("net_profit", "net_profit_y1"),
        ("revenue_y1", "revenue_y1"),
        ("revenue", "revenue_y1"),
        ("zzz", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_proposed_when_one_is_near(typed, found):
    assert nearest(typed, NAMES) == found


def test_the_proposal_does_not_depend_on_the_order_of_names():
    assert nearest("revenue_y", NAMES) == nearest("revenue_y", reversed(NAMES))


def test_letters_that_changed_places_are_nearer_than_others():
    assert nearest("no-36", ["no-32", "no-63"]) == "no-63"


def test_names_may_come_from_any_iterable():
    assert nearest("revenu_y1", (name for name in NAMES)) == "revenue_y1"
    assert nearest("revenu_y1", []) is None


def test_a_proposal_is_made_in_both_languages():
    assert did_you_mean("revenu_y1", NAMES) == Text("；是不是想写 revenue_y1？", "; did you mean revenue_y1?")


def test_without_a_near_name_nothing_is_said():
    assert did_you_mean("zzz", NAMES) == Text("", "")
