"""The words of the template."""

import pytest

from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.sheet import (
    COLUMNS,
    Column,
    column_of,
    is_newer,
    is_sample_sheet,
    loose,
    stamp,
    version_in,
    vocabulary_hash,
)


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_a_header_is_known_in_both_languages(column: Column) -> None:
    assert column_of(column.title.zh) == column_of(column.title.en.upper()) == column.key


def test_words_are_compared_without_blanks_brackets_and_widths() -> None:
    assert loose("Ｒ＆Ｄ expense，（万元）") == loose("R&D  Expense 万元")
    assert column_of("随便") is None
    assert column_of("") is None


def test_the_stamp_carries_the_version_in_both_languages(vocabulary: Vocabulary) -> None:
    found = {version_in([stamp(vocabulary, "zh")]), version_in(["Jinjie", stamp(vocabulary, "en")])}
    assert len(found) == 1
    assert None not in found
    assert vocabulary_hash(vocabulary) in stamp(vocabulary, "zh")
    assert version_in(["no stamp"]) is None


@pytest.mark.parametrize(
    ("other", "own", "newer"), [("0.10.0", "0.9.9", True), ("1.0", "1.0.0", False), ("0.1.0", "0.1.0", False)]
)
def test_versions_are_compared_by_their_numbers(other: str, own: str, newer: bool) -> None:
    assert is_newer(other, own) is newer


def test_copies_of_the_sample_are_samples_too() -> None:
    assert is_sample_sheet("示例 (2)")
    assert is_sample_sheet(" sample")
    assert not is_sample_sheet("企业事实")
