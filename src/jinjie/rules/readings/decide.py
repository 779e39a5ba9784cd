"""decide: the smallest sets of unknown facts that could settle the verdict by themselves, best first.

A set settles the verdict when some answer to its facts makes the verdict certain, whatever the other facts are.
Only sets of the smallest size are listed. The search follows the rulebook: a set must touch every criterion that
is still open (to pass), or one that sinks it (to fail), so only facts that matter are ever tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jinjie.basics.interval import Interval, point
from jinjie.basics.numbers import Exact, quotient
from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.conditions import (
    All,
    AtLeast,
    Condition,
    Criterion,
    GradeIn,
    Not,
    ScoreIn,
    Within,
    facts_of,
    parts_of,
)
from jinjie.rules.language.scores import Bands, Measure, Points, measure_conditions, measure_facts
from jinjie.rules.readings.bound.search import Search
from jinjie.rules.readings.bound.state import State, indicators_of
from jinjie.terms.box import Domain
from jinjie.terms.tree import Ref

LARGEST_SET = 4
BUDGET = 4000
"""How many states one call looks at, at the most."""


@dataclass(frozen=True, slots=True)
class Deciding:
    """A set of facts that could settle the verdict, and the verdicts that it can bring."""

    facts: tuple[str, ...]
    verdicts: tuple[str, ...]
    answers: tuple[Domain, ...] = ()
    """For a single fact: the answers that settle it."""
    share: Exact = 0
    """Of the answers tried, how many settle it."""
    effort: int = 0


Answer = tuple[str, Domain]


class _Decider:
    def __init__(self, state: State, vocabulary: Vocabulary):
        self.root = state
        self.vocabulary = vocabulary
        self.left = BUDGET
        self.tried: set[tuple[Truth, frozenset[Answer]]] = set()
        """Answers looked at for this size: the order in which they are given does not matter."""
        self.examples: dict[Truth, list[State]] = {TRUE: [], FALSE: []}
        """States in which the verdict was found to be so: they show quickly that another verdict is not certain."""

    def spend(self) -> bool:
        self.left -= 1
        return self.left >= 0

    def sets(self) -> list[Deciding]:
        for size in range(1, LARGEST_SET + 1):
            self.tried.clear()
            found: dict[frozenset[str], set[Truth]] = {}
            for wanted in (TRUE, FALSE):
                for facts in self.settling(self.root, wanted, size, ()):
                    found.setdefault(facts, set()).add(wanted)
            if found:
                described = [self.describe(facts, truths) for facts, truths in found.items()]
                return sorted(described, key=lambda d: (d.effort, -d.share, d.facts))
        return []

    def settling(self, state: State, wanted: Truth, size: int, given: tuple[Answer, ...]) -> Iterator[frozenset[str]]:
        """The sets of at most ``size`` further facts with which the verdict can be brought to the wanted one."""
        chosen = frozenset(fact for fact, _ in given)
        if self.is_certain(state, wanted, given):
            yield chosen
            return
        if size == 0:
            return
        seen: set[frozenset[str]] = set()
        for fact in dict.fromkeys(_touching(state, state.rulebook.criteria, wanted)):
            if fact in chosen or state.box.is_settled(fact):
                continue
            for answer, child in self.answers(state, fact, wanted, last=size == 1):
                answers = (*given, (fact, answer))
                if (wanted, frozenset(answers)) in self.tried:
                    continue
                self.tried.add((wanted, frozenset(answers)))
                for facts in self.settling(child, wanted, size - 1, answers):
                    if facts not in seen:
                        seen.add(facts)
                        yield facts
                if chosen | {fact} in seen:
                    break

    def answers(self, state: State, fact: str, wanted: Truth, *, last: bool) -> Iterator[tuple[Domain, State]]:
        """The state after each answer worth trying; when more facts follow, only the best one or two."""
        children = []
        for answer in candidates(state, fact):
            if not self.spend():
                return
            child = answered(state, fact, answer)
            if child is not None:
                children.append((answer, child))
        if not last:
            children = sorted(children, key=lambda pair: _hope(pair[1], wanted), reverse=True)[:2]
        yield from children

    def describe(self, facts: frozenset[str], truths: set[Truth]) -> Deciding:
        """The set with what it takes to learn it and which answers settle."""
        ordered = tuple(sorted(facts))
        effort = sum(self.vocabulary[fact].effort for fact in facts)
        words = tuple(word for truth, word in ((TRUE, "pass"), (FALSE, "fail")) if truth in truths)
        if len(ordered) > 1:
            return Deciding(ordered, words, effort=effort)
        settling: list[Domain] = []
        tried = 0
        for answer in candidates(self.root, ordered[0]):
            child = answered(self.root, ordered[0], answer)
            if child is None:
                continue
            tried += 1
            if any(self.is_certain(child, truth, ((ordered[0], answer),)) for truth in truths):
                settling.append(answer)
        share = quotient(len(settling), tried) if tried else 0
        return Deciding(ordered, words, tuple(settling), share, effort)

    def is_certain(self, state: State, wanted: Truth, given: tuple[Answer, ...]) -> bool:
        """The verdict is the wanted one for every way of filling in the rest."""
        truth = state.verdict
        if truth is not UNKNOWN:
            return truth is wanted
        other = FALSE if wanted is TRUE else TRUE
        if any(_still(example, other, given) for example in self.examples[other]):
            return False
        search = Search(left=60, with_examples=False)
        found = search.find(state, state.rulebook.criteria, other)
        if found is not None:
            self.examples[other].append(found)
        return found is None and search.complete


def _still(example: State, truth: Truth, given: tuple[Answer, ...]) -> bool:
    """The example's verdict also with these answers in it."""
    state: State | None = example
    for fact, answer in given:
        state = None if state is None else answered(state, fact, answer)
    return state is not None and state.verdict is truth


