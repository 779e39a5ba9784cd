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
Choices = tuple[int, int, int, float]


@dataclass(frozen=True)
class Step:
    """One step of a program: a language, what it has made so far, and what chance has chosen."""

    language: Any
    made: Made
    choices: Choices

    @property
    def number(self) -> float:
        return self.choices[3]

    def chosen(self, among: Any, place: int = 0) -> Any:
        return among[self.choices[place] % len(among)]

    def a(self, kind: str, place: int = 0) -> Any:
        """An expression of a kind that has been made already."""
        return self.chosen(self.made[kind], place)

    def two(self, kind: str, method: str) -> Any:
        return getattr(self.language, method)(self.a(kind), self.a(kind, 1))

    def choose(self, kind: str) -> Any:
        return self.language.choose(self.a("bool"), self.a(kind, 1), self.a(kind, 2))

    def compare(self, kind: str) -> Any:
        return self.language.compare(self.chosen(SIGNS, 2), self.a(kind), self.a(kind, 1))

    def compare_with_number(self) -> Any:
        return self.language.compare(self.chosen(SIGNS, 2), self.a("float"), self.language.constant(self.number))

    def divide(self) -> Any:
        """A quotient where the divisor is above zero and neither is infinite; another number elsewhere."""
        language, a, b, other = self.language, self.a("float"), self.a("float", 1), self.a("float", 2)
        limit = language.constant(1e30)
        usable = language.both(
            language.compare(">", b, language.constant(0.0)),
            language.compare("<", b, limit),
            language.compare("<", language.single("abs", a), limit),
        )
        quotient = language.divide(a, language.choose(usable, b, language.constant(1.0)))
        return language.choose(usable, quotient, other)

    def divide_by_number(self) -> Any:
        return self.language.divide(self.a("float"), self.language.constant(self.chosen(BORDERS, 2) or 8.0))

    def products_differ(self) -> Any:
        language = self.language
        a, b, c = (language.to_integer(language.single("floor", self.a("float", place))) for place in range(3))
        return language.compare(">", language.multiply(a, b), language.multiply(c, c))

    def root(self) -> Any:
        return self.language.single("sqrt", self.language.largest(self.a("float"), self.language.constant(0.0)))

    def at_least(self) -> Any:
        i, j, k, _ = self.choices
        known = self.made["bool"]
        return self.language.at_least(k % 4, [known[(i + step) % len(known)] for step in range(j % 4 + 1)])

    def extreme(self, kind: str, method: str) -> Any:
        constant = self.language.constant(self.number) if kind == "float" else self.language.points(self.choices[2] % 9)
        return getattr(self.language, method)(self.a(kind), constant, self.a(kind, 1))


OPERATIONS: dict[str, tuple[str, Callable[[Step], Any]]] = {
    "number": ("float", lambda step: step.language.constant(step.number)),
    "value": ("float", lambda step: step.language.value(step.chosen("ab"), step.number)),
    "amount": ("float", lambda step: step.language.value("c", abs(step.number), negative=False)),
    "known": ("bool", lambda step: step.language.known(step.chosen("abcfgw"))),
    "flag": ("bool", lambda step: step.language.flag(step.chosen("fg"))),
    "one of": ("bool", lambda step: step.language.one_of("w", {choice % 10 for choice in step.choices[:3]})),
    "none of": ("bool", lambda step: step.language.one_of("w", ())),
    "outside": ("bool", lambda step: step.language.outside(step.chosen("abc"), -abs(step.number), 5000.0)),
    "truth": ("bool", lambda step: step.language.constant(step.chosen((True, False)))),
    "negation": ("bool", lambda step: step.language.negation(step.a("bool"))),
    "both": ("bool", lambda step: step.two("bool", "both")),
    "either": ("bool", lambda step: step.two("bool", "either")),
    "at least": ("bool", Step.at_least),
    "choose a truth": ("bool", lambda step: step.choose("bool")),
    "choose a number": ("float", lambda step: step.choose("float")),
    "choose points": ("points", lambda step: step.choose("points")),
    "compare numbers": ("bool", lambda step: step.compare("float")),
    "compare points": ("bool", lambda step: step.compare("points")),
    "compare with a number": ("bool", Step.compare_with_number),
    "add": ("float", lambda step: step.two("float", "add")),
    "subtract": ("float", lambda step: step.two("float", "subtract")),
    "multiply": ("float", lambda step: step.two("float", "multiply")),
    "divide": ("float", Step.divide),
    "divide by a number": ("float", Step.divide_by_number),
    "products": ("bool", Step.products_differ),
    "smallest": ("float", lambda step: step.extreme("float", "smallest")),
    "largest": ("float", lambda step: step.extreme("float", "largest")),
    "least points": ("points", lambda step: step.extreme("points", "smallest")),
    "most points": ("points", lambda step: step.extreme("points", "largest")),
    "to points": ("points", lambda step: step.language.to_points(step.a("float"), SCALE, MOST)),
    "some points": ("points", lambda step: step.language.points(step.choices[0] % 12)),
    "root": ("float", Step.root),
    "floor": ("float", lambda step: step.language.single("floor", step.a("float"))),
    "ceil": ("float", lambda step: step.language.single("ceil", step.a("float"))),
    "round": ("float", lambda step: step.language.single("round", step.a("float"))),
    "abs": ("float", lambda step: step.language.single("abs", step.a("float"))),
}


@dataclass(frozen=True)
class Program:
    """Steps that each make one more expression out of the earlier ones."""

    steps: tuple[tuple[str, Choices], ...]

    def run(self, language: Any) -> list[Any]:
        """What each step makes in a language."""
        made: Made = {
            "float": [language.value("a", 0.0), language.value("b", -inf), language.value("c", inf, negative=False)],
            "bool": [language.flag("f"), language.known("a")],
            "points": [language.points(3)],
        }
        found = []
        for op, choices in self.steps:
            kind, make = OPERATIONS[op]
            made[kind].append(make(Step(language, made, choices)))
            found.append(made[kind][-1])
        return found


_choices = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40), st.sampled_from(NUMBERS))
programs = st.lists(st.tuples(st.sampled_from(sorted(OPERATIONS)), _choices), min_size=3, max_size=24).map(
    lambda steps: Program(tuple(steps))
)
