"""Intervals as sets: what lies in them, beside them, and in two of them."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jinjie.basics.interval import EVERYTHING, NON_NEGATIVE, Interval, point, scaled

HALF = Fraction(1, 2)
GRID = [Fraction(n, 4) for n in range(-24, 25)]
"""Finer than the ends of the intervals below, and wider: two intervals with the same numbers here are the same."""


@st.composite
def intervals(draw):
    """Not empty; ends are halves between -3 and 3, open or closed, or infinite."""
    low = draw(st.none() | st.integers(-6, 6).map(lambda n: n * HALF))
    high = draw(st.none() | st.integers(-6, 6).map(lambda n: n * HALF))
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is not None and low == high:
        return point(low)
    return Interval(low, high, low is not None and draw(st.booleans()), high is not None and draw(st.booleans()))


def held(interval):
    return {n for n in GRID if n in interval}


class TestHolding:
    def test_closed_ends_are_in_and_open_ends_are_not(self):
        assert 200 in Interval(200, 300)
        assert 300 in Interval(200, 300)
        assert 200 not in Interval(200, 300, low_open=True)
        assert 300 not in Interval(200, 300, high_open=True)
        assert Fraction(401, 2) in Interval(200, 300, True, True)

    def test_what_lies_outside_is_not_in(self):
        assert 199 not in Interval(200, 300)
        assert 301 not in Interval(200, 300)
        assert 199 not in Interval(200)
        assert 301 not in Interval(None, 300)

    def test_infinite_ends_hold_every_number(self):
        assert all(n in EVERYTHING for n in (-(10**99), 0, Fraction(1, 3), 10**99))
        assert 10**99 in Interval(200)
        assert -(10**99) in Interval(None, 200)

    def test_non_negative_begins_with_zero(self):
        assert 0 in NON_NEGATIVE
        assert 10**9 in NON_NEGATIVE
        assert Fraction(-1, 10**9) not in NON_NEGATIVE

    def test_a_point_is_one_number(self):
        assert point(5) == Interval(5, 5)
        assert point(5).is_point
        assert point(5).point == 5
        assert held(point(HALF)) == {HALF}

    @pytest.mark.parametrize("interval", [Interval(5, 6), Interval(5), Interval(None, 5), EVERYTHING])
    def test_a_range_is_no_point(self, interval):
        assert not interval.is_point

    def test_a_finite_range_has_no_single_number(self):
        assert Interval(5, 6).point is None
        assert EVERYTHING.point is None


class TestTwoSets:
    @given(intervals(), intervals())
    def test_within_means_every_number_of_one_is_in_the_other(self, a, b):
        assert a.within(b) == (held(a) <= held(b) and (a.low is not None or b.low is None)
                               and (a.high is not None or b.high is None))  # fmt: skip

    @given(intervals(), intervals())
    def test_meeting_means_a_common_number(self, a, b):
        assert a.meets(b) == bool(held(a) & held(b))
        assert a.meets(b) == b.meets(a)

    @given(intervals(), intervals())
    def test_the_intersection_holds_exactly_the_common_numbers(self, a, b):
        both = a.intersection(b)
        assert (both is None) == (not held(a) & held(b))
        if both is not None:
            assert held(both) == held(a) & held(b)
            assert both.within(a)
            assert both.within(b)
            assert both == b.intersection(a)

    @given(intervals(), intervals())
    def test_an_interval_within_another_is_their_intersection_unchanged(self, a, b):
        assume(a.within(b))
        assert a.intersection(b) is a
        assert b.intersection(a) == a

    @given(intervals(), intervals())
    def test_the_hull_is_the_smallest_interval_that_holds_both(self, a, b):
        hull = a.hull(b)
        assert a.within(hull)
        assert b.within(hull)
        assert hull == b.hull(a)
        assert hull.low in {a.low, b.low}
        assert hull.high in {a.high, b.high}
        ends = [end for end in (hull.low, hull.high) if end is not None and end in hull]
        assert all(end in a or end in b for end in ends)

    @given(intervals())
    def test_the_algebra_of_one_interval_is_plain(self, a):
        assert a.intersection(a) is a
        assert a.hull(a) == a
        assert a.within(a)
        assert a.within(EVERYTHING)
        assert a.hull(EVERYTHING) == EVERYTHING
        assert a.intersection(EVERYTHING) is a
        assert EVERYTHING.intersection(a) == a

    @given(intervals(), intervals(), intervals())
    def test_sets_compose_in_any_order(self, a, b, c):
        assert a.hull(b).hull(c) == a.hull(b.hull(c))
        left, right = a.intersection(b), b.intersection(c)
        one = None if left is None else left.intersection(c)
        other = None if right is None else a.intersection(right)
        assert one == other

    def test_touching_ends_meet_only_when_both_are_closed(self):
        assert Interval(1, 2).meets(Interval(2, 3))
        assert not Interval(1, 2, high_open=True).meets(Interval(2, 3))
        assert not Interval(1, 2).meets(Interval(2, 3, low_open=True))
        assert Interval(1, 2).intersection(Interval(2, 3)) == point(2)
        assert Interval(1, 2, high_open=True).intersection(Interval(2, 3)) is None

    def test_one_sided_intersections_keep_the_sharper_end(self):
        assert Interval(0, 5).intersection(Interval(3, None, low_open=True)) == Interval(3, 5, low_open=True)
        assert Interval(3, None).intersection(Interval(None, 5, high_open=True)) == Interval(3, 5, high_open=True)
        assert Interval(0, 5, True, True).intersection(Interval(0, 5)) == Interval(0, 5, True, True)


class TestBesides:
    @given(intervals())
    def test_below_itself_and_above_are_every_number_once(self, a):
        parts = [held(part) for part in (a.below(), a, a.above()) if part is not None]
        assert sum(map(len, parts)) == len(GRID)
        assert set().union(*parts) == set(GRID)

    def test_below_and_above_have_the_opposite_end(self):
        assert Interval(1, 2).below() == Interval(None, 1, high_open=True)
        assert Interval(1, 2, low_open=True).below() == Interval(None, 1)
        assert Interval(1, 2).above() == Interval(2, None, low_open=True)
        assert Interval(1, 2, high_open=True).above() == Interval(2)

    def test_nothing_lies_beside_an_infinite_end(self):
        assert Interval(None, 2).below() is None
        assert Interval(1).above() is None


class TestWholeNumbers:
    @given(intervals())
    def test_whole_keeps_exactly_the_whole_numbers(self, a):
        whole = a.whole()
        inside = {n for n in held(a) if n.denominator == 1}
        if whole is None:
            assert not inside
        else:
            assert {n for n in held(whole) if n.denominator == 1} == inside
            assert all(
                end is None or (end in whole and end in a and type(end) is int) for end in (whole.low, whole.high)
            )

    @pytest.mark.parametrize(
        ("interval", "whole"),
        [
            (Interval(Fraction(5, 4), Fraction(7, 4)), None),
            (Interval(1, 2, True, True), None),
            (Interval(1, 2, low_open=True), point(2)),
            (Interval(1, 2, high_open=True), point(1)),
            (Interval(1, 3, True, True), point(2)),
            (Interval(-HALF, HALF), point(0)),
            (Interval(Fraction(-7, 2)), Interval(-3)),
            (Interval(None, Fraction(-7, 2)), Interval(None, -4)),
            (EVERYTHING, EVERYTHING),
        ],
    )
    def test_whole_numbers_at_the_border(self, interval, whole):
        assert interval.whole() == whole

    @given(intervals())
    def test_floor_holds_exactly_the_rounded_down_numbers(self, a):
        floor = a.floor()
        assert {n // 1 for n in held(a)} <= {int(n) for n in held(floor) if n.denominator == 1}
        near = Fraction(1, 1000)
        for end, inward in ((floor.low, near), (floor.high, -near)):
            if end is not None:
                assert any((n + d) in a and (n + d) // 1 == end for n in GRID for d in (0, inward))

    def test_an_open_end_on_a_whole_number_is_not_reached(self):
        assert Interval(2, 3, high_open=True).floor() == point(2)
        assert Interval(2, 3).floor() == Interval(2, 3)
        assert Interval(2, 3, low_open=True).floor() == Interval(2, 3)
        assert Interval(2, Fraction(7, 2), high_open=True).floor() == Interval(2, 3)
        assert Interval(None, -HALF).floor() == Interval(None, -1)
        assert Interval(HALF).floor() == Interval(0)

    @given(intervals(), st.integers(-24, 24))
    def test_unfloor_holds_exactly_what_rounds_into_it(self, a, quarters):
        number = Fraction(quarters, 4)
        before = a.unfloor()
        assert (before is not None and number in before) == (number // 1 in a)

    def test_unfloor_of_a_range_without_whole_number_is_nothing(self):
        assert Interval(Fraction(5, 4), Fraction(7, 4)).unfloor() is None
        assert point(2).unfloor() == Interval(2, 3, high_open=True)
        assert Interval(2).unfloor() == Interval(2)
        assert Interval(None, 2).unfloor() == Interval(None, 3, high_open=True)


def test_a_change_of_unit_keeps_the_ends_as_they_are():
    assert scaled(Interval(1, 2, True, False), Fraction(1, 2)) == Interval(HALF, 1, True, False)
    assert scaled(Interval(None, 3, high_open=True), 2) == Interval(None, 6, high_open=True)
    assert scaled(Interval(Fraction(3, 2)), 2) == Interval(3)
    assert type(scaled(point(Fraction(3, 2)), 2).low) is int
    assert type(scaled(point(Fraction(3, 2)), 2).high) is int
