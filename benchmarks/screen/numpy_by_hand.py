"""The rule by hand in NumPy, one thread, in blocks that stay in the cache.

An unknown number is NaN, which fails every comparison: ``x >= a`` is what is sure and ``not x < a`` what may be.
An unknown yes/no is 2, an unknown choice -1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import polars as pl
from columns import ANSWERS, BAD, CHOICES, COLUMNS, QUALITY, ROUTES, YES_NO

BLOCK = 32_768
ROWS_OF_A_FILE = 250_000
"""How many rows of a file are in memory at once."""
Columns = dict[str, np.ndarray]
Test = Callable[[np.ndarray, float], np.ndarray]
RISING = (0.02, 0.04, 0.06, 0.08, 0.10)
INTENSITY = (0.03, 0.04, 0.06, 0.08, 0.10)
AMOUNTS = (100, 200, 300, 400, 500)
SUMS = (2.0, 2.08, 2.12, 2.16, 2.20)
"""Mean growth of 0, 4, 6, 8, 10% as the sum of the two yearly quotients."""
LEVELS = {"product_field": (5, 3), "digital_level": (5, 5, 3), "rd_institution_level": (10, 8, 4, 2)}
"""Points by the choice's place; the other places have none."""
RIGHTS = {"ip_class1_high_value": 10, "ip_class1_own": 8, "ip_class1": 6, "ip_class2": 2}
TYPES = (np.uint8, np.float64, np.float64, np.uint8)


class Screen:
    """Keeps plain arrays; a file is read part by part."""

    def prepare(self, source: pl.DataFrame | Path) -> None:
        self._source = arrays(source) if isinstance(source, pl.DataFrame) else source
        self._found: list[np.ndarray] = []

    def run(self) -> int:
        self._found = []
        if isinstance(self._source, dict):
            self._found = screen(self._source)
        else:
            parts = [screen(arrays(part)) for part in parts_of(self._source)]
            self._found = [np.concatenate(column) for column in zip(*parts, strict=True)]
        return len(self._found[0])

    def answers(self) -> pl.DataFrame:
        return pl.DataFrame(dict(zip(ANSWERS, self._found, strict=True)))


def parts_of(path: Path) -> Iterator[pl.DataFrame]:
    rows = pl.scan_parquet(path).select(COLUMNS)
    total = rows.select(pl.len()).collect().item()
    for start in range(0, total, ROWS_OF_A_FILE):
        yield rows.slice(start, ROWS_OF_A_FILE).collect()


def arrays(frame: pl.DataFrame) -> Columns:
    """Every column as a plain array."""
    return {name: _array(frame[name]) for name in COLUMNS}


def _array(series: pl.Series) -> np.ndarray:
    if series.name in YES_NO:
        return series.cast(pl.UInt8).fill_null(2).to_numpy()
    if series.name in CHOICES:
        return series.cast(pl.Enum(CHOICES[series.name])).to_physical().cast(pl.Int8).fill_null(-1).to_numpy()
    return series.cast(pl.Float64).fill_null(float("nan")).to_numpy()


def screen(columns: Columns) -> list[np.ndarray]:
    """The answers, block by block."""
    rows = len(columns[COLUMNS[0]])
    found = [np.empty(rows, kind) for kind in TYPES]
    with np.errstate(invalid="ignore", divide="ignore"):
        for start in range(0, rows, BLOCK):
            block = {name: values[start : start + BLOCK] for name, values in columns.items()}
            for whole, part in zip(found, _block(block), strict=True):
                whole[start : start + BLOCK] = part
    return found


def _sure(value: np.ndarray, line: float) -> np.ndarray:
    return value >= line


def _maybe(value: np.ndarray, line: float) -> np.ndarray:
    return ~(value < line)


def _block(c: Columns) -> tuple[np.ndarray, ...]:
    ratios = _ratios(c)
    low, high = _score(c, ratios)
    must, may = _criteria(c, ratios, _sure, low), _criteria(c, ratios, _maybe, high)
    must_all, must_first = _first(must)
    may_all, may_first = _first(may)
    return must_all.view(np.uint8) + may_all.view(np.uint8), low, high, np.where(may_all, must_first, may_first)


