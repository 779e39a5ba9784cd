"""A rulebook over a box: the truth of every condition and the interval of every score, in one sound pass."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.basics.truth import (
    FALSE,
    TRUE,
    UNKNOWN,
    Truth,
    at_least,
    conjunction,
    disjunction,
    negation,
)
from jinjie.facts.constraints import Network
from jinjie.rules.language.conditions import (
    All,
    Any,
    AtLeast,
    CodeWithin,
    Condition,
    Criterion,
    GradeIn,
    Member,
    Not,
    ScoreIn,
    Within,
)
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Bands, BestOf, Each, Group, Indicator, Levels, Measure, Part, Points
from jinjie.terms.box import Box
from jinjie.terms.tree import Ref, Term

Span = tuple[Exact, Exact]
"""The lowest and the highest number of points."""
SETTLING_ROUNDS = 6


class State:
    """A rulebook, a box, and what is assumed of its terms. States are copied, then narrowed by assumptions.

    ``limits`` holds what is assumed of terms over several facts (``rd_expense_y1 + rd_expense_y2 >= 1200``), which
    the box alone cannot express.
    """

    __slots__ = ("before", "box", "limits", "network", "rulebook", "spans", "truths")

    def __init__(self, rulebook: Rulebook, box: Box, network: Network):
        self.rulebook = rulebook
        self.box = box
        self.network = network
        self.limits: dict[Term, Interval] = {}
        self.spans: dict[str, Span] = {}
        self.truths: dict[Criterion, Truth] = {}
        self.before: State | None = None
        """The state that this one was copied from: what reads nothing that changed since is taken from it."""

    def copy(self) -> State:
        other = State(self.rulebook, self.box.copy(), self.network)
        other.limits = self.limits.copy()
        other.before = self
        return other

    def value(self, term: Term) -> Interval:
        """All values of a term that the box and the assumptions leave."""
        value = term.value(self.box)
        if self.limits and term in self.limits:
            return value.intersection(self.limits[term]) or value
        return value

    def truth(self, condition: Condition) -> Truth:
        """true or false only when it is so for every way of filling in what is unknown."""
        return _TRUTHS[type(condition)](self, condition)

    @property
    def verdict(self) -> Truth:
        return self.truth(self.rulebook.criteria)

    def span(self, part: Part) -> Span:
        """The points of a group or indicator."""
        found = self.spans.get(part.id)
        if found is None:
            found = self._span_before(part)
            if found is not None:
                self.spans[part.id] = found
        if found is None:
            low, high = self._group(part) if isinstance(part, Group) else self.points(part.measure)
            found = (min(max(low, 0), part.max), min(max(high, 0), part.max))
            self.spans[part.id] = found
        return found

    def _span_before(self, part: Part) -> Span | None:
        """The points that an indicator had before, when nothing that it reads has changed since."""
        before = self.before
        if before is None or isinstance(part, Group) or part.id not in before.spans:
            return None
        return before.spans[part.id] if self.untouched(self.rulebook.facts_of_part(part.id)) else None

    def untouched(self, facts: tuple[str, ...]) -> bool:
        """None of these facts has changed since the state was copied."""
        if self.before is None:
            return False
        now, then = self.box.domains, self.before.box.domains
        return all(now[fact] is then[fact] for fact in facts)

    def criterion(self, criterion: Criterion) -> Truth:
        """The truth of a criterion, worked out once per state."""
        found = self.truths.get(criterion)
        if found is None:
            before = self._truth_before(criterion)
            found = self.truth(criterion.rule) if before is None else before
            self.truths[criterion] = found
        return found

    def _truth_before(self, criterion: Criterion) -> Truth | None:
        if self.before is None or criterion not in self.before.truths:
            return None
        facts = self.rulebook.facts_of_criterion(criterion)
        return self.before.truths[criterion] if facts is not None and self.untouched(facts) else None

    def forget(self) -> None:
        """The box is about to change: what was worked out no longer holds."""
        self.spans = {}
        self.truths = {}

    def _group(self, group: Group) -> Span:
        low: Exact = 0
        high: Exact = 0
        for part in group.parts:
            span = self.span(part)
            low, high = low + span[0], high + span[1]
        return low, high

    def points(self, measure: Measure) -> Span:
        """The points that a measure can give, before the cap."""
        return _MEASURES[type(measure)](self, measure)

    def grades(self) -> tuple[str, ...]:
        """The grades that are possible, best first."""
        possible = []
        for grade in self.rulebook.grades:
            truth = TRUE if grade.condition is None else self.truth(grade.condition)
            if truth is not FALSE:
                possible.append(grade.id)
            if truth is TRUE:
                break
        return tuple(possible)

    def assume_term(self, term: Term, interval: Interval) -> bool:
        """Take it that a term lies in an interval; False when that cannot be."""
        self.forget()
        if not isinstance(term, Ref):
            self.before = None
            old = self.limits.get(term)
            both = interval if old is None else old.intersection(interval)
            if both is None:
                return False
            self.limits[term] = both
        return term.narrow(self.box, interval) and self.settle()

    def assume_choices(self, fact: str, choices: frozenset[str]) -> bool:
        """Take it that a choice is one of these; False when that cannot be."""
        self.forget()
        return self.box.keep(fact, choices) and self.settle()

    def settle(self) -> bool:
        """Draw all conclusions; False when nothing is left."""
        if self.network.propagate(self.box) is not None:
            return False
        for _ in range(SETTLING_ROUNDS):
            for term, interval in self.limits.items():
                if not term.narrow(self.box, interval):
                    return False
            if not self.box.changed:
                return True
            if self.network.propagate(self.box) is not None:
                return False
        return True


def _within(state: State, condition: Within) -> Truth:
    value = state.value(condition.term)
    if value.within(condition.interval):
        return TRUE
    return UNKNOWN if value.meets(condition.interval) else FALSE


def _member(state: State, condition: Member) -> Truth:
    left = state.box.choices(condition.fact)
    if left <= condition.choices:
        return TRUE
    return FALSE if left.isdisjoint(condition.choices) else UNKNOWN


def _code(state: State, condition: CodeWithin) -> Truth:
    return _inside(condition.prefixes, state.box.choices(condition.fact))


@lru_cache(maxsize=4096)
def _inside(prefixes: tuple[str, ...], codes: frozenset[str]) -> Truth:
    inside = sum(code.startswith(prefixes) for code in codes)
    if inside == len(codes):
        return TRUE
    return UNKNOWN if inside else FALSE


def _score(state: State, condition: ScoreIn) -> Truth:
    rulebook = state.rulebook
    part = rulebook.score if condition.part is None else rulebook.parts[condition.part]
    assert part is not None
    span = Interval(*state.span(part))
    if span.within(condition.interval):
        return TRUE
    return UNKNOWN if span.meets(condition.interval) else FALSE


def _grade(state: State, condition: GradeIn) -> Truth:
    possible = state.grades()
    inside = sum(grade in condition.grades for grade in possible)
    if inside == len(possible):
        return TRUE
    return UNKNOWN if inside else FALSE


_TRUTHS: dict[type, Callable[..., Truth]] = {
    Criterion: State.criterion,
    Within: _within,
    Member: _member,
    CodeWithin: _code,
    ScoreIn: _score,
    GradeIn: _grade,
    All: lambda state, c: conjunction(map(state.truth, c.parts)),
    Any: lambda state, c: disjunction(map(state.truth, c.parts)),
    Not: lambda state, c: negation(state.truth(c.part)),
    AtLeast: lambda state, c: at_least(c.needed, map(state.truth, c.parts)),
}


def _ends(interval: Interval) -> Span:
    return interval.low or 0, interval.high or 0


def _bands(state: State, measure: Bands) -> Span:
    value = state.value(measure.term)
    met = [step for step in measure.steps if step.interval.meets(value)]
    return _ends(met[-1].points)[0], _ends(met[0].points)[1]


def _levels(state: State, measure: Levels) -> Span:
    """A level is reached by what no earlier one has taken: "national or provincial" never falls through to none."""
    spans = []
    for level in measure.levels:
        truth = TRUE if level.condition is None else state.truth(level.condition)
        if truth is not FALSE:
            spans.append(_ends(level.points))
        if truth is TRUE:
            break
        if truth is UNKNOWN and level.condition is not None:
            state = _without(state, level.condition)
    else:
        spans.append((0, 0))
    return min(low for low, _ in spans), max(high for _, high in spans)


def _without(state: State, condition: Condition) -> State:
    """The state less the values of a fact for which a condition on it alone holds."""
    rest = state.copy()
    if isinstance(condition, Member):
        rest.box.keep(condition.fact, rest.box.choices(condition.fact) - condition.choices)
    elif isinstance(condition, Within) and isinstance(condition.term, Ref):
        rest.box.narrow(condition.term.fact, condition.complement)
    return rest


def _each(state: State, measure: Each) -> Span:
    truths = [state.truth(condition) for condition in measure.conditions]
    sure = sum(truth is TRUE for truth in truths)
    possible = sum(truth is not FALSE for truth in truths)
    return sure * measure.points, possible * measure.points


def _best(state: State, measure: BestOf) -> Span:
    spans = [state.points(inner) for inner in measure.measures]
    return max(low for low, _ in spans), max(high for _, high in spans)


def _points(state: State, measure: Points) -> Span:
    value = state.value(measure.term)
    most = max((part.max for part in state.rulebook.parts.values()), default=0)
    return 0 if value.low is None else value.low, most if value.high is None else value.high


_MEASURES: dict[type, Callable[..., Span]] = {
    Bands: _bands,
    Levels: _levels,
    Each: _each,
    BestOf: _best,
    Points: _points,
}


def indicators_of(part: Part) -> list[Indicator]:
    """All indicators at or below a part."""
    return list(part.indicators()) if isinstance(part, Group) else [part]
