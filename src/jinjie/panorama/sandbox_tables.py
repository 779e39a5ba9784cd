"""Tables of enterprises in files, read slice by slice: Parquet, or CSV whose columns are named by fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from jinjie.basics.problems import Place, mistake
from jinjie.documents.reading import unreadable

PARQUET, CSV = ".parquet", ".csv"


@dataclass(frozen=True)
class TableFile:
    """One file with its columns and the number of its rows."""

    path: Path
    frame: pl.LazyFrame
    schema: pl.Schema
    rows: int

    def slice(self, start: int, rows: int, columns: Iterable[str]) -> pl.DataFrame:
        """Some rows of some columns.

        Raises InputError when the file turns out to be broken there.
        """
        try:
            return self.frame.select(columns).slice(start, rows).collect()
        except pl.exceptions.PolarsError as error:
            raise _broken(self.path, error) from error


def tables(paths: Iterable[Path]) -> list[TableFile]:
    """The tables of some files; a folder stands for the Parquet files in it.

    Raises InputError for a file that is missing, of another kind or broken.
    """
    return [_table(path) for given in paths for path in _files(given)]


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(path.glob(f"*{PARQUET}"))
    if not found:
        raise mistake("文件夹里没有 .parquet 文件", "there is no .parquet file in the folder", Place(str(path)))
    yield from found


def _table(path: Path) -> TableFile:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise mistake(
            "只读取 .parquet 和 .csv；Excel 请另存为 CSV",
            "only .parquet and .csv are read; save an Excel sheet as CSV",
            Place(str(path)),
        )
    try:
        with path.open("rb"):
            pass
        frame = reader(path)
        schema = frame.collect_schema()
        return TableFile(path, frame, schema, int(frame.select(pl.len()).collect().item()))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    except pl.exceptions.PolarsError as error:
        raise _broken(path, error) from error


_READERS: dict[str, Callable[[Path], pl.LazyFrame]] = {
    PARQUET: lambda path: pl.scan_parquet(path, glob=False),
    CSV: lambda path: pl.scan_csv(path, infer_schema=False, glob=False),
}


def _broken(path: Path, error: pl.exceptions.PolarsError) -> Exception:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return mistake(
        f"读不了：{reason}；CSV 请存为 UTF-8，每行的列数与表头相同",
        f"cannot be read: {reason}; a CSV file is UTF-8, with as many cells in a row as in its head",
        Place(str(path)),
    )
