"""Research: what it costs, the rights it led to, institutions, awards, standards."""

from __future__ import annotations

import numpy as np

from jinjie.synthetic.draws import Real, Whole, part, power, stair, steps
from jinjie.synthetic.trade import ONE, YUAN
from jinjie.synthetic.traits import YEARS, Columns, Traits

RD = "rd_expense_"
MOST = 400
INSTITUTIONS = ("none", "below_municipal", "municipal", "provincial", "national")
STAIRS = (1.3, 1.8, 2.8, 4.4)
"""Where the standing of an enterprise earns the next institution."""


def spending(traits: Traits, sales: Columns) -> Columns:
    """Three years of R&D expense. Who strives spends more; outside technology many spend nothing."""
    draws = traits.draws
    usual = traits.usual("rd") * power(0.8 * draws.normal() + 0.25 * traits.ability + 0.8 * traits.striving)
    spends = draws.chance(0.25 + 0.75 * traits.usual("tech")) | traits.striving
    share = steps(usual * spends * ONE, 0, 900_000)
    years = []
    for year in YEARS:
        share = traits.on_line(share, f"rd_intensity_{year}")
        years.append(part(sales[f"revenue_{year}"], share))
        share = steps(share * power(0.25 * draws.normal()), 0, 900_000)
    years[0] += (sales["revenue_y1"] == 0) * spends * steps(30 * YUAN * power(draws.normal()), 0, 10**8)
    _on_amounts(traits, years)
    return {RD + year: spent for year, spent in zip(YEARS, years, strict=True)}


def _on_amounts(traits: Traits, years: list[Whole]) -> None:
    """Some amounts on the lines of a year, others on those of two years together."""
    alone = traits.draws.half(traits.on_lines[3])
    years[0] = traits.on_line(years[0], f"{RD}y1", rows=alone)
    years[1] = traits.on_line(years[1], f"{RD}y2", rows=alone)
    together = traits.draws.half(traits.on_lines[0])
    total = traits.on_line(years[0] + years[1], f"{RD}y1", f"{RD}y2", rows=together)
    years[0] = np.maximum(total - years[1], 0)


def rights(traits: Traits, spent: Whole) -> Columns:
    """Intellectual property: the more was spent, the more of it."""
    draws = traits.draws
    effort = np.sqrt(spent * (1 / (90 * YUAN)))
    first = steps(effort * power(1.1 * draws.normal() + 0.35 * traits.ability + 0.6 * traits.striving - 0.9), 0, MOST)
    second = steps(3 * effort * power(draws.normal() + 0.2 * traits.ability) + draws.even(), 0, 4 * MOST)
    own, applied = 1 - 0.35 * draws.even() * draws.chance(0.4), 1 - 0.6 * draws.even() * draws.chance(0.6)
    high = draws.even() * (0.3 + 0.15 * traits.ability)
    return {
        "ip_class1": first,
        "ip_class1_own": _of(first, own),
        "ip_class1_high_value": _of(first, np.clip(high, 0, 1)),
        "ip_class1_applied": _of(first, applied),
        "ip_class2": second,
        "ip_class2_any_age": second + steps(effort * 2 * draws.even(), 0, MOST),
    }


def _of(count: Whole, share: Real) -> Whole:
    """A share of a count, rounded."""
    return steps(count * share, 0, MOST)


def recognition(traits: Traits) -> Columns:
    """Institutions, awards and standards; the rarer ones imply the more common ones."""
    draws = traits.draws
    standing = 0.7 * traits.ability + 0.6 * traits.scale + 1.1 * traits.striving
    level = stair(standing + 0.7 * draws.normal(), *STAIRS)
    lead = draws.chance(0.004 + 0.02 * traits.striving * (1 + traits.ability))
    return {
        "rd_institution_level": traits.choice("rd_institution_level", INSTITUTIONS, level),
        "rd_institution_any": (level > 0) | draws.chance(0.06 + 0.3 * traits.striving),
        "standards_lead_5y": lead,
        "standards_participation": lead | draws.chance(0.02 + 0.15 * traits.striving + 0.03 * traits.ability),
        **_awards(traits, standing),
    }


def _awards(traits: Traits, standing: Real) -> Columns:
    draws = traits.draws
    national = draws.chance(0.0015 * (1 + standing))
    top5 = national & draws.chance(0.6)
    top3 = top5 & draws.chance(0.6)
    provincial = draws.chance(0.012 * (1 + standing))
    top500 = draws.chance(0.004 * (1 + standing))
    return {
        "national_award_3y": national,
        "national_award_top5_3y": top5,
        "national_award_top3_3y": top3,
        "national_award_top3_5y": top3 | draws.chance(0.0008 * (1 + standing)),
        "provincial_award_3y": provincial,
        "provincial_award_top3_3y": provincial & draws.chance(0.5),
        "maker_china_top500_3y": top500,
        "maker_china_top50_3y": top500 & draws.chance(0.12),
    }
