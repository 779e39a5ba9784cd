"""compare: what changes between two editions of a law, parameter by parameter, and for whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from jinjie.basics.text import Language, Text
from jinjie.facts.vocabulary import Vocabulary
from jinjie.facts.writing import interval_text
from jinjie.rules.language.conditions import All, Atom, Criterion, Member, Not, Origin, ScoreIn, Within, facts_of
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Bands, BestOf, Indicator, Measure, measure_facts
from jinjie.rules.readings.wording import Wording, kind_of, points_text

Change = Literal["same", "tighter", "looser", "other", "added", "removed", "now_required", "now_scored"]
CHANGE_WORDS: dict[Change, Text] = {
    "same": Text("不变", "same"),
    "tighter": Text("收紧", "tighter"),
    "looser": Text("放宽", "looser"),
    "other": Text("改变", "changed"),
    "added": Text("新增", "added"),
    "removed": Text("取消", "removed"),
    "now_required": Text("由打分改为必备", "scored before, required now"),
    "now_scored": Text("由必备改为打分", "required before, scored now"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One lowest rule of an edition: a condition, or a scored indicator."""

    id: str
    title: Text
    required: Text
    facts: frozenset[str]
    origin: Origin
    scored: bool
    route: str = ""
    """The alternative that it belongs to; empty when it must hold in any case."""
    atom: Atom | None = None
    negated: bool = False
    measure: Measure | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule of the one edition beside that of the other."""

    change: Change
    before: Rule | None
    after: Rule | None

    @property
    def title(self) -> Text:
        rule = self.after or self.before
        assert rule is not None
        return rule.title


def differences(before: Rulebook, after: Rulebook, vocabulary: Vocabulary) -> tuple[Difference, ...]:
    """Every lowest rule of both editions, paired by name and by the facts they read; what stays is listed too."""
    old, new = list(rules_of(before, vocabulary)), list(rules_of(after, vocabulary))
    pairs = _paired(old, new)
    found = [Difference(_change(pairs.get(rule.id), rule), pairs.get(rule.id), rule) for rule in new]
    matched = {rule.id for rule in pairs.values()}
    return (*found, *(Difference("removed", rule, None) for rule in old if rule.id not in matched))


_LIKENESS: tuple[Callable[[Rule, Rule], bool], ...] = (
    lambda a, b: a.id == b.id and a.facts == b.facts and a.scored is b.scored,
    lambda a, b: a.facts == b.facts and a.scored is b.scored and a.route == b.route,
    lambda a, b: bool(a.facts) and a.facts == b.facts and a.scored is b.scored,
    lambda a, b: a.id == b.id and a.scored is b.scored and (bool(a.facts & b.facts) or not a.facts),
    lambda a, b: bool(a.facts) and a.facts == b.facts,
)
"""When two rules belong together, the surest likeness first."""


def _paired(old: list[Rule], new: list[Rule]) -> dict[str, Rule]:
    """The rule of the old edition for each rule of the new one that has one."""
    pairs: dict[str, Rule] = {}
    left = list(old)
    for alike in _LIKENESS:
        for rule in new:
            match = None if rule.id in pairs else next((o for o in left if alike(o, rule)), None)
            if match is not None:
                pairs[rule.id] = match
                left.remove(match)
    return pairs


def rules_of(rulebook: Rulebook, vocabulary: Vocabulary) -> Iterator[Rule]:
    """The lowest criteria and the indicators of an edition."""
    wording = Wording(vocabulary, rulebook)
    for leaf in _leaves(_Leaf(rulebook.criteria)):
        yield _of_criterion(leaf, wording)
    if rulebook.score is not None:
        for indicator in rulebook.score.indicators():
            yield _of_indicator(indicator)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A criterion, the alternative that it belongs to, and whether it must not hold."""

    criterion: Criterion
    route: str = ""
    negated: bool = False


def _leaves(leaf: _Leaf) -> Iterator[_Leaf]:
    """The lowest criteria at or below one. A list of which none may hold is no choice between alternatives."""
    criterion = leaf.criterion
    if not criterion.children:
        yield leaf
    negated = leaf.negated is not isinstance(criterion.rule, Not)
    joint = isinstance(criterion.rule, All) or negated
    route = leaf.route if joint else leaf.route or criterion.id
    for child in criterion.children:
        yield from _leaves(_Leaf(child, route, negated))


def _of_criterion(leaf: _Leaf, wording: Wording) -> Rule:
    criterion = leaf.criterion
    rule = criterion.rule.part if isinstance(criterion.rule, Not) else criterion.rule
    required = wording.both(Not(criterion.rule) if leaf.negated else criterion.rule)
    return Rule(
        criterion.id,
        criterion.title or wording.subject(criterion.rule),
        required,
        frozenset(facts_of(rule)),
        criterion.origin,
        scored=False,
        route=leaf.route,
        atom=rule if isinstance(rule, Atom) else None,
        negated=leaf.negated is not (rule is not criterion.rule),
    )


def _of_indicator(indicator: Indicator) -> Rule:
    return Rule(
        indicator.id,
        indicator.title,
        Text(_scale(indicator, "zh"), _scale(indicator, "en")),
        frozenset(measure_facts(indicator.measure)),
        indicator.origin,
        scored=True,
        measure=indicator.measure,
    )


def _scale(indicator: Indicator, language: Language) -> str:
    """``up to 5 points: ≥ 80% 5, ≥ 70% 3``."""
    head = f"最高 {indicator.max} 分" if language == "zh" else f"up to {indicator.max} points"
    steps = list(_steps(indicator.measure, language))
    if not steps:
        return head
    return f"{head}：{'，'.join(steps)}" if language == "zh" else f"{head}: {', '.join(steps)}"


def _steps(measure: Measure, language: Language) -> Iterator[str]:
    if isinstance(measure, BestOf):
        for inner in measure.measures:
            yield from _steps(inner, language)
    elif isinstance(measure, Bands):
        for step in measure.steps[:-1]:
            stretch = interval_text(step.interval, kind_of(measure.kind), language)
            yield f"{stretch} {points_text(step.points, language)}"


def _change(before: Rule | None, after: Rule) -> Change:
    if before is None:
        return "added"
    if before.scored is not after.scored:
        if before.route or after.route:
            return "other"
        return "now_required" if before.scored else "now_scored"
    if before.required == after.required:
        return "same"
    return _direction(before, after)


def _direction(before: Rule, after: Rule) -> Change:
    """Whether what passed still passes."""
    one, other = before.atom, after.atom
    if before.route != after.route or before.negated is not after.negated:
        return "other"
    if isinstance(one, Within) and isinstance(other, Within) and one.term == other.term:
        narrower, wider = other.interval.within(one.interval), one.interval.within(other.interval)
        return _worded(narrower is not before.negated, narrower is not wider)
    if isinstance(one, ScoreIn) and isinstance(other, ScoreIn) and one.part == other.part:
        narrower, wider = other.interval.within(one.interval), one.interval.within(other.interval)
        return _worded(narrower is not before.negated, narrower is not wider)
    if isinstance(one, Member) and isinstance(other, Member) and one.fact == other.fact:
        narrower, wider = other.choices < one.choices, one.choices < other.choices
        return _worded(narrower is not before.negated, narrower is not wider)
    return "other"


def _worded(tighter: bool, comparable: bool) -> Change:
    if not comparable:
        return "other"
    return "tighter" if tighter else "looser"
