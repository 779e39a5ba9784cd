"""Spearman's rank correlation, against values worked out by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.panorama.ranks import ranked, spearman

VALUES = st.lists(st.integers(-50, 50), min_size=3, max_size=12)


def test_without_ties_it_is_the_textbook_formula() -> None:
    # d = (1-1, 2-3, 3-2, 4-5, 5-4): the squares add up to 4; 1 - 6*4 / (5*24) = 0.8
    assert spearman([10, 20, 30, 40, 50], [1, 3, 2, 5, 4]).rho == Fraction(4, 5)


def test_tied_values_share_the_mean_of_their_ranks() -> None:
    assert ranked([5, 7, 5, 1]) == [Fraction(5, 2), 4, Fraction(5, 2), 1]


def test_with_ties_it_is_the_correlation_of_the_ranks() -> None:
    # ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: covariance 4.5, spreads 4.5 and 5; 4.5 / sqrt(22.5) = 0.948683
    found = spearman([1, 2, 2, 3], [1, 2, 3, 4])
    assert found.tied == 1
    assert found.rho is not None
    assert float(found.rho) == pytest.approx(0.9486832980505138)


def test_the_reverse_order_gives_minus_one() -> None:
    assert spearman([1, 2, 3], [3, 2, 1]).rho == -1


@pytest.mark.parametrize(("one", "other"), [([1, 2], [1, 2]), ([1, 1, 1], [1, 2, 3]), ([1, 2, 3], [0, 0, 0])])
def test_too_few_pairs_or_equal_values_give_no_correlation(one: list[int], other: list[int]) -> None:
    assert spearman(one, other).rho is None


@given(VALUES)
def test_any_rising_scale_gives_the_same(values: list[int]) -> None:
    found, scaled = spearman(values, values), spearman(values, [7 * value + 3 for value in values])
    assert found == scaled
    assert found.rho is None or float(found.rho) == pytest.approx(1)
