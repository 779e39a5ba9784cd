"""All questions about one rulebook, in the order of the report. This is where the solver comes in."""

from __future__ import annotations

from collections.abc import Iterable

from jinjie.facts.constraints import Constraint
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.readings.check.conditions import check_conditions
from jinjie.rules.readings.check.desk import Desk
from jinjie.rules.readings.check.encoding import World
from jinjie.rules.readings.check.formulas import Formulas
from jinjie.rules.readings.check.grades import check_grades, check_tables
from jinjie.rules.readings.check.papers import check_sources, check_units
from jinjie.rules.readings.check.points import check_score
from jinjie.rules.readings.check.prover import Prover
from jinjie.rules.readings.check.report import Report
from jinjie.rules.readings.check.tree import outer_conditions
from jinjie.rules.readings.wording import Wording


def prove(
    rulebook: Rulebook, vocabulary: Vocabulary, constraints: Iterable[Constraint], sources: Iterable[str] | None
) -> Report:
    """The report on one rulebook."""
    world = World(vocabulary, constraints)
    formulas = Formulas(world, rulebook)
    facts = dict.fromkeys(rulebook.facts)
    for _, condition in outer_conditions(rulebook):
        facts.update(dict.fromkeys(formulas.facts(condition)))
    desk = Desk(rulebook, vocabulary, formulas, Prover(world, facts), Wording(vocabulary, rulebook))
    check_conditions(desk)
    check_score(desk)
    check_grades(desk)
    check_tables(desk)
    check_units(desk)
    if sources is not None:
        check_sources(desk, sources)
    return desk.report()