def deciding_sets(state: State, vocabulary: Vocabulary) -> list[Deciding]:
    """The smallest sets of unknown facts that could settle an open verdict, easiest and likeliest first.

    Empty when the verdict is certain, or when no set of up to LARGEST_SET facts settles it.
    """
    return _Decider(state, vocabulary).sets() if state.verdict is UNKNOWN else []


def answered(state: State, fact: str, answer: Domain) -> State | None:
    """The state after an answer; None when it cannot be."""
    child = state.copy()
    if isinstance(answer, frozenset):
        return child if child.assume_choices(fact, answer) else None
    return child if child.assume_term(Ref(fact), answer) else None


def candidates(state: State, fact: str) -> list[Domain]:
    """Answers worth trying: every choice; for numbers every break-point and one number between each two."""
    domain = state.box.domains[fact]
    if isinstance(domain, frozenset):
        return [frozenset({choice}) for choice in sorted(domain)[:LARGEST_CHOICE]]
    points = [point(at) for at in breaks(state, fact) if at in domain]
    return [*points, *(cell for cell in cells(state, fact) if isinstance(cell, Interval))]


LARGEST_CHOICE = 40


def cells(state: State, fact: str) -> list[Domain]:
    """The domain of a fact between its break-points (which are tried by themselves)."""
    domain = state.box.domains[fact]
    if isinstance(domain, frozenset):
        return [frozenset({choice}) for choice in sorted(domain)[:LARGEST_CHOICE]]
    cuts = breaks(state, fact)
    found: list[Domain] = []
    for low, high in zip([None, *cuts], [*cuts, None], strict=True):
        cell = Interval(low, high, low is not None, high is not None).intersection(domain)
        if cell is not None and fact in state.box.whole:
            cell = cell.whole()
        if cell is not None:
            found.append(cell)
    return found


def breaks(state: State, fact: str) -> list[Exact]:
    """Where the law changes its mind as one fact moves, in rising order: thresholds, also through equations."""
    found: set[Exact] = set(_score_breaks(state, fact))
    for condition, interval in _thresholds(state):
        if fact not in condition:
            continue
        child = state.copy()
        if not child.assume_term(interval[0], interval[1]):
            continue
        domain, old = child.box.domains[fact], state.box.domains[fact]
        if isinstance(domain, Interval) and isinstance(old, Interval):
            ends = ((domain.low, old.low), (domain.high, old.high))
            found.update(end for end, before in ends if end is not None and end != before)
    return sorted(found)


