"""What is always true between facts: equations and orders, and the network that applies them until nothing moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from jinjie.basics.interval import Interval
from jinjie.terms.box import Box
from jinjie.terms.tree import Term

ROUNDS = 8
"""How often one constraint is applied at the most: narrowing is sound whenever it stops."""


class Constraint(Protocol):
    """Something that removes impossible values from a box."""

    @property
    def facts(self) -> frozenset[str]: ...

    def narrow(self, box: Box) -> bool:
        """Remove what cannot be; False when nothing is left."""


@dataclass(frozen=True)
class Equation:
    """A fact equals a term: a share and its parts. It answers in every direction."""

    fact: str
    term: Term

    @cached_property
    def facts(self) -> frozenset[str]:
        return frozenset({self.fact, *self.term.facts()})

    def narrow(self, box: Box) -> bool:
        return box.narrow(self.fact, self.term.value(box)) and self.term.narrow(box, box.number(self.fact))


@dataclass(frozen=True)
class Order:
    """One term is never larger than another: a part and its whole."""

    smaller: Term
    larger: Term

    @cached_property
    def facts(self) -> frozenset[str]:
        return frozenset({*self.smaller.facts(), *self.larger.facts()})

    def narrow(self, box: Box) -> bool:
        top = self.larger.value(box)
        if top.high is not None and not self.smaller.narrow(box, Interval(None, top.high, high_open=top.high_open)):
            return False
        floor = self.smaller.value(box)
        return floor.low is None or self.larger.narrow(box, Interval(floor.low, None, floor.low_open))


@dataclass(frozen=True)
class Network:
    """All constraints, found by the facts in them."""

    constraints: tuple[Constraint, ...]

    @cached_property
    def by_fact(self) -> dict[str, tuple[Constraint, ...]]:
        index: dict[str, list[Constraint]] = {}
        for constraint in self.constraints:
            for fact in constraint.facts:
                index.setdefault(fact, []).append(constraint)
        return {fact: tuple(found) for fact, found in index.items()}

    def without(self, broken: Iterable[Constraint]) -> Network:
        """The network less some constraints (those that the facts contradict)."""
        gone = {id(c) for c in broken}
        return Network(tuple(c for c in self.constraints if id(c) not in gone)) if gone else self

    def including(self, more: Iterable[Constraint]) -> Network:
        added = tuple(more)
        return Network((*self.constraints, *added)) if added else self

    def propagate(self, box: Box) -> Constraint | None:
        """Apply every constraint on a changed fact until nothing moves.

        Returns the constraint that left nothing (the box is then empty), or None.
        """
        by_fact, counts = self.by_fact, dict[int, int]()
        while box.changed:
            for constraint in self._touched(box, by_fact):
                seen = counts.get(id(constraint), 0)
                if seen >= ROUNDS:
                    continue
                counts[id(constraint)] = seen + 1
                if not constraint.narrow(box):
                    box.empty = True
                    return constraint
        return None

    @staticmethod
    def _touched(box: Box, by_fact: dict[str, tuple[Constraint, ...]]) -> list[Constraint]:
        """In an order that is the same in every process, so that the same constraint is found to fail."""
        found = {id(c): c for fact in sorted(box.changed) for c in by_fact.get(fact, ())}
        box.changed.clear()
        return list(found.values())

    def around(self, read: Iterable[str], stated: frozenset[str], box: Box) -> Network:
        """Only the constraints through which something can still be learned of the facts that are read.

        A constraint with a fact of its own, which nobody reads, states or has worked out, says nothing of the others.
        """
        wanted = stated.union(read)
        near = self.linked(read, box)
        kept = [c for c in self.constraints if not near.isdisjoint(c.facts)]
        kept = [c for c in kept if not all(box.is_settled(f) for f in c.facts)]
        while True:
            uses = Counter(fact for c in kept for fact in c.facts)
            binding = [c for c in kept if all(uses[f] > 1 or f in wanted or box.is_settled(f) for f in c.facts)]
            if len(binding) == len(kept):
                return Network(tuple(binding))
            kept = binding

    def linked(self, facts: Iterable[str], box: Box) -> frozenset[str]:
        """These facts and all that hang together with them through facts that are not settled."""
        reached: set[str] = set()
        waiting = list(facts)
        while waiting:
            fact = waiting.pop()
            if fact in reached:
                continue
            reached.add(fact)
            if not box.is_settled(fact):
                waiting.extend(other for c in self.by_fact.get(fact, ()) for other in c.facts)
        return frozenset(reached)
