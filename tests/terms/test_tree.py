"""Terms read forward and backward, against plain arithmetic on numbers drawn from the box.

Soundness: a number that is possible is never lost. Tightness: where every fact stands once, nothing more than the
possible numbers is kept.
"""

from fractions import Fraction
from itertools import product
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.interval import EVERYTHING, Interval, point
from jinjie.terms.box import Box
from jinjie.terms.parsing import parse_term
from jinjie.terms.tree import Add, Const, Div, Floor, Greatest, Least, Mul, Ref, Root, Square, Sub

FACTS = ("a", "b", "c")
HALF = Fraction(1, 2)
NUMBERS = st.integers(-6, 6).map(lambda n: n * HALF)
PAIRS = (Add, Sub, Mul, Div, Least, Greatest)
SINGLES = (Square, Root, Floor)


@st.composite
def intervals(draw, numbers=NUMBERS):
    low, high = draw(st.none() | numbers), draw(st.none() | numbers)
    if low is not None and high is not None and low > high:
        low, high = high, low
    if low is not None and low == high:
        return point(low)
    return Interval(low, high, low is not None and draw(st.booleans()), high is not None and draw(st.booleans()))


LEAVES = st.sampled_from(FACTS).map(Ref) | NUMBERS.map(lambda n: Const(point(n)))
TERMS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(lambda node, x, y: node(x, y), st.sampled_from(PAIRS), inner, inner)
        | st.builds(lambda node, x: node(x), st.sampled_from(SINGLES), inner)
    ),
    max_leaves=6,
)
BOXES = st.fixed_dictionaries({fact: intervals() for fact in FACTS})


def numbers_of(interval):
    """Some numbers of an interval: its ends, next to them, and round ones between."""
    near = Fraction(1, 7)
    low = -20 if interval.low is None else interval.low
    high = 20 if interval.high is None else interval.high
    some = {
        low,
        high,
        low + near,
        high - near,
        (low + high) / Fraction(2),
        Fraction(0),
        Fraction(1),
        Fraction(4),
        -Fraction(1),
    }
    return sorted(n for n in some if n in interval)


def result_of(term, facts):
    """Plain arithmetic; None where the term has no (rational) result."""
    if isinstance(term, Const):
        return Fraction(term.number)
    if isinstance(term, Ref):
        return Fraction(facts[term.fact])
    parts = [term.left, term.right] if isinstance(term, PAIRS) else [term.inner]
    results = [result_of(part, facts) for part in parts]
    return None if None in results else COMPUTED[type(term)](*results)


def rational_root(number):
    if number < 0:
        return None
    root = Fraction(isqrt(number.numerator), isqrt(number.denominator))
    return root if root * root == number else None


