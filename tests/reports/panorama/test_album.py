"""What the panels say: exact totals, what is missing, which figures are covered."""

from collections.abc import Mapping

import pytest

from jinjie.basics.text import Language
from jinjie.reports.panorama.model import Album, Panel, Sheet
from jinjie.reports.panorama.tiles import TILES
from jinjie.reports.panorama.words import FIGURE_TITLES
from jinjie.rules.library import Library

COUNTED = ("provinces", "cities", "industries")


def panel(album: Album, key: str) -> Panel:
    return next(panel for panel in album.panels if panel.key == key)


def own_sheet(album: Album, key: str) -> Sheet:
    return next(sheet for sheet in panel(album, key).sheets if sheet.own)


def test_all_twelve_figures_have_a_panel(albums: Mapping[Language, Album]) -> None:
    shown = [figure for panel in albums["zh"].panels for figure in panel.figures]
    assert sorted(shown) == sorted(FIGURE_TITLES) == list(range(1, 13))


@pytest.mark.parametrize("key", COUNTED)
def test_the_rows_of_a_table_add_up_to_its_total(albums: Mapping[Language, Album], key: str) -> None:
    sheet = own_sheet(albums["zh"], key)
    assert sheet.total is not None
    for at, column in enumerate(sheet.columns):
        if column.is_numeric:
            assert sum(int(row[at] or 0) for row in sheet.rows) == sheet.total[at]
    certain, possible, at_most, no, unreadable, total = sheet.total[-6:]
    assert (certain, possible, at_most, no, unreadable, total) == (1, 1, 2, 1, 1, 4)


def test_a_figure_without_data_says_which_table_would_fill_it(real: Album) -> None:
    missing = {panel.key: panel.missing for panel in real.panels if panel.is_empty}
    assert set(missing) == {
        "recognised",
        "targets",
        "industrial-output",
        "sizes",
        "digital-levels",
        "listed",
        "market-values",
        "boards",
        "equity",
    }
    assert missing["industrial-output"] == (
        "工业增加值：用 --table industrial-output.csv 补上，列为 region、year、value、source",
    )
    assert missing["sizes"] == ("筛查结果里没有列 sme-size_grade",)
    assert missing["equity"][0] == "筛查结果里没有列 equity_financing_y1"


def test_nothing_is_invented_where_nothing_was_given(real: Album) -> None:
    assert not [panel.key for panel in real.panels if panel.is_empty and (panel.pictures or panel.claims)]


def test_the_rank_correlation_is_printed_with_its_number_of_pairs(albums: Mapping[Language, Album]) -> None:
    shown = panel(albums["zh"], "industrial-output")
    # output 44, 33, 11; certain 0, 1, 0: ranks 1.5, 3, 1.5 against 3, 2, 1. At most 1, 1, 0: 2.5, 2.5, 1.
    assert shown.claims[0].found.startswith("斯皮尔曼秩相关 0 至 0.87（3 个地区")
    assert shown.claims[0].sign.word == "未定"
    assert "本次 3 个地区，并列 1 处" in shown.notes[0]


def test_the_handbooks_own_numbers_come_from_tables(albums: Mapping[Language, Album]) -> None:
    claims = [claim.found for key in ("industries", "equity") for claim in panel(albums["en"], key).claims]
    assert "the first two rows add up to 84.3%; outside the 3 classes 6.7%" in claims
    assert "1.98 times that of SRDI SMEs" in claims


def test_the_grid_has_every_province_once(library: Library) -> None:
    codes = library.vocabulary["region"].codes
    assert codes is not None
    assert set(TILES) == set(codes.names)
    assert len({(column, row) for column, row, _ in TILES.values()}) == 34


def test_invented_rows_are_told_and_real_ones_are_not(albums: Mapping[Language, Album], real: Album) -> None:
    assert albums["zh"].warning.startswith("合成数据：4 家企业是虚构的")
    assert albums["en"].warning.startswith("Synthetic data: 4 enterprises are invented")
    assert real.warning == ""


def test_both_languages_say_the_same_numbers(albums: Mapping[Language, Album]) -> None:
    zh, en = albums["zh"], albums["en"]
    for one, other in zip(zh.panels, en.panels, strict=True):
        assert one.key == other.key
        for sheet, twin in zip(one.sheets, other.sheets, strict=True):
            assert [[v for v in row if not isinstance(v, str)] for row in sheet.rows] == [
                [v for v in row if not isinstance(v, str)] for row in twin.rows
            ]
