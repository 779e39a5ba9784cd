"""The panorama in a screenful of text."""

from collections.abc import Mapping

import pytest

from jinjie.basics.text import Language
from jinjie.reports.panorama.model import Album
from jinjie.reports.panorama.summary import summary
from jinjie.reports.text.cells import width

from .conftest import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(albums: Mapping[Language, Album], language: Language, columns: int) -> None:
    assert max(width(line) for line in summary(albums[language], columns).splitlines()) <= columns


def test_it_says_the_counts_the_claims_and_the_gaps(albums: Mapping[Language, Album]) -> None:
    shown = summary(albums["en"], 80)
    assert "! Synthetic data: 4 enterprises are invented." in shown
    assert "✓ supported · Fig. 11 little giants take equity more often" in shown
    assert "source missing" in shown
    assert "--table targets.csv" in shown
    assert "no official" in shown
