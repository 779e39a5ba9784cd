"""Profiles as the columns that a screen reads: plain Python values, one list per column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from os.path import commonprefix

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.facts.profile import Profile
from jinjie.facts.values import Statement
from jinjie.facts.vocabulary import Fact, Kind, Vocabulary
from jinjie.terms.box import Domain

Plain = int | float | bool | str | date
"""Money in 万元, a ratio as a fraction, yes and no as bool, a choice or code as its identifier."""


@dataclass(frozen=True, slots=True)
class PeopleColumns:
    """``columns``: for each column one value per profile, None for unknown.

    ``awkward``: the profiles that columns cannot express; all their values are None, and they are to be read singly.
    """

    columns: dict[str, list[Plain | None]]
    awkward: list[int]


class _AwkwardError(Exception):
    """No column says this."""


def columns_of(profiles: Sequence[Profile], vocabulary: Vocabulary) -> PeopleColumns:
    """The columns of profiles: ``FACT`` for what is exact, ``FACT__low`` and ``FACT__high`` for the ends of a range.

    Several choices, ends that do not belong to the range, statements that differ, and numbers that a float would
    change make a profile awkward.
    """
    columns: dict[str, list[Plain | None]] = {}
    awkward: list[int] = []
    for index, profile in enumerate(profiles):
        try:
            cells = dict(_cells(profile, vocabulary))
        except _AwkwardError:
            awkward.append(index)
            continue
        for column, value in cells.items():
            columns.setdefault(column, [None] * len(profiles))[index] = value
    return PeopleColumns(columns, awkward)


def _cells(profile: Profile, vocabulary: Vocabulary) -> Iterator[tuple[str, Plain]]:
    for id_, statements in profile.statements.items():
        known = [statement for statement in statements if statement.value is not None]
        if known:
            yield from _of_fact(vocabulary[id_], known)


def _of_fact(fact: Fact, known: Sequence[Statement]) -> Iterator[tuple[str, Plain]]:
    value = known[0].value
    if value is None or any(statement.value != value for statement in known):
        raise _AwkwardError
    if isinstance(value, str):
        yield fact.id, value
    elif isinstance(value, Interval):
        yield from _of_number(fact, value)
    elif value != fact.initial:
        yield fact.id, _of_choices(fact, value)


def _of_number(fact: Fact, value: Interval) -> Iterator[tuple[str, Plain]]:
    if value.point is not None:
        yield fact.id, _number(fact.kind, value.point)
        return
    ends = ((value.low, value.low_open, fact.domain.low), (value.high, value.high_open, fact.domain.high))
    for name, (end, is_open, own) in zip(("low", "high"), ends, strict=True):
        if end is not None and end != own:
            if is_open:
                raise _AwkwardError
            yield f"{fact.id}__{name}", _number(fact.kind, end)


def _number(kind: Kind, number: Exact) -> Plain:
    if kind is Kind.DATE:
        return date.fromordinal(int(number))
    if isinstance(number, int):
        return number
    nearest = number.numerator / number.denominator
    if Fraction(repr(nearest)) != number:
        raise _AwkwardError
    return nearest


def _of_choices(fact: Fact, value: Domain) -> Plain:
    assert isinstance(value, frozenset)
    if fact.codes is not None:
        code = commonprefix(sorted(value))
        if fact.codes.expand(code) != value:
            raise _AwkwardError
        return code
    if len(value) != 1:
        raise _AwkwardError
    choice = next(iter(value))
    return choice == "yes" if fact.kind is Kind.YES_NO else choice
