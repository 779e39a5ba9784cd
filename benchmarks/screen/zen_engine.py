"""The rule by hand as a JDM decision of zen-engine: an expression node over a list of records, and one for the answer.

Numbers are decimals in this engine, so nothing is lost on a line. A null in a comparison is an error, so every
expression asks for it first; truths are again two plain ones, must and may. A later expression of the node
reads an earlier one as ``$.name``.
"""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import zen
from columns import ANSWERS, BAD, COLUMNS, QUALITY, ROUTES

BATCH = 1000
CRITERIA = ("base", "tier", "tenure", "rd", "size", "merit")
RIGHTS = {"ip_class1_high_value": 10, "ip_class1_own": 8, "ip_class1": 6, "ip_class2": 2}
"""Rights of a kind there may be, unless known to be none; no more of a kind than class I rights in all."""


class Screen:
    """Takes records. From a file they are made of the columns first, and that is timed."""

    def prepare(self, source: pl.DataFrame | Path) -> None:
        self._source = source.to_dicts() if isinstance(source, pl.DataFrame) else source
        self._decision = zen.ZenEngine().create_decision(json.dumps(decision()))
        self._found: list[dict[str, float]] = []

    def run(self) -> int:
        records = self._source
        if isinstance(records, Path):
            records = pl.read_parquet(records, columns=list(COLUMNS)).to_dicts()
        self._found = []
        for start in range(0, len(records), BATCH):
            batch = {"firms": records[start : start + BATCH]}
            self._found.extend(self._decision.evaluate(batch)["result"]["firms"])
        return len(self._found)

    def answers(self) -> pl.DataFrame:
        return pl.DataFrame(self._found).select(ANSWERS)


