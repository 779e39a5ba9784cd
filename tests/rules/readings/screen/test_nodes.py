"""The graph of expressions: equal ones are one node, and what is the same in every row disappears."""

from __future__ import annotations

from math import inf

import pytest

from jinjie.rules.readings.screen.nodes import Graph, Node, can_be


@pytest.fixture
def g() -> Graph:
    return Graph()


@pytest.fixture
def a(g: Graph) -> Node:
    return g.value("a", 0.0)


@pytest.fixture
def f(g: Graph) -> Node:
    return g.flag("f")


# ---------------------------------------------------------------- one node for one expression


def test_the_same_expression_is_the_same_node(g: Graph, a: Node) -> None:
    assert g.value("a", 0.0) is a
    assert g.add(a, g.value("b", 1.0)) is g.add(a, g.value("b", 1.0))
    assert g.compare(">=", a, g.constant(3.0)) is g.compare(">=", a, g.constant(3.0))
    assert g.one_of("w", [2, 1, 2]) is g.one_of("w", [1, 2])


def test_different_expressions_are_different_nodes(g: Graph, a: Node) -> None:
    assert g.value("a", 1.0) is not a
    assert g.value("b", 0.0) is not a
    assert g.value("a", 0.0, negative=False) is not a
    assert g.compare(">", a, g.constant(3.0)) is not g.compare(">=", a, g.constant(3.0))


def test_constants_of_different_types_are_kept_apart(g: Graph) -> None:
    made = [g.constant(1.0), g.constant(True), g.index(1), g.points(1), g.integer(1)]
    assert len({id(node) for node in made}) == len(made)
    assert [node.type for node in made] == ["float", "bool", "index", "points", "integer"]


def test_a_folded_result_is_of_the_type_of_its_parts(g: Graph) -> None:
    assert g.add(g.points(2), g.points(3)) is g.points(5)
    assert g.multiply(g.points(2), g.points(3)) is g.points(6)
    assert g.smallest(g.points(2), g.points(3)) is g.points(2)
    assert g.add(g.constant(2.0), g.constant(3.0)) is g.constant(5.0)


# ---------------------------------------------------------------- logic


def test_what_is_neutral_is_left_out(g: Graph, f: Node) -> None:
    assert g.both(g.true, f) is f
    assert g.either(g.false, f) is f
    assert g.both() is g.true
    assert g.either() is g.false


def test_what_decides_alone_is_the_answer(g: Graph, f: Node) -> None:
    assert g.both(f, g.false) is g.false
    assert g.either(f, g.true) is g.true


def test_a_thing_and_its_contrary_decide(g: Graph, f: Node) -> None:
    assert g.both(f, g.negation(f)) is g.false
    assert g.either(g.flag("g"), f, g.negation(f)) is g.true


def test_twice_denied_is_said(g: Graph, f: Node) -> None:
    assert g.negation(g.negation(f)) is f
    assert g.negation(g.true) is g.false


def test_nested_parts_of_one_kind_are_one_level(g: Graph, f: Node) -> None:
    other, third = g.flag("g"), g.known("a")
    assert g.both(g.both(f, other), third, f).args == (f, other, third)
    assert g.either(f, g.both(other, third)).args == (f, g.both(other, third))


def test_no_member_is_never_met(g: Graph) -> None:
    assert g.one_of("w", []) is g.false


# ---------------------------------------------------------------- choosing


def test_a_settled_condition_chooses_at_once(g: Graph, a: Node, f: Node) -> None:
    assert g.choose(g.true, a, g.constant(1.0)) is a
    assert g.choose(g.false, a, g.constant(1.0)) is g.constant(1.0)
    assert g.choose(f, a, a) is a


def test_a_choice_within_the_same_choice_is_made_already(g: Graph, a: Node, f: Node) -> None:
    b, c = g.value("b", 0.0), g.value("c", 0.0)
    assert g.choose(f, g.choose(f, a, b), c) is g.choose(f, a, c)
    assert g.choose(f, a, g.choose(f, b, c)) is g.choose(f, a, c)


def test_a_choice_between_truths_is_logic(g: Graph, f: Node) -> None:
    other = g.flag("g")
    assert g.choose(f, g.true, g.false) is f
    assert g.choose(f, g.false, g.true) is g.negation(f)
    assert g.choose(f, g.true, other) is g.either(f, g.both(g.negation(f), other))


# ---------------------------------------------------------------- at least


