"""From statements to knowledge: one box that holds everything the statements and the equations leave possible.

Statements that cannot all be true are a conflict. It is reported with both sides and never settled silently: the fact
keeps every value that some side allows, so a verdict that is certain is certain whichever side is right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from jinjie.basics.interval import Interval
from jinjie.basics.text import Text
from jinjie.facts.constraints import Constraint, Equation, Network
from jinjie.facts.profile import Profile, derived_region
from jinjie.facts.values import Statement
from jinjie.facts.vocabulary import Fact, Vocabulary
from jinjie.facts.writing import value_text
from jinjie.terms.box import Box, Domain
from jinjie.terms.tree import Div, Term

POSITIVE = Interval(0, low_open=True)


Claim = tuple[str, Text, str]
"""A fact, the value that somebody states for it, the source."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that cannot all be true: the facts concerned and the claims, each with its source."""

    facts: tuple[str, ...]
    message: Text
    claims: tuple[Claim, ...] = ()
    """(fact, value, source) of each side."""

    def to_dict(self) -> dict[str, object]:
        claims = [{"fact": f, "value": v.to_dict(), "source": s} for f, v, s in self.claims]
        return {"facts": list(self.facts), "message": self.message.to_dict(), "claims": claims}


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The box of a profile, the network still in force, the conflicts and the roundings that were undone."""

    box: Box
    network: Network
    conflicts: tuple[Conflict, ...] = ()
    roundings: tuple[str, ...] = ()
    stated: frozenset[str] = frozenset()


@dataclass
class _Draft:
    """What is gathered while the statements are put together."""

    vocabulary: Vocabulary
    domains: dict[str, Domain] = field(default_factory=dict)
    rounded: dict[str, Statement] = field(default_factory=dict)
    sources: dict[str, list[Statement]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    roundings: list[str] = field(default_factory=list)
    broken: list[Constraint] = field(default_factory=list)


def know(profile: Profile, vocabulary: Vocabulary, network: Network | None = None) -> Knowledge:
    """Everything that follows from a profile.

    ``network`` may hold more than the vocabulary's own constraints (facts computed by rulebooks).
    """
    draft = _Draft(vocabulary)
    for fact, statements in profile.statements.items():
        _state(draft, fact, [s for s in statements if s.value is not None and not isinstance(s.value, str)])
    _derive_region(draft, profile)
    whole = vocabulary.network if network is None else network
    while True:
        network = whole.without(draft.broken)
        box, failed = _settle(draft, network)
        if failed is None:
            break
        _resolve(draft, failed, network)
    stated = frozenset(draft.sources)
    return Knowledge(box, network, tuple(draft.conflicts), tuple(draft.roundings), stated)


def _derive_region(draft: _Draft, profile: Profile) -> None:
    region = derived_region(profile)
    codes = draft.vocabulary["region"].codes if "region" in draft.vocabulary.facts else None
    if region is not None and codes is not None and codes.knows(region):
        draft.domains["region"] = codes.expand(region)


def _state(draft: _Draft, fact: str, statements: list[Statement]) -> None:
    """Put the statements for one fact together; a hull where they contradict each other."""
    if not statements:
        return
    draft.sources[fact] = statements
    first = statements[0].value
    assert isinstance(first, Interval | frozenset)
    common: Domain | None = first
    hull: Domain = first
    for statement in statements[1:]:
        value = statement.value
        assert isinstance(value, Interval | frozenset)
        common = None if common is None else _both(common, value)
        hull = _either(hull, value)
    if common is None:
        message = Text("两处来源的数值不一致", "the sources state different values")
        draft.conflicts.append(Conflict((fact,), message, _claims(draft, [fact])))
    draft.domains[fact] = hull if common is None else common
    if all(statement.is_rounded and statement.value == first for statement in statements):
        draft.rounded[fact] = min(statements, key=lambda statement: statement.decimals or 0)


def _both(a: Domain, b: Domain) -> Domain | None:
    if isinstance(a, Interval):
        assert isinstance(b, Interval)
        return a.intersection(b)
    assert isinstance(b, frozenset)
    return (a & b) or None


def _either(a: Domain, b: Domain) -> Domain:
    if isinstance(a, Interval):
        assert isinstance(b, Interval)
        return a.hull(b)
    assert isinstance(b, frozenset)
    return a | b


def _settle(draft: _Draft, network: Network) -> tuple[Box, Constraint | None]:
    """A box with all statements in it, narrowed; the constraint that failed, if one did."""
    box = draft.vocabulary.box()
    box.domains.update(draft.domains)
    box.changed.update(draft.domains)
    for fact in sorted(draft.domains):
        failed = _require_defined(box, network, fact)
        if failed is not None:
            return box, failed
    return box, network.propagate(box)


def _require_defined(box: Box, network: Network, fact: str) -> Constraint | None:
    """A stated share exists, so the whole it is a share of is not zero. The equation where it must be, if one does."""
    for constraint in network.by_fact.get(fact, ()):
        if isinstance(constraint, Equation) and constraint.fact == fact:
            for divisor in _divisors(constraint.term):
                if divisor.value(box).low == 0 and not divisor.narrow(box, POSITIVE):
                    return constraint
    return None


def _divisors(term: Term) -> Iterable[Term]:
    if isinstance(term, Div):
        yield term.right
    for part in (getattr(term, "left", None), getattr(term, "right", None), getattr(term, "inner", None)):
        if part is not None:
            yield from _divisors(part)


def _resolve(draft: _Draft, failed: Constraint, network: Network) -> None:
    """Undo a rounding, or record a conflict and let the constraint go."""
    fact: str | None = getattr(failed, "fact", None)
    if fact is not None and fact in draft.domains:
        other = _other_side(draft, fact, failed)
        rounded = draft.rounded.pop(fact, None)
        if rounded is not None and isinstance(other, Interval):
            written_alike = rounded.rounding().intersection(draft.vocabulary[fact].domain)
            if written_alike is not None and written_alike.meets(other):
                draft.roundings.append(fact)
                draft.domains[fact] = written_alike
                return
        if other is not None:
            draft.domains[fact] = _either(draft.domains[fact], other)
        draft.roundings = [rounding for rounding in draft.roundings if rounding != fact]
    draft.broken.append(failed)
    facts = sorted(failed.facts, key=lambda f: (f not in draft.sources, f))
    behind = (other for fact in facts if fact not in draft.sources for other in _behind(draft, fact, network))
    claims = _claims(draft, dict.fromkeys([*facts, *behind]))
    if not any(set(claims) <= set(conflict.claims) for conflict in draft.conflicts):
        message = Text("相互关联的数值对不上", "values that belong together do not agree")
        draft.conflicts.append(Conflict(tuple(facts), message, claims))


def _other_side(draft: _Draft, fact: str, failed: Constraint) -> Domain | None:
    """What the others alone say about a fact that follows from them: the parts about a share."""
    if not isinstance(failed, Equation):
        return draft.vocabulary[fact].initial
    box = draft.vocabulary.box()
    box.domains.update({part: draft.domains[part] for part in failed.facts - {fact} if part in draft.domains})
    return failed.term.value(box).intersection(draft.vocabulary[fact].domain)


def _behind(draft: _Draft, fact: str, network: Network) -> Iterable[str]:
    """The stated facts from which one that nobody stated follows."""
    for constraint in network.by_fact[fact]:
        others = constraint.facts - {fact}
        if isinstance(constraint, Equation) and others <= draft.sources.keys():
            yield from sorted(others)


def _words(fact: Fact, value: Domain) -> Text:
    return Text(value_text(fact, value, "zh"), value_text(fact, value, "en"))


def _claims(draft: _Draft, facts: Iterable[str]) -> tuple[Claim, ...]:
    return tuple(
        (fact, _words(draft.vocabulary[fact], statement.value), str(statement.source))
        for fact in facts
        for statement in draft.sources.get(fact, ())
        if isinstance(statement.value, Interval | frozenset)
    )
