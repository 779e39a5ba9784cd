"""Panels on provinces and cities (figures 4 and 5)."""

from __future__ import annotations

from jinjie.basics.numbers import Exact, quotient
from jinjie.basics.text import Text
from jinjie.panorama.counts import Breakdown
from jinjie.panorama.places import country_parts
from jinjie.panorama.ranks import ranked
from jinjie.panorama.surveying import OUTPUT, PUBLISHED
from jinjie.panorama.tables import OwnTable
from jinjie.reports.panorama import words
from jinjie.reports.panorama.model import Column, Panel, Sheet, Value
from jinjie.reports.panorama.pictures import Dot, Scatter, Tile, TileMap
from jinjie.reports.panorama.teller import Teller
from jinjie.reports.panorama.tiles import TILES

_SHADES = 5
_SHOWN_CITIES = 20
_TITLE = Text("各省级地区有多少家", "How many in each province")
_OUTPUT = Text("家数与工业增加值", "Counts and industrial value added")
_MAP_LEAD = Text(
    "图中为{tier}：前一个数是必然满足，后一个数是最多。颜色按“最多”分档。",
    "The squares show {tier}: certain, then at most. The shade goes by the second number.",
)
_CITY_LEAD = Text(
    "按代码前四位。市名不随软件提供，可用 --table city-names.csv 补上。",
    "By the first four digits of the code. Names of cities do not come along: --table city-names.csv adds them.",
)
_RANK_LEAD = Text(
    "各省级地区按家数排位，与按工业增加值排位相比。落在斜线上的地区，两个位次相同。",
    "Provinces ranked by count against their rank by industrial value added. On the line both ranks are the same.",
)
_RANK_NOTE = Text(
    "斯皮尔曼秩相关只比较位次，不说明因果；地区少、并列多时不稳定。本次 {pairs} 个地区，并列 {tied} 处。",
    "Spearman's correlation compares ranks only and says nothing of causes; few regions or many ties make it unsteady. "
    "Here: {pairs} regions, {tied} ties.",
)
_COUNTED = {
    "published": Text("已公布的家数", "published counts"),
    "at_most": Text("最多的家数", "counts at most"),
    "certain": Text("必然满足的家数", "certain counts"),
}


def provinces(teller: Teller) -> Panel:
    """Figure 5: every rulebook by province; a grid of squares for the main tier."""
    panorama, main = teller.panorama, teller.panorama.main
    heads = (Column(teller.say(words.CODE)), Column(teller.say(words.PROVINCE)))
    subjects = [main, *(s for s in panorama.subjects if s is not main)]
    has_region = "region" in panorama.origin.columns
    sheets = [teller.sheet_of(s, panorama.along("province", s), heads) for s in subjects] if has_region else []
    published = panorama.tables.get(PUBLISHED)
    if published is not None:
        sheets.append(teller.own_sheet(published, [teller.say(words.PROVINCE)], [teller.region]))
    found = panorama.along("province", main)
    return Panel(
        "provinces",
        teller.say(_TITLE),
        tuple(sheets),
        (_tile_map(teller, found),) if has_region and found.total.at_most else (),
        (5,),
        teller.say(_MAP_LEAD, tier=teller.title(main)),
        teller.claims(5) if has_region or published is not None else (),
        () if has_region else teller.missing_columns(["region"]),
        _part_notes(teller),
        teller.source(PUBLISHED),
    )


def _part_notes(teller: Teller) -> tuple[str, ...]:
    """Which provinces were counted as east, west, south and north, and how sure that is."""
    parts, language = country_parts(), teller.language
    colon, stop, end = ("：", "、", "。") if language == "zh" else (": ", ", ", ". ")
    said = {
        id_: f"{part.title[language]}{colon}{stop.join(TILES[code][2][language] for code in sorted(part.codes))}{end}"
        for id_, part in parts.items()
    }
    return (
        said["east"] + said["west"] + parts["east"].note[language],
        said["south"] + said["north"] + parts["south"].note[language],
    )


def _tile_map(teller: Teller, found: Breakdown) -> TileMap:
    most = max(counts.at_most for counts in found.groups.values())
    tiles = []
    for code, (column, row, short) in TILES.items():
        counts = found.get(code)
        text = teller.span_of(counts) if counts.total else "–"
        tiles.append(
            Tile(code, column, row, short[teller.language], teller.region(code), text, _shade(counts.at_most, most))
        )
    ends = [(_edge(most, n - 1) + 1, _edge(most, n)) for n in range(1, _SHADES + 1)]
    shown = ["0", *(teller.span(low, high) for low, high in ends if low <= high)]
    return TileMap(teller.say(_TITLE), tuple(tiles), tuple(shown))


