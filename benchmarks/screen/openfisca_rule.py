"""The variables and parameters of the rule for OpenFisca."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from columns import BAD, CHOICES, COUNTS, CRITERIA, MONEY, NUMBERS, QUALITY, ROUTES, YES_NO
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

DAY, START = "2023-06-30", "2022-08-01"
Firm = build_entity("firm", "firms", "An enterprise", is_person=True)
Formula = Callable[..., np.ndarray]
"""Of a firm and a period, or these and the parameters: the engine counts the arguments."""

TWO_A_LINE = (0, 2, 4, 6, 8, 10)
BELOW = -1e9
SCALES = {
    "share": ((BELOW, 0.6, 0.7, 0.8), (0, 1, 3, 5)),
    "growth": ((BELOW, 0, 0.04, 0.06, 0.08, 0.10), TWO_A_LINE),
    "margin": ((BELOW, 0.02, 0.04, 0.06, 0.08, 0.10), TWO_A_LINE),
    "debt": ((-1, 0.5, 0.6, 0.7), (5, 3, 1, 0)),
    "amount": ((BELOW, 100, 200, 300, 400, 500), TWO_A_LINE),
    "intensity": ((BELOW, 0.03, 0.04, 0.06, 0.08, 0.10), TWO_A_LINE),
    "staff": ((BELOW, 0.05, 0.1, 0.2), (0, 1, 3, 5)),
}
POINTS = {
    "product_field": (5, 3, 0),
    "digital_level": (5, 5, 3, 0, 0),
    "rd_institution_level": (10, 8, 4, 2, 0),
}
RIGHTS = (("ip_class1_high_value", 10), ("ip_class1_own", 8), ("ip_class1", 6), ("ip_class2", 2))


def _levels(name: str, words: tuple[str, ...]) -> type[Enum]:
    """The choices in their order, and ``unknown`` at the end."""
    return Enum(name, {f"is_{word}": word for word in (*words, "unknown")})


LEVELS = {name: _levels(name, words) for name, words in CHOICES.items()}


def system() -> TaxBenefitSystem:
    """The rule as OpenFisca holds a country's law."""
    rules = TaxBenefitSystem([Firm])
    rules.parameters = ParameterNode("", data={"bands": {name: _scale(*parts) for name, parts in SCALES.items()}})
    for name in (*MONEY, *COUNTS, *NUMBERS):
        _add(rules, name, float)
    for name in YES_NO:
        _add(rules, f"must_{name}", bool)
        _add(rules, f"may_{name}", bool)
    for name, levels in LEVELS.items():
        _add(rules, name, Enum, possible_values=levels, default_value=levels.is_unknown)
    for kind, formulas in ((float, NUMBERS_OF), (int, points()), (bool, truths()), (int, answers())):
        for name, formula in formulas.items():
            _add(rules, name, kind, formula=formula)
    return rules


def _scale(thresholds: tuple[float, ...], points: tuple[int, ...]) -> dict[str, Any]:
    brackets = [
        {"threshold": {START: {"value": line}}, "amount": {START: {"value": found}}}
        for line, found in zip(thresholds, points, strict=True)
    ]
    return {"brackets": brackets, "metadata": {"type": "single_amount"}}


def _add(rules: TaxBenefitSystem, name: str, kind: type, **more: Any) -> None:
    body = {"value_type": kind, "entity": Firm, "definition_period": DateUnit.DAY, "label": name, **more}
    rules.add_variable(type(name, (Variable,), body))


def _over(part: str, whole: str) -> Formula:
    """A quotient; NaN where the divisor is zero."""

    def formula(firm: Any, period: Any) -> np.ndarray:
        divisor = firm(whole, period)
        return firm(part, period) / np.where(divisor > 0, divisor, np.float32(np.nan))

    return formula


def _either(first: str, second: str) -> Formula:
    def formula(firm: Any, period: Any) -> np.ndarray:
        value = firm(first, period)
        return np.where(np.isnan(value), firm(second, period), value)

    return formula


def _sum(first: str, second: str, sure: bool) -> Formula:
    """What is sure of a sum takes an unknown amount for nothing."""

    def formula(firm: Any, period: Any) -> np.ndarray:
        one, two = firm(first, period), firm(second, period)
        return np.fmax(one, 0) + np.fmax(two, 0) if sure else one + two

    return formula


