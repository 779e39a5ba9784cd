"""An assessment: a profile under the law of a day, every rulebook bounded and explained."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from jinjie.basics.numbers import json_number
from jinjie.basics.problems import Problem, mistake
from jinjie.basics.truth import UNKNOWN
from jinjie.facts.constraints import Network
from jinjie.facts.knowledge import Conflict, Knowledge, know
from jinjie.facts.profile import Profile
from jinjie.rules.editions import Choice, choose, named
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.library import Library
from jinjie.rules.links import Link, links_on
from jinjie.rules.readings.bound.state import Span, State
from jinjie.rules.readings.bound.verdict import Bound, Method, bound
from jinjie.rules.readings.decide import Deciding, deciding_sets
from jinjie.rules.readings.explain import CriterionLine, Explainer, ScoreLine, blocking

TIER_KINDS = ("tier",)


@dataclass(frozen=True, slots=True)
class Result:
    """What one rulebook says of a profile."""

    choice: Choice
    bound: Bound
    criteria: CriterionLine
    score: ScoreLine | None
    deciding: tuple[Deciding, ...]
    needs_evidence: tuple[str, ...]
    """Judged facts without which the verdict stays open."""

    @property
    def rulebook(self) -> Rulebook:
        return self.choice.rulebook

    @property
    def verdict(self) -> str:
        return self.bound.verdict

    @property
    def span(self) -> Span | None:
        return self.bound.score

    @property
    def blocking(self) -> CriterionLine | None:
        """The first criterion that fails, or is unknown."""
        return None if self.verdict == "pass" else blocking(self.criteria)

    def to_dict(self) -> dict[str, Any]:
        """The result as it stands in the assessment's document."""
        return {
            **self.choice.to_dict(),
            "title": self.rulebook.title.to_dict(),
            "verdict": self.verdict,
            "exact": self.bound.exact,
            "score": self._score_to_dict(),
            "grades": list(self.bound.grades),
            "criteria": [line.to_dict() for line in self.criteria.lines],
            "groups": [line.to_dict() for line in self._score_lines() if not line.is_indicator],
            "indicators": [line.to_dict() for line in self._score_lines() if line.is_indicator],
            "blocking": None if self.blocking is None else self.blocking.id,
            "deciding": [list(deciding.facts) for deciding in self.deciding],
            "needs_evidence": list(self.needs_evidence),
        }

    def _score_lines(self) -> list[ScoreLine]:
        """The parts of the score, without the whole."""
        return [] if self.score is None else [line for line in self.score.walk() if line is not self.score]

    def _score_to_dict(self) -> dict[str, int | float | None] | None:
        if self.span is None or self.score is None:
            return None
        low, high = (json_number(end) for end in self.span)
        mark = self.rulebook.pass_at
        pass_at = None if mark is None else json_number(mark)
        return {"low": low, "high": high, "max": json_number(self.score.max), "pass_at": pass_at}


@dataclass(frozen=True, slots=True)
class Assessment:
    """A profile under the law of a day."""

    as_of: date
    profile: Profile
    knowledge: Knowledge
    results: tuple[Result, ...]
    library: Library = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """The document that ``--format json`` prints."""
        return {
            "as_of": self.as_of.isoformat(),
            "profile": {"name": self.profile.name, "hash": self.profile.hash},
            "results": [{**result.to_dict(), "conflicts": self._conflicts()} for result in self.results],
            "warnings": [problem.message.to_dict() for problem in self.warnings],
        }

    def _conflicts(self) -> list[dict[str, object]]:
        return [conflict.to_dict() for conflict in self.conflicts]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return self.knowledge.conflicts

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return self.profile.warnings


class Assessor:
    """Assesses profiles with one library; networks and explainers are made once."""

    def __init__(self, library: Library):
        self.library = library
        self._networks: dict[date, Network] = {}
        self._explainers: dict[str, Explainer] = {}

    def know(self, profile: Profile, day: date) -> Knowledge:
        """Everything that follows from a profile under the law of a day."""
        if day not in self._networks:
            self._networks[day] = self.library.vocabulary.network.including(links_on(self.library, day))
        knowledge = know(profile, self.library.vocabulary, self._networks[day])
        done = [c for c in knowledge.network.constraints if isinstance(c, Link) and knowledge.box.is_settled(c.fact)]
        return replace(knowledge, network=knowledge.network.without(done))

    def explainer(self, rulebook: Rulebook) -> Explainer:
        if rulebook.name not in self._explainers:
            self._explainers[rulebook.name] = Explainer(self.library.vocabulary, rulebook)
        return self._explainers[rulebook.name]

    def choices(self, knowledge: Knowledge, day: date, names: Iterable[str] | None = None) -> list[Choice]:
        """The rulebooks to assess: those named, or all tiers in force."""
        if names is None:
            found = (choose(self.library, name, day, knowledge) for name in self.library.names_of_kind(*TIER_KINDS))
            return sorted((c for c in found if c is not None), key=lambda c: (c.rulebook.rank, c.rulebook.id))
        chosen = []
        for name in names:
            choice = named(self.library, name, day, knowledge)
            if choice is None:
                raise mistake(f"{name} 在 {day} 没有有效版本", f"{name} has no edition in force on {day}", fact=name)
            chosen.append(choice)
        return chosen

    def assess(
        self, profile: Profile, day: date, names: Iterable[str] | None = None, method: Method = "exact"
    ) -> Assessment:
        """The verdict, score bounds, explanation and deciding facts of a profile.

        Raises InputError for a rulebook that does not exist or is not in force.
        """
        knowledge = self.know(profile, day)
        results = tuple(self.result(choice, knowledge, method) for choice in self.choices(knowledge, day, names))
        return Assessment(day, profile, knowledge, results, self.library)

    def result(self, choice: Choice, knowledge: Knowledge, method: Method = "exact") -> Result:
        """One rulebook over what is known."""
        network = knowledge.network.around(choice.rulebook.facts, knowledge.stated, knowledge.box)
        state = State(choice.rulebook, knowledge.box.copy(), network)
        found = bound(state, method)
        explainer = self.explainer(choice.rulebook)
        criteria = explainer.criteria(state)
        decide = found.verdict == "undetermined" and method == "exact"
        return Result(
            choice,
            found,
            criteria,
            explainer.score(state),
            tuple(deciding_sets(state, self.library.vocabulary)) if decide else (),
            self.judged(criteria, state) if found.verdict == "undetermined" else (),
        )

    def judged(self, criteria: CriterionLine, state: State) -> tuple[str, ...]:
        """The judged facts that are open in an open criterion."""
        facts = (f for line in criteria.walk() if line.truth is UNKNOWN and not line.lines for f in line.facts)
        vocabulary = self.library.vocabulary
        return tuple(dict.fromkeys(f for f in facts if vocabulary[f].judged and not state.box.is_settled(f)))
