"""Two columns, lower and upper end, as one statement."""

from __future__ import annotations

from dataclasses import dataclass

from jinjie.basics.interval import Interval
from jinjie.basics.problems import InputError, Place, mistake
from jinjie.facts.values import Statement, read_statement
from jinjie.facts.vocabulary import Fact
from jinjie.ingest.people.words import End

_ENDS: tuple[End, End] = ("low", "high")


@dataclass(frozen=True, slots=True)
class Given:
    """What a cell states for a fact."""

    text: str | list[str]
    place: Place
    statement: Statement


def together(fact: Fact, given: dict[End, Given]) -> Statement:
    """The statement of all columns of a fact.

    Raises InputError when an end is no single number, or the columns contradict each other.
    """
    exact = given.get("exact")
    ends: dict[End, Given] = {
        end: one for end, one in given.items() if end != "exact" and one.statement.value is not None
    }
    if not ends:
        return exact.statement if exact is not None else Statement(None, "unknown")
    for one in ends.values():
        if not isinstance(one.statement.value, Interval) or not one.statement.value.is_point:
            raise mistake("上限、下限列里应是一个数", "a column of an end holds one number", one.place, fact.id)
    span = _span(fact, ends)
    if exact is None or exact.statement.value is None:
        return span
    value = exact.statement.value
    if isinstance(value, Interval) and isinstance(span.value, Interval) and value.within(span.value):
        return exact.statement
    raise mistake(
        f"与上限、下限两列（{span.given}）不合",
        f"does not fit the columns of its ends ({span.given})",
        exact.place,
        fact.id,
    )


def _text(given: Given | None) -> str | None:
    return None if given is None else str(given.text)


def _span(fact: Fact, ends: dict[End, Given]) -> Statement:
    place = next(iter(ends.values())).place
    low, high = (_text(ends.get(end)) for end in _ENDS)
    try:
        if low is not None and high is not None:
            return read_statement(fact, [low, high], place)
        return read_statement(fact, f"<= {high}" if low is None else f">= {low}", place)
    except InputError as error:
        raise mistake(error.problems[0].message.zh, error.problems[0].message.en, place, fact.id) from error
