"""explain: why this verdict. The criterion tree with article, required, actual, margin and source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact, json_number
from jinjie.basics.text import Text
from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.facts.writing import interval_text, value_text
from jinjie.rules.language.conditions import (
    CodeWithin,
    Condition,
    Criterion,
    GradeIn,
    Member,
    Not,
    Origin,
    ScoreIn,
    Within,
    facts_of,
)
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Bands, BestOf, Group, Measure, Part, Points, measure_facts
from jinjie.rules.readings.bound.state import Span, State
from jinjie.rules.readings.wording import Wording, distance_text, kind_of, points_text
from jinjie.terms.tree import Ref


@dataclass(frozen=True, slots=True)
class Margin:
    """How far the value surely is from the threshold: positive is room, negative is what is missing."""

    number: Exact
    kind: Kind

    @property
    def text(self) -> Text:
        return Text(distance_text(self.number, self.kind, "zh"), distance_text(self.number, self.kind, "en"))


@dataclass(frozen=True, slots=True)
class Gauge:
    """A value against a threshold, for a bar: what is known of the value, and where it must lie."""

    value: Interval
    wanted: Interval
    kind: Kind


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """One line of the explanation and the lines under it."""

    id: str
    title: Text
    origin: Origin
    role: str
    logic: str
    """How the lines below make this one true: all, any, none, at_least; a leaf has none."""
    truth: Truth
    required: Text
    actual: Text
    facts: tuple[str, ...]
    margin: Margin | None = None
    gauge: Gauge | None = None
    lines: tuple[CriterionLine, ...] = ()

    def walk(self) -> Iterator[CriterionLine]:
        yield self
        for line in self.lines:
            yield from line.walk()

    def to_dict(self) -> dict[str, object]:
        return {
            "id": self.id,
            "title": self.title.to_dict(),
            **self.origin.to_dict(),
            "role": self.role,
            "logic": self.logic,
            "truth": str(self.truth),
            "required": self.required.to_dict(),
            "actual": self.actual.to_dict(),
            "margin": None if self.margin is None else json_number(self.margin.number),
            "facts": list(self.facts),
            "criteria": [line.to_dict() for line in self.lines],
        }


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One part of the score: its points, and for an indicator the value they are given for."""

    id: str
    title: Text
    origin: Origin
    span: Span
    max: Exact
    value: Text
    facts: tuple[str, ...] = ()
    lines: tuple[ScoreLine, ...] = ()

    @property
    def is_indicator(self) -> bool:
        return not self.lines

    def to_dict(self) -> dict[str, object]:
        """A group with its points; an indicator with its value and article too."""
        low, high = self.span
        score = {"low": json_number(low), "high": json_number(high), "max": json_number(self.max)}
        own: dict[str, object] = {"id": self.id, "title": self.title.to_dict(), "score": score}
        if not self.is_indicator:
            return own
        return {**own, **self.origin.to_dict(), "value": self.value.to_dict(), "facts": list(self.facts)}

    def walk(self) -> Iterator[ScoreLine]:
        yield self
        for line in self.lines:
            yield from line.walk()


