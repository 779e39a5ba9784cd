"""Screening: frames in memory, or files through a job."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from jinjie.basics.problems import Place, Problem, mistake
from jinjie.basics.text import Language
from jinjie.batch.engines import DuckEngine, PieceEngine, PolarsEngine
from jinjie.batch.job import Advance, Job
from jinjie.batch.order import Order
from jinjie.batch.people import PeopleScreen, counted, people_screen
from jinjie.batch.spark import LOCAL, SparkJob
from jinjie.batch.tables import CSV, PARQUET, Table, alike, files_of, print_of, tables_of, unreadable
from jinjie.batch.target import INPUTS, claimed, first_line, require_target, writing
from jinjie.batch.wanted import require_facts
from jinjie.rules.readings.screen.frames import FrameScreen, rough_columns

if TYPE_CHECKING:
    import polars as pl

SAMPLE_ROWS = 20_000
MAX_HEAD = 1_000_000
BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".xltx", ".et"})
SEPARATORS = str.maketrans({";": ",", "\t": ","})


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows were screened, how many are wrong, each rulebook's verdicts, and what else is to be told."""

    rows: int
    errors: int
    verdicts: Mapping[str, Mapping[str, int]]
    notes: tuple[Problem, ...] = ()


def screen_frame(frame: pl.DataFrame, order: Order) -> pl.DataFrame:
    """The kept columns and all outputs for every row of a frame.

    Raises InputError when no column is a fact.
    """
    require_facts(frame.columns, order.request.library.vocabulary)
    kept = order.kept(frame.schema)
    rough = rough_columns(frame.head(SAMPLE_ROWS), order.request.library.vocabulary)
    return FrameScreen(order.request, frame.schema, rough, order.exact).screen(frame.lazy(), kept)


def screen_people(
    screen: PeopleScreen, out: Path, language: Language, advance: Callable[[int], None] = lambda _rows: None
) -> Counts:
    """Screen a file of people into the user's own file, or a plain ``.parquet`` table.

    Raises InputError when the output cannot be written.
    """
    require_place_of_people(screen.people.path, out)
    rows = list(screen.rows(advance))
    if out.suffix.lower() == PARQUET:
        with writing(out) as temporary:
            screen.frame(rows, language).write_parquet(temporary)
    else:
        screen.give_back(rows, out, language)
    return Counts(*counted(rows, screen.order), screen.people.notes)


def require_place_of_people(path: Path, out: Path) -> None:
    """The result of a file of people can stand there: it ends like that file, or in ``.parquet``."""
    is_book = path.suffix.lower() in BOOKS
    endings = [".xlsx", PARQUET] if is_book else [CSV, ".tsv", ".txt", PARQUET]
    if out.suffix.lower() not in endings:
        raise mistake(
            f"这份名单的结果应写成 {' 或 '.join(endings)}",
            f"the result of this file must end in {' or '.join(endings)}",
            Place(str(out)),
        )
    if out.suffix.lower() == PARQUET:
        require_target(out, [path])


def screen_files(inputs: Sequence[Path], order: Order, out: Path, advance: Advance | None = None) -> Counts:
    """Screen Parquet or CSV files into ``out``: a ``.parquet`` or ``.csv`` file, or a folder of parts.

    Raises InputError for inputs that cannot be read, columns that are missing and an output that cannot be written.
    """
    files = files_of(inputs, out)
    _require_tables(files)
    require_target(out, files)
    if order.engine == "spark":
        _require_folder(str(out))
    with claimed(out) as folder:
        tables = _tables(files, folder / INPUTS, order)
        if order.engine == "spark":
            screen_with_spark([str(table.path) for table in tables], order, str(out))
        else:
            Job(order, tuple(tables), out).run(engine_of(order), advance or (lambda _rows, _before: None))
    return counts_of(out, order)


def screen_in_memory(paths: Sequence[Path], order: Order) -> pl.DataFrame:
    """Screen files into one frame."""
    import polars as pl

    with TemporaryDirectory() as folder:
        out = Path(folder) / "screened"
        screen_files(paths, order, out)
        return pl.read_parquet(sorted(out.glob("*" + PARQUET)))


def people_among(files: Sequence[Path], order: Order, sheet: str | None = None) -> PeopleScreen | None:
    """The file of people, opened, when it is one.

    Raises InputError when it cannot be read, has no columns that are known, or is not alone.
    """
    people = [path for path in files if is_for_people(path, order)]
    if people and len(files) > 1:
        raise mistake(
            "Excel 和中文表头的表格请一次筛查一个文件",
            "screen Excel files and tables with headers in words one at a time",
            Place(str(people[0])),
        )
    return people_screen(people[0], order, sheet) if people else None


def is_for_people(path: Path, order: Order) -> bool:
    """A file that people keep: an Excel file, or a text table whose head is not made of fact identifiers."""
    if path.suffix.lower() in BOOKS:
        return True
    if path.suffix.lower() not in {CSV, ".tsv", ".txt"}:
        return False
    try:
        head = first_line(path, MAX_HEAD).decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        return True
    facts = order.request.library.vocabulary.facts
    names = head.split(",") if path.suffix.lower() == CSV else []
    return not any(name.strip().strip('"') in facts for name in names)


def engine_of(order: Order) -> PieceEngine:
    """The engine that screens pieces in this process."""
    return DuckEngine(order) if order.engine == "duckdb" else PolarsEngine(order)


def screen_with_spark(inputs: Sequence[str], order: Order, out: str, master: str = LOCAL) -> None:
    """Screen what Spark reads into a folder of parts."""
    _require_folder(out)
    SparkJob(order, tuple(inputs), out, master).run()


def _require_folder(out: str) -> None:
    if Path(out).suffix:
        raise mistake(
            "Spark 写的是文件夹：请给一个不带扩展名的名字",
            "Spark writes a folder: give a name without an ending",
            Place(out),
        )


def _require_tables(files: Sequence[Path]) -> None:
    for path in files:
        if path.suffix.lower() not in {PARQUET, CSV}:
            raise mistake(
                "只能读 Parquet、CSV 和 Excel 文件", "only Parquet, CSV and Excel files can be read", Place(str(path))
            )


def _tables(files: Sequence[Path], folder: Path, order: Order) -> list[Table]:
    """The files as tables whose columns agree, with facts among them."""
    paths = {_as_parquet(path, folder): path for path in files}
    if folder.is_dir():
        for left in set(folder.iterdir()) - set(paths):
            left.unlink()
    tables = tables_of(paths, paths)
    require_facts(tables[0].columns, order.request.library.vocabulary, Place(str(files[0])))
    return alike(tables, order.kept(tables[0].schema))


def _as_parquet(path: Path, folder: Path) -> Path:
    """A CSV file once as Parquet, so that it can be read in pieces."""
    import polars as pl

    if path.suffix.lower() != CSV:
        return path
    print_ = hashlib.sha256(json.dumps(print_of(path)).encode()).hexdigest()
    target = folder / f"{print_[:32]}{PARQUET}"
    if target.exists():
        return target
    try:
        pl.read_csv(path, infer_schema=False, n_rows=0)
        frame = pl.scan_csv(path, infer_schema=False, null_values=[""])
        folder.mkdir(exist_ok=True)
        with writing(target) as temporary:
            frame.sink_parquet(temporary, compression="lz4")
    except (OSError, pl.exceptions.PolarsError) as error:
        raise unreadable(path, error) from error
    return target


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
