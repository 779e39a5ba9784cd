"""Markup that is safe by construction: every text and every attribute is escaped once, on its way in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from jinjie.reports.content.cites import has_chinese

VOID = frozenset({"meta", "br", "hr", "path", "rect", "circle", "line", "polygon", "use", "col"})
CONTROLS = dict.fromkeys((*range(9), *range(11, 32), 127))
"""Characters that no page may contain."""
REMEMBERED = 8192
"""Texts of which the escaped form is kept: a page, and the next one, mostly say the same things again."""


class Markup(str):
    """Text that is markup already. Only this module makes it."""

    __slots__ = ()


def tag(name: str, /, *children: object, **attributes: object) -> Markup:
    """An element. Children are text (escaped), markup, None or iterables of them.

    Attributes lose a trailing underscore, others become hyphens; those that are None or False are left out.

    >>> tag("p", "a < b", class_="note")
    '<p class="note">a &lt; b</p>'
    """
    shown = "".join(
        [_attribute(key, value) for key, value in attributes.items() if value is not None and value is not False]
    )
    if name in VOID and not children:
        return Markup(f"<{name}{shown}/>")
    return Markup(f"<{name}{shown}>{join(children)}</{name}>")


def _attribute(key: str, value: object) -> str:
    return _named(key) if value is True else _given(key, str(value))


@lru_cache(REMEMBERED)
def _named(key: str) -> str:
    return f" {key.rstrip('_').replace('_', '-')}"


@lru_cache(REMEMBERED)
def _given(key: str, value: str) -> str:
    return f'{_named(key)}="{escape(value.translate(CONTROLS))}"'


@lru_cache(REMEMBERED)
def _escaped(text: str) -> str:
    return escape(text.translate(CONTROLS), quote=False)


def join(children: Iterable[object]) -> Markup:
    """Children one after the other."""
    return Markup("".join([_shown(child) for child in children]))


def _shown(child: object) -> str:
    if child is None:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return _escaped(child)
    if isinstance(child, Iterable):
        return join(child)
    return escape(str(child), quote=False)


def trusted(text: str) -> Markup:
    """Text from this package that is markup already, such as the style sheet."""
    return Markup(text)


def language_of(text: str) -> str | None:
    """The ``lang`` of a text that may be in another language than the page: a name, a number of a document."""
    return "zh-CN" if has_chinese(text) else None
