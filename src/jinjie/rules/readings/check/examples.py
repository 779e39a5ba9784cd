"""A rulebook shows by examples when it is met, when it is not, and when that stays open."""

from __future__ import annotations

from collections.abc import Iterable

from jinjie.basics.text import Text
from jinjie.rules.language.rulebook import Example, Rulebook
from jinjie.rules.readings.check.report import Finding, Report

TOPIC = "examples"
VERDICTS = {
    "pass": Text("满足", "pass"),
    "fail": Text("不满足", "fail"),
    "undetermined": Text("待定", "undetermined"),
}


def check_examples(rulebook: Rulebook, cases: Iterable[Example] = ()) -> Report:
    """Which verdicts no example expects; ``cases`` are those kept beside the rulebook."""
    shown = {example.expect.get("verdict") for example in (*rulebook.examples, *cases)}
    findings = tuple(
        Finding(
            TOPIC,
            "warning",
            rulebook.criteria.id,
            Text(f"没有结论为“{words.zh}”的示例", f"no example with the verdict '{words.en}'"),
        )
        for verdict, words in VERDICTS.items()
        if verdict not in shown
    )
    return Report(rulebook.name, findings, {TOPIC: len(VERDICTS) - len(findings)})
