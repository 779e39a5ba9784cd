"""The engines that screen a piece: Polars in this process, or DuckDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from jinjie.basics.problems import mistake
from jinjie.batch.order import Order
from jinjie.batch.tables import Piece, unreadable
from jinjie.rules.readings.screen.frames import FrameScreen, rough_columns
from jinjie.rules.readings.screen.sql_screen import SqlScreen

if TYPE_CHECKING:
    import polars as pl

Schema = Mapping[str, "pl.DataType"]
SAMPLE_ROWS = 20_000


class PieceEngine(Protocol):
    """Screens pieces; what was made ready for one shape of table is used again."""

    def screen(self, piece: Piece) -> pl.DataFrame:
        """The kept columns and all outputs of a piece, in its order."""


@dataclass
class PolarsEngine:
    """The default: columns in Polars, doubtful rows one by one."""

    order: Order
    _ready: dict[tuple[tuple[str, str], ...], FrameScreen] = field(default_factory=dict)

    def screen(self, piece: Piece) -> pl.DataFrame:
        frame = piece.scan()
        schema = frame.collect_schema()
        return self._screen_for(schema, frame).screen(frame, self.order.kept(schema))

    def _screen_for(self, schema: Schema, frame: pl.LazyFrame) -> FrameScreen:
        shape = tuple((name, str(dtype)) for name, dtype in schema.items())
        if shape not in self._ready:
            sample = frame.head(SAMPLE_ROWS).collect()
            rough = rough_columns(sample, self.order.request.library.vocabulary)
            self._ready[shape] = FrameScreen(self.order.request, schema, rough, self.order.exact)
        return self._ready[shape]


@dataclass
class DuckEngine:
    """DuckDB: the same rulebooks as one SQL statement."""

    order: Order

    def __post_init__(self) -> None:
        self._duckdb = required("duckdb", "duckdb")
        self._connection = self._duckdb.connect()

    def screen(self, piece: Piece) -> pl.DataFrame:
        import polars as pl

        schema, source = piece.scan().collect_schema(), self._source(piece)
        kept = tuple(self.order.kept(schema))

        def different(expression: str) -> Sequence[str]:
            return self._different(expression, source)

        screen = SqlScreen(self.order.request, piece.table.schema, "duckdb", different, kept, self.order.exact)
        try:
            table = self._connection.sql(screen.statement(source)).to_arrow_table()
        except (self._duckdb.BinderException, self._duckdb.CatalogException, self._duckdb.ParserException):
            raise
        except self._duckdb.Error as error:
            raise unreadable(piece.table.path, error) from error
        found = pl.from_arrow(table)
        assert isinstance(found, pl.DataFrame)
        finished = screen.finish.finished(found)
        return finished.cast({name: schema[name] for name in kept if finished.schema[name] != schema[name]})

    @staticmethod
    def _source(piece: Piece) -> str:
        path = str(piece.table.path).replace("'", "''")
        if piece.rows == piece.table.rows:
            return f"(SELECT * FROM read_parquet('{path}'))"
        last = piece.offset + piece.rows
        rows = f"file_row_number >= {piece.offset} AND file_row_number < {last}"
        return f"(SELECT * FROM read_parquet('{path}', file_row_number = true) WHERE {rows})"

    def _different(self, expression: str, source: str) -> Sequence[str]:
        query = f"SELECT DISTINCT {expression} AS word FROM {source} AS source WHERE word IS NOT NULL"
        return [row[0] for row in self._connection.sql(query).fetchall()]


def required(module: str, extra: str) -> Any:
    """A package of an extra.

    Raises InputError, which says how to install it, when it is missing.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise mistake(
            f"引擎 {extra} 还没有安装。请运行：pip install 'jinjie[{extra}]'",
            f"the engine {extra} is not installed. Run: pip install 'jinjie[{extra}]'",
        ) from error
