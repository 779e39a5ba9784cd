"""Enterprises sorted by province, city or industry section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from jinjie.basics.problems import InputError, Place, mistake
from jinjie.basics.text import Text, did_you_mean
from jinjie.facts.values import read_statement
from jinjie.facts.vocabulary import Vocabulary

Dimension = Literal["region", "city", "county", "industry"]
DIMENSIONS: dict[Dimension, Text] = {
    "region": Text("地区", "Region"),
    "city": Text("城市", "City"),
    "county": Text("区县", "County"),
    "industry": Text("行业门类", "Industry section"),
}
_FACTS: dict[Dimension, tuple[str, int]] = {
    "region": ("region", 2),
    "city": ("region", 4),
    "county": ("region", 6),
    "industry": ("industry", 1),
}
"""The fact that says it, and how many characters of its code."""
NOT_STATED = Text("未写明", "not stated")


def as_dimensions(names: Iterable[str]) -> tuple[Dimension, ...]:
    """The groups that somebody asks for by name.

    Raises InputError for a name that is none of them.
    """
    known: dict[str, Dimension] = {dimension: dimension for dimension in DIMENSIONS}
    found: dict[Dimension, None] = {}
    for name in filter(None, (name.strip() for name in names)):
        if name not in known:
            near, all_ = did_you_mean(name, known), ", ".join(known)
            raise mistake(f"不能按 {name} 分组（{all_}）{near.zh}", f"no groups by {name} ({all_}){near.en}", fact="by")
        found[known[name]] = None
    return tuple(found)


@dataclass
class Sorter:
    """Gives every enterprise its group; each different word of a column is looked at once."""

    dimension: Dimension
    vocabulary: Vocabulary
    _found: dict[str, str] = field(default_factory=dict)

    @property
    def fact(self) -> str:
        """The column that is read."""
        return _FACTS[self.dimension][0]

    def keys(self, column: pl.Series) -> pl.Series:
        """The key of each row's group; an empty one where it is not stated."""
        words = column.cast(pl.String)
        known = {word: self.key(word) for word in words.unique().drop_nulls()}
        keys = words.replace_strict(known, default="", return_dtype=pl.String) if known else words
        return keys.fill_null("").alias(self.dimension)

    def key(self, word: str) -> str:
        """The group of a code as it is written; empty when it could be in several."""
        if word not in self._found:
            self._found[word] = self._key(word)
        return self._found[word]

    def _key(self, word: str) -> str:
        fact, length = _FACTS[self.dimension]
        try:
            value = read_statement(self.vocabulary[fact], word, Place()).value
        except InputError:
            return ""
        keys = {code[:length] for code in value} if isinstance(value, frozenset) else set()
        return keys.pop() if len(keys) == 1 else ""

    def title(self, key: str) -> Text:
        """The name of a group."""
        codes = self.vocabulary[self.fact].codes
        name = None if codes is None or not key else codes.name(key)
        if name is None:
            return Text(key, key) if key else NOT_STATED
        assert codes is not None
        if key in codes.names:
            coarse = len(key) < _FACTS[self.dimension][1]
            return Text(f"{name.zh}（未细分）", f"{name.en} (not said where)") if coarse else name
        return Text(f"{name.zh} {key}", f"{name.en} {key}")
