"""Arithmetic of intervals: no result is lost, and no end is further out than some result.

Every operation is compared with plain arithmetic on numbers drawn from the intervals. Numbers next to an open end and
far out on an infinite side stand for all the others there.
"""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.interval import EVERYTHING, Interval, point
from jinjie.basics.numbers import SQRT_DIGITS

HALF = Fraction(1, 2)
NEAR = Fraction(1, 10**9)
FAR = 10**6
CLOSE = Fraction(1, 1000)
ENDS = st.none() | st.integers(-4, 4).map(lambda n: n * HALF)


@st.composite
def intervals(draw):
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is not None and low == high:
        return point(low)
    return Interval(low, high, low is not None and draw(st.booleans()), high is not None and draw(st.booleans()))


def numbers_of(interval):
    """Numbers that stand for all of an interval: ends, next to them, far out, zero and the middle."""
    low = -FAR if interval.low is None else interval.low
    high = FAR if interval.high is None else interval.high
    candidates = {low, low + NEAR, (low + high) / Fraction(2), high - NEAR, high, Fraction(0), NEAR, -NEAR}
    return sorted(n for n in candidates if n in interval)


def assert_just_holds(result, numbers):
    """All numbers lie in the result, and they reach or approach each of its ends."""
    assert all(n in result for n in numbers)
    lowest, highest = min(numbers), max(numbers)
    if result.low is None:
        assert lowest < -(10**4)
    elif result.low_open:
        assert lowest - result.low < CLOSE
    else:
        assert lowest == result.low
    if result.high is None:
        assert highest > 10**4
    elif result.high_open:
        assert result.high - highest < CLOSE
    else:
        assert highest == result.high
    assert not (result.low is None and result.low_open)
    assert not (result.high is None and result.high_open)


OPERATIONS = {
    "sum": (lambda a, b: a + b, lambda x, y: x + y),
    "difference": (lambda a, b: a - b, lambda x, y: x - y),
    "product": (lambda a, b: a * b, lambda x, y: x * y),
    "minimum": (lambda a, b: a.minimum(b), min),
    "maximum": (lambda a, b: a.maximum(b), max),
}


@pytest.mark.parametrize("name", OPERATIONS)
@given(a=intervals(), b=intervals())
def test_an_operation_holds_its_results_and_no_more(name, a, b):
    of_intervals, of_numbers = OPERATIONS[name]
    assert_just_holds(of_intervals(a, b), [of_numbers(x, y) for x, y in product(numbers_of(a), numbers_of(b))])


@given(intervals(), intervals())
def test_a_quotient_holds_its_results_and_no_more(a, b):
    result = a / b
    numbers = [Fraction(x) / y for x, y in product(numbers_of(a), numbers_of(b)) if y != 0]
    assert all(n in result for n in numbers)
    zero_inside = (b.low is None or b.low < 0) and (b.high is None or b.high > 0)
    if zero_inside or not numbers:
        assert result == EVERYTHING
    else:
        assert_just_holds(result, numbers)


@given(intervals())
def test_an_inverse_holds_its_results_and_no_more(a):
    inverse = a.inverse()
    numbers = [1 / Fraction(n) for n in numbers_of(a) if n != 0]
    if inverse is None:
        assert not numbers or (min(numbers) < 0 < max(numbers))
    else:
        assert_just_holds(inverse, numbers)


@given(intervals())
def test_a_square_holds_its_results_and_no_more(a):
    assert_just_holds(a.square(), [n * n for n in numbers_of(a)])


@given(intervals())
def test_a_negation_holds_its_results_and_no_more(a):
    assert_just_holds(-a, [-n for n in numbers_of(a)])
    negation = -a
    assert -negation == a


@given(intervals())
def test_the_root_of_a_square_is_the_size_of_the_number(a):
    root = a.square().root()
    assert_just_holds(root, [abs(n) for n in numbers_of(a)])


@given(intervals())
def test_a_root_holds_its_results_and_nearly_no_more(a):
    root = a.root()
    numbers = [n for n in numbers_of(a) if n >= 0]
    if not numbers:
        assert root is None
        return
    assert root.low >= 0
    tiny = Fraction(1, 10**SQRT_DIGITS)
    low_square, low = root.low * root.low, max(a.low or 0, 0) if a.low is not None else 0
    assert low_square <= low < (root.low + tiny) * (root.low + tiny)
    assert root.low_open == (low_square < low or (a.low_open and low == a.low))
    assert (root.high is None) == (a.high is None)
    assert not (root.high is None and root.high_open)
    if a.high is not None:
        high_square = root.high * root.high
        assert (root.high - tiny) * (root.high - tiny) < a.high or a.high == 0
        assert high_square >= a.high
        assert root.high_open == (high_square > a.high or a.high_open)


@given(intervals(), intervals())
def test_sums_and_products_do_not_depend_on_the_order(a, b):
    assert a + b == b + a
    assert a * b == b * a
    assert a.minimum(b) == b.minimum(a)
    assert a.maximum(b) == b.maximum(a)


@given(intervals(), intervals(), intervals())
def test_operations_are_monotone_in_what_is_known(a, b, c):
    """A narrower interval gives a narrower result."""
    narrower = a.intersection(c)
    if narrower is None:
        return
    for of_intervals, _ in OPERATIONS.values():
        assert of_intervals(narrower, b).within(of_intervals(a, b))
        assert of_intervals(b, narrower).within(of_intervals(b, a))
    assert narrower.square().within(a.square())
    assert narrower == point(0) or (b / narrower).within(b / a)


