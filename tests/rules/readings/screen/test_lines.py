"""A screen may give some lines only: the others cost nothing."""

from datetime import date

import polars as pl

from jinjie.rules.library import Library
from jinjie.rules.readings.screen.frames import screen_frame
from jinjie.rules.readings.screen.plan import Request

DAY = date(2024, 6, 1)


def test_only_the_lines_that_are_wanted_are_worked_out(library: Library) -> None:
    frame = pl.DataFrame(
        {"rd_expense_y1": [120.0, None], "revenue_y1": [4000.0, 4000.0], "net_margin_y1": [0.07, None]}
    )
    names = ("srdi-sme@2022",)
    every = screen_frame(frame, Request(library, DAY, names, detail=True))
    some = screen_frame(frame, Request(library, DAY, names, True, frozenset({"rd_share", "net_margin"})))
    lines = [name for name in some.columns if "." in name]
    prefix = "srdi-sme."
    assert lines == [f"{prefix}{end}" for end in ("rd_share", "net_margin_low", "net_margin_high")]
    assert some.equals(every.select(some.columns))
    assert some[f"{prefix}rd_share"].to_list() == ["true", "unknown"]
