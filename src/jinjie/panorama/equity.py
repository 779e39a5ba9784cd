"""Equity financing: what share of the enterprises of a tier took any, as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from jinjie.basics.numbers import Exact, quotient
from jinjie.panorama.cubes import state_of
from jinjie.panorama.opening import ScreenedSet


@dataclass(frozen=True, slots=True)
class EquityUse:
    """The enterprises certain to pass, by new equity financing in the years of the columns."""

    prefix: str
    yes: int
    no: int
    unknown: int

    @property
    def total(self) -> int:
        return self.yes + self.no + self.unknown

    @property
    def share(self) -> tuple[Exact, Exact] | None:
        """At least, at most; None when there is nobody."""
        if not self.total:
            return None
        return quotient(self.yes, self.total), quotient(self.yes + self.unknown, self.total)


def equity_columns(screened: ScreenedSet) -> list[str]:
    return sorted(name for name in screened.columns if name.startswith("equity_financing_"))


def equity_query(screened: ScreenedSet, prefix: str) -> pl.LazyFrame:
    """One row with the three counts."""
    amounts = [pl.col(name) for name in equity_columns(screened)]
    some = pl.any_horizontal((amount > 0).fill_null(False) for amount in amounts)
    none = pl.all_horizontal((amount == 0).fill_null(False) for amount in amounts)
    rows = screened.frame.filter(state_of(prefix) == "certain")
    return rows.select(some.sum().alias("yes"), none.sum().alias("no"), pl.len().alias("all"))


def equity_of(prefix: str, found: pl.DataFrame) -> EquityUse:
    """The result of an ``equity_query``."""
    yes, no, everyone = (int(number) for number in found.row(0))
    return EquityUse(prefix, yes, no, everyone - yes - no)
