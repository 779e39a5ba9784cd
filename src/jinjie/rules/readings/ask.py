"""ask: which unknown fact to ask next, so that the verdict is settled with the fewest and easiest questions.

For each open fact every kind of answer is tried (the domain cut at the law's break-points). A question is worth what
its answers settle: the verdict itself counts most, then the share of open criteria and points that it closes; worth
is divided by the effort of finding the answer. "Don't know" is always an answer: the fact is set aside, and its parts
(expense and revenue instead of the share) are asked when they are easier to know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from jinjie.basics.numbers import Exact, quotient
from jinjie.basics.truth import UNKNOWN
from jinjie.facts.constraints import Equation
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.conditions import Criterion, facts_of
from jinjie.rules.language.scores import measure_facts
from jinjie.rules.readings.bound.state import State
from jinjie.rules.readings.decide import answered, cells
from jinjie.terms.box import Domain

MOST_ANSWERS = 8
"""Kinds of answers tried per question, at the most."""
SETTLED_WORTH = 4
"""How many times closing everything else the verdict itself is worth."""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask, and what hangs on it."""

    fact: str
    criteria: tuple[str, ...]
    """Identifiers of the open criteria and indicators that it bears on."""
    worth: Exact
    instead_of: str | None = None
    """The share that was not known, when this is one of its parts."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is not known, and from what else it could be told."""

    aside: frozenset[str] = frozenset()
    """The facts to which the answer was "don't know"."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The facts from which another follows: a share's parts, what a computed fact is computed from."""


def parts_of_shares(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """The facts in each equation."""
    equations = (c for c in vocabulary.constraints if isinstance(c, Equation))
    return {c.fact: tuple(sorted(c.term.facts())) for c in equations}


def questions(state: State, vocabulary: Vocabulary, answers: Answers) -> list[Question]:
    """The open facts worth asking, best first; empty when the verdict is settled or nothing more can be asked."""
    if state.verdict is not UNKNOWN:
        return []
    bearing = _bearing(state)
    found = []
    for fact, instead_of in _askable(state, list(bearing), answers):
        read = instead_of or fact
        worth = quotient(_worth(state, fact), vocabulary[fact].effort)
        found.append(Question(fact, tuple(bearing[read]), worth, instead_of))
    return sorted(found, key=lambda q: (-q.worth, vocabulary[q.fact].effort, q.fact))


def next_question(state: State, vocabulary: Vocabulary, answers: Answers) -> Question | None:
    """The best question, or None."""
    return next(iter(questions(state, vocabulary, answers)), None)


def _bearing(state: State) -> dict[str, list[str]]:
    """The open facts of everything that is still open, each with the criteria and indicators it bears on."""
    found: dict[str, list[str]] = {}
    for facts, owner in _open_readers(state):
        for fact in facts:
            if not state.box.is_settled(fact) and owner not in found.setdefault(fact, []):
                found[fact].append(owner)
    return {fact: owners for fact, owners in found.items() if owners}


def _open_readers(state: State) -> Iterator[tuple[Iterator[str], str]]:
    """What is still open, with the facts it reads: criteria, then indicators and grades if one asks for them."""
    leaves = list(_open_leaves(state, state.rulebook.criteria))
    yield from ((facts_of(leaf.rule), leaf.id) for leaf in leaves)
    if all(any(True for _ in facts_of(leaf.rule)) for leaf in leaves):
        return
    if state.rulebook.score is not None:
        for indicator in state.rulebook.score.indicators():
            low, high = state.span(indicator)
            if low != high:
                yield measure_facts(indicator.measure), indicator.id
    for grade in state.rulebook.grades:
        if grade.condition is not None and state.truth(grade.condition) is UNKNOWN:
            yield facts_of(grade.condition), grade.id


def _open_leaves(state: State, criterion: Criterion) -> Iterator[Criterion]:
    """The lowest criteria that are open under open ones only."""
    if state.truth(criterion) is not UNKNOWN:
        return
    if not criterion.children:
        yield criterion
    for child in criterion.children:
        yield from _open_leaves(state, child)


def _askable(state: State, facts: list[str], answers: Answers) -> Iterator[tuple[str, str | None]]:
    """The facts themselves, and for those set aside the facts from which they follow, and so on."""
    seen: set[str] = set()
    waiting: list[tuple[str, str | None]] = [(fact, None) for fact in facts]
    while waiting:
        fact, instead_of = waiting.pop(0)
        if fact in seen or state.box.is_settled(fact):
            continue
        seen.add(fact)
        if fact not in answers.aside:
            yield fact, instead_of
        else:
            waiting += [(part, instead_of or fact) for part in answers.parts.get(fact, ())]


def _worth(state: State, fact: str) -> Exact:
    """What an answer closes on average, over the kinds of answers there are."""
    before = _openness(state)
    closed: list[Exact] = []
    for answer in _kinds_of_answers(state, fact):
        child = answered(state, fact, answer)
        if child is None:
            continue
        if child.verdict is not UNKNOWN:
            closed.append(SETTLED_WORTH)
        else:
            closed.append(quotient(before - _openness(child), before) if before else 0)
    return quotient(sum(closed, Fraction(0)), len(closed)) if closed else 0


def _kinds_of_answers(state: State, fact: str) -> list[Domain]:
    found = cells(state, fact)
    step = max(1, -(-len(found) // MOST_ANSWERS))
    return found[::step]


def _openness(state: State) -> Exact:
    """How much is open: one for each open lowest criterion, and the open share of the points."""
    leaves = sum(1 for _ in _open_leaves(state, state.rulebook.criteria))
    score = state.rulebook.score
    if score is None:
        return leaves
    low, high = state.span(score)
    return leaves + quotient(10 * (high - low), score.max)