def _over(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """A quotient; NaN where the divisor is zero."""
    return part / np.where(whole > 0, whole, np.nan)


def _ratios(c: Columns) -> Columns:
    """An unknown revenue is at least the main revenue, so a share of that is the most it can be."""
    revenue, main = c["revenue_y1"], c["main_revenue_y1"]
    least = np.where(revenue == revenue, revenue, main)
    most_main = np.where(main == main, main, revenue)
    divisor = np.where(least > 0, least, np.nan)
    years = [np.where(c[name] > 0, c[name], np.nan) for name in ("main_revenue_y2", "main_revenue_y3")]
    before = c["main_revenue_y2"] / years[1]
    return {
        "least": least,
        "exact": revenue == revenue,
        "share": _over(main, revenue),
        "margin": c["net_profit_y1"] / divisor,
        "intensity": c["rd_expense_y1"] / divisor,
        "growth_low": np.fmax(main / years[0], 0) + np.fmax(before, 0),
        "growth_high": most_main / years[0] + before,
        "debt": _over(c["total_liabilities_y1"], c["total_assets_y1"]),
        "staff": _over(c["rd_staff_y1"], c["employees_y1"]),
    }


def _steps(value: np.ndarray, lines: tuple[float, ...], points: tuple[int, ...], test: Test) -> np.ndarray:
    found = np.zeros(len(value), np.uint8)
    for line, more in zip(lines, points, strict=True):
        found += test(value, line).view(np.uint8) * np.uint8(more)
    return found


def _even(value: np.ndarray, lines: tuple[float, ...], test: Test) -> np.ndarray:
    """A band of two points a line."""
    found = np.zeros(len(value), np.uint8)
    for line in lines:
        found += test(value, line).view(np.uint8)
    found *= 2
    return found


def _score(c: Columns, r: Columns) -> tuple[np.ndarray, np.ndarray]:
    """Both ends. Where an indicator's ends are equal unless it is quite unknown, only one of them is worked out."""
    low = _even(r["growth_low"], SUMS, _sure)
    high = _even(r["growth_high"], SUMS, _maybe)
    for ends in (_shares(r), _tenure(c), _quality(c), _margin(r), _rights(c), _spending(c, r), *_levels(c)):
        low += ends[0]
        high += ends[1]
    local = c["local_feature_points"]
    return low + np.where(local == local, local, 0), high + np.where(local == local, local, 15)


def _shares(r: Columns) -> tuple[np.ndarray, np.ndarray]:
    """The shares that are quite unknown or exact."""
    rising = [_steps(r[name], lines, (1, 2, 2), _sure) for name, lines in SHARES.items()]
    points = rising[0] + rising[1]
    open_ = (r["share"] != r["share"]).view(np.uint8) + (r["staff"] != r["staff"]).view(np.uint8)
    debt = r["debt"]
    for line, more in ((0.5, 2), (0.6, 2), (0.7, 1)):
        points += (debt <= line).view(np.uint8) * np.uint8(more)
    open_ += (debt != debt).view(np.uint8)
    return points, points + open_ * np.uint8(5)


SHARES = {"share": (0.6, 0.7, 0.8), "staff": (0.05, 0.1, 0.2)}


def _tenure(c: Columns) -> tuple[np.ndarray, np.ndarray]:
    halves = np.floor(c["niche_years"] / 2)
    return np.fmin(np.fmax(halves, 0), 5).astype(np.uint8), np.fmin(halves, 5).astype(np.uint8)


def _levels(c: Columns) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for name, table in LEVELS.items():
        found = sum((c[name] == place).view(np.uint8) * np.uint8(points) for place, points in enumerate(table))
        yield found, found + (c[name] < 0).view(np.uint8) * np.uint8(table[0])


def _quality(c: Columns) -> tuple[np.ndarray, np.ndarray]:
    sure = sum((c[name] == 1).view(np.uint8) for name in QUALITY)
    possible = sum((c[name] != 0).view(np.uint8) for name in QUALITY)
    return np.minimum(sure * np.uint8(3), 5), np.minimum(possible * np.uint8(3), 5)


def _margin(r: Columns) -> tuple[np.ndarray, np.ndarray]:
    points = _even(r["margin"], RISING, _sure)
    return points * r["exact"], np.where(r["margin"] == r["margin"], points, 10).astype(np.uint8)


def _spending(c: Columns, r: Columns) -> tuple[np.ndarray, np.ndarray]:
    amount, share = _even(c["rd_expense_y1"], AMOUNTS, _sure), _even(r["intensity"], INTENSITY, _sure)
    unknown = r["intensity"] != r["intensity"]
    return np.maximum(amount, share * r["exact"]), np.maximum(amount, np.where(unknown, np.uint8(10), share))


def _rights(c: Columns) -> tuple[np.ndarray, np.ndarray]:
    """Rights of a kind there may be, unless known to be none; no more of a kind than class I rights in all."""
    low, high = np.zeros(len(c["ip_class1"]), np.uint8), np.zeros(len(c["ip_class1"]), np.uint8)
    class1 = _maybe(c["ip_class1"], 1)
    for name, points in RIGHTS.items():
        may = _maybe(c[name], 1)
        may = may if name == "ip_class2" else may & class1
        np.maximum(low, (c[name] >= 1).view(np.uint8) * np.uint8(points), out=low)
        np.maximum(high, may.view(np.uint8) * np.uint8(points), out=high)
    return low, high


def _criteria(c: Columns, r: Columns, test: Test, score: np.ndarray) -> list[np.ndarray]:
    """The six criteria on one rail."""
    sure = test is _sure
    equity = _sum(c, "equity_financing_y1", "equity_financing_y2", sure)
    spent = _sum(c, "rd_expense_y1", "rd_expense_y2", sure)
    base = _yes(c["is_sme"], sure)
    for name in BAD:
        base &= c[name] == 0 if sure else c[name] != 1
    merit = (score >= 60) | test(spent, 2000) | test(equity, 6000)
    for name in ROUTES:
        merit |= _yes(c[name], sure)
    rd = test(c["rd_expense_y1"], 100) & test(r["intensity"], 0.03)
    revenue = r["least"] if sure else c["revenue_y1"]
    size = test(revenue, 1000) | test(equity, 2000)
    rd = rd & r["exact"] if sure else rd
    return [base, _yes(c["title_innovative_sme"], sure), test(c["niche_years"], 2), rd, size, merit]


def _yes(values: np.ndarray, sure: bool) -> np.ndarray:
    return values == 1 if sure else values != 0


def _sum(c: Columns, first: str, second: str, sure: bool) -> np.ndarray:
    """A sum of two amounts; what is sure of it takes an unknown one for nothing."""
    return np.fmax(c[first], 0) + np.fmax(c[second], 0) if sure else c[first] + c[second]


def _first(criteria: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Whether all hold, and how many of the first ones."""
    held = criteria[0].copy()
    count = held.view(np.uint8).copy()
    for criterion in criteria[1:]:
        held &= criterion
        count += held.view(np.uint8)
    return held, count
