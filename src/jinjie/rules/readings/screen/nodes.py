"""The columnar language: a small graph of expressions over columns, that each engine puts into its own words.

Nothing in it is null but the columns themselves: they are read with ``known``, ``value`` and ``one_of``. Equal
expressions are one node, so work that rulebooks share is done once; what is the same for every row is worked out at
once and disappears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import reduce
from math import floor, frexp, inf, isinf, sqrt
from typing import Any, Literal

Type = Literal["bool", "float", "index", "points", "integer"]
"""``index``: a small number that stands for a word. ``points``: a whole number of points at some scale.
``integer``: 64 bits that wrap round."""


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An operation on other nodes. ``value`` holds a constant, the name of a column, or the members of a set."""

    op: str
    type: Type
    args: tuple[Node, ...] = ()
    value: Any = None

    @property
    def is_constant(self) -> bool:
        return self.op == "constant"


@dataclass
class Graph:
    """Makes nodes; the same node for the same expression."""

    _made: dict[tuple[Any, ...], Node] = field(default_factory=dict)
    _ends: dict[int, tuple[float, float]] = field(default_factory=dict)

    def ends_of(self, node: Node) -> tuple[float, float]:
        """Between which numbers a node lies in every row, as far as that is seen from how it is made."""
        if id(node) not in self._ends:
            self._ends[id(node)] = self._between(node)
        return self._ends[id(node)]

    def _between(self, node: Node) -> tuple[float, float]:
        if node.op == "constant":
            return node.value, node.value
        if node.op == "to_points":
            return 0, node.value[1]
        if node.op in {"amount", "abs"}:
            return 0.0, inf
        if node.type == "bool":
            return -inf, inf
        ends = [self.ends_of(arg) for arg in (node.args[1:] if node.op == "choose" else node.args)]
        lows, highs = [low for low, _ in ends], [high for _, high in ends]
        if node.op == "+" and node.type == "points":
            return sum(lows), sum(highs)
        if node.op in {"+", "*", "/"} and node.type == "float" and min(lows) >= 0:
            return 0.0, inf
        pick = {"choose": (min, max), "min": (min, min), "max": (max, max)}.get(node.op)
        return (-inf, inf) if pick is None else (pick[0](lows), pick[1](highs))

    def make(self, op: str, type_: Type, args: tuple[Node, ...] = (), value: Any = None) -> Node:
        key = (op, type_, value, *map(id, args))
        if key not in self._made:
            self._made[key] = Node(op, type_, args, value)
        return self._made[key]

    def constant(self, value: float | bool) -> Node:
        return self.make("constant", "bool" if isinstance(value, bool) else "float", (), value)

    def index(self, value: int) -> Node:
        return self.make("constant", "index", (), value)

    def points(self, value: int) -> Node:
        return self.make("constant", "points", (), value)

    def integer(self, value: int) -> Node:
        return self.make("constant", "integer", (), value)

    def to_integer(self, a: Node) -> Node:
        """A whole number as 64 bits; 0 for infinity."""
        if a.is_constant:
            return self.integer(0 if isinf(a.value) else int(a.value))
        return self.make("to_integer", "integer", (a,))

    @property
    def true(self) -> Node:
        return self.constant(True)

    @property
    def false(self) -> Node:
        return self.constant(False)

    # ---- columns
    def known(self, column: str) -> Node:
        """The column has a value in this row."""
        return self.make("known", "bool", (), column)

    def value(self, column: str, otherwise: float, negative: bool = True) -> Node:
        """The number in the column, another where it is empty. ``negative``: it may be negative."""
        return self.make("value" if negative else "amount", "float", (self.constant(otherwise),), column)

    def flag(self, column: str) -> Node:
        """The yes/no column says yes (an empty one does not)."""
        return self.make("flag", "bool", (), column)

    def one_of(self, column: str, members: Iterable[int]) -> Node:
        """The word in the column, as its index, is one of these (an empty one is none)."""
        found = tuple(sorted(set(members)))
        return self.make("one_of", "bool", (), (column, found)) if found else self.false

    # ---- logic
    def negation(self, a: Node) -> Node:
        if a.is_constant:
            return self.constant(not a.value)
        return a.args[0] if a.op == "not" else self.make("not", "bool", (a,))

    def both(self, *parts: Node) -> Node:
        return self._joined("and", parts, neutral=True)

    def either(self, *parts: Node) -> Node:
        return self._joined("or", parts, neutral=False)

    def _joined(self, op: str, parts: Iterable[Node], neutral: bool) -> Node:
        kept: dict[int, Node] = {}
        for part in parts:
            for inner in part.args if part.op == op else (part,):
                if not inner.is_constant:
                    kept[id(inner)] = inner
                elif inner.value is not neutral:
                    return inner
        found = tuple(kept.values())
        if any(n.op == "not" and id(n.args[0]) in kept for n in found):
            return self.constant(not neutral)
        if not found:
            return self.constant(neutral)
        return found[0] if len(found) == 1 else self.make(op, "bool", found)

    def choose(self, condition: Node, then: Node, otherwise: Node) -> Node:
        """One of two values, by a condition."""
        if condition.is_constant:
            return then if condition.value else otherwise
        if then is otherwise:
            return then
        if then.op == "choose" and then.args[0] is condition:
            then = then.args[1]
        if then.type == "bool":
            return self._choose_truth(condition, then, otherwise)
        if otherwise.op == "choose" and otherwise.args[0] is condition:
            otherwise = otherwise.args[2]
        return self.make("choose", then.type, (condition, then, otherwise))

    def _choose_truth(self, condition: Node, then: Node, otherwise: Node) -> Node:
        return self.either(self.both(condition, then), self.both(self.negation(condition), otherwise))

    def at_least(self, needed: int, parts: Iterable[Node]) -> Node:
        """So many of these hold."""
        open_: list[Node] = []
        for part in parts:
            if not part.is_constant:
                open_.append(part)
            elif part.value:
                needed -= 1
        if needed <= 0:
            return self.true
        if needed > len(open_):
            return self.false
        if needed == len(open_):
            return self.both(*open_)
        if needed == 1:
            return self.either(*open_)
        counted = (self.choose(part, self.points(1), self.points(0)) for part in open_)
        return self.compare(">=", self.total(counted), self.points(needed))

    # ---- numbers
    def compare(self, sign: str, a: Node, b: Node) -> Node:
        """``>=``, ``>``, ``<=``, ``<`` or ``==``."""
        if a.is_constant and b.is_constant:
            return self.constant(_COMPARED[sign](a.value, b.value))
        certain = self._certain(sign, a, b)
        if certain is not None:
            return self.constant(certain)
        if a is b and sign in {">", "<"}:
            return self.false
        by_branch = self._by_branch(sign, a, b)
        return self.make(sign, "bool", (a, b)) if by_branch is None else by_branch

    def _by_branch(self, sign: str, a: Node, b: Node) -> Node | None:
        """A comparison with a choice, branch by branch, where one of them is certain."""
        for condition in [node.args[0] for node in (a, b) if node.op == "choose"]:
            sides = [(self._where(condition, a, way), self._where(condition, b, way)) for way in (True, False)]
            if all(one is a and other is b for one, other in sides):
                continue
            then, otherwise = (self._compared(sign, one, other) for one, other in sides)
            if then is not None and otherwise is not None and (then.is_constant or otherwise.is_constant):
                return self._choose_truth(condition, then, otherwise)
        return None

    def _compared(self, sign: str, a: Node, b: Node) -> Node | None:
        return None if a.type != b.type else self.compare(sign, a, b)

    def _where(self, condition: Node, a: Node, holds: bool) -> Node:
        """A number in the rows in which a condition holds, or does not."""
        if a.op == "choose" and a.args[0] is condition:
            return a.args[1] if holds else a.args[2]
        is_empty = not holds and condition.op == "known" and a.op in {"value", "amount"}
        return a.args[0] if is_empty and a.value == condition.value else a

    def _certain(self, sign: str, a: Node, b: Node) -> bool | None:
        """What a comparison comes to in every row; infinity counts too, as numbers in rows may be infinite."""
        if b.is_constant and a.type == b.type == "float":
            low, high = self.ends_of(a)
            if sign in {"<", ">="} and low >= b.value:
                return sign == ">="
            if sign in {">", "<="} and high <= b.value:
                return sign == "<="
        for node, reads in ((b, sign), (a, _MIRRORED.get(sign, sign))):
            if node.is_constant and isinf(node.value):
                if node.value > 0 and reads in {"<=", ">"}:
                    return reads == "<="
                if node.value < 0 and reads in {">=", "<"}:
                    return reads == ">="
        return None

    def add(self, a: Node, b: Node) -> Node:
        return self._folded("+", a, b, 0.0)

    def subtract(self, a: Node, b: Node) -> Node:
        if a.is_constant and b.is_constant:
            return self.constant(a.value - b.value)
        return a if b.is_constant and b.value == 0 else self.make("-", "float", (a, b))

    def multiply(self, a: Node, b: Node) -> Node:
        return self._folded("*", a, b, 1.0)

    def _folded(self, op: str, a: Node, b: Node, neutral: float) -> Node:
        if a.is_constant and b.is_constant:
            return self._number(a.value + b.value if op == "+" else a.value * b.value, a.type)
        if a.is_constant:
            a, b = b, a
        return a if b.is_constant and b.value == neutral else self.make(op, a.type, (a, b))

    def _number(self, value: float, type_: Type) -> Node:
        return self.make("constant", type_, (), value)

    def divide(self, a: Node, b: Node) -> Node:
        """A quotient, rounded once; the caller sees to it that the divisor is not zero where the result counts.

        A constant divisor is spread over the rows: some engines multiply by the rounded inverse of a single number,
        which rounds twice.
        """
        if b.is_constant and b.value == 1:
            return a
        if a.is_constant and b.is_constant and b.value != 0:
            return self.constant(a.value / b.value)
        if b.is_constant and frexp(b.value)[0] == 0.5:
            return self.multiply(a, self.constant(1 / b.value))
        return self.make("/", "float", (a, self.make("spread", "float", (b,)) if b.is_constant else b))

    def to_points(self, a: Node, scale: int, most: int) -> Node:
        """A number as whole points at a scale, not below zero and not above the most there can be."""
        if a.is_constant:
            return self.points(
                max(0, min(most, most if isinf(a.value) and a.value > 0 else round(max(a.value, 0) * scale)))
            )
        return self.make("to_points", "points", (a,), (scale, most))

    def outside(self, column: str, low: float, high: float) -> Node:
        """The column holds a number outside these ends (or none that is a number)."""
        return self.make("outside", "bool", (), (column, low, high))

    def total(self, numbers: Iterable[Node]) -> Node:
        return reduce(self.add, numbers)

    def smallest(self, *numbers: Node) -> Node:
        return self._extreme("min", numbers)

    def largest(self, *numbers: Node) -> Node:
        return self._extreme("max", numbers)

    def _extreme(self, op: str, numbers: Iterable[Node]) -> Node:
        pick = min if op == "min" else max
        neutral = inf if op == "min" else -inf
        constants, kept = [], dict[int, Node]()
        for number in numbers:
            for inner in number.args if number.op == op else (number,):
                if inner.is_constant:
                    constants.append(inner)
                else:
                    kept[id(inner)] = inner
        found = [node for node in kept.values() if not (constants and self._never_counts(op, node, constants))]
        constant = pick((node.value for node in constants), default=neutral)
        if not found or (constant != neutral and not all(self._always_counts(op, node, constant) for node in found)):
            found.append(self.constant(constant) if not constants else self._number(constant, constants[0].type))
        return found[0] if len(found) == 1 else self.make(op, found[0].type, tuple(found))

    def _never_counts(self, op: str, node: Node, constants: list[Node]) -> bool:
        """A constant is always smaller (larger) already."""
        low, high = self.ends_of(node)
        return any(low >= c.value if op == "min" else high <= c.value for c in constants)

    def _always_counts(self, op: str, node: Node, constant: float) -> bool:
        """The node is always smaller (larger) than the constant already."""
        low, high = self.ends_of(node)
        return high <= constant if op == "min" else low >= constant

    def single(self, op: Literal["sqrt", "floor", "ceil", "round", "abs"], a: Node) -> Node:
        if a.is_constant:
            return self.constant(a.value if isinf(a.value) and op != "abs" else _SINGLE[op](a.value))
        return self.make(op, "float", (a,))


def can_be(node: Node, value: int) -> bool:
    """A small number that is chosen by conditions may be this one."""
    waiting, seen = [node], set[int]()
    while waiting:
        node = waiting.pop()
        if node.is_constant and node.value == value:
            return True
        if id(node) not in seen and node.op == "choose":
            waiting.extend(node.args[1:])
        seen.add(id(node))
    return False


_MIRRORED = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    ">=": lambda a, b: a >= b,
    ">": lambda a, b: a > b,
    "<=": lambda a, b: a <= b,
    "<": lambda a, b: a < b,
    "==": lambda a, b: a == b,
}
_SINGLE: dict[str, Callable[[float], float]] = {
    "sqrt": sqrt,
    "floor": lambda a: float(floor(a)),
    "ceil": lambda a: -float(floor(-a)),
    "round": lambda a: float(round(a)),
    "abs": abs,
}
