"""A panorama as one HTML file: works offline, prints on A4, needs no script."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie.basics.numbers import quotient
from jinjie.basics.text import Language
from jinjie.reports.html.blocks import table
from jinjie.reports.html.charts import icon, symbols
from jinjie.reports.html.markup import Markup, join, language_of, tag
from jinjie.reports.page import whole
from jinjie.reports.panorama import words
from jinjie.reports.panorama.drawing import picture
from jinjie.reports.panorama.model import Album, Card, Chapter, Claim, Panel, Sheet
from jinjie.reports.panorama.tabular import table_of

_LONG = 12
"""A longer table is folded on a screen and open on paper."""


def page(album: Album) -> str:
    """The whole page."""
    body = tag(
        "body",
        symbols(),
        tag("main", _cover(album), [_chapter(chapter, album) for chapter in album.chapters]),
        tag("footer", [tag("p", line) for line in (*album.basis, *album.last)]),
        class_="panorama",
    )
    return whole(album.language, f"{album.name} · {album.kind}", body, "panorama.css")


def _cover(album: Album) -> Markup:
    about = [tag("div", tag("dt", name), tag("dd", value)) for name, value in album.about]
    links = [tag("li", tag("a", c.title, href=f"#{c.anchor}")) for c in album.chapters]
    return tag(
        "header",
        tag("p", album.kind, class_="kind"),
        tag("h1", album.name, lang=language_of(album.name)),
        tag("dl", about, class_="about"),
        tag("p", album.warning, class_="synthetic") if album.warning else None,
        tag("ul", [_card(card) for card in album.cards], class_="cards"),
        tag("nav", tag("ul", links)),
        class_="cover",
    )


def _card(card: Card) -> Markup:
    low, high = (quotient(count, card.total) if card.total else 0 for count in (card.low, card.high))
    drawn = [
        tag("rect", x=0, y=0, width="100%", height=6, class_="track"),
        tag("rect", x=0, y=0, width=f"{float(low) * 100:.2f}%", height=6, class_="range plain"),
    ]
    if high > low:
        x, width = f"{float(low) * 100:.2f}%", f"{float(high - low) * 100:.2f}%"
        drawn.append(tag("rect", x=x, y=0, width=width, height=6, fill="url(#hatch-plain)"))
    bar = tag("svg", drawn, width="100%", height=6, aria_hidden="true")
    inner = (tag("span", card.title, class_="title"), tag("span", f"{card.low:,}", class_="word"), bar)
    return tag(
        "li", tag("a", inner, tag("span", card.text, class_="score"), href=f"#{card.anchor}", class_="card plain")
    )


def _chapter(chapter: Chapter, album: Album) -> Markup:
    panels = [_panel(panel, album) for panel in chapter.panels]
    return tag("section", tag("h2", chapter.title), panels, class_="chapter", id=chapter.anchor)


def _panel(panel: Panel, album: Album) -> Markup:
    language = album.language
    badges = [tag("span", words.FIGURE[language].format(number=n), class_="chip") for n in panel.figures]
    # The one panel of the first chapter has the chapter's own heading.
    heading = None if panel.key == "figures" else tag("h3", panel.title, " ", badges)
    return tag(
        "article",
        heading,
        _handbook(panel, language),
        tag("p", panel.lead, class_="lead") if panel.lead and not panel.is_empty else None,
        _missing(panel, language) if panel.is_empty else None,
        _claims(panel.claims, language),
        [picture(one, language) for one in panel.pictures],
        _sheets(panel, language),
        [tag("p", note, class_="note") for note in panel.notes if not panel.is_empty],
        None if panel.is_empty else _missing(panel, language),
        _source(panel, album),
        class_="panel" + (" empty" if panel.is_empty else ""),
        id=None if panel.key == "figures" else panel.key,
    )


def _handbook(panel: Panel, language: Language) -> Markup | None:
    """The handbook's own title, where the panel has another."""
    titles = {number: words.FIGURE_TITLES[number][language] for number in panel.figures}
    said = [
        words.OF_HANDBOOK[language].format(number=number, title=title)
        for number, title in titles.items()
        if title != panel.title
    ]
    return tag("p", " · ".join(said), class_="handbook") if said else None


def _missing(panel: Panel, language: Language) -> Markup | None:
    if not panel.missing:
        return None
    rows = [tag("li", line) for line in panel.missing]
    word = tag("b", icon("open"), f"{words.MISSING.zh} / {words.MISSING.en}" if language == "zh" else words.MISSING.en)
    return tag("div", word, tag("ul", rows), class_="missing open")


def _claims(claims: tuple[Claim, ...], language: Language) -> Markup | None:
    if not claims:
        return None
    rows = [
        tag(
            "li",
            tag("span", icon(one.sign.tone), one.sign.word, class_=f"outcome {one.sign.tone}"),
            tag("span", f"{words.SAYS[language]}{_colon(language)}{one.claim}", class_="said"),
            tag("span", f"{words.NUMBERS_SAY[language]}{_colon(language)}{one.found}", class_="found"),
        )
        for one in claims
    ]
    return tag("ul", rows, class_="claims")


def _colon(language: Language) -> str:
    return "：" if language == "zh" else ": "


def _sheets(panel: Panel, language: Language) -> Iterator[Markup]:
    """The first table open when it is short; the others, and long ones, folded. Paper shows only the first."""
    filled = [sheet for sheet in panel.sheets if sheet.rows]
    if len(filled) > 1:
        yield tag("p", words.MORE_TABLES[language].format(count=len(filled) - 1), class_="on-paper")
    for number, sheet in enumerate(filled):
        drawn = tag("div", table(table_of(sheet, language)), class_="sheet" if sheet.total is None else "sheet total")
        rows, name = len(sheet.rows), _named(sheet, panel, language)
        if number == 0 and (rows <= _LONG or not panel.pictures):
            yield join([tag("p", sheet.group, class_="name") if sheet.group and len(filled) > 1 else None, drawn])
        else:
            summary = tag("summary", name, " ", tag("span", str(rows), class_="count"))
            yield tag("details", summary, drawn, class_="twin" if number == 0 else "twin other")


def _named(sheet: Sheet, panel: Panel, language: Language) -> str:
    return f"{words.TABLE[language]}{_colon(language)}{sheet.group or panel.title}"


def _source(panel: Panel, album: Album) -> Markup | None:
    if panel.is_empty or not panel.source:
        return None
    language = album.language
    units = dict.fromkeys(c.unit for sheet in panel.sheets for c in sheet.columns if c.unit)
    stop = "、" if language == "zh" else ", "
    parts = [f"{words.UNIT[language]}{_colon(language)}{stop.join(units)}"] if units else []
    parts.append(f"{words.SOURCE[language]}{_colon(language)}{panel.source}")
    if album.warning and panel.own:
        parts.append(words.SYNTHETIC_SHORT[language])
    return tag("p", " · ".join(parts), class_="source")
