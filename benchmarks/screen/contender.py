"""What a contender is, and the list of them. A new one is a module with a class ``Screen`` and a line in CONTENDERS."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import polars as pl


class Screen(Protocol):
    """One engine doing the rule. Nothing of it is read before it is prepared, and only ``run`` is timed."""

    def prepare(self, source: pl.DataFrame | Path) -> None:
        """Take the rows: a frame (put it into the engine's own form here, untimed) or a Parquet file (leave it).

        Raises NotImplementedError when the contender cannot be run; it is then left out.
        """

    def run(self) -> int:
        """Do the rule for every row, from the file where it was given one, and keep the answers; how many rows.

        Let go of the answers of the run before first, or the peak of memory counts them twice.
        """

    def answers(self) -> pl.DataFrame:
        """The last run as ``columns.ANSWERS``, a row per firm in order. Untimed."""


@dataclass(frozen=True)
class Entry:
    """A contender in the list. ``sample``: it is too slow for all rows and is given the first so many."""

    module: str
    sample: int | None = None
    answers: bool = True
    """Whether it does the rule at all: the bare read does not."""

    def screen(self) -> Screen:
        """A fresh one; its engine is imported only now."""
        return importlib.import_module(self.module).Screen()


CONTENDERS = {
    "jinjie": Entry("jinjie_screen"),
    "polars": Entry("polars_by_hand"),
    "numpy": Entry("numpy_by_hand"),
    "duckdb": Entry("duckdb_by_hand"),
    "openfisca": Entry("openfisca_by_hand"),
    "zen": Entry("zen_engine", sample=10_000),
    "pandas-apply": Entry("pandas_apply", sample=10_000),
    "bare-read": Entry("bare_read", answers=False),
}
