"""Profiles as columns for a screen."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jinjie.facts.profile import Profile, profile_of
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.people import columns_of, open_people

from .conftest import DAY


def profile(vocabulary: Vocabulary, **facts: Any) -> Profile:
    return profile_of({"name": "甲", "facts": facts}, vocabulary)


def test_exact_statements_are_plain_values_of_their_kind(vocabulary: Vocabulary) -> None:
    facts = {
        "revenue_y1": "1,020.5万",
        "employees_y1": "35",
        "market_share": "5.37%",
        "founded_on": "2015-03-01",
        "reputation": "是",
        "own_brand": "no",
        "rd_institution_level": "provincial",
        "industry": "C3563",
        "region": "440100",
        "digital_level": "3",
    }
    found = columns_of([profile(vocabulary, **facts)], vocabulary)
    assert found.awkward == []
    assert {name: values[0] for name, values in found.columns.items()} == {
        "revenue_y1": 1020.5,
        "employees_y1": 35,
        "market_share": 0.0537,
        "founded_on": date(2015, 3, 1),
        "reputation": True,
        "own_brand": False,
        "rd_institution_level": "provincial",
        "industry": "C3563",
        "region": "4401",
        "digital_level": "3",
    }


def test_closed_ranges_have_columns_for_their_ends(vocabulary: Vocabulary) -> None:
    first = profile(vocabulary, revenue_y1="200..300", market_share=">= 60%", employees_y1="> 5")
    second = profile(vocabulary, revenue_y1="<= 5", market_share="unknown")
    found = columns_of([first, second], vocabulary)
    assert found.columns == {
        "revenue_y1__low": [200, None],
        "revenue_y1__high": [300, 5],
        "market_share__low": [0.6, None],
        "employees_y1__low": [6, None],
    }
    assert found.awkward == []


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("revenue_y1", "> 200"),
        ("revenue_y1", "(200..300]"),
        ("rd_institution_level", ["provincial", "municipal"]),
        ("revenue_y1", [{"value": "200"}, {"value": "300"}]),
        ("revenue_y1", "1234567890.1234567891"),
    ],
)
def test_what_columns_cannot_say_is_left_to_the_caller(vocabulary: Vocabulary, fact: str, value: Any) -> None:
    rows = [profile(vocabulary, employees_y1="1"), profile(vocabulary, employees_y1="2", **{fact: value})]
    found = columns_of(rows, vocabulary)
    assert found.awkward == [1]
    assert found.columns == {"employees_y1": [1, None]}


def test_statements_that_agree_are_one(vocabulary: Vocabulary) -> None:
    twice = profile(vocabulary, revenue_y1=[{"value": "0.02亿", "source": "a"}, {"value": "200", "source": "b"}])
    assert columns_of([twice], vocabulary).columns == {"revenue_y1": [200]}


def test_the_columns_of_a_complete_profile_read_back_alike(
    complete: Profile, vocabulary: Vocabulary, tmp_path: Path
) -> None:
    ranged = profile(vocabulary, revenue_y1="200..300", net_profit_y1=">= -5", founded_on="<= 2015-03-01")
    columns = columns_of([complete, ranged], vocabulary).columns
    path = tmp_path / "columns.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values(), strict=True))
    for row, given in zip(open_people(path, vocabulary, DAY), (complete, ranged), strict=True):
        assert row.profile is not None
        assert {f: s[0].value for f, s in row.profile.statements.items()} == {
            f: s[0].value for f, s in given.statements.items()
        }


def test_a_choice_among_all_is_no_statement(vocabulary: Vocabulary) -> None:
    levels = list(vocabulary["rd_institution_level"].choices)
    found = columns_of([profile(vocabulary, rd_institution_level=levels)], vocabulary)
    assert (found.columns, found.awkward) == ({}, [])
