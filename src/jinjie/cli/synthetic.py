"""jinjie synthetic: invented enterprises in Parquet files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from jinjie.basics.problems import mistake
from jinjie.basics.text import Text
from jinjie.cli.console import require_place, said, tell
from jinjie.cli.options import LOCALE, LangOption

HELP = said(
    "生成虚构的企业，用来试算、演示和测速：写成 Parquet 文件。",
    "Make invented enterprises to try, show and measure screening with, as Parquet files.",
)
MEGABYTE = 1_000_000


_ROWS = said("生成多少家", "how many")
_OUTPUT = said("文件夹，或一个 .parquet 文件", "a folder, or one .parquet file")
_SEED = said("种子：种子相同，企业相同", "the same seed, the same enterprises")
_PART_ROWS = said("文件夹中每个文件的行数", "rows of each file in a folder")
_UNKNOWN = said("不清楚的值平均占多少，0 到 0.5", "mean share of unknown values, 0 to 0.5")
_PLAIN = said("不写名称和信用代码，规则不读它们", "without names and credit codes, which no rule reads")


def synthetic(
    rows: Annotated[int, typer.Option("-n", "--rows", min=1, help=_ROWS)],
    output: Annotated[Path, typer.Option("-o", "--output", help=_OUTPUT)],
    seed: Annotated[int, typer.Option("--seed", min=0, help=_SEED)] = 1,
    part_rows: Annotated[int, typer.Option("--part-rows", min=1, help=_PART_ROWS)] = 1_000_000,
    unknown: Annotated[float, typer.Option("--unknown", help=_UNKNOWN)] = 0.1,
    plain: Annotated[bool, typer.Option("--plain", help=_PLAIN)] = False,
    lang: LangOption = LOCALE,
) -> None:
    """Write invented enterprises."""
    _require_numpy()
    from jinjie.synthetic.files import Target, write
    from jinjie.synthetic.making import Wanted

    target = Target(output, part_rows)
    if target.is_file or not output.is_dir():
        require_place(output)
    with _progress(rows) as advance:
        size = write(rows, Wanted(seed, unknown, plain), target, advance)
    tell(_written(output, rows, size), lang.code)


def _written(output: Path, rows: int, size: int) -> Text:
    """What was written, and that nothing of it is true."""
    megabytes = f"{size / MEGABYTE:,.1f} MB"
    return Text(
        f"已写入 {output}：{rows:,} 家企业，{megabytes}。企业全部是虚构的，synthetic 列和文件自带的说明都写明了这一点",
        f"written to {output}: {rows:,} enterprises, {megabytes}. All of them are invented; "
        "the column synthetic and the notes inside the files say so",
    )


def _require_numpy() -> None:
    """Raises InputError, which says how to install it, when NumPy is missing."""
    try:
        import_module("numpy")
    except ImportError as error:
        raise mistake(
            "生成虚构企业要用 NumPy，还没有安装。请运行：pip install 'jinjie[synthetic]'",
            "making enterprises needs NumPy, which is not installed. Run: pip install 'jinjie[synthetic]'",
        ) from error


@contextmanager
def _progress(rows: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, else nothing."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _made: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=rows)
        yield lambda made: bar.advance(task, made)
