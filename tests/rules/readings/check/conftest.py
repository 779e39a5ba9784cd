"""Tiny rulebooks for the checks, and the solver without which most of them say nothing."""

import os
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from textwrap import dedent

import pytest

from jinjie.documents.reading import parse_yaml
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.library import Library
from jinjie.rules.readings.check import Finding, Report, check

HEAD = """\
rulebook: tiny
edition: "1"
title: {zh: 小规则, en: Tiny}
kind: tier
source: miit-2022-63
cite: 第一条
in_force: {from: 2022-01-01}
"""
CRITERIA = "criteria: [{id: tenure, when: niche_years >= 2}]\n"

Build = Callable[[str], Rulebook]
Check = Callable[[str | Rulebook], Report]
Say = Callable[[str | Rulebook, str], list[str]]


@pytest.fixture(scope="session")
def build(library: Library) -> Build:
    """A rulebook from what follows its head; without criteria of its own it gets one."""

    def built(body: str) -> Rulebook:
        body = dedent(body)
        head = HEAD if "criteria:" in body else HEAD + CRITERIA
        return library.build(parse_yaml(head + body, "tiny.yaml"))

    return built


@pytest.fixture(scope="session")
def solver() -> None:
    """The solver; without it the test is skipped, or fails where everything is required."""
    if find_spec("z3") is None:
        reason = "z3 is not installed: pip install 'jinjie[check]'"
        if os.environ.get("JINJIE_REQUIRE_ALL"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def checked(solver: None, build: Build, library: Library) -> Check:
    """The report on a rulebook, or on the text of one."""

    def report(rulebook: str | Rulebook) -> Report:
        whole = build(rulebook) if isinstance(rulebook, str) else rulebook
        return check(whole, library.vocabulary, sources=library.sources)

    return report


@pytest.fixture(scope="session")
def said(checked: Check) -> Say:
    """The findings of one topic as lines, without the example values."""

    def lines(rulebook: str | Rulebook, topic: str) -> list[str]:
        return [line_of(finding) for finding in checked(rulebook).findings if finding.topic == topic]

    return lines


def line_of(finding: Finding) -> str:
    return replace(finding, values=None).line("en")
