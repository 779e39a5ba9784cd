"""The rule by hand in Polars: lazy, in stages, with two plain truths (must, may) instead of one with unknowns.

Each stage is one ``with_columns`` whose expressions do not depend on each other, so they run side by side. Points of
one indicator fit a byte. A criterion's place is found by counting how many of the first ones hold.
"""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from pathlib import Path

import polars as pl
from columns import ANSWERS, BAD, QUALITY, ROUTES
from polars import Expr, col, lit

FIVE = (10, 8, 6, 4, 2)
RISING = dict(zip((0.10, 0.08, 0.06, 0.04, 0.02), FIVE, strict=True))
INTENSITY = dict(zip((0.10, 0.08, 0.06, 0.04, 0.03), FIVE, strict=True))
AMOUNTS = dict(zip((500, 400, 300, 200, 100), FIVE, strict=True))
SUMS = dict(zip((2.20, 2.16, 2.12, 2.08, 2.0), FIVE, strict=True))
"""Mean growth of 10, 8, 6, 4, 0% as the sum of the two yearly quotients."""
SHARE = {0.8: 5, 0.7: 3, 0.6: 1}
STAFF = {0.2: 5, 0.1: 3, 0.05: 1}
DEBT = {0.5: 5, 0.6: 3, 0.7: 1}
FIELDS = {"fills_gap": 5, "six_bases_or_key_chain": 3}
DIGITAL = {"4": 5, "3": 5, "2": 3}
INSTITUTIONS = {"national": 10, "provincial": 8, "municipal": 4, "below_municipal": 2}
RIGHTS = {"ip_class1_high_value": 10, "ip_class1_own": 8, "ip_class1": 6, "ip_class2": 2}
CRITERIA = ("base", "tier", "tenure", "rd", "size", "merit")


class Screen:
    """In memory by the engine for frames, from Parquet by the streaming one."""

    def prepare(self, source: pl.DataFrame | Path) -> None:
        self._rows = source.lazy() if isinstance(source, pl.DataFrame) else pl.scan_parquet(source)
        self._found = pl.DataFrame()

    def run(self) -> int:
        self._found = pl.DataFrame()
        self._found = plan(self._rows).collect(engine="streaming")
        return self._found.height

    def answers(self) -> pl.DataFrame:
        return self._found


def plan(rows: pl.LazyFrame) -> pl.LazyFrame:
    """The whole rule, over columns of parts."""
    return (
        rows.with_columns(ratios())
        .with_columns(points())
        .with_columns(truths())
        .with_columns(low=total("low"), high=total("high"))
        .with_columns(must_merit=merit("must", col("low")), may_merit=merit("may", col("high")))
        .with_columns(reached("must") + reached("may"))
        .select(result())
    )


def positive(name: str) -> Expr:
    """A divisor; where it is zero the quotient says nothing."""
    return pl.when(col(name) > 0).then(col(name))


def ratios() -> list[Expr]:
    """An unknown revenue is at least the main revenue, so a share of that is the most it can be."""
    least = pl.coalesce("revenue_y1", "main_revenue_y1")
    divisor = pl.when(least > 0).then(least)
    growth = col("main_revenue_y1") / positive("main_revenue_y2"), col("main_revenue_y2") / positive("main_revenue_y3")
    most = pl.coalesce("main_revenue_y1", "revenue_y1") / positive("main_revenue_y2")
    return [
        (col("main_revenue_y1") / positive("revenue_y1")).alias("share"),
        (col("net_profit_y1") / divisor).alias("margin"),
        (col("rd_expense_y1") / divisor).alias("intensity"),
        (growth[0].fill_null(0) + growth[1].fill_null(0)).alias("growth_low"),
        (most + growth[1]).alias("growth_high"),
        (col("total_liabilities_y1") / positive("total_assets_y1")).alias("debt"),
        (col("rd_staff_y1") / positive("employees_y1")).alias("staff"),
        col("revenue_y1").is_not_null().alias("exact"),
    ]


def byte(number: int) -> Expr:
    return lit(number, pl.UInt8)


def first(cases: list[tuple[Expr, int]], otherwise: int = 0) -> Expr:
    """The points of the first case that holds; an unknown case does not. Much faster than adding truths up."""
    chain = pl
    for case, points in cases:
        chain = chain.when(case).then(byte(points))
    return chain.otherwise(byte(otherwise))


def band(value: Expr, lines: dict[float, int]) -> Expr:
    """The points of a band, from its best line down; none where unknown."""
    return first([(value >= line, points) for line, points in lines.items()])


def level(name: str, table: dict[str, int]) -> Expr:
    """The points of a choice; none where unknown."""
    return first([(col(name) == word, points) for word, points in table.items()])


