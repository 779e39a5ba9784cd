"""The columnar language in Polars: expressions in stages, so that nothing is nested deeply or worked out twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from jinjie.rules.readings.screen.nodes import Node
from jinjie.rules.readings.screen.prepared import ZERO
from jinjie.rules.readings.screen.quantities import never_negative
from jinjie.rules.readings.screen.stages import Stages

if TYPE_CHECKING:
    import polars as pl

LARGEST_INTEGER = 2.0**62
TO_WHOLE = 1.5 * 2.0**52
"""Added and taken off again, it rounds to the nearest whole number, twice as fast as rounding does. Rows with numbers
beyond 2**51 are doubtful already."""


@dataclass(frozen=True)
class Expressions:
    """Puts nodes into words. A node that has a column already is read from it."""

    stages: Stages

    def of(self, node: Node) -> pl.Expr:
        import polars as pl

        name = self.stages.name_of(node)
        return self.made(node) if name is None else pl.col(name)

    def made(self, node: Node) -> pl.Expr:
        """The expression of the operation itself."""
        return _MADE[node.op](node, [self.of(arg) for arg in node.args])


def _constant(node: Node, _: list[pl.Expr]) -> pl.Expr:
    import polars as pl

    types = {"bool": pl.Boolean, "float": pl.Float64, "index": pl.UInt8, "points": pl.Int16, "integer": pl.Int64}
    return pl.lit(node.value, dtype=types[node.type])


def _known(node: Node, _: list[pl.Expr]) -> pl.Expr:
    import polars as pl

    return pl.col(node.value).is_not_null()


def _value(node: Node, args: list[pl.Expr]) -> pl.Expr:
    import polars as pl

    return pl.col(node.value).fill_null(args[0])


def _flag(node: Node, _: list[pl.Expr]) -> pl.Expr:
    import polars as pl

    return pl.col(node.value).fill_null(False)


def _one_of(node: Node, _: list[pl.Expr]) -> pl.Expr:
    import polars as pl

    column, members = node.value
    runs = _runs(members)
    col = pl.col(column)
    parts = [col == low if low == high else col.is_between(low, high) for low, high in runs]
    return reduce(lambda a, b: a | b, parts).fill_null(False)


def _runs(members: tuple[int, ...]) -> list[tuple[int, int]]:
    """Consecutive numbers as (first, last)."""
    runs: list[tuple[int, int]] = []
    for member in members:
        if runs and runs[-1][1] == member - 1:
            runs[-1] = (runs[-1][0], member)
        else:
            runs.append((member, member))
    return runs


def _outside(node: Node, _: list[pl.Expr]) -> pl.Expr:
    import polars as pl

    column, low, high = node.value
    return (~pl.col(column).is_between(low, high)).fill_null(False)


def _to_integer(_: Node, args: list[pl.Expr]) -> pl.Expr:
    import polars as pl

    return pl.when(args[0].abs() < LARGEST_INTEGER).then(args[0]).otherwise(0.0).cast(pl.Int64)


def _to_points(node: Node, args: list[pl.Expr]) -> pl.Expr:
    import polars as pl

    scale, most = node.value
    number, top = args[0], most / scale
    if not never_negative(node.args[0]):
        number = pl.when(number > 0.0).then(number).otherwise(0.0)
    number = pl.when(number < top).then(number).otherwise(top)
    return _round(node, [number * float(scale)]).cast(pl.Int16, wrap_numerical=True)


def _round(_: Node, args: list[pl.Expr]) -> pl.Expr:
    return (args[0] + TO_WHOLE) - TO_WHOLE


def _choose(_: Node, args: list[pl.Expr]) -> pl.Expr:
    import polars as pl

    return pl.when(args[0]).then(args[1]).otherwise(args[2])


def _extreme(which: str) -> Callable[[Node, list[pl.Expr]], pl.Expr]:
    def made(_: Node, args: list[pl.Expr]) -> pl.Expr:
        import polars as pl

        def of_two(a: pl.Expr, b: pl.Expr) -> pl.Expr:
            return pl.when(a >= b if which == "max" else a <= b).then(a).otherwise(b)

        return reduce(of_two, args)

    return made


def _spread(_: Node, args: list[pl.Expr]) -> pl.Expr:
    """The same number in every row, as a real column: a single number would be multiplied by its inverse."""
    import polars as pl

    return pl.col(ZERO) + args[0]


def _divided(node: Node, args: list[pl.Expr]) -> pl.Expr:
    import polars as pl

    return args[0] / (args[1] if node.args[1].op == "spread" else args[1] + pl.col(ZERO))


_MADE: dict[str, Callable[[Node, list[pl.Expr]], pl.Expr]] = {
    "constant": _constant,
    "known": _known,
    "value": _value,
    "amount": _value,
    "flag": _flag,
    "one_of": _one_of,
    "not": lambda _, args: ~args[0],
    "and": lambda _, args: reduce(lambda a, b: a & b, args),
    "or": lambda _, args: reduce(lambda a, b: a | b, args),
    "outside": _outside,
    "to_integer": _to_integer,
    "to_points": _to_points,
    "choose": _choose,
    "spread": _spread,
    "min": _extreme("min"),
    "max": _extreme("max"),
    "+": lambda _, args: args[0] + args[1],
    "-": lambda _, args: args[0] - args[1],
    "*": lambda _, args: args[0] * args[1],
    "/": _divided,
    ">=": lambda _, args: args[0] >= args[1],
    ">": lambda _, args: args[0] > args[1],
    "<=": lambda _, args: args[0] <= args[1],
    "<": lambda _, args: args[0] < args[1],
    "==": lambda _, args: args[0] == args[1],
    "sqrt": lambda _, args: args[0].sqrt(),
    "floor": lambda _, args: args[0].floor(),
    "ceil": lambda _, args: args[0].ceil(),
    "round": _round,
    "abs": lambda _, args: args[0].abs(),
}
