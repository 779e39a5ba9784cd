"""What people type or paste, in the spelling of profile files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.interval import Interval
from jinjie.basics.problems import InputError, Place
from jinjie.facts.values import read_statement
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.pasted import clean, plain, visible


@pytest.mark.parametrize(
    ("fact", "typed", "plainly"),
    [
        ("revenue_y1", " １，０２０ 万 ", "1,020 万"),
        ("revenue_y1", "1000万元以上", ">= 1000万元"),
        ("revenue_y1", "1000万元及以上", ">= 1000万元"),
        ("revenue_y1", "不低于1000万", ">= 1000万"),
        ("revenue_y1", "超过 1000", "> 1000"),
        ("revenue_y1", "不超过1亿元", "<= 1亿元"),
        ("revenue_y1", "不到5000", "< 5000"),
        ("revenue_y1", "5000以下", "<= 5000"),
        ("revenue_y1", "at least 300", ">= 300"),
        ("revenue_y1", "More than 300", "> 300"),
        ("revenue_y1", "≥300", ">= 300"),
        ("revenue_y1", "＜300", "< 300"),
        ("revenue_y1", "200-300", "200..300"),
        ("revenue_y1", "200—300万", "200万..300万"),
        ("revenue_y1", "200到300", "200..300"),
        ("revenue_y1", "2~3亿", "2亿..3亿"),
        ("revenue_y1", "5000万至1亿", "5000万..1亿"),
        ("revenue_y1", "¥10,200,000元", "10,200,000元"),
        ("revenue_y1", "-5", "-5"),
        ("revenue_y1", "¥1020", "¥1020"),
        ("rd_intensity_y1", "5~8%", "5%..8%"),
        ("rd_intensity_y1", "5.37％", "5.37%"),
        ("ip_class1", "6 件", "6"),
        ("ip_class1", "10项以上", ">= 10"),
        ("market_rank_domestic", "第3名", "3"),
        ("platform_score", "62.5分", "62.5"),
        ("founded_on", "20150301", "2015-03-01"),
        ("founded_on", "2015-03-01", "2015-03-01"),
        ("own_brand", "是", "是"),
        ("own_brand", "☑", "yes"),
        ("own_brand", "×", "no"),
        ("own_brand", "——", "unknown"),
        ("own_brand", "无法确定", "unknown"),
        ("rd_institution_level", "省级(含部级)", "provincial"),
        ("rd_institution_level", "municipal", "municipal"),
        ("rd_institution_level", "省级", "provincial"),
        ("rd_institution_level", "省级 | 市级", ["provincial", "municipal"]),
        ("rd_institution_level", "国家级或市级", ["national", "municipal"]),
        ("rd_institution_level", "国家级、市级 or none", ["national", "municipal", "none"]),
        ("rd_institution_level", "国家级、大概", "国家级、大概"),
        ("product_field", "属工业“六基”、中华老字号，或为关键产业链重点龙头企业配套", "six_bases_or_key_chain"),
        ("industry", "c3563半导体", "C3563"),
        ("industry", "C 制造业", "C"),
        ("industry", "制造业", "C"),
        ("industry", "Computers", "Computers"),
        ("region", "440100广州市", "440100"),
        ("industry", "C39 或 I65", ["C39", "I65"]),
        ("industry", "C39/I65 软件和信息技术服务业", ["C39", "I65"]),
        ("industry", "C39 I65", "C39 I65"),
        ("region", "浙江省", "33"),
        ("region", "广东省 | 浙江省", ["44", "33"]),
        ("credit_code", " 91440101\u200bMA5 ", "91440101MA5"),
        ("credit_code", "-", "-"),
    ],
)
def test_the_spelling_becomes_that_of_a_file(
    vocabulary: Vocabulary, fact: str, typed: str, plainly: str | list[str]
) -> None:
    assert plain(vocabulary[fact], typed) == plainly


def test_every_code_with_its_name_is_that_code(vocabulary: Vocabulary) -> None:
    for fact in (vocabulary["industry"], vocabulary["region"]):
        assert fact.codes is not None
        for code, name in fact.codes.names.items():
            assert plain(fact, f"{code} {name.zh}") == plain(fact, f"{code} {name.en}") == code


def test_every_choice_is_known_by_its_words(vocabulary: Vocabulary) -> None:
    for fact in vocabulary.facts.values():
        for choice, label in fact.choices.items():
            for text in (label.zh, label.en, f"{label.zh} | {label.zh}"):
                statement = read_statement(fact, plain(fact, text), Place())
                assert statement.value == frozenset({choice})


def test_above_and_below_hold_the_number_itself_and_beyond_does_not(vocabulary: Vocabulary) -> None:
    fact = vocabulary["net_profit_y1"]
    for typed, expected in {
        "100以上": Interval(100),
        "100以下": Interval(None, 100),
        "超过100": Interval(100, None, low_open=True),
        "不足100": Interval(None, 100, high_open=True),
    }.items():
        assert read_statement(fact, plain(fact, typed), Place()).value == expected


@given(st.data())
def test_any_text_is_a_statement_or_a_problem(vocabulary: Vocabulary, data: st.DataObject) -> None:
    fact = vocabulary[data.draw(st.sampled_from(sorted(vocabulary.names)))]
    pieces = st.sampled_from(
        ["不超过", "以上", "1,020", "3", "亿", "万元", "%", "~", "-", "或", " ", "C39", "是", "²", "年"]
    )
    text = data.draw(st.one_of(st.text(max_size=12), st.lists(pieces, max_size=6).map("".join)))
    try:
        statement = read_statement(fact, plain(fact, text), Place(cell="A1"))
    except InputError:
        return
    assert statement.value is None or isinstance(statement.value, str | Interval | frozenset)


def test_invisible_characters_go_and_a_name_keeps_its_brackets() -> None:
    assert clean("\ufeff１２\u200b０ ") == "120"
    assert visible(" 某公司（集团）\u200b") == "某公司（集团）"
