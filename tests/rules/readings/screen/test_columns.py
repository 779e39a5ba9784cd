"""Codes in classes that no rule tells apart."""

from __future__ import annotations

import polars as pl

from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.readings.screen.columns import CodeClasses, columns_among, own_order, words_of
from jinjie.rules.readings.screen.prepared import columns_of

GUANGDONG, SHENZHEN = ("44",), ("4403",)


def classes(vocabulary: Vocabulary) -> CodeClasses:
    return CodeClasses(vocabulary["region"], (GUANGDONG, SHENZHEN))


def test_codes_that_rules_tell_alike_are_one_class(vocabulary: Vocabulary) -> None:
    found = classes(vocabulary)
    assert found.class_of("440100") == found.class_of("440600")
    assert len({found.class_of(code) for code in ("440300", "440100", "330100")}) == 3
    assert found.class_of("999999") is None


def test_a_coarse_code_is_possibly_but_not_surely_inside(vocabulary: Vocabulary) -> None:
    found = CodeClasses(vocabulary["industry"], (("C",), ("C35",)))
    section = found.class_of("C")
    assert section in found.members(("C",), surely=True)
    assert section in found.members(("C35",), surely=False)
    assert section not in found.members(("C35",), surely=True)
    assert found.class_of("C3562") in found.members(("C35",), surely=True)


def test_an_unknown_code_is_the_last_class(vocabulary: Vocabulary) -> None:
    found = classes(vocabulary)
    last = len(found.signatures) - 1
    assert last in found.members(GUANGDONG, surely=False)
    assert last not in found.members(GUANGDONG, surely=True)
    assert last in found.coarse


def test_columns_are_values_ends_or_nothing(vocabulary: Vocabulary) -> None:
    names = ["revenue_y1", "revenue_y2__low", "revenue_y2__high", "name", "own_brand__low", "colour"]
    found = columns_among(names, vocabulary)
    assert (found.exact, found.lows, found.highs) == ({"revenue_y1"}, {"revenue_y2"}, {"revenue_y2"})
    assert found.has("revenue_y2")
    assert not found.has("revenue_y3")
    assert found.names == ["revenue_y1", "revenue_y2__high", "revenue_y2__low"]


def test_a_table_keeps_its_own_order_of_words_only_if_it_knows_them_all(vocabulary: Vocabulary) -> None:
    fact = vocabulary["digital_level"]
    assert own_order(fact, reversed(words_of(fact))) == words_of(fact)[::-1]
    assert own_order(fact, [*words_of(fact), "other"]) is None
    assert own_order(vocabulary["region"], ["440300"]) is None


def test_types_tell_whole_numbers_and_orders(vocabulary: Vocabulary) -> None:
    order = ["none", "national"]
    schema = {"revenue_y1": pl.Int64(), "revenue_y2": pl.Float64(), "rd_institution_level": pl.Enum(order)}
    found = columns_of(schema, vocabulary)
    assert found.integers == {"revenue_y1"}
    assert dict(found.words) == {"rd_institution_level": tuple(order)}
    assert "region" not in found.exact
    assert "region" in columns_of({**schema, "credit_code": pl.String()}, vocabulary).exact
