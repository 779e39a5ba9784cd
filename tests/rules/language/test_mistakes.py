"""Mistakes in rulebook files: one line each, with file, line, what is wrong and the nearest valid name, zh and en."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from jinjie.basics.problems import InputError
from jinjie.documents.reading import parse_yaml
from jinjie.rules.library import Library, standard_folder

HEAD = """\
rulebook: tiny
edition: "1"
title: {zh: 小规则, en: Tiny}
kind: tier
source: miit-2022-63
cite: 第一条
in_force: {from: 2022-01-01}
"""
TENURE = "criteria: [{id: tenure, when: niche_years >= 2}]\n"
SHARE = """\
score:
  max: 5
  parts:
    - id: share
      max: 5
      of: main_revenue_share_y1
      bands:
"""
OVERLAY = """\
overlay: strict
of: srdi-sme@2022
title: {{zh: 从严, en: Strict}}
source: miit-2022-63
cite: 第二条
in_force: {{from: 2022-01-01}}
{changes}"""

Lines = list[tuple[str, str]]
Mistakes = Callable[..., Lines]


@pytest.fixture(scope="session")
def mistakes(library: Library) -> Mistakes:
    """What is said about a rulebook, in Chinese and in English; nothing when it can be read."""

    def found(body: str, head: str = HEAD) -> Lines:
        return lines_of(lambda: library.build(parse_yaml(head + dedent(body), "tiny.yaml")))

    return found


def lines_of(read: Callable[[], object]) -> Lines:
    try:
        read()
    except InputError as error:
        return [(problem.line("zh"), problem.line("en")) for problem in error.problems]
    return []


def one(key: str, value: str) -> str:
    """A rulebook whose only criterion has this key."""
    return f"criteria:\n  - id: rule\n    {key}: {value}\n"


def banded(*bands: str) -> str:
    return TENURE + SHARE + "".join(f"        - {band}\n" for band in bands)


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        (
            "rd_expence_y1 >= 100",
            "rd_expence_y1: 没有“rd_expence_y1”这个事实；是不是想写 rd_expense_y1？",
            "rd_expence_y1: there is no fact 'rd_expence_y1'; did you mean rd_expense_y1?",
        ),
        (
            "rd_intensity_y1 >= 3",
            "“rd_intensity_y1 >= 3”：比例要与百分数比较，例如 3%",
            "'rd_intensity_y1 >= 3': a ratio is compared with a percentage such as 3%",
        ),
        (
            "revenue_y1 + rd_intensity_y1 >= 3",
            "单位不一致：金额与比例不能相加减或比较",
            "units differ: money and a ratio cannot be added or compared",
        ),
        (
            "revenue_y1 >= 3%",
            "单位不一致：金额与比例不能相加减或比较",
            "units differ: money and a ratio cannot be added or compared",
        ),
        (
            "product_field is fill_gap",
            "没有“fill_gap”这个选项（fills_gap, other, six_bases_or_key_chain）；是不是想写 fills_gap？",
            "'fill_gap' is not one of fills_gap, other, six_bases_or_key_chain; did you mean fills_gap?",
        ),
        (
            "industry within C99",
            "国民经济行业分类（GB/T 4754-2017） 里没有列出“C99”",
            "'C99' is not listed in Industrial classification for national economic activities (GB/T 4754-2017)",
        ),
        ("score >= 60", "评分里没有“score”", "the score has no 'score'"),
        (
            "niche_years 3",
            "表达式“niche_years 3”在“3”处应为比较符号（>= > <= < ==）",
            "expression 'niche_years 3': expected a comparison (>= > <= < ==) at '3'",
        ),
    ],
)
def test_a_condition_with_a_mistake_is_one_line(condition: str, zh: str, en: str, mistakes: Mistakes) -> None:
    assert mistakes(one("when", condition)) == [(f"tiny.yaml:10:5: {zh}", f"tiny.yaml:10:5: {en}")]


def test_the_twins_without_a_mistake_are_read(mistakes: Mistakes) -> None:
    for condition in ("rd_intensity_y1 >= 3%", "product_field is fills_gap", "industry within C35"):
        assert not mistakes(one("when", condition))
    assert not mistakes(banded("{from: 80%, points: 5}", "{from: 60%, to: 80%, points: 3}", "{points: 0}"))


def test_every_mistake_of_a_file_is_told_at_once_in_order(mistakes: Mistakes) -> None:
    several = """\
        criteria:
          - id: first
            when: own_brnd
          - id: second
            any:
              - niche_years >= 2
              - product_field is othr
          - id: third
            when: rd_intensity_y1 >= 3
    """
    english = [en for _, en in mistakes(several)]
    assert [line.split(": ")[0] for line in english] == ["tiny.yaml:10:5", "tiny.yaml:14:9", "tiny.yaml:16:5"]
    assert english[0].endswith("did you mean own_brand?")
    assert english[1].endswith("did you mean other?")


def test_an_unknown_key_gets_a_suggestion(mistakes: Mistakes) -> None:
    assert mistakes(TENURE + "scores: {max: 5, parts: []}\n") == [
        (
            "tiny.yaml:9:1: scores: 没有“scores”这个键；是不是想写 score？",
            "tiny.yaml:9:1: scores: there is no key 'scores' here; did you mean score?",
        )
    ]


def test_an_unknown_key_of_a_criterion_is_told_with_a_suggestion(mistakes: Mistakes) -> None:
    assert (
        "tiny.yaml:11:5: statuss: 没有“statuss”这个键；是不是想写 status？",
        "tiny.yaml:11:5: statuss: there is no key 'statuss' here; did you mean status?",
    ) in mistakes(one("when", "own_brand") + "    statuss: verified\n")


def test_an_unknown_key_of_a_criterion_is_one_line(mistakes: Mistakes) -> None:
    assert len(mistakes(one("when", "own_brand") + "    statuss: verified\n")) == 1


def test_an_id_used_twice_is_told_where_it_comes_again(mistakes: Mistakes) -> None:
    twice = "criteria:\n  - {id: rule, when: own_brand}\n  - {id: rule, when: niche_years >= 2}\n"
    assert mistakes(twice) == [
        ("tiny.yaml:10:6: rule: 编号“rule”用了两次", "tiny.yaml:10:6: rule: the id 'rule' is used twice")
    ]


def test_a_key_written_twice_names_both_lines(mistakes: Mistakes) -> None:
    assert mistakes(one("when", "own_brand") + "    when: niche_years >= 2\n") == [
        (
            "tiny.yaml:11:5: when: “when”写了两次（第一次在第 10 行）",
            "tiny.yaml:11:5: when: 'when' stands twice (first in line 10)",
        )
    ]


def test_a_rule_without_an_article_is_told(mistakes: Mistakes) -> None:
    bare = HEAD.replace("cite: 第一条\n", "")
    assert mistakes(one("when", "own_brand"), bare) == [
        ("tiny.yaml:8:5: rule: 缺少条款出处 cite", "tiny.yaml:8:5: rule: the article (cite) is missing")
    ]
    assert not mistakes(one("when", "own_brand") + "    cite: 第二条\n", bare)


def test_an_indicator_without_an_article_is_told(mistakes: Mistakes) -> None:
    body = "criteria: [{id: rule, when: own_brand, cite: 第二条}]\n" + SHARE + "        - {points: 5}\n"
    assert mistakes(body, HEAD.replace("cite: 第一条\n", "")) == [
        ("tiny.yaml:11:7: share: 缺少条款出处 cite", "tiny.yaml:11:7: share: the article (cite) is missing")
    ]


def test_a_shorthand_criterion_without_an_article_is_told(mistakes: Mistakes) -> None:
    assert mistakes("criteria: [own_brand]\n", HEAD.replace("cite: 第一条\n", ""))


def test_a_shorthand_criterion_is_named_by_its_own_line(mistakes: Mistakes) -> None:
    ((_, en),) = mistakes("criteria:\n  - niche_years >= 2\n  - own_brnd\n")
    assert en.startswith("tiny.yaml:10:")


@pytest.mark.parametrize(
    ("bands", "zh", "en"),
    [
        (
            ["{from: 80%, points: 5}", "{from: 60%, to: 70%, points: 3}", "{points: 0}"],
            "分档有空缺：",
            "the bands have a gap between ",
        ),
        (
            ["{from: 80%, points: 5}", "{from: 60%, to: 90%, points: 3}", "{points: 0}"],
            "分档有重叠：",
            "the bands have an overlap between ",
        ),
        (["{from: 80%, points: 5}", "{from: 60%, points: 3}"], "分档有空缺：", "there is a gap: values beyond "),
        (
            ["{from: 60%, points: 5}", "{from: 80%, points: 3}", "{points: 0}"],
            "分档顺序不对：",
            "bands out of order at ",
        ),
        (["{from: 60%, points: 3}", "{points: 5}"], "分档要从高分到低分写", "bands are listed best first"),
        (
            ["{from: 60%, points: 5}", "{points: 3}", "{from: 10%, points: 0}"],
            "这一档永远到不了",
            "this band is never reached",
        ),
        (["{from: 60%, to: 50%, points: 5}", "{points: 0}"], "分档 60% 到 50% 是空的", "the band 60% to 50% is empty"),
    ],
)
def test_bands_with_a_mistake_are_one_line(bands: list[str], zh: str, en: str, mistakes: Mistakes) -> None:
    ((chinese, english),) = mistakes(banded(*bands))
    assert chinese.startswith(f"tiny.yaml:12:7: {zh}")
    assert english.startswith(f"tiny.yaml:12:7: {en}")


@pytest.mark.parametrize("day", ["2022-13-01", "soon"])
def test_a_bad_date_is_told(day: str, mistakes: Mistakes) -> None:
    ((chinese, english),) = mistakes(TENURE, HEAD.replace("2022-01-01", day))
    assert chinese.startswith("tiny.yaml:7:12: from: 应为日期")
    assert english.startswith("tiny.yaml:7:12: from: must be a date")


@pytest.mark.parametrize(
    "body",
    [
        "score: {max: five, parts: []}\n",
        "grades: [{id: big, title: {zh: 大, en: Big}, when: {table: floor, column: large}}]\n",
        "limits: {four: niche_years}\n",
    ],
)
def test_every_mistake_has_a_place(body: str, mistakes: Mistakes) -> None:
    ((_, english),) = mistakes(TENURE + body)
    assert english.startswith("tiny.yaml:9:")


TABLE = """\
tables:
  floors:
    by: industry
    columns: [large]
    rows:
      - {id: farm, within: [A], facts: [revenue_y1], large: [20000]}
      - {id: works, within: [B], facts: [revenue_y1], large: [1, 2]}
