"""Screening a Polars frame: the columns first, then one by one what the columns cannot tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.rules.readings.screen.columns import CREDIT_CODE, HIGH, LOW, REGION, columns_among
from jinjie.rules.readings.screen.known import MONEY_SCALE
from jinjie.rules.readings.screen.nodes import can_be
from jinjie.rules.readings.screen.one_by_one import ERROR, RowReader
from jinjie.rules.readings.screen.plan import NO_POINTS, OPEN, Output, Plan, Request, plan
from jinjie.rules.readings.screen.polars_engine import Expressions
from jinjie.rules.readings.screen.prepared import ODD, ZERO, Preparation, columns_of
from jinjie.rules.readings.screen.stages import Stages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl

DOUBT = "~doubt"
FEW = 0.001
MANY = 300
"""Doubtful rows that are worth a plan of their own."""
RAW = "~raw."


@dataclass(frozen=True)
class FrameScreen:
    """A request, made ready for tables of one shape (the same columns with the same types)."""

    request: Request
    schema: Mapping[str, pl.DataType]
    rough: frozenset[str] = frozenset()
    """Columns of amounts with many decimals (see ``Columns``)."""
    exact: bool = False
    """Rows that the plain bound leaves open are read again with the finer one."""
    careful: bool = False
    """The second look in columns, at the rows that the first one doubts."""

    @cached_property
    def plan(self) -> Plan:
        columns = columns_of(self.schema, self.request.library.vocabulary)
        return plan(self.request, replace(columns, rough=self.rough), self.careful)

    @cached_property
    def _preparation(self) -> Preparation:
        return Preparation(self.schema, self.request.library.vocabulary, self.plan.table.codes)

    @cached_property
    def _stages(self) -> Stages:
        return Stages([*(output.node for output in self.plan.outputs), self.plan.doubt])

    @cached_property
    def _steps(self) -> list[list[pl.Expr]]:
        """The stages as expressions, made once."""
        words = Expressions(self._stages)
        return [
            [words.made(node).alias(str(self._stages.name_of(node))) for node in level] for level in self._stages.levels
        ]

    @cached_property
    def _outputs(self) -> list[pl.Expr]:
        words = Expressions(self._stages)
        return [self._output(words, output) for output in self.plan.outputs]

    @cached_property
    def _doubt(self) -> pl.Expr:
        import polars as pl

        return (Expressions(self._stages).of(self.plan.doubt) | pl.col(ODD)).alias(DOUBT)

    @property
    def _is_open(self) -> pl.Expr:
        """Some verdict is undetermined."""
        import polars as pl

        words = Expressions(self._stages)
        return pl.any_horizontal(words.of(output.node) == OPEN for output in self.plan.verdicts)

    def _worked_out(self, frame: pl.LazyFrame, kept: Sequence[str]) -> pl.LazyFrame:
        """Every stage, with the columns beside it that are wanted as they are."""
        import polars as pl

        raw = [pl.col(name).alias(RAW + name) for name in dict.fromkeys([*kept, *self.row_columns])]
        lazy = self._preparation.applied(frame, self.plan.reads, raw)
        for step in self._steps:
            lazy = lazy.with_columns(step)
        return lazy.with_columns(self._doubt)

    def lazy(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        """The outputs by columns, and which rows they are not certain for."""
        import polars as pl

        return self._worked_out(frame, ()).select(*self._outputs, pl.col(DOUBT))

    @staticmethod
    def _output(words: Expressions, output: Output) -> pl.Expr:
        import polars as pl

        column = words.of(output.node)
        if output.words is not None:
            enum = pl.Enum(output.words)
            none = len(output.words)
            known = pl.when(column < none).then(column) if can_be(output.node, none) else column
            return known.cat.to(enum).alias(output.name)
        number = column.cast(pl.Float64)
        if output.scale != 1:
            number = number / (pl.col(ZERO) + output.scale)
        return (pl.when(column != NO_POINTS).then(number) if can_be(output.node, NO_POINTS) else number).alias(
            output.name
        )

    def screen(self, frame: pl.LazyFrame, kept: Sequence[str] = ()) -> pl.DataFrame:
        """All outputs of every row after the kept columns, with an ``error`` where a row is wrong."""
        import polars as pl

        worked_out = self._worked_out(frame, kept)
        columns = [pl.col(RAW + name).alias(name) for name in kept]
        if self.exact:
            worked_out = worked_out.with_columns(pl.col(DOUBT) | self._is_open)
        certain = worked_out.select(*columns, *self._outputs, pl.col(DOUBT))
        doubtful = worked_out.filter(pl.col(DOUBT)).select(pl.col(RAW + name).alias(name) for name in self.row_columns)
        found, rows = pl.collect_all([certain, doubtful], engine="streaming")
        places = found[DOUBT].arg_true()
        found = found.drop(DOUBT).with_columns(pl.lit(None, dtype=pl.String).alias(ERROR))
        return found if rows.is_empty() else self._with_rows(found, rows, places)

    def _with_rows(self, found: pl.DataFrame, rows: pl.DataFrame, places: pl.Series) -> pl.DataFrame:
        """The doubtful rows, read again, in the place of what the columns say of them."""
        names = [*(output.name for output in self.plan.outputs), ERROR]
        fixed = self._read_again(rows, found.select(names).schema)
        return found.with_columns(found[name].scatter(places, fixed[name]) for name in names)

    def _read_again(self, rows: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
        """Doubtful rows: many of them with care in columns first, the rest one by one."""
        import polars as pl

        if not (self.careful or self.exact) and rows.height > MANY:
            return self._carefully.screen(rows.lazy()).select(schema.names()).cast(schema)
        reader = RowReader(self.request, self.row_columns, self.exact)
        read = [reader.read(row) for row in rows.rows(named=True)]
        return pl.DataFrame([pl.Series(n, [row.get(n) for row in read], dtype=t) for n, t in schema.items()])

    @cached_property
    def _carefully(self) -> FrameScreen:
        """The second look, made once."""
        schema = {name: self.schema[name] for name in self.row_columns}
        return FrameScreen(self.request, schema, self.rough, careful=True)

    @cached_property
    def row_columns(self) -> list[str]:
        """The columns of which a row read one by one makes use: those that can bear on a verdict."""
        identity = [name for name in (CREDIT_CODE, REGION) if name in self.schema]
        return list(dict.fromkeys([*(name for name in self.plan.reads if name in self.schema), *identity]))


def screen_frame(frame: pl.DataFrame, request: Request) -> pl.DataFrame:
    """The outputs of a request for every row of a frame, in its order."""
    return FrameScreen(request, frame.schema).screen(frame.lazy())


def rough_columns(sample: pl.DataFrame, vocabulary: Vocabulary) -> frozenset[str]:
    """The columns of amounts in which more than a few numbers have more decimals than money has."""
    import polars as pl

    money = [
        name
        for name in columns_among(sample.columns, vocabulary).names
        if vocabulary[name.removesuffix(LOW).removesuffix(HIGH)].kind is Kind.MONEY and sample[name].dtype.is_float()
    ]
    spread = pl.int_range(pl.len()).cast(pl.Float64) * 0.0 + MONEY_SCALE
    finer = [((pl.col(n) * MONEY_SCALE).round() / spread != pl.col(n)).mean().alias(n) for n in money]
    shares = sample.select(finer).row(0, named=True) if money and not sample.is_empty() else {}
    return frozenset(name for name, share in shares.items() if share is not None and share > FEW)
