"""The check as a whole: the solver's limits, its agreement with the kernel, the shipped rulebooks."""

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from jinjie.basics.interval import Interval
from jinjie.basics.problems import InputError
from jinjie.basics.truth import FALSE, TRUE, UNKNOWN
from jinjie.facts.constraints import Network
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.conditions import Condition, parts_of
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Levels
from jinjie.rules.library import Library
from jinjie.rules.readings.bound.state import State
from jinjie.rules.readings.check import Report, check

Build = Callable[[str], Rulebook]
Check = Callable[[str | Rulebook], Report]
SHIPPED = [rulebook.name for rulebook in Library().everything()]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_rulebooks_have_no_error_and_nothing_open(name: str, library: Library, checked: Check) -> None:
    report = checked(library.get(name))
    assert not [finding.line("en") for finding in report.findings if finding.severity != "info"]
    assert report.proved["conditions"] > 0


def test_without_the_solver_the_way_to_it_is_named(
    build: Build, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "z3", None)
    with pytest.raises(InputError) as caught:
        check(build(""), vocabulary)
    (problem,) = caught.value.problems
    assert problem.line("zh").endswith("请运行：pip install 'jinjie[check]'")
    assert problem.line("en").endswith("Run: pip install 'jinjie[check]'")


def test_what_the_solver_cannot_settle_is_never_called_proved(checked: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    checked("")
    from jinjie.rules.readings.check.prover import Answer, Prover

    monkeypatch.setattr(Prover, "_ask", lambda *_: Answer("open", {}))
    report = checked("")
    assert "conditions" not in report.proved
    assert {finding.severity for finding in report.findings} == {"warning"}
    assert report.findings[0].line("en").startswith("warning tenure: not proved (the solver gave up), it may be that: ")
    assert [finding.node for finding in report.findings] == ["tenure", "tenure", "tiny", "tiny"]
    assert report.findings[0].line("zh").startswith("警告 tenure：没有证出来（求解超时），不能排除：")


def test_fewer_laws_settle_what_all_laws_leave_open(
    solver: None, build: Build, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jinjie.rules.readings.check.encoding import World
    from jinjie.rules.readings.check.formulas import Formulas
    from jinjie.rules.readings.check.prover import Answer, Prover

    rulebook = build("criteria: [{id: none, when: ip_class2 < 0}, {id: some, when: ip_class2 < 1}]\n")
    world = World(vocabulary, vocabulary.constraints)
    formulas, prover, asked = Formulas(world, rulebook), Prover(world, rulebook.facts), Prover._ask

    near: list[object] = []
    fewer = Prover._near

    def remembered(self: Prover, facts: tuple[str, ...]) -> object:
        near.append(fewer(self, facts))
        return near[-1]

    def only_near(self: Prover, solver: object, *rest: Any) -> Answer:
        return asked(self, solver, *rest) if solver in near else Answer("open", {})

    monkeypatch.setattr(Prover, "_near", remembered)
    monkeypatch.setattr(Prover, "_ask", only_near)
    never, may = (prover.ask(formulas.condition(c), ["ip_class2"]) for c in rulebook.criteria.children)
    assert never.kind == "impossible"
    assert may.kind == "open"


def test_a_search_that_went_astray_begins_anew(
    solver: None, build: Build, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jinjie.rules.readings.check.encoding import World
    from jinjie.rules.readings.check.formulas import Formulas
    from jinjie.rules.readings.check.prover import Answer, Prover

    rulebook = build("criteria: [{id: some, when: revenue_y1 > 7}]\n")
    world = World(vocabulary, vocabulary.constraints)
    formulas, prover, asked = Formulas(world, rulebook), Prover(world, rulebook.facts), Prover._ask
    solvers: list[object] = []

    def fourth_time_lucky(self: Prover, solver: object, *rest: Any) -> Answer:
        solvers.append(solver)
        return asked(self, solver, *rest) if len(solvers) == 4 else Answer("open", {})

    monkeypatch.setattr(Prover, "_ask", fourth_time_lucky)
    answer = prover.ask(formulas.condition(rulebook.criteria), rulebook.facts)
    assert answer.kind == "possible"
    assert len({id(solver) for solver in solvers}) == 4
    value = answer.example["revenue_y1"]
    assert isinstance(value, Interval)
    assert value.point is not None
    assert value.point > 7


@pytest.mark.parametrize("name", SHIPPED)
def test_the_kernel_agrees_with_every_example_of_the_solver(name: str, library: Library, solver: None) -> None:
    import z3

    from jinjie.rules.readings.check.encoding import World
    from jinjie.rules.readings.check.formulas import Formulas
    from jinjie.rules.readings.check.prover import Prover

    rulebook, vocabulary = library.get(name), library.vocabulary
    world = World(vocabulary, vocabulary.constraints)
    formulas, prover = Formulas(world, rulebook), Prover(world, rulebook.facts)
    for condition in everything_in(rulebook):
        holds, facts = formulas.condition(condition), formulas.facts(condition)
        for formula, truth in ((holds, TRUE), (z3.Not(holds), FALSE)):
            answer = prover.ask(formula, facts)
            assert answer.kind == "possible"
            box = vocabulary.box()
            box.domains.update(answer.example)
            found = State(rulebook, box, Network(())).truth(condition)
            assert found is truth or (found is UNKNOWN and has_open_points(rulebook))


def everything_in(rulebook: Rulebook) -> Iterator[Condition]:
    waiting = list(rulebook.conditions())
    for condition in waiting:
        yield condition
        waiting += parts_of(condition)


def has_open_points(rulebook: Rulebook) -> bool:
    """Some points are a range, because the source is cut off."""
    measures = (measure for measure in rulebook.measures() if isinstance(measure, Levels))
    return any(level.points.point is None for measure in measures for level in measure.levels)
