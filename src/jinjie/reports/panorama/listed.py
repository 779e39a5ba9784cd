"""Panels on listed companies (figures 6 to 8): only tables that a user brings can fill them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jinjie.basics.text import Text
from jinjie.panorama.tables import OwnTable
from jinjie.reports.panorama import words
from jinjie.reports.panorama.model import Panel, Sheet
from jinjie.reports.panorama.pictures import Bar, Bars
from jinjie.reports.panorama.teller import Teller

_TABLES = {6: ("listed", "mean-market-value"), 7: ("market-values",), 8: ("boards",)}
"""The tables of each figure."""
_MEASURES = {
    "count": Text("企业数", "companies"),
    "below_5bn": Text("其中市值在50亿元以下", "of them below 5bn CNY"),
    "market_value": Text("市值", "market value"),
}


def _measure(teller: Teller) -> Callable[[str], str]:
    return lambda key: _MEASURES[key][teller.language] if key in _MEASURES else key


def companies(teller: Teller) -> Panel:
    """Figure 6: how many companies are listed, and their mean market value."""
    tables = [t for name in ("listed", "mean-market-value") if (t := teller.panorama.tables.get(name)) is not None]
    heads = {"listed": [Text("指标", "Measure")], "mean-market-value": [Text("市场", "Market")]}
    sheets = [teller.own_sheet(t, [teller.say(h) for h in heads[t.shape.name]], [_measure(teller)]) for t in tables]
    return _panel(teller, 6, sheets, [_by_year(teller, t) for t in tables])


def _by_year(teller: Teller, table: OwnTable) -> Bars:
    keys = {line.key for line in table.lines}
    name = _MEASURES.get
    bars = []
    for line in sorted(table.lines, key=lambda line: (line.key, line.year)):
        measure = name(line.key)
        key = line.key if measure is None else measure[teller.language]
        label = str(line.year) if len(keys) == 1 else f"{key} {line.year}"
        bars.append(Bar(label, line.low, line.high, teller.span(line.low, line.high)))
    most = max((bar.high for bar in bars), default=1)
    return Bars(teller.say(table.shape.title), tuple(bars), most, teller.published_keys())


def market_values(teller: Teller) -> Panel:
    """Figure 7: listed companies by market value."""
    table = teller.panorama.tables.get("market-values")
    if table is None:
        return _panel(teller, 7, [], [])
    heads = [f"{teller.say(word)} ({teller.say(words.UNITS['100m CNY'])})" for word in (words.FROM, words.TO)]
    bars = tuple(
        Bar(f"{line.keys[0]}–{line.keys[1] or '∞'}", line.low, line.high, teller.span(line.low, line.high))
        for line in table.latest
    )
    most = max((bar.high for bar in bars), default=1)
    picture = Bars(teller.say(table.shape.title), bars, most, teller.published_keys())
    return _panel(teller, 7, [teller.own_sheet(table, heads)], [picture])


def boards(teller: Teller) -> Panel:
    """Figure 8: the share of two boards."""
    table = teller.panorama.tables.get("boards")
    if table is None:
        return _panel(teller, 8, [], [])
    heads = [Text("指标", "Measure")[teller.language], Text("板块", "Board")[teller.language]]
    bars = tuple(
        Bar(
            f"{line.keys[1]} {_MEASURES[line.key][teller.language]} {line.year}",
            line.low,
            line.high,
            teller.share(line.low),
        )
        for line in sorted(table.lines, key=lambda line: (line.keys, line.year))
    )
    picture = Bars(teller.say(table.shape.title), bars, 1, teller.published_keys())
    return _panel(teller, 8, [teller.own_sheet(table, heads, [_measure(teller)])], [picture])


def _panel(teller: Teller, figure: int, sheets: Sequence[Sheet], pictures: Sequence[Bars]) -> Panel:
    names = _TABLES[figure]
    return Panel(
        names[0],
        teller.say(words.FIGURE_TITLES[figure]),
        tuple(sheets),
        tuple(pictures),
        (figure,),
        claims=teller.claims(figure),
        missing=teller.missing(*names),
        source=teller.source(*names, own=False),
    )
