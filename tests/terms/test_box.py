"""The box: what is known of every fact, and what was narrowed since one last looked."""

from fractions import Fraction

import pytest

from jinjie.basics.interval import EVERYTHING, Interval, point
from jinjie.terms.box import Box


@pytest.fixture
def box():
    domains = {"money": Interval(0), "count": Interval(0, 10), "level": frozenset({"low", "mid", "high"})}
    return Box(domains, whole=frozenset({"count"}))


def test_a_fresh_box_has_no_changes_and_is_not_empty(box):
    assert box.changed == set()
    assert box.empty is False


def test_narrowing_keeps_what_lies_in_both_and_notes_the_fact(box):
    assert box.narrow("money", Interval(None, 100))
    assert box.number("money") == Interval(0, 100)
    assert box.changed == {"money"}


def test_narrowing_to_what_is_known_already_changes_nothing(box):
    assert box.narrow("money", EVERYTHING)
    assert box.narrow("money", Interval(0))
    assert box.narrow("count", Interval(Fraction(-1, 2), Fraction(21, 2)))
    assert box.changed == set()


def test_a_count_is_narrowed_to_whole_numbers(box):
    assert box.narrow("count", Interval(Fraction(5, 2), 8, high_open=True))
    assert box.number("count") == Interval(3, 7)


def test_narrowing_a_count_between_two_whole_numbers_leaves_nothing(box):
    assert not box.narrow("count", Interval(Fraction(5, 2), Fraction(11, 4)))
    assert box.empty
    assert box.number("count") == Interval(0, 10)


def test_narrowing_to_nothing_empties_the_box(box):
    assert not box.narrow("money", Interval(None, -1))
    assert box.empty
    assert box.number("money") == Interval(0)
    assert box.changed == set()


def test_choices_are_kept_and_the_fact_is_noted(box):
    assert box.keep("level", frozenset({"low", "high", "other"}))
    assert box.choices("level") == {"low", "high"}
    assert box.changed == {"level"}


def test_keeping_all_choices_changes_nothing(box):
    assert box.keep("level", frozenset({"low", "mid", "high", "other"}))
    assert box.changed == set()


def test_keeping_no_choice_empties_the_box(box):
    assert not box.keep("level", frozenset({"other"}))
    assert box.empty
    assert box.choices("level") == {"low", "mid", "high"}


def test_a_fact_is_settled_when_one_value_is_left(box):
    assert not box.is_settled("money")
    assert not box.is_settled("level")
    box.narrow("money", point(5))
    box.keep("level", frozenset({"low"}))
    assert box.is_settled("money")
    assert box.is_settled("level")


def test_a_copy_goes_its_own_way(box):
    box.narrow("money", Interval(5))
    copy = box.copy()
    assert copy.changed == set()
    assert copy.whole == {"count"}
    copy.narrow("money", point(7))
    copy.narrow("count", Interval(20))
    assert box.number("money") == Interval(5)
    assert copy.empty
    assert not box.empty
    assert copy.copy().empty
