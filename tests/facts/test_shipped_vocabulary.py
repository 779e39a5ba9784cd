"""The shipped vocabulary: complete in both languages, with every name that other people's files use."""

import re

import pytest

from jinjie.facts.constraints import Equation, Order
from jinjie.facts.vocabulary import Kind

KINDS = {
    Kind.TEXT: "credit_code",
    Kind.REGION: "region",
    Kind.INDUSTRY: "industry",
    Kind.DATE: "founded_on",
    Kind.COUNT: """
        employees_y1 rd_staff_y1 market_rank_domestic
        ip_class1_high_value ip_class1_own ip_class1 ip_class2 ip_class2_any_age ip_class1_applied
    """,
    Kind.MONEY: """
        revenue_y1 revenue_y2 revenue_y3 main_revenue_y1 main_revenue_y2 main_revenue_y3
        net_profit_y1 total_assets_y1 total_liabilities_y1 rd_expense_y1 rd_expense_y2 rd_expense_y3
        total_cost_y1 equity_financing_y1 equity_financing_y2 equity_financing_y3
    """,
    Kind.RATIO: """
        main_revenue_share_y1 main_revenue_growth_y1 main_revenue_growth_y2 revenue_cagr_2y net_margin_y1 debt_ratio_y1
        rd_intensity_y1 rd_intensity_y2 rd_to_cost_y1 rd_staff_share_y1 leading_product_share_y1 market_share
    """,
    Kind.YEARS: "niche_years",
    Kind.YES_NO: """
        is_sme strategic_emerging_industry key_chain_position reputation market_position_leading
        provincial_quality_award quality_system_certified own_brand standards_participation
        developed_market_product_certified core_business_on_information_system rd_institution_any
        national_award_3y national_award_top3_3y national_award_top5_3y provincial_award_3y provincial_award_top3_3y
        maker_china_top500_3y maker_china_top50_3y
        high_tech_enterprise national_innovation_demonstration ip_advantage_or_demonstration
        title_tech_sme title_innovative_sme title_srdi_sme title_little_giant single_champion
        controlled_by_little_giant group_has_similar_little_giant
        on_abnormal_list on_dishonesty_list prohibited_product major_incident_3y tax_evasion_3y
    """,
    Kind.NUMBER: "local_feature_points platform_score platform_score_previous",
    Kind.CHOICE: "product_field digital_level rd_institution_level application_kind",
}
CONTRACT = {name: kind for kind, names in KINDS.items() for name in names.split()}
CHOICES = {
    "product_field": {"fills_gap", "six_bases_or_key_chain", "other"},
    "digital_level": {"0", "1", "2", "3", "4"},
    "rd_institution_level": {"national", "provincial", "municipal", "below_municipal", "none"},
    "application_kind": {"new", "renewal"},
}
RANGES = {
    "local_feature_points": (0, 15),
    "platform_score": (0, None),
    "platform_score_previous": (0, None),
    "main_revenue_share_y1": (0, 1),
    "revenue_y1": (0, None),
    "debt_ratio_y1": (0, None),
    "net_profit_y1": (None, None),
    "main_revenue_growth_y1": (-1, None),
    "employees_y1": (0, None),
}
EQUATIONS = {
    "main_revenue_share_y1": {"main_revenue_y1", "revenue_y1"},
    "main_revenue_growth_y1": {"main_revenue_y1", "main_revenue_y2"},
    "main_revenue_growth_y2": {"main_revenue_y2", "main_revenue_y3"},
    "revenue_cagr_2y": {"revenue_y1", "revenue_y3"},
    "net_margin_y1": {"net_profit_y1", "revenue_y1"},
    "debt_ratio_y1": {"total_liabilities_y1", "total_assets_y1"},
    "rd_intensity_y1": {"rd_expense_y1", "revenue_y1"},
    "rd_intensity_y2": {"rd_expense_y2", "revenue_y2"},
    "rd_to_cost_y1": {"rd_expense_y1", "total_cost_y1"},
    "rd_staff_share_y1": {"rd_staff_y1", "employees_y1"},
    "leading_product_share_y1": {"leading_product_revenue_y1", "revenue_y1"},
}
ORDERS = [
    {"ip_class1_own", "ip_class1"},
    {"ip_class1_high_value", "ip_class1"},
    {"ip_class2", "ip_class2_any_age"},
    {"main_revenue_y1", "revenue_y1"},
    {"rd_staff_y1", "employees_y1"},
]
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.mark.parametrize("name", CONTRACT)
def test_a_promised_fact_exists_with_its_kind(vocabulary, name):
    assert vocabulary[name].kind is CONTRACT[name]


