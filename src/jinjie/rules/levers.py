"""What an enterprise can change, when titles can be applied for, and how coming years are pictured: read from data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.basics.problems import InputError, Place, Problem
from jinjie.basics.text import Text, did_you_mean
from jinjie.documents.models import FileModel, FormError, StrList, TextModel, checked
from jinjie.documents.reading import Document, read_document
from jinjie.facts.ranges import read_range
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.rules.language.conditions import Status

Timing = Literal["each_year", "year_end", "lasting", "growth"]
"""``each_year``: a flow of one fiscal year. ``year_end``: kept from one year to the next. ``lasting``: from a day on.
``growth``: more growth of revenue in every coming year."""
_DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)
YEAR_END = (12, 31)


class CostModel(FileModel):
    """What a lever costs, in 万元; with ``of``, as a share of that fact."""

    fixed: str = "0"
    per_step: str = "0"
    of: str | None = None


class RungModel(FileModel):
    """One choice that can be reached."""

    to: str
    cost: str
    lead: int = 0


class LeverModel(FileModel):
    """One lever as it is written."""

    title: TextModel
    moves: StrList
    timing: Timing
    step: str | None = None
    most: int | None = None
    lead: int = 0
    until: str = "12-31"
    cost: CostModel = CostModel()
    levels: list[RungModel] | None = None
    also: dict[str, str] = {}
    cell: str
    evidence: TextModel | None = None
    note: TextModel | None = None

    def model_post_init(self, _context: object) -> None:
        if (self.step is None) == (self.levels is None):
            raise FormError("要写 step 或 levels 之一", "give either step or levels")


class LeversModel(FileModel):
    """The file of levers."""

    status: Status
    note: TextModel | None = None
    levers: dict[str, LeverModel]


class TitleModel(FileModel):
    """How a title is applied for."""

    rulebook: str
    title: TextModel
    opens: str
    closes: str
    months_to_grant: int
    cost: str = "0"
    cell: str
    status: Status
    note: TextModel | None = None


class TitlesModel(FileModel):
    """The file of application windows."""

    titles: dict[str, TitleModel]


class AssumptionsModel(FileModel):
    """The file of assumptions on coming years."""

    status: Status
    note: TextModel | None = None
    horizon_years: int
    growth: str
    grows: list[str]
    events: list[str]
    ages: list[str]
    new_application: str


@dataclass(frozen=True, slots=True)
class Cost:
    """A range in 万元; with ``of``, to be multiplied by that fact."""

    fixed: Interval
    per_step: Interval
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One choice that can be reached: what it costs from where the firm stands, and after how many months."""

    to: str
    cost: Interval
    lead: int


@dataclass(frozen=True, slots=True)
class Lever:
    """One thing that an enterprise can change."""

    id: str
    title: Text
    moves: tuple[str, ...]
    timing: Timing
    cost: Cost
    cell: str
    status: Status
    step: Exact = 1
    most: int | None = None
    lead: int = 0
    until: tuple[int, int] = YEAR_END
    levels: tuple[Rung, ...] = ()
    also: Mapping[str, str] = None  # type: ignore[assignment]
    evidence: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title: the fact that says it is held, the rulebook that grants it, its window in the year."""

    fact: str
    rulebook: str
    title: Text
    opens: tuple[int, int]
    closes: tuple[int, int]
    months_to_grant: int
    cost: Interval
    cell: str
    status: Status
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Assumptions:
    """How the coming years are pictured."""

    status: Status
    horizon_years: int
    growth: Interval
    """Of revenue, a year."""
    grows: frozenset[str]
    events: frozenset[str]
    ages: frozenset[str]
    new_application: str


@dataclass(frozen=True)
class Outlook:
    """Everything that a plan assumes beside the law and the profile."""

    levers: Mapping[str, Lever]
    titles: Mapping[str, Title]
    assumptions: Assumptions

    @cached_property
    def by_rulebook(self) -> dict[str, Title]:
        return {title.rulebook: title for title in self.titles.values()}

    def growing(self, growth: Interval) -> Outlook:
        """The same with another growth of revenue."""
        return replace(self, assumptions=replace(self.assumptions, growth=growth))

    def only(self, names: frozenset[str]) -> Outlook:
        """The same with some levers only."""
        return replace(self, levers={name: lever for name, lever in self.levers.items() if name in names})


def read_outlook(folder: Path, vocabulary: Vocabulary) -> Outlook:
    """The levers, windows and assumptions of a rulebook folder.

    Raises InputError with every mistake in them.
    """
    documents = [read_document(folder / "levers" / f"{name}.yaml") for name in ("levers", "windows", "assumptions")]
    levers, windows, assumptions = documents
    found = checked(levers, LeversModel)
    problems: list[Problem] = []
    read: dict[str, Lever] = {}
    for name, model in found.levers.items():
        problems += _doubts(levers, name, model, vocabulary)
        try:
            read[name] = _lever(name, model, found.status, levers)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    titles = {name: _title(name, model, windows) for name, model in checked(windows, TitlesModel).titles.items()}
    return Outlook(read, titles, _assumptions(checked(assumptions, AssumptionsModel), assumptions))


def _doubts(document: Document, name: str, model: LeverModel, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Names of facts that do not exist."""
    known = vocabulary.names | {family(fact)[0] for fact in vocabulary.names}
    for fact in [*model.moves, *model.also, *([model.cost.of] if model.cost.of else [])]:
        if fact not in known:
            near = did_you_mean(fact, known)
            text = Text(f"没有事实 {fact}{near.zh}", f"there is no fact {fact}{near.en}")
            yield Problem(text, document.place(("levers", name)), fact)


