"""Jinjie's own screen: ``srdi-sme@2022`` read from the rulebook, doubtful rows read once more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
from columns import CRITERIA, VERDICTS

from jinjie.rules.library import Library
from jinjie.rules.readings.screen.frames import FrameScreen
from jinjie.rules.readings.screen.plan import Request

DAY, PREFIX = date(2023, 6, 30), "srdi-sme"


class Screen:
    """The contender all others are there for."""

    def prepare(self, source: pl.DataFrame | Path) -> None:
        self.frame = source.lazy() if isinstance(source, pl.DataFrame) else pl.scan_parquet(source)
        request = Request(Library(), DAY, ("srdi-sme@2022",))
        self.screen = FrameScreen(request, self.frame.collect_schema())
        self.found = pl.DataFrame()

    def run(self) -> int:
        self.found = pl.DataFrame()
        self.found = self.screen.screen(self.frame)
        return self.found.height

    def answers(self) -> pl.DataFrame:
        verdict = pl.col(f"{PREFIX}_verdict").cast(pl.String).replace_strict(list(VERDICTS), list(range(3)))
        blocking = pl.col(f"{PREFIX}_blocking").cast(pl.String)
        places = blocking.replace_strict(list(CRITERIA), list(range(len(CRITERIA))), default=len(CRITERIA))
        return self.found.select(
            verdict.cast(pl.UInt8).alias("verdict"),
            pl.col(f"{PREFIX}_score_low").alias("score_low"),
            pl.col(f"{PREFIX}_score_high").alias("score_high"),
            places.cast(pl.UInt8).alias("blocking"),
        )
