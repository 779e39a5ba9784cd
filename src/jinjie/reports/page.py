"""A report as one HTML file: works offline, prints on A4, needs no script."""

from __future__ import annotations

from importlib.resources import files

from jinjie.basics.numbers import quotient
from jinjie.basics.text import Language
from jinjie.reports import document as model
from jinjie.reports import words
from jinjie.reports.content.report import legend, marks_in, report_of
from jinjie.reports.html.blocks import block, verdict
from jinjie.reports.html.charts import icon, small_bar, symbols
from jinjie.reports.html.markup import Markup, join, language_of, tag, trusted
from jinjie.reports.html.tree import mark
from jinjie.rules.assessment import Assessment
from jinjie.rules.library import Library

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
LANGUAGES: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


def render_page(assessment: Assessment, language: Language, library: Library | None = None) -> str:
    """An assessment as a self-contained HTML document.

    ``library`` holds the registers that the report cites; the assessment's own when left out.
    """
    return page_of(report_of(assessment, language, library))


def page_of(report: model.Report) -> str:
    """Any report as a self-contained HTML document."""
    return whole(report.language, f"{report.name} · {report.kind}", _body(report))


def whole(language: Language, title: str, body: Markup, more_style: str = "") -> str:
    """A page from its body. ``more_style`` names a style sheet to follow that of reports."""
    return "<!doctype html>\n" + tag("html", _head(title, more_style), body, lang=LANGUAGES[language]) + "\n"


def _head(title: str, more_style: str) -> Markup:
    assets = files("jinjie.reports").joinpath("assets")
    sheets = ["report.css", *([more_style] if more_style else [])]
    style = trusted("\n".join(assets.joinpath(name).read_text("utf-8") for name in sheets))
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="format-detection", content="telephone=no"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title, lang=language_of(title)),
        tag("style", style),
    )


def _body(report: model.Report) -> Markup:
    language = report.language
    found = legend(marks_in((report.opening, report.sections, report.closing)))
    closing = [*report.closing, *([] if found is None else [model.Part(words.LEGEND[language], (found,))])]
    return tag(
        "body",
        symbols(),
        tag(
            "main",
            _cover(report),
            [block(one, language) for one in report.opening],
            [_section(one, language) for one in report.sections],
            tag("section", [block(one, language) for one in closing], class_="closing"),
        ),
        tag("footer", [tag("p", line) for line in report.last]),
    )


def _cover(report: model.Report) -> Markup:
    about = [tag("div", tag("dt", name), tag("dd", value)) for name, value in report.about]
    several = len(report.sections) > 1
    cards = [_card(section, report.language) for section in report.sections] if several else []
    return tag(
        "header",
        tag("p", report.kind, class_="kind"),
        tag("h1", report.name, lang=language_of(report.name)),
        tag("dl", about, class_="about"),
        tag("h2", words.AT_A_GLANCE[report.language], class_="quiet") if several else None,
        tag("ul", cards, class_="cards") if several else None,
        class_="cover",
    )


def _card(section: model.Section, language: Language) -> Markup:
    """One rulebook at a glance."""
    sign, bar = section.verdict.sign, section.verdict.bar
    score = None
    if bar is not None:
        mark_at = None if bar.mark is None else quotient(bar.mark, bar.most)
        text = f"{words.SCORE[language]} {bar.text}" + (f" · {bar.mark_text}" if bar.mark_text else "")
        drawn = small_bar(quotient(bar.low, bar.most), quotient(bar.high, bar.most), sign.tone, mark_at)
        score = join([drawn, tag("span", text, class_="score")])
    inner = (
        tag("span", section.title, class_="title"),
        tag("span", icon(sign.tone), sign.word, class_="word"),
        score,
    )
    return tag("li", tag("a", inner, href=f"#{section.anchor}", class_=f"card {sign.tone}"))


def _section(section: model.Section, language: Language) -> Markup:
    heading = tag(
        "header",
        tag("h2", section.title),
        tag(
            "p",
            tag("span", section.number, lang=language_of(section.number)),
            " ",
            section.subtitle,
            (" ", mark(section.mark)) if section.mark else None,
            class_="subtitle",
        ),
    )
    blocks = [block(one, language) for one in section.blocks]
    result = tag("div", heading, verdict(section.verdict, language), class_="result")
    return tag("section", result, blocks, class_="rulebook", id=section.anchor)
