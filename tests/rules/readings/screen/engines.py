"""Nodes over rows, as each engine works them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import polars as pl

from jinjie.rules.readings.screen.nodes import Node
from jinjie.rules.readings.screen.plan import Request
from jinjie.rules.readings.screen.polars_engine import Expressions
from jinjie.rules.readings.screen.prepared import ODD, ZERO
from jinjie.rules.readings.screen.sql_screen import SqlScreen
from jinjie.rules.readings.screen.sql_text import SqlText
from jinjie.rules.readings.screen.stages import Stages

from .plain import Row

Answers = list[tuple[Any, ...]]
Engine = Callable[[pl.DataFrame, Sequence[Node]], Answers]


def frame_of(rows: Sequence[Row], schema: Mapping[str, Any]) -> pl.DataFrame:
    """Rows as a prepared table: none of them is odd."""
    frame = pl.DataFrame([dict(row) for row in rows], schema=dict(schema))
    return frame.with_columns(pl.Series(ODD, [False] * len(rows)), pl.Series(ZERO, [0.0] * len(rows)))


def by_polars(frame: pl.DataFrame, nodes: Sequence[Node]) -> Answers:
    stages = Stages(nodes)
    words = Expressions(stages)
    lazy = frame.lazy()
    for level in stages.levels:
        lazy = lazy.with_columns(words.made(node).alias(str(stages.name_of(node))) for node in level)
    one = pl.col(ODD).is_null()
    outputs = [pl.when(one).then(None).otherwise(words.of(node)).alias(f"o{i}") for i, node in enumerate(nodes)]
    return lazy.select(outputs).collect(engine="streaming").rows()


def by_duckdb(frame: pl.DataFrame, nodes: Sequence[Node]) -> Answers:
    import duckdb

    sql = SqlText(Stages(nodes), "duckdb")
    statement = sql.statement("SELECT * FROM rows", [f"{sql.of(node)} AS o{i}" for i, node in enumerate(nodes)])
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.register("rows", frame.to_arrow())
        return connection.execute(statement).fetchall()


def screened_by_duckdb(
    frame: pl.DataFrame, request: Request, kept: tuple[str, ...] = (), exact: bool = False
) -> pl.DataFrame:
    """A whole frame through DuckDB, in its order."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.register("firms", frame.to_arrow())

        def different(expression: str) -> list[str]:
            query = f"SELECT DISTINCT {expression} AS word FROM firms AS source WHERE word IS NOT NULL"
            return [row[0] for row in connection.execute(query).fetchall()]

        screen = SqlScreen(request, frame.schema, "duckdb", different, kept, exact)
        table = connection.sql(screen.statement("firms")).to_arrow_table()
    found = pl.from_arrow(table)
    assert isinstance(found, pl.DataFrame)
    return screen.finish.finished(found)
