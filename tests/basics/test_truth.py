"""Kleene's three-valued logic, against its tables and against every way of filling in what is unknown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth, at_least, conjunction, disjunction, known, negation

T, F, U = TRUE, FALSE, UNKNOWN
TRUTHS = st.lists(st.sampled_from(list(Truth)), max_size=6)

AND = {(T, T): T, (T, U): U, (T, F): F, (U, T): U, (U, U): U, (U, F): F, (F, T): F, (F, U): F, (F, F): F}
OR = {(T, T): T, (T, U): T, (T, F): T, (U, T): T, (U, U): U, (U, F): U, (F, T): T, (F, U): U, (F, F): F}


@pytest.mark.parametrize("pair", AND)
def test_and_follows_the_table(pair):
    assert conjunction(pair) is AND[pair]


@pytest.mark.parametrize("pair", OR)
def test_or_follows_the_table(pair):
    assert disjunction(pair) is OR[pair]


@pytest.mark.parametrize(("truth", "negated"), [(T, F), (F, T), (U, U)])
def test_not_follows_the_table(truth, negated):
    assert negation(truth) is negated


def test_none_of_nothing_is_false_and_all_of_nothing_is_true():
    assert conjunction([]) is TRUE
    assert disjunction([]) is FALSE
    assert at_least(0, []) is TRUE
    assert at_least(1, []) is FALSE


def test_a_plain_yes_or_no_is_known():
    assert known(True) is TRUE
    assert known(False) is FALSE


def possible_results(truths, of_flags):
    """The results of every way of filling in the unknown ones."""
    ways = product(*([True, False] if t is UNKNOWN else [t is TRUE] for t in truths))
    return {of_flags(way) for way in ways}


def only(results):
    return UNKNOWN if len(results) == 2 else known(results.pop())


@given(TRUTHS)
def test_the_connectives_say_exactly_what_is_certain(truths):
    assert conjunction(truths) is only(possible_results(truths, all))
    assert disjunction(truths) is only(possible_results(truths, any))


@given(TRUTHS, st.integers(0, 7))
def test_at_least_says_exactly_what_is_certain(truths, needed):
    assert at_least(needed, truths) is only(possible_results(truths, lambda flags: sum(flags) >= needed))


@given(TRUTHS)
def test_de_morgan_holds(truths):
    assert negation(conjunction(truths)) is disjunction([negation(t) for t in truths])
    assert at_least(1, truths) is disjunction(truths)
    assert at_least(len(truths), truths) is conjunction(truths)


@pytest.mark.parametrize("truth", list(Truth))
def test_a_truth_is_never_taken_for_a_plain_flag(truth):
    with pytest.raises(TypeError, match="compare it with `is`"):
        bool(truth)


def test_a_truth_is_written_as_its_word():
    assert [str(t) for t in (TRUE, FALSE, UNKNOWN)] == ["true", "false", "unknown"]
    assert Truth("unknown") is UNKNOWN
