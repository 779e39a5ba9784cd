"""What headers mean, however they are written."""

from datetime import date

import pytest

from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.people.words import HeaderWords, Meaning


@pytest.fixture(scope="module")
def words(vocabulary: Vocabulary) -> HeaderWords:
    return HeaderWords(vocabulary, date(2026, 11, 1))


def known(words: HeaderWords, text: str) -> Meaning:
    meaning = words.meaning(text)
    assert meaning is not None
    return meaning


def test_every_identifier_and_label_of_the_vocabulary_names_its_fact(words: HeaderWords) -> None:
    for fact in words.vocabulary.facts.values():
        for text in (fact.id, fact.id.upper(), fact.label.zh, fact.label.en):
            meaning = known(words, text)
            assert (meaning.fact, meaning.end, meaning.unit) == (fact.id, "exact", None)
        assert known(words, fact.id).is_identifier


@pytest.mark.parametrize(
    ("text", "fact", "unit"),
    [
        ("营业收入（亿元）", "revenue_y1", ("亿元", 1)),
        ("营业收入/万元", "revenue_y1", ("万元", 1)),
        ("研发费用(元)", "rd_expense_y1", ("元", 1)),
        ("营业收入（千元）", "revenue_y1", ("元", 1000)),
        ("营业收入（单位：百万元）", "revenue_y1", ("万元", 100)),
        ("营业收入_万元", "revenue_y1", ("万元", 1)),
        ("营业收入万元", "revenue_y1", ("万元", 1)),
        ("上年度主营业务收入占比%", "main_revenue_share_y1", ("%", 1)),
        ("主导产品细分市场占有率（％）", "market_share", ("%", 1)),
        ("Revenue 2025 (10k CNY)", "revenue_y1", ("万元", 1)),
        ("Revenue / million CNY", "revenue_y1", ("万元", 100)),
        ("Revenue, last fiscal year (10,000 CNY)", "revenue_y1", ("万元", 1)),
        ("营业收入（2023年，万元）", "revenue_y3", ("万元", 1)),
        ("职工人数（人）", "employees_y1", ("", 1)),
    ],
)
def test_a_unit_in_the_header_belongs_to_the_column(
    words: HeaderWords, text: str, fact: str, unit: tuple[str, int]
) -> None:
    meaning = known(words, text)
    assert (meaning.fact, meaning.problem) == (fact, None)
    assert meaning.unit is not None
    assert (meaning.unit.suffix, meaning.unit.times) == unit


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("2025年营业收入", "revenue_y1"),
        ("2024年度营业收入", "revenue_y2"),
        ("２０２３年　营业收入", "revenue_y3"),
        ("营业收入2024", "revenue_y2"),
        ("24年营业收入", "revenue_y2"),
        ("2025年1-12月营业收入", "revenue_y1"),
        ("上年营业收入", "revenue_y1"),
        ("上上年度研发费用", "rd_expense_y2"),
        ("上上上年度研发费用", "rd_expense_y3"),
        ("营业收入", "revenue_y1"),
        ("资产总额", "total_assets_y1"),
        ("2025年末资产总额", "total_assets_y1"),
        ("期末资产负债率", "debt_ratio_y1"),
        ("Revenue, the year before last", "revenue_y2"),
    ],
)
def test_years_are_counted_from_the_day_of_the_assessment(words: HeaderWords, text: str, fact: str) -> None:
    assert known(words, text) == Meaning(fact)


@pytest.mark.parametrize(
    "text",
    [
        "2026年营业收入",
        "2021年营业收入",
        "营业收入（2026年）",
        "营业收入（2025年1-9月）",
        "2025年1-9月营业收入",
        "本年营业收入",
        "营业收入（本年预计）",
        "营业收入同比增长",
        "实际应用的Ⅰ类知识产权数（2022口径）",
        "市场占有率",
        "备注",
        "营业收入单元格",
    ],
)
def test_another_time_or_another_thing_is_never_taken_for_the_fact(words: HeaderWords, text: str) -> None:
    assert words.meaning(text) is None


def test_next_year_the_same_header_is_another_fact(vocabulary: Vocabulary) -> None:
    assert known(HeaderWords(vocabulary, date(2027, 1, 5)), "2025年营业收入").fact == "revenue_y2"


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("企业名称", "name"),
        (" 企业 名称 ", "name"),
        ("名称", "name"),
        ("统一社会信用代码", "credit_code"),
        ("统一社会信用代码（18位）", "credit_code"),
        ("信用代码", "credit_code"),
        ("*注册地", "region"),
        ("3、成立日期（必填）", "founded_on"),
        ("高新技术企业", "high_tech_enterprise"),
        ("是否高新技术企业", "high_tech_enterprise"),
        ("I类知识产权数", "ip_class1"),
        ("营业收入（审计数）", "revenue_y1"),
        ("上年度\n营业收入", "revenue_y1"),
    ],
)
def test_the_spelling_is_tolerant(words: HeaderWords, text: str, fact: str) -> None:
    assert known(words, text) == Meaning(fact)


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("revenue_y1__low", "low"),
        ("revenue_y1__high", "high"),
        ("营业收入下限", "low"),
        ("营业收入（上限）", "high"),
        ("营业收入（万元）下限", "low"),
        ("营业收入上限（万元）", "high"),
    ],
)
def test_ends_of_a_range_have_their_own_columns(words: HeaderWords, text: str, end: str) -> None:
    meaning = known(words, text)
    assert (meaning.fact, meaning.end) == ("revenue_y1", end)


def test_only_numbers_have_ends(words: HeaderWords) -> None:
    assert words.meaning("reputation__low") is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [("营业收入（美元）", "读不了"), ("营业收入（人民币）", "读不了"), ("职工人数（万元）", "不适合")],
)
def test_a_unit_that_cannot_be_is_a_mistake(words: HeaderWords, text: str, reason: str) -> None:
    problem = known(words, text).problem
    assert problem is not None
    assert reason in problem.zh
