"""One row of a table, read by the scalar reading: for rows that columns cannot tell, and to check the columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinjie.basics.problems import InputError
from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.facts.constraints import Network
from jinjie.facts.knowledge import Knowledge, know
from jinjie.facts.profile import Profile, profile_of
from jinjie.rules.editions import Choice, named
from jinjie.rules.language.scores import Indicator
from jinjie.rules.links import links_on
from jinjie.rules.readings.bound.state import Span, State
from jinjie.rules.readings.bound.verdict import Method, bound
from jinjie.rules.readings.screen.columns import HIGH, LOW
from jinjie.rules.readings.screen.plan import Request

Row = dict[str, Any]
TRUTH_WORDS: dict[Truth, str] = {TRUE: "true", FALSE: "false", UNKNOWN: "unknown"}
ERROR = "error"


@dataclass
class RowReader:
    """Reads rows for one request."""

    request: Request
    columns: Iterable[str]
    exact: bool = False
    """Rows that the plain bound leaves open are read again with the finer one."""

    def __post_init__(self) -> None:
        vocabulary = self.request.library.vocabulary
        self.vocabulary = vocabulary
        self.network: Network = vocabulary.network.including(links_on(self.request.library, self.request.day))
        names = set(self.columns)
        self.single = [name for name in names if name in vocabulary.facts]
        self.ranged = sorted(
            {name.removesuffix(end) for name in names for end in (LOW, HIGH) if self._is_end(name, end)}
        )

    def _is_end(self, name: str, end: str) -> bool:
        return name.endswith(end) and name.removesuffix(end) in self.vocabulary.facts

    def read(self, row: Mapping[str, Any]) -> Row:
        """The outputs of one row; ``error`` says what is wrong with it."""
        try:
            return self.outputs(profile_of({"facts": self.facts_in(row)}, self.vocabulary))
        except InputError as error:
            return {ERROR: "；".join(_described(problem) for problem in error.problems)}

    def outputs(self, profile: Profile) -> Row:
        """The outputs for a profile, with the finer bound where it is wanted and the plain one leaves it open."""
        found = self.results(profile)
        is_open = any(found.get(f"{prefix}_verdict") == "undetermined" for prefix in self.request.prefixes.values())
        return self.results(profile, "exact") if self.exact and is_open else found

    def facts_in(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The facts of a row, as a profile states them."""
        found = {fact: _as_written(row[fact]) for fact in self.single if row.get(fact) is not None}
        for fact in self.ranged:
            low, high = row.get(fact + LOW), row.get(fact + HIGH)
            if low is not None or high is not None:
                stated = _range(low, high)
                found[fact] = [{"value": found[fact]}, {"value": stated}] if fact in found else stated
        return found

    def results(self, profile: Profile, method: Method = "plain") -> Row:
        """The outputs for a profile."""
        knowledge = know(profile, self.vocabulary, self.network)
        row: Row = {ERROR: None}
        for name, prefix in self.request.prefixes.items():
            choice = named(self.request.library, name, self.request.day, knowledge)
            if choice is not None:
                row |= {f"{prefix}{key}": value for key, value in self._result(choice, knowledge, method).items()}
        return row

    def _result(self, choice: Choice, knowledge: Knowledge, method: Method) -> Row:
        rulebook = choice.rulebook
        network = (
            knowledge.network
            if method == "plain"
            else knowledge.network.around(rulebook.facts, knowledge.stated, knowledge.box)
        )
        state = State(rulebook, knowledge.box.copy(), network)
        found = bound(state, method)
        row: Row = {"_verdict": found.verdict, "_edition": rulebook.label, "_blocking": None}
        if found.score is not None:
            row |= _ends("_score", found.score)
        if found.verdict != "pass":
            row["_blocking"] = _blocking(state)
        if rulebook.grades:
            row["_grade"] = found.grades[0] if len(found.grades) == 1 else None
        return row | self._lines(state) if self.request.detail else row

    @staticmethod
    def _lines(state: State) -> Row:
        rulebook = state.rulebook
        row: Row = {
            f".{c.id}": TRUTH_WORDS[state.truth(c)] for c in rulebook.criteria.walk() if c is not rulebook.criteria
        }
        for part in rulebook.parts.values():
            if isinstance(part, Indicator):
                row |= _ends(f".{part.id}", state.span(part))
        return row


def _blocking(state: State) -> str | None:
    """The first criterion that fails; if none does, the first that is unknown."""
    children = state.rulebook.criteria.children
    for truth in (FALSE, UNKNOWN):
        for child in children:
            if state.truth(child.rule) is truth:
                return child.id
    return None


def _ends(name: str, span: Span) -> Row:
    return {f"{name}_low": float(span[0]), f"{name}_high": float(span[1])}


def _as_written(value: Any) -> Any:
    if isinstance(value, bool | int | str):
        return value
    return repr(value) if isinstance(value, float) else value.isoformat() if isinstance(value, date) else str(value)


def _range(low: Any, high: Any) -> str:
    if high is None:
        return f">= {_as_written(low)}"
    return f"<= {_as_written(high)}" if low is None else f"{_as_written(low)}..{_as_written(high)}"


def _described(problem: Any) -> str:
    return f"{problem.fact}：{problem.message.zh}" if problem.fact else str(problem.message.zh)
