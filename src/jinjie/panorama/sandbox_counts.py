"""How many enterprises flip: for certain, or possibly, and what a subsidy per head would cost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import json_number
from jinjie.basics.problems import InputError, mistake
from jinjie.basics.text import Text
from jinjie.facts.ranges import read_range
from jinjie.facts.vocabulary import Kind

PASS, FAIL, OPEN = VERDICTS = ("pass", "fail", "undetermined")
VERDICT_WORDS: dict[str, Text] = {
    PASS: Text("必然满足", "certain to pass"),
    FAIL: Text("必然不满足", "certain to fail"),
    OPEN: Text("待定", "undetermined"),
}
STAYS, GAINS, LOSES = "stays", "gains", "loses"
MAY_GAIN, MAY_LOSE, MAY_CHANGE = "may_gain", "may_lose", "may_change"
EFFECTS: dict[str, Text] = {
    GAINS: Text("必然新增", "gains for certain"),
    LOSES: Text("必然失去", "loses for certain"),
    MAY_GAIN: Text("可能新增", "may gain"),
    MAY_LOSE: Text("可能失去", "may lose"),
    MAY_CHANGE: Text("可能新增或失去", "may gain or lose"),
    STAYS: Text("不变", "stays as it is"),
}
"""What the change does to an enterprise, the certain first."""
CERTAIN = frozenset({GAINS, LOSES})
Cell = tuple[str, str, str]
"""Verdict before, verdict after, effect."""


def ends(interval: Interval) -> tuple[Any, Any]:
    """Both ends of a finite range."""
    assert interval.low is not None
    assert interval.high is not None
    return interval.low, interval.high


@dataclass(frozen=True)
class Flips:
    """Enterprises counted by verdict before, verdict after and effect."""

    counts: Mapping[Cell, int]

    @cached_property
    def total(self) -> int:
        return sum(self.counts.values())

    def number(self, before: str, after: str) -> int:
        """A cell of the table of nine."""
        return sum(n for (b, a, _), n in self.counts.items() if (b, a) == (before, after))

    def effect(self, *effects: str) -> int:
        """How many enterprises have one of these effects."""
        return sum(n for (_, _, effect), n in self.counts.items() if effect in effects)

    @property
    def before(self) -> Interval:
        """How many pass before: those that certainly do, up to those that possibly do."""
        return self._passing(0)

    @property
    def after(self) -> Interval:
        return self._passing(1)

    def _passing(self, place: int) -> Interval:
        certain = sum(n for cell, n in self.counts.items() if cell[place] == PASS)
        return Interval(certain, certain + sum(n for cell, n in self.counts.items() if cell[place] == OPEN))

    @property
    def gains(self) -> Interval:
        """How many fail before and pass after."""
        return Interval(self.effect(GAINS), self.effect(GAINS, MAY_GAIN, MAY_CHANGE))

    @property
    def losses(self) -> Interval:
        """How many pass before and fail after."""
        return Interval(self.effect(LOSES), self.effect(LOSES, MAY_LOSE, MAY_CHANGE))

    @property
    def flips(self) -> Interval:
        """How many have another verdict after, whichever way."""
        return Interval(self.effect(*CERTAIN), self.total - self.effect(STAYS))

    @property
    def net(self) -> Interval:
        """How many more pass after: gains less losses. One that may change either way counts on one side only."""
        either = self.effect(MAY_CHANGE)
        low = self.effect(GAINS) - self.effect(LOSES, MAY_LOSE) - either
        return Interval(low, self.effect(GAINS, MAY_GAIN) - self.effect(LOSES) + either)

    def to_dict(self, per_head: Interval | None) -> dict[str, Any]:
        """The counts as they stand in the JSON document."""
        table = {before: {after: self.number(before, after) for after in VERDICTS} for before in VERDICTS}
        found: dict[str, Any] = {"enterprises": self.total, "table": table}
        found |= {"before": span(self.before), "after": span(self.after), "net": span(self.net)}
        found |= {name: certainty(getattr(self, name)) for name in ("gains", "losses", "flips")}
        if per_head is not None:
            budget = {"before": self.before, "after": self.after, "change": self.net}
            found["budget"] = {name: span(number * per_head) for name, number in budget.items()}
        return found


def span(interval: Interval) -> dict[str, int | float]:
    """A range in a JSON document."""
    low, high = ends(interval)
    return {"low": json_number(low), "high": json_number(high)}


def certainty(interval: Interval) -> dict[str, int | float]:
    """A number of flips in a JSON document: those that are certain, and all that are possible."""
    low, high = ends(interval)
    return {"certain": json_number(low), "possible": json_number(high)}


@dataclass(frozen=True, slots=True)
class Group:
    """The enterprises of one region or industry."""

    key: str
    title: Text
    flips: Flips


def sorted_groups(groups: Iterable[Group]) -> Iterator[Group]:
    """Those with most flips first; what is not stated comes last."""
    yield from sorted(groups, key=lambda g: (not g.key, *(-end for end in reversed(ends(g.flips.flips))), g.key))


def as_amount(text: str | None) -> Interval | None:
    """An amount of money or a range of amounts, in 万元; None where none is given.

    Raises InputError when it is none, open at an end, or negative.
    """
    if text is None:
        return None
    try:
        found = read_range(text, Kind.MONEY)
    except InputError as error:
        raise InputError([replace(problem, fact="per-head") for problem in error.problems]) from error
    if found.low is None or found.high is None or found.low < 0:
        raise mistake(
            f"“{text}”应是一个金额，或有头有尾的范围，如 5万元..10万元",
            f"'{text}' must be an amount, or a range with both ends such as 5万元..10万元",
            fact="per-head",
        )
    return found
