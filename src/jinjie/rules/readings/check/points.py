"""Maximum points: parts add up to their group, every maximum is reached, none is passed, nothing is below zero."""

from __future__ import annotations

from jinjie.basics.numbers import Exact, to_text
from jinjie.basics.text import Text
from jinjie.rules.language.scores import Bands, Each, Group, Indicator, Levels, Points, measure_facts
from jinjie.rules.readings.check.bands import check_bands
from jinjie.rules.readings.check.desk import Desk, Question
from jinjie.rules.readings.check.encoding import exactly
from jinjie.rules.readings.check.levels import check_levels
from jinjie.rules.readings.check.report import Severity
from jinjie.rules.readings.check.tree import measures_in


def check_score(desk: Desk) -> None:
    """Bands, levels and maximum points of the whole score."""
    for part in desk.rulebook.score.walk() if desk.rulebook.score is not None else ():
        if isinstance(part, Group):
            _check_sum(desk, part)
            continue
        for measure in measures_in(part.measure):
            if isinstance(measure, Bands):
                check_bands(desk, part.id, measure)
            elif isinstance(measure, Levels):
                check_levels(desk, part.id, measure)
        _check_indicator(desk, part)


def _check_sum(desk: Desk, group: Group) -> None:
    """The maximum of a group is the sum of its parts'; a cap below the sum needs a note."""
    total: Exact = sum(part.max for part in group.parts)
    parts, own = to_text(total), to_text(group.max)
    if total > group.max and group.origin.note is not None:
        message = Text(
            f"各项满分共 {parts} 分，封顶 {own} 分（附注有说明）",
            f"the parts add up to {parts}, capped at {own} (with a note)",
        )
        desk.say("maximum", "warning", group.id, message)
        return
    why = Text("", "")
    if total > group.max:
        why = Text("；若有意封顶，请在 note 里说明", "; if the cap is meant, say so in a note")
    message = Text(
        f"满分写的是 {own} 分，各项满分共 {parts} 分{why.zh}",
        f"the maximum is {own}, the parts add up to {parts}{why.en}",
    )
    desk.hold("maximum", group.id, total == group.max, message)


def _check_indicator(desk: Desk, indicator: Indicator) -> None:
    points, most = desk.formulas.points(indicator.measure), exactly(indicator.max)
    facts = tuple(dict.fromkeys(measure_facts(indicator.measure)))
    own = to_text(indicator.max)
    missed = Text(f"满分 {own} 分永远得不到", f"the maximum of {own} points is never reached")
    passed = Text(f"得分会超过满分 {own} 分", f"the points can pass the maximum of {own}")
    below = Text("得分会低于 0 分，只按 0 分计", "the points can fall below 0 and then count as 0")
    cut: Severity = "warning" if isinstance(indicator.measure, Points) else "error"
    desk.must_be_possible(Question("maximum", indicator.id, points >= most, facts, missed))
    if not _is_capped(indicator):
        desk.must_be_impossible(Question("maximum", indicator.id, points > most, facts, passed))
    desk.must_be_impossible(Question("maximum", indicator.id, points < 0, facts, below, cut))


def _is_capped(indicator: Indicator) -> bool:
    """Points that are counted or computed are meant to be cut off at the maximum."""
    return any(isinstance(measure, Each | Points) for measure in measures_in(indicator.measure))