grades: [{id: big, title: {zh: 大, en: Big}, when: {table: floors, column: large}}]
"""


def test_a_row_of_a_table_with_a_number_too_many_is_told_at_its_cell(mistakes: Mistakes) -> None:
    assert mistakes(TENURE + TABLE) == [
        (
            "tiny.yaml:15:55: 这一行的 large 应有 1 个数",
            "tiny.yaml:15:55: this row needs 1 numbers for large",
        )
    ]


def test_a_time_in_force_that_ends_before_it_begins_is_told(mistakes: Mistakes) -> None:
    assert mistakes(TENURE, HEAD.replace("from: 2022-01-01", "from: 2022-01-01, to: 2021-12-31")) == [
        ("tiny.yaml:7:1: in_force: 结束早于开始", "tiny.yaml:7:1: in_force: the period ends before it begins")
    ]


def test_an_unknown_part_of_the_score_gets_a_suggestion(mistakes: Mistakes) -> None:
    body = one("when", "score.shere >= 2") + SHARE + "        - {points: 5}\n"
    assert mistakes(body) == [
        (
            "tiny.yaml:10:5: 评分里没有“shere”；是不是想写 share？",
            "tiny.yaml:10:5: the score has no 'shere'; did you mean share?",
        )
    ]


def test_an_unknown_grade_gets_a_suggestion(mistakes: Mistakes) -> None:
    grades = "grades: [{id: big, title: {zh: 大, en: Big}, when: own_brand}, {id: small, title: {zh: 小, en: Small}}]\n"
    ((_, english),) = mistakes(one("when", "grade in (big, smal)") + grades)
    assert english == "tiny.yaml:10:5: 'smal' is not one of big, small; did you mean small?"


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[str, str], Library]:
    """The shipped library with one more file."""

    def with_file(name: str, text: str) -> Library:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return Library([standard_folder(), tmp_path])

    return with_file


def test_a_rulebook_that_does_not_exist_gets_a_suggestion(mistakes: Mistakes) -> None:
    ((chinese, english),) = mistakes("criteria:\n  - id: base\n    rulebook: base-condition@2022\n")
    assert chinese.endswith("base-condition@2022: 没有规则 base-condition@2022；是不是想写 base-conditions@2022？")
    assert english.endswith("there is no rulebook base-condition@2022; did you mean base-conditions@2022?")


def test_rulebooks_that_include_each_other_are_told(folder: Callable[[str, str], Library]) -> None:
    text = HEAD + "criteria:\n  - id: other\n    rulebook: {}@1\n"
    folder("tiers/two/1.yaml", text.replace("tiny", "two").replace("{}", "one"))
    library = folder("tiers/one/1.yaml", text.replace("tiny", "one").replace("{}", "two"))
    ((chinese, english),) = lines_of(lambda: library.get("one@1"))
    assert "two/1.yaml:" in english
    assert chinese.endswith("规则互相引用成环：one@1 → two@1 → one@1")
    assert english.endswith("rulebooks include each other in a circle: one@1 → two@1 → one@1")


def test_an_overlay_of_nodes_that_do_not_exist_is_told(folder: Callable[[str, str], Library]) -> None:
    changes = """\