def test_at_least_counts_what_is_settled(g: Graph, f: Node) -> None:
    other = g.flag("g")
    assert g.at_least(0, [f]) is g.true
    assert g.at_least(2, [g.true, g.true, f]) is g.true
    assert g.at_least(3, [f, other]) is g.false
    assert g.at_least(2, [f, g.false]) is g.false


def test_at_least_all_and_at_least_one_are_plain_logic(g: Graph, f: Node) -> None:
    other, third = g.flag("g"), g.known("a")
    assert g.at_least(3, [f, other, third]) is g.both(f, other, third)
    assert g.at_least(1, [f, other, third]) is g.either(f, other, third)
    assert g.at_least(2, [f, g.true, other]) is g.either(f, other)


def test_at_least_some_of_more_is_a_count(g: Graph, f: Node) -> None:
    found = g.at_least(2, [f, g.flag("g"), g.known("a")])
    assert (found.op, found.args[1]) == (">=", g.points(2))


# ---------------------------------------------------------------- comparing


@pytest.mark.parametrize(("sign", "end"), [("<=", inf), (">=", -inf)])
def test_every_number_lies_on_this_side_of_infinity(g: Graph, a: Node, sign: str, end: float) -> None:
    assert g.compare(sign, a, g.constant(end)) is g.true


@pytest.mark.parametrize(("sign", "end"), [(">", inf), ("<", -inf)])
def test_no_number_lies_beyond_infinity(g: Graph, a: Node, sign: str, end: float) -> None:
    assert g.compare(sign, a, g.constant(end)) is g.false


@pytest.mark.parametrize(("sign", "end"), [(">=", inf), ("<", inf), ("<=", -inf), (">", -inf), ("==", inf)])
def test_a_number_may_be_infinite_itself(g: Graph, a: Node, sign: str, end: float) -> None:
    assert not g.compare(sign, a, g.constant(end)).is_constant


def test_infinity_may_stand_on_the_left(g: Graph, a: Node) -> None:
    assert g.compare(">=", g.constant(inf), a) is g.true
    assert g.compare("<", g.constant(inf), a) is g.false
    assert g.compare("<=", g.constant(-inf), a) is g.true
    assert g.compare(">", g.constant(-inf), a) is g.false


def test_two_numbers_are_compared_at_once(g: Graph) -> None:
    assert g.compare(">=", g.constant(3.0), g.constant(3.0)) is g.true
    assert g.compare("<", g.constant(3.0), g.constant(3.0)) is g.false
    assert g.compare("==", g.constant(inf), g.constant(inf)) is g.true


def test_a_choice_with_a_settled_branch_is_compared_branch_by_branch(g: Graph, a: Node, f: Node) -> None:
    number = g.choose(f, a, g.constant(inf))
    assert g.compare("<=", number, g.constant(5.0)) is g.both(f, g.compare("<=", a, g.constant(5.0)))
    low = g.choose(f, a, g.constant(-inf))
    assert g.compare("<", low, g.constant(5.0)) is g.either(
        g.both(f, g.compare("<", a, g.constant(5.0))), g.negation(f)
    )


# ---------------------------------------------------------------- numbers


def test_arithmetic_with_what_is_neutral_does_nothing(g: Graph, a: Node) -> None:
    assert g.add(a, g.constant(0.0)) is a
    assert g.add(g.constant(0.0), a) is a
    assert g.subtract(a, g.constant(0.0)) is a
    assert g.multiply(g.constant(1.0), a) is a
    assert g.divide(a, g.constant(1.0)) is a


def test_arithmetic_of_constants_is_done(g: Graph) -> None:
    six, three = g.constant(6.0), g.constant(3.0)
    assert g.subtract(six, three) is three
    assert g.multiply(six, three) is g.constant(18.0)
    assert g.divide(six, three) is g.constant(2.0)
    assert g.total([six, three, three]) is g.constant(12.0)


@pytest.mark.parametrize("power", [0.25, 2.0, 1024.0])
def test_dividing_by_a_power_of_two_is_a_multiplication(g: Graph, a: Node, power: float) -> None:
    assert g.divide(a, g.constant(power)) is g.multiply(a, g.constant(1 / power))


@pytest.mark.parametrize("number", [3.0, 10.0, 0.1, -2.0])
def test_another_divisor_is_spread_over_the_rows(g: Graph, a: Node, number: float) -> None:
    found = g.divide(a, g.constant(number))
    assert (found.op, found.args[1].op) == ("/", "spread")


