"""The books: profit, costs, the balance sheet, equity from investors."""

from __future__ import annotations

import numpy as np

from jinjie.synthetic.draws import Flags, Whole, part, power, steps
from jinjie.synthetic.trade import ONE, ROUND, YUAN
from jinjie.synthetic.traits import YEARS, Columns, Traits

TAXED = 0.87
"""What is left of a profit after income tax, about."""
EQUITY = "equity_financing_"


def profit(traits: Traits, revenue: Whole, research: Whole) -> Columns:
    """Net profit and costs. Some lose money, those without sales always."""
    draws = traits.draws
    margin = traits.usual("margin") + 0.02 * traits.ability + 0.015 * traits.striving + 0.05 * draws.normal()
    margin -= 0.3 * draws.even() * draws.chance(0.05)
    share = traits.on_line(steps(margin * ONE, -ONE, 600_000), "net_margin_y1")
    net = part(revenue, share)
    before_tax = np.where(net > 0, (net * (1 / TAXED)).astype(np.int64), net)
    cost = np.maximum(revenue - before_tax, research)
    cost += (revenue == 0) * steps(20 * YUAN * power(draws.normal()), 1, 10**9)
    return {"net_profit_y1": np.minimum(net, revenue - cost), "total_cost_y1": cost}


def balance(traits: Traits, revenue: Whole, employees: Whole) -> Columns:
    """Assets and what is owed; some owe more than they have."""
    draws = traits.draws
    turned = revenue * (traits.usual("assets") * power(0.7 * draws.normal() - 0.1 * traits.ability))
    own = employees * (3 * YUAN) * power(draws.normal())
    assets = steps((turned + own) * (1 / ROUND), 1, 10**9) * ROUND
    assets = traits.on_line(assets, "total_assets_y1", step=ROUND)
    ratio = 0.52 - 0.06 * traits.ability - 0.04 * traits.striving + 0.19 * draws.normal()
    share = traits.on_line(steps(ratio * ONE, 10_000, 1_600_000), "debt_ratio_y1")
    return {"total_assets_y1": assets, "total_liabilities_y1": part(assets, share)}


def equity(traits: Traits) -> Columns:
    """What investors paid in, over three years: mostly nothing, mostly in one year."""
    draws = traits.draws
    raised = draws.chance(0.01 + 0.05 * traits.usual("tech") + 0.12 * traits.striving + 0.02 * traits.ability)
    amount = steps(1_600 * power(1.3 * draws.normal() + 0.3 * traits.ability), 20, 200_000) * raised * YUAN
    rows = np.flatnonzero(raised)[::WITH_LINE]
    lines = (f"{EQUITY}y1", f"{EQUITY}y2")
    amount = traits.on_line(amount, *lines, rows=rows)
    amount = traits.on_line(amount, *lines, f"{EQUITY}y3", rows=rows)
    years = _split(traits, amount, raised)
    years[2][rows] = 0
    years[1][rows] = amount[rows] - years[0][rows]
    return {EQUITY + year: paid for year, paid in zip(YEARS, years, strict=True)}


WITH_LINE = 8
"""Of those who raised equity, every eighth raised in two years what the law asks for."""


def _split(traits: Traits, amount: Whole, raised: Flags) -> list[Whole]:
    """An amount over three years."""
    draws = traits.draws
    year, in_two = draws.levels() % 3, draws.chance(0.3) & raised
    share = np.where(in_two, steps(draws.even() * ONE, 100_000, 900_000), ONE)
    main = part(amount, share) // YUAN * YUAN
    years = [np.where(year == at, main, 0) for at in range(3)]
    for at in range(3):
        years[at] += np.where((year + 1) % 3 == at, amount - main, 0)
    return years
