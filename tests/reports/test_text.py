"""The report for a terminal."""

import re
import unicodedata
from datetime import date

import pytest

from jinjie.basics.text import Language
from jinjie.reports.text import render
from jinjie.rules.assessment import Assessment

from .conftest import CASES, EARLIER, Assess

LANGUAGES = ("zh", "en")
HAN = re.compile(r"[\u4e00-\u9fff]")
MARKS = {"zh": ("[待核实]", "[推定]", "[来源不一致]"), "en": ("[unchecked]", "[inferred]", "[sources differ]")}
LEGEND = {"zh": "标记", "en": "Marks"}


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_no_line_is_wider_than_the_terminal(cases: dict[str, Assessment], case: str, language: str, full: bool) -> None:
    for width in (48, 80, 120):
        text = render(cases[case], language, width=width, full=full)
        assert max(columns(line) for line in text.splitlines()) <= width


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_the_legend_stands_there_exactly_when_a_mark_does(
    cases: dict[str, Assessment], case: str, language: str
) -> None:
    body, _, legend = render(cases[case], language).partition(f"\n{LEGEND[language]}\n")
    shown = {mark for mark in MARKS[language] if mark in body}
    assert {mark for mark in MARKS[language] if mark in legend} == shown


def test_no_legend_where_everything_is_verified(assess: Assess) -> None:
    text = render(assess({"facts": {"niche_years": 1}}, date(2026, 11, 22), ["little-giant"]), "zh")
    assert "\n标记\n" not in text
    assert not any(mark in text for mark in MARKS["zh"])