@given(st.fractions(), st.fractions())
def test_points_are_plain_numbers(x, y):
    assert point(x) + point(y) == point(x + y)
    assert point(x) - point(y) == point(x - y)
    assert point(x) * point(y) == point(x * y)
    assert point(x).square() == point(x * x)
    assert point(x).minimum(point(y)) == point(min(x, y))
    if y != 0:
        assert point(x) / point(y) == point(x / y)


CLOSED, OPEN = Interval(0, 1), Interval(0, 1, True, True)


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        (point(0), EVERYTHING, point(0)),
        (EVERYTHING, point(0), point(0)),
        (Interval(0), Interval(0, 1, True, True), Interval(0)),
        (Interval(0, low_open=True), OPEN, Interval(0, low_open=True)),
        (CLOSED, OPEN, Interval(0, 1, False, True)),
        (OPEN, OPEN, Interval(0, 1, True, True)),
        (Interval(-1, 1, True, True), CLOSED, Interval(-1, 1, True, True)),
        (Interval(-1, 0), Interval(None, 0), Interval(0)),
        (Interval(-1, 0, high_open=True), Interval(2), Interval(None, 0, high_open=True)),
        (Interval(1), Interval(1), Interval(1)),
        (Interval(1, None, True), Interval(2, 3), Interval(2, None, True)),
        (Interval(1, 2, True), Interval(1, 2, False, True), Interval(1, 4, True, True)),
        (Interval(1, 2), Interval(3, 4, True, False), Interval(3, 8, True, False)),
        (Interval(-2, 3), Interval(-2, 3, True, True), Interval(-6, 9, True, True)),
        (Interval(-3, 3, False, True), Interval(-3, 3), Interval(-9, 9)),
        (EVERYTHING, EVERYTHING, EVERYTHING),
        (Interval(None, -1), Interval(None, -1, False, True), Interval(1, None, True)),
    ],
)
def test_products_with_zero_open_ends_and_infinity(a, b, result):
    assert a * b == result
    assert b * a == result


@pytest.mark.parametrize(
    ("a", "inverse"),
    [
        (point(0), None),
        (Interval(-1, 1), None),
        (EVERYTHING, None),
        (Interval(0, 4), Interval(Fraction(1, 4))),
        (Interval(0, 4, True, True), Interval(Fraction(1, 4), None, True)),
        (Interval(0), Interval(0, None, True)),
        (Interval(2), Interval(0, HALF, True)),
        (Interval(2, 4, True, False), Interval(Fraction(1, 4), HALF, False, True)),
        (Interval(-4, 0), Interval(None, Fraction(-1, 4))),
        (Interval(None, 0), Interval(None, 0, False, True)),
        (Interval(None, -2, False, True), Interval(-HALF, 0, True, True)),
    ],
)
def test_an_inverse_leaves_zero_out(a, inverse):
    assert a.inverse() == inverse


def test_a_quotient_by_nothing_certain_says_nothing():
    assert Interval(1, 2) / point(0) == EVERYTHING
    assert Interval(1, 2) / Interval(-1, 1) == EVERYTHING
    assert Interval(1, 2) / Interval(0, 1) == Interval(1)
    assert Interval(0, 2) / Interval(2, 4, True, True) == Interval(0, 1, False, True)


def test_an_irrational_root_is_held_between_open_ends():
    root = point(2).root()
    assert root.low_open
    assert root.high_open
    assert root.low**2 < 2 < root.high**2
    assert Interval(4, 9, True, True).root() == Interval(2, 3, True, True)
    assert Interval(-9, 9).root() == Interval(0, 3)
    assert Interval(-9, 0, high_open=True).root() is None
    assert Interval(-9, -4).root() is None
    assert Interval(None, 4).root() == Interval(0, 2)
    assert Interval(4).root() == Interval(2)
    assert EVERYTHING.root() == Interval(0)


def test_the_larger_of_two_reaches_an_end_only_when_one_of_them_does():
    open_five, closed_five = Interval(5, 7, True, True), Interval(5, 7)
    assert open_five.maximum(closed_five) == Interval(5, 7, True, False)
    assert closed_five.maximum(open_five) == Interval(5, 7, True, False)
    assert open_five.minimum(closed_five) == Interval(5, 7, False, True)
    assert Interval(0, 1).maximum(Interval(None, 5)) == Interval(0, 5)
    assert Interval(0, 1).minimum(Interval(None, 5)) == Interval(None, 1)
    assert Interval(0).minimum(Interval(1, 2)) == Interval(0, 2)


def test_an_infinite_end_is_never_marked_as_open():
    """Else two equal intervals would differ, and narrowing would never come to rest."""
    half_open = Interval(None, 5, False, True)
    assert half_open + Interval(0, 1, True, False) == Interval(None, 6, False, True)
    assert Interval(0, 1, True, True) + Interval(2) == Interval(2, None, True, False)
    assert Interval(2) - Interval(0, 1, True, True) == Interval(1, None, True, False)
    assert Interval(2, None, True) * Interval(3, 4, False, True) == Interval(6, None, True, False)
