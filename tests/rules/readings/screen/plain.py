"""The columnar language over one row, in plain Python: without folding, and for graphs that are made already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from math import ceil, floor, inf, isnan, sqrt
from typing import Any

from jinjie.rules.readings.screen.nodes import Node

Row = Mapping[str, Any]
LARGEST_INTEGER = 2**62
WRAPS_FROM = 2**63


class Undefined(Exception):
    """The row leads to something that engines may answer differently: no number, a tie in rounding, too large."""


def told(number: Any) -> Any:
    """The number, if it is one; a whole one, if it does not wrap round."""
    if isnan(number) if isinstance(number, float) else abs(number) >= WRAPS_FROM:
        raise Undefined
    return number


def rounded(number: float) -> float:
    if abs(number) == inf:
        return number
    if abs(number) < 2**52 and number - floor(number) == 0.5:
        raise Undefined
    return float(round(number))


def whole(number: float) -> int:
    return int(number) if abs(number) < LARGEST_INTEGER else 0


SINGLE: dict[str, Callable[[float], float]] = {
    "sqrt": sqrt,
    "floor": lambda a: a if abs(a) == inf else float(floor(a)),
    "ceil": lambda a: a if abs(a) == inf else float(ceil(a)),
    "round": rounded,
    "abs": abs,
}
COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    "==": lambda a, b: a == b,
}


def points_of(number: float, scale: int, most: int) -> int:
    return int(rounded(min(max(number, 0.0), most / scale) * scale))


@dataclass(frozen=True)
class PlainRow:
    """Answers to the same questions as ``Graph``, with the values of one row instead of nodes."""

    row: Row

    # ---- columns
    def known(self, column: str) -> bool:
        return self.row[column] is not None

    def value(self, column: str, otherwise: float, negative: bool = True) -> float:
        return otherwise if self.row[column] is None else float(self.row[column])

    def flag(self, column: str) -> bool:
        return self.row[column] is True

    def one_of(self, column: str, members: Iterable[int]) -> bool:
        return self.row[column] in set(members)

    def outside(self, column: str, low: float, high: float) -> bool:
        number = self.row[column]
        return number is not None and not low <= number <= high

    # ---- logic
    def constant(self, value: Any) -> Any:
        return value

    index = points = integer = constant

    def negation(self, a: bool) -> bool:
        return not a

    def both(self, *parts: bool) -> bool:
        return all(parts)

    def either(self, *parts: bool) -> bool:
        return any(parts)

    def at_least(self, needed: int, parts: Iterable[bool]) -> bool:
        return sum(parts) >= needed

    def choose(self, condition: bool, then: Any, otherwise: Any) -> Any:
        return then if condition else otherwise

    # ---- numbers
    def compare(self, sign: str, a: Any, b: Any) -> bool:
        return COMPARED[sign](a, b)

    def add(self, a: Any, b: Any) -> Any:
        return told(a + b)

    def subtract(self, a: Any, b: Any) -> Any:
        return told(a - b)

    def multiply(self, a: Any, b: Any) -> Any:
        return told(a * b)

    def divide(self, a: float, b: float) -> float:
        if b == 0:
            raise Undefined
        return float(told(a / b))

    def total(self, numbers: Iterable[Any]) -> Any:
        return reduce(self.add, numbers)

    def smallest(self, *numbers: Any) -> Any:
        return min(numbers)

    def largest(self, *numbers: Any) -> Any:
        return max(numbers)

    def single(self, op: str, a: float) -> float:
        if op == "sqrt" and a < 0:
            raise Undefined
        return SINGLE[op](a)

    def to_points(self, a: float, scale: int, most: int) -> int:
        return points_of(a, scale, most)

    def to_integer(self, a: float) -> int:
        return whole(a)


@dataclass
class Evaluator:
    """What nodes come to in one row. A branch that is not taken is not looked at."""

    row: Row
    _found: dict[int, Any] = field(default_factory=dict)

    def of(self, node: Node) -> Any:
        if id(node) not in self._found:
            self._found[id(node)] = self._value(node)
        return self._found[id(node)]

    def _value(self, node: Node) -> Any:
        if node.op == "choose":
            return self.of(node.args[1] if self.of(node.args[0]) else node.args[2])
        return _MADE[node.op](Work(PlainRow(self.row), node, [self.of(arg) for arg in node.args]))


@dataclass(frozen=True)
class Work:
    """A node with what its parts come to."""

    row: PlainRow
    node: Node
    args: list[Any]


_MADE: dict[str, Callable[[Work], Any]] = {
    "constant": lambda work: work.node.value,
    "known": lambda work: work.row.known(work.node.value),
    "value": lambda work: work.row.value(work.node.value, work.args[0]),
    "amount": lambda work: work.row.value(work.node.value, work.args[0]),
    "flag": lambda work: work.row.flag(work.node.value),
    "one_of": lambda work: work.row.one_of(*work.node.value),
    "outside": lambda work: work.row.outside(*work.node.value),
    "not": lambda work: not work.args[0],
    "and": lambda work: all(work.args),
    "or": lambda work: any(work.args),
    "spread": lambda work: work.args[0],
    "min": lambda work: min(work.args),
    "max": lambda work: max(work.args),
    "+": lambda work: work.row.add(*work.args),
    "-": lambda work: work.row.subtract(*work.args),
    "*": lambda work: work.row.multiply(*work.args),
    "/": lambda work: work.row.divide(*work.args),
    "to_points": lambda work: work.row.to_points(work.args[0], *work.node.value),
    "to_integer": lambda work: work.row.to_integer(work.args[0]),
    **dict.fromkeys(COMPARED, lambda work: COMPARED[work.node.op](*work.args)),
    **dict.fromkeys(SINGLE, lambda work: work.row.single(work.node.op, work.args[0])),
}