def _edge(most: int, step: int) -> int:
    """The upper end of a shade: steps widen, so that small provinces can be told apart."""
    return most * step * step // (_SHADES * _SHADES)


def _shade(count: int, most: int) -> int:
    """0 for none, then the number of the step among those that hold any count."""
    used = [n for n in range(1, _SHADES + 1) if _edge(most, n) > _edge(most, n - 1)]
    return 0 if not count else 1 + sum(count > _edge(most, n) for n in used[:-1])


def cities(teller: Teller) -> Panel:
    """Every rulebook by city."""
    panorama, main = teller.panorama, teller.panorama.main
    has_region = "region" in panorama.origin.columns
    heads = (Column(teller.say(words.CODE)), Column(teller.say(words.CITY)))
    subjects = [main, *(s for s in panorama.subjects if s is not main)]
    sheets = [teller.sheet_of(s, panorama.along("city", s), heads) for s in subjects] if has_region else []
    return Panel(
        "cities",
        teller.say(words.CITY),
        tuple(Sheet(s.columns, s.rows, s.group, s.total, _SHOWN_CITIES) for s in sheets),
        lead=teller.say(_CITY_LEAD),
        missing=() if has_region else teller.missing_columns(["region"]),
        source=teller.source("city-names"),
    )


def output(teller: Teller) -> Panel:
    """Figure 4: counts against industrial output."""
    table = teller.panorama.tables.get(OUTPUT)
    name = next((n for n in _COUNTED if n in teller.panorama.correlations), "")
    notes: tuple[str, ...] = ()
    if name:
        found = teller.panorama.correlations[name]
        notes = (teller.say(_RANK_NOTE, pairs=found.pairs, tied=found.tied),)
    ready = table is not None and name
    return Panel(
        "industrial-output",
        teller.say(_OUTPUT),
        (_output_sheet(teller, table),) if table is not None else (),
        (_scatter(teller, table, name),) if table is not None and name else (),
        (4,),
        teller.say(_RANK_LEAD) if ready else "",
        teller.claims(4),
        teller.missing(OUTPUT),
        notes,
        teller.source(OUTPUT, PUBLISHED, own=table is not None),
    )


def _series(teller: Teller, table: OwnTable, name: str) -> list[tuple[str, Exact, Exact]]:
    """Code, count and output of each province for which both are known."""
    outputs = {line.key[:2]: line.low for line in table.latest}
    published = teller.panorama.tables.get(PUBLISHED)
    if name == "published" and published is not None:
        counts = {line.key[:2]: line.low for line in published.latest}
        return [(code, counts[code], value) for code, value in outputs.items() if code in counts]
    found = teller.panorama.along("province", teller.panorama.main)
    return [(code, getattr(found.get(code), name), value) for code, value in outputs.items()]


def _output_sheet(teller: Teller, table: OwnTable) -> Sheet:
    name = next((n for n in _COUNTED if n in teller.panorama.correlations), "certain")
    series = _series(teller, table, name)
    counts, outputs = ranked([-c for _, c, _ in series]), ranked([-v for _, _, v in series])
    columns = (
        Column(teller.say(words.CODE)),
        Column(teller.say(words.PROVINCE)),
        Column(teller.say(_COUNTED[name]), "count", teller.say(words.ENTERPRISES)),
        Column(teller.say(words.OUTPUT), "number", teller.say(words.UNITS[table.shape.unit])),
        Column(teller.say(words.COUNT_RANK), "number"),
        Column(teller.say(words.OUTPUT_RANK), "number"),
    )
    rows: list[tuple[Value, ...]] = [
        (code, teller.region(code), count, value, rank, other)
        for (code, count, value), rank, other in zip(series, counts, outputs, strict=True)
    ]
    return Sheet(columns, tuple(sorted(rows, key=lambda row: (row[5], row[0]))))


def _scatter(teller: Teller, table: OwnTable, name: str) -> Scatter:
    series = _series(teller, table, name)
    counts, outputs = ranked([c for _, c, _ in series]), ranked([v for _, _, v in series])
    room = max(len(series), 1)
    dots = tuple(
        Dot(TILES[code][2][teller.language] if code in TILES else code, quotient_of(x, room), quotient_of(y, room))
        for (code, _, _), x, y in zip(series, outputs, counts, strict=True)
    )
    across, up = teller.say(words.OUTPUT_RANK), f"{teller.say(words.COUNT_RANK)} ({teller.say(_COUNTED[name])})"
    return Scatter(teller.say(_OUTPUT), across, up, dots)


def quotient_of(rank: Exact, room: int) -> Exact:
    """The place of a rank in the middle of its strip."""
    return quotient(2 * rank - 1, 2 * room)
