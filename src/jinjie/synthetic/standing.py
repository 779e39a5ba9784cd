"""Titles, conduct, the application and what single provinces ask."""

from __future__ import annotations

from jinjie.synthetic.draws import Flags, Real, Whole, stair, steps
from jinjie.synthetic.traits import Columns, Traits


def titles(traits: Traits) -> Columns:
    """Tiers imply lower tiers; holders are better than others."""
    draws, tech = traits.draws, traits.usual("tech")
    merit = 0.9 * traits.ability + 0.4 * traits.scale + 0.4 * draws.normal()
    giant = traits.striving & (merit > 1.7)
    advanced = giant | (traits.striving & (merit > 0.5))
    innovative = (advanced & draws.chance(0.92)) | (traits.striving & (merit > -0.3))
    small = draws.chance((0.1 + 0.4 * tech) * (0.3 + traits.striving) * (1 - 0.25 * traits.scale))
    return {
        "title_tech_sme": small | (advanced & ~innovative),
        "title_innovative_sme": innovative,
        "title_srdi_sme": advanced,
        "title_little_giant": giant,
        "single_champion": giant & draws.chance(0.03),
        "high_tech_enterprise": draws.chance(0.5 * tech + 0.35 * traits.striving + 0.2 * advanced - 0.05),
        "national_innovation_demonstration": giant & draws.chance(0.03),
        "ip_advantage_or_demonstration": draws.chance(0.004 + 0.05 * advanced + 0.08 * giant),
        "controlled_by_little_giant": draws.chance(0.004),
        "group_has_similar_little_giant": draws.chance(0.003),
        **_application(traits, advanced),
    }


def _application(traits: Traits, holder: Flags) -> Columns:
    """A new application or a renewal, and the platform's score of two years, in tenths."""
    draws = traits.draws
    renewal = holder & draws.chance(0.35)
    score = 34 + 6 * traits.ability + 4 * traits.scale + 17 * traits.striving + 8 * draws.normal()
    this_year = traits.on_line(_tenths(score), "platform_score")
    before = traits.on_line(_tenths(score - 2 + 4 * draws.normal()), "platform_score_previous")
    return {
        "application_kind": traits.choice("application_kind", ("new", "renewal"), renewal),
        "provincial_notice_before_2026_measures": draws.chance(0.04),
        "platform_score": this_year,
        "platform_score_previous": before,
        "annual_updates_missed": steps(3 * draws.even() - 2.4 + draws.even(), 0, 3) * holder,
    }


def _tenths(score: Real) -> Whole:
    return steps(score * 10, 0, 1000)


def conduct(traits: Traits) -> Columns:
    """Hardly anyone has a record."""
    draws = traits.draws
    recent = draws.chance(0.002 - 0.0005 * traits.ability)
    return {
        "on_abnormal_list": draws.chance(0.012 - 0.005 * traits.ability - 0.006 * traits.striving),
        "on_dishonesty_list": draws.chance(0.004 - 0.002 * traits.ability),
        "major_incident_2y": recent,
        "major_incident_3y": recent | draws.chance(0.002),
        "research_misconduct": draws.chance(0.0005),
        "tax_evasion_3y": draws.chance(0.006 - 0.002 * traits.ability),
    }


SCOPES = ("none", "county", "city", "province", "province_chain_leader")
STAGES = ("none", "regional_market", "listed_or_neeq")


def local(traits: Traits) -> Columns:
    """What single provinces ask, and the points they give."""
    draws = traits.draws
    standing = 0.5 * traits.ability + traits.striving + 0.8 * draws.normal()
    scope = stair(standing, -0.2, 0.5, 1.2, 2.4)
    stage = stair(standing + 0.4 * traits.scale, 1.3, 2.2)
    return {
        "local_feature_points": steps(5 + 3 * standing, 0, 15) * 10,
        "key_industry_scope": traits.choice("key_industry_scope", SCOPES, scope),
        "innovative_operations": steps(1.2 * standing, 0, 5),
        "listing_stage": traits.choice("listing_stage", STAGES, stage),
        "jiangsu_upgrade_pool": draws.chance(0.05 + 0.5 * traits.striving),
        "priority_industry_system": draws.chance(0.2 + 0.4 * traits.usual("tech")),
        "heritage_or_first_set": draws.chance(0.04 + 0.03 * traits.ability),
        "regional_resource": draws.chance(0.08),
    }
