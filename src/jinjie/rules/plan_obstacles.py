"""Why not sooner: what an earlier window lacks with every lever at its limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jinjie.basics.numbers import Exact
from jinjie.basics.text import Text
from jinjie.basics.truth import FALSE, TRUE
from jinjie.rules.assessment import Result
from jinjie.rules.plans import Obstacle
from jinjie.rules.readings.explain import CriterionLine
from jinjie.rules.readings.plan.building import YEARS_BACK, Filing, Levers, months_later
from jinjie.rules.readings.plan.years import Changes

MANY_STEPS = 1000
DEARER = Text("做得到，但更贵或超出年度预算", "possible, but dearer or over the budget of a year")


@dataclass(frozen=True)
class Obstacles:
    """Everything that could be changed by a day, whatever it costs."""

    levers: Levers
    filings: Sequence[Filing]

    def by(self, day: date) -> Changes:
        """Every lever as far as it can be moved by a day, and every title that can have been granted."""
        choices: dict[str, str] = {}
        for name in self.levers.rungs:
            lever = self.levers.outlook.levers[name]
            ready = [rung for rung in lever.levels if months_later(self.levers.as_of, rung.lead) <= day]
            if ready:
                choices.update(dict.fromkeys(lever.moves, ready[-1].to))
                choices.update(lever.also)
        choices.update({filing.title.fact: "yes" for filing in self.filings if filing.granted <= day})
        return Changes({**self._lasting(day), **self._yearly(day)}, choices)

    def _lasting(self, day: date) -> dict[str, Exact]:
        found: dict[str, Exact] = {}
        for name in self.levers.lasting:
            lever = self.levers.outlook.levers[name]
            if months_later(self.levers.as_of, lever.lead) <= day:
                found.update(dict.fromkeys(lever.moves, lever.step * (lever.most or MANY_STEPS)))
        return found

    def _yearly(self, day: date) -> dict[str, Exact]:
        found: dict[str, Exact] = {}
        for name in self.levers.yearly:
            lever = self.levers.outlook.levers[name]
            for fact in (f"{family}_y{back}" for family in lever.moves for back in range(1, YEARS_BACK + 1)):
                year = day.year - int(fact[-1])
                if fact in self.levers.vocabulary.facts and self.levers.in_time(lever, year):
                    found[fact] = lever.step * (lever.most or MANY_STEPS)
        return found


def obstacle_of(day: date, result: Result) -> Obstacle:
    """What a window lacks: what fails for certain; where nothing does, what stays open."""
    if result.verdict == "pass":
        return Obstacle(day, DEARER)
    leaves = list(_open(result.criteria))
    named = [line for line in leaves if line.truth is FALSE] or leaves
    zh, en = "；".join(_shortfall(line).zh for line in named), "; ".join(_shortfall(line).en for line in named)
    return Obstacle(day, Text(zh, en), tuple(line.id for line in named))


def _open(line: CriterionLine) -> Iterator[CriterionLine]:
    """The lines without others below that keep a criterion from holding."""
    if line.truth is TRUE:
        return
    if not line.lines:
        yield line
    for inner in line.lines:
        yield from _open(inner)


def _shortfall(line: CriterionLine) -> Text:
    """A criterion that does not hold: what there would be, and what it asks for."""
    title, wanted, actual = line.title, line.required, line.actual
    return Text(f"{title.zh}：{actual.zh}（{wanted.zh}）", f"{title.en}: {actual.en} ({wanted.en})")
