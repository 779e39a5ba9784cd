"""How each picture looks: inline SVG in percent of its width, and the provinces as a grid. Each has a title."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie.basics.numbers import Exact, quotient
from jinjie.basics.text import Language
from jinjie.reports.html.charts import percent
from jinjie.reports.html.markup import Markup, tag
from jinjie.reports.panorama import words
from jinjie.reports.panorama.pictures import Bars, Histogram, Picture, Scatter, TileMap

_HEIGHT, _TOP, _FOOT = 150, 22, 22
_SQUARE = 380
_EDGE = 34
_NEAR_END = 80
_NEAR_DOT = 10
_LABELS = ((5, 3.5, "start"), (0, -6, "middle"), (0, 13, "middle"))
"""Where the label of a point goes, and how it is anchored."""


def picture(shown: Picture, language: Language) -> Markup:
    """Any picture, in a figure with its caption."""
    if isinstance(shown, Bars):
        return _bars(shown, language)
    if isinstance(shown, TileMap):
        return _tile_map(shown, language)
    if isinstance(shown, Histogram):
        return _histogram(shown)
    return _scatter(shown)


def _bars(shown: Bars, language: Language) -> Markup:
    rows = [
        tag(
            "li",
            tag("span", bar.label, class_="label"),
            _range(bar.low, bar.high, shown.most),
            tag("span", bar.text, class_="amount"),
        )
        for bar in shown.bars
    ]
    keys = tag("figcaption", _keys(shown, language)) if shown.is_range else None
    return tag("figure", tag("ul", rows, class_="ranges"), keys, class_="picture")


def _keys(shown: Bars, language: Language) -> Iterator[Markup]:
    solid, hatched = shown.keys or (words.CERTAIN[language], words.POSSIBLE[language])
    yield tag("span", solid, class_="key certain")
    yield tag("span", hatched, class_="key possible")


def _range(low: Exact, high: Exact, most: Exact) -> Markup:
    """Solid up to the certain end, hatched up to the possible one."""
    solid, whole = (quotient(end, most) if most else 0 for end in (low, high))
    drawn = [tag("rect", x=0, y=0, width="100%", height=14, class_="track")]
    drawn.append(tag("rect", x=0, y=0, width=percent(solid), height=14, class_="range plain"))
    if whole > solid:
        rest = percent(whole - solid)
        drawn.append(
            tag("rect", x=percent(solid), y=0, width=rest, height=14, fill="url(#hatch-plain)", class_="open-end")
        )
    return tag("svg", drawn, width="100%", height=14, aria_hidden="true", class_="rangebar")


def _tile_map(shown: TileMap, language: Language) -> Markup:
    tiles = [
        tag(
            "li",
            tag("b", tag("span", tile.short, class_="short"), tag("span", tile.name, class_="long"), title=tile.name),
            tag("span", tile.text),
            class_=f"tile c{tile.column} r{tile.row} s{tile.shade}",
        )
        for tile in sorted(shown.tiles, key=lambda tile: (tile.row, tile.column))
    ]
    steps = [tag("span", tag("i", class_=f"s{n}"), step) for n, step in enumerate(shown.steps)]
    legend = tag(
        "p", f"{words.AT_MOST[language]}（{words.ENTERPRISES[language]}）" if language == "zh" else "at most", steps
    )
    note = tag("p", words.MAP_NOTE[language])
    grid = tag("ul", tiles, class_=f"tilemap {language}", aria_label=shown.title)
    return tag("figure", grid, tag("figcaption", legend, note, class_="steps"), class_="picture")


def _histogram(shown: Histogram) -> Markup:
    """Columns side by side: the first series solid, the second hatched."""
    bins = len(shown.series[0].counts)
    most = max((max(series.counts, default=0) for series in shown.series), default=0) or 1
    width = quotient(1, bins)
    each = width * quotient(8, 10 * max(len(shown.series), 1))
    drawn: list[Markup | None] = [tag("title", shown.title)]
    for place, series in enumerate(shown.series):
        for at, count in enumerate(series.counts):
            height = round(count * _HEIGHT / most)
            x = width * at + quotient(width, 10) + each * place
            drawn.append(_column(x, each, height, f"series{place}"))
    drawn.append(tag("line", x1=0, x2="100%", y1=_TOP, y2=_TOP, class_="top"))
    drawn.append(tag("text", f"{most:,}", x="100%", y=_TOP - 5, text_anchor="end"))
    drawn.append(tag("line", x1=0, x2="100%", y1=_TOP + _HEIGHT, y2=_TOP + _HEIGHT, class_="axis"))
    for at, edge in enumerate(shown.edges):
        anchor = "start" if not at else "end" if at == bins else "middle"
        drawn.append(tag("text", edge, x=percent(width * at), y=_TOP + _HEIGHT + 16, text_anchor=anchor))
    if shown.mark is not None:
        where, label = shown.mark
        anchor = "end" if where * 100 > _NEAR_END else "start"
        drawn.append(tag("line", x1=percent(where), x2=percent(where), y1=14, y2=_TOP + _HEIGHT, class_="mark"))
        drawn.append(tag("text", label, x=percent(where), y=10, text_anchor=anchor, class_="marked"))
    svg = tag("svg", drawn, role="img", width="100%", height=_TOP + _HEIGHT + _FOOT, class_="histogram")
    keys = [tag("span", series.name, class_=f"key series{n}") for n, series in enumerate(shown.series)]
    return tag("figure", tag("p", shown.title, class_="name"), svg, tag("figcaption", keys), class_="picture")


def _column(x: Exact, width: Exact, height: int, class_: str) -> Markup | None:
    if not height:
        return None
    fill = "url(#hatch-plain)" if class_ == "series1" else None
    return tag(
        "rect", x=percent(x), y=_TOP + _HEIGHT - height, width=percent(width), height=height, class_=class_, fill=fill
    )


def _dots(shown: Scatter) -> Iterator[Markup]:
    """Points with labels on the right; above and below in turn where neighbours would cover each other."""
    turn, before = 0, (-1.0, -1.0)
    for dot in sorted(shown.dots, key=lambda dot: (dot.up, dot.across)):
        x, y = _EDGE + float(dot.across) * _SQUARE, 8 + _SQUARE - float(dot.up) * _SQUARE
        close = abs(y - before[1]) < _NEAR_DOT and x - before[0] < 4 * _NEAR_DOT
        turn, before = (turn + 1) % 3 if close else 0, (x, y)
        across, down, anchor = _LABELS[turn]
        yield tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=3.2, class_="dot")
        yield tag("text", dot.label, x=f"{x + across:.1f}", y=f"{y + down:.1f}", text_anchor=anchor, class_="dotlabel")


def _scatter(shown: Scatter) -> Markup:
    drawn = [
        tag("title", shown.title),
        tag("rect", x=_EDGE, y=8, width=_SQUARE, height=_SQUARE, class_="frame"),
        tag("line", x1=_EDGE, y1=8 + _SQUARE, x2=_EDGE + _SQUARE, y2=8, class_="same"),
    ]
    drawn += _dots(shown)
    middle = _EDGE + _SQUARE / 2
    drawn.append(tag("text", f"{shown.across} →", x=middle, y=_SQUARE + 28, text_anchor="middle"))
    turned = f"rotate(-90 14 {8 + _SQUARE / 2})"
    drawn.append(tag("text", f"{shown.up} →", x=14, y=8 + _SQUARE / 2, text_anchor="middle", transform=turned))
    box = {"viewBox": f"0 0 {_EDGE + _SQUARE + 40} {_SQUARE + 36}"}
    return tag("figure", tag("svg", drawn, role="img", class_="scatter", **box), class_="picture")
