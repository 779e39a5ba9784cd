"""What is known of every fact at once: a box of intervals and sets of choices."""

from __future__ import annotations

from jinjie.basics.interval import Interval

Choices = frozenset[str]
Domain = Interval | Choices


class Box:
    """The possible values of each fact. Narrowing only ever removes values that cannot be.

    ``empty`` is set as soon as some fact has no value left; ``changed`` collects the facts that were narrowed
    since it was last cleared. Copies are cheap and share nothing that changes.
    """

    __slots__ = ("changed", "domains", "empty", "whole")

    def __init__(self, domains: dict[str, Domain], whole: frozenset[str] = frozenset()):
        self.domains = domains
        self.whole = whole
        self.changed: set[str] = set()
        self.empty = False

    def copy(self) -> Box:
        other = Box(self.domains.copy(), self.whole)
        other.empty = self.empty
        return other

    def number(self, fact: str) -> Interval:
        """The interval of a numeric fact."""
        domain = self.domains[fact]
        assert isinstance(domain, Interval), fact
        return domain

    def choices(self, fact: str) -> Choices:
        """The remaining choices of a yes/no, choice or code fact."""
        domain = self.domains[fact]
        assert isinstance(domain, frozenset), fact
        return domain

    def narrow(self, fact: str, interval: Interval) -> bool:
        """Keep only the numbers in the interval; False when none is left."""
        old = self.number(fact)
        new = old.intersection(interval)
        if new is not None and new is not old and fact in self.whole:
            new = new.whole()
        if new is None:
            self.empty = True
            return False
        if new is not old and new != old:
            self.domains[fact] = new
            self.changed.add(fact)
        return True

    def keep(self, fact: str, choices: Choices) -> bool:
        """Keep only these choices; False when none is left."""
        old = self.choices(fact)
        new = old & choices
        if not new:
            self.empty = True
            return False
        if len(new) < len(old):
            self.domains[fact] = new
            self.changed.add(fact)
        return True

    def is_settled(self, fact: str) -> bool:
        """Only one value is left."""
        domain = self.domains[fact]
        return domain.is_point if isinstance(domain, Interval) else len(domain) == 1
