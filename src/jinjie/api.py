"""The Python interface: what ``import jinjie`` offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinjie.basics.interval import Interval
from jinjie.basics.problems import InputError, mistake
from jinjie.basics.text import did_you_mean
from jinjie.facts import profile as profiles
from jinjie.facts.ranges import read_range
from jinjie.facts.vocabulary import Kind
from jinjie.ingest.reading import load_profile
from jinjie.rules.assessment import Assessment, Assessor
from jinjie.rules.comparison import Comparison, compare_editions
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.levers import Outlook, read_outlook
from jinjie.rules.library import Library
from jinjie.rules.plans import Plan, Wish

if TYPE_CHECKING:
    from jinjie.batch.order import Engine
    from jinjie.panorama.sandbox import Sandbox


class Profile(profiles.Profile):
    """What is stated of an enterprise; ``load`` reads YAML, JSON or the Excel template."""

    __slots__ = ()

    @classmethod
    def load(cls, path: str | Path) -> Profile:
        """A profile from a file.

        Raises InputError with every mistake in it.
        """
        found = load_profile(Path(path), library().vocabulary)
        return cls(found.name, found.statements, found.warnings)


@cache
def library() -> Library:
    """The rulebooks that came with Jinjie, and the user's own (``JINJIE_RULEBOOKS``)."""
    return Library()


@cache
def assessor() -> Assessor:
    return Assessor(library())


def assess(
    profile: profiles.Profile | Mapping[str, Any] | str | Path,
    on: date | str | None = None,
    rulebooks: Iterable[str] | None = None,
) -> Assessment:
    """The verdict, score bounds, explanation and deciding facts of a profile for the tiers, or the named rulebooks.

    ``profile`` is a Profile, a mapping of the file's shape or a path; ``on`` a date, today when left out;
    ``rulebooks`` a list of ``"ID"`` or ``"ID@EDITION"``.

    Raises InputError (a ValueError) whose ``problems`` lists every mistake.
    """
    return assessor().assess(as_profile(profile), as_date(on), as_names(rulebooks))


def compare(
    before: str,
    after: str,
    firms: Sequence[profiles.Profile | Mapping[str, Any] | str | Path] = (),
    on: date | str | None = None,
) -> Comparison:
    """What changes between two editions (``ID@EDITION``), and for whom."""
    return compare_editions(assessor(), (before, after), [as_profile(firm) for firm in firms], as_date(on))


@cache
def outlook() -> Outlook:
    """The levers, application windows and assumptions that came with Jinjie."""
    return read_outlook(library().folders[0], library().vocabulary)


def plan(
    profile: profiles.Profile | Mapping[str, Any] | str | Path,
    target: str,
    by: date | str | None = None,
    budget: int | str | None = None,
    on: date | str | None = None,
    *,
    growth: str | None = None,
    levers: Iterable[str] | None = None,
) -> Plan:
    """The cheapest dated plan after which the target's verdict is a certain pass; of equal cost the earliest.

    ``budget`` is the most that a calendar year may cost, in 万元; ``growth`` that of revenue in coming years
    (``"5%"``, ``"0%..10%"``); ``levers`` the ids of those that may be used.

    Raises InputError for an unknown target or lever, a title held already, a day gone by, a negative budget.
    """
    from jinjie.rules.planning import Planner

    chosen = outlook() if levers is None else outlook().only(_levers_named(levers))
    if growth is not None:
        chosen = chosen.growing(_read(growth, Kind.RATIO, "growth"))
    most = None if budget is None else _read(str(budget), Kind.MONEY, "budget").point
    wish = Wish(target, None if by is None else as_date(by), most)
    return Planner(assessor(), chosen).plan(as_profile(profile), as_date(on), wish)


def _levers_named(names: Iterable[str]) -> frozenset[str]:
    found = frozenset(names)
    for name in sorted(found - outlook().levers.keys()):
        near = did_you_mean(name, outlook().levers)
        raise mistake(f"没有手段 {name}{near.zh}", f"there is no lever {name}{near.en}", fact="levers")
    return found


def _read(text: str, kind: Kind, option: str) -> Interval:
    """A number or range given as an option."""
    try:
        return read_range(text, kind)
    except InputError as error:
        raise InputError([replace(problem, fact=option) for problem in error.problems]) from error


