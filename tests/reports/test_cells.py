"""Text in terminal columns."""

from hypothesis import given
from hypothesis import strategies as st

from jinjie.reports.text.cells import pad, tied, width, wrap

WORDS = st.text(alphabet="研发费用占比（）：，。≥ab1.%[] 万元", max_size=60)


def test_a_chinese_character_fills_two_columns() -> None:
    assert width("得分 62") == 7
    assert pad("得分", 6) == "得分  "
    assert pad("62", 4, "right") == "  62"


def test_lines_never_begin_with_closing_punctuation() -> None:
    assert wrap("一二三，四五", 6) == ["一二", "三，四", "五"]


def test_latin_words_stay_whole() -> None:
    assert wrap("R&D expense of 2023", 12) == ["R&D expense", "of 2023"]


def test_a_sign_stays_with_its_number_and_a_number_with_its_unit() -> None:
    assert [line.replace("\u00a0", " ") for line in wrap(tied("研发费用 ≥ 100 万元"), 14)] == ["研发费用", "≥ 100 万元"]


def test_a_mark_is_not_broken() -> None:
    assert wrap("自施行之日 [待核实]", 16) == ["自施行之日", "[待核实]"]


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrap("", 10) == [""]


@given(WORDS, st.integers(4, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
