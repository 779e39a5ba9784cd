"""Every rulebook keeps the promises of its own examples and of the cases beside it."""

from __future__ import annotations

import pytest

from jinjie.rules.assessment import Assessor
from jinjie.rules.library import Library
from jinjie.rules.testing import Outcome, try_cases, try_examples

NAMES = [rulebook.name for rulebook in Library().everything()]


def failures(outcomes: list[Outcome]) -> list[str]:
    return [
        f"{outcome.rulebook}, {outcome.example.place}, {outcome.example.name.en}: "
        + "; ".join(difference.en for difference in outcome.differences)
        for outcome in outcomes
        if not outcome.holds
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_example_of_a_rulebook_holds(assessor: Assessor, library: Library, name: str) -> None:
    outcomes = list(try_examples(assessor, library.get(name)))
    assert outcomes
    assert failures(outcomes) == []


def test_every_case_beside_the_rulebooks_holds(assessor: Assessor, library: Library) -> None:
    outcomes = list(try_cases(library, assessor))
    assert len(outcomes) >= len(NAMES)
    assert failures(outcomes) == []


@pytest.mark.parametrize("rulebook", sorted({name.partition("@")[0] for name in NAMES}))
def test_examples_and_cases_show_a_pass_a_fail_and_an_open_verdict(library: Library, rulebook: str) -> None:
    examples = [e for edition in library.editions(rulebook) for e in edition.examples]
    examples += [example for target, example in library.cases() if target.partition("@")[0] == rulebook]
    assert {"pass", "fail", "undetermined"} <= {example.expect.get("verdict") for example in examples}
