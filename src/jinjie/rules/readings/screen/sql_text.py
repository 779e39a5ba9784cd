"""The columnar language as SQL text: one statement of stages that DuckDB and Spark both run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from jinjie.rules.readings.screen.nodes import Node
from jinjie.rules.readings.screen.stages import Stages

Dialect = Literal["duckdb", "spark"]
Source = str
"""What stands after FROM."""


@dataclass(frozen=True)
class SqlText:
    """Puts nodes into SQL. A node that has a column already is read from it."""

    stages: Stages
    dialect: Dialect

    def of(self, node: Node) -> str:
        name = self.stages.name_of(node)
        return self.made(node) if name is None else self.quoted(name)

    def made(self, node: Node) -> str:
        """The expression of the operation itself."""
        return _MADE[node.op](self, node, [self.of(arg) for arg in node.args])

    def quoted(self, name: str) -> str:
        return "`" + name.replace("`", "``") + "`" if self.dialect == "spark" else '"' + name.replace('"', '""') + '"'

    def rounded(self, text: str) -> str:
        return f"rint({text})" if self.dialect == "spark" else f"round({text})"

    def statement(self, first: str, outputs: Iterable[str]) -> str:
        """All stages and the outputs, over a first query."""
        parts = [f"s0 AS ({first})"]
        for index, level in enumerate(self.stages.levels):
            made = ",\n  ".join(f"{self.made(node)} AS {self.quoted(str(self.stages.name_of(node)))}" for node in level)
            parts.append(f"s{index + 1} AS (SELECT *,\n  {made}\n FROM s{index})")
        wanted = ",\n  ".join(outputs)
        return "WITH " + ",\n".join(parts) + f"\nSELECT {wanted}\nFROM s{len(self.stages.levels)}"


def number(value: float) -> str:
    """A float, to the bit."""
    words = {float("inf"): "Infinity", float("-inf"): "-Infinity"}
    return f"CAST('{words.get(value, repr(float(value)))}' AS DOUBLE)"


def text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _constant(_: SqlText, node: Node, __: list[str]) -> str:
    if node.type == "bool":
        return "TRUE" if node.value else "FALSE"
    return number(node.value) if node.type == "float" else str(int(node.value))


def _one_of(sql: SqlText, node: Node, _: list[str]) -> str:
    column, members = node.value
    return f"COALESCE({sql.quoted(column)} IN ({', '.join(map(str, members))}), FALSE)"


def _outside(sql: SqlText, node: Node, _: list[str]) -> str:
    column, low, high = node.value
    return f"COALESCE(NOT ({sql.quoted(column)} BETWEEN {number(low)} AND {number(high)}), FALSE)"


def _to_integer(sql: SqlText, _: Node, args: list[str]) -> str:
    """Wide enough that nothing runs over, or wrapping round as the language has it."""
    kind = "BIGINT" if sql.dialect == "spark" else "HUGEINT"
    return f"CAST(CASE WHEN abs({args[0]}) < {number(2.0**62)} THEN {args[0]} ELSE {number(0)} END AS {kind})"


def _to_points(sql: SqlText, node: Node, args: list[str]) -> str:
    scale, most = node.value
    inside = f"LEAST(GREATEST({args[0]}, {number(0)}), {number(most / scale)})"
    return f"CAST({sql.rounded(f'({inside}) * {number(scale)}')} AS INTEGER)"


def _infix(sign: str) -> Callable[[SqlText, Node, list[str]], str]:
    return lambda _sql, _node, args: "(" + f" {sign} ".join(args) + ")"


def _function(name: str) -> Callable[[SqlText, Node, list[str]], str]:
    return lambda _sql, _node, args: f"{name}({', '.join(args)})"


def _as_double(name: str) -> Callable[[SqlText, Node, list[str]], str]:
    return lambda _sql, _node, args: f"CAST({name}({args[0]}) AS DOUBLE)"


_MADE: Mapping[str, Callable[[SqlText, Node, list[str]], str]] = {
    "constant": _constant,
    "known": lambda sql, node, _: f"({sql.quoted(node.value)} IS NOT NULL)",
    "value": lambda sql, node, args: f"COALESCE({sql.quoted(node.value)}, {args[0]})",
    "amount": lambda sql, node, args: f"COALESCE({sql.quoted(node.value)}, {args[0]})",
    "flag": lambda sql, node, _: f"COALESCE({sql.quoted(node.value)}, FALSE)",
    "one_of": _one_of,
    "outside": _outside,
    "to_integer": _to_integer,
    "to_points": _to_points,
    "spread": lambda _sql, _node, args: args[0],
    "not": lambda _sql, _node, args: f"(NOT {args[0]})",
    "and": _infix("AND"),
    "or": _infix("OR"),
    "choose": lambda _sql, _node, args: f"CASE WHEN {args[0]} THEN {args[1]} ELSE {args[2]} END",
    "min": _function("LEAST"),
    "max": _function("GREATEST"),
    "+": _infix("+"),
    "-": _infix("-"),
    "*": _infix("*"),
    "/": lambda _sql, _node, args: f"({args[0]} / NULLIF({args[1]}, {number(0)}))",
    ">=": _infix(">="),
    ">": _infix(">"),
    "<=": _infix("<="),
    "<": _infix("<"),
    "==": _infix("="),
    "sqrt": _function("sqrt"),
    "floor": _as_double("floor"),
    "ceil": _as_double("ceil"),
    "round": lambda sql, _node, args: sql.rounded(args[0]),
    "abs": _function("abs"),
}


def looked_up(column: str, words: Mapping[str, int | None]) -> str:
    """The number that stands for a text, written out as one CASE."""
    cases = " ".join(f"WHEN {text(word)} THEN {'NULL' if index is None else index}" for word, index in words.items())
    return f"CASE {column} {cases} ELSE NULL END" if words else "CAST(NULL AS INTEGER)"


def joined(source: Source, tables: Sequence[tuple[str, str, Mapping[str, int | None]]]) -> Source:
    """A source with a small table of words and numbers beside it for each (column, name, words)."""
    parts = [f"{source} AS source"]
    for column, name, words in tables:
        rows = ", ".join(f"({text(word)}, {'NULL' if index is None else index})" for word, index in words.items())
        parts.append(
            f"LEFT JOIN (SELECT * FROM (VALUES {rows}) AS v(word, number)) AS {name} ON {column} = {name}.word"
        )
    return " ".join(parts)
