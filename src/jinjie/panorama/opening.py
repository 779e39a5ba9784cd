"""A screened set: the Parquet files that ``jinjie screen`` wrote, seen as one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl

from jinjie.basics.problems import InputError, Place, Problem, mistake
from jinjie.basics.text import Text

VERDICT, ERROR = "_verdict", "error"
TEXTS = ("name", "credit_code", "region", "industry", ERROR)
NUMBERS = (
    "employees_y1",
    *(f"{fact}_y{year}" for fact in ("revenue", "rd_expense", "equity_financing") for year in (1, 2, 3)),
)
SHARES = ("rd_intensity_y1", "rd_intensity_y2")
FLAG = "synthetic"
BLOCK_ROWS = 250_000
"""Rows held at once."""


@dataclass(frozen=True)
class ScreenedSet:
    """The rows of all files, never held at once; only the columns that a panorama reads, in plain types."""

    frames: Mapping[Path, pl.LazyFrame]
    columns: frozenset[str]
    day: date
    """The day on which the newest file was written."""

    @property
    def frame(self) -> pl.LazyFrame:
        """All rows."""
        return pl.concat(self.frames.values())

    def only(self, columns: Iterable[str]) -> ScreenedSet:
        """The same rows with fewer columns."""
        kept = sorted(self.columns & set(columns))
        return replace(self, frames={file: frame.select(kept) for file, frame in self.frames.items()})

    def blocks(self, rows: int = BLOCK_ROWS) -> Iterator[ScreenedSet]:
        """The same set in blocks, each in memory; at least one, if an empty one."""
        for file, frame in self.frames.items():
            height = frame.select(pl.len()).collect().item()
            for start in range(0, max(height, 1), rows):
                block = frame.slice(start, rows).collect(engine="streaming")
                yield replace(self, frames={file: block.lazy()})

    @cached_property
    def prefixes(self) -> tuple[str, ...]:
        """What the columns of each rulebook begin with: ``ID``, or ``ID@EDITION``."""
        return tuple(sorted(name.removesuffix(VERDICT) for name in self.columns if name.endswith(VERDICT)))

    @property
    def grade_column(self) -> str | None:
        """The column with the size grade."""
        return next((f"{p}_grade" for p in self.prefixes if f"{p}_grade" in self.columns), None)


def open_set(paths: Iterable[str | Path]) -> ScreenedSet:
    """The screened set in these files and folders.

    Raises InputError with one problem for each path that is missing, or is no screened Parquet file.
    """
    files, problems = _files([Path(path) for path in paths])
    schemas: dict[Path, dict[str, pl.DataType]] = {}
    for file in files:
        try:
            schemas[file] = dict(_schema(file))
            problems += _lacking(file, schemas[file])
        except InputError as error:
            problems += error.problems
    problems = problems or _differing(schemas)
    if problems:
        raise InputError(problems)
    columns = frozenset(name for schema in schemas.values() for name in schema if _is_read(name))
    frames = {file: _plain(file, schema, sorted(columns)) for file, schema in schemas.items()}
    newest = max(file.stat().st_mtime for file in files)
    return ScreenedSet(frames, columns, date.fromtimestamp(newest))


def _files(paths: Sequence[Path]) -> tuple[list[Path], list[Problem]]:
    """The files meant, each once, and what is wrong with the paths."""
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for path in paths:
        inside = sorted(path.glob("*.parquet")) if path.is_dir() else [path] if path.is_file() else []
        if not inside:
            text = Text("没有这个文件", "there is no such file")
            if path.is_dir():
                text = Text("文件夹里没有 .parquet 文件", "the folder holds no .parquet file")
            problems.append(Problem(text, Place(str(path))))
        found.update(dict.fromkeys(inside))
    return list(found), problems


def _schema(file: Path) -> Iterable[tuple[str, pl.DataType]]:
    try:
        return pl.read_parquet_schema(file).items()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise mistake(
            "不是 Parquet 文件，或已损坏", "is not a Parquet file, or is damaged", Place(str(file))
        ) from error


def _lacking(file: Path, schema: Iterable[str]) -> list[Problem]:
    """Columns without which a file is not what ``jinjie screen`` writes."""
    names = set(schema)
    missing = [] if ERROR in names else [ERROR]
    if not any(name.endswith(VERDICT) for name in names):
        missing.append(f"…{VERDICT}")
    if not missing:
        return []
    shown = "、".join(missing), ", ".join(missing)
    text = Text(
        f"不是筛查结果，缺少列：{shown[0]}（先运行 jinjie screen）",
        f"is not a screened file, columns missing: {shown[1]} (run jinjie screen first)",
    )
    return [Problem(text, Place(str(file)))]


def _differing(schemas: dict[Path, dict[str, pl.DataType]]) -> list[Problem]:
    """Files that were screened for other rulebooks than the first."""
    judged = {file: {n for n in schema if n.endswith(VERDICT)} for file, schema in schemas.items()}
    first = next(iter(judged.values()), set())
    problems = []
    for file, names in judged.items():
        if names != first:
            odd = ", ".join(sorted(names ^ first))
            text = Text(
                f"与第一个文件筛查的规则不同：{odd}", f"was screened for other rulebooks than the first file: {odd}"
            )
            problems.append(Problem(text, Place(str(file))))
    return problems


def _is_read(name: str) -> bool:
    endings = (VERDICT, "_edition", "_blocking", "_grade", "_score_low", "_score_high")
    return name in {*TEXTS, *NUMBERS, *SHARES, FLAG} or name.endswith(endings)


def _plain(file: Path, schema: dict[str, pl.DataType], columns: list[str]) -> pl.LazyFrame:
    """The columns of one file, with empty ones for those that only other files have."""
    scan = pl.scan_parquet(file)
    return scan.select(
        (_as_plain(name, schema[name]) if name in schema else pl.lit(None, dtype=_type_of(name))).alias(name)
        for name in columns
    )


def _type_of(name: str) -> pl.DataType:
    if name == FLAG:
        return pl.Boolean()
    is_number = name in {*NUMBERS, *SHARES} or name.endswith(("_score_low", "_score_high"))
    return pl.Float64() if is_number else pl.String()


def _as_plain(name: str, given: pl.DataType) -> pl.Expr:
    """A column as text, number or flag; what cannot be read so is unknown."""
    column = pl.col(name)
    wanted = _type_of(name)
    if given == wanted:
        return column
    if wanted == pl.Boolean and not given.is_integer():
        return column.cast(pl.String).str.to_lowercase().is_in(["true", "yes", "是", "1"])
    if name in SHARES and given == pl.String:
        text = column.str.strip_chars().str.replace(r"^([-+]?\d+(?:\.\d+)?)%$", "${1}e-2")
        return text.cast(wanted, strict=False)
    return column.cast(wanted, strict=False)
