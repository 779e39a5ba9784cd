"""Editions with some of their numbers changed: made in memory, checked by the loader, written nowhere."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from jinjie.basics.numbers import Exact, decimal_places, half_width, to_text
from jinjie.basics.problems import InputError, mistake
from jinjie.documents.reading import Document
from jinjie.rules.language.loading import build_rulebook
from jinjie.rules.language.overlays import Overlay
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.library import Library
from jinjie.rules.parameters import Parameter, number_of, parameter
from jinjie.rules.written import POINTS, number_token, tight
from jinjie.terms.units import LITERAL_UNITS, PLAIN, same_unit

MARK = "*"
"""Stands behind the name of a changed edition: ``srdi-sme@2026*``."""


@dataclass(frozen=True, slots=True)
class Change:
    """A parameter with another number."""

    parameter: Parameter
    text: str
    """The new number, as a rule file would have it."""

    @property
    def number(self) -> Exact:
        """The new number in the base unit."""
        return number_of(self.text)

    def to_dict(self) -> dict[str, Any]:
        """The change as it stands in a JSON document."""
        return {**self.parameter.to_dict(), "changed_to": self.text}


def change_of(library: Library, setting: str) -> Change:
    """``ID@EDITION.PARAMETER=VALUE`` as a change.

    A share may be written as a fraction: ``0.035`` is ``3.5%``.

    Raises InputError for an unknown parameter, a value that is no number, or a unit that does not fit.
    """
    name, sign, value = setting.partition("=")
    if not sign or not value.strip():
        example = "srdi-sme@2026.rd_share=3.5%"
        raise mistake(f"要写作 参数=数值，例如 {example}", f"write PARAMETER=VALUE, such as {example}", fact=setting)
    found = parameter(library, name.strip())
    try:
        return Change(found, _fitting(found, tight(re.sub(r"(?<=\d),(?=\d{3})", "", half_width(value)))))
    except InputError as error:
        raise InputError([replace(problem, fact=found.name) for problem in error.problems]) from error


def _fitting(found: Parameter, text: str) -> str:
    """A value with a unit that fits what it takes the place of."""
    number = number_of(text)
    token = number_token(text)
    assert token is not None
    unit = LITERAL_UNITS.get(token.unit, PLAIN)
    if found.unit == "ratio" and unit == PLAIN:
        return _percent(number, text)
    if unit != PLAIN and found.unit != PLAIN:
        same_unit("number" if found.unit == POINTS else found.unit, unit)
    if found.written.path[-1] == "at_least" and (number != int(number) or token.unit):
        raise mistake(f"“{text}”应为整数", f"'{text}' must be a whole number")
    return text


def _percent(number: Exact, text: str) -> str:
    """A fraction in per cent. From 1 on it would hardly be meant as one."""
    if not -1 < number < 1:
        raise mistake(f"比例要写百分数：{text}%？", f"a share is written in per cent: {text}%?")
    percent = Fraction(number) * 100
    return to_text(percent, decimal_places(percent) or 0) + "%"


def changed_library(library: Library, settings: Iterable[str]) -> ChangedLibrary:
    """A library that also holds the editions with their numbers changed.

    Raises InputError for a mistake in a setting, and where a changed edition makes no sense (an empty band).
    """
    changes: dict[str, Change] = {}
    for setting in settings:
        change = change_of(library, setting)
        if change.parameter.name in changes:
            raise mistake("改了两次", "is changed twice", fact=change.parameter.name)
        changes[change.parameter.name] = change
    by_edition: dict[str, list[Change]] = {}
    for change in changes.values():
        by_edition.setdefault(change.parameter.edition, []).append(change)
    return ChangedLibrary.of(library, {name: tuple(found) for name, found in by_edition.items()})


@dataclass
class ChangedLibrary(Library):
    """A library that also holds changed editions, as ``ID@EDITION*``; overlays are those of the edition itself.

    An edition that includes another one, when both are changed, includes the changed one.
    """

    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """By the edition that is changed."""
    _changed: dict[str, Rulebook] = field(default_factory=dict)

    @classmethod
    def of(cls, library: Library, changes: Mapping[str, tuple[Change, ...]]) -> ChangedLibrary:
        """A changed library that shares with another one what is read already."""
        shared = (library.folders, library._documents, library._built, library._overlays)
        found = cls(*shared, changes=changes)
        found.vocabulary = library.vocabulary
        for name, those in changes.items():
            try:
                found.get(name + MARK)
            except InputError as error:
                settings = ", ".join(f"{change.parameter.id}={change.text}" for change in those)
                first = error.problems[0].message
                raise mistake(first.zh, first.en, fact=f"{name} ({settings})") from error
        return found

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Each edition with the name of the changed one."""
        return tuple((name, name + MARK) for name in self.changes)

    def get(self, name: str) -> Rulebook:
        """One edition by name, a changed one too: ``ID@EDITION*``, ``ID@EDITION*+OVERLAY``."""
        edition, *overlays = name.split("+")
        plain = edition.removesuffix(MARK)
        if edition == plain or plain not in self.changes:
            return super().get(name)
        if name not in self._changed:
            self._changed[name] = self._made(plain, overlays)
        return self._changed[name]

    def overlays(self, name: str) -> list[Overlay]:
        """The overlays of an edition, changed or not."""
        return super().overlays(name.removesuffix(MARK))

    def _made(self, plain: str, overlays: list[str]) -> Rulebook:
        known = {overlay.name: overlay for overlay in self.overlays(plain)}
        chosen = [known[overlay] for overlay in overlays]
        id_, _, edition = plain.partition("@")
        document = with_changes(self.document(self.files[id_][edition]), self.changes[plain])
        return replace(build_rulebook(document, self.vocabulary, self._included, chosen), edition=edition + MARK)

    def _included(self, name: str) -> Rulebook:
        return self.get(name + MARK if name in self.changes else name)


def with_changes(document: Document, changes: Iterable[Change]) -> Document:
    """The document of an edition with other numbers in it, without its examples; the given one stays as it is."""
    data = copy.deepcopy(document.data)
    assert isinstance(data, dict)
    data.pop("examples", None)
    for change in changes:
        written = change.parameter.written
        holder: Any = data
        for step in written.path[:-1]:
            holder = holder[step]
        (start, stop), key = written.span, written.path[-1]
        text = half_width(holder[key])
        holder[key] = text[:start] + change.text + text[stop:]
    return Document(document.file, data, document.places)