@pytest.mark.parametrize("name", CHOICES)
def test_a_promised_choice_has_its_answers(vocabulary, name):
    assert set(vocabulary[name].choices) == CHOICES[name]


@pytest.mark.parametrize("name", RANGES)
def test_a_fact_has_the_range_of_what_is_possible(vocabulary, name):
    domain = vocabulary[name].domain
    assert (domain.low, domain.high) == RANGES[name]


@pytest.mark.parametrize("name", EQUATIONS)
def test_a_promised_ratio_is_tied_to_its_parts(vocabulary, name):
    (equation,) = (c for c in vocabulary.constraints if isinstance(c, Equation) and c.fact == name)
    assert equation.facts == {name, *EQUATIONS[name]}


def test_parts_are_at_most_their_whole(vocabulary):
    orders = [set(c.facts) for c in vocabulary.constraints if isinstance(c, Order)]
    assert all(order in orders for order in ORDERS)


def test_one_ratio_has_one_formula(vocabulary):
    named = [c.fact for c in vocabulary.constraints if isinstance(c, Equation)]
    assert len(named) == len(set(named))
    assert {name for name in vocabulary.names if vocabulary[name].formula} == set(named)


def test_every_fact_has_words_in_both_languages(vocabulary):
    for fact in vocabulary.facts.values():
        texts = [
            fact.label,
            fact.question,
            fact.subject,
            fact.look_up,
            fact.evidence,
            fact.note,
            *fact.choices.values(),
        ]
        for text in (text for text in texts if text is not None):
            assert text.zh.strip(), fact.id
            assert text.en.strip(), fact.id
            assert "{" not in text.zh + text.en, fact.id
        assert CHINESE.search(fact.label.zh), fact.id
        assert CHINESE.search(fact.question.zh), fact.id
        assert not CHINESE.search(fact.label.en), fact.id
        assert fact.question.zh.rstrip("）").split("（")[0].endswith(("？", "?")) or "？" in fact.question.zh, fact.id
        assert "?" in fact.question.en, fact.id


def test_every_fact_says_where_to_look(vocabulary):
    assert [fact.id for fact in vocabulary.facts.values() if fact.look_up is None] == []


def test_labels_are_told_apart(vocabulary):
    """The Excel template finds a fact by its label."""
    for language in ("zh", "en"):
        labels = [fact.label[language] for fact in vocabulary.facts.values()]
        assert sorted({label for label in labels if labels.count(label) > 1}) == []


def test_labels_of_choices_are_told_apart(vocabulary):
    for fact in vocabulary.facts.values():
        for language in ("zh", "en"):
            labels = [text[language] for text in fact.choices.values()]
            assert len(labels) == len(set(labels)), fact.id


def test_nothing_known_is_no_contradiction(vocabulary):
    box = vocabulary.box()
    assert not box.empty
    assert box.domains.keys() == {fact.id for fact in vocabulary.facts.values() if fact.kind is not Kind.TEXT}


@pytest.mark.parametrize(
    ("name", "code"), [("industry", "C3563"), ("region", "440100"), ("industry", "I6510"), ("region", "11")]
)
def test_usual_codes_are_known(vocabulary, name, code):
    codes = vocabulary[name].codes
    assert codes.knows(code)
    assert codes.name(code).zh


def test_every_code_has_names_in_both_languages(vocabulary):
    for name in ("industry", "region"):
        for code, text in vocabulary[name].codes.names.items():
            assert CHINESE.search(text.zh), code
            assert text.en.strip(), code


def test_all_provinces_are_listed(vocabulary):
    assert len([code for code in vocabulary["region"].codes.names if len(code) == 2]) == 34


def test_all_twenty_sections_of_industry_are_listed(vocabulary):
    sections = {code for code in vocabulary["industry"].codes.names if len(code) == 1}
    assert sections == set("ABCDEFGHIJKLMNOPQRST")
