"""What comes back of a SQL statement, put into words; doubtful rows are read one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinjie.rules.readings.screen.one_by_one import ERROR, RowReader
from jinjie.rules.readings.screen.plan import NO_POINTS, Request

if TYPE_CHECKING:
    import polars as pl

RAW, KEPT, OUT = "~raw~", "~kept~", "~out~"
"""What stands before the names of columns in the statement. The user's own and outputs go by number: a dot in a name
would mean something to Spark."""
DOUBT = "~doubt"


@dataclass(frozen=True)
class Finish:
    """Everything that is needed of a plan once its rows have come back. It can be sent to another process."""

    request: Request
    outputs: tuple[tuple[str, tuple[str, ...] | None, int], ...]
    """(name, words or None for points, scale) of each output."""
    row_columns: tuple[str, ...]
    kept: tuple[str, ...]
    exact: bool

    def finished(self, batch: pl.DataFrame) -> pl.DataFrame:
        """A batch of the statement's rows: kept columns, outputs in words, an error where a row is wrong."""
        import polars as pl

        kept = [pl.col(f"{KEPT}{index}").alias(name) for index, name in enumerate(self.kept)]
        outputs = [_in_words(f"{OUT}{index}", *output) for index, output in enumerate(self.outputs)]
        found = batch.select(*kept, *outputs, pl.lit(None, dtype=pl.String).alias(ERROR))
        doubtful = batch[DOUBT].arg_true()
        if doubtful.is_empty():
            return found
        raw = batch[doubtful].select(pl.col(RAW + name).alias(name) for name in self.row_columns)
        reader = RowReader(self.request, self.row_columns, self.exact)
        read = [reader.read(row) for row in raw.rows(named=True)]
        return found.with_columns(
            found[name].scatter(doubtful, pl.Series([row.get(name) for row in read], dtype=found.schema[name]))
            for name in (*(name for name, _, _ in self.outputs), ERROR)
        )


def _in_words(given: str, name: str, words: tuple[str, ...] | None, scale: int) -> pl.Expr:
    import polars as pl

    column = pl.col(given)
    if words is not None:
        known = pl.when(column < len(words)).then(column).cast(pl.UInt8)
        return known.cat.to(pl.Enum(words)).alias(name)
    points = pl.when(column != NO_POINTS).then(column).cast(pl.Float64)
    spread = pl.int_range(pl.len()).cast(pl.Float64) * 0.0 + scale
    return (points if scale == 1 else points / spread).alias(name)
