"""Which facts a template asks for: those that rulebooks read, and those from which they follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinjie.facts.profile import Profile
from jinjie.facts.vocabulary import Fact, Kind
from jinjie.rules.language.conditions import facts_of
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.library import Library

TIER_KINDS = ("tier",)


def facts_asked(library: Library, names: Iterable[str] | None, profile: Profile | None) -> list[Fact]:
    """The facts of a template, subject by subject, identity first; whatever the profile states is among them.

    ``names`` are rulebooks (``ID`` for all editions, ``ID@EDITION`` for one), all tiers when left out.

    Raises InputError for a rulebook that does not exist.
    """
    vocabulary = library.vocabulary
    read = set(_read(library, names))
    computed = {vocabulary[fact].computed_by for fact in read}
    for rulebook in sorted(name for name in computed if name is not None):
        read.update(*(edition.facts for edition in library.editions(rulebook)))
    read.update(vocabulary.network.linked(read, vocabulary.box()))
    read.update(fact.id for fact in vocabulary.facts.values() if fact.kind is Kind.TEXT)
    read.update(() if profile is None else profile.statements)
    return _by_subject(fact for fact in vocabulary.facts.values() if fact.id in read)


def _read(library: Library, names: Iterable[str] | None) -> Iterator[str]:
    chosen = library.names_of_kind(*TIER_KINDS) if names is None else names
    for name in chosen:
        for edition in [library.get(name)] if "@" in name else library.editions(name):
            yield from _read_by(library, edition)


def _read_by(library: Library, edition: Rulebook) -> Iterator[str]:
    """What an edition reads, alone and with its overlays, and what decides whether they apply."""
    yield from edition.facts
    for transition in edition.transitions:
        yield from facts_of(transition.when)
    for overlay in [] if edition.overlays else library.overlays(edition.name):
        yield from library.get(f"{edition.name}+{overlay.name}").facts
        if overlay.condition is not None:
            yield from facts_of(overlay.condition)


def _by_subject(facts: Iterable[Fact]) -> list[Fact]:
    """In the order of the vocabulary, the subject that holds the free texts (names, codes) first."""
    listed = list(facts)
    identity = {fact.subject for fact in listed if fact.kind is Kind.TEXT}
    return sorted(listed, key=lambda fact: fact.subject not in identity)
