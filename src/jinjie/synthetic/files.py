"""Enterprises in Parquet files: each part whole or not at all, never more than some batches in memory."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import polars as pl
from polars.io.plugins import register_io_source

from jinjie import __version__
from jinjie.basics.files import READABLE, unwritable
from jinjie.basics.problems import Place, mistake
from jinjie.synthetic.making import BATCH, Wanted, batches, check

ENDING = ".parquet"
COMPRESSION: Final = "lz4"
NOTE = "All enterprises in this file are invented. None of them exists. 本文件中的企业均为虚构。"

Progress = Callable[[int], None]
"""Told how many rows were made since it was last told."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where the rows go: one file, or a folder of parts."""

    path: Path
    part_rows: int = 1_000_000

    @property
    def is_file(self) -> bool:
        return self.path.suffix.lower() == ENDING

    def parts(self, rows: int) -> Iterator[tuple[Path, int, int]]:
        """The files, each with its first row and how many it holds."""
        if self.is_file:
            yield self.path, 0, rows
            return
        for number, start in enumerate(range(0, rows, self.part_rows)):
            yield self.path / f"part-{number:05}{ENDING}", start, min(self.part_rows, rows - start)


def write(rows: int, wanted: Wanted, target: Target, progress: Progress) -> int:
    """Write enterprises; the number of bytes.

    Raises InputError when an argument is out of range, there is no place for the files or one cannot be written.
    """
    check(rows, wanted)
    _prepare(target)
    return sum(
        _write_part(path, batches(count, wanted, start), wanted, progress) for path, start, count in target.parts(rows)
    )


def _prepare(target: Target) -> None:
    """The folder of the parts, without any yet: rows of two runs never mix."""
    if target.part_rows < 1:
        raise mistake(
            f"每个文件至少一行，不是 {target.part_rows}", f"a part has at least one row, not {target.part_rows}"
        )
    if target.is_file:
        return
    try:
        target.path.mkdir(exist_ok=True)
        old = next(target.path.glob(f"*{ENDING}"), None)
    except OSError as error:
        raise unwritable(target.path, error) from error
    if old is not None:
        raise mistake(
            f"文件夹里已有 {old.name}；请换一个文件夹，或先清空",
            f"the folder already holds {old.name}; choose another folder or empty it",
            Place(str(target.path)),
        )


def _write_part(path: Path, tables: Iterator[pl.DataFrame], wanted: Wanted, progress: Progress) -> int:
    """One file from tables that are made one after the other."""
    first = next(tables)

    def told(table: pl.DataFrame) -> pl.DataFrame:
        progress(len(table))
        return table

    def source(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, _batch: int | None
    ) -> Iterator[pl.DataFrame]:
        assert columns is None or list(columns) == first.columns
        assert predicate is None
        assert rows is None
        yield from (told(table) for table in chain([first], tables))

    with _whole(path) as unfinished:
        _sink(register_io_source(source, schema=first.schema), unfinished, wanted)
        return unfinished.stat().st_size


def _sink(frame: pl.LazyFrame, path: Path, wanted: Wanted) -> None:
    """Write a frame as it comes.

    Raises OSError when the disk is full or fails: Polars wraps it.
    """
    try:
        frame.sink_parquet(path, compression=COMPRESSION, row_group_size=BATCH, metadata=about(wanted))
    except pl.exceptions.ComputeError as error:
        number = re.search(r"os error (\d+)", str(error))
        if number is None:
            raise
        raise OSError(int(number[1]), os.strerror(int(number[1]))) from error


def about(wanted: Wanted) -> dict[str, str]:
    """What the file says of itself."""
    return {
        "synthetic": "true",
        "note": NOTE,
        "made_by": f"jinjie {__version__}",
        "seed": str(wanted.seed),
        "unknown": str(wanted.unknown),
    }


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside the target, which takes the target's name when it is finished and is gone when it is not."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".unfinished")
        os.close(handle)
        unfinished = Path(name)
        try:
            yield unfinished
            unfinished.chmod(READABLE)
            os.replace(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
