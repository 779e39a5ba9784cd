"""The vocabulary: every fact that rules may read, its kind, unit, domain, words and equations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from jinjie.basics.interval import EVERYTHING, Interval
from jinjie.basics.text import Text
from jinjie.facts.constraints import Constraint, Network
from jinjie.terms.box import Box, Choices, Domain


class Kind(Enum):
    """What sort of value a fact has."""

    MONEY = "money"
    RATIO = "ratio"
    COUNT = "count"
    YEARS = "years"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    INDUSTRY = "industry"
    REGION = "region"
    TEXT = "text"

    @property
    def is_numeric(self) -> bool:
        return self in _NUMERIC

    @property
    def is_code(self) -> bool:
        return self in {Kind.INDUSTRY, Kind.REGION}


_NUMERIC = frozenset({Kind.MONEY, Kind.RATIO, Kind.COUNT, Kind.YEARS, Kind.NUMBER, Kind.DATE})
YES_NO_WORDS = {"yes": Text("是", "yes"), "no": Text("否", "no")}
UNIT_WORDS = {
    Kind.MONEY: Text("万元", "10k CNY"),
    Kind.YEARS: Text("年", "years"),
}


@dataclass(frozen=True)
class CodeList:
    """A tree of codes by prefix (GB/T 4754 industries, GB/T 2260 regions)."""

    title: Text
    names: Mapping[str, Text]

    @cached_property
    def leaves(self) -> Choices:
        """The finest listed codes; an unknown code is one of them, or lies within one."""
        above = {code[:length] for code in self.names for length in range(len(code))}
        return frozenset(self.names) - above

    def expand(self, code: str) -> Choices:
        """A code as the listed codes within it, or as itself when it is finer than the list."""
        finer = frozenset(leaf for leaf in self.leaves if leaf.startswith(code))
        return finer or frozenset({code})

    def knows(self, code: str) -> bool:
        """The code is listed, or lies within a listed one that has none finer, or above one."""
        return any(leaf.startswith(code) or code.startswith(leaf) for leaf in self.leaves)

    def name(self, code: str) -> Text | None:
        """The name of the code, or of the nearest listed one above it."""
        while code:
            if code in self.names:
                return self.names[code]
            code = code[:-1]
        return None


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the vocabulary. ``effort``: 1 known by heart, 2 in one's own papers, 3 ask or work out."""

    id: str
    kind: Kind
    label: Text
    question: Text
    subject: Text
    look_up: Text | None = None
    evidence: Text | None = None
    note: Text | None = None
    domain: Interval = EVERYTHING
    choices: Mapping[str, Text] = field(default_factory=dict)
    codes: CodeList | None = None
    effort: int = 2
    judged: bool = False
    status: str = "verified"
    period: str | None = None
    formula: str | None = None
    computed_by: str | None = None

    @property
    def initial(self) -> Domain | None:
        """All possible values; None for free text, which no rule reads."""
        if self.kind.is_numeric:
            return self.domain
        if self.codes is not None:
            return self.codes.leaves
        return frozenset(self.choices) if self.choices else None


@dataclass(frozen=True)
class Vocabulary:
    """All facts, and what always holds between them."""

    facts: Mapping[str, Fact]
    constraints: tuple[Constraint, ...] = ()

    def __getitem__(self, fact: str) -> Fact:
        return self.facts[fact]

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.facts)

    @cached_property
    def units(self) -> dict[str, str]:
        """The unit of each numeric fact, for the unit check of terms."""
        return {id_: fact.kind.value for id_, fact in self.facts.items() if fact.kind.is_numeric}

    @cached_property
    def network(self) -> Network:
        return Network(self.constraints)

    @cached_property
    def whole(self) -> frozenset[str]:
        """The facts that are whole numbers."""
        return frozenset(id_ for id_, fact in self.facts.items() if fact.kind is Kind.COUNT)

    def box(self) -> Box:
        """A fresh box in which nothing is known but the domains and what follows from them."""
        return self._base.copy()

    @cached_property
    def _base(self) -> Box:
        domains = {id_: fact.initial for id_, fact in self.facts.items()}
        box = Box({id_: domain for id_, domain in domains.items() if domain is not None}, self.whole)
        box.changed.update(box.domains)
        self.network.propagate(box)
        return box