def decision() -> dict[str, object]:
    """Input, work, answer and output. Only the answer leaves the decision: what leaves is turned into Python."""
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}, "content": {}},
        _node("work", expressions()),
        _node("answer", {name: name for name in ANSWERS}),
        {"id": "out", "type": "outputNode", "name": "out", "position": {"x": 0, "y": 0}, "content": {}},
    ]
    pairs = zip(nodes, nodes[1:], strict=False)
    edges = [
        {"id": f"e{k}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]} for k, (a, b) in enumerate(pairs)
    ]
    return {"nodes": nodes, "edges": edges}


def _node(name: str, found: dict[str, str]) -> dict[str, object]:
    rows = [{"id": key, "key": key, "value": value} for key, value in found.items()]
    loop = {"inputField": "firms", "outputPath": "firms", "executionMode": "loop", "passThrough": False}
    place = {"x": 0, "y": 0}
    content = {"expressions": rows, **loop}
    return {"id": name, "type": "expressionNode", "name": name, "position": place, "content": content}


def expressions() -> dict[str, str]:
    """Everything in the order in which it is worked out."""
    return {
        **ratios(),
        **points(),
        "score_low": " + ".join(total("low")),
        "score_high": " + ".join(total("high")),
        **truths(),
        "must": _first("must"),
        "may": _first("may"),
        "verdict": "($.must == 6 ? 1 : 0) + ($.may == 6 ? 1 : 0)",
        "blocking": "$.may == 6 ? $.must : $.may",
    }


def over(part: str, whole: str) -> str:
    """A quotient; null where a part is unknown (a divisor of zero gives null by itself)."""
    return f"({part} == null or {whole} == null ? null : {part} / {whole})"


def ratios() -> dict[str, str]:
    """An unknown revenue is at least the main revenue, so a share of that is the most it can be."""
    before = over("main_revenue_y2", "main_revenue_y3")
    return {
        "least": "revenue_y1 ?? main_revenue_y1",
        "most_main": "main_revenue_y1 ?? revenue_y1",
        "share": over("main_revenue_y1", "revenue_y1"),
        "margin": over("net_profit_y1", "$.least"),
        "intensity": over("rd_expense_y1", "$.least"),
        "before": before,
        "growth_low": f"({over('main_revenue_y1', 'main_revenue_y2')} ?? 0) + ($.before ?? 0)",
        "last": over("$.most_main", "main_revenue_y2"),
        "growth_high": "$.last == null or $.before == null ? null : $.last + $.before",
        "debt": over("total_liabilities_y1", "total_assets_y1"),
        "staff": over("rd_staff_y1", "employees_y1"),
        "equity_low": "(equity_financing_y1 ?? 0) + (equity_financing_y2 ?? 0)",
        "spent_low": "(rd_expense_y1 ?? 0) + (rd_expense_y2 ?? 0)",
        "equity_open": "equity_financing_y1 == null or equity_financing_y2 == null",
        "spent_open": "rd_expense_y1 == null or rd_expense_y2 == null",
    }


def _band(value: str, lines: dict[float, int], sign: str = ">=") -> str:
    steps = " : ".join(f"{value} {sign} {line} ? {points}" for line, points in lines.items())
    return f"{value} == null ? null : {steps} : 0"


def _even(*percents: float) -> dict[float, int]:
    return dict(zip(percents, (10, 8, 6, 4, 2), strict=True))


def _level(name: str, table: dict[str, int]) -> str:
    steps = " : ".join(f"{name} == '{word}' ? {points}" for word, points in table.items())
    return f"{name} == null ? null : {steps} : 0"


def points() -> dict[str, str]:
    """The points of each indicator, null where unknown; two where the ends differ otherwise."""
    institutions = {"national": 10, "provincial": 8, "municipal": 4, "below_municipal": 2}
    may_class1 = "(ip_class1 ?? 1) >= 1"
    low = " : ".join(f"({name} ?? 0) >= 1 ? {points}" for name, points in RIGHTS.items())
    high = " : ".join(f"({name} ?? 1) >= 1 and {may_class1} ? {p}" for name, p in list(RIGHTS.items())[:3])
    return {
        "p_share": _band("$.share", {0.8: 5, 0.7: 3, 0.6: 1}),
        "p_growth_low": _band("$.growth_low", _even(2.2, 2.16, 2.12, 2.08, 2)),
        "p_growth_high": _band("$.growth_high", _even(2.2, 2.16, 2.12, 2.08, 2)),
        "p_tenure": "niche_years == null ? null : min([floor(niche_years / 2), 5])",
        "p_field": _level("product_field", {"fills_gap": 5, "six_bases_or_key_chain": 3}),
        "p_digital": _level("digital_level", {"4": 5, "3": 5, "2": 3}),
        "p_margin": _band("$.margin", _even(0.1, 0.08, 0.06, 0.04, 0.02)),
        "p_debt": _band("$.debt", {0.5: 5, 0.6: 3, 0.7: 1}, "<="),
        "p_amount": _band("rd_expense_y1", _even(500, 400, 300, 200, 100)),
        "p_intensity": _band("$.intensity", _even(0.1, 0.08, 0.06, 0.04, 0.03)),
        "p_staff": _band("$.staff", {0.2: 5, 0.1: 3, 0.05: 1}),
        "p_institution": _level("rd_institution_level", institutions),
        "p_ip_low": f"{low} : 0",
        "p_ip_high": f"{high} : (ip_class2 ?? 1) >= 1 ? 2 : 0",
        **{f"p_quality_{end}": _quality(end == "high") for end in ("low", "high")},
    }


def _quality(unknown: bool) -> str:
    """Three points each, five at the most."""
    counted = " + ".join(f"(({name} ?? {str(unknown).lower()}) ? 3 : 0)" for name in QUALITY)
    return f"min([{counted}, 5])"


def total(end: str) -> list[str]:
    """The score's low or high end."""
    low, exact = end == "low", "revenue_y1 == null ? 0 : "
    most = {"share": 5, "tenure": 5, "field": 5, "digital": 5, "debt": 5, "staff": 5, "institution": 10}
    margin, intensity = (
        f"({exact}($.p_{name} ?? 0))" if low else f"($.p_{name} ?? 10)" for name in ("margin", "intensity")
    )
    growth = "$.p_growth_low" if low else "($.p_growth_high ?? 10)"
    spend = f"max([$.p_amount ?? {0 if low else 10}, {intensity}])"
    parts = [f"($.p_{name} ?? {0 if low else points})" for name, points in most.items()]
    local = f"(local_feature_points ?? {0 if low else 15})"
    return [*parts, margin, growth, spend, f"$.p_quality_{end}", f"$.p_ip_{end}", local]


def truths() -> dict[str, str]:
    """Must and may of every criterion."""
    route = " or ".join(f"({name} ?? false)" for name in ROUTES)
    may_route = " or ".join(f"({name} ?? true)" for name in ROUTES)
    return {
        **_rails("base", lambda u: " and ".join([f"(is_sme ?? {u})", *(f"not({b} ?? {_flip(u)})" for b in BAD)])),
        **_rails("tier", lambda u: f"(title_innovative_sme ?? {u})"),
        **_rails("tenure", lambda u: f"(niche_years == null ? {u} : niche_years >= 2)"),
        "must_rd": "revenue_y1 != null and (rd_expense_y1 ?? 0) >= 100 and ($.intensity ?? 0) >= 0.03",
        "may_rd": "(rd_expense_y1 ?? 100) >= 100 and ($.intensity ?? 1) >= 0.03",
        "must_size": "($.least ?? 0) >= 1000 or $.equity_low >= 2000",
        "may_size": "(revenue_y1 ?? 1000) >= 1000 or $.equity_open or $.equity_low >= 2000",
        "must_merit": f"$.score_low >= 60 or {route} or $.spent_low >= 2000 or $.equity_low >= 6000",
        "may_merit": f"$.score_high >= 60 or {may_route} or $.spent_open or $.spent_low >= 2000"
        " or $.equity_open or $.equity_low >= 6000",
    }


def _rails(name: str, rule: object) -> dict[str, str]:
    assert callable(rule)
    return {f"must_{name}": rule("false"), f"may_{name}": rule("true")}


def _flip(unknown: str) -> str:
    return "true" if unknown == "false" else "false"


def _first(rail: str) -> str:
    """How many of the first criteria hold."""
    return " : ".join(f"not($.{rail}_{name}) ? {k}" for k, name in enumerate(CRITERIA)) + f" : {len(CRITERIA)}"
