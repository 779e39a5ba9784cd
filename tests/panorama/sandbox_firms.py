"""Random enterprises near the thresholds, complete and with holes, as tables and as profiles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

import polars as pl

from jinjie.facts.vocabulary import Fact, Kind
from jinjie.rules.library import Library

Row = dict[str, Any]
FIXED = {"is_sme": "yes", "application_kind": "new"}
SHARES = ("0%", "3%", "5%", "8%", "10%", "45%", "55%", "65%", "70%", "75%", "80%", "95%")
AMOUNTS = (1400, 3500, 4000, 5000, 9000)
INTENSITIES = (2.5, 2.99, 3, 3.2, 3.49, 3.5, 3.51, 6, 7, 8)
USUALLY_NO = ("prohibited", "abnormal", "dishonesty", "incident", "evasion", "award_top", "maker_china")


@dataclass(frozen=True)
class Firms:
    """Makes enterprises for one edition: money is stated, the ratios between stated amounts are not."""

    library: Library
    edition: str
    rng: Random

    @cached_property
    def donors(self) -> list[Row]:
        """Complete enterprises whose values others may take."""
        return [self.complete() for _ in range(120)]

    @property
    def facts(self) -> list[Fact]:
        vocabulary = self.library.vocabulary
        read = self.library.get(self.edition).facts
        computed = {f for f in read if f.startswith("rd_intensity")}
        money = {f"{name}_{year}" for name in ("rd_expense", "revenue") for year in ("y1", "y2")} if computed else set()
        return [vocabulary[f] for f in dict.fromkeys([*read, *sorted(money)]) if f not in computed | FIXED.keys()]

    def complete(self) -> Row:
        """An enterprise of which everything is known."""
        row: Row = {**FIXED, "region": self.rng.choice(["330100", "440300", "110105", "32"])}
        row["industry"] = self.rng.choice(["C3563", "I65", "C"])
        row |= {fact.id: self.value(fact) for fact in self.facts}
        revenue = self.rng.choice(AMOUNTS)
        for year in ("y1", "y2"):
            if f"rd_expense_{year}" in row:
                row[f"revenue_{year}"] = revenue
                row[f"rd_expense_{year}"] = round(row[f"revenue_{year}"] * self.rng.choice(INTENSITIES) / 100, 2)
        return row

    def value(self, fact: Fact) -> Any:
        """A value, mostly one with which an enterprise gets on."""
        good = self.rng.random() < 0.98
        match fact.kind:
            case Kind.YES_NO:
                return "no" if any(word in fact.id for word in USUALLY_NO) is good else "yes"
            case Kind.CHOICE:
                return self.rng.choice(list(fact.choices))
            case Kind.RATIO if "debt" in fact.id:
                return self.rng.choice(["10%", "40%"] if good else ["65%", "90%"])
            case Kind.RATIO if "growth" in fact.id or "margin" in fact.id:
                return self.rng.choice(["2%", "5%", "8%", "10%"])
            case Kind.RATIO:
                return self.rng.choice(SHARES[-4:] if good else SHARES)
            case Kind.MONEY:
                return 0 if good else self.rng.choice(AMOUNTS)
            case Kind.NUMBER:
                return self.rng.choice([50, 60, 80] if "platform" in fact.id else [2, 6, 10])
            case _:
                return self.rng.choice([3, 4, 8] if good else [0, 1])

    def with_holes(self, row: Row, share: float = 0.08) -> Row:
        """The same enterprise with some values unknown."""
        kept = {*FIXED, "region", "industry"}
        return {fact: v if fact in kept or self.rng.random() > share else None for fact, v in row.items()}

    def filled(self, row: Row, donors: list[Row]) -> Row:
        """One way in which the unknown may turn out."""
        return {fact: self.rng.choice(donors)[fact] if value is None else value for fact, value in row.items()}


def frame(rows: list[Row]) -> pl.DataFrame:
    """Rows as a table of texts, as a CSV file would hold them."""
    return pl.DataFrame(
        [{k: None if v is None else str(v) for k, v in row.items()} for row in rows], infer_schema_length=None
    )
