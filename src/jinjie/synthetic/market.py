"""The market and the product: years in the niche, share, rank, field, quality, digital level."""

from __future__ import annotations

import numpy as np

from jinjie.synthetic.draws import Flags, Real, power, stair, steps
from jinjie.synthetic.trade import ONE
from jinjie.synthetic.traits import DAYS, Columns, Traits

FIELDS = ("other", "six_bases_or_key_chain", "fills_gap")
LEVELS = ("0", "1", "2", "3", "4")
STAIRS = (-0.9, 0.2, 1.5, 2.9)
HALF = 5
"""Half a year, in tenths."""
FINEST = 100
"""A market share is known to a hundredth of a per cent."""


def position(traits: Traits) -> Columns:
    """Niche, share and rank. Whoever is fifth cannot have more than a fifth of the market."""
    draws = traits.draws
    possible = traits.age * 10 // DAYS
    years = steps(possible * (1 - 0.6 * draws.even()) / HALF, 0, 100) * HALF
    niche = np.minimum(traits.on_line(years, "niche_years", step=HALF), possible // HALF * HALF)
    usual = 0.004 * power(1.5 * draws.normal() + 0.8 * traits.ability + 0.6 * traits.scale + 2.5 * traits.striving)
    share = steps(usual * (ONE / FINEST), 1, 6_500) * FINEST
    share = np.minimum(traits.on_line(share, "market_share", step=FINEST), ONE)
    rank = steps(np.floor(draws.even() * (ONE / share)), 1, 900)
    return {
        "niche_years": niche,
        "market_share": share,
        "market_rank_domestic": rank,
        "market_rank_province": np.maximum(rank // 3, 1),
        "market_position_leading": draws.chance(np.where(rank < 30, 0.85, 0.12)),
        "reputation": draws.chance(0.38 + 0.42 * traits.striving + 0.12 * traits.ability),
    }


def product(traits: Traits) -> Columns:
    """What the leading product is for."""
    draws, tech = traits.draws, traits.usual("tech")
    key = draws.chance(0.02 + 0.3 * tech + 0.15 * traits.striving)
    gap = key & draws.chance(0.08 + 0.04 * traits.ability)
    return {
        "product_field": traits.choice("product_field", FIELDS, key.astype(np.int8) + gap),
        "strategic_emerging_industry": draws.chance(0.03 + 0.45 * tech + 0.2 * traits.striving * tech),
        "product_priority_field": _mostly(traits, key, 0.15),
        "six_bases_or_upgraded_industry": _mostly(traits, key, 0.35),
        "key_chain_position": _mostly(traits, key, 0.15),
        "prohibited_product": draws.chance(0.006),
    }


def _mostly(traits: Traits, when: Flags, otherwise: float) -> Flags:
    """Nearly always when something holds, at times otherwise."""
    return traits.draws.chance(np.where(when, 0.93, otherwise + traits.striving * (0.4 + 0.12 * traits.ability)))


def quality(traits: Traits) -> Columns:
    """Management, certificates, brand, digital level."""
    draws = traits.draws
    standing = 0.5 * traits.ability + 0.5 * traits.scale + 0.9 * traits.striving
    level = stair(standing + 0.8 * draws.normal(), *STAIRS)
    certified = draws.chance(_rising(standing, 0.4))
    return {
        "digital_level": traits.choice("digital_level", LEVELS, level),
        "core_business_on_information_system": draws.chance(0.2 + 0.25 * level),
        "quality_system_certified": certified,
        "developed_market_product_certified": draws.chance(_rising(standing, 0.07)),
        "provincial_quality_award": certified & draws.chance(0.02 * (1 + standing)),
        "own_brand": draws.chance(_rising(standing, 0.35)),
        "good_governance": draws.chance(_rising(standing, 0.75)),
    }


def _rising(standing: Real, usual: float) -> Real:
    """A chance that rises with the standing."""
    return usual * (1 + 0.35 * standing)
