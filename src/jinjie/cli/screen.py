"""jinjie screen: the verdicts of very many enterprises."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jinjie.basics.text import Text
from jinjie.cli.console import require_apart, require_place, said, tell
from jinjie.cli.options import LOCALE, LangOption, OnDate, Rulebooks

if TYPE_CHECKING:
    from jinjie.batch.screening import Counts

HELP = said(
    "批量筛查：一张表或一批表中每家企业的结论和得分区间。",
    "Screen tables of enterprises: the verdict and score bounds of every row.",
)


class EngineName(StrEnum):
    """What does the work; the result is the same."""

    polars = "polars"
    duckdb = "duckdb"
    spark = "spark"


_INPUTS = said("Parquet、CSV、Excel 文件或文件夹", "Parquet, CSV or Excel files, or folders of them")
_OUTPUT = said("写到哪里：.parquet、.csv、.xlsx，或文件夹", "where to: .parquet, .csv, .xlsx, or a folder")
_ENGINE = said("计算引擎", "engine")
_KEEP = said(
    "另外保留的列，可多次给出；all 全部，panorama 全景所需",
    "columns to keep besides the keys; may be repeated; all, or panorama for what that shows",
)
_DETAIL = said("另写每个条件和每项得分", "every criterion and every indicator too")
_EXACT = said("待定的行再用精确界限读一遍（慢）", "read open rows again with the exact bound (slow)")
_MASTER = said("Spark 集群地址", "master URL of a Spark cluster")
_SHEET = said("Excel 的工作表", "sheet of an Excel file")


def screen(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help=_INPUTS)],
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help=_OUTPUT)],
    rulebook: Rulebooks = None,
    engine: Annotated[EngineName, typer.Option("--engine", help=_ENGINE)] = EngineName.polars,
    on: OnDate = None,
    keep: Annotated[list[str] | None, typer.Option("--keep", metavar="COLUMN", help=_KEEP)] = None,
    detail: Annotated[bool, typer.Option("--detail", help=_DETAIL)] = False,
    exact: Annotated[bool, typer.Option("--exact", help=_EXACT)] = False,
    master: Annotated[str | None, typer.Option("--master", metavar="URL", help=_MASTER)] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help=_SHEET)] = None,
    lang: LangOption = LOCALE,
) -> None:
    """Screen tables."""
    from jinjie.api import as_date, library
    from jinjie.batch.order import Order, request_for
    from jinjie.batch.screening import screen_with_spark

    request = request_for(library(), as_date(on), rulebook, detail)
    order = Order(request, tuple(keep or ()), exact, engine.value)
    if master is not None:
        screen_with_spark(inputs, order, output, master)
        tell(Text(f"已写入 {output}", f"written to {output}"), lang.code)
        return
    out = Path(output)
    paths = [Path(text) for text in inputs]
    require_apart(out, *paths)
    if not out.is_dir():
        require_place(out)
    counts = _screened(paths, order, out, sheet, lang)
    _summary(counts, out, lang)


def _screened(paths: list[Path], order: object, out: Path, sheet: str | None, lang: LangOption) -> Counts:
    raise NotImplementedError
