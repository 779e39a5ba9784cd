"""The kernel's answer to a partial profile, and the answers that plain judging of complete firms allows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from jinjie.facts.profile import Profile
from jinjie.facts.vocabulary import Vocabulary
from jinjie.facts.writing import canonical, file_text
from jinjie.rules.assessment import Assessor
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.readings.bound.state import State
from jinjie.rules.readings.bound.verdict import Bound, Method, bound

from .exact import Firm, Judge, Number, Surd, has_ranges
from .hiding import Partial, profile_of

Answer = tuple[str, Number | None, str | None]
"""Verdict, score and grade of a complete firm."""


def answers(rulebook: Rulebook, firm: Firm) -> list[Answer]:
    """The answer of a complete firm; two where the law's own points are a range."""
    picks = (False, True) if has_ranges(rulebook) else (False,)
    judges = [Judge(rulebook, firm, pick) for pick in picks]
    return [("pass" if judge.passes else "fail", judge.score, judge.grade) for judge in judges]


@dataclass
class Hull:
    """What some complete firms have been seen to reach."""

    verdicts: set[str] = field(default_factory=set)
    low: Number | None = None
    high: Number | None = None

    def add(self, answer: Answer) -> None:
        verdict, score, _ = answer
        self.verdicts.add(verdict)
        if score is not None:
            self.low = score if self.low is None else min(self.low, score)
            self.high = score if self.high is None else max(self.high, score)

    @property
    def verdict(self) -> str:
        return next(iter(self.verdicts)) if len(self.verdicts) == 1 else "undetermined"

    def fills(self, found: Bound) -> bool:
        """The bound is no wider than what has been seen."""
        span = None if self.low is None or self.high is None else (self.low, self.high)
        return (self.verdict, span) == (found.verdict, found.score)


@dataclass(frozen=True)
class Reader:
    """Reads partial profiles by one rulebook, as an assessment does."""

    assessor: Assessor
    rulebook: Rulebook
    day: date

    def state(self, profile: Profile) -> State:
        """Everything that follows; a profile that is true of a firm must be free of conflicts."""
        knowledge = self.assessor.know(profile, self.day)
        assert not knowledge.conflicts, (knowledge.conflicts, described(profile, self.assessor.library.vocabulary))
        network = knowledge.network.around(self.rulebook.facts, knowledge.stated, knowledge.box)
        return State(self.rulebook, knowledge.box, network)

    def bounds(self, partial: Partial) -> dict[Method, Bound]:
        """The answers of both methods."""
        state = self.state(profile_of(partial))
        return {"plain": bound(state.copy(), "plain"), "exact": bound(state.copy(), "exact")}


def contradiction(found: Bound, answer: Answer) -> str | None:
    """How an answer of a complete firm contradicts a bound; None when it does not."""
    verdict, score, grade = answer
    if found.verdict not in {verdict, "undetermined"}:
        return f"the verdict is {verdict}, the bound says {found.verdict}"
    if score is not None and (found.score is None or not found.score[0] <= score <= found.score[1]):
        return f"the score is {score}, the bound says {found.score}"
    if grade is not None and grade not in found.grades:
        return f"the grade is {grade}, the bound says {found.grades}"
    return None


def described(profile: Profile, vocabulary: Vocabulary) -> dict[str, object]:
    """A profile as it would be written, to reproduce a failure."""
    written: dict[str, object] = {}
    for fact, (statement, *_) in profile.statements.items():
        value = statement.value
        assert value is not None
        assert not isinstance(value, str)
        written[fact] = {"value": file_text(vocabulary[fact].kind, value), "exactly": canonical(value)}
    return written


def reproduction(partial: Partial, firm: Firm, vocabulary: Vocabulary) -> str:
    """The partial profile and the values of the firm that contradicts it."""
    lines = [f"  {fact}: {written}" for fact, written in described(profile_of(partial), vocabulary).items()]
    values = (f"{v.square}^0.5+{v.shift}" if isinstance(v, Surd) else str(v) for v in firm.values())
    others = [f"  {f} = {v}" for f, v in zip(firm, values, strict=True) if partial.get(f) is None or len(v) < 40]
    return "\n".join(["stated:", *lines, "firm:", *others])
