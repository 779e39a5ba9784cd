"""Panels on the tiers: how many reach each, how many were recognised, what the targets are (figures 1 to 3)."""

from __future__ import annotations

from jinjie.basics.numbers import Exact
from jinjie.basics.text import Text
from jinjie.panorama.counts import Counts
from jinjie.panorama.subjects import Subject
from jinjie.panorama.tables import OwnTable
from jinjie.reports.panorama import words
from jinjie.reports.panorama.model import Column, Panel, Sheet, Value
from jinjie.reports.panorama.pictures import Bar, Bars
from jinjie.reports.panorama.teller import Teller

_TITLE = Text("各层级有多少家", "How many reach each tier")
_LEAD = Text(
    "每个层级有多少家必然满足，还有多少家待定。由上到下，层级由高到低。",
    "How many are certain to pass each tier, and how many are still open. The highest tier comes first.",
)
_LADDER = Text(
    "层级是前后相接的：高一级要以低一级的称号为前提，见各规则的条件。",
    "The tiers build on each other: a higher one asks for the title of the one below (see each rulebook).",
)


def tiers(teller: Teller) -> Panel:
    """Figure 1, filled with this set: the ladder of tiers, and every other rulebook."""
    panorama = teller.panorama
    ordered = [*panorama.tiers[::-1], *(s for s in panorama.subjects if not s.is_tier)]
    totals = {subject.prefix: panorama.cubes[subject.prefix].total for subject in ordered}
    rows = [_row(teller, s, totals[s.prefix]) for s in ordered]
    columns = (Column(teller.say(words.RULEBOOK)), Column("ID"), *teller.count_columns())
    bars = tuple(
        Bar(teller.title(s), totals[s.prefix].certain, totals[s.prefix].at_most, teller.span_of(totals[s.prefix]))
        for s in panorama.tiers[::-1]
    )
    most = max((bar.high for bar in bars), default=0)
    return Panel(
        "tiers",
        teller.say(_TITLE),
        (Sheet(columns, tuple(rows)),),
        (Bars(teller.say(_TITLE), bars, most),) if most else (),
        (1,),
        teller.say(_LEAD),
        notes=(teller.say(_LADDER), teller.say(words.LEGEND)),
        source=teller.source(),
    )


def _row(teller: Teller, subject: Subject, total: Counts) -> tuple[Value, ...]:
    return teller.title(subject), subject.prefix, *teller.count_cells(total)


def recognised(teller: Teller) -> Panel:
    """Figure 2: enterprises recognised year by year, from a table."""
    table = teller.panorama.tables.get("recognised")
    sheets = () if table is None else (_recognised_sheet(teller, table),)
    pictures = () if table is None else (_recognised_bars(teller, table),)
    return Panel(
        "recognised",
        teller.say(words.FIGURE_TITLES[2]),
        sheets,
        pictures,
        (2,),
        claims=teller.claims(2),
        missing=teller.missing("recognised"),
        source=teller.source("recognised", own=False),
    )


def _recognised_sheet(teller: Teller, table: OwnTable) -> Sheet:
    unit = teller.say(words.ENTERPRISES)
    texts = (words.TIER, words.YEAR)
    numbers = (words.VALUE, words.HIGH, words.CUMULATIVE, words.HIGH)
    sums: dict[str, tuple[Exact, Exact]] = {}
    rows: list[tuple[Value, ...]] = []
    for line in sorted(table.lines, key=lambda line: (line.key, line.year)):
        before = sums.get(line.key, (0, 0))
        sums[line.key] = (before[0] + line.low, before[1] + line.high)
        rows.append((teller.tier(line.key), str(line.year), line.low, line.high, *sums[line.key], line.source))
    columns = (
        *(Column(teller.say(text)) for text in texts),
        *(Column(teller.say(text), "count", unit) for text in numbers),
        Column(teller.say(words.SOURCE)),
    )
    return Sheet(columns, tuple(rows), own=False)


def _recognised_bars(teller: Teller, table: OwnTable) -> Bars:
    lines = sorted(table.lines, key=lambda line: (line.key, line.year))
    one = len({line.key for line in lines}) == 1
    bars = tuple(
        Bar(
            str(line.year) if one else f"{teller.tier(line.key)} {line.year}",
            line.low,
            line.high,
            teller.span(line.low, line.high),
        )
        for line in lines
    )
    most = max((bar.high for bar in bars), default=0)
    return Bars(teller.say(words.FIGURE_TITLES[2]), bars, most, teller.published_keys())


def targets(teller: Teller) -> Panel:
    """Figure 3: targets against what this set and the recognised numbers say."""
    table = teller.panorama.tables.get("targets")
    return Panel(
        "targets",
        teller.say(words.FIGURE_TITLES[3]),
        () if table is None else (_targets_sheet(teller, table),),
        figures=(3,),
        missing=teller.missing("targets"),
        source=teller.source("targets", own=table is not None),
    )


def _targets_sheet(teller: Teller, table: OwnTable) -> Sheet:
    unit = teller.say(words.ENTERPRISES)
    heads = (words.TARGET, words.CERTAIN, words.AT_MOST, words.GAP)
    columns = (
        Column(teller.say(words.TIER)),
        Column(teller.say(words.YEAR)),
        *(Column(teller.say(head), "count", unit) for head in heads),
        Column(teller.say(words.SOURCE)),
    )
    rows: list[tuple[Value, ...]] = []
    for line in table.lines:
        subject = next((s for s in teller.panorama.subjects if s.id == line.key), None)
        counts = None if subject is None else teller.panorama.cubes[subject.prefix].total
        here: tuple[Value, ...] = (None, None, None)
        if counts is not None:
            here = (counts.certain, counts.at_most, max(line.high - counts.certain, 0))
        rows.append((teller.tier(line.key), str(line.year), line.low, *here, line.source))
    return Sheet(columns, tuple(rows))
