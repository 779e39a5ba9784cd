"""Panels on scores, R&D and equity (figures 10 and 11)."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie.basics.numbers import Exact, quotient
from jinjie.basics.text import Text
from jinjie.panorama.research import PERCENTS
from jinjie.panorama.scores import ScoreSpread
from jinjie.panorama.subjects import Subject
from jinjie.reports.panorama import words
from jinjie.reports.panorama.model import Column, Panel, Sheet, Value
from jinjie.reports.panorama.pictures import Bar, Bars, Histogram, Series
from jinjie.reports.panorama.teller import Teller

_SCORES_LEAD = Text(
    "每家企业的得分是一个区间，所以有两个分布：按区间的下端和按上端。真实的分布在两者之间。",
    "Each enterprise has a range of scores, so there are two distributions: by its lower and by its upper end. "
    "The true one lies between them.",
)
_RESEARCH, _EQUITY = Text("研发费用占比", "R&D share of revenue"), Text("股权融资", "Equity financing")
_RESEARCH_LEAD = Text(
    "研发费用占营业收入的比重：填了比重的用比重，否则用费用除以收入；有错误的行不算。",
    "R&D expense as a share of revenue: as stated, else expense by revenue. Rows with an error are left out.",
)
_RESEARCH_NOTE = Text(
    "手册的图只讲上市公司2020、2021两年；这里是本次筛查的企业，年份以数据为准。",
    "The handbook's figure is about listed companies in 2020 and 2021; these are the enterprises of this set.",
)
_EQUITY_LEAD = Text(
    "各层级必然满足的企业中，数据所列年度内有新增股权融资的占比。缺数据的使占比成为区间。",
    "Of the enterprises certain to pass each tier, the share with new equity financing in the years of the data. "
    "Missing data make it a range.",
)


def scores(teller: Teller) -> Panel:
    """The distribution of every rulebook that scores."""
    titles = {subject.prefix: subject for subject in teller.panorama.subjects}
    spreads = teller.panorama.spreads
    return Panel(
        "scores",
        Text("得分分布", "How scores lie")[teller.language],
        tuple(_score_sheet(teller, titles[spread.prefix], spread) for spread in spreads),
        tuple(_score_picture(teller, titles[spread.prefix], spread) for spread in spreads),
        lead=teller.say(_SCORES_LEAD),
        missing=() if spreads else teller.missing_columns(["…_score_low", "…_score_high"]),
        source=teller.source(),
    )


def _score_sheet(teller: Teller, subject: Subject, spread: ScoreSpread) -> Sheet:
    unit = teller.say(words.ENTERPRISES)
    columns = (
        Column(f"{teller.say(words.SCORE_BAND)}"),
        Column(teller.say(words.LOWEST), "count", unit),
        Column(teller.say(words.HIGHEST), "count", unit),
    )
    bands = [_band(low, high, "") for low, high in zip(spread.edges, spread.edges[1:], strict=False)]
    bands[-1] = bands[-1].replace("< ", "")
    rows: list[tuple[Value, ...]] = [*zip(bands, spread.low, spread.high, strict=True)]
    rows.append((teller.say(words.NO_SCORE), spread.without, spread.without))
    total = (teller.say(words.TOTAL), spread.total, spread.total)
    return Sheet(columns, tuple(rows), teller.title(subject), total)


def _score_picture(teller: Teller, subject: Subject, spread: ScoreSpread) -> Histogram:
    mark = None
    if subject.marks:
        at = subject.marks[-1]
        label = Text(f"及格线 {at}", f"mark {at}")[teller.language]
        mark = (quotient(at, spread.edges[-1]), label)
    series = (Series(teller.say(words.LOWEST), spread.low), Series(teller.say(words.HIGHEST), spread.high))
    return Histogram(teller.title(subject), tuple(map(str, spread.edges)), series, mark)


def _band(low: Exact, high: Exact | None, unit: str) -> str:
    """A bin in words; its upper end does not belong to it."""
    return f"≥ {low}{unit}" if high is None else f"{low}{unit} … < {high}{unit}"


def research(teller: Teller) -> Panel:
    """Figure 10: the distribution of R&D shares."""
    found, table = teller.panorama.research, teller.panorama.tables.get("rd-shares")
    sheets = list(_research_sheets(teller))
    if table is not None:
        sheets.append(teller.own_sheet(table, [teller.say(words.FROM), teller.say(words.TO)]))
    pictures: tuple[Histogram, ...] = ()
    if found is not None:
        series = tuple(Series(teller.say(words.YEARS[year.year]), year.bins) for year in found.years)
        labels = tuple(f"{percent}%" for percent in PERCENTS)
        pictures = (Histogram(teller.say(_RESEARCH), labels, series),)
    lacking = ["rd_intensity_y1", "rd_expense_y1", "revenue_y1"]
    return Panel(
        "rd-shares",
        teller.say(_RESEARCH),
        tuple(sheets),
        pictures,
        (10,),
        teller.say(_RESEARCH_LEAD),
        teller.claims(10),
        (() if found is not None else teller.missing_columns(lacking)) + teller.missing("rd-shares"),
        (teller.say(_RESEARCH_NOTE),),
        teller.source("rd-shares"),
    )


def _research_sheets(teller: Teller) -> Iterator[Sheet]:
    found = teller.panorama.research
    if found is None:
        return
    unit = teller.say(words.ENTERPRISES)
    columns = (
        Column(teller.say(words.SHARE_BAND)),
        *(Column(teller.say(words.YEARS[year.year]), "count", unit) for year in found.years),
    )
    rows: list[tuple[Value, ...]] = [
        (_band(low, high, "%"), *(year.bins[at] for year in found.years))
        for at, (low, high) in enumerate(zip(PERCENTS, (*PERCENTS[1:], None), strict=True))
    ]
    rows.append((teller.say(words.NOT_KNOWN), *(year.unknown for year in found.years)))
    total: tuple[Value, ...] = (teller.say(words.TOTAL), *(year.total for year in found.years))
    yield Sheet(columns, tuple(rows), teller.say(words.ROWS), total)


def equity(teller: Teller) -> Panel:
    """Figure 11: who took equity."""
    table, used = teller.panorama.tables.get("penetration"), teller.panorama.equity
    sheets = [_equity_sheet(teller)] if used else []
    bars: list[Bar] = []
    titles = {subject.prefix: teller.title(subject) for subject in teller.panorama.subjects}
    for use in used[::-1]:
        if use.share is not None:
            low, high = use.share
            ends = teller.share(low) if low == high else f"{teller.share(low)}–{teller.share(high)}"
            bars.append(Bar(titles[use.prefix], low, high, ends))
    if table is not None:
        sheets.append(teller.own_sheet(table, [teller.say(words.TIER)], [teller.tier]))
        bars += [
            Bar(f"{teller.tier(line.key)} {line.year}", line.low, line.high, teller.share(line.low))
            for line in table.latest
        ]
    return Panel(
        "equity",
        teller.say(_EQUITY),
        tuple(sheets),
        (Bars(teller.say(_EQUITY), tuple(bars), 1, _equity_keys(teller)),) if bars else (),
        (11,),
        teller.say(_EQUITY_LEAD),
        teller.claims(11),
        (() if used else teller.missing_columns(["equity_financing_y1"])) + teller.missing("penetration"),
        source=teller.source("penetration"),
    )


def _equity_keys(teller: Teller) -> tuple[str, str]:
    return teller.say(words.USED), teller.say(words.NOT_KNOWN)


def _equity_sheet(teller: Teller) -> Sheet:
    titles = {subject.prefix: teller.title(subject) for subject in teller.panorama.subjects}
    unit = teller.say(words.ENTERPRISES)
    columns = (
        Column(teller.say(words.TIER)),
        *(Column(teller.say(head), "count", unit) for head in (words.USED, words.UNUSED, words.NOT_KNOWN, words.TOTAL)),
        Column(teller.say(words.SHARE_LEAST), "share"),
        Column(teller.say(words.SHARE_MOST), "share"),
    )
    rows = tuple(
        (titles[use.prefix], use.yes, use.no, use.unknown, use.total, *(use.share or (None, None)))
        for use in teller.panorama.equity
    )
    return Sheet(columns, rows, teller.say(words.ROWS))
