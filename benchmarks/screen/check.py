"""Does every contender say what the scalar reading says? Counts the firms on which one differs.

    python benchmarks/screen/check.py [--rows 5000] [--only polars --only numpy]

A contender that computes in binary numbers may differ on a firm that stands exactly on a line of the law; such
differences are counted apart. Anything else is a mistake in the contender.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import data
import polars as pl
import reference
from columns import ANSWERS
from contender import CONTENDERS

NEAR = 1e-6
"""A ratio this near a line counts as on it: single precision has some seven digits."""
LINES = {
    ("main_revenue_y1", "revenue_y1"): (60, 70, 80),
    ("net_profit_y1", "revenue_y1"): (2, 4, 6, 8, 10),
    ("net_profit_y1", "main_revenue_y1"): (2, 4, 6, 8, 10),
    ("rd_expense_y1", "revenue_y1"): (3, 4, 6, 8, 10),
    ("rd_expense_y1", "main_revenue_y1"): (3, 4, 6, 8, 10),
    ("total_liabilities_y1", "total_assets_y1"): (50, 60, 70),
    ("rd_staff_y1", "employees_y1"): (5, 10, 20),
}
"""The shares of the law and where their bands begin, in per cent. Only used to tell which firms are on a line."""
GROWTH = (0, 4, 6, 8, 10)


def on_a_line(rows: pl.DataFrame) -> pl.Series:
    """The firms of which some ratio is on a line of the law."""
    shares = [(pl.col(part) / pl.col(whole), lines) for (part, whole), lines in LINES.items()]
    yearly = [
        pl.col("main_revenue_y1") / pl.col("main_revenue_y2"),
        pl.col("main_revenue_y2") / pl.col("main_revenue_y3"),
    ]
    known = [*yearly, pl.col("revenue_y1") / pl.col("main_revenue_y2")]
    pairs = (known[0] + known[1], known[2] + known[1], known[0], known[1])
    shares += [(pair / 2 - 1, GROWTH) for pair in pairs]
    near = [(share - line / 100).abs() < NEAR for share, lines in shares for line in lines]
    return rows.select(pl.any_horizontal(near).fill_null(False).alias("on_a_line"))["on_a_line"]


def differing(found: pl.DataFrame, expected: pl.DataFrame) -> pl.DataFrame:
    """For each firm and column of the answer, whether it differs."""
    return pl.DataFrame([found[name].cast(float) != expected[name].cast(float) for name in ANSWERS])


def compare(name: str, source: pl.DataFrame | Path, expected: pl.DataFrame, lines: pl.Series) -> bool:
    """Print how a contender does; True when it differs on lines only."""
    screen = CONTENDERS[name].screen()
    try:
        screen.prepare(source)
    except NotImplementedError as error:
        print(f"{name:13}left out: {error}")
        return True
    screen.run()
    apart = differing(screen.answers(), expected)
    rows = apart.select(pl.any_horizontal(pl.all())).to_series()
    elsewhere = int((rows & ~lines).sum())
    where = "memory" if isinstance(source, pl.DataFrame) else "parquet"
    columns = "  ".join(f"{column} {int(apart[column].sum())}" for column in ANSWERS)
    print(f"{name:13}{where:9}differ {int(rows.sum()):4}, of these off a line {elsewhere:4}   ({columns})", flush=True)
    return elsewhere == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", choices=list(CONTENDERS))
    given = parser.parse_args()
    rows = data.frame(given.rows, given.seed)
    expected, lines = reference.answers(rows), on_a_line(rows)
    print(expected.group_by("verdict").len().sort("verdict").to_dict(as_series=False), f"on a line: {lines.sum()}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        data.write(path, given.rows, given.seed)
        names = [name for name in given.only or CONTENDERS if CONTENDERS[name].answers]
        good = [compare(name, source, expected, lines) for name in names for source in (rows, path)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
