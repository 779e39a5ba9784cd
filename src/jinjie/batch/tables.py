"""The tables that are screened: which files there are, and in which pieces they are read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from jinjie.basics.problems import InputError, Place, Problem, mistake
from jinjie.basics.text import Text

if TYPE_CHECKING:
    import polars as pl

PIECE_ROWS = 1_000_000
PIECE_ROWS_VARIABLE = "JINJIE_PIECE_ROWS"
"""Set in the environment, it says how many rows are screened at once: less memory, and less to do again."""
PARQUET, CSV = ".parquet", ".csv"
PARQUET_BEGINS = b"PAR1"
UNFINISHED = ".unfinished"
"""The ending of the folder beside an output in which its finished pieces wait."""


@dataclass(frozen=True, slots=True)
class Table:
    """One Parquet file, how many rows it has, and its columns."""

    path: Path
    rows: int
    schema: Mapping[str, pl.DataType]
    columns: tuple[str, ...]
    """The order of the columns, that of the first table."""
    types: tuple[tuple[str, pl.DataType], ...] = ()
    """Columns that are of another type in other tables, and the type that holds them all."""

    def scan(self) -> pl.LazyFrame:
        import polars as pl

        types = dict(self.types)
        columns = [pl.col(n).cast(types[n]) if n in types else pl.col(n) for n in self.columns]
        frame = pl.scan_parquet(self.path)
        return frame if not types and self.columns == tuple(self.schema) else frame.select(columns)

    @property
    def print(self) -> list[object]:
        """What tells whether it is still the same file."""
        return print_of(self.path)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table that are screened at once."""

    table: Table
    offset: int
    rows: int

    def scan(self) -> pl.LazyFrame:
        return self.table.scan().slice(self.offset, self.rows)


def print_of(path: Path) -> list[object]:
    """What tells whether a file is still the same.

    Raises InputError when it is not there any more.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise unreadable(path, error) from error
    return [str(path.resolve()), state.st_size, state.st_mtime_ns]


def files_of(inputs: Iterable[Path], out: Path | None = None) -> list[Path]:
    """The files that are named, and those in the folders that are named, in order, each once.

    What a run with the output ``out`` writes itself is no input when it lies in such a folder.

    Raises InputError for what is not there, and for an empty folder.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in inputs:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if _is_input(p, path, out))
            if not inside:
                problems.append(
                    _problem(path, "文件夹里没有 Parquet 或 CSV 文件", "there is no Parquet or CSV file in it")
                )
            found += inside
        elif os.path.isfile(path):
            found.append(path)
        else:
            problems.append(_problem(path, "没有这个文件", "there is no such file"))
    if problems:
        raise InputError(problems)
    return list({os.path.realpath(path): path for path in reversed(found)}.values())[::-1]


def _is_input(path: Path, folder: Path, out: Path | None) -> bool:
    if path.suffix.lower() not in {PARQUET, CSV} or not path.is_file():
        return False
    parts = path.relative_to(folder).parts
    if any(part.startswith((".", "_")) or part.endswith(UNFINISHED) for part in parts):
        return False
    return out is None or not _is_same_or_inside(path, out)


def _is_same_or_inside(path: Path, out: Path) -> bool:
    own, target = Path(os.path.realpath(path)), Path(os.path.realpath(out))
    return own == target or target in own.parents


def _problem(path: Path, zh: str, en: str) -> Problem:
    return Problem(Text(zh, en), Place(str(path)))


def tables_of(paths: Iterable[Path], names: Mapping[Path, Path] | None = None) -> list[Table]:
    """Parquet files with their columns and numbers of rows.

    ``names``: what a file is called in messages, where that is another.
    Raises InputError with a line for each that cannot be read, has other columns than the first, and when all of them
    are empty.
    """
    problems: list[Problem] = []
    tables: list[Table] = []
    called = names or {}
    for path in paths:
        name = called.get(path, path)
        try:
            rows, schema = _rows_and_schema(path, name)
        except InputError as error:
            problems.extend(error.problems)
            continue
        first = tables[0] if tables else None
        different = None if first is None else _different(schema, first, (name, called.get(first.path, first.path)))
        if different is None:
            tables.append(Table(path, rows, schema, tuple(schema) if first is None else first.columns))
        else:
            problems.append(different)
    if problems:
        raise InputError(problems)
    if tables and not any(table.rows for table in tables):
        path = called.get(tables[0].path, tables[0].path)
        raise mistake("输入里没有一行数据", "there is not a single row in the input", Place(str(path)))
    return tables