def _mean_growth(last: str, sure: bool) -> Formula:
    total = _sum(last, "quotient_y2", sure)

    def formula(firm: Any, period: Any) -> np.ndarray:
        return total(firm, period) / 2 - 1

    return formula


NUMBERS_OF: dict[str, Formula] = {
    "least_revenue": _either("revenue_y1", "main_revenue_y1"),
    "most_main_revenue": _either("main_revenue_y1", "revenue_y1"),
    "share": _over("main_revenue_y1", "revenue_y1"),
    "margin": _over("net_profit_y1", "least_revenue"),
    "intensity": _over("rd_expense_y1", "least_revenue"),
    "quotient_y1": _over("main_revenue_y1", "main_revenue_y2"),
    "quotient_y1_most": _over("most_main_revenue", "main_revenue_y2"),
    "quotient_y2": _over("main_revenue_y2", "main_revenue_y3"),
    "low_growth": _mean_growth("quotient_y1", True),
    "high_growth": _mean_growth("quotient_y1_most", False),
    "debt": _over("total_liabilities_y1", "total_assets_y1"),
    "staff": _over("rd_staff_y1", "employees_y1"),
    **{f"{end}_equity": _sum("equity_financing_y1", "equity_financing_y2", end == "low") for end in ("low", "high")},
    **{f"{end}_spent": _sum("rd_expense_y1", "rd_expense_y2", end == "low") for end in ("low", "high")},
    "score_low": lambda firm, period: _total(firm, period, "low"),
    "score_high": lambda firm, period: _total(firm, period, "high"),
}


def _band(value: str, scale: str, right: bool = False) -> Formula:
    """The points of a scale, none for NaN. ``right``: a value on a line belongs to the bracket under it."""

    def formula(firm: Any, period: Any, parameters: Any) -> np.ndarray:
        return parameters(period).bands[scale].calc(firm(value, period), right=right)

    return formula


def _level(name: str, end: str) -> Formula:
    table = np.array([*POINTS[name], 0 if end == "low" else max(POINTS[name])], np.int32)

    def formula(firm: Any, period: Any) -> np.ndarray:
        return table[np.asarray(firm(name, period))]

    return formula


def _quality(rail: str) -> Formula:
    def formula(firm: Any, period: Any) -> np.ndarray:
        return np.minimum(3 * sum(firm(f"{rail}_{name}", period).astype(np.int8) for name in QUALITY), 5)

    return formula


def _low_rights(firm: Any, period: Any) -> np.ndarray:
    return np.select([firm(name, period) >= 1 for name, _ in RIGHTS], [np.int32(points) for _, points in RIGHTS], 0)


def _high_rights(firm: Any, period: Any) -> np.ndarray:
    """Rights of a kind there may be, unless known to be none; no more of a kind than class I rights in all."""
    class1 = ~(firm("ip_class1", period) < 1)
    may = [~(firm(name, period) < 1) & (class1 | (name == "ip_class2")) for name, _ in RIGHTS]
    return np.select(may, [np.int32(points) for _, points in RIGHTS], 0)


def points() -> dict[str, Formula]:
    """The indicators. A band gives the low end; the high one is the most where the value is unknown."""
    bands = {name: _band(name, name) for name in ("share", "margin", "intensity", "staff")}
    bands |= {"debt": _band("debt", "debt", right=True), "amount": _band("rd_expense_y1", "amount")}
    found = {f"points_{name}": formula for name, formula in bands.items()}
    for end, rail in (("low", "must"), ("high", "may")):
        found[f"points_growth_{end}"] = _band(f"{end}_growth", "growth")
        found[f"points_quality_{end}"] = _quality(rail)
        found |= {f"points_{name}_{end}": _level(name, end) for name in POINTS}
    return found | {"points_ip_low": _low_rights, "points_ip_high": _high_rights}