change:
  score_reach: {when: score >= 70}
remove: [tenur]
add:
  - {to: merrit, criteria: [own_brand]}
"""
    library = folder("overlays/strict/srdi-sme-2022.yaml", OVERLAY.format(changes=changes))
    lines = lines_of(lambda: library.get("srdi-sme@2022+strict"))
    shown = [(zh.partition("srdi-sme-2022.yaml:")[2], en.partition("srdi-sme-2022.yaml:")[2]) for zh, en in lines]
    assert shown == [
        (
            "8:3: score_reach: srdi-sme@2022 里没有编号“score_reach”；是不是想写 score_reached？",
            "8:3: score_reach: srdi-sme@2022 has no id 'score_reach'; did you mean score_reached?",
        ),
        (
            "9:10: tenur: srdi-sme@2022 里没有编号“tenur”；是不是想写 tenure？",
            "9:10: tenur: srdi-sme@2022 has no id 'tenur'; did you mean tenure?",
        ),
        (
            "11:5: merrit: srdi-sme@2022 里没有编号“merrit”；是不是想写 merit？",
            "11:5: merrit: srdi-sme@2022 has no id 'merrit'; did you mean merit?",
        ),
    ]


def test_a_mistake_inside_an_overlay_is_told_in_its_own_file(folder: Callable[[str, str], Library]) -> None:
    changes = "change:\n  tenure: {when: nich_years >= 3}\n"
    library = folder("overlays/strict/srdi-sme-2022.yaml", OVERLAY.format(changes=changes))
    ((_, english),) = lines_of(lambda: library.get("srdi-sme@2022+strict"))
    assert "strict/srdi-sme-2022.yaml:8:" in english
    assert english.endswith("did you mean niche_years?")