COMPUTED = {
    Add: lambda x, y: x + y,
    Sub: lambda x, y: x - y,
    Mul: lambda x, y: x * y,
    Div: lambda x, y: None if y == 0 else x / y,
    Least: min,
    Greatest: max,
    Square: lambda x: x * x,
    Root: rational_root,
    Floor: lambda x: Fraction(x // 1),
}


def points_of(domains, term):
    """Ways to give every fact of a term a number from its interval."""
    facts = sorted(set(term.facts()))
    for numbers in product(*(numbers_of(domains[fact]) for fact in facts)):
        yield dict(zip(facts, numbers, strict=True))


@given(TERMS, BOXES)
def test_no_result_lies_outside_the_value(term, domains):
    value = term.value(Box(dict(domains)))
    for facts in points_of(domains, term):
        result = result_of(term, facts)
        assert result is None or result in value


@given(TERMS, BOXES, intervals())
def test_narrowing_never_loses_a_consistent_point(term, domains, target):
    box = Box(dict(domains))
    narrowed = term.narrow(box, target)
    for facts in points_of(domains, term):
        result = result_of(term, facts)
        if result is not None and result in target:
            assert narrowed
            assert not box.empty
            assert all(number in box.number(fact) for fact, number in facts.items())


@given(TERMS, BOXES, intervals())
def test_narrowing_only_ever_removes(term, domains, target):
    box = Box(dict(domains))
    if term.narrow(box, target):
        assert all(box.number(fact).within(domains[fact]) for fact in FACTS)
        assert box.changed == {fact for fact in FACTS if box.number(fact) != domains[fact]}


@given(TERMS, BOXES)
def test_what_is_known_of_one_point_is_its_result(term, domains):
    facts = {
        fact: numbers_of(interval)[0] if numbers_of(interval) else interval.low for fact, interval in domains.items()
    }
    box = Box({fact: point(number if number is not None else 0) for fact, number in facts.items()})
    result = result_of(term, {fact: box.number(fact).low for fact in FACTS})
    divides = any(isinstance(part, Div | Root) for part in parts_of(term))
    if result is not None and not divides:
        assert term.value(box) == point(result)


def parts_of(term):
    yield term
    for name in ("left", "right", "inner"):
        if hasattr(term, name):
            yield from parts_of(getattr(term, name))


def box_of(**domains):
    return Box({"a": EVERYTHING, "b": EVERYTHING, "c": EVERYTHING, **domains})


def narrowed(text, target, **domains):
    """What is left of each named fact; None when nothing is."""
    box = box_of(**domains)
    if not parse_term(text, frozenset(FACTS)).narrow(box, target):
        return None
    return tuple(box.number(fact) for fact in domains)


class TestForward:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("a + b", Interval(11, 24)),
            ("b - a", Interval(6, 19)),
            ("a * b", Interval(10, 80)),
            ("b / a", Interval(Fraction(5, 2), 20)),
            ("min(a, b)", Interval(1, 4)),
            ("max(a, b)", Interval(10, 20)),
            ("a ^ 2", Interval(1, 16)),
            ("sqrt(a)", Interval(1, 2)),
            ("floor(a / 2)", Interval(0, 2)),
            ("-a", Interval(-4, -1)),
            ("3", point(3)),
        ],
    )
    def test_simple_terms_have_exact_values(self, text, value):
        term = parse_term(text, frozenset(FACTS))
        assert term.value(box_of(a=Interval(1, 4), b=Interval(10, 20))) == value

    def test_a_quotient_is_undefined_where_the_divisor_can_be_zero(self):
        term = parse_term("a / b", frozenset(FACTS))
        assert term.value(box_of(a=point(5), b=Interval(0, 10))) == EVERYTHING
        assert term.value(box_of(a=point(5), b=Interval(-1, 1))) == EVERYTHING
        assert term.value(box_of(a=point(5), b=Interval(0, 10, low_open=True))) == Interval(HALF)

    def test_a_root_of_a_negative_number_says_nothing(self):
        term = parse_term("sqrt(a)", frozenset(FACTS))
        assert term.value(box_of(a=Interval(-9, -4))) == EVERYTHING
        assert term.value(box_of(a=Interval(-9, 4))) == Interval(0, 2)

    def test_facts_come_from_left_to_right_with_repetition(self):
        term = parse_term("b / a + sqrt(b) - min(c, 2) * 3", frozenset(FACTS))
        assert list(term.facts()) == ["b", "a", "b", "c"]
        assert list(Const(point(1)).facts()) == []


