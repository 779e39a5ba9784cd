"""Where the questions about one rulebook are asked and the findings gathered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from jinjie.basics.text import Text
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.readings.check.encoding import Formula
from jinjie.rules.readings.check.formulas import Formulas
from jinjie.rules.readings.check.prover import Answer, Prover
from jinjie.rules.readings.check.report import Finding, Report, Severity
from jinjie.rules.readings.wording import Wording


@dataclass(frozen=True, slots=True)
class Question:
    """A formula, the facts it reads, and the complaint if the answer is not as it should be."""

    topic: str
    node: str
    formula: Formula
    facts: tuple[str, ...]
    complaint: Text
    severity: Severity = "error"


@dataclass
class Desk:
    """One rulebook, what is needed to ask about it, and what was found."""

    rulebook: Rulebook
    vocabulary: Vocabulary
    formulas: Formulas
    prover: Prover
    wording: Wording
    findings: list[Finding] = field(default_factory=list)
    proved: Counter[str] = field(default_factory=Counter)

    def must_be_possible(self, question: Question) -> bool:
        """Something has to be possible; a complaint when it is proved that it is not."""
        return self._settle(question, self.prover.ask(question.formula, question.facts), "possible")

    def must_be_impossible(self, question: Question) -> bool:
        """Nothing of the kind may exist; a complaint with an example when it does."""
        return self._settle(question, self.prover.ask(question.formula, question.facts), "impossible")

    def _settle(self, question: Question, answer: Answer, wanted: str) -> bool:
        if answer.kind == wanted:
            self.proved[question.topic] += 1
            return True
        if answer.kind == "open":
            zh, en = "没有证出来（求解超时），不能排除", "not proved (the solver gave up), it may be that"
            message = Text(f"{zh}：{question.complaint.zh}", f"{en}: {question.complaint.en}")
            self.findings.append(Finding(question.topic, "warning", question.node, message))
            return True
        values = answer.words(self.vocabulary)
        self.findings.append(Finding(question.topic, question.severity, question.node, question.complaint, values))
        return False

    def hold(self, topic: str, node: str, holds: bool, complaint: Text) -> bool:
        """Something seen without the solver."""
        if holds:
            self.proved[topic] += 1
        else:
            self.say(topic, "error", node, complaint)
        return holds

    def say(self, topic: str, severity: Severity, node: str, message: Text) -> None:
        self.findings.append(Finding(topic, severity, node, message))

    def report(self) -> Report:
        return Report(self.rulebook.name, tuple(self.findings), dict(self.proved))
