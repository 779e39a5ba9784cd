"""Panels on what stands in the way, and on the enterprises nearest to a tier."""

from __future__ import annotations

from jinjie.basics.text import Text
from jinjie.panorama.blocking import Blocker
from jinjie.panorama.nearest import Neighbour
from jinjie.panorama.subjects import Subject
from jinjie.reports.panorama import words
from jinjie.reports.panorama.model import Column, Panel, Sheet, Value
from jinjie.reports.panorama.pictures import Bar, Bars
from jinjie.reports.panorama.teller import Teller

_MOST_BARS = 10
_BLOCK_LEAD = Text(
    "每家没有必然满足的企业，只算第一个卡住的条件：先看必然不满足的，没有再看待定的。图中为{tier}。",
    "For each enterprise that is not certain to pass, the first criterion in the way: one that fails or, if "
    "none does, one that is open. The bars show {tier}.",
)
_NEAR_LEAD = Text(
    "离每个层级最近、但还没有必然满足的企业：先列待定的，再列必然不满足的；"
    "有评分的按离及格线的分数，没有评分的按还差的条件数。",
    "The enterprises nearest to each tier: open ones before failing ones; by points to the mark where there is a "
    "score, else by the criteria left.",
)
_NEAR_NOTE = Text(
    "差的分数和条件是区间：缺的数据补上以后，会落在“至少”和“最多”之间。",
    "Points and criteria are ranges: once the missing facts are known, the number lies between least and most.",
)


def _ordered(teller: Teller) -> list[Subject]:
    main = teller.panorama.main
    return [main, *(subject for subject in teller.panorama.tiers[::-1] if subject is not main)]


def blockers(teller: Teller) -> Panel:
    """What blocks most, per rulebook."""
    found = teller.panorama.blockers
    subjects = {s.prefix: s for s in [*_ordered(teller), *teller.panorama.subjects] if s.prefix in found}
    sheets = tuple(_blocker_sheet(teller, s, found[prefix]) for prefix, s in subjects.items())
    main = teller.panorama.main
    pictures: tuple[Bars, ...] = ()
    if found.get(main.prefix):
        shown = found[main.prefix][:_MOST_BARS]
        bars = tuple(Bar(b.title[teller.language], b.fails, b.total, teller.span(b.fails, b.total)) for b in shown)
        keys = (teller.say(words.FAILS), teller.say(words.OPENS))
        pictures = (Bars(teller.title(main), bars, max(bar.high for bar in bars), keys),)
    return Panel(
        "blocking",
        Text("卡在哪一条", "What stands in the way")[teller.language],
        sheets,
        pictures,
        lead=teller.say(_BLOCK_LEAD, tier=teller.title(main)),
        missing=() if found else teller.missing_columns(["…_blocking", "…_edition"]),
        source=teller.source(),
    )


def _blocker_sheet(teller: Teller, subject: Subject, found: tuple[Blocker, ...]) -> Sheet:
    unit = teller.say(words.ENTERPRISES)
    columns = (
        Column(teller.say(words.CRITERION)),
        Column(teller.say(words.EDITION)),
        *(Column(teller.say(head), "count", unit) for head in (words.FAILS, words.OPENS, words.TOTAL)),
    )
    rows = tuple((b.title[teller.language], b.edition, b.fails, b.opens, b.total) for b in found)
    fails, opens = sum(b.fails for b in found), sum(b.opens for b in found)
    return Sheet(columns, rows, teller.title(subject), (teller.say(words.TOTAL), "", fails, opens, fails + opens))


def nearest(teller: Teller) -> Panel:
    """The enterprises nearest to each tier."""
    found = teller.panorama.nearest
    sheets = tuple(_near_sheet(teller, s, found[s.prefix]) for s in _ordered(teller) if s.prefix in found)
    return Panel(
        "nearest",
        Text("离层级最近的企业", "Nearest to each tier")[teller.language],
        sheets,
        lead=teller.say(_NEAR_LEAD),
        notes=(teller.say(_NEAR_NOTE),),
        source=teller.source(),
    )


def _near_sheet(teller: Teller, subject: Subject, found: tuple[Neighbour, ...]) -> Sheet:
    scored = any(neighbour.points is not None for neighbour in found)
    points, criteria = teller.say(words.POINTS), Text("条", "criteria")[teller.language]
    heads = (words.LACK_LEAST, words.LACK_MOST) if scored else (words.OPEN_LEAST, words.OPEN_MOST)
    unit = points if scored else criteria
    columns = (
        *(
            Column(teller.say(head))
            for head in (words.NAME, words.CREDIT_CODE, words.PROVINCE, words.STATE, words.BLOCKING)
        ),
        *(Column(teller.say(head), "number", unit) for head in heads),
    )
    rows = tuple(_near_row(teller, neighbour, scored) for neighbour in found)
    return Sheet(columns, rows, teller.title(subject))


def _near_row(teller: Teller, one: Neighbour, scored: bool) -> tuple[Value, ...]:
    ends = one.points if scored else one.criteria
    state = words.OPEN_STATE[one.is_open]
    who = (one.name, one.credit_code, teller.region(one.region), teller.say(state), one.blocking[teller.language])
    return *who, *(ends or (None, None))
