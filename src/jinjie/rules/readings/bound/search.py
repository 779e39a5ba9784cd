"""Exactness by splitting: look for complete examples of a verdict or a score, at the break-points of the law.

The one-pass evaluation treats facts as if they varied freely. Where one unknown feeds several conditions it can be
too careful. The search splits on one open atom or band at a time, draws all conclusions through the equations,
and ends in a witness (a complete, consistent example, evaluated exactly) or in the proof that there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from jinjie.basics.interval import Interval, point
from jinjie.basics.numbers import Exact, quotient
from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.facts.constraints import Equation
from jinjie.rules.language.conditions import CodeWithin, Condition, GradeIn, Member, ScoreIn, Within, parts_of
from jinjie.rules.language.scores import Bands, BestOf, Each, Indicator, Levels, Measure, Part
from jinjie.rules.readings.bound.state import State, indicators_of
from jinjie.terms.box import Domain
from jinjie.terms.tree import Ref

BUDGET = 1500
"""How many states one search looks at, at the most. Past it the answer is still sound, only not proved exact."""

TINY = 10**40

Assumption = Callable[[State], bool]
Wish = Literal["high", "low"]


@dataclass
class Search:
    """Counts what it looks at; ``complete`` stays true while nothing was left out."""

    left: int = BUDGET
    complete: bool = True
    with_examples: bool = True
    """Whether what is found is completed to an example; without, it is only very likely that there is one."""

    def spend(self) -> bool:
        """One more state; False when the budget is used up."""
        self.left -= 1
        if self.left < 0:
            self.complete = False
        return self.left >= 0

    def find(self, state: State, condition: Condition, wanted: Truth) -> State | None:
        """A complete example in which the condition has the wanted truth.

        None means that there is none, if the search is still ``complete``.
        """
        truth = state.truth(condition)
        if truth is not UNKNOWN and truth is not wanted:
            return None
        if not self.spend():
            return None
        if truth is wanted and not self.with_examples:
            return state
        if truth is wanted:
            example = complete_example(state)
            if example is not None and example.truth(condition) is wanted:
                return example
            self.complete = False
            return None
        options = list(_options(state, condition, wanted))
        if not options:
            self.complete = False
        for option in options:
            child = state.copy()
            if option(child):
                found = self.find(child, condition, wanted)
                if found is not None:
                    return found
        return None

    def extreme(self, state: State, part: Part, wish: Wish) -> Exact:
        """The highest (or lowest) number of points that a complete example reaches.

        When the budget runs out it is an outer bound: never too low (too high).
        """
        side = 1 if wish == "high" else 0
        better: Callable[[Exact, Exact], bool] = (lambda a, b: a > b) if side else (lambda a, b: a < b)
        best: Exact | None = None
        waiting = [state]
        while waiting:
            current = waiting.pop()
            span = current.span(part)
            if best is not None and not better(span[side], best):
                continue
            children = self._children(current, part, wish)
            if children is None:
                example = complete_example(current)
                if example is None or example.span(part)[side] != span[side]:
                    self.complete = False
                best = span[side]
            elif not self.spend():
                best = span[side]
            else:
                waiting.extend(reversed(children))
        return state.span(part)[side] if best is None else best

    @staticmethod
    def _children(state: State, part: Part, wish: Wish) -> list[State] | None:
        """The state split on its most open indicator, best first; None when its score is settled."""
        low, high = state.span(part)
        if low == high:
            return None
        options = _score_options(state, part, wish)
        if options is None:
            return None
        children = []
        for option in options:
            child = state.copy()
            if option(child):
                children.append(child)
        return children


def _options(state: State, condition: Condition, wanted: Truth) -> Iterator[Assumption]:
    """Ways to settle the first open atom of a condition; together they leave nothing out."""
    if isinstance(condition, Within):
        yield from _term_options(condition, wanted)
    elif isinstance(condition, Member):
        yield from _choice_options(condition.fact, condition.choices, state, wanted)
    elif isinstance(condition, CodeWithin):
        inside = frozenset(filter(condition.holds, state.box.choices(condition.fact)))
        yield from _choice_options(condition.fact, inside, state, wanted)
    elif isinstance(condition, ScoreIn):
        part = state.rulebook.score if condition.part is None else state.rulebook.parts[condition.part]
        assert part is not None
        upward = (condition.interval.low is not None) is (wanted is TRUE)
        yield from _score_options(state, part, "high" if upward else "low") or ()
    elif isinstance(condition, GradeIn):
        conditions = (g.condition for g in state.rulebook.grades if g.condition is not None)
        yield from _first_open(state, conditions, wanted)
    else:
        yield from _first_open(state, parts_of(condition), wanted)


def _first_open(state: State, conditions: Iterable[Condition], wanted: Truth) -> Iterator[Assumption]:
    """Ways to settle the open condition that reads least."""
    still_open = [inner for inner in conditions if state.truth(inner) is UNKNOWN]
    if still_open:
        yield from _options(state, min(still_open, key=state.rulebook.weight), wanted)


def _term_options(atom: Within, wanted: Truth) -> list[Assumption]:
    inside: Assumption = lambda state: state.assume_term(atom.term, atom.interval)  # noqa: E731
    outside: Assumption = lambda state: state.assume_term(atom.term, atom.complement)  # noqa: E731
    return [inside, outside] if wanted is TRUE else [outside, inside]


def _choice_options(fact: str, choices: frozenset[str], state: State, wanted: Truth) -> list[Assumption]:
    others = state.box.choices(fact) - choices
    inside: Assumption = lambda child: child.assume_choices(fact, choices)  # noqa: E731
    outside: Assumption = lambda child: child.assume_choices(fact, others)  # noqa: E731
    return [inside, outside] if wanted is TRUE else [outside, inside]


def _score_options(state: State, part: Part, wish: Wish) -> list[Assumption] | None:
    """Ways to settle the most open indicator; None when none is open in a way that can be split."""
    spans = [(state.span(i), i) for i in indicators_of(part)]
    still_open = [(span[1] - span[0], i) for span, i in spans if span[0] != span[1]]
    for _, indicator in sorted(still_open, key=lambda pair: -pair[0]):
        options = _measure_options(state, indicator.measure, wish, indicator)
        if options:
            return options
    return None


def _measure_options(state: State, measure: Measure, wish: Wish, indicator: Indicator) -> list[Assumption] | None:
    if isinstance(measure, Bands):
        return _band_options(state, measure, wish)
    if isinstance(measure, BestOf):
        return _best_options(state, measure, wish, indicator)
    if isinstance(measure, Levels):
        conditions = tuple(level.condition for level in measure.levels if level.condition is not None)
        return list(_first_open(state, conditions, TRUE if wish == "high" else FALSE)) or None
    if isinstance(measure, Each):
        return list(_first_open(state, measure.conditions, TRUE if wish == "high" else FALSE)) or None
    return _end_options(state, measure.term, wish)


def _band_options(state: State, measure: Bands, wish: Wish) -> list[Assumption] | None:
    value = state.value(measure.term)
    met = [step.interval for step in measure.steps if step.interval.meets(value)]
    if len(met) < 2:
        return None

    def to(interval: Interval) -> Assumption:
        return lambda child: child.assume_term(measure.term, interval)

    return [to(interval) for interval in (met if wish == "high" else reversed(met))]


def _best_options(state: State, measure: BestOf, wish: Wish, indicator: Indicator) -> list[Assumption] | None:
    """Split the measure that can give most; the others matter only when they are open too."""
    spans = sorted(((state.points(inner), inner) for inner in measure.measures), key=lambda pair: -pair[0][1])
    for span, inner in spans:
        if span[0] != span[1]:
            options = _measure_options(state, inner, wish, indicator)
            if options:
                return options
    return None


def _end_options(state: State, term: object, wish: Wish) -> list[Assumption] | None:
    """Points that vary freely: their best end, their worst end, and what lies between."""
    value = state.value(term)  # type: ignore[arg-type]
    if value.is_point or value.low is None or value.high is None:
        return None

    def to(interval: Interval) -> Assumption:
        return lambda child: child.assume_term(term, interval)  # type: ignore[arg-type]

    high = [to(point(value.high))] if not value.high_open else []
    low = [to(point(value.low))] if not value.low_open else []
    between = [to(Interval(value.low, value.high, low_open=True, high_open=True))] if high or low else []
    return [*high, *low, *between] if wish == "high" else [*low, *high, *between]


def complete_example(state: State) -> State | None:
    """The state with every linked fact settled, consistently; None when the few tries made do not find one."""
    facts = state.network.linked(state.rulebook.facts, state.box)
    shares = {c.fact for c in state.network.constraints if isinstance(c, Equation)}
    for fact in sorted(facts, key=lambda f: (f in shares, f)):
        if state.box.is_settled(fact) or _is_tiny(state.box.domains[fact]):
            continue
        for try_ in _tries(state, fact):
            child = state.copy()
            if try_(child):
                state = child
                break
        else:
            return None
    return state


def _is_tiny(domain: Domain) -> bool:
    """A root that is no fraction: known to sixty digits, which is as good as exact."""
    return (
        isinstance(domain, Interval)
        and domain.low is not None
        and domain.high is not None
        and (domain.high - domain.low) * TINY < 1
    )


def _tries(state: State, fact: str) -> Iterator[Assumption]:
    """A few values of a fact, the least special first."""
    domain = state.box.domains[fact]
    if isinstance(domain, frozenset):
        yield from (_choosing(fact, choice) for choice in sorted(domain))
    else:
        yield from (_setting(fact, value) for value in _values_in(domain))


def _choosing(fact: str, choice: str) -> Assumption:
    return lambda child: child.assume_choices(fact, frozenset({choice}))


def _setting(fact: str, value: Exact) -> Assumption:
    return lambda child: child.assume_term(Ref(fact), point(value))


def _values_in(domain: Interval) -> Iterator[Exact]:
    low, high = domain.low, domain.high
    if low is not None and high is not None:
        yield quotient(low + high, 2)
        yield from (end for end, is_open in ((low, domain.low_open), (high, domain.high_open)) if not is_open)
        yield (low + high) // 2
    elif low is not None:
        yield low + 1
        yield low * 2 + 1000
        if not domain.low_open:
            yield low
    elif high is not None:
        yield high - 1
        if not domain.high_open:
            yield high
    else:
        yield 0
        yield 1
