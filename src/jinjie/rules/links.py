"""Facts computed by a rulebook: whether a firm is an SME follows from its size, whenever the size can be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from jinjie.basics.truth import TRUE, UNKNOWN
from jinjie.facts.constraints import Network
from jinjie.rules.language.conditions import CodeWithin
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.library import Library, in_force_on
from jinjie.rules.readings.bound.state import State
from jinjie.terms.box import Box

_NOTHING = Network(())
MANY_CODES = 20
YES, NO = frozenset({"yes"}), frozenset({"no"})


@dataclass(frozen=True)
class Link:
    """A yes/no fact that is the verdict of a rulebook."""

    fact: str
    rulebook: Rulebook

    @cached_property
    def facts(self) -> frozenset[str]:
        return frozenset({self.fact, *self.rulebook.facts})

    @cached_property
    def codes(self) -> frozenset[str]:
        """The code facts that the rulebook reads."""
        return frozenset(atom.fact for atom in self.rulebook.atoms() if isinstance(atom, CodeWithin))

    def is_open(self, box: Box) -> bool:
        """Too little is known to be worth a look: a code is quite unknown."""
        return any(len(box.choices(fact)) > MANY_CODES for fact in self.codes)

    def narrow(self, box: Box) -> bool:
        if self.is_open(box):
            return True
        verdict = State(self.rulebook, box, _NOTHING).verdict
        return verdict is UNKNOWN or box.keep(self.fact, YES if verdict is TRUE else NO)


def links_on(library: Library, day: date) -> tuple[Link, ...]:
    """The links in force on a day."""
    found = []
    for fact in library.vocabulary.facts.values():
        if fact.computed_by is not None:
            rulebook = in_force_on(library.editions(fact.computed_by), day)
            if rulebook is not None:
                found.append(Link(fact.id, rulebook))
    return tuple(found)
