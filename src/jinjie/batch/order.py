"""What is asked of a screen: the request, the columns that are kept, how rows are bounded, with which engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from jinjie.basics.problems import mistake
from jinjie.basics.text import did_you_mean
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.rules.library import Library
from jinjie.rules.readings.screen.columns import HIGH, LOW
from jinjie.rules.readings.screen.one_by_one import ERROR
from jinjie.rules.readings.screen.plan import Request

if TYPE_CHECKING:
    import polars as pl

Engine = Literal["polars", "duckdb", "spark"]
ENGINES: tuple[Engine, ...] = ("polars", "duckdb", "spark")
SYNTHETIC = "synthetic"
"""The column that says that a row is invented: always kept, so that no result hides it."""
PANORAMA = (
    "founded_on",
    "employees_y1",
    "revenue_y1",
    "revenue_y2",
    "total_assets_y1",
    "rd_expense_y1",
    "rd_expense_y2",
    "rd_intensity_y1",
    "equity_financing_y1",
    "equity_financing_y2",
    "equity_financing_y3",
    SYNTHETIC,
)
"""What the panorama shows beside verdicts."""
ALL = "all"
TIER_KINDS = ("tier",)


@dataclass(frozen=True)
class Order:
    """A request with everything that decides what the output looks like."""

    request: Request
    keep: tuple[str, ...] = ()
    """Facts that are kept beside the key columns; ``all`` keeps every column, ``panorama`` what the panorama shows."""
    exact: bool = False
    """Rows that stay undetermined are read again with the finer bound."""
    engine: Engine = "polars"
    """Which engine works; the output is the same from each."""

    def kept(self, schema: Mapping[str, pl.DataType]) -> list[str]:
        """The input columns that come back: what tells one enterprise from another, and what is asked for.

        Raises InputError for a column that is not there.
        """
        vocabulary = self.request.library.vocabulary
        wanted = {name for name in self.keep if name not in {ALL, "panorama"}}
        for name in sorted(wanted - set(schema)):
            near = did_you_mean(name, list(schema))
            raise mistake(f"输入里没有 {name} 这一列{near.zh}", f"the input has no column {name}{near.en}", fact=name)
        wanted.add(SYNTHETIC)
        if "panorama" in self.keep:
            wanted |= set(PANORAMA)
        kept = [n for n in schema if ALL in self.keep or n in wanted or is_key(n, vocabulary)]
        self._require_free(kept)
        return kept

    def _require_free(self, kept: Iterable[str]) -> None:
        """No column that is kept has the name of a result."""
        begins = tuple(f"{prefix}{sign}" for prefix in self.request.prefixes.values() for sign in "_.")
        taken = next((name for name in kept if name == ERROR or name.startswith(begins)), None)
        if taken is not None:
            raise mistake(
                f"输入里的 {taken} 列与结果的列同名；请改名或去掉这一列",
                f"the column {taken} of the input has the name of a result; rename it or leave it out",
                fact=taken,
            )

    def print(self) -> str:
        """A fingerprint: the same for the same law, the same day, the same columns."""
        request, library = self.request, self.request.library
        books = {name: [e.hash for e in _editions(library, name)] for name in request.names}
        overlays = {
            f"{edition.name}+{overlay.name}": library.get(f"{edition.name}+{overlay.name}").hash
            for name in request.names
            for edition in _editions(library, name)
            for overlay in library.overlays(edition.name.partition("+")[0])
        }
        said: dict[str, Any] = {
            "day": request.day.isoformat(),
            "books": books,
            "overlays": overlays,
            "detail": request.detail,
            "keep": self.keep,
            "exact": self.exact,
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _editions(library: Library, name: str) -> list[Any]:
    return [library.get(name)] if "@" in name else library.editions(name)


def is_key(column: str, vocabulary: Vocabulary) -> bool:
    """The column tells which enterprise it is: a column of the user's own, a text, a region or an industry."""
    fact = vocabulary.facts.get(column)
    if fact is None:
        ends = (column.removesuffix(end) for end in (LOW, HIGH) if column.endswith(end))
        return column != "synthetic" and not any(name in vocabulary.facts for name in ends)
    return fact.kind is Kind.TEXT or fact.kind.is_code


def request_for(library: Library, day: date, names: Iterable[str] | None, detail: bool = False) -> Request:
    """The request for named rulebooks, or for all tiers in force on the day.

    Raises InputError for a rulebook that does not exist or is not in force.
    """
    if names is None:
        tiers = [name for name in library.names_of_kind(*TIER_KINDS) if _governs(library, name, day)]
        chosen = sorted(tiers, key=lambda name: (library.editions(name)[-1].rank, name))
    else:
        chosen = list(dict.fromkeys(names))
    return Request(library, day, tuple(chosen), detail)


def _governs(library: Library, name: str, day: date) -> bool:
    editions = library.editions(name)
    return any(day in e.in_force or any(day in t.period for t in e.transitions) for e in editions)
