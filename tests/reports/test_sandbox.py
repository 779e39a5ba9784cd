"""The sandbox as text and page: within the width, self-contained, sums shown."""

from pathlib import Path

import pytest

from jinjie import api
from jinjie.basics.text import Language
from jinjie.panorama.sandbox import Sandbox
from jinjie.reports.sandbox import page, report, text
from jinjie.reports.text.cells import width

FIRMS = Path(__file__).parents[2] / "examples" / "firms.csv"
CHANGES = ("srdi-sme@2026.rd_share=3.5%", "srdi-sme@2022.score_reached=55")


@pytest.fixture(scope="module")
def found() -> Sandbox:
    return api.sandbox(FIRMS, CHANGES, "2026-09-30", per_head="5万元..10万元", top=3)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(columns: int, language: Language, found: Sandbox) -> None:
    lines = text(found, language, columns).splitlines()
    assert max(width(line) for line in lines) <= columns


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_works_offline_and_says_what_it_is(language: Language, found: Sandbox) -> None:
    html = page(found, language)
    assert "http://" not in html
    assert "https://" not in html
    assert "<script" not in html
    for said in ({"zh": "这是模拟", "en": "A simulation"}, {"zh": "全部是虚构的", "en": "are invented"}):
        assert said[language] in html


def test_each_changed_edition_has_its_own_parts(found: Sandbox) -> None:
    titles = [part.title for part in report(found, "en").closing if hasattr(part, "title")]
    assert titles[:4] == [
        "Change · srdi-sme@2026",
        "Result · srdi-sme@2026",
        "By region · srdi-sme@2026",
        "By industry section · srdi-sme@2026",
    ]
    assert any(title.startswith("Change · srdi-sme@2022") for title in titles)
    assert "Enterprises that flip (3 of 6) · srdi-sme@2026" in titles
    assert "The edition is not in force on this day" in text(found, "en", 120)
