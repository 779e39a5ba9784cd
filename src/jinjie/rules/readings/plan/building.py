"""The model of a plan: what each lever does by each filing day, what it costs in which year, which titles are won."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import ceil, floor

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.levers import Lever, Outlook, Title
from jinjie.rules.readings.plan.ends import Shift
from jinjie.rules.readings.plan.solver import Lit, Model
from jinjie.terms.box import Box

YUAN = 10_000
"""A 万元 in yuan, the unit of cost in the model."""
MANY = 1_000_000
YEARS_BACK = 3


@dataclass(frozen=True, slots=True)
class Line:
    """So much for one of a variable, in yuan, in a calendar year."""

    variable: int
    year: int
    low: int
    high: int


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months on; the last of a shorter month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - date.resolution).day
    return date(year, month + 1, min(day.day, last))


@dataclass
class Levers:
    """The variables of all levers over the filing days and fiscal years of a plan."""

    model: Model
    outlook: Outlook
    vocabulary: Vocabulary
    box: Box
    as_of: date
    days: tuple[date, ...]
    lines: list[Line] = field(default_factory=list)
    lasting: dict[str, list[int]] = field(default_factory=dict)
    """For each lever of steps that last: its variable on each day."""
    yearly: dict[str, dict[int, int]] = field(default_factory=dict)
    rungs: dict[str, list[list[int]]] = field(default_factory=dict)
    """For each ladder: for each day, for each rung, whether at least that rung is reached."""
    exact: dict[tuple[str, int], dict[str, Lit]] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    uncosted: dict[str, str] = field(default_factory=dict)
    set_by: dict[int, dict[str, dict[str, Lit]]] = field(default_factory=dict)
    """Levers that are left out because the fact that their cost hangs on is unknown."""

    def __post_init__(self) -> None:
        for lever in self.outlook.levers.values() if self.days else ():
            if lever.timing == "growth":
                continue
            if lever.cost.of is not None and self._base(lever) is None:
                self.uncosted[lever.id] = lever.cost.of
                continue
            self.used[lever.id] = self.model.literal()
            if lever.levels:
                self._ladder(lever)
            elif lever.timing == "lasting":
                self._steps(lever)
            else:
                self._years(lever)

    def _base(self, lever: Lever) -> Interval | None:
        """The fact that a cost is a share of, when it is known on both sides."""
        assert lever.cost.of is not None
        value = self.box.number(lever.cost.of)
        return None if value.low is None or value.high is None else value

    def per_step(self, lever: Lever) -> tuple[int, int]:
        """What a step costs in yuan, at least and at most."""
        cost = lever.cost.per_step
        base = None if lever.cost.of is None else self._base(lever)
        return yuan(cost if base is None else cost * base)

    def _steps(self, lever: Lever) -> None:
        most = lever.most or MANY
        variables: list[int] = []
        low, high = self.per_step(lever)
        ready = months_later(self.as_of, lever.lead)
        for day in self.days:
            now = self.model.variable(0, most if ready <= day else 0)
            start = max(self.as_of, months_later(day, -lever.lead))
            self._rises(variables[-1:], now, (start.year, low, high))
            variables.append(now)
        self.lasting[lever.id] = variables
        self._uses(lever, variables[-1], most)

    def _rises(self, before: list[int], now: int, cost: tuple[int, int, int]) -> None:
        """A variable never falls from one day to the next; each rise is paid."""
        self.lines.append(Line(now, *cost))
        if before:
            self.model.at_least({now: 1, before[0]: -1}, 0)
            year, low, high = cost
            self.lines.append(Line(before[0], year, -low, -high))

    def _uses(self, lever: Lever, variable: int, most: int) -> None:
        """Some of a lever is used only when it is said to be used."""
        self.model.at_least({self.used[lever.id]: most, variable: -1}, 0)

    def _years(self, lever: Lever) -> None:
        most, kept = lever.most or MANY, lever.timing == "year_end"
        low, high = self.per_step(lever)
        fixed = yuan(lever.cost.fixed)
        variables: dict[int, int] = {}
        for year in range(self.as_of.year, self.days[-1].year if self.days else self.as_of.year):
            now = self.model.variable(0, most if self.in_time(lever, year) else 0)
            if kept:
                self._rises(list(variables.values())[-1:], now, (year, low, high))
            else:
                self.lines.append(Line(now, year, low, high))
                if fixed[1]:
                    once = self.model.literal()
                    self.model.at_least({once: most, now: -1}, 0)
                    self.lines.append(Line(once, year, *fixed))
            variables[year] = now
            self._uses(lever, now, most)
        self.yearly[lever.id] = variables

    def in_time(self, lever: Lever, year: int) -> bool:
        """A fiscal year can still be changed: it is ahead, or the lever still works this year."""
        if year < self.as_of.year:
            return False
        started = self.as_of <= date(self.as_of.year, *lever.until) or year > self.as_of.year
        return started and months_later(self.as_of, lever.lead) <= date(year, 12, 31)

    def _ladder(self, lever: Lever) -> None:
        table: list[list[int]] = []
        for index, day in enumerate(self.days):
            row: list[int] = []
            paid = (0, 0)
            for place, rung in enumerate(lever.levels):
                ready = months_later(self.as_of, rung.lead) <= day
                now = self.model.variable(0, 1 if ready else 0)
                whole = yuan(rung.cost)
                start = max(self.as_of, months_later(day, -rung.lead))
                before = [table[-1][place]] if table else []
                self._rises(before, now, (start.year, max(whole[0] - paid[0], 0), max(whole[1] - paid[1], 0)))
                paid = whole
                if row:
                    self.model.at_least({row[-1]: 1, now: -1}, 0)
                row.append(now)
            table.append(row)
            self.exact[lever.id, index] = dict(self._exactly(lever, row))
        self.rungs[lever.id] = table
        for variable in table[-1] if table else ():
            self._uses(lever, variable, 1)

    def _exactly(self, lever: Lever, row: list[int]) -> Iterator[tuple[str, Lit]]:
        """Whether a rung is the highest reached."""
        for place, rung in enumerate(lever.levels):
            if place + 1 == len(row):
                yield rung.to, row[place]
                continue
            here, above = row[place], row[place + 1]
            literal = self.model.literal()
            self.model.at_least({literal: 1, here: -1, above: 1}, 0)
            self.model.at_least({here: 1, literal: -1}, 0)
            self.model.at_most({literal: 1, above: 1}, 1)
            yield rung.to, literal

    def shifts(self, index: int) -> dict[str, Shift]:
        """How variables move the numeric facts of a filing day."""
        found: dict[str, dict[int, Exact]] = {}
        for name, variables in self.lasting.items():
            lever = self.outlook.levers[name]
            for fact in lever.moves:
                found.setdefault(fact, {})[variables[index]] = lever.step
        for name, by_year in self.yearly.items():
            lever = self.outlook.levers[name]
            for fact, year in self._fiscal(lever, self.days[index]):
                if year in by_year:
                    found.setdefault(fact, {})[by_year[year]] = lever.step
        return dict(found)

    def _fiscal(self, lever: Lever, day: date) -> Iterator[tuple[str, int]]:
        for name in lever.moves:
            for back in range(1, YEARS_BACK + 1):
                fact = f"{name}_y{back}"
                if fact in self.vocabulary.facts:
                    yield fact, day.year - back

    def chosen(self, index: int) -> dict[str, dict[str, Lit]]:
        """The choices that ladders set by a filing day."""
        if index not in self.set_by:
            self.set_by[index] = self._chosen(index)
        return self.set_by[index]

    def _chosen(self, index: int) -> dict[str, dict[str, Lit]]:
        found: dict[str, dict[str, Lit]] = {}
        for name in self.rungs:
            lever = self.outlook.levers[name]
            options = self.exact[name, index]
            for fact in lever.moves:
                found[fact] = options
            for fact, choice in lever.also.items():
                found[fact] = {choice: self.model.any_of(options.values())}
        return found


@dataclass(frozen=True, slots=True)
class Filing:
    """One chance to apply for a title: the last day of its window."""

    title: Title
    day: date

    @property
    def granted(self) -> date:
        return months_later(self.day, self.title.months_to_grant)

    @property
    def opens(self) -> date:
        return date(self.day.year, *self.title.opens)


def filings(titles: Mapping[str, Title], start: date, end: date) -> list[Filing]:
    """All windows that close after a day and by another, in order."""
    found = []
    for title in titles.values():
        for year in range(start.year, end.year + 1):
            day = date(year, *title.closes)
            if start <= day <= end:
                found.append(Filing(title, day))
    return sorted(found, key=lambda filing: (filing.day, filing.title.fact))


def yuan(cost: Interval) -> tuple[int, int]:
    """A cost in whole yuan: the low end rounded down, the high end up."""
    assert cost.low is not None
    assert cost.high is not None
    return floor(cost.low * YUAN), ceil(cost.high * YUAN)