def points() -> list[Expr]:
    """The points of each indicator, none where unknown; two columns where the high end is not simply the most."""
    class1 = (col("ip_class1") >= 1).fill_null(True)
    may = [((col(name) >= 1).fill_null(True) & class1, points) for name, points in RIGHTS.items()]
    may[-1] = ((col("ip_class2") >= 1).fill_null(True), RIGHTS["ip_class2"])
    return [
        band(col("share"), SHARE).alias("p_share"),
        band(col("growth_low"), SUMS).alias("low_growth"),
        band(col("growth_high"), SUMS).alias("p_growth_high"),
        band(col("niche_years"), {10: 5, 8: 4, 6: 3, 4: 2, 2: 1}).alias("p_niche_years"),
        level("product_field", FIELDS).alias("p_product_field"),
        level("digital_level", DIGITAL).alias("p_digital_level"),
        quality(False).alias("low_quality"),
        quality(True).alias("high_quality"),
        band(col("margin"), RISING).alias("p_margin"),
        first([(col("debt") <= line, points) for line, points in DEBT.items()]).alias("p_debt"),
        band(col("rd_expense_y1"), AMOUNTS).alias("p_rd_expense_y1"),
        band(col("intensity"), INTENSITY).alias("p_intensity"),
        band(col("staff"), STAFF).alias("p_staff"),
        level("rd_institution_level", INSTITUTIONS).alias("p_rd_institution_level"),
        first([(col(name) >= 1, points) for name, points in RIGHTS.items()]).alias("low_ip"),
        first(may).alias("high_ip"),
    ]


def quality(unknown: bool) -> Expr:
    """Three points for one, five for two and more."""
    held = [col(name).fill_null(unknown) for name in QUALITY]
    pairs = (held[0] & held[1], held[2] & held[3], (held[0] | held[1]) & (held[2] | held[3]))
    return first([(reduce(or_, pairs), 5), (reduce(or_, held), 3)])


def total(end: str) -> Expr:
    """The score's low or high end. Points of a share of revenue are not sure while revenue is unknown."""
    sure = end == "low"
    ends = {name: col(f"p_{name}") if sure else most(name, points) for name, points in MOST.items()}
    if sure:
        ends |= {name: pl.when("exact").then(f"p_{name}").otherwise(byte(0)) for name in ("margin", "intensity")}
        ends["growth_high"] = col("low_growth")
    spend = pl.max_horizontal(ends.pop("rd_expense_y1"), ends.pop("intensity"))
    parts = [*ends.values(), spend, col(f"{end}_quality"), col(f"{end}_ip")]
    return reduce(Expr.add, parts) + col("local_feature_points").fill_null(0 if sure else 15)


MOST = {"share": 5, "niche_years": 5, "product_field": 5, "digital_level": 5, "debt": 5, "staff": 5}
MOST |= {"rd_institution_level": 10, "margin": 10, "intensity": 10, "rd_expense_y1": 10, "growth_high": 10}


def most(name: str, points: int) -> Expr:
    """The high end: all points where the value is unknown."""
    return pl.when(col(name).is_null()).then(byte(points)).otherwise(f"p_{name}")


def truths() -> list[Expr]:
    """Must and may of every criterion but the last."""
    equity = col("equity_financing_y1") + col("equity_financing_y2")
    sure_equity = col("equity_financing_y1").fill_null(0) + col("equity_financing_y2").fill_null(0)
    spent = col("rd_expense_y1") + col("rd_expense_y2")
    sure_spent = col("rd_expense_y1").fill_null(0) + col("rd_expense_y2").fill_null(0)
    revenue = pl.coalesce("revenue_y1", "main_revenue_y1") >= 1000
    routes = [col(name) for name in ROUTES]
    may_rd = (col("rd_expense_y1") >= 100).fill_null(True) & (col("intensity") >= 0.03).fill_null(True)
    sure_rd = (col("rd_expense_y1") >= 100) & (col("intensity") >= 0.03) & col("exact")
    may_size = (col("revenue_y1") >= 1000).fill_null(True) | (equity >= 2000).fill_null(True)
    base = [col("is_sme"), *(~col(name) for name in BAD)]
    return [
        reduce(and_, [truth.fill_null(False) for truth in base]).alias("must_base"),
        reduce(and_, [truth.fill_null(True) for truth in base]).alias("may_base"),
        *both("tier", col("title_innovative_sme")),
        *both("tenure", col("niche_years") >= 2),
        sure_rd.fill_null(False).alias("must_rd"),
        may_rd.alias("may_rd"),
        (revenue.fill_null(False) | (sure_equity >= 2000)).alias("must_size"),
        may_size.alias("may_size"),
        reduce(or_, [*(r.fill_null(False) for r in routes), sure_spent >= 2000, sure_equity >= 6000]).alias(
            "must_route"
        ),
        reduce(or_, [truth.fill_null(True) for truth in (*routes, spent >= 2000, equity >= 6000)]).alias("may_route"),
    ]


def both(name: str, truth: Expr) -> list[Expr]:
    return [truth.fill_null(False).alias(f"must_{name}"), truth.fill_null(True).alias(f"may_{name}")]


def merit(rail: str, score: Expr) -> Expr:
    return (score >= 60) | col(f"{rail}_route")


def reached(rail: str) -> list[Expr]:
    """How many of the first criteria hold, and whether all do."""
    held = [col(f"{rail}_{name}") for name in CRITERIA]
    count = first([(~truth, k) for k, truth in enumerate(held)], len(CRITERIA))
    return [count.alias(f"{rail}_first"), reduce(and_, held).alias(f"{rail}_all")]


def result() -> list[Expr]:
    verdict = col("must_all").cast(pl.UInt8) + col("may_all").cast(pl.UInt8)
    blocking = pl.when(col("may_all")).then(col("must_first")).otherwise(col("may_first"))
    found = (verdict, col("low"), col("high"), blocking)
    return [part.alias(name) for part, name in zip(found, ANSWERS, strict=True)]
