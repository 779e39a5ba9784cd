"""People and sales: three years of revenue, its main business and its leading products."""

from __future__ import annotations

import numpy as np

from jinjie.facts.vocabulary import Kind
from jinjie.synthetic.draws import Flags, Real, Whole, part, power, steps
from jinjie.synthetic.lines import STEPS, growing
from jinjie.synthetic.traits import DAYS, YEARS, Columns, Traits

YUAN = STEPS[Kind.MONEY]
ONE = STEPS[Kind.RATIO]
ROUND = 100
"""Revenue is in hundreds of yuan: every per cent of it is a whole number of yuan."""


def staff(traits: Traits) -> Columns:
    """How many people work there, and on what."""
    draws, tech = traits.draws, traits.usual("tech")
    spread = power(1.75 * traits.scale + 0.3 * traits.ability + 0.8 * traits.striving)
    employees = traits.on_line(steps(traits.usual("people") * spread, 1, 9_000), "employees_y1")
    share = (0.02 + 0.16 * tech + 0.06 * traits.striving) * power(0.9 * draws.normal())
    research = traits.on_line(steps(share * ONE, 0, 900_000), "rd_staff_share_y1")
    rd_staff = part(employees, research)
    wider = traits.on_line(research + steps(0.04 * ONE * power(draws.normal()), 0, 100_000), "sci_tech_staff_share_y1")
    return {
        "employees_y1": employees,
        "rd_staff_y1": rd_staff,
        "sci_tech_staff_y1": np.maximum(part(employees, wider), rd_staff),
    }


def sales(traits: Traits, employees: Whole) -> Columns:
    """Revenue, main-business revenue and that of the leading products."""
    revenue = _revenue(traits, employees)
    share = _main_share(traits)
    main = [part(amount, share) for amount in revenue]
    main[1], main[2] = (part(amount, _drifted(traits, share)) for amount in revenue[1:])
    steady = traits.on_lines[2][main[2][traits.on_lines[2]] > 0]
    for year, amount in enumerate(_growing(traits, main[0][steady], "main_revenue_growth_y1", 1)):
        main[year][steady] = amount
    revenue = [np.maximum(amount, inside) for amount, inside in zip(revenue, main, strict=True)]
    leading = np.minimum(part(revenue[0], _leading_share(traits, share)), main[0])
    return {
        **{f"revenue_{year}": amount for year, amount in zip(YEARS, revenue, strict=True)},
        **{f"main_revenue_{year}": amount for year, amount in zip(YEARS, main, strict=True)},
        "leading_product_revenue_y1": leading,
    }


def _revenue(traits: Traits, employees: Whole) -> list[Whole]:
    """Three years, the last one first. Before its foundation an enterprise had none."""
    draws = traits.draws
    per_head = traits.usual("sales") * power(0.9 * draws.normal() + 0.25 * traits.ability + 0.3 * traits.striving)
    last = steps(employees * per_head * (YUAN / ROUND), 1, 10**9) * ROUND
    last[_starting(traits)] = 0
    last = traits.on_line(last, "revenue_y1", rows=traits.on_lines[0], step=ROUND)
    before = _before(last, _growth(traits))
    first = _before(before, _growth(traits))
    before[traits.age < DAYS] = 0
    first[traits.age < 2 * DAYS] = 0
    rows = traits.on_lines[1][first[traits.on_lines[1]] > 0]
    last[rows], before[rows], first[rows] = _growing(traits, last[rows], "revenue_cagr_2y", ROUND)
    return [last, before, first]


def _starting(traits: Traits) -> Flags:
    """Young and without sales yet."""
    return (traits.age < DAYS) & traits.draws.chance(0.3)


def _growth(traits: Traits) -> Whole:
    """In millionths a year."""
    growth = 0.05 + 0.04 * traits.ability + 0.05 * traits.striving + 0.16 * traits.draws.normal()
    return steps(growth * ONE, -600_000, 2_000_000)


def _before(amount: Whole, growth: Whole) -> Whole:
    """The amount a year before, in hundreds of yuan."""
    found: Whole = amount // ROUND * ONE // (ONE + growth) * ROUND
    return found


def _growing(traits: Traits, last: Whole, fact: str, unit: int) -> tuple[Whole, Whole, Whole]:
    """Three years of growth exactly on a line of a fact; in half of them the last year is a step off."""
    lines = traits.world.lines.of(fact)
    if not len(lines) or not len(last):
        return last, last, last
    years = growing(last, lines[traits.draws.levels(len(last)) % len(lines)], unit)
    return np.maximum(years[0] + traits.draws.beside(len(last)) * unit, 0), years[1], years[2]


def _main_share(traits: Traits) -> Whole:
    """Most live from their main business alone; in millionths."""
    aside = traits.draws.even()
    loss = np.where(traits.striving, 0.3, 0.6) * aside * aside * aside
    share = np.where(traits.draws.chance(0.15), ONE, ONE - loss * ONE)
    rows = traits.draws.half(np.concatenate(traits.on_lines[:2]))
    return np.minimum(traits.on_line(steps(share, 0, ONE), "main_revenue_share_y1", rows=rows), ONE)


def _drifted(traits: Traits, share: Whole) -> Whole:
    """The share of another year."""
    drift = steps(0.02 * ONE * traits.draws.normal(), -ONE, ONE)
    drifted: Whole = np.minimum(np.maximum(share + drift, 0), ONE)
    return drifted


def _leading_share(traits: Traits, main: Whole) -> Whole:
    spread: Real = np.where(traits.striving, 0.35, 0.7) * traits.draws.even()
    return traits.on_line(part(main, steps((1 - spread) * ONE, 0, ONE)), "leading_product_share_y1")
