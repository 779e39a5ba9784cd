"""Runs the command inside this process and keeps what it prints."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from jinjie.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Run:
    """An exit code and what was printed."""

    code: int
    out: str
    err: str


def jinjie(*arguments: str | Path) -> Run:
    """Run ``jinjie`` with these arguments."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(argument) for argument in arguments])
    return Run(code, out.getvalue(), err.getvalue())


def mistakes(*arguments: str | Path) -> list[str]:
    """The lines of a run that must fail with exit code 2 and print nothing else."""
    run = jinjie(*arguments)
    assert run.code == 2, run
    assert run.out == ""
    return run.err.strip().splitlines()


def profile(folder: Path, *facts: str, name: str = "profile.yaml") -> Path:
    """A profile file with these lines under ``facts:``."""
    path = folder / name
    path.write_text("name: 试\nfacts:\n" + "".join(f"  {line}\n" for line in facts), encoding="utf-8")
    return path


__all__: Sequence[str] = ["EXAMPLES", "Run", "jinjie", "mistakes", "profile"]
