"""Every engine works a graph out as plain Python does, row by row."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jinjie.rules.readings.screen.nodes import Graph, Node

from .engines import Engine, by_duckdb, by_polars, frame_of
from .graphs import SCHEMA, Program, programs, rows
from .plain import Evaluator, PlainRow, Row, Undefined

several = st.lists(rows, min_size=1, max_size=8)


def defined(program: Program, table: Sequence[Row]) -> list[Row]:
    """The rows for which every step has an answer."""
    kept = []
    for row in table:
        try:
            program.run(PlainRow(row))
        except Undefined:
            continue
        kept.append(row)
    return kept


def plainly(program: Program, row: Row) -> tuple[object, ...]:
    return tuple(program.run(PlainRow(row)))


@given(program=programs, table=several)
def test_folding_changes_no_answer(program: Program, table: list[Row]) -> None:
    nodes = program.run(Graph())
    for row in defined(program, table):
        evaluator = Evaluator(row)
        assert tuple(map(evaluator.of, nodes)) == plainly(program, row)


def agrees(engine: Engine, program: Program, table: list[Row]) -> None:
    kept = defined(program, table)
    assume(kept)
    nodes: list[Node] = program.run(Graph())
    answers = engine(frame_of(kept, SCHEMA), nodes)
    assert [tuple(answer) for answer in answers] == [plainly(program, row) for row in kept]


@given(program=programs, table=several)
def test_polars_answers_as_plain_python_does(program: Program, table: list[Row]) -> None:
    agrees(by_polars, program, table)


@settings(max_examples=40)
@given(program=programs, table=several)
def test_duckdb_answers_as_plain_python_does(duckdb: None, program: Program, table: list[Row]) -> None:
    agrees(by_duckdb, program, table)
