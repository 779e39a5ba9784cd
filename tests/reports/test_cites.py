"""Articles for readers of either language."""

import pytest

from jinjie.reports.content.cites import cite_text, has_chinese
from jinjie.rules.library import Library


@pytest.mark.parametrize(
    ("cite", "english"),
    [
        ("附件2 条件4 直通②", "Annex 2, condition 4, direct route 2"),
        ("附件2（四）", "Annex 2 (4)"),
        ("第六条第（五）项；第八条", "Article 6, item 5, Article 8"),
        ("第三十条", "Article 30"),
        ("第十二条", "Article 12"),
        ("附则", "final provisions"),
    ],
)
def test_numbering_is_put_into_english(cite: str, english: str) -> None:
    assert cite_text(cite, "en") == english
    assert cite_text(cite, "zh") == cite


def test_a_heading_that_is_not_known_stays_as_it_is() -> None:
    assert cite_text("附件2 某个标题", "en") == "附件2 某个标题"


def test_every_article_of_the_tiers_can_be_read_in_english(library: Library) -> None:
    tiers = [rulebook for rulebook in library.everything() if rulebook.kind in {"tier", "size", "base"}]
    cites = {criterion.origin.cite for rulebook in tiers for criterion in rulebook.criteria.walk()}
    cites |= {part.origin.cite for rulebook in tiers for part in rulebook.parts.values()}
    assert not [cite for cite in cites if has_chinese(cite_text(cite, "en"))]
