"""Random tables of enterprises, most of them on or beside a line of the law, with holes, ranges and stated ratios."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import polars as pl

from jinjie.facts.vocabulary import Fact, Kind, Vocabulary

Row = dict[str, Any]
AMOUNTS = (0, 1, 100, 99.99, 100.01, 300, 499.99, 500, 1000, 1200, 1500, 1499.99, 2000, 4535.14, 4535.15, 5000)
AMOUNTS_MORE = (4999.99, 10000, 40000, 20000, 0.01)
INDUSTRIES = ["C3563", "C35", "C", "I6510", "F5110", "K7010", "G5910", "E4710", "A0111", "L7210", "P8391", "K7030"]
REGIONS = ["440100", "33", "370100", "510100", "42", "110000", "440300", "320500", "44"]
PARTS = {
    "main_revenue_share_y1": ("main_revenue_y1", "revenue_y1", 0),
    "leading_product_share_y1": ("leading_product_revenue_y1", "revenue_y1", 0),
    "main_revenue_growth_y1": ("main_revenue_y1", "main_revenue_y2", 1),
    "main_revenue_growth_y2": ("main_revenue_y2", "main_revenue_y3", 1),
    "net_margin_y1": ("net_profit_y1", "revenue_y1", 0),
    "debt_ratio_y1": ("total_liabilities_y1", "total_assets_y1", 0),
    "rd_intensity_y1": ("rd_expense_y1", "revenue_y1", 0),
    "rd_intensity_y2": ("rd_expense_y2", "revenue_y2", 0),
    "rd_to_cost_y1": ("rd_expense_y1", "total_cost_y1", 0),
    "rd_staff_share_y1": ("rd_staff_y1", "employees_y1", 0),
    "sci_tech_staff_share_y1": ("sci_tech_staff_y1", "employees_y1", 0),
}
"""Each ratio as dividend, divisor and what is taken off the quotient."""


@dataclass(frozen=True)
class Tables:
    """Draws tables. ``ratios``: "none" are stated, or only "exact" ones, or all "rounded" to 0.01%."""

    vocabulary: Vocabulary
    rng: Random
    ratios: str = "none"
    unknown: float = 0.1
    ranged: float = 0.0

    def table(self, rows: int) -> pl.DataFrame:
        """A table with a column for every fact that some row states."""
        made = [self.row() for _ in range(rows)]
        names = sorted({name for row in made for name in row})
        return pl.DataFrame([self._series(name, made) for name in names])

    def row(self) -> Row:
        """An enterprise with holes."""
        return {key: value for fact, known in self.firm().items() for key, value in self._shown(fact, known).items()}

    def firm(self) -> Row:
        """An enterprise that agrees with itself."""
        firm = {fact.id: self._drawn(fact) for fact in self.vocabulary.facts.values() if fact.kind is not Kind.TEXT}
        firm = {fact: value for fact, value in firm.items() if value is not None}
        del firm["is_sme"]
        self._finances(firm)
        self._people_and_rights(firm)
        for ratio, (top, bottom, less) in PARTS.items():
            if self.ratios != "none" and firm[bottom]:
                self._state(firm, ratio, Fraction(str(firm[top])) / Fraction(str(firm[bottom])) - less)
        if self.rng.random() < 0.2:
            firm["is_sme"] = True
        return firm

    def _state(self, firm: Row, ratio: str, value: Fraction) -> None:
        if self.ratios == "rounded" or (value * 10**8).denominator == 1:
            firm[ratio] = round(float(value), 4) if self.ratios == "rounded" else float(value)

    def _drawn(self, fact: Fact) -> Any:
        pick, kind = self.rng.choice, fact.kind
        draws: dict[Kind, Callable[[], Any]] = {
            Kind.YES_NO: lambda: pick((True, False)),
            Kind.CHOICE: lambda: pick(list(fact.choices)),
            Kind.INDUSTRY: lambda: pick(INDUSTRIES),
            Kind.REGION: lambda: pick(REGIONS),
            Kind.COUNT: lambda: max(pick((0, 1, 2, 3, 4, 10, self.rng.randrange(600))), int(fact.domain.low or 0)),
            Kind.YEARS: lambda: pick((0, 1.9, 2, 3, 2.99, 6, 10, 7.5)),
            Kind.NUMBER: lambda: pick((0, 3, 6, 7.5, 15) if fact.domain.high == 15 else (0, 49.9, 50, 60, 59.99, 80)),
            Kind.MONEY: self._amount,
            Kind.DATE: lambda: date(2010, 1, 1),
        }
        if kind is Kind.RATIO:
            return pick((0.1, 0.0999, 0.2388)) if fact.id == "market_share" else None
        return draws[kind]()

    def _amount(self) -> float:
        drawn = round(self.rng.lognormvariate(8, 1.5), self.rng.choice((0, 2, 4)))
        return self.rng.choice((*AMOUNTS, *AMOUNTS_MORE, drawn))

    def _finances(self, firm: Row) -> None:
        rng = self.rng
        if rng.random() < 0.3:
            firm["revenue_y3"] = round(firm["revenue_y1"] / 1.1025, 6)
        if rng.random() < 0.2:
            firm |= {"revenue_y1": 1210, "revenue_y2": 1100, "revenue_y3": rng.choice((1000, 1000.01, 1100))}
        for year in ("y1", "y2", "y3"):
            whole = firm[f"revenue_{year}"]
            share = rng.choice((1, 0.7, 0.8, 0.9, round(rng.random(), 2)))
            firm[f"main_revenue_{year}"] = min(whole, round(whole * share, 4))
            spent = (round(whole * line, 4) for line in (0.03, 0.05, 0.06))
            firm[f"rd_expense_{year}"] = rng.choice((*spent, firm[f"rd_expense_{year}"]))
        firm["leading_product_revenue_y1"] = round(firm["revenue_y1"] * rng.choice((0.5, 0.5001, 0.8, 1)), 4)
        firm["leading_product_revenue_y1"] = min(firm["leading_product_revenue_y1"], firm["revenue_y1"])
        firm["net_profit_y1"] = round(firm["revenue_y1"] * rng.choice((-0.1, 0.02, 0.06, 0.0599, 0.1)), 4)
        owed = rng.choice((0.5, 0.55, 0.7, 0.75, 0.8, 1.2))
        firm["total_liabilities_y1"] = round(firm["total_assets_y1"] * owed, 4)

    def _people_and_rights(self, firm: Row) -> None:
        rng, staff, rights = self.rng, firm["employees_y1"], firm["ip_class1"]
        firm["rd_staff_y1"] = rng.randrange(staff + 1)
        firm["sci_tech_staff_y1"] = rng.choice((round(staff * 0.1), rng.randrange(staff + 1)))
        for name in ("ip_class1_own", "ip_class1_high_value", "ip_class1_applied"):
            firm[name] = rng.randrange(rights + 1)
        firm["ip_class2_any_age"] = firm["ip_class2"] + rng.randrange(3)

    def _shown(self, fact: str, value: Any) -> Row:
        """A fact as the table has it: exact, a range, or not at all."""
        if self.rng.random() >= self.unknown:
            return {fact: value}
        kind = self.vocabulary[fact].kind
        if not kind.is_numeric or kind is Kind.DATE or self.rng.random() >= self.ranged:
            return {}
        ends = self._range(fact, value)
        shown = self.rng.random()
        return {
            name: end
            for name, end, on in zip((f"{fact}__low", f"{fact}__high"), ends, (shown < 0.7, shown > 0.3), strict=True)
            if on
        }

    def _range(self, fact: str, value: float) -> tuple[float, float]:
        if self.vocabulary[fact].kind is Kind.COUNT:
            return value, value + self.rng.randrange(3)
        low, high = sorted((round(value * 0.9, 4), round(value * 1.1, 4)))
        top = self.vocabulary[fact].domain.high
        return low, high if top is None else min(high, float(top))

    def _series(self, name: str, rows: list[Row]) -> pl.Series:
        kind = self.vocabulary[name.removesuffix("__low").removesuffix("__high")].kind
        types = {Kind.YES_NO: pl.Boolean, Kind.COUNT: pl.Int64, Kind.DATE: pl.Date}
        dtype = types.get(kind, pl.Float64 if kind.is_numeric else pl.String)
        values = [row.get(name) for row in rows]
        if dtype == pl.Float64:
            values = [None if value is None else float(value) for value in values]
        return pl.Series(name, values, dtype=dtype)
