"""A rulebook with all facts that have to do with it, what ties them, and where its lines run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinjie.basics.interval import Interval
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.conditions import CodeWithin, Within
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Points
from jinjie.terms.box import Domain
from jinjie.terms.tree import Ref, Term

from .equations import Limit, Tie, limits_of, ties_of
from .exact import Firm, Judge

MOST_POINTS = 15


@dataclass(frozen=True)
class World:
    """Everything that a firm has to agree with to be judged by a rulebook."""

    rulebook: Rulebook
    vocabulary: Vocabulary
    size: Rulebook | None = None
    """The rulebook whose verdict `is_sme` is."""

    @property
    def sized(self) -> bool:
        """It is read whether the firm is an SME."""
        return self.size is not None and "is_sme" in self.rulebook.facts

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The facts that are read, and all that are tied to them."""
        found = {fact for rulebook in self._rulebooks for fact in rulebook.facts}
        links = [tie.facts for tie in ties_of(self.vocabulary)] + [limit.facts for limit in limits_of(self.vocabulary)]
        while more := {fact for link in links if link & found for fact in link} - found:
            found |= more
        return tuple(sorted(found))

    @property
    def _rulebooks(self) -> list[Rulebook]:
        return [self.rulebook, self.size] if self.sized and self.size is not None else [self.rulebook]

    @cached_property
    def all_ties(self) -> tuple[Tie, ...]:
        return tuple(tie for tie in ties_of(self.vocabulary) if tie.ratio in self.facts)

    @cached_property
    def all_limits(self) -> tuple[Limit, ...]:
        return tuple(limit for limit in limits_of(self.vocabulary) if limit.facts <= set(self.facts))

    @cached_property
    def ties(self) -> dict[str, tuple[Tie, ...]]:
        """The ties by each fact in them."""
        return {fact: tuple(x for x in self.all_ties if fact in x.facts) for fact in self.facts}

    @cached_property
    def limits(self) -> dict[str, tuple[Limit, ...]]:
        """The limits by each fact in them."""
        return {fact: tuple(x for x in self.all_limits if fact in x.facts) for fact in self.facts}

    @cached_property
    def ratios(self) -> frozenset[str]:
        return frozenset(tie.ratio for tie in self.all_ties)

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """All values of each fact."""
        domains = {fact: self.vocabulary[fact].initial for fact in self.facts}
        return {fact: domain for fact, domain in domains.items() if domain is not None}

    @cached_property
    def divisors(self) -> frozenset[str]:
        """What ratios are shares of."""
        return frozenset(fact for tie in self.all_ties for fact in tie.divisors)

    @property
    def above_zero(self) -> dict[str, Domain]:
        return {fact: Interval(0, low_open=True) for fact in self.divisors}

    @cached_property
    def lines(self) -> tuple[tuple[Term, Any], ...]:
        """Every term that is compared, with each number it is compared with."""
        return tuple(dict.fromkeys(line for rulebook in self._rulebooks for line in _lines(rulebook)))

    @cached_property
    def borders(self) -> dict[str, tuple[Any, ...]]:
        """The lines of single facts."""
        alone = [(term.fact, end) for term, end in self.lines if isinstance(term, Ref)]
        return {fact: tuple(end for one, end in alone if one == fact) for fact in self.facts}

    @cached_property
    def joint_lines(self) -> dict[str, tuple[tuple[Term, Any], ...]]:
        """The lines of terms over several facts, by each of the facts."""
        joint = [(term, end) for term, end in self.lines if not isinstance(term, Ref)]
        return {fact: tuple((term, end) for term, end in joint if fact in term.facts()) for fact in self.facts}

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """The codes that the rules name."""
        atoms = (atom for rulebook in self._rulebooks for atom in rulebook.atoms())
        return tuple(sorted({p for atom in atoms if isinstance(atom, CodeWithin) for p in atom.prefixes}))

    def sme(self, firm: Firm) -> str:
        """Whether a complete firm is an SME."""
        assert self.size is not None
        return "yes" if Judge(self.size, firm).passes else "no"

    def met(self, firm: Firm) -> int:
        """How well a firm does: the criteria that hold, outermost ones weighing more, and the score."""
        judge = Judge(self.rulebook, firm)
        outer = sum(map(judge.holds, self.rulebook.criteria.children))
        inner = sum(judge.holds(criterion) for criterion in self.rulebook.criteria.walk())
        return int(1000 * outer + 10 * inner + (judge.score or 0))


def _lines(rulebook: Rulebook) -> Iterator[tuple[Term, Any]]:
    for atom in rulebook.atoms():
        if isinstance(atom, Within):
            yield from ((atom.term, end) for end in (atom.interval.low, atom.interval.high) if end is not None)
    for bands in rulebook.bands():
        yield from ((bands.term, step.interval.low) for step in bands.steps if step.interval.low is not None)
    for measure in rulebook.measures():
        if isinstance(measure, Points):
            yield from ((measure.term, points) for points in range(MOST_POINTS + 1))
