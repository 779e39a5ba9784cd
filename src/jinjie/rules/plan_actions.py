"""The actions of a solved plan: each lever's change with its days and its cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact, quotient
from jinjie.rules.levers import Lever
from jinjie.rules.plans import Action
from jinjie.rules.readings.plan.building import YUAN, Levers, months_later
from jinjie.rules.readings.plan.solver import Solution
from jinjie.rules.readings.plan.years import Picture
from jinjie.terms.box import Domain


@dataclass(frozen=True)
class Actions:
    """Reads the actions off the variables of the levers."""

    levers: Levers
    picture: Picture

    def of(self, solution: Solution) -> Iterator[Action]:
        """All actions of a solution but the applications."""
        yield from self._lasting(solution)
        yield from self._ladders(solution)
        yield from self._yearly(solution)

    def _paid(self, lever: Lever, steps: int) -> Interval:
        low, high = self.levers.per_step(lever)
        return Interval(quotient(low * steps, YUAN), quotient(high * steps, YUAN))

    def _lasting(self, solution: Solution) -> list[Action]:
        found = []
        for name, variables in self.levers.lasting.items():
            lever, before = self.levers.outlook.levers[name], 0
            for variable, day in zip(variables, self.levers.days, strict=True):
                steps = solution[variable] - before
                if steps:
                    start = max(self.levers.as_of, months_later(day, -lever.lead))
                    found.append(
                        self._step(lever, (before, solution[variable]), (start, day), self._paid(lever, steps))
                    )
                before = solution[variable]
        return found

    def _step(self, lever: Lever, steps: tuple[int, int], days: tuple[date, date], cost: Interval) -> Action:
        now = self.levers.box.domains.get(lever.moves[0])
        before, after = (self._moved(lever.moves[0], now, lever.step * count) for count in steps)
        amount = lever.step * (steps[1] - steps[0])
        return Action(lever.id, lever.title, lever.moves, before, after, *days, cost, lever.cell, lever.status, amount)

    def _moved(self, fact: str, now: Domain | None, shift: Exact) -> Domain | None:
        """A number shifted, within what is possible."""
        if not isinstance(now, Interval):
            return now
        moved = now + Interval(shift, shift)
        return moved.intersection(self.levers.vocabulary[fact].domain) or moved

    def _ladders(self, solution: Solution) -> list[Action]:
        found = []
        for name, table in self.levers.rungs.items():
            lever, before = self.levers.outlook.levers[name], 0
            for row, day in zip(table, self.levers.days, strict=True):
                reached = sum(solution[variable] for variable in row)
                if reached > before:
                    rung = lever.levels[reached - 1]
                    paid = lever.levels[before - 1].cost if before else Interval(0, 0)
                    low, high = (
                        (a or 0) - (b or 0) for a, b in ((rung.cost.low, paid.low), (rung.cost.high, paid.high))
                    )
                    start = max(self.levers.as_of, months_later(day, -rung.lead))
                    now = (
                        frozenset({lever.levels[before - 1].to}) if before else self.levers.box.domains[lever.moves[0]]
                    )
                    after, cost = frozenset({rung.to}), Interval(low, high)
                    facts = (*lever.moves, *lever.also)
                    found.append(
                        Action(lever.id, lever.title, facts, now, after, start, day, cost, lever.cell, lever.status)
                    )
                    before = reached
        return found

    def _yearly(self, solution: Solution) -> list[Action]:
        found = []
        for name, variables in self.levers.yearly.items():
            lever, before = self.levers.outlook.levers[name], 0
            for year, variable in variables.items():
                steps = solution[variable]
                rise = steps - before if lever.timing == "year_end" else steps
                if rise:
                    found.append(self._in_year(lever, year, rise, steps))
                before = steps
        return found

    def _in_year(self, lever: Lever, year: int, rise: int, steps: int) -> Action:
        vocabulary = self.levers.vocabulary
        fact = f"{lever.moves[0]}_y1"
        pictured = self.picture.on(date(year + 1, 1, 1)).get(fact)
        before = self._moved(fact, pictured, lever.step * (steps - rise))
        after = self._moved(fact, pictured, lever.step * steps)
        facts = tuple(f"{lever.moves[0]}_y{k}" for k in (1, 2, 3) if f"{lever.moves[0]}_y{k}" in vocabulary.facts)
        cost = self._paid(lever, rise)
        if lever.timing == "each_year":
            cost = cost + lever.cost.fixed
        end = date(year, 12, 31)
        start = max(
            self.levers.as_of, date(year, 1, 1), months_later(end, -lever.lead) if lever.lead else date(year, 1, 1)
        )
        amount = lever.step * rise
        return Action(lever.id, lever.title, facts, before, after, start, end, cost, lever.cell, lever.status, amount)
