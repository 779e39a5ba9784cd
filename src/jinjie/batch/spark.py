"""Spark: the same SQL text where the data lies, on this machine or on a cluster."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinjie.basics.problems import Place, mistake
from jinjie.batch.engines import required
from jinjie.batch.order import Order
from jinjie.batch.target import PARTS, replace_folder, unfinished
from jinjie.rules.library import Library
from jinjie.rules.readings.screen.plan import Request
from jinjie.rules.readings.screen.sql_finish import Finish
from jinjie.rules.readings.screen.sql_screen import SqlScreen

if TYPE_CHECKING:
    import polars as pl
    from pyspark.sql import DataFrame, SparkSession

VIEW = "jinjie_enterprises"
TICK = "`"
LOCAL = "local[*]"
SETTINGS = {
    "spark.sql.ansi.enabled": "false",
    # stages stay stages: pasted into each other they would grow without end
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.CollapseProject",
    "spark.sql.codegen.wholeStage": "false",
    "spark.ui.showConsoleProgress": "false",
}


@dataclass(frozen=True)
class SparkJob:
    """Parquet files or folders (paths or addresses that Spark knows) to screen into a folder of parts."""

    order: Order
    inputs: tuple[str, ...]
    out: str
    master: str = LOCAL

    def run(self) -> None:
        """Screen everything; the output folder appears when it is whole.

        Raises InputError when Spark or Java is missing, or Spark cannot read or write.
        """
        required("pyspark", "spark")
        session = self._session()
        from pyspark.errors import PySparkException

        target = self.out if _is_address(self.out) else str(unfinished(Path(self.out)) / PARTS)
        try:
            self._screened(session).write.mode("overwrite").parquet(target)
        except PySparkException as error:
            first = str(error).strip().splitlines()[0][:300]
            raise mistake(f"Spark 出错：{first}", f"Spark failed: {first}") from error
        if target != self.out:
            replace_folder(Path(target), Path(self.out))
            shutil.rmtree(unfinished(Path(self.out)), ignore_errors=True)

    def _session(self) -> SparkSession:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession

        if self.master.startswith("local"):  # workers of this machine run the Python that runs this
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = SparkSession.builder.master(self.master).appName("jinjie screen")
        builder = builder.config("spark.ui.enabled", "false")
        for key, value in SETTINGS.items():
            builder = builder.config(key, value)
        try:
            session = builder.getOrCreate()
        except (PySparkException, OSError, RuntimeError) as error:
            raise mistake(
                "Spark 启动不了；它需要 Java 17（设好 JAVA_HOME）",
                "Spark does not start; it needs Java 17 (set JAVA_HOME)",
                Place(self.master),
            ) from error
        for key, value in SETTINGS.items():
            if session.conf.isModifiable(key):
                session.conf.set(key, value)
        return session

    def _screened(self, session: SparkSession) -> DataFrame:
        frame = session.read.parquet(*self.inputs)
        frame.createOrReplaceTempView(VIEW)
        schema = schema_of(frame)

        def different(expression: str) -> Sequence[str]:
            query = f"SELECT DISTINCT {expression} AS word FROM {VIEW} AS source WHERE {expression} IS NOT NULL"
            return [row[0] for row in session.sql(query).collect()]

        kept = tuple(self.order.kept(schema))
        screen = SqlScreen(self.order.request, schema, "spark", different, kept, self.order.exact)
        task = _Task.of(screen.finish)
        arrow = {name: _arrow_name(schema[name]) for name in kept}
        columns = [f"`{name.replace(TICK, TICK * 2)}` {kind}" for name, kind in arrow.items()]
        columns += [f"`{name}` {'DOUBLE' if words is None else 'STRING'}" for name, words, _ in screen.finish.outputs]
        return session.sql(screen.statement(VIEW)).mapInArrow(task.run, ", ".join([*columns, "`error` STRING"]))


def _is_address(path: str) -> bool:
    return "://" in path


@dataclass(frozen=True)
class _Task:
    """What a worker does with its rows; it loads the rulebooks itself."""

    folders: tuple[str, ...]
    day: str
    names: tuple[str, ...]
    detail: bool
    outputs: tuple[tuple[str, tuple[str, ...] | None, int], ...]
    row_columns: tuple[str, ...]
    kept: tuple[str, ...]
    exact: bool

    @classmethod
    def of(cls, finish: Finish) -> _Task:
        request = finish.request
        folders = tuple(str(folder) for folder in request.library.folders)
        said = (folders, request.day.isoformat(), request.names, request.detail)
        return cls(*said, finish.outputs, finish.row_columns, finish.kept, finish.exact)

    def run(self, batches: Iterable[Any]) -> Iterator[Any]:
        """Arrow batches in, Arrow batches out."""
        import polars as pl

        finish = _finish_of(self)
        for batch in batches:
            frame = pl.from_arrow(batch)
            assert isinstance(frame, pl.DataFrame)
            words = [name for name, given, _ in self.outputs if given is not None]
            found = finish.finished(frame).with_columns(pl.col(words).cast(pl.String))
            yield from found.to_arrow(compat_level=pl.CompatLevel.oldest()).to_batches()


@lru_cache(maxsize=4)
def _finish_of(task: _Task) -> Finish:
    from datetime import date

    library = Library([Path(folder) for folder in task.folders])
    request = Request(library, date.fromisoformat(task.day), task.names, task.detail)
    return Finish(request, task.outputs, task.row_columns, task.kept, task.exact)


def schema_of(frame: DataFrame) -> dict[str, pl.DataType]:
    """The types of a Spark table, as the screen knows them."""
    import polars as pl

    known: dict[str, pl.DataType] = {
        "string": pl.String(),
        "boolean": pl.Boolean(),
        "double": pl.Float64(),
        "float": pl.Float32(),
        "date": pl.Date(),
        **dict.fromkeys(("tinyint", "smallint", "int", "bigint"), pl.Int64()),
    }
    found: dict[str, pl.DataType] = {}
    for name, kind in frame.dtypes:
        found[name] = pl.Decimal(38, 6) if kind.startswith("decimal") else known.get(kind, pl.Binary())
    return found


def _arrow_name(dtype: pl.DataType) -> str:
    import polars as pl

    names = {pl.Boolean: "BOOLEAN", pl.Float64: "DOUBLE", pl.Float32: "FLOAT", pl.Date: "DATE", pl.Int64: "BIGINT"}
    return names.get(type(dtype), "STRING")
