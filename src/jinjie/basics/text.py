"""Bilingual texts and the nearest valid name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Literal

_CLOSE = 9
Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Chinese and in English."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language == "zh" else self.en

    def to_dict(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The valid name closest to a mistyped one, if any is close.

    Of several as close, one of the same letters (36 for 63), else the first of the alphabet.
    """
    typed = name.lower()
    found = sorted(get_close_matches(typed, list(names), n=_CLOSE))

    def closeness(other: str) -> tuple[float, bool]:
        return SequenceMatcher(None, other, typed).ratio(), sorted(other) == sorted(typed)

    return max(found, key=closeness, default=None)


def did_you_mean(name: str, names: Iterable[str]) -> Text:
    """`` Did you mean ...?`` in both languages; empty when nothing is close."""
    found = nearest(name, names)
    if found is None:
        return Text("", "")
    return Text(f"；是不是想写 {found}？", f"; did you mean {found}?")