def _total(firm: Any, period: Any, end: str) -> np.ndarray:
    """The score's low or high end."""
    low = end == "low"
    both = [firm(f"points_{name}_{end}", period) for name in ("growth", "quality", "ip", *POINTS)]
    if not low:
        both[0] = np.where(np.isnan(firm("high_growth", period)), 10, both[0])
    single = [_end(firm, period, (name, name, 5), low) for name in ("share", "debt", "staff")]
    exact = ~np.isnan(firm("revenue_y1", period)) | (not low)
    margin, intensity = (_end(firm, period, (name, name, 10), low) * exact for name in ("margin", "intensity"))
    amount = _end(firm, period, ("amount", "rd_expense_y1", 10), low)
    years = np.floor(firm("niche_years", period) / 2)
    tenure = np.fmin(np.fmax(years, 0) if low else years, 5)
    local = np.nan_to_num(firm("local_feature_points", period), nan=0 if low else 15)
    return sum([*both, *single, margin, np.maximum(amount, intensity)]) + tenure + local


def _end(firm: Any, period: Any, indicator: tuple[str, str, int], low: bool) -> np.ndarray:
    name, value, most = indicator
    found = firm(f"points_{name}", period)
    return found if low else np.where(np.isnan(firm(value, period)), most, found)


# ---------------------------------------------------------------- truths


def _reaches(value: str, line: float, sure: bool) -> Formula:
    def formula(firm: Any, period: Any) -> np.ndarray:
        found = firm(value, period)
        return found >= line if sure else ~(found < line)

    return formula


def _base(rail: str) -> Formula:
    other = {"must": "may", "may": "must"}[rail]

    def formula(firm: Any, period: Any) -> np.ndarray:
        good = firm(f"{rail}_is_sme", period)
        for name in BAD:
            good = good & ~firm(f"{other}_{name}", period)
        return good

    return formula


def _title(rail: str) -> Formula:
    return lambda firm, period: firm(f"{rail}_title_innovative_sme", period)


def _rd(sure: bool) -> Formula:
    amount, share = _reaches("rd_expense_y1", 100, sure), _reaches("intensity", 0.03, sure)

    def formula(firm: Any, period: Any) -> np.ndarray:
        exact = ~np.isnan(firm("revenue_y1", period)) | (not sure)
        return amount(firm, period) & share(firm, period) & exact

    return formula


def _size(sure: bool) -> Formula:
    revenue = _reaches("least_revenue" if sure else "revenue_y1", 1000, sure)
    equity = _reaches("low_equity" if sure else "high_equity", 2000, sure)
    return lambda firm, period: revenue(firm, period) | equity(firm, period)


def _merit(rail: str, end: str, sure: bool) -> Formula:
    routes = [_reaches(f"{end}_spent", 2000, sure), _reaches(f"{end}_equity", 6000, sure)]

    def formula(firm: Any, period: Any) -> np.ndarray:
        met = firm(f"score_{end}", period) >= 60
        for route in routes:
            met = met | route(firm, period)
        for name in ROUTES:
            met = met | firm(f"{rail}_{name}", period)
        return met

    return formula


def truths() -> dict[str, Formula]:
    """Must and may of every criterion."""
    found: dict[str, Formula] = {}
    for rail, end, sure in (("must", "low", True), ("may", "high", False)):
        found |= {
            f"{rail}_base": _base(rail),
            f"{rail}_lower_tier": _title(rail),
            f"{rail}_tenure": _reaches("niche_years", 2, sure),
            f"{rail}_rd": _rd(sure),
            f"{rail}_size": _size(sure),
            f"{rail}_merit": _merit(rail, end, sure),
        }
    return found


def answers() -> dict[str, Formula]:
    """How many of the first criteria hold on each rail, the verdict and what blocks."""
    return {
        "must_first": lambda firm, period: _first(firm, period, "must"),
        "may_first": lambda firm, period: _first(firm, period, "may"),
        "verdict": lambda firm, period: _all(firm, period, "must") + _all(firm, period, "may"),
        "blocking": lambda firm, period: np.where(
            _all(firm, period, "may"), firm("must_first", period), firm("may_first", period)
        ),
    }


def _first(firm: Any, period: Any, rail: str) -> np.ndarray:
    held, count = True, 0
    for name in CRITERIA:
        held = held & firm(f"{rail}_{name}", period)
        count = count + held.astype(np.int8)
    return count


def _all(firm: Any, period: Any, rail: str) -> np.ndarray:
    return (firm(f"{rail}_first", period) == len(CRITERIA)).astype(np.int8)
