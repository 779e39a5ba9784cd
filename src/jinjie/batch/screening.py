"""Screening: frames in memory, or files through a job."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from jinjie.basics.problems import Place, mistake
from jinjie.basics.text import Language
from jinjie.batch.engines import DuckEngine, PieceEngine, PolarsEngine
from jinjie.batch.job import UNFINISHED, Advance, Job, writing
from jinjie.batch.order import Order
from jinjie.batch.people import counted, people_screen
from jinjie.batch.spark import LOCAL, SparkJob
from jinjie.batch.tables import CSV, PARQUET, files_of, tables_of, unreadable
from jinjie.rules.readings.screen.frames import FrameScreen, rough_columns

if TYPE_CHECKING:
    import polars as pl

SAMPLE_ROWS = 20_000
MAX_HEAD = 1_000_000
BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xltx"})


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were screened, how many are wrong, and each rulebook's verdicts."""

    rows: int
    errors: int
    verdicts: Mapping[str, Mapping[str, int]]


def screen_frame(frame: pl.DataFrame, order: Order) -> pl.DataFrame:
    """The kept columns and all outputs for every row of a frame."""
    rough = rough_columns(frame.head(SAMPLE_ROWS), order.request.library.vocabulary)
    screen = FrameScreen(order.request, frame.schema, rough, order.exact)
    return screen.screen(frame.lazy(), order.kept(frame.schema))


def screen_people(
    path: Path, order: Order, out: Path, show: tuple[Language, str | None, Callable[[int], None]]
) -> Counts:
    """Screen a file of people into the user's own file, or a plain ``.parquet`` table.

    ``show``: the language of the columns, the sheet, and what is told of each row.
    Raises InputError when the file cannot be read or the output not be written.
    """
    language, sheet, advance = show
    screen = people_screen(path, order, sheet)
    rows = list(screen.rows(advance))
    if out.suffix.lower() == PARQUET:
        with writing(out) as temporary:
            screen.frame(rows).write_parquet(temporary)
    else:
        screen.give_back(rows, out, language)
    return Counts(*counted(rows, order))


def screen_files(inputs: Sequence[Path], order: Order, out: Path, advance: Advance | None = None) -> Counts:
    """Screen Parquet or CSV files into ``out``: a ``.parquet`` or ``.csv`` file, or a folder of parts.

    Raises InputError for inputs that cannot be read, columns that are missing and an output that cannot be written.
    """
    files = files_of(inputs)
    _require_facts(files)
    tables = tuple(tables_of([_as_parquet(path, out) for path in files]))
    if order.engine == "spark":
        screen_with_spark([str(table.path) for table in tables], order, str(out))
    else:
        Job(order, tables, out).run(engine_of(order), advance or (lambda _rows, _before: None))
    _drop_conversions(files, out)
    return counts_of(out, order)


def screen_in_memory(paths: Sequence[Path], order: Order) -> pl.DataFrame:
    """Screen files into one frame."""
    import polars as pl

    with TemporaryDirectory() as folder:
        out = Path(folder) / "screened"
        screen_files(paths, order, out)
        return pl.read_parquet(sorted(out.glob("*" + PARQUET)))


def is_for_people(path: Path, order: Order) -> bool:
    """A file that people keep: an Excel file, or a CSV file whose head is not made of fact identifiers."""
    if path.suffix.lower() in BOOKS:
        return True
    if path.suffix.lower() not in {CSV, ".tsv", ".txt"}:
        return False
    with path.open("rb") as file:
        head = file.readline(MAX_HEAD)
    try:
        names = head.decode("utf-8-sig").strip().split(",")
    except UnicodeDecodeError:
        return True
    return not any(name.strip('"') in order.request.library.vocabulary.facts for name in names)


def engine_of(order: Order) -> PieceEngine:
    """The engine that screens pieces in this process."""
    return DuckEngine(order) if order.engine == "duckdb" else PolarsEngine(order)


def screen_with_spark(inputs: Sequence[str], order: Order, out: str, master: str = LOCAL) -> None:
    """Screen what Spark reads into a folder of parts."""
    if Path(out).suffix:
        raise mistake(
            "Spark 写的是文件夹：请给一个不带扩展名的名字",
            "Spark writes a folder: give a name without an ending",
            Place(out),
        )
    SparkJob(order, tuple(inputs), out, master).run()


def _require_facts(files: Sequence[Path]) -> None:
    wrong = [path for path in files if path.suffix.lower() not in {PARQUET, CSV}]
    for path in wrong:
        raise mistake(
            "只能读 Parquet、CSV 和 Excel 文件", "only Parquet, CSV and Excel files can be read", Place(str(path))
        )


def _conversion(path: Path, out: Path) -> Path:
    return out.with_name(f"{out.name}.{path.name}{PARQUET}{UNFINISHED}")


def _as_parquet(path: Path, out: Path) -> Path:
    """A CSV file once as Parquet, so that it can be read in pieces."""
    import polars as pl

    if path.suffix.lower() != CSV:
        return path
    target = _conversion(path, out)
    if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return target
    try:
        frame = pl.scan_csv(path, infer_schema=False, null_values=[""])
        with writing(target) as temporary:
            frame.sink_parquet(temporary, compression="lz4")
    except pl.exceptions.PolarsError as error:
        raise unreadable(path, error) from error
    return target


def _drop_conversions(files: Sequence[Path], out: Path) -> None:
    for path in files:
        if path.suffix.lower() == CSV:
            _conversion(path, out).unlink(missing_ok=True)


def counts_of(out: Path, order: Order) -> Counts:
    """What a finished output holds."""
    import polars as pl

    if out.is_dir():
        frame = pl.scan_parquet(sorted(out.glob("*" + PARQUET)))
    else:
        frame = pl.scan_csv(out, infer_schema=False) if out.suffix.lower() == CSV else pl.scan_parquet(out)
    columns = [f"{prefix}_verdict" for prefix in order.request.prefixes.values()]
    counted = frame.select(
        pl.len().alias("rows"),
        pl.col("error").is_not_null().sum().alias("errors"),
        *((pl.col(c) == word).sum().alias(f"{c}={word}") for c in columns for word in ("pass", "fail", "undetermined")),
    )
    row = counted.collect(engine="streaming").row(0, named=True)
    verdicts = {
        prefix: {word: row[f"{prefix}_verdict={word}"] for word in ("pass", "undetermined", "fail")}
        for prefix in order.request.prefixes.values()
    }
    return Counts(row["rows"], row["errors"], verdicts)
