"""shift: what other numbers in the same rules do: which rules they touch, and whether the edition asks more or less."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from jinjie.basics.interval import Interval
from jinjie.rules.language.conditions import (
    All,
    AtLeast,
    Condition,
    Criterion,
    Not,
    ScoreIn,
    Within,
    parts_of,
)
from jinjie.rules.language.conditions import Any as AnyOf
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import (
    Bands,
    BestOf,
    Each,
    Group,
    Indicator,
    Level,
    Levels,
    Measure,
    Part,
)

Way = Literal["same", "tighter", "looser", "other"]
"""``tighter``: whoever passes after passes before. ``looser``: the reverse. ``other``: neither was shown."""
_WORDS = frozenset({"title", "origin", "places"})
_TURNED: dict[Way, Way] = {"tighter": "looser", "looser": "tighter", "same": "same", "other": "other"}


@dataclass(frozen=True, slots=True)
class Shift:
    """What changes between two editions with the same rules and other numbers."""

    way: Way
    criteria: frozenset[str] = frozenset()
    """The criteria whose own condition is another one, those below them apart."""
    indicators: frozenset[str] = frozenset()
    grades: bool = False

    def joined(self, other: Shift) -> Shift:
        """Both together: what may happen under either."""
        return Shift(
            _joint((self.way, other.way)),
            self.criteria | other.criteria,
            self.indicators | other.indicators,
            self.grades or other.grades,
        )


def shift(before: Rulebook, after: Rulebook) -> Shift:
    """What changes from one edition to another that has the same rules with other numbers."""
    pairs = zip(before.criteria.walk(), after.criteria.walk(), strict=True)
    criteria = {one.id for one, other in pairs if _own(one) != _own(other)}
    parts = ((part, after.parts[id_]) for id_, part in before.parts.items())
    indicators = {one.id for one, other in parts if isinstance(one, Indicator) and _shape(one, ()) != _shape(other, ())}
    way = _Pair(before, after).way(before.criteria, after.criteria)
    grades = _shape(before.grades, ()) != _shape(after.grades, ())
    return Shift(way, frozenset(criteria), frozenset(indicators), grades)


def _own(criterion: Criterion) -> Any:
    return _shape(criterion.rule, criterion.children)


def _shape(node: Any, cut: tuple[Criterion, ...]) -> Any:
    """A node as plain values that can be compared; of the criteria that are cut the name alone."""
    if isinstance(node, tuple):
        return tuple(_shape(item, cut) for item in node)
    if not is_dataclass(node) or isinstance(node, Interval | type):
        return node
    if isinstance(node, Criterion) and any(node is child for child in cut):
        return node.id
    return (type(node), *(_shape(getattr(node, f.name), cut) for f in fields(node) if f.name not in _WORDS))


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two editions, compared node by node."""

    before: Rulebook
    after: Rulebook

    def way(self, one: Condition, other: Condition) -> Way:
        """Whether a condition asks more than the one in its place."""
        if type(one) is not type(other):
            return "other"
        if isinstance(one, Within) and isinstance(other, Within):
            return _narrower(one.interval, other.interval) if one.term == other.term else "other"
        if isinstance(one, ScoreIn) and isinstance(other, ScoreIn):
            return self._of_score(one, other)
        if isinstance(one, AtLeast) and isinstance(other, AtLeast):
            return _joint((_less(one.needed, other.needed), self._of_parts(one, other)))
        if isinstance(one, Not):
            return _TURNED[self._of_parts(one, other)]
        if isinstance(one, All | AnyOf | Criterion):
            return self._of_parts(one, other)
        return "same" if _shape((one, self.before.grades), ()) == _shape((other, self.after.grades), ()) else "other"

    def _of_parts(self, one: Condition, other: Condition) -> Way:
        pairs = list(zip(parts_of(one), parts_of(other), strict=False))
        complete = len(parts_of(one)) == len(parts_of(other))
        return _joint(self.way(a, b) for a, b in pairs) if complete else "other"

    def _of_score(self, one: ScoreIn, other: ScoreIn) -> Way:
        key = one.part or "score"
        points = self.points(self.before.parts[key], self.after.parts[key])
        if one.interval.low is None:
            points = _TURNED[points]
        return _joint((points, _narrower(one.interval, other.interval)))

    def points(self, one: Part, other: Part) -> Way:
        """Whether a part of the score gives fewer points: that is tighter."""
        if one.max != other.max:
            return "other"
        if isinstance(one, Group) and isinstance(other, Group):
            return _joint(self.points(a, b) for a, b in zip(one.parts, other.parts, strict=True))
        if isinstance(one, Indicator) and isinstance(other, Indicator):
            return self.measure(one.measure, other.measure)
        return "other"

    def measure(self, one: Measure, other: Measure) -> Way:
        """Whether a measure gives fewer points."""
        if isinstance(one, Bands) and isinstance(other, Bands):
            return _of_bands(one, other)
        if isinstance(one, Levels) and isinstance(other, Levels):
            ways = [self._of_level(a, b) for a, b in zip(one.levels, other.levels, strict=True)]
            return _joint(ways) if _falling(one.levels) or set(ways) == {"same"} else "other"
        if isinstance(one, Each) and isinstance(other, Each) and one.points == other.points > 0:
            return _joint(self.way(a, b) for a, b in zip(one.conditions, other.conditions, strict=True))
        if isinstance(one, BestOf) and isinstance(other, BestOf):
            return _joint(self.measure(a, b) for a, b in zip(one.measures, other.measures, strict=True))
        return "same" if _shape(one, ()) == _shape(other, ()) else "other"

    def _of_level(self, one: Level, other: Level) -> Way:
        if one.points != other.points:
            return "other"
        if one.condition is None or other.condition is None:
            return "same" if one.condition is other.condition else "other"
        return self.way(one.condition, other.condition)


def _of_bands(one: Bands, other: Bands) -> Way:
    """Bands are listed best first: each number of points is reached within a stretch from the best end on."""
    if one.term != other.term or [s.points for s in one.steps] != [s.points for s in other.steps]:
        return "other"
    ways: list[Way] = []
    reached, after = one.steps[0].interval, other.steps[0].interval
    for step, moved in zip(one.steps, other.steps, strict=True):
        reached, after = reached.hull(step.interval), after.hull(moved.interval)
        ways.append(_narrower(reached, after))
    return _joint(ways)


def _falling(levels: Iterable[Level]) -> bool:
    """No level gives more points than an earlier one."""
    spans = [level.points for level in levels]
    return all((a.low or 0) >= (b.high or 0) for a, b in zip(spans, spans[1:], strict=False))


def _narrower(one: Interval, other: Interval) -> Way:
    inside, around = other.within(one), one.within(other)
    if inside and around:
        return "same"
    return "tighter" if inside else "looser" if around else "other"


def _less(one: int, other: int) -> Way:
    return "same" if one == other else "tighter" if other > one else "looser"


def _joint(ways: Iterable[Way]) -> Way:
    found = {way for way in ways if way != "same"}
    return "same" if not found else found.pop() if len(found) == 1 else "other"
