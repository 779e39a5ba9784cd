"""What a plan says: actions, dates, costs, what binds, what else would do, the profile afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact, json_number, quotient
from jinjie.basics.text import Text
from jinjie.facts.knowledge import Knowledge
from jinjie.facts.profile import Profile
from jinjie.rules.assessment import Result
from jinjie.rules.readings.plan.building import YUAN
from jinjie.rules.readings.plan.solver import Status
from jinjie.terms.box import Domain


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: from what to what, from which day, in effect when, at what cost (万元)."""

    lever: str
    title: Text
    facts: tuple[str, ...]
    before: Domain | None
    after: Domain | None
    start: date
    effective: date
    cost: Interval
    cell: str
    status: str
    amount: Exact = 0

    def to_dict(self) -> dict[str, Any]:
        return {
            "lever": self.lever,
            "title": self.title.to_dict(),
            "facts": list(self.facts),
            "from": _json(self.before),
            "to": _json(self.after),
            "start": self.start.isoformat(),
            "effective": self.effective.isoformat(),
            "cost": _range(self.cost),
            "cell": self.cell,
            "status": self.status,
        }


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an earlier window cannot be taken, or is not."""

    day: date
    reason: Text
    criteria: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {"window": self.day.isoformat(), "reason": self.reason.to_dict(), "criteria": list(self.criteria)}


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another plan that costs little more."""

    levers: tuple[str, ...]
    cost: Interval
    reached: Mapping[str, date]

    def to_dict(self) -> dict[str, Any]:
        reached = {name: day.isoformat() for name, day in self.reached.items()}
        return {"levers": list(self.levers), "cost": _range(self.cost), "reached": reached}


@dataclass(frozen=True)
class Plan:
    """The answer: optimal, the best found in time, or none."""

    as_of: date
    profile: Profile
    target: str
    status: Status
    actions: tuple[Action, ...] = ()
    reached: Mapping[str, date] = field(default_factory=dict)
    cost: Interval = Interval(0, 0)
    gap: int = 0
    """How far the bound lies below the objective, in yuan: 0 when proved optimal."""
    proof: tuple[Result, ...] = ()
    slack: tuple[str, ...] = ()
    binding: tuple[Obstacle, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    after: Profile | None = None
    uncosted: Mapping[str, str] = field(default_factory=dict)
    """Levers left out, with the fact that their cost hangs on."""
    names: Mapping[str, Text] = field(default_factory=dict)
    """The titles of the levers."""
    cheaper: Mapping[str, Exact] = field(default_factory=dict)
    """Unknown facts that would make it cheaper if they turned out well, and by how much (middle of the cost)."""
    provided: Mapping[str, Domain] = field(default_factory=dict)
    """What is supposed of facts that are unknown and that no lever moves: the plan holds provided that it is so."""

    @property
    def proved(self) -> bool:
        """The profile after the plan passes each rulebook on its day."""
        return bool(self.proof) and all(result.verdict == "pass" for result in self.proof)

    def to_dict(self) -> dict[str, Any]:
        """The document that ``--format json`` prints."""
        return {
            "as_of": self.as_of.isoformat(),
            "profile": {"name": self.profile.name, "hash": self.profile.hash},
            "target": self.target,
            "status": self.status,
            "gap": json_number(quotient(self.gap, YUAN)),
            "cost": _range(self.cost),
            "reached": {name: day.isoformat() for name, day in self.reached.items()},
            "actions": [action.to_dict() for action in self.actions],
            "binding": [obstacle.to_dict() for obstacle in self.binding],
            "alternatives": [other.to_dict() for other in self.alternatives],
            "proof": [{"rulebook": r.rulebook.name, "verdict": r.verdict} for r in self.proof],
            "cheaper": {fact: json_number(saved) for fact, saved in self.cheaper.items()},
            "provided": {fact: _json(values) for fact, values in self.provided.items()},
            "slack": list(self.slack),
            "uncosted": dict(self.uncosted),
            "after": {"facts": {} if self.after is None else _facts(self.after)},
        }


def _range(cost: Interval) -> dict[str, Any]:
    assert cost.low is not None
    assert cost.high is not None
    return {"low": json_number(cost.low), "high": json_number(cost.high)}


def _json(value: Domain | None) -> Any:
    if value is None:
        return None
    if isinstance(value, frozenset):
        return sorted(value)
    ends = (None if end is None else json_number(end) for end in (value.low, value.high))
    low, high = ends
    return low if value.is_point else {"low": low, "high": high}


def _facts(profile: Profile) -> dict[str, Any]:
    return {fact: stated[0].given for fact, stated in profile.statements.items()}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: the target, the last day, the most that a year may cost (万元)."""

    target: str
    by: date | None = None
    budget: Exact | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """An enterprise on the day of planning."""

    profile: Profile
    as_of: date
    knowledge: Knowledge
