"""The criterion tree: every line opens to its article, the document, the note and the facts it used."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jinjie.basics.text import Language
from jinjie.reports import words
from jinjie.reports.document import FactRow, Mark, Node, Reference, Tree
from jinjie.reports.html.charts import icon
from jinjie.reports.html.markup import Markup, language_of, tag

SHORT_TAIL = 18
"""A shorter tail is not broken over two lines."""


def tree(shown: Tree, language: Language) -> Markup:
    """The criteria as nested lists."""
    heads = (words.CRITERION, words.ACTUAL, words.ARTICLE)
    head = tag("div", [tag("span", text[language]) for text in heads], class_="treehead", aria_hidden="true")
    return tag("div", head, tag("ul", [_node(node, language) for node in shown.nodes], class_="tree"), class_="treebox")


def _node(node: Node, language: Language) -> Markup:
    below = tag("ul", [_node(inner, language) for inner in node.nodes]) if node.nodes else None
    opened = tag("details", tag("summary", _line(node)), _behind(node, language))
    return tag("li", opened, below, class_=f"node {node.sign.tone}" + (" aside" if node.aside else ""))


def _line(node: Node) -> Iterator[Markup]:
    """What is always visible of a criterion."""
    what = tag(
        "span",
        tag("b", node.title),
        tag("span", node.tail, class_="tail short" if len(node.tail) < SHORT_TAIL else "tail") if node.tail else None,
        (" ", mark(node.mark)) if node.mark else None,
        (" ", tag("span", node.role, class_="chip")) if node.role else None,
        tag("span", node.required, class_="required") if node.required else None,
        class_="what",
    )
    margin = tag("span", node.margin, class_="margin") if node.margin else None
    yield icon(node.sign.tone, node.sign.word)
    yield what
    yield tag("span", node.actual, margin, class_="actual")
    yield tag("span", node.cite, class_="cite", lang=language_of(node.cite))


def mark(shown: Mark | None) -> Markup | None:
    """How sure a statement of law is."""
    return None if shown is None else tag("span", shown.word, class_=f"status {shown.status}", title=shown.meaning)


def _behind(node: Node, language: Language) -> Markup:
    """What a line opens to. On paper, what only says the article of the line above again is left out."""
    inherited = "inherited" if not node.cite else None
    rows = [_pair(words.ARTICLE[language], reference(node.reference, language), inherited)]
    if node.mark is not None:
        colon = "：" if language == "zh" else ": "
        rows.append(_pair(words.STATUS[language], f"{node.mark.word}{colon}{node.mark.meaning}"))
    if node.note:
        rows.append(_pair(words.NOTE[language], node.note))
    alone = inherited if len(rows) == 1 and not node.facts else None
    used = facts(node.facts, language) if node.facts else None
    return tag("div", tag("dl", rows), used, class_="behind inherited" if alone else "behind")


def _pair(name: str, value: str, class_: str | None = None) -> Markup:
    return tag("div", tag("dt", name), tag("dd", value), class_=class_)


@lru_cache(1024)
def reference(shown: Reference, language: Language) -> Markup:
    """An article with its document, number, issuer, date and address."""
    title = f"《{shown.title}》" if language == "zh" else shown.title
    joint = "，" if language == "zh" else ", "
    issuing = joint.join(text for text in (shown.issuer, shown.issued) if text)
    return tag(
        "span",
        tag("span", shown.cite, class_="article", lang=language_of(shown.cite)),
        " · ",
        tag("span", link(title, shown.url), " ", class_="doctitle" if shown.number else None),
        tag("span", shown.number, class_="docnumber", lang=language_of(shown.number)) if shown.number else None,
        tag("span", joint, issuing, class_="issuing") if issuing else None,
        (" ", mark(shown.mark)) if shown.mark else None,
    )


def link(text: str, url: str) -> Markup:
    """A link to an official address; only addresses of the web become links."""
    if not url.startswith(("https://", "http://")):
        return tag("span", text)
    return tag("a", text, href=url, rel="noopener noreferrer")


def facts(rows: tuple[FactRow, ...], language: Language) -> Markup:
    """The facts of a line, with their values and where these come from."""
    heads = (words.USED_FACTS, words.KNOWN, words.ORIGIN)
    names = [text[language] for text in heads]
    head = tag("tr", [tag("th", name, scope="col") for name in names])
    body = [
        tag(
            "tr",
            [
                tag("td", text, data_label=name, lang=language_of(text))
                for text, name in zip(_cells(row), names, strict=True)
            ],
        )
        for row in rows
    ]
    return tag("table", tag("thead", head), tag("tbody", body), class_="facts")


def _cells(row: FactRow) -> tuple[str, str, str]:
    return row.label, row.value, row.origin
