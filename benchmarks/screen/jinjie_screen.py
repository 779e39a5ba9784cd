"""Jinjie's own screen, reading ``srdi-sme@2022`` from the rulebook. A hook: fill in the three methods.

``prepare`` gets a Polars frame with ``columns.COLUMNS`` or the path of a Parquet file; load the rulebook and build
the plan here. ``run`` does the rule for every row. ``answers`` gives ``columns.ANSWERS``: the verdict as its place in
VERDICTS, the blocking criterion as its place in CRITERIA (their number when none blocks), the score as two numbers.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl


class Screen:
    """The contender all others are there for."""

    def prepare(self, source: pl.DataFrame | Path) -> None:
        raise NotImplementedError("the screen is not there yet")

    def run(self) -> int:
        raise NotImplementedError

    def answers(self) -> pl.DataFrame:
        raise NotImplementedError
