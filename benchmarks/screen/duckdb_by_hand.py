"""The rule by hand as DuckDB SQL, in stages. Truths are the engine's own: they have unknown, as Kleene has it.

``least`` and ``greatest`` leave out a NULL in this engine: an unknown must be kept out of them.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
from columns import BAD, QUALITY, ROUTES

CRITERIA = ("base", "tier", "tenure", "rd", "size", "merit")


class Screen:
    """A table of DuckDB's own in memory, or its own reader of Parquet. The answers go into a table."""

    def prepare(self, source: pl.DataFrame | Path) -> None:
        self._database = duckdb.connect()
        if isinstance(source, pl.DataFrame):
            self._database.register("frame", source.to_arrow())
            self._database.execute("CREATE TABLE firms AS SELECT * FROM frame")
            self._database.unregister("frame")
            self._from = "firms"
        else:
            self._from = f"read_parquet('{source}')"
        self._rows = 0

    def run(self) -> int:
        self._database.execute("DROP TABLE IF EXISTS answers")
        self._database.execute(f"CREATE TABLE answers AS {query(self._from)}")
        [(self._rows,)] = self._database.execute("SELECT count(*) FROM answers").fetchall()
        return self._rows

    def answers(self) -> pl.DataFrame:
        return pl.DataFrame(self._database.sql("SELECT * FROM answers").to_arrow_table())


def query(source: str) -> str:
    """The whole rule over a table of parts."""
    failed, open_ = _place("NOT {}"), _place("{} IS NULL")
    return f"""
WITH ratios AS (SELECT *, {RATIOS} FROM {source}),
points AS (SELECT *, {_columns(points())} FROM ratios),
scores AS (SELECT *, {total("low")} AS low, {total("high")} AS high FROM points),
truths AS (SELECT low, high, {_columns(truths())} FROM scores),
verdicts AS (SELECT *, {" AND ".join(CRITERIA)} AS held FROM truths)
SELECT (CASE WHEN held THEN 2 WHEN held IS NULL THEN 1 ELSE 0 END)::UTINYINT AS verdict,
  low AS score_low, high AS score_high,
  (CASE WHEN held THEN {len(CRITERIA)} WHEN held IS NULL THEN {open_} ELSE {failed} END)::UTINYINT AS blocking
FROM verdicts
"""


RATIOS = """
main_revenue_y1 / nullif(revenue_y1, 0) AS share,
net_profit_y1 / nullif(coalesce(revenue_y1, main_revenue_y1), 0) AS margin,
rd_expense_y1 / nullif(coalesce(revenue_y1, main_revenue_y1), 0) AS intensity,
coalesce(main_revenue_y1 / nullif(main_revenue_y2, 0), 0)
  + coalesce(main_revenue_y2 / nullif(main_revenue_y3, 0), 0) AS growth_low,
coalesce(main_revenue_y1, revenue_y1) / nullif(main_revenue_y2, 0)
  + main_revenue_y2 / nullif(main_revenue_y3, 0) AS growth_high,
total_liabilities_y1 / nullif(total_assets_y1, 0) AS debt,
rd_staff_y1 / nullif(employees_y1, 0) AS staff
"""
FIVE = (10, 8, 6, 4, 2)
SUMS = dict(zip((2.2, 2.16, 2.12, 2.08, 2), FIVE, strict=True))
"""Mean growth of 10, 8, 6, 4, 0% as the sum of the two yearly quotients."""
BANDS = {
    "share": {0.8: 5, 0.7: 3, 0.6: 1},
    "growth_low": SUMS,
    "growth_high": SUMS,
    "margin": dict(zip((0.1, 0.08, 0.06, 0.04, 0.02), FIVE, strict=True)),
    "rd_expense_y1": dict(zip((500, 400, 300, 200, 100), FIVE, strict=True)),
    "intensity": dict(zip((0.1, 0.08, 0.06, 0.04, 0.03), FIVE, strict=True)),
    "staff": {0.2: 5, 0.1: 3, 0.05: 1},
    "niche_years": {10: 5, 8: 4, 6: 3, 4: 2, 2: 1},
}
DEBT = {0.5: 5, 0.6: 3, 0.7: 1}
LEVELS = {
    "product_field": {"fills_gap": 5, "six_bases_or_key_chain": 3},
    "digital_level": {"4": 5, "3": 5, "2": 3},
    "rd_institution_level": {"national": 10, "provincial": 8, "municipal": 4, "below_municipal": 2},
}
RIGHTS = {"ip_class1_high_value": 10, "ip_class1_own": 8, "ip_class1": 6, "ip_class2": 2}
MOST = {"share": 5, "niche_years": 5, "product_field": 5, "digital_level": 5, "debt": 5, "staff": 5}
MOST |= {"rd_institution_level": 10, "margin": 10, "intensity": 10, "rd_expense_y1": 10, "growth_high": 10}
"""The high end where the value is unknown."""


