"""The rule by hand as a Python function of one row, applied with pandas: what many a script does."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl
from columns import ANSWERS, BAD, COLUMNS, QUALITY, ROUTES

FIELDS = {"fills_gap": 5, "six_bases_or_key_chain": 3, "other": 0}
DIGITAL = {"4": 5, "3": 5, "2": 3, "1": 0, "0": 0}
INSTITUTIONS = {"national": 10, "provincial": 8, "municipal": 4, "below_municipal": 2, "none": 0}
EVEN = (10, 8, 6, 4, 2)
RIGHTS = {"ip_class1_high_value": 10, "ip_class1_own": 8, "ip_class1": 6, "ip_class2": 2}
Number = float | None
Ends = tuple[float, float]
Truth = bool | None


class Screen:
    """A frame of Python values, None for unknown."""

    def prepare(self, source: pl.DataFrame | Path) -> None:
        self._source = plain(source) if isinstance(source, pl.DataFrame) else source
        self._found = pd.DataFrame()

    def run(self) -> int:
        rows = self._source
        if isinstance(rows, Path):
            rows = plain(pl.read_parquet(rows, columns=list(COLUMNS)))
        self._found = rows.apply(decide, axis=1, result_type="expand")
        return len(self._found)

    def answers(self) -> pl.DataFrame:
        return pl.DataFrame({name: self._found[k].to_numpy() for k, name in enumerate(ANSWERS)})


def plain(rows: pl.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(rows.to_dicts(), dtype=object)


def decide(row: pd.Series) -> tuple[int, float, float, int]:
    """The answers for one firm."""
    least = row["main_revenue_y1"] if row["revenue_y1"] is None else row["revenue_y1"]
    intensity = over(row["rd_expense_y1"], least)
    low, high = score(row, least, intensity)
    truths = [
        every([row["is_sme"], *(negated(row[name]) for name in BAD)]),
        row["title_innovative_sme"],
        at_least(row["niche_years"], 2),
        spending(row, intensity),
        size(row, least),
        some([at_least(low, 60) or (None if high >= 60 else False), *routes(row)]),
    ]
    failed = next((k for k, truth in enumerate(truths) if truth is False), None)
    unknown = next((k for k, truth in enumerate(truths) if truth is None), len(truths))
    if failed is not None:
        return 0, low, high, failed
    return 2 if unknown == len(truths) else 1, low, high, unknown


def over(part: Number, whole: Number) -> Number:
    return None if part is None or not whole else part / whole


def at_least(value: Number, line: float) -> Truth:
    return None if value is None else value >= line


def negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


def every(truths: list[Truth]) -> Truth:
    return False if False in truths else None if None in truths else True


def some(truths: list[Truth]) -> Truth:
    return True if True in truths else None if None in truths else False


def spending(row: pd.Series, intensity: Number) -> Truth:
    """While revenue is unknown the intensity is only the most it can be."""
    share = at_least(intensity, 0.03)
    if row["revenue_y1"] is None and share:
        share = None
    return every([at_least(row["rd_expense_y1"], 100), share])


def size(row: pd.Series, least: Number) -> Truth:
    revenue = at_least(least, 1000)
    if row["revenue_y1"] is None and revenue is False:
        revenue = None
    return some([revenue, amounts(row["equity_financing_y1"], row["equity_financing_y2"], 2000)])


def amounts(first: Number, second: Number, line: float) -> Truth:
    """Whether two amounts come to a line together; an unknown one is at least nothing."""
    if (first or 0) + (second or 0) >= line:
        return True
    return None if first is None or second is None else False


def routes(row: pd.Series) -> list[Truth]:
    spent = amounts(row["rd_expense_y1"], row["rd_expense_y2"], 2000)
    equity = amounts(row["equity_financing_y1"], row["equity_financing_y2"], 6000)
    return [*(row[name] for name in ROUTES), spent, equity]


def score(row: pd.Series, least: Number, intensity: Number) -> Ends:
    """Both ends of the score."""
    local = row["local_feature_points"]
    spans = [
        band(over(row["main_revenue_y1"], row["revenue_y1"]), (0.8, 0.7, 0.6), (5, 3, 1)),
        growth(row),
        (0, 5) if row["niche_years"] is None else (min(row["niche_years"] // 2, 5),) * 2,
        level(row["product_field"], FIELDS),
        level(row["digital_level"], DIGITAL),
        quality(row),
        share_of_revenue(row, over(row["net_profit_y1"], least), (0.10, 0.08, 0.06, 0.04, 0.02)),
        debt(over(row["total_liabilities_y1"], row["total_assets_y1"])),
        (0, 15) if local is None else (local, local),
        rights(row),
        spend(row, intensity),
        band(over(row["rd_staff_y1"], row["employees_y1"]), (0.2, 0.1, 0.05), (5, 3, 1)),
        level(row["rd_institution_level"], INSTITUTIONS),
    ]
    return sum(low for low, _ in spans), sum(high for _, high in spans)


def band(value: Number, lines: tuple[float, ...], points: tuple[int, ...]) -> Ends:
    if value is None:
        return 0, points[0]
    found = next((p for line, p in zip(lines, points, strict=True) if value >= line), 0)
    return found, found


def share_of_revenue(row: pd.Series, most: Number, lines: tuple[float, ...]) -> Ends:
    low, high = band(most, lines, EVEN)
    return (0 if row["revenue_y1"] is None else low), high


def growth(row: pd.Series) -> Ends:
    """The sum of the two yearly quotients; an unknown one is at least nothing and has no end."""
    lines = (2.2, 2.16, 2.12, 2.08, 2.0)
    main = row["main_revenue_y1"]
    last, before = over(main, row["main_revenue_y2"]), over(row["main_revenue_y2"], row["main_revenue_y3"])
    most = over(row["revenue_y1"] if main is None else main, row["main_revenue_y2"])
    low = band((last or 0) + (before or 0), lines, EVEN)[0]
    return low, 10 if most is None or before is None else band(most + before, lines, EVEN)[1]


def level(choice: str | None, table: dict[str, int]) -> Ends:
    return (0, max(table.values())) if choice is None else (table[choice], table[choice])


def quality(row: pd.Series) -> Ends:
    held = [row[name] for name in QUALITY]
    return min(3 * held.count(True), 5), min(3 * (len(held) - held.count(False)), 5)


def debt(ratio: Number) -> Ends:
    if ratio is None:
        return 0, 5
    points = 5 if ratio <= 0.5 else 3 if ratio <= 0.6 else 1 if ratio <= 0.7 else 0
    return points, points


def rights(row: pd.Series) -> Ends:
    """Rights of a kind there may be, unless known to be none; no more of a kind than class I rights in all."""
    low = next((p for name, p in RIGHTS.items() if (row[name] or 0) >= 1), 0)
    none = row["ip_class1"] == 0
    possible = (p for name, p in RIGHTS.items() if row[name] != 0 and not (none and name != "ip_class2"))
    return low, next(possible, 0)


def spend(row: pd.Series, intensity: Number) -> Ends:
    amount = band(row["rd_expense_y1"], (500, 400, 300, 200, 100), EVEN)
    share = share_of_revenue(row, intensity, (0.10, 0.08, 0.06, 0.04, 0.03))
    return max(amount[0], share[0]), max(amount[1], share[1])
