"""The columns of a table, each in its type: money as 64-bit floats, counts as 32-bit integers, choices as an Enum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jinjie.facts.vocabulary import Fact, Kind
from jinjie.synthetic.codes import credit_codes
from jinjie.synthetic.draws import Flags
from jinjie.synthetic.lines import STEPS
from jinjie.synthetic.traits import Columns, World

SYNTHETIC = "synthetic"
"""The column that says on every row that the enterprise is invented."""
NAME = "name"
CREDIT_CODE = "credit_code"
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Stock:
    """What every enterprise is made with, read once."""

    world: World
    facts: dict[str, Fact]
    homes: dict[str, Flags]
    """Facts asked in some regions only: for each region, whether it is asked there."""
    provinces: tuple[str, ...]
    """The name of the province of each region."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a table from a number on: values in steps, and where each is known."""

    values: Columns
    told: Columns
    start: int
    seed: int

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The number of each row."""
        return np.arange(self.start, self.start + len(self.values["region"]), dtype=np.int64)


def table(sheet: Sheet, stock: Stock, plain: bool) -> pl.DataFrame:
    """All columns, in the order of the vocabulary; ``plain`` leaves out the texts."""
    made = [] if plain else list(_texts(sheet, stock))
    made += [_column(stock, stock.facts[name], values) for name, values in sheet.values.items()]
    told = [pl.Series(_known(name), flags) for name, flags in sheet.told.items()]
    shown = (pl.when(_known(column.name)).then(column.name) if column.name != NAME else column.name for column in made)
    return pl.DataFrame([*made, *told]).select(*shown, pl.lit(True).alias(SYNTHETIC))


def _known(name: str) -> str:
    """The column that says where another is known."""
    return f"{name}?"


def _column(stock: Stock, fact: Fact, values: NDArray[Any]) -> pl.Series:
    """Values in steps as a column."""
    match fact.kind:
        case Kind.YES_NO:
            return pl.Series(fact.id, values)
        case Kind.CHOICE:
            return _enum(fact.id, tuple(fact.choices), values)
        case Kind.REGION:
            return _enum(fact.id, stock.world.population.regions, values)
        case Kind.INDUSTRY:
            return _enum(fact.id, stock.world.population.industries, values)
        case Kind.DATE:
            return pl.Series(fact.id, values.astype(np.int32)).cast(pl.Date)
        case Kind.COUNT:
            return pl.Series(fact.id, values.astype(np.int32))
        case _:
            return pl.Series(fact.id, values / STEPS[fact.kind])


def _enum(name: str, words: Sequence[str], which: NDArray[Any]) -> pl.Series:
    return pl.Series(name, words, dtype=pl.Enum(words)).gather(which.astype(np.uint32))


def _texts(sheet: Sheet, stock: Stock) -> Iterator[pl.Series]:
    """The name, which nobody would take for a real one, and a credit code, which no real enterprise can have."""
    region = sheet.values["region"].astype(np.uint32)
    provinces = pl.Series(stock.provinces).gather(region)
    words = pl.Series(stock.world.population.words).gather(sheet.values["industry"].astype(np.uint32))
    numbers = pl.Series(sheet.numbers).cast(pl.String).str.zfill(_DIGITS)
    yield pl.select(pl.concat_str(pl.lit("（虚构）"), provinces, words, numbers, pl.lit("号")).alias(NAME)).to_series()
    yield credit_codes(stock.world.population.regions, region, sheet.numbers, sheet.seed).alias(CREDIT_CODE)
