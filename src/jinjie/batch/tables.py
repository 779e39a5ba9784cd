"""The tables that are screened: which files there are, and in which pieces they are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinjie.basics.problems import InputError, Place, Problem, mistake
from jinjie.basics.text import Text

if TYPE_CHECKING:
    import polars as pl

PIECE_ROWS = 1_000_000
PARQUET, CSV = ".parquet", ".csv"
PARQUET_BEGINS = b"PAR1"


@dataclass(frozen=True, slots=True)
class Table:
    """One Parquet file, and how many rows it has."""

    path: Path
    rows: int

    def scan(self) -> pl.LazyFrame:
        import polars as pl

        return pl.scan_parquet(self.path)

    @property
    def print(self) -> list[object]:
        """What tells whether it is still the same file."""
        state = self.path.stat()
        return [str(self.path.resolve()), state.st_size, state.st_mtime_ns]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows of a table that are screened at once."""

    table: Table
    offset: int
    rows: int

    def scan(self) -> pl.LazyFrame:
        return self.table.scan().slice(self.offset, self.rows)


def files_of(inputs: Iterable[Path]) -> list[Path]:
    """The files that are named, and those in the folders that are named, in order.

    Raises InputError for what is not there, and for an empty folder.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in inputs:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in {PARQUET, CSV} and _is_visible(p, path))
            if not inside:
                problems.append(
                    _problem(path, "文件夹里没有 Parquet 或 CSV 文件", "there is no Parquet or CSV file in it")
                )
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            problems.append(_problem(path, "没有这个文件", "there is no such file"))
    if problems:
        raise InputError(problems)
    return found


def _is_visible(path: Path, folder: Path) -> bool:
    return not any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)


def _problem(path: Path, zh: str, en: str) -> Problem:
    return Problem(Text(zh, en), Place(str(path)))


def tables_of(paths: Iterable[Path]) -> list[Table]:
    """Parquet files with their numbers of rows.

    Raises InputError with a line for each that cannot be read, and when their columns differ in kind.
    """
    problems: list[Problem] = []
    tables: list[Table] = []
    for path in paths:
        try:
            tables.append(Table(path, rows_in(path)))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return tables


def rows_in(path: Path) -> int:
    """The number of rows of a Parquet file, from its own record.

    Raises InputError when it is damaged or something else.
    """
    import polars as pl

    try:
        with path.open("rb") as file:
            if file.read(4) != PARQUET_BEGINS:
                raise mistake("不是 Parquet 文件", "this is no Parquet file", Place(str(path)))
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (OSError, pl.exceptions.PolarsError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> InputError:
    """Why a table cannot be read."""
    first = str(error).strip().splitlines()[0][:200] if str(error).strip() else type(error).__name__
    return mistake(f"文件读不了，可能已损坏：{first}", f"cannot be read, it may be damaged: {first}", Place(str(path)))


def pieces_of(tables: Iterable[Table], rows: int = PIECE_ROWS) -> Iterator[Piece]:
    """All rows of the tables, piece by piece."""
    for table in tables:
        for offset in range(0, table.rows, rows):
            yield Piece(table, offset, min(rows, table.rows - offset))
