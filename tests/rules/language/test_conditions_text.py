"""Condition texts: what each form means, and what is refused."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jinjie.basics.interval import Interval
from jinjie.basics.problems import InputError
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.conditions import (
    All,
    CodeWithin,
    Condition,
    GradeIn,
    Member,
    Not,
    ScoreIn,
    Within,
    atoms_of,
    facts_of,
)
from jinjie.rules.language.conditions_text import Scope, parse_condition
from jinjie.terms.parsing import literal, tokens_of


@pytest.fixture(scope="module")
def scope(vocabulary: Vocabulary) -> Scope:
    limit = literal(tokens_of("3%")[0])
    return Scope(vocabulary, frozenset({"growth"}), True, frozenset({"large", "small"}), {"share": limit})


def read(text: str, scope: Scope) -> Condition:
    return parse_condition(text, scope)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("revenue_y1 >= 1500", Interval(1500)),
        ("revenue_y1 > 1500万元", Interval(1500, None, low_open=True)),
        ("revenue_y1 <= 1亿元", Interval(None, 10000)),
        ("revenue_y1 < 100元", Interval(None, Fraction(1, 100), high_open=True)),
        ("1500 <= revenue_y1", Interval(1500)),
        ("1500 > revenue_y1", Interval(None, 1500, high_open=True)),
        ("niche_years >= 3年", Interval(3)),
    ],
)
def test_a_comparison_is_a_term_within_an_interval(text: str, interval: Interval, scope: Scope) -> None:
    found = read(text, scope)
    assert isinstance(found, Within)
    assert found.interval == interval


def test_two_terms_are_compared_by_their_difference(scope: Scope) -> None:
    found = read("rd_expense_y1 >= rd_expense_y2", scope)
    assert isinstance(found, Within)
    assert set(found.term.facts()) == {"rd_expense_y1", "rd_expense_y2"}
    assert found.interval == Interval(0)


def test_equal_means_neither_more_nor_less(scope: Scope) -> None:
    found = read("niche_years == 3", scope)
    assert isinstance(found, All)
    assert [a.interval for a in atoms_of(found) if isinstance(a, Within)] == [Interval(3), Interval(None, 3)]


def test_each_is_the_same_comparison_for_every_one(scope: Scope) -> None:
    found = read("each(rd_intensity_y1, rd_intensity_y2) >= share", scope)
    assert isinstance(found, All)
    assert list(facts_of(found)) == ["rd_intensity_y1", "rd_intensity_y2"]


def test_equal_terms_are_one_object(scope: Scope) -> None:
    one, other = (read(f"rd_expense_y1 + rd_expense_y2 >= {n}", scope) for n in (1, 2))
    assert isinstance(one, Within)
    assert isinstance(other, Within)
    assert one.term is other.term


@pytest.mark.parametrize(
    ("text", "fact", "choices"),
    [
        ("own_brand", "own_brand", {"yes"}),
        ("own_brand is no", "own_brand", {"no"}),
        ("digital_level in (3, 4)", "digital_level", {"3", "4"}),
        ("rd_institution_level is national", "rd_institution_level", {"national"}),
    ],
)
def test_choices_are_members(text: str, fact: str, choices: set[str], scope: Scope) -> None:
    found = read(text, scope)
    assert isinstance(found, Member)
    assert (found.fact, found.choices) == (fact, frozenset(choices))


def test_not_turns_a_condition_round(scope: Scope) -> None:
    found = read("not own_brand", scope)
    assert isinstance(found, Not)
    assert isinstance(found.part, Member)


def test_codes_lie_within_prefixes(scope: Scope) -> None:
    found = read("industry within (B, C35)", scope)
    assert isinstance(found, CodeWithin)
    assert found.prefixes == ("B", "C35")
    assert found.holds("C3563")
    assert not found.holds("C36")


def test_the_score_its_parts_and_the_grade(scope: Scope) -> None:
    total, part, grade = (read(t, scope) for t in ("score >= 60", "score.growth < 15分", "grade in (large, small)"))
    assert isinstance(total, ScoreIn)
    assert isinstance(part, ScoreIn)
    assert isinstance(grade, GradeIn)
    assert (total.part, total.interval) == (None, Interval(60))
    assert (part.part, part.interval) == ("growth", Interval(None, 15, high_open=True))
    assert isinstance(read("score == 60", scope), All)


def test_dates_are_compared_with_dates(scope: Scope) -> None:
    found = read("founded_on <= 2020-01-31", scope)
    assert isinstance(found, Within)
    assert found.interval.high == 737455


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("debt_ratio_y1 <= 0.7", "compared with a percentage such as 3%"),
        ("founded_on >= 2020", "compared with a date"),
        ("founded_on >= 2020-02-30", "'2020-02-30' is not a date"),
        ("revenue_y1 + debt_ratio_y1 >= 5", "cannot be added or compared"),
        ("revenue_y1 >= 5%", "cannot be added or compared"),
        ("score >= 60%", "expected a number of points"),
        ("score.growht >= 5", "did you mean growth?"),
        ("grade is medium", "'medium' is not one of large, small"),
        ("own_brand >= 1", "expected is or in"),
        ("own_brand + 1 >= 1", "expected"),
        ("digital_level in (3, 9)", "'9' is not one of"),
        ("industry within Z", "'Z' is not listed"),
        ("credit_code is x", "is text, which no rule can read"),
        ("revenue_y1", "expected a comparison"),
        ("revenue_y1 >= 5 and own_brand", "expected the end"),
        ("revenue_y1 >=", "expected a number or a fact"),
        ("revenue_y1 ! 5", "has no meaning"),
        ("(revenue_y1 >= 5", "expected ')'"),
        ("each(revenue_y1 >= 5", "expected ')'"),
        ("", "expected a number or a fact"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(text: str, part: str, scope: Scope) -> None:
    with pytest.raises(InputError) as caught:
        read(text, scope)
    (problem,) = caught.value.problems
    assert part in problem.message.en
    assert problem.message.zh
