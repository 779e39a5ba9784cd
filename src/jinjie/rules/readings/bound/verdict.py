"""The verdict and the score of a rulebook for what is known: sound, and as exact as splitting can make it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.rules.language.conditions import Atom
from jinjie.rules.language.scores import (
    Bands,
    Each,
    Group,
    Indicator,
    Levels,
    Points,
    measure_conditions,
    measure_facts,
)
from jinjie.rules.readings.bound.search import Search
from jinjie.rules.readings.bound.state import Span, State
from jinjie.terms.tree import Ref

Verdict = Literal["pass", "fail", "undetermined"]
Method = Literal["exact", "plain"]
WORDS: dict[Truth, Verdict] = {TRUE: "pass", FALSE: "fail", UNKNOWN: "undetermined"}


@dataclass(frozen=True, slots=True)
class Bound:
    """What is certain. ``exact``: no narrower answer would be sound (proved by complete examples)."""

    verdict: Verdict
    score: Span | None
    grades: tuple[str, ...]
    exact: bool


def bound(state: State, method: Method = "exact") -> Bound:
    """The verdict and score interval over all ways of filling in what is unknown.

    ``plain`` is the one-pass interval reading; ``exact`` splits what is shared.
    """
    span = None if state.rulebook.score is None else state.span(state.rulebook.score)
    if method == "plain":
        return Bound(WORDS[state.verdict], span, state.grades(), exact=False)
    truth, sure = verdict_of(state)
    if span is not None and span[0] != span[1]:
        span, tight = exact_span(state)
        sure = sure and tight
    return Bound(WORDS[truth], span, state.grades(), sure)


def verdict_of(state: State) -> tuple[Truth, bool]:
    """The truth of the criteria, and whether it is proved that no more can be said."""
    truth = state.verdict
    if truth is not UNKNOWN:
        return truth, True
    proved = True
    for wanted, opposite in ((TRUE, FALSE), (FALSE, TRUE)):
        search = Search()
        if search.find(state, state.rulebook.criteria, wanted) is None:
            if search.complete:
                return opposite, True
            proved = False
    return UNKNOWN, proved


def exact_span(state: State) -> tuple[Span, bool]:
    """The score interval, and whether both ends are reached by complete examples."""
    score = state.rulebook.score
    assert score is not None
    if _is_separable(state, score):
        return state.span(score), True
    up, down = Search(), Search()
    high = up.extreme(state, score, "high")
    low = down.extreme(state, score, "low")
    return (low, high), up.complete and down.complete


def _is_separable(state: State, score: Group) -> bool:
    """Every open indicator hangs on facts of its own, each read once: then the sum of intervals is exact."""
    seen: set[str] = set()
    for indicator in score.indicators():
        low, high = state.span(indicator)
        if low == high:
            continue
        still_open = [f for f in measure_facts(indicator.measure) if not state.box.is_settled(f)]
        linked = {f for f in state.network.linked(still_open, state.box) if not state.box.is_settled(f)}
        if not _is_simple(indicator, still_open) or linked & seen or linked != set(still_open):
            return False
        seen |= linked
    return True


def _is_simple(indicator: Indicator, still_open: list[str]) -> bool:
    """Each open fact is read once; or a single one is looked up, level by level."""
    measure = indicator.measure
    if isinstance(measure, Bands | Points):
        return isinstance(measure.term, Ref)
    if len(still_open) == len(set(still_open)):
        return isinstance(measure, Levels | Each)
    lookup = isinstance(measure, Levels) and all(isinstance(c, Atom) for c in measure_conditions(measure))
    return lookup and len(set(still_open)) == 1
