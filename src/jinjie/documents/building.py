"""From a stream of events to nested plain values, each path with its place. YAML and JSON share it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from jinjie.basics.problems import InputError, Place, Problem
from jinjie.basics.text import Text

MAX_DEPTH = 40
MAX_VALUES = 200_000
MAX_PROBLEMS = 100

Path_ = tuple[str | int, ...]
Value = Any
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class Event(NamedTuple):
    """One step through a file: a mapping or list begins or ends, or a scalar stands there."""

    kind: Literal["map", "list", "end", "value", "alias"]
    text: str
    plain: bool
    line: int
    column: int
    anchor: bool = False


class Builder:
    """Builds the values of one document. Bombs stop it early: it never goes deeper or further than its limits."""

    def __init__(self, events: Iterator[Event], file: str):
        self.events = events
        self.file = file
        self.places: dict[Path_, Place] = {}
        self.problems: list[Problem] = []
        self._count = 0

    def document(self) -> Value:
        """The whole document, None when it is empty.

        Raises InputError with every mistake in it.
        """
        first = next(self.events, None)
        data = None if first is None else self.build(first, ())
        next(self.events, None)
        if self.problems:
            raise InputError(self.problems)
        return data

    def build(self, event: Event, path: Path_) -> Value:
        place = self._checked(event)
        self.places[path] = place
        self._limit(place, len(path))
        if event.kind == "map":
            return dict(self._pairs(path))
        if event.kind == "list":
            return list(self._items(path))
        return None if event.plain and event.text in _NULLS else event.text

    def _pairs(self, path: Path_) -> Iterator[tuple[str, Value]]:
        seen: dict[str, Place] = {}
        while (event := next(self.events)).kind != "end":
            place = self._checked(event)
            key = event.text
            if event.kind != "value":
                self._report(place, "键应是文字", "a key must be text")
                self.build(event, (*path, key))
            elif key in seen:
                self._report(
                    place,
                    f"“{key}”写了两次（第一次在第 {seen[key].line} 行）",
                    f"'{key}' stands twice (first in line {seen[key].line})",
                    key,
                )
            seen.setdefault(key, place)
            value = self.build(next(self.events), (*path, key))
            self.places[(*path, key)] = place
            yield key, value

    def _items(self, path: Path_) -> Iterator[Value]:
        index = 0
        while (event := next(self.events)).kind != "end":
            yield self.build(event, (*path, index))
            index += 1

    def _checked(self, event: Event) -> Place:
        """The place of an event, its own mistakes reported."""
        place = Place(self.file, event.line, event.column)
        if event.anchor or event.kind == "alias":
            self._report(place, "不支持锚点和别名（& 与 *）", "anchors and aliases (& and *) are not allowed")
        if _HALF_CHARACTER.search(event.text):
            self._report(place, "含有不完整的字符", "contains half a character")
        return place

    def _limit(self, place: Place, depth: int) -> None:
        self._count += 1
        if depth > MAX_DEPTH:
            self._report(place, f"嵌套超过 {MAX_DEPTH} 层", f"is nested more than {MAX_DEPTH} levels deep")
            raise InputError(self.problems)
        if self._count > MAX_VALUES:
            self._report(place, f"文件里的值超过 {MAX_VALUES} 个", f"the file has more than {MAX_VALUES} values")
            raise InputError(self.problems)

    def _report(self, place: Place, zh: str, en: str, fact: str | None = None) -> None:
        self.problems.append(Problem(Text(zh, en), place, fact))
        if len(self.problems) >= MAX_PROBLEMS:
            raise InputError(self.problems)