def test_single_operations_of_constants_are_done(g: Graph) -> None:
    assert g.single("sqrt", g.constant(9.0)) is g.constant(3.0)
    assert g.single("floor", g.constant(-1.5)) is g.constant(-2.0)
    assert g.single("ceil", g.constant(1.2)) is g.constant(2.0)
    assert g.single("abs", g.constant(-inf)) is g.constant(inf)
    assert g.single("floor", g.constant(-inf)) is g.constant(-inf)


@pytest.mark.parametrize(("number", "points"), [(-3.0, 0), (1.26, 126), (99.0, 500), (inf, 500), (-inf, 0)])
def test_a_constant_as_points_stays_within_what_there_can_be(g: Graph, number: float, points: int) -> None:
    assert g.to_points(g.constant(number), 100, 500) is g.points(points)


def test_infinity_as_a_whole_number_is_zero(g: Graph) -> None:
    assert g.to_integer(g.constant(inf)) is g.integer(0)
    assert g.to_integer(g.constant(7.0)) is g.integer(7)


# ---------------------------------------------------------------- smallest and largest


def test_constants_among_the_numbers_become_one(g: Graph, a: Node) -> None:
    assert g.smallest(g.constant(3.0), a, g.constant(2.0)).args == (a, g.constant(2.0))
    assert g.largest(g.constant(3.0), g.constant(2.0)) is g.constant(3.0)


def test_what_is_never_the_smallest_is_left_out(g: Graph) -> None:
    amount = g.value("c", inf, negative=False)
    assert g.smallest(amount, g.constant(0.0)) is g.constant(0.0)
    assert g.smallest(amount, g.constant(-inf)) is g.constant(-inf)
    assert g.largest(amount, g.constant(0.0)) is amount


def test_infinity_is_neutral(g: Graph, a: Node) -> None:
    assert g.smallest(a, g.constant(inf)) is a
    assert g.largest(g.constant(-inf), a) is a


def test_numbers_of_one_kind_are_one_level_and_stand_once(g: Graph, a: Node) -> None:
    b, c = g.value("b", 0.0), g.value("c", 0.0)
    assert g.smallest(a, g.smallest(b, a), c).args == (a, b, c)
    assert g.largest(a, a) is a


def test_points_that_cannot_pass_the_cap_are_not_capped(g: Graph, a: Node) -> None:
    points = g.to_points(a, 10, 150)
    assert g.smallest(g.largest(points, g.points(0)), g.points(150)) is points
    assert g.smallest(points, g.points(100)).op == "min"


def test_ends_are_known_through_choices_and_sums(g: Graph, a: Node, f: Node) -> None:
    some, more = g.choose(f, g.points(2), g.points(5)), g.choose(g.flag("g"), g.points(1), g.points(0))
    assert g.ends_of(g.add(some, more)) == (2, 6)
    assert g.ends_of(g.smallest(a, g.constant(4.0))) == (-inf, 4.0)
    assert g.ends_of(g.largest(a, g.constant(4.0))) == (4.0, inf)
    assert g.ends_of(g.single("abs", a)) == (0.0, inf)
    assert g.ends_of(a) == (-inf, inf)


def test_two_choices_by_the_same_condition_are_compared_branch_by_branch() -> None:
    g = Graph()
    known, a, b = g.known("a"), g.value("a", 0.0), g.value("b", 0.0)
    low, high = g.choose(known, a, g.constant(0.0)), g.choose(known, a, g.constant(inf))
    assert g.compare(">", low, high) is g.false
    assert g.compare(">", g.choose(known, b, g.constant(0.0)), high) is g.both(known, g.compare(">", b, a))


def test_an_empty_column_is_what_stands_for_it_where_it_is_not_known() -> None:
    g = Graph()
    a = g.value("a", 0.0, negative=False)
    assert g.compare(">", a, g.choose(g.known("a"), a, g.constant(15.0))) is g.false


def test_what_is_made_of_amounts_is_never_below_zero() -> None:
    g = Graph()
    a, b, any_ = g.value("a", 0.0, negative=False), g.value("b", 0.0, negative=False), g.value("c", 0.0)
    for number in (a, g.add(a, b), g.multiply(a, b), g.divide(a, b)):
        assert g.compare("<", number, g.constant(0.0)) is g.false
        assert g.compare(">=", number, g.constant(-1.0)) is g.true
    assert not g.compare("<", g.add(a, any_), g.constant(0.0)).is_constant
    assert not g.compare(">", a, g.constant(0.0)).is_constant


def test_which_small_numbers_a_choice_can_be() -> None:
    g = Graph()
    node = g.choose(g.flag("f"), g.index(0), g.choose(g.flag("g"), g.index(2), g.index(3)))
    assert [can_be(node, value) for value in range(4)] == [True, False, True, True]
