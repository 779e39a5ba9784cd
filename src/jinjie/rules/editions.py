"""Law in time: which edition and which overlays govern a profile on a day, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jinjie.basics.text import Text
from jinjie.basics.truth import TRUE, UNKNOWN
from jinjie.facts.knowledge import Knowledge
from jinjie.rules.language.conditions import Condition
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.library import Library, in_force_on
from jinjie.rules.readings.bound.state import State


@dataclass(frozen=True, slots=True)
class Choice:
    """The rulebook that governs, why, and what would govern if an unknown fact turned out otherwise."""

    rulebook: Rulebook
    reason: Text
    alternatives: tuple[tuple[str, Text], ...] = ()
    """(``ID@EDITION``, when it would apply)."""

    def to_dict(self) -> dict[str, object]:
        rulebook = self.rulebook
        return {
            "rulebook": rulebook.id,
            "edition": rulebook.edition,
            "overlays": list(rulebook.overlays),
            "edition_hash": rulebook.hash,
            "edition_reason": self.reason.to_dict(),
            "alternatives": [{"edition": name, "when": when.to_dict()} for name, when in self.alternatives],
        }


def choose(library: Library, rulebook: str, day: date, knowledge: Knowledge) -> Choice | None:
    """The edition of a rulebook for a profile on a day; None when no edition is in force then.

    Transition rules come first, then the edition in force on the day; then the overlays of that edition.
    """
    editions = library.editions(rulebook)
    alternatives: list[tuple[str, Text]] = []
    chosen, reason = in_force_on(editions, day), Text("", "")
    if chosen is not None:
        start = chosen.in_force.start
        reason = Text(f"{day} 时有效，自 {start} 起施行", f"in force on {day}, since {start}")
    for edition in editions:
        for transition in edition.transitions:
            if edition is chosen or day not in transition.period:
                continue
            truth = _truth(edition, transition.when, knowledge)
            note = transition.origin.note or Text(transition.origin.cite, transition.origin.cite)
            if truth is TRUE:
                chosen, reason = edition, note
            elif truth is UNKNOWN:
                alternatives.append((edition.name, note))
    if chosen is None:
        return None
    applied, possible = _overlays(library, chosen, day, knowledge)
    alternatives += [(f"{chosen.name}+{name}", title) for name, title in possible]
    governing = library.get("+".join([chosen.name, *applied])) if applied else chosen
    return Choice(governing, reason, tuple(alternatives))


def named(library: Library, name: str, day: date, knowledge: Knowledge) -> Choice | None:
    """The rulebook that somebody names: ``ID`` by date, ``ID@EDITION`` as it is with the overlays of the profile."""
    if "@" not in name:
        return choose(library, name, day, knowledge)
    rulebook = library.get(name)
    reason = Text("按指定版本", "the edition asked for")
    if "+" in name or day not in rulebook.in_force:
        return Choice(rulebook, reason)
    applied, _ = _overlays(library, rulebook, day, knowledge)
    return Choice(library.get("+".join([name, *applied])) if applied else rulebook, reason)


def _overlays(
    library: Library, rulebook: Rulebook, day: date, knowledge: Knowledge
) -> tuple[list[str], list[tuple[str, Text]]]:
    """The names of the overlays that apply, and those that might."""
    applied: list[str] = []
    possible: list[tuple[str, Text]] = []
    for overlay in library.overlays(rulebook.name):
        if day not in overlay.period:
            continue
        truth = TRUE if overlay.condition is None else _truth(rulebook, overlay.condition, knowledge)
        if truth is TRUE:
            applied.append(overlay.name)
        elif truth is UNKNOWN:
            possible.append((overlay.name, overlay.model.title.text()))
    return applied, possible


def _truth(rulebook: Rulebook, condition: Condition, knowledge: Knowledge) -> object:
    return State(rulebook, knowledge.box, knowledge.network).truth(condition)
