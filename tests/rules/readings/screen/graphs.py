"""Random programs over columns: each makes the same expressions of any language that answers like ``Graph``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Any

import polars as pl
from hypothesis import strategies as st

SCHEMA = {"a": pl.Float64, "b": pl.Float64, "c": pl.Float64, "f": pl.Boolean, "g": pl.Boolean, "w": pl.UInt8}
BORDERS = (0.0, 1.0, -1.0, 0.03, 0.1, 0.3, 0.5, 2.5, 30.0, 1000.0, 4535.14, 4535.15, 5000.0, 12e6, 1e7, 1e-9, -0.05)
NUMBERS = (*BORDERS, inf, -inf)
MOST, SCALE = 150, 10
SIGNS = (">=", ">", "<=", "<", "==")

finite = st.sampled_from(BORDERS) | st.floats(-1e8, 1e8, allow_subnormal=False)
amounts = st.sampled_from([x for x in BORDERS if x >= 0]) | st.floats(0, 1e8, allow_subnormal=False)
rows = st.fixed_dictionaries(
    {
        "a": st.none() | finite,
        "b": st.none() | finite,
        "c": st.none() | amounts,
        "f": st.none() | st.booleans(),
        "g": st.none() | st.booleans(),
        "w": st.none() | st.integers(0, 9),
    }
)

Made = dict[str, list[Any]]
Step = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Program:
    """Steps that each make one more expression out of the earlier ones."""

    steps: tuple[Step, ...]

    def run(self, language: Any) -> list[Any]:
        """All expressions but integers, in the order in which they are made."""
        made: Made = {
            "float": [language.value("a", 0.0), language.value("b", -inf), language.value("c", inf, negative=False)],
            "bool": [language.flag("f"), language.known("a")],
            "points": [language.points(3)],
        }
        found = []
        for op, choices in self.steps:
            kind, make = OPERATIONS[op]
            made[kind].append(make(language, made, *choices))
            found.append(made[kind][-1])
        return found


def _pick(made: Made, kind: str, at: int) -> Any:
    return made[kind][at % len(made[kind])]


def _two(kind: str, method: str) -> Callable[..., Any]:
    def make(language: Any, made: Made, i: int, j: int, *_: Any) -> Any:
        return getattr(language, method)(_pick(made, kind, i), _pick(made, kind, j))

    return make


def _choose(kind: str) -> Callable[..., Any]:
    def make(language: Any, made: Made, i: int, j: int, k: int, *_: Any) -> Any:
        return language.choose(_pick(made, "bool", i), _pick(made, kind, j), _pick(made, kind, k))

    return make


def _compare(kind: str) -> Callable[..., Any]:
    def make(language: Any, made: Made, i: int, j: int, k: int, *_: Any) -> Any:
        return language.compare(SIGNS[k % len(SIGNS)], _pick(made, kind, i), _pick(made, kind, j))

    return make


def _divide(language: Any, made: Made, i: int, j: int, k: int, *_: Any) -> Any:
    """A quotient where the divisor is above zero and neither is infinite; another number elsewhere."""
    a, b, other = (_pick(made, "float", at) for at in (i, j, k))
    limit = language.constant(1e30)
    usable = language.both(
        language.compare(">", b, language.constant(0.0)),
        language.compare("<", b, limit),
        language.compare("<", language.single("abs", a), limit),
    )
    one = language.constant(1.0)
    return language.choose(usable, language.divide(a, language.choose(usable, b, one)), other)


def _products_differ(language: Any, made: Made, i: int, j: int, k: int, *_: Any) -> Any:
    a, b, c = (language.to_integer(language.single("floor", _pick(made, "float", at))) for at in (i, j, k))
    return language.compare(">", language.multiply(a, b), language.multiply(c, c))


def _single(op: str) -> Callable[..., Any]:
    def make(language: Any, made: Made, i: int, *_: Any) -> Any:
        number = _pick(made, "float", i)
        return language.single(op, language.largest(number, language.constant(0.0)) if op == "sqrt" else number)

    return make


def _at_least(language: Any, made: Made, i: int, j: int, k: int, *_: Any) -> Any:
    return language.at_least(k % 4, [_pick(made, "bool", i + step) for step in range(j % 4 + 1)])


def _extreme(kind: str, method: str) -> Callable[..., Any]:
    def make(language: Any, made: Made, i: int, j: int, k: int, number: float) -> Any:
        constant = language.constant(number) if kind == "float" else language.points(k % 9)
        return getattr(language, method)(_pick(made, kind, i), constant, _pick(made, kind, j))

    return make


OPERATIONS: dict[str, tuple[str, Callable[..., Any]]] = {
    "number": ("float", lambda language, made, i, j, k, number: language.constant(number)),
    "value": ("float", lambda language, made, i, j, k, number: language.value("ab"[i % 2], number)),
    "amount": ("float", lambda language, made, i, j, k, n: language.value("c", abs(n), negative=False)),
    "known": ("bool", lambda language, made, i, j, k, number: language.known("abcfgw"[i % 6])),
    "flag": ("bool", lambda language, made, i, j, k, number: language.flag("fg"[i % 2])),
    "one_of": ("bool", lambda language, made, i, j, k, n: language.one_of("w", {i % 10, j % 10, k % 10})),
    "none_of": ("bool", lambda language, made, *_: language.one_of("w", ())),
    "outside": ("bool", lambda language, made, i, j, k, n: language.outside("abc"[i % 3], -abs(n), 5000.0)),
    "truth": ("bool", lambda language, made, i, *_: language.constant(bool(i % 2))),
    "negation": ("bool", lambda language, made, i, *_: language.negation(_pick(made, "bool", i))),
    "both": ("bool", _two("bool", "both")),
    "either": ("bool", _two("bool", "either")),
    "at_least": ("bool", _at_least),
    "choose a truth": ("bool", _choose("bool")),
    "choose a number": ("float", _choose("float")),
    "choose points": ("points", _choose("points")),
    "compare numbers": ("bool", _compare("float")),
    "compare points": ("bool", _compare("points")),
    "compare with a number": (
        "bool",
        lambda language, made, i, j, k, number: language.compare(
            SIGNS[k % len(SIGNS)], _pick(made, "float", i), language.constant(number)
        ),
    ),
    "add": ("float", _two("float", "add")),
    "subtract": ("float", _two("float", "subtract")),
    "multiply": ("float", _two("float", "multiply")),
    "divide": ("float", _divide),
    "divide by a number": (
        "float",
        lambda language, made, i, j, k, number: language.divide(
            _pick(made, "float", i), language.constant(BORDERS[k % len(BORDERS)] or 8.0)
        ),
    ),
    "products": ("bool", _products_differ),
    "smallest": ("float", _extreme("float", "smallest")),
    "largest": ("float", _extreme("float", "largest")),
    "least points": ("points", _extreme("points", "smallest")),
    "most points": ("points", _extreme("points", "largest")),
    "to points": ("points", lambda language, made, i, *_: language.to_points(_pick(made, "float", i), SCALE, MOST)),
    "some points": ("points", lambda language, made, i, *_: language.points(i % 12)),
    **{op: ("float", _single(op)) for op in ("sqrt", "floor", "ceil", "round", "abs")},
}

_choice = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.sampled_from(NUMBERS))
programs = st.lists(st.tuples(st.sampled_from(sorted(OPERATIONS)), _choice), min_size=3, max_size=24).map(
    lambda steps: Program(tuple(steps))
)
