"""How each block looks on a page."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie.basics.text import Language
from jinjie.reports import document as model
from jinjie.reports import words
from jinjie.reports.html.charts import bullet, icon, radar, score_bar, small_bar
from jinjie.reports.html.markup import Markup, language_of, tag
from jinjie.reports.html.tree import link, mark, tree

LONG_TABLE = 10
"""A part of the long form is folded when its table has more rows."""


def block(shown: model.Block, language: Language) -> Markup:
    """One block."""
    if isinstance(shown, model.Paragraph):
        return tag("p", shown.text, class_=shown.weight)
    if isinstance(shown, model.Items):
        return tag("ul", [tag("li", item) for item in shown.items], class_="items")
    if isinstance(shown, model.Decisions):
        return decisions(shown, language)
    if isinstance(shown, model.Tree):
        return tree(shown, language)
    if isinstance(shown, model.Table):
        return table(shown)
    return picture(shown, language)


def picture(shown: model.Radar | model.Bullets | model.Legend | model.Part, language: Language) -> Markup:
    """The blocks that are drawn, and those that hold others."""
    if isinstance(shown, model.Radar):
        return _radar(shown, language)
    if isinstance(shown, model.Bullets):
        return bullets(shown, language)
    if isinstance(shown, model.Legend):
        return legend(shown)
    return part(shown, language)


def part(shown: model.Part, language: Language) -> Markup:
    """A heading with its blocks; a long table of the long form is folded."""
    inner = [block(one, language) for one in shown.blocks]
    rows = sum(len(one.rows) for one in shown.blocks if isinstance(one, model.Table))
    if shown.minor and rows > LONG_TABLE:
        summary = tag("summary", tag("h3", shown.title), tag("span", str(rows), class_="count"))
        return tag("section", tag("details", summary, inner), class_="part")
    return tag("section", tag("h3", shown.title), inner, class_="part")


def verdict(shown: model.Verdict, language: Language) -> Markup:
    """The word, the sentence, the score."""
    bar = shown.bar
    drawn = None
    if bar is not None:
        caption = tag("figcaption", bar.remark) if bar.remark else None
        drawn = tag("figure", score_bar(bar, shown.sign.tone, words.SCORE[language]), caption)
    word = tag("p", icon(shown.sign.tone), shown.sign.word, class_="word")
    return tag("div", word, tag("p", shown.sentence, class_="sentence"), drawn, class_=f"verdict {shown.sign.tone}")


def decisions(shown: model.Decisions, language: Language) -> Markup:
    """What decides, numbered; the rest folded."""
    first = [_decision(one, language) for one in shown.items[: shown.shown]]
    rest = [_decision(one, language) for one in shown.items[shown.shown :]]
    listed = tag("ol", first, class_="decisions")
    if not rest:
        return listed
    more = f"另有 {len(rest)} 项同样可以" if language == "zh" else f"{len(rest)} more could do so as well"
    folded = tag("ol", rest, class_="decisions", start=shown.shown + 1)
    return tag("div", listed, tag("details", tag("summary", more), folded, class_="more"))


def _decision(shown: model.Decision, language: Language) -> Markup:
    either = f" {words.EITHER[language]} "
    outcome = [
        tag("span", either if index else None, tag("span", icon(sign.tone), sign.word, class_=f"outcome {sign.tone}"))
        for index, sign in enumerate(shown.outcomes)
    ]
    answer = tag("span", shown.answers, class_="answer") if shown.answers else None
    arrow = tag("span", "→", class_="arrow", aria_hidden="true")
    stop = "；" if language == "zh" else "; "
    rows = ((words.LOOK_UP, stop.join(shown.look_up)), (words.PROOF, shown.evidence), (words.EFFORT, shown.effort))
    return tag(
        "li",
        tag("p", " + ".join(shown.facts), class_="factname"),
        tag("p", answer, arrow, outcome, class_="settles"),
        tag("dl", [tag("div", tag("dt", name[language]), tag("dd", text)) for name, text in rows if text]),
    )


def table(shown: model.Table) -> Markup:
    """A table whose rows become cards on a narrow screen."""
    heads = [
        tag("th", column.title, scope="col", class_="number" if column.numeric else None) for column in shown.columns
    ]
    grouped = any(row.level for row in shown.rows)
    rows = [tag("tr", _cells(shown, row), class_="group" if grouped and not row.level else None) for row in shown.rows]
    caption = tag("caption", shown.caption) if shown.caption else None
    total = sum(column.weight for column in shown.columns)
    widths = tag("colgroup", [tag("col", width=f"{100 * column.weight // total}%") for column in shown.columns])
    return tag("table", caption, widths, tag("thead", tag("tr", heads)), tag("tbody", rows), class_="table")


def _cells(shown: model.Table, row: model.Row) -> Iterator[Markup]:
    for index, (column, cell) in enumerate(zip(shown.columns, row.cells, strict=True)):
        bar = small_bar(*row.share) if column.numeric and row.share is not None else None
        text = link(cell.text, cell.url) if cell.url else _plain(cell.text)
        yield tag(
            "th" if not index else "td",
            text,
            " " if cell.mark else None,
            mark(cell.mark),
            bar,
            scope="row" if not index else None,
            class_="number" if column.numeric else None,
            data_label=column.title if index else None,
        )


def _plain(text: str) -> Markup | None:
    return tag("span", text, lang=language_of(text)) if text else None


def _radar(shown: model.Radar, language: Language) -> Markup:
    """The picture with its twin, a table."""
    columns = (model.Column(words.GROUP[language], 3), model.Column(words.POINTS[language], 2, numeric=True))
    rows = tuple(
        model.Row((model.Cell(axis.label), model.Cell(axis.text)), share=(axis.low, axis.high)) for axis in shown.axes
    )
    key = tag(
        "figcaption",
        tag("span", words.SURE[language], class_="key certain"),
        tag("span", words.POSSIBLE[language], class_="key possible"),
    )
    return tag(
        "div", tag("figure", radar(shown), key), table(model.Table(shown.title, columns, rows)), class_="radarbox"
    )


def bullets(shown: model.Bullets, language: Language) -> Markup:
    """One bar per number, with what it says in words beside it."""
    rows = [_bullet(one, language) for one in shown.items]
    key = tag(
        "p",
        tag("span", words.SURE[language], class_="key certain"),
        tag("span", words.POSSIBLE[language], class_="key possible"),
        tag("span", words.WANTED[language], class_="key wanted"),
        class_="keys",
    )
    remark = tag("p", shown.remark, class_="quiet") if shown.remark else None
    return tag("div", key, tag("ul", rows, class_="bullets"), remark)


def _bullet(shown: model.Bullet, language: Language) -> Markup:
    described = (
        f"{words.REQUIRED[language]} {shown.required}, {words.ACTUAL[language]} {shown.actual}: {shown.sign.word}"
    )
    return tag(
        "li",
        tag("p", shown.title, class_="name"),
        bullet(shown, described),
        tag("p", icon(shown.sign.tone, shown.sign.word), tag("span", shown.actual), class_="reading"),
        class_="aside" if shown.aside else None,
    )


def legend(shown: model.Legend) -> Markup:
    """What the marks mean."""
    rows = [tag("div", tag("dt", mark(one)), tag("dd", one.meaning)) for one in shown.marks]
    return tag("dl", rows, class_="legend")