class Explainer:
    """Explains one rulebook; what does not depend on the profile is put into words once."""

    def __init__(self, vocabulary: Vocabulary, rulebook: Rulebook):
        self.vocabulary = vocabulary
        self.wording = Wording(vocabulary, rulebook)
        self.rulebook = rulebook
        self._required: dict[str, Text] = {}
        self._titles: dict[str, Text] = {}

    def criteria(self, state: State) -> CriterionLine:
        """The whole criterion tree over a state."""
        return self.line(state, self.rulebook.criteria)

    def score(self, state: State) -> ScoreLine | None:
        """The whole score over a state."""
        return None if self.rulebook.score is None else self.part(state, self.rulebook.score)

    def line(self, state: State, criterion: Criterion) -> CriterionLine:
        truth = state.truth(criterion.rule)
        lines = tuple(self.line(state, child) for child in criterion.children)
        margin, gauge = None, None
        rule = criterion.rule.part if isinstance(criterion.rule, Not) else criterion.rule
        if isinstance(rule, Within):
            wanted = rule.interval if rule is criterion.rule else rule.complement
            gauge = Gauge(state.value(rule.term), wanted, kind_of(rule.kind))
            margin = margin_of(gauge, truth)
        return CriterionLine(
            criterion.id,
            self.title(criterion),
            criterion.origin,
            criterion.role,
            criterion.logic,
            truth,
            self.required(criterion),
            self.summary(lines) if lines else self.actual(state, rule),
            self.facts_of(criterion),
            margin,
            gauge,
            lines,
        )

    def facts_of(self, criterion: Criterion) -> tuple[str, ...]:
        """The facts that a criterion reads itself, not through the score."""
        found = self.rulebook.facts_of_criterion(criterion)
        return tuple(dict.fromkeys(facts_of(criterion))) if found is None else found

    def required(self, criterion: Criterion) -> Text:
        if criterion.id not in self._required:
            self._required[criterion.id] = self.wording.both(criterion.rule)
        return self._required[criterion.id]

    def title(self, criterion: Criterion) -> Text:
        """The author's title, or the rule itself in words."""
        if criterion.title is not None:
            return criterion.title
        if criterion.id not in self._titles:
            self._titles[criterion.id] = self.wording.subject(criterion.rule)
        return self._titles[criterion.id]

    @staticmethod
    def summary(lines: tuple[CriterionLine, ...]) -> Text:
        """How many of the lines below hold."""
        held = sum(line.truth is TRUE for line in lines)
        unknown = sum(line.truth is UNKNOWN for line in lines)
        total = len(lines)
        zh = f"{total} 项中 {held} 项满足" + (f"，{unknown} 项待定" if unknown else "")
        return Text(zh, f"{held} of {total} hold" + (f", {unknown} open" if unknown else ""))

    def actual(self, state: State, rule: Condition) -> Text:
        """What is known of the value that a condition looks at."""
        if isinstance(rule, Within):
            return self.term_value(state, rule)
        if isinstance(rule, Member | CodeWithin):
            fact = self.vocabulary[rule.fact]
            domain = state.box.domains[rule.fact]
            return Text(value_text(fact, domain, "zh"), value_text(fact, domain, "en"))
        if isinstance(rule, ScoreIn):
            part = self.rulebook.score if rule.part is None else self.rulebook.parts[rule.part]
            assert part is not None
            span = Interval(*state.span(part))
            return Text(points_text(span, "zh"), points_text(span, "en"))
        if isinstance(rule, GradeIn):
            titles = [g.title for g in self.rulebook.grades if g.id in state.grades()]
            return Text(" 或 ".join(t.zh for t in titles), " or ".join(t.en for t in titles))
        return self.values(state, list(dict.fromkeys(facts_of(rule))))

    def values(self, state: State, facts: list[str]) -> Text:
        """Several facts with their values, in one line; a single one needs no label."""
        if len(facts) == 1:
            fact, domain = self.vocabulary[facts[0]], state.box.domains[facts[0]]
            return Text(value_text(fact, domain, "zh"), value_text(fact, domain, "en"))
        pairs = [(self.vocabulary[fact], state.box.domains[fact]) for fact in facts]
        zh = "；".join(f"{fact.label.zh} {value_text(fact, domain, 'zh')}" for fact, domain in pairs)
        en = "; ".join(f"{fact.label.en} {value_text(fact, domain, 'en')}" for fact, domain in pairs)
        return Text(zh, en)

    def term_value(self, state: State, rule: Within | Bands) -> Text:
        value, kind = state.value(rule.term), kind_of(rule.kind)
        facts = list(rule.term.facts())
        if len(facts) == 1 and value == self.vocabulary[facts[0]].initial:
            return Text("不清楚", "unknown")
        return Text(interval_text(value, kind, "zh"), interval_text(value, kind, "en"))

    def part(self, state: State, part: Part) -> ScoreLine:
        span = state.span(part)
        if isinstance(part, Group):
            lines = tuple(self.part(state, inner) for inner in part.parts)
            return ScoreLine(part.id, part.title, part.origin, span, part.max, Text("", ""), (), lines)
        facts = self.rulebook.facts_of_part(part.id)
        value = self.measure_value(state, part.measure)
        return ScoreLine(part.id, part.title, part.origin, span, part.max, value, facts)

    def measure_value(self, state: State, measure: Measure) -> Text:
        if isinstance(measure, Bands):
            return self.term_value(state, measure)
        if isinstance(measure, BestOf):
            values = [self.measure_value(state, inner) for inner in measure.measures]
            return Text(" / ".join(v.zh for v in values), " / ".join(v.en for v in values))
        if isinstance(measure, Points) and isinstance(measure.term, Ref):
            value = state.value(measure.term)
            return Text(points_text(value, "zh"), points_text(value, "en"))
        return self.values(state, list(dict.fromkeys(measure_facts(measure))))


def margin_of(gauge: Gauge, truth: Truth) -> Margin | None:
    """The sure distance to the threshold; None while the truth is unknown or an end is open-ended."""
    low, high = gauge.wanted.low, gauge.wanted.high
    upward = low is not None
    bound = low if upward else high
    if truth is UNKNOWN or bound is None:
        return None
    nearest = gauge.value.low if upward is (truth is TRUE) else gauge.value.high
    if nearest is None:
        return None
    return Margin(nearest - bound if upward else bound - nearest, gauge.kind)


def blocking(root: CriterionLine) -> CriterionLine | None:
    """The first criterion that fails; if none does, the first that is unknown."""
    for truth in (FALSE, UNKNOWN):
        found = next((line for line in root.lines if line.truth is truth), None)
        if found is not None:
            return found
    return None