def _different(schema: Mapping[str, pl.DataType], first: Table, names: tuple[Path, Path]) -> Problem | None:
    """The columns are not those of the first table."""
    less, more = (sorted(a.keys() - b.keys()) for a, b in ((first.schema, schema), (schema, first.schema)))
    if not less and not more:
        return None
    zh = [f"{word} {'、'.join(some[:5])}" for word, some in (("缺少列", less), ("多出列", more)) if some]
    en = [f"{word} {', '.join(some[:5])}" for word, some in (("it lacks", less), ("it also has", more)) if some]
    path, other = names
    return _problem(
        path,
        f"各文件的列应相同；与 {other} 相比，{'；'.join(zh)}",
        f"all files must have the same columns; compared with {other}, {'; '.join(en)}",
    )


def alike(tables: Sequence[Table], kept: Sequence[str]) -> list[Table]:
    """The tables with the columns that are kept of one type in all of them.

    Raises InputError when no type holds what a column has.
    """
    types: dict[str, pl.DataType] = {}
    for name in kept:
        kinds = [table.schema[name] for table in tables]
        if any(kind != kinds[0] for kind in kinds):
            types[name] = _common(name, tables)
    return [replace(table, types=tuple(types.items())) for table in tables] if types else list(tables)


def _common(name: str, tables: Sequence[Table]) -> pl.DataType:
    import polars as pl

    texts = (pl.Enum, pl.Categorical)
    common: pl.DataType = pl.Null()
    for table in tables:
        given = table.schema[name]
        kind = pl.String() if isinstance(given, texts) else given
        empty = [pl.DataFrame(schema={name: one}) for one in (common, kind)]
        try:
            common = pl.concat(empty, how="vertical_relaxed").schema[name]
        except pl.exceptions.PolarsError as error:
            raise mistake(
                f"{name} 列在这个文件里是 {given}，在前面的文件里是 {common}",
                f"the column {name} is {given} here and {common} in the files before",
                Place(str(table.path)),
            ) from error
    return common


def rows_in(path: Path) -> int:
    """The number of rows of a Parquet file.

    Raises InputError when it cannot be read.
    """
    return _rows_and_schema(path, path)[0]


def _rows_and_schema(path: Path, name: Path) -> tuple[int, Mapping[str, pl.DataType]]:
    """The number of rows of a Parquet file and its columns, from its own record.

    Raises InputError when it is damaged or something else.
    """
    import polars as pl

    try:
        with path.open("rb") as file:
            if file.read(4) != PARQUET_BEGINS:
                raise mistake("不是 Parquet 文件", "this is no Parquet file", Place(str(name)))
        frame = pl.scan_parquet(path)
        return int(frame.select(pl.len()).collect().item()), frame.collect_schema()
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise unreadable(name, error) from error


def unreadable(path: Path, error: BaseException) -> InputError:
    """Why a table cannot be read."""
    if isinstance(error, PermissionError):
        return mistake("没有读取权限", "reading it is not permitted", Place(str(path)))
    first = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
    return mistake(f"文件读不了，可能已损坏：{first}", f"cannot be read, it may be damaged: {first}", Place(str(path)))


def piece_rows() -> int:
    """How many rows are screened at once: ``JINJIE_PIECE_ROWS``, or a million.

    Raises InputError when that is no number.
    """
    said = os.environ.get(PIECE_ROWS_VARIABLE, "").strip()
    if not said:
        return PIECE_ROWS
    if not said.isdecimal() or int(said) == 0:
        raise mistake(
            f"环境变量 {PIECE_ROWS_VARIABLE} 应为正整数，不是 {said}",
            f"the environment variable {PIECE_ROWS_VARIABLE} must be a positive whole number, not {said}",
        )
    return int(said)


def pieces_of(tables: Iterable[Table], rows: int) -> Iterator[Piece]:
    """All rows of the tables, piece by piece."""
    for table in tables:
        for offset in range(0, table.rows, rows):
            yield Piece(table, offset, min(rows, table.rows - offset))