def _columns(found: dict[str, str]) -> str:
    return ", ".join(f"({value}) AS {name}" for name, value in found.items())


def _first(cases: dict[str, int]) -> str:
    """The points of the first case that holds; an unknown case does not."""
    return (
        "(CASE " + " ".join(f"WHEN {test} THEN {points}" for test, points in cases.items()) + " ELSE 0 END)::UTINYINT"
    )


def points() -> dict[str, str]:
    """The points of each indicator, none where unknown; two columns where the high end is not simply the most."""
    bands = {
        f"p_{name}": {f"{name} >= {line}::DOUBLE": points for line, points in lines.items()}
        for name, lines in BANDS.items()
    }
    bands |= {
        f"p_{name}": {f"{name} = '{word}'": points for word, points in table.items()} for name, table in LEVELS.items()
    }
    bands["p_debt"] = {f"debt <= {line}::DOUBLE": points for line, points in DEBT.items()}
    bands["p_ip_low"] = {f"{name} >= 1": points for name, points in RIGHTS.items()}
    bands["p_ip_high"] = _possible_rights()
    found = {name: _first(cases) for name, cases in bands.items()}
    return found | quality()


def quality() -> dict[str, str]:
    """Three points for one, five for two and more."""
    a, b, c, d = QUALITY
    some, two = f"({a} OR {b} OR {c} OR {d})", f"(({a} AND {b}) OR ({c} AND {d}) OR (({a} OR {b}) AND ({c} OR {d})))"
    return {
        "p_quality_low": _first({two: 5, some: 3}),
        "p_quality_high": _first({f"{two} IS NOT false": 5, f"{some} IS NOT false": 3}),
    }


def _possible_rights() -> dict[str, int]:
    """Rights of a kind there may be, unless known to be none; no more of a kind than class I rights in all."""
    class1 = {f"({name} >= 1 AND ip_class1 >= 1) IS NOT false": p for name, p in RIGHTS.items() if name != "ip_class2"}
    return class1 | {"(ip_class2 >= 1) IS NOT false": RIGHTS["ip_class2"]}


def total(end: str) -> str:
    """The score's low or high end. Points of a share of revenue are not sure while revenue is unknown."""
    low = end == "low"
    ends = {name: f"p_{name}" if low else _most(name, points) for name, points in MOST.items()}
    if low:
        exact = "(CASE WHEN revenue_y1 IS NULL THEN 0::UTINYINT ELSE p_{} END)"
        ends |= {name: exact.format(name) for name in ("margin", "intensity")} | {"growth_high": "p_growth_low"}
    spend = f"greatest({ends.pop('rd_expense_y1')}, {ends.pop('intensity')})"
    local = f"coalesce(local_feature_points, {0 if low else 15})"
    return " + ".join([*ends.values(), spend, f"p_quality_{end}", f"p_ip_{end}", local])


def _most(name: str, points: int) -> str:
    return f"(CASE WHEN {name} IS NULL THEN {points}::UTINYINT ELSE p_{name} END)"


def truths() -> dict[str, str]:
    """The criteria: true, false or NULL."""
    return {
        "base": " AND ".join(["is_sme", *(f"NOT {name}" for name in BAD)]),
        "tier": "title_innovative_sme",
        "tenure": "niche_years >= 2",
        "rd": "rd_expense_y1 >= 100"
        " AND (CASE WHEN revenue_y1 IS NOT NULL OR intensity < 0.03::DOUBLE THEN intensity >= 0.03::DOUBLE END)",
        "size": "(CASE WHEN revenue_y1 IS NULL THEN nullif(main_revenue_y1 >= 1000, false) ELSE revenue_y1 >= 1000 END)"
        f" OR {_reach('equity_financing', 2000)}",
        "merit": " OR ".join(
            [
                "(CASE WHEN low >= 60 THEN true WHEN high < 60 THEN false END)",
                *ROUTES,
                _reach("rd_expense", 2000),
                _reach("equity_financing", 6000),
            ]
        ),
    }


def _reach(amount: str, line: int) -> str:
    """Two years' amounts come to a line together, or one of them alone does while the other is unknown."""
    one, two = f"{amount}_y1", f"{amount}_y2"
    return f"({one} + {two} >= {line} OR {one} >= {line} OR {two} >= {line})"


def _place(test: str) -> str:
    """The place of the first criterion of which something holds."""
    return "(CASE " + " ".join(f"WHEN {test.format(name)} THEN {k}" for k, name in enumerate(CRITERIA)) + " END)"
