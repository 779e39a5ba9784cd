"""What can be seen without the solver: units, sources and statuses."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from typing import get_args

from jinjie.basics.problems import InputError
from jinjie.basics.text import Text, did_you_mean
from jinjie.rules.language.conditions import Status, Within
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Bands, Points
from jinjie.rules.readings.check.desk import Desk
from jinjie.rules.readings.check.tree import all_conditions, measures_of, origins
from jinjie.terms.tree import Term
from jinjie.terms.units import PLAIN, same_unit, unit_of


def check_units(desk: Desk) -> None:
    """The unit of every term, worked out again."""
    for node, term, unit in _terms(desk.rulebook):
        try:
            same_unit(unit, unit_of(term, desk.vocabulary.units))
        except InputError as error:
            desk.say("units", "error", node, error.problems[0].message)
        else:
            desk.proved["units"] += 1


def _terms(rulebook: Rulebook) -> Iterator[tuple[str, Term, str]]:
    """Every term with its node and the unit that its threshold has."""
    for node, condition in all_conditions(rulebook):
        if isinstance(condition, Within):
            yield node, condition.term, condition.kind
    for node, measure in measures_of(rulebook):
        if isinstance(measure, Bands):
            yield node, measure.term, measure.kind
        elif isinstance(measure, Points):
            yield node, measure.term, PLAIN


def check_sources(desk: Desk, sources: Iterable[str]) -> None:
    """Every source stands in the register, every status is a known one."""
    known, statuses = frozenset(sources), get_args(Status)
    seen: set[tuple[str, str, str]] = set()
    for node, origin in origins(desk.rulebook):
        where = node if origin.source in known else ""  # a source that is missing is told once
        if (where, origin.source, origin.status) in seen:
            continue
        seen.add((where, origin.source, origin.status))
        near = did_you_mean(origin.source, known)
        missing = Text(
            f"出处 {origin.source} 不在 sources.yaml 里{near.zh}",
            f"the source {origin.source} is not in sources.yaml{near.en}",
        )
        desk.hold("sources", node, origin.source in known, missing)
        _check_status(desk, (node, origin.status), statuses)


def _check_status(desk: Desk, stated: tuple[str, str], statuses: Container[str]) -> None:
    node, status = stated
    unknown = Text(f"没有“{status}”这种状态", f"there is no status '{status}'")
    desk.hold("sources", node, status in statuses, unknown)
