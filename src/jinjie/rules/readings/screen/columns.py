"""Which columns there are, and the words in them as numbers: the bridge between a table and the columnar language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from jinjie.facts.vocabulary import Fact, Kind, Vocabulary
from jinjie.rules.language.conditions import CodeWithin

LOW, HIGH = "__low", "__high"
CREDIT_CODE, REGION = "credit_code", "region"
MANY_CODES = 20
"""A code that may be more than so many listed ones is as good as unknown (see ``jinjie.rules.links``)."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The fact columns of a table: those with one value, those with ends of a range, and which hold whole numbers."""

    exact: frozenset[str]
    lows: frozenset[str] = frozenset()
    highs: frozenset[str] = frozenset()
    integers: frozenset[str] = frozenset()
    rough: frozenset[str] = frozenset()
    """Columns in which many numbers have more decimals than money has: they are compared with a margin. In the others
    such a number makes its row doubtful, which costs less."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words of a choice in the order of the numbers that stand for them, where a table has an order of its own."""

    def has(self, fact: str) -> bool:
        return fact in self.exact or fact in self.lows or fact in self.highs

    @property
    def names(self) -> list[str]:
        """All column names, in a fixed order."""
        ends = [f + LOW for f in self.lows] + [f + HIGH for f in self.highs]
        return sorted([*self.exact, *ends])


def columns_among(names: Iterable[str], vocabulary: Vocabulary) -> Columns:
    """The fact columns among the names of a table's columns."""
    exact, lows, highs = set[str](), set[str](), set[str]()
    for name in names:
        if name in vocabulary.facts and vocabulary[name].kind is not Kind.TEXT:
            exact.add(name)
        for end, found in ((LOW, lows), (HIGH, highs)):
            fact = name.removesuffix(end)
            if fact != name and fact in vocabulary.facts and vocabulary[fact].kind.is_numeric:
                found.add(fact)
    return Columns(frozenset(exact), frozenset(lows), frozenset(highs))


def words_of(fact: Fact) -> tuple[str, ...]:
    """The words of a choice; their positions are the numbers that stand for them."""
    return tuple(fact.choices)


def own_order(fact: Fact, words: Iterable[str]) -> tuple[str, ...] | None:
    """The order in which a table keeps the words of a choice, if it keeps no other words."""
    found = tuple(words)
    return found if fact.kind is Kind.CHOICE and set(found) <= set(fact.choices) else None


Signature = tuple[bool, ...]
"""(surely, possibly) within each set of prefixes, and at the end: so coarse that it is as good as unknown."""
_FINER = "~"
"""Stands for any code finer than the listed ones."""


@dataclass(frozen=True)
class CodeClasses:
    """Codes of one fact, sorted into classes that no rule tells apart.

    Every code belongs to one of the listed codes or of the prefixes that rules ask for, or is finer than one of them:
    so all classes there can be are known before any table is read.
    """

    fact: Fact
    prefix_sets: tuple[tuple[str, ...], ...]

    def signature(self, code: str) -> Signature | None:
        """What the rules can tell of a code; None when there is no such code."""
        codes = self.fact.codes
        if codes is None or not codes.knows(code):
            return None
        return self._of(codes.expand(code))

    def _of(self, leaves: Iterable[str]) -> Signature:
        found: list[bool] = []
        leaves = list(leaves)
        for prefixes in self.prefix_sets:
            inside = sum(leaf.startswith(prefixes) for leaf in leaves)
            found += [inside == len(leaves), inside > 0]
        return (*found, len(leaves) > MANY_CODES)

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """All signatures, by class; the last is that of an unknown code."""
        assert self.fact.codes is not None
        ends = {*self.fact.codes.names, *(p for prefixes in self.prefix_sets for p in prefixes)}
        known = {end[:length] for end in ends for length in range(1, len(end) + 1)}
        found = {self.signature(code + more) for code in known for more in ("", _FINER)}
        return (*sorted(s for s in found if s is not None), self._of(self.fact.codes.leaves))

    def class_of(self, code: str) -> int | None:
        """The class of a code; None when there is no such code."""
        signature = self.signature(code)
        return None if signature is None else self.signatures.index(signature)

    def class_of_any(self, codes: Iterable[str]) -> int:
        """The class of a code that is one of these."""
        return self.signatures.index(self._of(codes))

    def members(self, prefixes: tuple[str, ...], surely: bool) -> list[int]:
        """The classes whose codes surely (or possibly) lie within a set of prefixes; the unknown one last."""
        place = 2 * self.prefix_sets.index(prefixes) + (not surely)
        return [i for i, signature in enumerate(self.signatures) if signature[place]]

    @property
    def coarse(self) -> list[int]:
        """The classes that are as good as unknown."""
        return [i for i, signature in enumerate(self.signatures) if signature[-1]]


def code_classes(atoms: Iterable[object], vocabulary: Vocabulary) -> dict[str, CodeClasses]:
    """The classes of every code fact that some condition reads."""
    asked: dict[str, set[tuple[str, ...]]] = {}
    for atom in atoms:
        if isinstance(atom, CodeWithin):
            asked.setdefault(atom.fact, set()).add(atom.prefixes)
    return {fact: CodeClasses(vocabulary[fact], tuple(sorted(sets))) for fact, sets in asked.items()}
