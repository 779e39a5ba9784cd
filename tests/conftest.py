"""What all tests share: hypothesis settings, the library, and a place to report measured figures."""

import json
import os
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from jinjie.documents.reading import read_document
from jinjie.facts.profile import Profile, profile_from
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.assessment import Assessor
from jinjie.rules.library import Library

PROVE = os.environ.get("JINJIE_PROVE", "") not in {"", "0"}
CI = os.environ.get("CI", "") not in {"", "0", "false"}
FIGURES = "figures"
"""Tests put measured figures under this name with `record_property`; they are added up and printed at the end."""

SLOW = [HealthCheck.too_slow]
settings.register_profile("dev", max_examples=60, deadline=None, suppress_health_check=SLOW)
settings.register_profile("ci", max_examples=150, deadline=None, derandomize=True, suppress_health_check=SLOW)
settings.register_profile("prove", max_examples=3000, deadline=None, suppress_health_check=SLOW)
settings.load_profile("prove" if PROVE else "ci" if CI else "dev")


@cache
def _library() -> Library:
    return Library()


@pytest.fixture(scope="session")
def library() -> Library:
    return _library()


@pytest.fixture(scope="session")
def vocabulary(library: Library) -> Vocabulary:
    return library.vocabulary


@pytest.fixture(scope="session")
def assessor(library: Library) -> Assessor:
    return Assessor(library)


@pytest.fixture(scope="session")
def complete(vocabulary: Vocabulary) -> Profile:
    """An invented enterprise of which every fact is known."""
    path = Path(__file__).parents[1] / "examples" / "complete.yaml"
    return profile_from(read_document(path), vocabulary)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line of JSON with the sums of all figures, whichever process measured them."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == FIGURES and report.when == "call":
                    _add(sums[value["of"]], value)
    if sums:
        terminalreporter.section("measured")
        for name, found in sorted(sums.items()):
            terminalreporter.write_line(f"{name}: {json.dumps(_with_shares(found))}")


def _add(sums: dict[str, float], figures: dict[str, Any]) -> None:
    for key, number in figures.items():
        if key != "of":
            sums[key] += number


def _with_shares(sums: dict[str, float]) -> dict[str, float]:
    """`tight_x` counts among `profiles` are shown as shares too."""
    shares = {f"share_{k}": round(v / sums["profiles"], 4) for k, v in sums.items() if k.startswith("tight")}
    return {key: round(number, 1) for key, number in sums.items()} | shares
