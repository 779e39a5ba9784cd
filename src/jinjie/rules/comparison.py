"""Two editions side by side, and what the change means for given enterprises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinjie.basics.numbers import json_number
from jinjie.basics.text import Text
from jinjie.facts.profile import Profile
from jinjie.rules.assessment import Assessor, Result
from jinjie.rules.editions import Choice
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.readings.compare import Difference, Rule, differences


@dataclass(frozen=True, slots=True)
class Effect:
    """One enterprise under both editions."""

    profile: Profile
    before: Result
    after: Result

    @property
    def changes(self) -> bool:
        return self.before.verdict != self.after.verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """The rules of two editions, paired, and the effects."""

    before: Rulebook
    after: Rulebook
    differences: tuple[Difference, ...]
    effects: tuple[Effect, ...]

    def to_dict(self) -> dict[str, Any]:
        """The document that ``--format json`` prints."""
        return {
            "before": _edition(self.before),
            "after": _edition(self.after),
            "differences": [
                {
                    "change": d.change,
                    "title": d.title.to_dict(),
                    "before": None if d.before is None else _rule(d.before),
                    "after": None if d.after is None else _rule(d.after),
                }
                for d in self.differences
            ],
            "effects": [
                {"name": e.profile.name, "hash": e.profile.hash, "before": _side(e.before), "after": _side(e.after)}
                for e in self.effects
            ],
        }


def compare_editions(assessor: Assessor, names: tuple[str, str], profiles: Sequence[Profile], day: date) -> Comparison:
    """Two editions by name; each profile is assessed under both, as of the same day."""
    before, after = (assessor.library.get(name) for name in names)
    reason = Text("按指定版本", "the edition asked for")
    effects = []
    for profile in profiles:
        knowledge = assessor.know(profile, day)
        one, other = (assessor.result(Choice(rulebook, reason), knowledge) for rulebook in (before, after))
        effects.append(Effect(profile, one, other))
    return Comparison(before, after, differences(before, after, assessor.library.vocabulary), tuple(effects))


def _edition(rulebook: Rulebook) -> dict[str, Any]:
    return {"rulebook": rulebook.name, "title": rulebook.title.to_dict(), "hash": rulebook.hash}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "required": rule.required.to_dict(),
        "scored": rule.scored,
        "cite": rule.origin.cite,
        "source": rule.origin.source,
        "status": rule.origin.status,
    }


def _side(result: Result) -> dict[str, Any]:
    score = None if result.span is None else {"low": json_number(result.span[0]), "high": json_number(result.span[1])}
    blocking = None if result.blocking is None else result.blocking.id
    return {"verdict": result.verdict, "score": score, "blocking": blocking}
