"""Units of terms: what may be added, compared, multiplied and divided."""

import pytest

from jinjie.basics.problems import InputError
from jinjie.terms.parsing import parse_term
from jinjie.terms.units import KIND_NAMES, LITERAL_UNITS, PLAIN, same_unit, unit_of

UNITS = {"m": "money", "m2": "money", "r": "ratio", "c": "count", "y": "years", "n": "number", "d": "date"}


def unit(text):
    return unit_of(parse_term(text, frozenset({*UNITS, "flag"})), UNITS)


def message_of(text):
    with pytest.raises(InputError) as caught:
        unit(text)
    return caught.value.problems[0].message


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("m", "money"),
        ("5", PLAIN),
        ("3%", "ratio"),
        ("1500万元", "money"),
        ("1亿元", "money"),
        ("100元", "money"),
        ("3年", "years"),
        ("30人", "count"),
        ("2项", "count"),
        ("2个", "count"),
        ("60分", "number"),
        ("m + m2", "money"),
        ("m - 5", "money"),
        ("5 - m", "money"),
        ("m + 5万元", "money"),
        ("r - 1", "ratio"),
        ("1 + r", "ratio"),
        ("5 + 3", PLAIN),
        ("c + n", "number"),
        ("n + y", "number"),
        ("c + y", "number"),
        ("c + c", "count"),
        ("min(m, 10)", "money"),
        ("max(5, c)", "count"),
        ("m * 2", "money"),
        ("2 * m", "money"),
        ("m * r", "money"),
        ("r * m", "money"),
        ("r * r", "ratio"),
        ("r * 2", "ratio"),
        ("2 * r", "ratio"),
        ("2 * 3", PLAIN),
        ("c * 3%", "count"),
        ("n * n", "number"),
        ("m / m2", "ratio"),
        ("c / c", "ratio"),
        ("m / 2", "money"),
        ("m / 5%", "money"),
        ("m / c", "number"),
        ("2 / m", "number"),
        ("2 / 3", PLAIN),
        ("2 / r", PLAIN),
        ("r / r", "ratio"),
        ("r^2", "ratio"),
        ("n^2", "number"),
        ("3^2", PLAIN),
        ("sqrt(m / m2)", "ratio"),
        ("sqrt(m / m2) - 1", "ratio"),
        ("floor(c / 2)", "count"),
        ("floor(m / 100)", "money"),
        ("-m", "money"),
    ],
)
def test_the_unit_of_a_term_follows_from_its_parts(text, result):
    assert unit(text) == result


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("m + r", "money", "ratio"),
        ("r - m", "ratio", "money"),
        ("m + c", "money", "count"),
        ("m + 3年", "money", "years"),
        ("r + 3分", "ratio", "number"),
        ("m + 3%", "money", "ratio"),
        ("d + y", "date", "years"),
        ("min(m, r)", "money", "ratio"),
        ("max(c, m)", "count", "money"),
        ("(m / c) + m", "number", "money"),
    ],
)
def test_what_has_different_units_is_not_added_or_compared(text, one, other):
    message = message_of(text)
    zh, en = (KIND_NAMES[one].zh, KIND_NAMES[other].zh), (KIND_NAMES[one].en, KIND_NAMES[other].en)
    assert message.zh == f"单位不一致：{zh[0]}与{zh[1]}不能相加减或比较"
    assert message.en == f"units differ: {en[0]} and {en[1]} cannot be added or compared"


@pytest.mark.parametrize(
    ("text", "one", "other"), [("m * m2", "money", "money"), ("m * c", "money", "count"), ("c * y", "count", "years"),
                               ("m^2", "money", "money"), ("c^2", "count", "count"), ("n * c", "number", "count")]
)  # fmt: skip
def test_quantities_are_not_multiplied_with_each_other(text, one, other):
    message = message_of(text)
    assert message.zh == f"{KIND_NAMES[one].zh}不能与{KIND_NAMES[other].zh}相乘"
    assert message.en == f"{KIND_NAMES[one].en} cannot be multiplied by {KIND_NAMES[other].en}"


def test_a_fact_that_is_no_number_is_not_computed_with():
    with pytest.raises(InputError) as caught:
        unit("m + flag")
    (problem,) = caught.value.problems
    assert problem.fact == "flag"
    assert problem.message.en == "flag is no number: it cannot be computed with"
    assert problem.message.zh == "flag 不是数值，不能计算"


def test_a_bare_number_takes_the_unit_of_its_partner():
    assert same_unit(PLAIN, "money") == "money"
    assert same_unit("ratio", PLAIN) == "ratio"
    assert same_unit(PLAIN, PLAIN) == PLAIN


def test_a_unit_without_a_name_is_shown_as_it_is():
    with pytest.raises(InputError, match="units differ: share and money"):
        same_unit("share", "money")


def test_every_unit_of_a_literal_has_a_name():
    assert set(LITERAL_UNITS.values()) <= set(KIND_NAMES)