def screen(
    source: Any,
    rulebooks: Iterable[str] | None = None,
    on: date | str | None = None,
    engine: Engine = "polars",
    out: str | Path | None = None,
) -> Any:
    """The verdict and score bounds of every enterprise of a table, for the tiers or the named rulebooks.

    ``source`` is a path, a list of paths (Parquet or CSV files, folders of them, one file of people as
    ``jinjie screen`` takes it) or a data frame (Polars, or whatever gives Arrow columns, as pandas does) whose columns
    are fact identifiers. Returns a Polars data frame: the key columns, then ``ID_verdict``, ``ID_score_low``,
    ``ID_score_high``, ``ID_blocking``, ``ID_edition`` of each rulebook and ``error``. With ``out`` (``.parquet``,
    ``.csv`` or a folder) the rows are screened in pieces and the path is returned.

    >>> import polars as pl, jinjie
    >>> jinjie.screen(pl.DataFrame({"niche_years": [1]}), "srdi-sme", "2026-11-22")["srdi-sme_verdict"].to_list()
    ['fail']

    Raises InputError (a ValueError) for inputs that cannot be read and an output that cannot be written.
    """
    from jinjie.batch import sources
    from jinjie.batch.order import ENGINES, Order, request_for

    if engine not in ENGINES:
        near = did_you_mean(str(engine), ENGINES)
        raise mistake(f"没有引擎 {engine}{near.zh}", f"there is no engine {engine}{near.en}")
    order = Order(request_for(library(), as_date(on), as_names(rulebooks)), engine=engine)
    if out is not None and not isinstance(out, str | Path):
        raise mistake("out 应是路径", "out is a path")
    target = None if out is None else Path(out)
    found = sources.screened(source, order, target)
    return found if target is None else target


def sandbox(
    inputs: str | Path | Sequence[str | Path],
    changes: str | Sequence[str],
    on: date | str | None = None,
    *,
    by: Sequence[str] = ("region", "industry"),
    per_head: str | None = None,
    top: int = 20,
) -> Sandbox:
    """Which enterprises of some tables (Parquet, CSV) flip when numbers of the law change.

    ``changes`` are written ``"ID@EDITION.PARAMETER=VALUE"``; ``per_head`` is an amount or a range of amounts.

    Raises InputError for a mistake in a change or a table.
    """
    from jinjie.panorama.sandbox import Question
    from jinjie.panorama.sandbox import sandbox as run
    from jinjie.panorama.sandbox_counts import as_amount
    from jinjie.panorama.sandbox_groups import as_dimensions
    from jinjie.rules.changed import changed_library

    changed = changed_library(library(), [changes] if isinstance(changes, str) else changes)
    question = Question(changed, as_date(on), as_dimensions(by), as_amount(per_head), top)
    return run(question, [Path(path) for path in ([inputs] if isinstance(inputs, str | Path) else inputs)])


def as_profile(profile: object) -> profiles.Profile:
    """Whatever describes a profile, as a Profile."""
    if isinstance(profile, profiles.Profile):
        return profile
    if isinstance(profile, str | Path):
        return load_profile(Path(profile), library().vocabulary)
    if isinstance(profile, Mapping):
        return profiles.profile_of(profile, library().vocabulary)
    kind = type(profile).__name__
    raise mistake(
        f"企业事实应是路径、映射或 Profile，不是 {kind}", f"a profile is a path, a mapping or a Profile, not {kind}"
    )


def as_date(on: date | str | None) -> date:
    """A day; today when none is given."""
    if on is None:
        return date.today()
    if isinstance(on, date):
        return on.date() if isinstance(on, datetime) else on
    try:
        return date.fromisoformat(str(on))
    except ValueError as error:
        raise mistake(
            f"“{on}”不是日期，应写成 2026-01-31 这样", f"'{on}' is not a date, write it like 2026-01-31", fact="on"
        ) from error


def as_names(rulebooks: Iterable[str] | None) -> list[str] | None:
    """The names of rulebooks; one name stands for a list of one."""
    if rulebooks is None:
        return None
    names = [rulebooks] if isinstance(rulebooks, str) or not isinstance(rulebooks, Iterable) else list(rulebooks)
    for name in names:
        if not isinstance(name, str):
            raise mistake(f"规则名应是文字，不是 {name!r}", f"the name of a rulebook is text, not {name!r}")
    return names


def load_rulebook(name: str) -> Rulebook:
    """One edition: ``"srdi-sme@2022"``, with an overlay ``"srdi-sme@2022+guangdong"``.

    Raises InputError when there is none.
    """
    as_names([name])
    return library().get(name)


def rulebooks() -> list[str]:
    """The names (``ID@EDITION``) of all rulebooks."""
    return [rulebook.name for rulebook in library()]
