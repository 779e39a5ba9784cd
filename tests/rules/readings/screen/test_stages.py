"""Wide stages of shallow expressions: nothing deep, nothing twice, nothing before what it is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given

from jinjie.rules.library import Library
from jinjie.rules.readings.screen.columns import columns_among
from jinjie.rules.readings.screen.nodes import Graph, Node
from jinjie.rules.readings.screen.plan import Request, plan
from jinjie.rules.readings.screen.stages import CHEAP, DEEPEST, Stages

from .conftest import DAY
from .graphs import Program, programs


def depth(stages: Stages, node: Node) -> int:
    """How deep the expression of a node is nested, columns being leaves."""
    return 1 + max((depth_in(stages, arg) for arg in node.args), default=0)


def depth_in(stages: Stages, node: Node) -> int:
    return 0 if stages.name_of(node) is not None else depth(stages, node)


def all_below(outputs: Sequence[Node]) -> dict[int, Node]:
    found: dict[int, Node] = {}
    waiting = list(outputs)
    while waiting:
        node = waiting.pop()
        if id(node) not in found:
            found[id(node)] = node
            waiting.extend(node.args)
    return found


def columns(stages: Stages) -> list[Node]:
    return [node for level in stages.levels for node in level]


def leaves(stages: Stages, node: Node) -> Iterator[Node]:
    """The columns that the expression of a node reads."""
    for arg in node.args:
        if stages.name_of(arg) is not None:
            yield arg
        else:
            yield from leaves(stages, arg)


def well_made(outputs: Sequence[Node]) -> None:
    stages = Stages(outputs)
    level = {id(node): i for i, nodes in enumerate(stages.levels) for node in nodes}
    for node in [*columns(stages), *outputs]:
        assert (depth_in if id(node) not in level else depth)(stages, node) <= DEEPEST
    for node in columns(stages):
        assert all(level[id(leaf)] < level[id(node)] for leaf in leaves(stages, node))
    below = all_below(outputs)
    assert level.keys() <= below.keys()
    names = [stages.name_of(node) for node in columns(stages)]
    assert len(names) == len(set(names)) == len(level)


@given(program=programs)
def test_stages_of_any_graph_are_shallow_and_in_order(program: Program) -> None:
    well_made(program.run(Graph()))


@pytest.mark.parametrize("detail", [False, True])
def test_stages_of_all_rulebooks_are_shallow_and_in_order(library: Library, detail: bool) -> None:
    request = Request(library, DAY, tuple(sorted(library.files)), detail)
    made = plan(request, columns_among(library.vocabulary.names, library.vocabulary))
    outputs = [*(output.node for output in made.outputs), made.doubt]
    well_made(outputs)
    stages = Stages(outputs)
    uses = Counter(id(arg) for node in all_below(outputs).values() for arg in node.args)
    twice = [n for n in all_below(outputs).values() if uses[id(n)] > 1 and n.op not in CHEAP]
    again = [n for n in twice if stages.name_of(n) is None]
    assert {n.op for n in again} <= {"not", "value", "amount"}, "what costs something is worked out once"


def test_a_long_chain_is_cut() -> None:
    g = Graph()
    node = g.value("a", 0.0)
    for step in range(100):
        node = g.single("abs", g.add(node, g.constant(1.5 + step)))
    stages = Stages([node])
    well_made([node])
    assert len(stages.levels) >= 200 // DEEPEST


def test_a_node_used_twice_becomes_one_column() -> None:
    g = Graph()
    total = g.add(g.value("a", 0.0), g.value("b", 0.0))
    above, below = g.compare(">=", total, g.constant(5.0)), g.compare("<", total, g.constant(9.0))
    stages = Stages([above, below])
    assert columns(stages) == [total]
    assert stages.name_of(above) is None


def test_what_costs_nothing_is_written_again() -> None:
    g = Graph()
    a, known, constant = g.value("a", 0.0), g.known("a"), g.constant(3.0)
    outputs = [g.choose(known, g.add(a, constant), constant), g.both(known, g.flag("f")), g.negation(g.flag("f"))]
    assert columns(Stages(outputs)) == []
    assert columns(Stages([*outputs, g.compare(">", a, constant)])) == [a]


def test_a_spread_number_is_always_a_column() -> None:
    g = Graph()
    third = g.divide(g.value("a", 0.0), g.constant(3.0))
    stages = Stages([third])
    assert [node.op for node in columns(stages)] == ["spread"]


def test_an_output_that_stands_twice_is_one_column() -> None:
    g = Graph()
    total = g.add(g.value("a", 0.0), g.value("b", 0.0))
    assert columns(Stages([total, total])) == [total]
