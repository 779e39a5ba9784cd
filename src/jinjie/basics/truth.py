"""Three-valued truth (Kleene's strong logic): unknown is neither true nor false."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """true, false or unknown; ``str(t)`` is the word used in files."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        raise TypeError("a Truth has three values: compare it with `is`")

    def __str__(self) -> str:
        return self.value


TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN


def known(value: bool) -> Truth:
    """The truth of a plain yes or no."""
    return TRUE if value else FALSE


def negation(truth: Truth) -> Truth:
    """Not."""
    if truth is UNKNOWN:
        return UNKNOWN
    return FALSE if truth is TRUE else TRUE


def conjunction(truths: Iterable[Truth]) -> Truth:
    """All of them: false as soon as one is false."""
    result = TRUE
    for truth in truths:
        if truth is FALSE:
            return FALSE
        if truth is UNKNOWN:
            result = UNKNOWN
    return result


def disjunction(truths: Iterable[Truth]) -> Truth:
    """Any of them: true as soon as one is true."""
    result = FALSE
    for truth in truths:
        if truth is TRUE:
            return TRUE
        if truth is UNKNOWN:
            result = UNKNOWN
    return result


def at_least(needed: int, truths: Iterable[Truth]) -> Truth:
    """At least so many of them.

    >>> at_least(2, [TRUE, UNKNOWN, FALSE])
    <Truth.UNKNOWN: 'unknown'>
    """
    sure = possible = 0
    for truth in truths:
        sure += truth is TRUE
        possible += truth is not FALSE
    if sure >= needed:
        return TRUE
    return UNKNOWN if possible >= needed else FALSE
