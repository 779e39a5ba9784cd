"""Panels on industries and sizes (figures 9 and 12)."""

from __future__ import annotations

from collections.abc import Callable

from jinjie.basics.text import Text
from jinjie.reports.panorama import words
from jinjie.reports.panorama.model import Column, Panel
from jinjie.reports.panorama.pictures import Bar, Bars
from jinjie.reports.panorama.teller import Teller

_TITLE = Text("各行业有多少家", "How many in each industry")
_LEAD = Text("按《国民经济行业分类》门类。图中为{tier}。", "By the sections of GB/T 4754. The bars show {tier}.")
_BUILDING = Text(
    "手册正文把建筑业也列为投入较低的行业，图中却没有；这里按图比较。",
    "The handbook's text also names construction among the low ones, its figure does not; here the figure counts.",
)
_GRADES = Text(
    "按大中小微划型，由企业自身数据断定；缺数据的为“不清楚”。",
    "Large, medium, small or micro, where the facts settle it.",
)


def sections(teller: Teller) -> Panel:
    """Figure 12: every rulebook by industry section; published shares beside it."""
    panorama, main = teller.panorama, teller.panorama.main
    has_industry = "industry" in panorama.origin.columns
    subjects = [main, *(s for s in panorama.subjects if s is not main)]
    head = (Column(teller.say(words.SECTION)),)
    sheets = [teller.sheet_of(s, panorama.along("section", s), head) for s in subjects] if has_industry else []
    published = panorama.tables.get("industry-shares")
    if published is not None:
        sheets.append(teller.own_sheet(published, [teller.say(words.SECTION)], [_class_name(teller)]))
    return Panel(
        "industries",
        teller.say(_TITLE),
        tuple(sheets),
        (_section_bars(teller),) if has_industry and panorama.cubes[main.prefix].total.at_most else (),
        (12,),
        teller.say(_LEAD, tier=teller.title(main)),
        teller.claims(12),
        (() if has_industry else teller.missing_columns(["industry"])) + teller.missing("industry-shares"),
        source=teller.source("industry-shares"),
    )


def _class_name(teller: Teller) -> Callable[[str], str]:
    return lambda key: teller.section(key) if len(key) == 1 else key


def _section_bars(teller: Teller) -> Bars:
    found = teller.panorama.along("section", teller.panorama.main)
    ordered = sorted(found.groups.items(), key=lambda item: (-item[1].at_most, item[0]))
    bars = tuple(
        Bar(teller.section(key), counts.certain, counts.at_most, teller.span_of(counts))
        for key, counts in ordered
        if counts.at_most
    )
    return Bars(teller.say(_TITLE), bars, max(bar.high for bar in bars))


def digital(teller: Teller) -> Panel:
    """Figure 9: levels of digital investment, from a table."""
    table = teller.panorama.tables.get("digital-levels")
    sheets = () if table is None else (teller.own_sheet(table, [teller.say(words.SECTION)], [_class_name(teller)]),)
    pictures: tuple[Bars, ...] = ()
    if table is not None and table.latest:
        lines = sorted(table.latest, key=lambda line: (-line.low, line.key))
        bars = tuple(
            Bar(teller.section(line.key[:1]), line.low, line.high, teller.span(line.low, line.high)) for line in lines
        )
        title = teller.say(words.FIGURE_TITLES[9])
        pictures = (Bars(title, bars, max(bar.high for bar in bars), teller.published_keys()),)
    return Panel(
        "digital-levels",
        teller.say(words.FIGURE_TITLES[9]),
        sheets,
        pictures,
        (9,),
        claims=teller.claims(9),
        missing=teller.missing("digital-levels"),
        notes=(teller.say(_BUILDING),),
        source=teller.source("digital-levels", own=False),
    )


def sizes(teller: Teller) -> Panel:
    """Every rulebook by size grade."""
    panorama, main = teller.panorama, teller.panorama.main
    has_grade = any(name.endswith("_grade") for name in panorama.origin.columns)
    subjects = [main, *(s for s in panorama.subjects if s is not main)]
    head = (Column(teller.say(words.GRADE)),)
    sheets = [teller.sheet_of(s, panorama.along("grade", s), head) for s in subjects] if has_grade else []
    return Panel(
        "sizes",
        teller.say(words.GRADE),
        tuple(sheets),
        lead=teller.say(_GRADES),
        missing=() if has_grade else teller.missing_columns(["sme-size_grade"]),
        source=teller.source(),
    )
