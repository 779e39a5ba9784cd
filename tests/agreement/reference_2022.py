"""The 2022 score and conditions of SRDI SMEs, written down by hand from annex 2 of the 2022 measures.

A second copy of the law on purpose: it is compared with the rulebook, so each tells on a slip in the other.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

Firm = dict[str, Any]

VETOES = ("prohibited_product", "on_abnormal_list", "on_dishonesty_list", "major_incident_3y", "tax_evasion_3y")
QUALITY = ("provincial_quality_award", "quality_system_certified", "own_brand", "standards_participation")
INSTITUTIONS = {"national": 10, "provincial": 8, "municipal": 4, "below_municipal": 2, "none": 0}
FIELDS = {"fills_gap": 5, "six_bases_or_key_chain": 3, "other": 0}
DIGITAL = {"4": 5, "3": 5, "2": 3, "1": 0, "0": 0}


def at_least(value: Any, *steps: tuple[str, int]) -> int:
    """The points of the first step that the value reaches; 0 below the last."""
    return next((points for floor, points in steps if value >= decimal(floor)), 0)


def at_most(value: Any, *steps: tuple[str, int]) -> int:
    return next((points for ceiling, points in steps if value <= decimal(ceiling)), 0)


def decimal(text: str) -> Any:
    """``8%`` or ``500``, exactly."""
    return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)


def score_of(firm: Firm) -> dict[str, Any]:
    """The points of each of the 13 indicators."""
    growth = (firm["main_revenue_growth_y1"] + firm["main_revenue_growth_y2"]) / 2
    steps_of_two = (("8%", 8), ("6%", 6), ("4%", 4))
    return {
        "main_revenue_share": at_least(firm["main_revenue_share_y1"], ("80%", 5), ("70%", 3), ("60%", 1)),
        "main_revenue_growth": at_least(growth, ("10%", 10), *steps_of_two, ("0%", 2)),
        "tenure_points": min(firm["niche_years"] // 2, 5),
        "product_domain": FIELDS[firm["product_field"]],
        "digital": DIGITAL[firm["digital_level"]],
        "quality": min(3 * sum(firm[fact] == "yes" for fact in QUALITY), 5),
        "net_margin": at_least(firm["net_margin_y1"], ("10%", 10), *steps_of_two, ("2%", 2)),
        "debt": at_most(firm["debt_ratio_y1"], ("50%", 5), ("60%", 3), ("70%", 1)),
        "local_features": min(firm["local_feature_points"], 15),
        "ip": intellectual_property(firm),
        "rd_spend": rd_spending(firm),
        "rd_staff": at_least(firm["rd_staff_share_y1"], ("20%", 5), ("10%", 3), ("5%", 1)),
        "rd_institution": INSTITUTIONS[firm["rd_institution_level"]],
    }


def intellectual_property(firm: Firm) -> int:
    if firm["ip_class1_high_value"] > 0:
        return 10
    if firm["ip_class1_own"] > 0:
        return 8
    if firm["ip_class1"] > 0:
        return 6
    return 2 if firm["ip_class2"] > 0 else 0


def rd_spending(firm: Firm) -> int:
    """The higher of the points for the amount and for the share."""
    amount = at_least(firm["rd_expense_y1"], ("500", 10), ("400", 8), ("300", 6), ("200", 4), ("100", 2))
    share = at_least(firm["rd_intensity_y1"], ("10%", 10), ("8%", 8), ("6%", 6), ("4%", 4), ("3%", 2))
    return max(amount, share)


def equity_two_years(firm: Firm) -> Any:
    return firm["equity_financing_y1"] + firm["equity_financing_y2"]


def conditions_of(firm: Firm) -> dict[str, bool]:
    """The four conditions, the title below, and the common conditions."""
    rd_mean = (firm["rd_expense_y1"] + firm["rd_expense_y2"]) / 2
    route = (
        firm["provincial_award_top3_3y"] == "yes"
        or firm["national_award_top5_3y"] == "yes"
        or rd_mean >= 1000
        or equity_two_years(firm) >= 6000
        or firm["maker_china_top500_3y"] == "yes"
    )
    return {
        "base": firm["is_sme"] == "yes" and not any(firm[fact] == "yes" for fact in VETOES),
        "lower_tier": firm["title_innovative_sme"] == "yes",
        "tenure": firm["niche_years"] >= 2,
        "rd": firm["rd_expense_y1"] >= 100 and firm["rd_intensity_y1"] >= decimal("3%"),
        "size": firm["revenue_y1"] >= 1000 or equity_two_years(firm) >= 2000,
        "merit": sum(score_of(firm).values()) >= 60 or route,
    }
