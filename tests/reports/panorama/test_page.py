"""The panorama as a page."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest
from syrupy.assertion import SnapshotAssertion

from jinjie.basics.text import Language
from jinjie.reports.panorama.model import Album
from jinjie.reports.panorama.page import page

from .conftest import LANGUAGES

HAN = re.compile(r"[\u4e00-\u9fff]")
VOID = {"meta", "br", "hr", "col", "path", "rect", "circle", "line", "polygon", "use"}


class Parsed(HTMLParser):
    """Elements, ids and what is not well formed."""

    def __init__(self, markup: str):
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.names: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.names.append(tag)
        self.ids += [found["id"]] if found.get("id") else []
        self.links += [found["href"] or ""] if "href" in found else []

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


@pytest.fixture(scope="module", params=LANGUAGES)
def markup(request: pytest.FixtureRequest, albums: Mapping[Language, Album]) -> str:
    return page(albums[request.param])


def test_the_page_is_whole_and_needs_nothing_else(markup: str) -> None:
    parsed = Parsed(markup)
    assert not parsed.faults
    assert not parsed.open
    assert not {"script", "link", "img", "iframe"} & set(parsed.names)
    assert "default-src &#x27;none&#x27;" in markup
    assert not re.search(r"url\((?!#)", markup)


def test_ids_are_single_and_every_link_leads_somewhere(markup: str) -> None:
    parsed = Parsed(markup)
    assert len(parsed.ids) == len(set(parsed.ids))
    assert not [link for link in parsed.links if link.removeprefix("#") not in parsed.ids]


def test_every_picture_has_a_table(albums: Mapping[Language, Album]) -> None:
    assert not [p.key for album in albums.values() for p in album.panels if p.pictures and p.is_empty]


def test_invented_rows_are_told_on_the_cover_and_under_every_own_table(albums: Mapping[Language, Album]) -> None:
    shown = page(albums["en"])
    assert shown.count('class="synthetic"') == 1
    own = [panel for panel in albums["en"].panels if panel.own and panel.source]
    assert shown.count("synthetic (invented)") == len(own)


def test_what_is_missing_is_told_in_both_languages(albums: Mapping[Language, Album]) -> None:
    assert "来源缺失 / source missing" in page(albums["zh"])
    assert "source missing" in page(albums["en"])


def test_names_from_the_data_are_escaped(markup: str) -> None:
    assert "=甲&lt;b&gt;" in markup
    assert "甲<b>" not in markup


def test_the_first_panel_keeps_its_shape(albums: Mapping[Language, Album], snapshot: SnapshotAssertion) -> None:
    shown = page(albums["zh"])
    start = shown.index('<article class="panel" id="tiers">')
    panel = shown[start : shown.index("</article>", start)]
    assert re.sub(r"(</(?:li|tr|p|h3|figure|thead)>)", r"\1\n", panel) == snapshot
