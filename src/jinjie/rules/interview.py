"""An interview: questions until the verdicts are settled; answers can be given, refused and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from jinjie.basics.truth import UNKNOWN
from jinjie.facts.profile import Profile
from jinjie.facts.values import Statement
from jinjie.rules.assessment import Assessor
from jinjie.rules.links import links_on
from jinjie.rules.readings.ask import Answers, Question, next_question, parts_of_shares
from jinjie.rules.readings.bound.state import State
from jinjie.rules.readings.bound.verdict import verdict_of


@dataclass
class Interview:
    """What has been asked and answered; the profile grows with every answer."""

    assessor: Assessor
    profile: Profile
    day: date
    rulebooks: Sequence[str] | None = None
    aside: list[str] = field(default_factory=list)
    answered: list[tuple[str, Profile]] = field(default_factory=list)
    """Each fact asked, with the profile before its answer."""

    @cached_property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """From what else a fact could be told: its equation, or the rulebook that computes it."""
        links = {link.fact: link.rulebook.facts for link in links_on(self.assessor.library, self.day)}
        return {**parts_of_shares(self.assessor.library.vocabulary), **links}

    def question(self) -> tuple[Question, str] | None:
        """The next question and the rulebook it is for; None when all verdicts are settled or nothing can be asked."""
        knowledge = self.assessor.know(self.profile, self.day)
        for choice in self.assessor.choices(knowledge, self.day, self.rulebooks):
            network = knowledge.network.around(choice.rulebook.facts, knowledge.stated, knowledge.box)
            state = State(choice.rulebook, knowledge.box.copy(), network)
            if verdict_of(state)[0] is UNKNOWN:
                answers = Answers(frozenset(self.aside), self.parts)
                found = next_question(state, self.assessor.library.vocabulary, answers)
                if found is not None:
                    return found, choice.rulebook.name
        return None

    def answer(self, fact: str, statement: Statement) -> None:
        """Take an answer; a statement that says "unknown" sets the fact aside."""
        self.answered.append((fact, self.profile))
        if statement.value is None:
            self.aside.append(fact)
        else:
            self.profile = self.profile.with_statement(fact, statement)

    def take_back(self) -> str | None:
        """Undo the last answer; the fact that can be asked again."""
        if not self.answered:
            return None
        fact, self.profile = self.answered.pop()
        if fact in self.aside:
            self.aside.remove(fact)
        return fact