@pytest.mark.parametrize("case", CASES)
def test_no_colour_codes_unless_asked_for(cases: dict[str, Assessment], case: str) -> None:
    plain, coloured = render(cases[case], "zh"), render(cases[case], "zh", color=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@pytest.mark.parametrize(
    ("case", "zh", "en"),
    [
        ("b", "✓ 必然满足", "✓ certain to pass"),
        ("b-margin-unknown", "? 待定", "? undetermined"),
        ("tangled", "✗ 必然不满足", "✗ certain to fail"),
    ],
)
def test_the_verdict_has_an_icon_and_a_word(cases: dict[str, Assessment], case: str, zh: str, en: str) -> None:
    assert zh in render(cases[case], "zh")
    assert re.sub(r"\s+", " ", en) in re.sub(r"\s+", " ", render(cases[case], "en"))


def test_the_score_is_shown_against_its_mark(cases: dict[str, Assessment]) -> None:
    text = render(cases["b"], "zh")
    assert "得分：62 … 96   及格线 60   最低分也高出及格线 2 分" in text
    (bar,) = [line for line in text.splitlines() if "┃" in line]
    assert bar.index("━") < bar.index("┃") < bar.index("╍") < bar.index("─")


def test_what_decides_names_the_fact_the_answers_and_where_to_look(cases: dict[str, Assessment]) -> None:
    text = render(cases["b-margin-unknown"], "zh")
    decides = text[text.index("什么能定下结论") : text.index("逐条对照")]
    for expected in ("1. 上年度净利润率", "≥ 6% → ✓ 必然满足", "国家级 或 省级", "≥ 6 → ✓ 必然满足", "去哪查："):
        assert expected in decides


def test_the_parts_come_in_the_order_in_which_they_matter(cases: dict[str, Assessment]) -> None:
    text = render(cases["b-margin-unknown"], "en")
    heads = [
        "undetermined",
        "What decides",
        "Criterion by criterion",
        "Score in detail",
        "Rules that may apply instead",
    ]
    places = [text.index(head) for head in [*heads, "Basis and fingerprints", "Marks", "Filing is free of charge"]]
    assert places == sorted(places)


def test_a_satisfied_list_of_flags_is_folded_and_full_unfolds_it(cases: dict[str, Assessment]) -> None:
    assert "未列入经营异常名录" not in render(cases["b"], "zh")
    assert "未列入经营异常名录" in render(cases["b"], "zh", full=True)


@pytest.mark.parametrize(("language", "hint"), [("zh", "加 --full 展开全部"), ("en", "--full shows every line")])
def test_a_short_form_says_how_to_see_the_rest(cases: dict[str, Assessment], language: Language, hint: str) -> None:
    for case in cases.values():
        assert hint not in render(case, language, full=True)
    assert hint in render(cases["empty"], language)


def test_an_almost_empty_profile_stays_short(cases: dict[str, Assessment]) -> None:
    lines = render(cases["empty"], "zh").splitlines()
    assert len(lines) < 60 * len(cases["empty"].results)
    assert len(lines) < len(render(cases["empty"], "zh", full=True).splitlines()) / 2


def test_what_must_not_be_and_is_counts_against(cases: dict[str, Assessment]) -> None:
    text = render(cases["tangled"], "zh")
    assert re.search(r"✗ 制造业单项冠军 +是", text)
    assert re.search(r"不予推荐的情形（以下都不得有） +有 1 项", text)


def test_contradictions_show_both_sides_in_either_language(cases: dict[str, Assessment]) -> None:
    zh, en = render(cases["tangled"], "zh"), render(cases["tangled"], "en")
    assert "数据互相矛盾" in zh
    assert re.search(r"上年度营业收入 +5,000 万元 +审计报告, p\. 12", zh)
    assert re.search(r"Revenue, last fiscal year +CNY 50m +审计报告", en)


def test_a_contradiction_says_what_should_hold(assess: Assess) -> None:
    facts = {"employees_y1": 20, "rd_staff_y1": 30, "ip_class1": 3, "ip_class1_own": 5, "total_liabilities_y1": 50}
    more = {"total_assets_y1": 100, "debt_ratio_y1": "10%"}
    found = assess({"facts": {**facts, **more}}, names=["srdi-sme"])
    zh = render(found, "zh", width=120)
    assert "相互关联的数值对不上，应有：自主研发的Ⅰ类知识产权数 ≤ Ⅰ类知识产权数" in zh
    assert "应有：上年度研发人员占比 = 上年度研发人员数 ÷ 上年度职工人数（0% … 100%）" in zh
    debt = "Debt ratio at year end, last fiscal year = Total liabilities at year end, last fiscal year ÷"
    assert f"do not agree; it should be: {debt}" in " ".join(render(found, "en", width=120).split())


def test_the_last_lines_say_what_the_report_is_not(cases: dict[str, Assessment]) -> None:
    assert "不是官方认定" in render(cases["a"], "zh")
    assert "not an official recognition" in render(cases["a"], "en")


@pytest.mark.parametrize("case", CASES)
def test_the_english_text_keeps_chinese_only_for_names(cases: dict[str, Assessment], case: str) -> None:
    text = render(cases[case], "en", width=120, full=True)
    text = text.replace(cases[case].profile.name or "\0", "").replace("审计报告", "").replace("纳税申报表", "")
    assert not [line for line in re.sub(r"\S*〔\d{4}〕\d+号", "", text).splitlines() if HAN.search(line)]


def test_a_name_cannot_steer_the_terminal(assess: Assess) -> None:
    text = render(assess({"name": "甲\x1b[31m\u202e乙\n丙", "facts": {"niche_years": 1}}, EARLIER, ["srdi-sme"]), "zh")
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.startswith("甲 [31m 乙 丙\n")


def test_a_day_before_all_law_gives_a_report_that_says_so(assess: Assess) -> None:
    assert "没有有效的规定" in render(assess({"facts": {"niche_years": 1}}, date(1999, 1, 1)), "zh")


@pytest.mark.parametrize(
    ("document", "day", "said"),
    [
        ({"region": "440300"}, date(2025, 6, 30), ("深圳自行组织认定", "具体施行日未见")),
        ({"region": "330200"}, date(2026, 9, 30), ("是否同样适用于宁波", "通知日期未见")),
    ],
)
def test_what_a_local_rule_leaves_open_is_said(
    assess: Assess, document: dict[str, str], day: date, said: tuple[str, str]
) -> None:
    text = "".join(render(assess({"facts": document}, day, ["srdi-sme"]), "zh", width=120, full=True).split())
    assert all(words in text for words in said)
