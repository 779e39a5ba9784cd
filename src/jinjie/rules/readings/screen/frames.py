"""Screening a Polars frame: the columns first, then one by one what the columns cannot tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from jinjie.rules.readings.screen.columns import CREDIT_CODE, REGION
from jinjie.rules.readings.screen.one_by_one import ERROR, RowReader
from jinjie.rules.readings.screen.plan import NO_POINTS, Output, Plan, Request, plan
from jinjie.rules.readings.screen.polars_engine import Expressions
from jinjie.rules.readings.screen.prepared import ODD, Preparation, columns_of
from jinjie.rules.readings.screen.stages import Stages

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

DOUBT = "~doubt"


@dataclass(frozen=True)
class FrameScreen:
    """A request, made ready for tables of one shape (the same columns with the same types)."""

    request: Request
    schema: Mapping[str, pl.DataType]
    rough: frozenset[str] = frozenset()
    """Columns of amounts with many decimals (see ``Columns``)."""

    @cached_property
    def plan(self) -> Plan:
        columns = columns_of(self.schema, self.request.library.vocabulary)
        return plan(self.request, replace(columns, rough=self.rough))

    @cached_property
    def _stages(self) -> Stages:
        return Stages([*(output.node for output in self.plan.outputs), self.plan.doubt])

    def lazy(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The outputs by columns, and which rows they are not certain for."""
        import polars as pl

        words = Expressions(self._stages)
        preparation = Preparation(self.schema, self.request.library.vocabulary, self.plan.table.codes)
        lazy = preparation.applied(frame, self.plan.reads)
        for level in self._stages.levels:
            lazy = lazy.with_columns(words.made(node).alias(str(self._stages.name_of(node))) for node in level)
        outputs = [self._output(words, output) for output in self.plan.outputs]
        doubt = (words.of(self.plan.doubt) | pl.col(ODD)).alias(DOUBT)
        return lazy.select(*outputs, doubt)

    @staticmethod
    def _output(words: Expressions, output: Output) -> pl.Expr:
        import polars as pl

        column = words.of(output.node)
        if output.words is not None:
            enum = pl.Enum(output.words)
            known = pl.when(column < len(output.words)).then(column)
            return known.cat.to(enum).alias(output.name)
        number = column.cast(pl.Float64)
        if output.scale != 1:
            number = number / (pl.col(ODD).cast(pl.Float64) * 0.0 + output.scale)
        return pl.when(column != NO_POINTS).then(number).alias(output.name)

    def screen(self, frame: pl.DataFrame) -> pl.DataFrame:
        """All outputs of every row, with an ``error`` where a row is wrong."""
        import polars as pl

        found = self.lazy(frame.lazy()).collect(engine="streaming")
        error = pl.lit(None, dtype=pl.String).alias(ERROR)
        doubtful = found[DOUBT].arg_true()
        found = found.drop(DOUBT).with_columns(error)
        return found if doubtful.is_empty() else self._with_rows(found, frame, doubtful)

    def _with_rows(self, found: pl.DataFrame, frame: pl.DataFrame, doubtful: pl.Series) -> pl.DataFrame:
        """The doubtful rows, read one by one, in the place of what the columns say of them."""
        import polars as pl

        reader = RowReader(self.request, self.row_columns)
        rows = frame.select(self.row_columns)[doubtful].rows(named=True)
        read = [reader.read(row) for row in rows]
        fixed = pl.DataFrame(
            [pl.Series(name, [row.get(name) for row in read], dtype=dtype) for name, dtype in found.schema.items()]
        )
        place = pl.Series("~place", doubtful, dtype=pl.UInt32)
        kept = found.with_row_index("~place").join(fixed.with_columns(place), on="~place", how="anti")
        return pl.concat([kept, fixed.with_columns(place).select(kept.columns)]).sort("~place").drop("~place")

    @cached_property
    def row_columns(self) -> list[str]:
        """The columns of which a row read one by one makes use: those that can bear on a verdict."""
        identity = [name for name in (CREDIT_CODE, REGION) if name in self.schema]
        return list(dict.fromkeys([*self.plan.reads, *identity]))


def screen_frame(frame: pl.DataFrame, request: Request) -> pl.DataFrame:
    """The outputs of a request for every row of a frame, in its order."""
    return FrameScreen(request, frame.schema).screen(frame)
