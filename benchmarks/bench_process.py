"""How long the command takes as a whole process. `make bench` prints the figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[1] / "examples"


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "jinjie", *arguments], check=True, capture_output=True)


def test_version(benchmark: Any) -> None:
    """Goal: 0.25 s."""
    benchmark.pedantic(run, ("--version",), rounds=10, warmup_rounds=1)


def test_assess_a_yaml_profile(benchmark: Any) -> None:
    """Goal: 0.8 s."""
    arguments = ("assess", str(EXAMPLES / "case-b.yaml"), "--on", "2023-01-31", "--format", "json")
    benchmark.pedantic(run, arguments, rounds=10, warmup_rounds=1)


def test_python_that_does_nothing(benchmark: Any) -> None:
    """What the interpreter itself takes, to subtract."""
    benchmark.pedantic(subprocess.run, ([sys.executable, "-c", "pass"],), {"check": True}, rounds=10, warmup_rounds=1)