class TestBackward:
    def test_a_share_and_its_whole_give_the_part(self):
        """5.37% of at least 19,000 is at least 1,020.3."""
        share, whole = point(Fraction("0.0537")), Interval(19000)
        part, _ = narrowed("a / b", share, a=EVERYTHING, b=whole)
        assert part == Interval(Fraction("1020.3"))

    def test_a_part_and_a_share_give_the_whole(self):
        _, whole = narrowed("a / b", point(Fraction(1, 20)), a=point(100), b=Interval(0, None, True))
        assert whole == point(2000)

    @pytest.mark.parametrize(
        ("text", "target", "left"),
        [
            ("a + b", point(10), (Interval(5, 9), Interval(1, 5))),
            ("a - b", point(0), (Interval(0, 5), Interval(0, 5))),
            ("a * b", Interval(25), (Interval(Fraction(5, 2), 10), Interval(Fraction(5, 2), 10))),
            ("min(a, b)", Interval(3), (Interval(3, 10), Interval(3, 10))),
            ("max(a, b)", Interval(None, 3), (Interval(0, 3), Interval(0, 3))),
        ],
    )
    def test_both_sides_of_a_pair_are_narrowed_exactly(self, text, target, left):
        domains = {"a": Interval(0, 10), "b": Interval(0, 10)}
        if text == "a + b":
            domains = {"a": Interval(0, 9), "b": Interval(0, 5)}
        if text == "a - b":
            domains = {"a": Interval(0, 10), "b": Interval(-3, 5)}
        assert narrowed(text, target, **domains) == left

    @pytest.mark.parametrize(
        ("text", "target", "before", "after"),
        [
            ("a ^ 2", Interval(4, 9), Interval(0, 10), Interval(2, 3)),
            ("a ^ 2", Interval(4, 9), Interval(-10, -1), Interval(-3, -2)),
            ("a ^ 2", Interval(4, 9), Interval(-10, 10), Interval(-3, 3)),
            ("a ^ 2", Interval(4, 9), Interval(-10, 0), Interval(-3, 0)),
            ("a ^ 2", Interval(4, 9), Interval(-10, 0, high_open=True), Interval(-3, -2)),
            ("a ^ 2", Interval(4, 9), EVERYTHING, Interval(-3, 3)),
            ("a ^ 2", Interval(None, -1), EVERYTHING, None),
            ("a ^ 2", Interval(4, 9, True, True), Interval(0), Interval(2, 3, True, True)),
            ("sqrt(a)", Interval(2, 3), EVERYTHING, Interval(4, 9)),
            ("sqrt(a)", Interval(-5, 3), EVERYTHING, Interval(0, 9)),
            ("sqrt(a)", Interval(None, -1), EVERYTHING, None),
            ("floor(a)", Interval(2, 3), EVERYTHING, Interval(2, 4, high_open=True)),
            ("floor(a)", Interval(Fraction(5, 2), Fraction(11, 4)), EVERYTHING, None),
            ("a + 3", Interval(5), EVERYTHING, Interval(2)),
            ("3 - a", Interval(5), EVERYTHING, Interval(None, -2)),
            ("-a", Interval(5), EVERYTHING, Interval(None, -5)),
            ("a * 2", Interval(5, 6, True), EVERYTHING, Interval(Fraction(5, 2), 3, True)),
            ("a * 0", point(0), EVERYTHING, EVERYTHING),
            ("a / 4", Interval(1), EVERYTHING, Interval(4)),
            ("10 / a", Interval(2, 5), Interval(0, None, True), Interval(2, 5)),
            ("min(a, 5)", Interval(3), EVERYTHING, Interval(3)),
            ("min(a, 5)", Interval(6), EVERYTHING, None),
            ("max(a, 5)", Interval(None, 7), EVERYTHING, Interval(None, 7)),
            ("max(a, 5)", Interval(None, 4), EVERYTHING, None),
            ("min(a, 5)", Interval(3, None, True), EVERYTHING, Interval(3, None, True)),
            ("max(a, 5)", Interval(None, 7, high_open=True), EVERYTHING, Interval(None, 7, high_open=True)),
            ("3", Interval(2, 4), EVERYTHING, EVERYTHING),
            ("3", Interval(4, 5), EVERYTHING, None),
        ],
    )
    def test_one_fact_is_narrowed_exactly(self, text, target, before, after):
        assert narrowed(text, target, a=before) == (None if after is None else (after,))

    def test_a_target_that_no_side_can_reach_leaves_nothing(self):
        assert narrowed("min(a, b)", Interval(None, 2), a=Interval(3, 5), b=Interval(4, 9)) is None
        assert narrowed("max(a, b)", Interval(10), a=Interval(3, 5), b=Interval(4, 9)) is None
        assert narrowed("a + b", Interval(20), a=Interval(3, 5), b=Interval(4, 9)) is None
        assert narrowed("a - b", Interval(20), a=Interval(3, 5), b=Interval(4, 9)) is None
        assert narrowed("a * b", Interval(None, -1), a=Interval(3, 5), b=Interval(4, 9)) is None
        assert narrowed("a / b", Interval(20), a=Interval(3, 5), b=Interval(4, 9)) is None

    def test_nothing_follows_from_a_quotient_that_may_be_undefined(self):
        domains = {"a": Interval(0, 10), "b": Interval(0, 10)}
        assert narrowed("a / b", point(5), **domains) == tuple(domains.values())
        assert narrowed("a / b", point(-5), **domains) == tuple(domains.values())

    def test_a_factor_follows_when_the_other_is_not_zero(self):
        a, _ = narrowed("a * b", Interval(10, 20), a=EVERYTHING, b=Interval(2, 5))
        assert a == Interval(2, 10)
        a, _ = narrowed("a * b", Interval(10, 20), a=EVERYTHING, b=Interval(-5, -2))
        assert a == Interval(-10, -2)

    def test_a_factor_that_begins_with_zero_still_bounds_the_other(self):
        """A product of at least 10 with a factor of at most 5 needs the other to be at least 2."""
        a, b = narrowed("a * b", Interval(10, 20), a=Interval(0), b=Interval(0, 5))
        assert a == Interval(2)
        assert b == Interval(0, 5, low_open=True)

    def test_a_factor_says_nothing_when_it_may_be_zero_and_so_may_the_product(self):
        assert narrowed("a * b", Interval(0, 20), a=EVERYTHING, b=Interval(0, 5)) == (EVERYTHING, Interval(0, 5))
        assert narrowed("a * b", Interval(10, 20), a=EVERYTHING, b=Interval(-5, 5)) == (EVERYTHING, Interval(-5, 5))

    def test_a_divisor_follows_from_the_quotient(self):
        _, b = narrowed("a / b", Interval(2, 4), a=Interval(8, 16), b=Interval(1, 100))
        assert b == Interval(2, 8)
        _, b = narrowed("a / b", Interval(0, 4), a=Interval(8, 16), b=Interval(1, 100))
        assert b == Interval(2, 100)

    def test_growth_answers_in_every_direction(self):
        text = "a / b - 1"
        a, _ = narrowed(text, point(Fraction(1, 10)), a=Interval(0), b=point(1000))
        assert a == point(1100)
        _, b = narrowed(text, point(Fraction(1, 10)), a=point(1100), b=Interval(0, None, True))
        assert b == point(1000)

    def test_compound_growth_answers_with_the_exact_border(self):
        a, _ = narrowed("sqrt(a / b) - 1", Interval(Fraction(5, 100)), a=Interval(0), b=point(10000))
        assert a == Interval(11025)

    @given(intervals(st.integers(1, 8)), intervals(st.integers(1, 8)), intervals(st.integers(1, 8)))
    def test_a_positive_quotient_keeps_only_what_some_point_uses(self, a, b, target):
        """Each finite end that is left is used (or approached) by some consistent choice of the other facts."""
        positive = Interval(0, 64, low_open=True)
        a, b = a.intersection(positive), b.intersection(positive)
        target = None if a is None or b is None else target.intersection(a / b)
        left = None if target is None else narrowed("a / b", target, a=a, b=b)
        if left is None:
            return
        kept_a, kept_b = left
        for end, inward in ((kept_a.low, 1), (kept_a.high, -1)):
            near = end + inward * Fraction(1, 10**9) if end not in kept_a else end
            assert (point(near) / kept_b).meets(target)
        for end, inward in ((kept_b.low, 1), (kept_b.high, -1)):
            near = end + inward * Fraction(1, 10**9) if end not in kept_b else end
            assert (kept_a / point(near)).meets(target)
