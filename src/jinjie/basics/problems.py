"""Mistakes in the input: where, what and what to do, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinjie.basics.text import Language, Text

MAX_LINE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file with line and column, or a sheet's cell."""

    file: str = ""
    line: int | None = None
    column: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.file}:{self.cell}"
        numbers = [str(n) for n in (self.line, self.column) if n is not None]
        return ":".join([self.file, *numbers]) if self.file else ":".join(numbers)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. ``fact`` names the fact or key concerned, when there is one."""

    message: Text
    place: Place = Place()
    fact: str | None = None

    def line(self, language: Language = "zh") -> str:
        """One line: place, fact, message. Line ends and control characters in what was typed become blanks."""
        head = [part for part in (str(self.place), self.fact) if part]
        line = ": ".join([*head, self.message[language]])
        if len(line) > MAX_LINE:
            half = MAX_LINE // 2 - 2
            line = f"{line[:half]} … {line[-half:]}"
        return "".join(c if c.isprintable() else " " for c in line)

    def __str__(self) -> str:
        return self.line("en")


class InputError(ValueError):
    """The input cannot be used; ``problems`` lists every mistake found in it."""

    def __init__(self, problems: Sequence[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(p.line("en") for p in self.problems))


def mistake(zh: str, en: str, place: Place | None = None, fact: str | None = None) -> InputError:
    """An InputError with one problem."""
    return InputError([Problem(Text(zh, en), place or Place(), fact)])