def _score_breaks(state: State, fact: str) -> Iterator[Exact]:
    """For a fact that is points itself: the points with which the score surely, or just possibly, reaches its mark."""
    score, mark = state.rulebook.score, state.rulebook.pass_at
    if score is None or mark is None:
        return
    for indicator in score.indicators():
        if isinstance(indicator.measure, Points) and indicator.measure.term == Ref(fact):
            total, own = state.span(score), state.span(indicator)
            yield from (at for at in (mark - total[0] + own[0], mark - total[1] + own[1]) if own[0] < at < own[1])


def _thresholds(state: State) -> Iterator[tuple[frozenset[str], tuple]]:  # type: ignore[type-arg]
    """Every open threshold with the facts that it hangs on."""
    for atom in state.rulebook.atoms():
        if isinstance(atom, Within) and state.truth(atom) is UNKNOWN:
            yield state.network.linked(atom.term.facts(), state.box), (atom.term, atom.interval)
    for bands in state.rulebook.bands():
        value = state.value(bands.term)
        linked = state.network.linked(bands.term.facts(), state.box)
        for step in bands.steps:
            if step.interval.meets(value) and not value.within(step.interval):
                yield linked, (bands.term, step.interval)


def _touching(state: State, condition: Condition, wanted: Truth) -> Iterator[str]:
    """Facts one of which must be answered for the condition to become the wanted truth."""
    if isinstance(condition, Criterion):
        yield from _touching(state, condition.rule, wanted)
    elif isinstance(condition, Not):
        yield from _touching(state, condition.part, FALSE if wanted is TRUE else TRUE)
    elif isinstance(condition, ScoreIn):
        yield from _score_facts(state, condition)
    elif isinstance(condition, GradeIn):
        for grade in state.rulebook.grades:
            if grade.condition is not None:
                yield from _open_facts(state, facts_of(grade.condition))
    elif parts_of(condition):
        yield from _touching_parts(state, condition, wanted)
    else:
        yield from _open_facts(state, facts_of(condition))


def _touching_parts(state: State, condition: Condition, wanted: Truth) -> Iterator[str]:
    """All parts must be settled together: then any one of them will do to begin with; otherwise each may."""
    still_open = [part for part in parts_of(condition) if state.truth(part) is UNKNOWN]
    together = not isinstance(condition, AtLeast) and isinstance(condition, All) is (wanted is TRUE)
    groups = [list(dict.fromkeys(_touching(state, part, wanted))) for part in still_open]
    if together and groups:
        groups = [min(groups, key=len)]
    for group in groups:
        yield from group


def _score_facts(state: State, condition: ScoreIn) -> Iterator[str]:
    part = state.rulebook.score if condition.part is None else state.rulebook.parts[condition.part]
    assert part is not None
    for indicator in indicators_of(part):
        low, high = state.span(indicator)
        if low != high:
            yield from _open_facts(state, _measured(indicator.measure))


def _measured(measure: Measure) -> Iterator[str]:
    yield from measure_facts(measure)
    if not isinstance(measure, Bands):
        for condition in measure_conditions(measure):
            yield from facts_of(condition)


def _open_facts(state: State, facts: Iterable[str]) -> Iterator[str]:
    """The open facts, then those that are tied to them by equations and read by the rulebook as well."""
    still_open = [fact for fact in facts if not state.box.is_settled(fact)]
    yield from still_open
    tied = state.network.linked(still_open, state.box)
    yield from (fact for fact in state.rulebook.facts if fact in tied and not state.box.is_settled(fact))


def _hope(state: State, wanted: Truth) -> tuple[int, Exact]:
    """How near a state is to the wanted verdict: settled criteria at every depth, then points."""
    settled = sum(state.criterion(criterion) is wanted for criterion in state.rulebook.criteria.walk())
    span = (0, 0) if state.rulebook.score is None else state.span(state.rulebook.score)
    return settled, span[0] if wanted is TRUE else -span[1]
