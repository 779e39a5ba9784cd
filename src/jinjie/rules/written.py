"""The numbers that stand in the data of a rulebook file, each with the rule it belongs to and its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinjie.basics.numbers import half_width
from jinjie.documents.reading import Path_
from jinjie.facts.vocabulary import Vocabulary
from jinjie.terms.parsing import Token, tokens_of
from jinjie.terms.units import LITERAL_UNITS, PLAIN

POINTS = "points"
_SIGNS = frozenset({">=", ">", "<=", "<", "=="})
_CONDITIONS = frozenset({"when", "veto", "prerequisite", "not"})
_LISTS = frozenset({"criteria", "all", "any", "none", "of", "of_these"})
_APART = frozenset({"limits", "tables", "examples", "in_force", "also_in_force"})
"""Keys of the head that are read in another way, or hold no rule."""
_WORDS = frozenset({"title", "note", "cite"})
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it is written in a rulebook file."""

    owner: str
    """The rule that it belongs to: a criterion, an indicator, a row and column of a table, or the limit itself."""
    text: str
    unit: str
    path: Path_
    span: tuple[int, int]
    """Its first character and the one after its last, in the text at the path."""
    points: str | None = None
    """What reaching it gives, where it gives points."""
    fact: str = ""
    """The fact of a cell of a table."""


@dataclass(frozen=True, slots=True)
class WrittenNumbers:
    """Goes through the data of one edition."""

    data: Mapping[str, Any]
    vocabulary: Vocabulary

    def limits(self) -> Iterator[Written]:
        """The named limits."""
        for name, given in self.data.get("limits", {}).items():
            text = half_width(given)
            number = number_token(text)
            if number is not None:
                yield Written(name, tight(text), self._unit(number, ""), ("limits", name), (0, len(text)))

    def users(self, limit: str) -> list[str]:
        """The rules in which a limit is named."""
        owners = (owner for text, owner in _texts(self._rules, "") if limit in _NAME.findall(half_width(text)))
        return list(dict.fromkeys(owners))

    @property
    def _rules(self) -> dict[str, Any]:
        return {key: value for key, value in self.data.items() if key not in _APART}

    def thresholds(self) -> Iterator[Written]:
        """The numbers that conditions compare with, the borders of bands, the counts of ``at_least``."""
        yield from self._below(self._rules, (), "")

    def _below(self, node: Any, path: Path_, owner: str) -> Iterator[Written]:
        if isinstance(node, list):
            for index, item in enumerate(node):
                yield from self._below(item, (*path, index), owner)
        elif isinstance(node, dict):
            owner = node.get("id", owner)
            for key in node:
                yield from self._at(node, key, (*path, key), owner)

    def _at(self, node: Mapping[str, Any], key: str, path: Path_, owner: str) -> Iterator[Written]:
        value = node[key]
        if key in _CONDITIONS and isinstance(value, str):
            yield from self._compared(value, path, owner, node.get(POINTS))
        elif key in _LISTS and isinstance(value, list):
            yield from self._listed(value, path, owner)
        elif key == "at_least":
            yield Written(owner, value, "count", path, (0, len(value)))
        elif key == "bands":
            yield from self._borders(value, path, owner, node["of"])
        elif key not in _WORDS:
            yield from self._below(value, path, owner)

    def _listed(self, items: list[Any], path: Path_, owner: str) -> Iterator[Written]:
        """A list of criteria; a short one is named after its first fact."""
        for index, item in enumerate(items):
            if isinstance(item, str):
                yield from self._compared(item, (*path, index), self._first_fact(item) or owner, None)
            else:
                yield from self._below(item, (*path, index), owner)

    def _compared(self, given: str, path: Path_, owner: str, points: str | None) -> Iterator[Written]:
        """The number that a condition compares with, if one side is a number alone."""
        text = half_width(given)
        tokens = tokens_of(text)
        at = next((i for i, token in enumerate(tokens) if token.text in _SIGNS), None)
        if at is None:
            return
        for side, end in ((tokens[:at], tokens[at].at), (tokens[at + 1 : -1], len(text))):
            number = _alone(side)
            if number is not None:
                start = side[0].at
                stop = start + len(text[start:end].rstrip())
                yield Written(owner, tight(text[start:stop]), self._unit(number, text), path, (start, stop), points)

    def _borders(self, bands: list[Any], path: Path_, owner: str, of: str) -> Iterator[Written]:
        """The ends of bands that are numbers, not names."""
        for index, band in enumerate(bands):
            for key in ("from", "to"):
                text = half_width(band.get(key) or "")
                number = number_token(text)
                if number is not None:
                    here, span = (*path, index, key), (0, len(text))
                    yield Written(owner, tight(text), self._unit(number, of), here, span, band[POINTS])

    def cells(self) -> Iterator[Written]:
        """The numbers of tables."""
        for name, table in self.data.get("tables", {}).items():
            for index, row in enumerate(table["rows"]):
                for column in table["columns"]:
                    yield from self._cell(row, column, ("tables", name, "rows", index, column))

    def _cell(self, row: Mapping[str, Any], column: str, path: Path_) -> Iterator[Written]:
        facts = [row["facts"]] if isinstance(row["facts"], str) else row["facts"]
        values, owner = row[column], f"{row['id']}.{column}"
        listed = isinstance(values, list)
        for index, (fact, given) in enumerate(zip(facts, values if listed else [values], strict=True)):
            text = half_width(given)
            number = number_token(text)
            if number is not None:
                here = (*path, index) if listed else path
                unit = self._unit(number, fact)
                yield Written(owner, tight(text), unit, here, (0, len(text)), None, fact)

    def _unit(self, number: Token, text: str) -> str:
        """The unit of a number, or of what it is compared with."""
        names = _NAME.findall(half_width(text))
        if number.unit == "分" or any(name.partition(".")[0] == "score" for name in names):
            return POINTS
        of_facts = (self.vocabulary.units[name] for name in names if name in self.vocabulary.units)
        return LITERAL_UNITS.get(number.unit) or next(of_facts, PLAIN)

    def _first_fact(self, text: str) -> str | None:
        return next((name for name in _NAME.findall(half_width(text)) if name in self.vocabulary.facts), None)


def number_token(text: str) -> Token | None:
    """The number, when a text is nothing else."""
    return _alone(tokens_of(text)[:-1])


def _alone(tokens: list[Token]) -> Token | None:
    if tokens and tokens[0].text == "-":
        tokens = tokens[1:]
    return tokens[0] if len(tokens) == 1 and tokens[0].kind == "number" else None


def tight(text: str) -> str:
    """Without white space."""
    return re.sub(r"\s", "", text)


def _texts(node: Any, owner: str) -> Iterator[tuple[str, str]]:
    """Every text below a node with the rule that it belongs to."""
    if isinstance(node, str):
        yield node, owner
    elif isinstance(node, list):
        for item in node:
            yield from _texts(item, owner)
    elif isinstance(node, dict):
        owner = node.get("id", owner)
        for key, value in node.items():
            yield from () if key in _WORDS else _texts(value, owner)
