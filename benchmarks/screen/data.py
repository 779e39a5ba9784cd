"""Invented firms for the benchmark, many of them exactly on a line of the law. Writes Parquet part by part.

    python benchmarks/screen/data.py 1000000 rows.parquet

Until the project's own generator is used here. Part k is the same in every file, whatever its length.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq
from columns import BAD, CHOICES, COLUMNS, COUNTS, QUALITY, ROUTES, TITLES
from numpy.random import Generator

PART = 250_000
UNKNOWN = 0.10
ON_THE_LINE = 0.03
"""How many firms stand exactly on a line, for each ratio and amount."""
CENT = 100
"""Money is drawn in whole hundredths of 万元, so that a decimal can be exactly on the line."""

Columns = dict[str, np.ndarray]


def frame(rows: int, seed: int = 1) -> pl.DataFrame:
    """So many firms in memory."""
    return pl.concat(list(parts(rows, seed)), rechunk=True)


def write(path: Path, rows: int, seed: int = 1) -> None:
    """So many firms as Parquet, one part in memory at a time."""
    writer = None
    for part in parts(rows, seed):
        table = part.to_arrow()
        writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
        writer.write_table(table, row_group_size=PART)
    if writer is not None:
        writer.close()


def parts(rows: int, seed: int) -> Iterator[pl.DataFrame]:
    for k, start in enumerate(range(0, rows, PART)):
        yield _part(np.random.default_rng([seed, k]), PART).head(rows - start)


def _part(rng: Generator, rows: int) -> pl.DataFrame:
    values = _finance(rng, rows) | _people(rng, rows) | _rights(rng, rows) | _judged(rng, rows)
    columns = {name: _series(rng, name, values[name]) for name in COLUMNS}
    return pl.DataFrame(columns)


def _series(rng: Generator, name: str, values: np.ndarray) -> pl.Series:
    """A column with its unknown cells. Choices are dictionary strings."""
    known = pl.Series(rng.random(len(values)) >= UNKNOWN)
    series = pl.Series(name, values)
    if name in CHOICES:
        series = series.cast(pl.Enum(CHOICES[name])).cast(pl.Categorical)
    elif name in COUNTS:
        series = series.cast(pl.Int32)
    return series.zip_with(known, pl.Series(name, [None], dtype=series.dtype).new_from_index(0, len(series)))


def _finance(rng: Generator, rows: int) -> Columns:
    """Money, in 万元 with two decimals. Main revenue is never above revenue; a few firms have none."""
    revenue, main = _revenue(rng, rows)
    assets = _cents(revenue * rng.lognormal(0.1, 0.5, rows))
    spent = _on_amounts(rng, _of(rng, revenue, _skewed(rng, rows, 0.045), (3, 4, 6, 8, 10)), (100, 200, 300, 400, 500))
    liabilities = _of(rng, assets, rng.beta(3, 3.5, rows), (50, 60, 70))
    equity = [_cents(np.where(rng.random(rows) < 0.12, rng.lognormal(7, 1, rows), 0) * CENT) for _ in range(2)]
    cents = {
        "revenue_y1": revenue,
        **dict(zip(("main_revenue_y1", "main_revenue_y2", "main_revenue_y3"), main, strict=True)),
        "rd_expense_y1": spent,
        "rd_expense_y2": _cents(spent * rng.lognormal(-0.05, 0.25, rows)),
        "net_profit_y1": _of(rng, revenue, rng.normal(0.06, 0.07, rows), (2, 4, 6, 8, 10)),
        "total_assets_y1": assets,
        "total_liabilities_y1": liabilities,
        "equity_financing_y1": _on_amounts(rng, equity[0], (1000, 2000, 6000)),
        "equity_financing_y2": equity[1],
    }
    return {name: values / CENT for name, values in cents.items()}


def _revenue(rng: Generator, rows: int) -> tuple[np.ndarray, list[np.ndarray]]:
    """Revenue and main revenue of three years; shares, growth and the floor are met exactly by some."""
    revenue = _on_amounts(rng, _cents(rng.lognormal(8.4, 0.9, rows) * CENT), (1000,))
    revenue = np.where(rng.random(rows) < 0.3, revenue // CENT * CENT, revenue)
    revenue[rng.random(rows) < 0.001] = 0
    main = _of(rng, revenue, rng.beta(9, 1.2, rows), (60, 70, 80, 100))
    growth = [rng.normal(0.07, 0.12, rows).clip(-0.8, 3) for _ in range(2)]
    before = _cents(main / (1 + growth[0]))
    first = _cents(before / (1 + growth[1]))
    steady = np.flatnonzero(rng.random(rows) < 2 * ON_THE_LINE)
    first[steady] = first[steady] // (100 * CENT) * (100 * CENT)
    mean, apart = rng.choice((0, 4, 6, 8, 10), len(steady)), rng.integers(-8, 9, len(steady))
    before[steady] = first[steady] * (100 + mean + apart) // 100
    main[steady] = before[steady] * (100 + mean - apart) // 100
    return np.maximum(revenue, main), [main, before, first]


def _people(rng: Generator, rows: int) -> Columns:
    employees = rng.lognormal(4.3, 0.9, rows).astype(np.int64)
    employees[rng.random(rows) < 0.001] = 0
    share = np.where(rng.random(rows) < 2 * ON_THE_LINE, rng.choice((0.05, 0.1, 0.2), rows), rng.beta(1.6, 9, rows))
    staff = np.minimum(employees, np.rint(employees * share).astype(np.int64))
    return {"employees_y1": employees, "rd_staff_y1": staff}


def _rights(rng: Generator, rows: int) -> Columns:
    class1 = rng.poisson(1.4, rows)
    own = rng.binomial(class1, 0.7)
    return {
        "ip_class1": class1,
        "ip_class1_own": own,
        "ip_class1_high_value": rng.binomial(class1, 0.12),
        "ip_class2": rng.poisson(6, rows),
    }


def _judged(rng: Generator, rows: int) -> Columns:
    """Years, points, choices, yes and no."""
    shares = {"product_field": (0.1, 0.5, 0.4), "digital_level": (0.03, 0.17, 0.35, 0.3, 0.15)}
    shares["rd_institution_level"] = (0.01, 0.14, 0.3, 0.25, 0.3)
    yes = dict.fromkeys(BAD, 0.02) | dict.fromkeys(ROUTES, 0.02) | dict.fromkeys(QUALITY, 0.5) | {"is_sme": 0.96}
    yes |= dict.fromkeys(TITLES, 0.85)
    return {
        "niche_years": np.where(rng.random(rows) < 0.8, rng.integers(0, 25, rows), rng.integers(0, 250, rows) / 10),
        "local_feature_points": rng.integers(0, 31, rows) / 2,
        **{name: rng.choice(words, rows, p=shares[name]) for name, words in CHOICES.items()},
        **{name: rng.random(rows) < share for name, share in yes.items()},
    }


def _cents(values: np.ndarray) -> np.ndarray:
    return np.rint(values).astype(np.int64)


def _skewed(rng: Generator, rows: int, middle: float) -> np.ndarray:
    return middle * rng.lognormal(0, 0.6, rows)


def _of(rng: Generator, whole: np.ndarray, share: np.ndarray, lines: tuple[int, ...]) -> np.ndarray:
    """A share of an amount; exactly so many per cent of it for some firms whose amount allows it."""
    exact = (rng.random(len(whole)) < 3 * ON_THE_LINE) & (whole % 100 == 0)
    return np.where(exact, whole // 100 * rng.choice(lines, len(whole)), _cents(whole * share))


def _on_amounts(rng: Generator, values: np.ndarray, lines: tuple[int, ...]) -> np.ndarray:
    """Some firms have exactly an amount that the law names, or miss it by the least that can be written."""
    chosen = rng.random(len(values)) < ON_THE_LINE
    return np.where(chosen, rng.choice(lines, len(values)) * CENT - (rng.random(len(values)) < 0.3), values)


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
