"""Enterprises counted by what a rulebook says of them. The parts of a count add up to its total, always."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add

STATES = ("certain", "possible", "no", "unreadable", "silent")
"""Certain to pass, undetermined, certain to fail, a row with an error, a row that the rulebook does not govern."""
UNSTATED = ""
"""The key of rows in which a column is empty."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many enterprises are in each state."""

    certain: int = 0
    possible: int = 0
    no: int = 0
    unreadable: int = 0
    silent: int = 0

    @property
    def total(self) -> int:
        return self.certain + self.possible + self.no + self.unreadable + self.silent

    @property
    def at_most(self) -> int:
        """So many pass if everything open turns out well."""
        return self.certain + self.possible

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, state) + getattr(other, state) for state in STATES))


def total_of(counts: Iterable[Counts]) -> Counts:
    """All of them together."""
    return reduce(add, counts, Counts())


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The counts of one rulebook (by its column prefix) along one dimension, by key."""

    prefix: str
    dimension: str
    groups: Mapping[str, Counts]

    @property
    def total(self) -> Counts:
        return total_of(self.groups.values())

    def get(self, key: str) -> Counts:
        """The counts of a key; zeros for one that no row has."""
        return self.groups.get(key, Counts())


@dataclass(frozen=True)
class Cube:
    """The counts of one rulebook by city (four digits), industry section and size grade at once."""

    prefix: str
    cells: Mapping[tuple[str, str, str], Counts]

    def along(self, dimension: str) -> Breakdown:
        """Added up along ``province``, ``city``, ``section`` or ``grade``."""
        found: dict[str, Counts] = {}
        for cell, counts in self.cells.items():
            key = _KEYS[dimension](cell)
            found[key] = found.get(key, Counts()) + counts
        return Breakdown(self.prefix, dimension, dict(sorted(found.items())))

    @cached_property
    def total(self) -> Counts:
        return total_of(self.cells.values())


_KEYS = {
    "province": lambda cell: cell[0][:2],
    "city": lambda cell: cell[0],
    "section": lambda cell: cell[1],
    "grade": lambda cell: cell[2],
}