def family(fact: str) -> tuple[str, int | None]:
    """The series of a fact and its year back: ``revenue_y2`` is (revenue, 2); a fact of no year has None."""
    name, _, year = fact.rpartition("_y")
    return (name, int(year)) if name and year.isdigit() else (fact, None)


def money(text: str, place: Place) -> Interval:
    """A cost: a number or range of 万元 that is never negative.

    Raises InputError otherwise.
    """
    found = read_range(text, Kind.NUMBER, place)
    if found.low is None or found.low < 0 or found.high is None:
        message = Text(
            f"成本应是不小于 0 的数或范围，不是 {text}", f"a cost is a number or range from 0 up, not {text}"
        )
        raise InputError([Problem(message, place)])
    return found


def _lever(name: str, model: LeverModel, status: Status, document: Document) -> Lever:
    def placed(*path: str | int) -> Place:
        return document.place(("levers", name, *path))

    cost = model.cost
    return Lever(
        name,
        model.title.text(),
        tuple(model.moves),
        model.timing,
        Cost(money(cost.fixed, placed("cost")), money(cost.per_step, placed("cost")), cost.of),
        model.cell,
        status,
        _number(model.step, placed("step")) if model.step is not None else 1,
        model.most,
        model.lead,
        _day(model.until, placed("until")),
        tuple(Rung(rung.to, money(rung.cost, placed("levels")), rung.lead) for rung in model.levels or ()),
        dict(model.also),
        _text(model.evidence),
        _text(model.note),
    )


def _text(model: TextModel | None) -> Text | None:
    return None if model is None else model.text()


def _number(text: str, place: Place) -> Exact:
    number = read_range(text, Kind.RATIO if text.endswith("%") else Kind.NUMBER, place).point
    if number is None or number == 0:
        raise InputError([Problem(Text(f"步长不能是 {text}", f"a step cannot be {text}"), place)])
    return number


def _day(text: str, place: Place) -> tuple[int, int]:
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        day = date(2000, int(match[1]), int(match[2]))
    except ValueError as error:
        message = Text(f"“{text}”不是月-日，如 10-31", f"'{text}' is not a month and day such as 10-31")
        raise InputError([Problem(message, place)]) from error
    return day.month, day.day


def _title(name: str, model: TitleModel, document: Document) -> Title:
    place = document.place(("titles", name))
    return Title(
        name,
        model.rulebook,
        model.title.text(),
        _day(model.opens, place),
        _day(model.closes, place),
        model.months_to_grant,
        money(model.cost, place),
        model.cell,
        model.status,
        _text(model.note),
    )


def _assumptions(model: AssumptionsModel, document: Document) -> Assumptions:
    growth = read_range(model.growth, Kind.RATIO, document.place(("growth",)))
    return Assumptions(
        model.status,
        model.horizon_years,
        growth,
        frozenset(model.grows),
        frozenset(model.events),
        frozenset(model.ages),
        model.new_application,
    )
