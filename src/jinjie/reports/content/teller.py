"""One assessment told in one language: labels, values, articles and where a value comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jinjie.basics.interval import EVERYTHING, Interval
from jinjie.basics.text import Language, Text
from jinjie.facts.constraints import Constraint, Equation, Order
from jinjie.facts.values import Statement
from jinjie.facts.vocabulary import Fact
from jinjie.facts.writing import interval_text, value_text
from jinjie.reports.content.cites import cite_text
from jinjie.reports.document import FactRow, Mark, Reference
from jinjie.reports.words import mark_of
from jinjie.rules.assessment import Assessment
from jinjie.rules.language.conditions import Origin, Status
from jinjie.rules.language.overlays import Overlay
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.library import Library
from jinjie.rules.readings.wording import Wording


@dataclass(frozen=True)
class Teller:
    """An assessment, the library with the registers it cites, and the language of the report."""

    assessment: Assessment
    language: Language
    library: Library

    def say(self, text: Text | None) -> str:
        return "" if text is None else text[self.language]

    def both(self, zh: str, en: str) -> str:
        """One of two sentences."""
        return zh if self.language == "zh" else en

    def fact(self, fact: str) -> Fact:
        return self.library.vocabulary[fact]

    def label(self, fact: str) -> str:
        return self.say(self.fact(fact).label)

    def labels(self, facts: Iterable[str]) -> str:
        """Several facts in one line."""
        return self.both("、", ", ").join(self.label(fact) for fact in facts)

    def value(self, fact: str) -> str:
        """What is known of a fact."""
        domain = self.assessment.knowledge.box.domains.get(fact)
        if domain is None:
            return self.assessment.profile.text(fact) or self.both("不清楚", "unknown")
        return value_text(self.fact(fact), domain, self.language)

    def is_unknown(self, fact: str) -> bool:
        """Nothing is known of a fact, or no more than that a whole is not zero."""
        known, initial = self.assessment.knowledge.box.domains.get(fact), self.fact(fact).initial
        if isinstance(known, Interval) and isinstance(initial, Interval):
            return (known.low, known.high) == (initial.low, initial.high)
        return known == initial

    def title(self, rulebook: Rulebook) -> str:
        """The title of a rulebook with those of the local rules laid over it."""
        titles = [self.say(overlay.model.title.text()) for overlay in self.overlays(rulebook)]
        return " + ".join([self.say(rulebook.title), *titles])

    def overlays(self, rulebook: Rulebook) -> list[Overlay]:
        """The local rules and notices laid over a rulebook, in their order."""
        known = {o.name: o for o in self.library.overlays(f"{rulebook.id}@{rulebook.edition}")}
        return [known[name] for name in rulebook.overlays if name in known]

    def mark(self, status: Status) -> Mark | None:
        return mark_of(status, self.language)

    def cite(self, origin: Origin) -> str:
        return cite_text(origin.cite, self.language)

    def reference(self, origin: Origin) -> Reference:
        """An article with its document; the key of the register stands in for a document that is not in it."""
        source = self.library.sources.get(origin.source)
        if source is None:
            return Reference(self.cite(origin), origin.source, "", "", "", "", None)
        return Reference(
            self.cite(origin),
            self.say(source.title.text()),
            source.number or "",
            "" if source.issuer is None else self.say(source.issuer.text()),
            "" if source.issued is None else source.issued.isoformat(),
            source.url or "",
            self.mark(source.status),
        )

    def statements(self, fact: str) -> tuple[Statement, ...]:
        """What was stated for a fact, without the answers that it is unknown."""
        return tuple(s for s in self.assessment.profile.statements.get(fact, ()) if s.value is not None)

    def row(self, fact: str) -> FactRow:
        """A fact, its value and where that comes from."""
        return FactRow(self.label(fact), self.value(fact), self.origin(fact))

    def origin(self, fact: str) -> str:
        """Where the value of a fact comes from: stated, worked out, or nowhere yet."""
        stated = self.statements(fact)
        if stated:
            given = " / ".join(filter(None, (self.given(fact, statement) for statement in stated)))
            note = ""
            if fact in self.assessment.knowledge.roundings:
                note = self.both("；按四舍五入后的数理解", "; read as a rounded number")
            return f"{self.both('填写', 'stated')} {given}".strip() + note
        if self.is_unknown(fact):
            return self.both("未填", "not stated")
        if self.fact(fact).computed_by is not None:
            return self.both("按划型规定得出", "worked out by the size rules")
        formula = self.formula(fact)
        return self.both("推算", "worked out") + (f"{self.both('：', ': ')}{formula}" if formula else "")

    def given(self, fact: str, statement: Statement) -> str:
        """What was written, with its source; a choice is not repeated, its value says it in words."""
        shown = statement.given if self.fact(fact).kind.is_numeric else ""
        return f"{shown} ({statement.source})".strip() if str(statement.source) else shown

    def formula(self, fact: str) -> str:
        """The equation that a value was worked out with, in words."""
        equations = [c for c in self.library.vocabulary.constraints if isinstance(c, Equation) and fact in c.facts]
        known = [e for e in equations if not any(self.is_unknown(other) for other in e.facts)]
        if not known:
            return ""
        return self._related(next((e for e in known if e.fact == fact), known[0]))

    def relation(self, facts: Iterable[str]) -> str:
        """What must hold between facts that contradict each other, in words; empty where it is not one rule."""
        found = [c for c in self.library.vocabulary.constraints if c.facts == frozenset(facts)]
        if len(found) != 1 or not self.assessment.results:
            return ""
        rule = found[0]
        worked_out = self.fact(rule.fact) if isinstance(rule, Equation) and not self.statements(rule.fact) else None
        if worked_out is None or worked_out.domain == EVERYTHING:
            return self._related(rule)
        possible = interval_text(worked_out.domain, worked_out.kind, self.language)
        return self._related(rule) + self.both(f"（{possible}）", f" ({possible})")

    def _related(self, rule: Constraint) -> str:
        """An equation or an order in words."""
        wording = Wording(self.library.vocabulary, self.assessment.results[0].rulebook)
        if isinstance(rule, Order):
            return f"{wording.term(rule.smaller, self.language)} ≤ {wording.term(rule.larger, self.language)}"
        assert isinstance(rule, Equation)
        return f"{self.label(rule.fact)} = {wording.term(rule.term, self.language)}"
