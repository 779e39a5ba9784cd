"""The columns that the rule reads, and the codes of an answer. Money is in 万元; a null is an unknown fact.

All contenders are given the same columns and give the same four: ``verdict``, ``score_low``, ``score_high``,
``blocking``. Words would cost every engine something else, so verdict and blocking are small whole numbers.
"""

from __future__ import annotations

MONEY = (
    "revenue_y1",
    "main_revenue_y1",
    "main_revenue_y2",
    "main_revenue_y3",
    "rd_expense_y1",
    "rd_expense_y2",
    "net_profit_y1",
    "total_assets_y1",
    "total_liabilities_y1",
    "equity_financing_y1",
    "equity_financing_y2",
)
COUNTS = ("employees_y1", "rd_staff_y1", "ip_class1_high_value", "ip_class1_own", "ip_class1", "ip_class2")
NUMBERS = ("niche_years", "local_feature_points")
CHOICES = {
    "product_field": ("fills_gap", "six_bases_or_key_chain", "other"),
    "digital_level": ("4", "3", "2", "1", "0"),
    "rd_institution_level": ("national", "provincial", "municipal", "below_municipal", "none"),
}
GOOD = ("is_sme",)
BAD = ("prohibited_product", "on_abnormal_list", "on_dishonesty_list", "major_incident_3y", "tax_evasion_3y")
TITLES = ("title_innovative_sme",)
ROUTES = ("provincial_award_top3_3y", "national_award_top5_3y", "maker_china_top500_3y")
QUALITY = ("provincial_quality_award", "quality_system_certified", "own_brand", "standards_participation")
YES_NO = (*GOOD, *BAD, *TITLES, *ROUTES, *QUALITY)
COLUMNS = (*MONEY, *COUNTS, *NUMBERS, *CHOICES, *YES_NO)

VERDICTS = ("fail", "undetermined", "pass")
"""A verdict is the place in this list: how many of "may pass" and "must pass" hold."""
CRITERIA = ("base", "lower_tier", "tenure", "rd", "size", "merit")
"""What blocks is the place in this list: the first criterion that fails, else the first unknown; 6 is nothing."""
ANSWERS = ("verdict", "score_low", "score_high", "blocking")
