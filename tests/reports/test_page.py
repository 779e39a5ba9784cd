"""The report as a page."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from jinjie.reports.page import render_page
from jinjie.rules.assessment import Assessment

from .conftest import CASES, EARLIER, Assess

LANGUAGES = ("zh", "en")
HAN = re.compile(r"[\u4e00-\u9fff]")
VOID = {"meta", "br", "hr", "col", "path", "rect", "circle", "line", "polygon", "use"}
LOADING = {"script", "link", "img", "iframe", "object", "embed", "audio", "video", "source", "base", "form", "image"}


class Page(HTMLParser):
    """A parsed page: its elements, the text in each language, and what is not well formed."""

    def __init__(self, markup: str):
        super().__init__()
        self.markup = markup
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []
        self.texts: list[tuple[str, str, str]] = []
        self.open: list[tuple[str, str]] = []
        self.feed(markup)
        self.faults += [f"{name} stays open" for name, _ in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if tag not in VOID:
            self.open.append((tag, found.get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-1:]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open:
            self.texts.append((*self.open[-1], data))

    def named(self, tag: str, class_: str = "") -> list[dict[str, str | None]]:
        return [
            a for name, a in self.elements if name == tag and (not class_ or class_ in (a.get("class") or "").split())
        ]

    def text(self) -> str:
        return " ".join(data for name, _, data in self.texts if name != "style")


@pytest.fixture(scope="session")
def pages(cases: dict[str, Assessment]) -> dict[tuple[str, str], Page]:
    return {
        (name, language): Page(render_page(found, language)) for name, found in cases.items() for language in LANGUAGES
    }


each_page = pytest.mark.parametrize(
    ("case", "language"), [(case, language) for case in CASES for language in LANGUAGES]
)


@each_page
def test_the_page_is_well_formed(pages: dict[tuple[str, str], Page], case: str, language: str) -> None:
    page = pages[case, language]
    assert page.markup.startswith("<!doctype html>\n<html lang=")
    assert not page.faults
    assert page.named("html")[0]["lang"] == {"zh": "zh-CN", "en": "en"}[language]


@each_page
def test_the_page_loads_nothing_and_runs_nothing(pages: dict[tuple[str, str], Page], case: str, language: str) -> None:
    page = pages[case, language]
    assert not LOADING & {name for name, _ in page.elements}
    attributes = [(name, key, value or "") for name, found in page.elements for key, value in found.items()]
    assert not [found for found in attributes if found[1].startswith("on") or found[1] in {"style", "src", "srcset"}]
    assert {name for name, key, value in attributes if key == "href" and not value.startswith("#")} <= {"a"}
    style = "".join(data for name, _, data in page.texts if name == "style")
    assert "@import" not in style
    assert not re.search(r"url\((?!#)", style)
    policy = next(found for found in page.named("meta") if found.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@each_page
def test_links_lead_to_parts_of_the_page_or_to_official_addresses(
    pages: dict[tuple[str, str], Page], case: str, language: str
) -> None:
    page = pages[case, language]
    anchors = {found["id"] for _, found in page.elements if found.get("id")}
    for found in page.named("a"):
        target = found["href"] or ""
        if target.startswith("#"):
            assert target[1:] in anchors
        else:
            assert target.startswith("https://")
            assert found["rel"] == "noopener noreferrer"


@each_page
def test_no_identifier_is_used_twice(pages: dict[tuple[str, str], Page], case: str, language: str) -> None:
    counted = Counter(found["id"] for _, found in pages[case, language].elements if found.get("id"))
    assert not [name for name, count in counted.items() if count > 1]


@each_page
def test_every_picture_has_a_title_or_is_silent(pages: dict[tuple[str, str], Page], case: str, language: str) -> None:
    markup = pages[case, language].markup
    for found in re.finditer(r"<svg([^>]*)>(.{0,400})", markup):
        assert 'aria-hidden="true"' in found[1] or 'class="arrow"' in found[1] or found[2].startswith("<title>")
        if re.search(r'class="(scorebar|bullet|radar)"', found[1]):
            assert "<desc>" in found[2]


@pytest.mark.parametrize("case", CASES)
def test_the_english_page_keeps_chinese_only_where_it_says_so(pages: dict[tuple[str, str], Page], case: str) -> None:
    spoken = [(name, data) for name, lang, data in pages[case, "en"].texts if lang == "en" and name != "style"]
    assert not [found for found in spoken if HAN.search(found[1])]
    foreign = [data for _, lang, data in pages[case, "en"].texts if lang == "zh-CN"]
    kinds = r"〔\d{4}〕\d+号|企业|公司|审计报告|纳税申报表"
    assert not [data for data in foreign if not re.search(kinds, data)]


@each_page
def test_no_reader_sees_a_key(pages: dict[tuple[str, str], Page], case: str, language: str) -> None:
    text = pages[case, language].text()
    assert not re.search(r"\b[a-z0-9]+_[a-z0-9_]+\b", text)
    if language == "zh":
        assert not re.search(r"\b(verified|recalled|inferred|unknown|pass|fail|true|false|yes|no|None)\b", text)


def test_every_value_is_escaped(assess: Assess) -> None:
    evil = "<script>alert('x')</script>\"&"
    facts = {"niche_years": {"value": 1, "source": evil, "by": evil}, "credit_code": "91440101MA5D9CWD40"}
    for language in LANGUAGES:
        page = Page(render_page(assess({"name": evil, "facts": facts}, EARLIER, ["srdi-sme"]), language))
        assert "<script" not in page.markup
        assert evil in page.text()
        assert not page.faults
        assert not page.named("script")


def test_one_card_for_each_rulebook_where_there_are_several(pages: dict[tuple[str, str], Page]) -> None:
    assert len(pages["a-all-tiers", "zh"].named("a", "card")) == len(
        pages["a-all-tiers", "zh"].named("section", "rulebook")
    )
    assert len(pages["a-all-tiers", "zh"].named("a", "card")) >= 3
    assert not pages["b", "zh"].named("a", "card")


def test_a_score_of_groups_has_a_radar_with_a_table_beside_it(pages: dict[tuple[str, str], Page]) -> None:
    page = pages["b", "zh"]
    assert len(page.named("svg", "radar")) == 1
    assert len(page.named("polygon", "certain")) == len(page.named("polygon", "possible")) == 1
    beside = page.markup[page.markup.index('class="radarbox"') :]
    assert "<table" in beside[: beside.index("</section>")]
    assert not pages["c", "zh"].named("svg", "radar")


def test_numbers_are_drawn_against_their_thresholds(
    pages: dict[tuple[str, str], Page], cases: dict[str, Assessment]
) -> None:
    gauges = {
        (line.required.zh, line.truth)
        for line in cases["b"].results[0].criteria.walk()
        if line.gauge is not None and "equity" not in " ".join(line.facts)
    }
    assert len(pages["b", "zh"].named("svg", "bullet")) == len(gauges)


def test_every_criterion_opens_to_its_article_and_facts(
    pages: dict[tuple[str, str], Page], cases: dict[str, Assessment]
) -> None:
    lines = list(cases["b"].results[0].criteria.walk())[1:]
    page = pages["b", "zh"]
    assert len(page.named("li", "node")) == len(page.named("div", "behind")) == len(lines)
    text = page.text()
    for expected in (
        "《优质中小企业梯度培育管理暂行办法》",
        "工信部企业〔2022〕63号",
        "2022-06-01",
        "附件2 条件4 直通②",
        "填写 5.37%",
    ):
        assert expected in text
    assert "推算：上年度研发费用占营业收入比重 = 上年度研发费用 ÷ 上年度营业收入" in text


def test_marks_and_legend(pages: dict[tuple[str, str], Page]) -> None:
    for case in CASES:
        page = pages[case, "zh"]
        shown = {found["class"] for found in page.named("span", "status")}
        legend = page.markup.count('<dt><span class="status')
        assert legend == len(shown)


def test_the_end_names_editions_and_limits(pages: dict[tuple[str, str], Page], cases: dict[str, Assessment]) -> None:
    text = pages["b", "en"].text()
    assert cases["b"].results[0].rulebook.hash.removeprefix("sha256:")[:12] in text
    assert cases["b"].profile.hash.removeprefix("sha256:")[:12] in text
    for expected in ("not an official recognition", "Filing is free of charge", "What was not computed", "2023-01-31"):
        assert expected in text


def test_stated_facts_that_no_rule_reads_are_named(pages: dict[tuple[str, str], Page]) -> None:
    assert "填写了但这些规定用不到：高新技术企业" in pages["b", "zh"].text()


def test_the_style_sheet_prepares_for_paper_and_for_phones() -> None:
    from importlib.resources import files

    style = files("jinjie.reports").joinpath("assets", "report.css").read_text("utf-8")
    for expected in (
        "@page",
        "size: A4",
        "@media print",
        "::details-content",
        "break-inside: avoid",
        "h3 + p, .keys, .treehead, thead, caption { break-after: avoid; }",
        "max-width: 720px",
    ):
        assert expected in style


def test_a_size_class_stands_in_the_verdict(pages: dict[tuple[str, str], Page]) -> None:
    assert "划型结果：小型。" in pages["tangled", "zh"].text()
    assert "Size class: Small. " in pages["tangled", "en"].text()
