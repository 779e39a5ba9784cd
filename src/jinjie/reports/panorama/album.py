"""All panels of a panorama, in order."""

from __future__ import annotations

from jinjie import __version__
from jinjie.basics.text import Language, Text
from jinjie.panorama.surveying import Panorama
from jinjie.reports import words as common
from jinjie.reports.panorama import listed, obstacles, places, scoring, standing, trades, words
from jinjie.reports.panorama.model import Album, Card, Chapter, Column, Panel, Sheet
from jinjie.reports.panorama.teller import Teller
from jinjie.rules.library import Library

_CHAPTERS = (
    ("standing", Text("层级", "Tiers"), (standing.tiers, standing.recognised, standing.targets)),
    ("places", Text("地区", "Places"), (places.provinces, places.output, places.cities)),
    ("trades", Text("行业和规模", "Industries and sizes"), (trades.sections, trades.sizes, trades.digital)),
    ("scoring", Text("得分、研发、融资", "Scores, R&D, equity"), (scoring.scores, scoring.research, scoring.equity)),
    ("obstacles", Text("卡点和临近", "Obstacles and neighbours"), (obstacles.blockers, obstacles.nearest)),
    ("companies", Text("上市公司", "Listed companies"), (listed.companies, listed.market_values, listed.boards)),
)


def album_of(panorama: Panorama, language: Language, library: Library) -> Album:
    """A panorama in one language."""
    teller = Teller(panorama, library, language)
    chapters = [
        Chapter(anchor, teller.say(title), tuple(make(teller) for make in makers))
        for anchor, title, makers in _CHAPTERS
    ]
    origin = panorama.origin
    index = _index(teller, chapters)
    warning = teller.say(words.SYNTHETIC, count=teller.number(origin.synthetic)) if origin.synthetic else ""
    return Album(
        language,
        teller.say(words.KIND),
        origin.files[0] if len(origin.files) == 1 else f"{origin.files[0]} … {origin.files[-1]}",
        _about(teller),
        warning,
        tuple(_card(teller, subject.prefix) for subject in panorama.tiers[::-1]),
        (*chapters, Chapter("figures", teller.say(words.FIGURES), (index,))),
        (teller.say(words.LEGEND),),
        (teller.say(words.NOT_OFFICIAL), common.OFFICIAL[language], f"Jinjie {__version__}"),
    )


def _about(teller: Teller) -> tuple[tuple[str, str], ...]:
    origin = teller.panorama.origin
    editions = dict.fromkeys(
        f"{subject.id}@{edition.label.partition('+')[0]}"
        for subject in teller.panorama.subjects
        for edition in subject.editions
    )
    return (
        (teller.say(words.ROWS), teller.number(origin.rows)),
        (teller.say(words.FILES), str(len(origin.files))),
        (teller.say(words.DAY), origin.day.isoformat()),
        (teller.say(words.LAW), ", ".join(editions) or "—"),
    )


def _card(teller: Teller, prefix: str) -> Card:
    subject = next(s for s in teller.panorama.subjects if s.prefix == prefix)
    counts = teller.panorama.cubes[prefix].total
    least = f"{teller.say(words.CERTAIN)} {teller.number(counts.certain)}"
    text = f"{least} · {teller.say(words.AT_MOST)} {teller.number(counts.at_most)}"
    return Card(teller.title(subject), counts.certain, counts.at_most, counts.total, text, "tiers")


def _index(teller: Teller, chapters: list[Chapter]) -> Panel:
    """The twelve figures: where each stands, and what fills it."""
    panels = {figure: panel for chapter in chapters for panel in chapter.panels for figure in panel.figures}
    colon = "：" if teller.language == "zh" else ": "
    rows = []
    for figure, title in words.FIGURE_TITLES.items():
        panel = panels[figure]
        state = panel.source if not panel.is_empty else f"{teller.say(words.MISSING)}{colon}{panel.missing[0]}"
        rows.append((teller.say(words.FIGURE, number=figure), teller.say(title), state))
    columns = (
        Column(Text("图", "Figure")[teller.language]),
        Column(teller.say(words.FIGURE_TITLE)),
        Column(teller.say(words.FIGURE_STATE)),
    )
    return Panel("figures", teller.say(words.FIGURES), (Sheet(columns, tuple(rows)),))
