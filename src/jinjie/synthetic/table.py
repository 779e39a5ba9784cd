"""The columns of a table, each in its type: money as 64-bit floats, counts as 32-bit integers, choices as an Enum."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jinjie.facts.vocabulary import Fact, Kind
from jinjie.synthetic.codes import credit_codes
from jinjie.synthetic.lines import STEPS
from jinjie.synthetic.traits import Columns

if TYPE_CHECKING:
    from jinjie.synthetic.making import Stock

SYNTHETIC = "synthetic"
"""The column that says on every row that the enterprise is invented."""
NAME = "name"
CREDIT_CODE = "credit_code"
_DIGITS = 9


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


def columns_of(sheet: Sheet, stock: Stock, plain: bool) -> list[pl.Series]:
    """All columns, in the order of the vocabulary."""
    columns = [] if plain else list(_texts(sheet, stock))
    for name, values in sheet.values.items():
        columns.append(_column(stock, stock.facts[name], values))
    masked = pl.DataFrame([*columns, *(pl.Series(f"{name}?", told) for name, told in sheet.told.items())]).select(
        column if column == NAME else pl.when(pl.col(f"{column}?")).then(pl.col(column))
        for column in map(_name, columns)
    )
    size = len(sheet.numbers)
    return [*masked.get_columns(), pl.Series(SYNTHETIC, np.ones(size, dtype=np.bool_))]


def _name(column: pl.Series) -> str:
    return column.name


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
