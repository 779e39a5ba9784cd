"""jinjie sandbox: other numbers in the law, and which enterprises flip, for certain or possibly."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jinjie.basics.problems import mistake
from jinjie.basics.text import Language, Text
from jinjie.cli.console import emit, is_terminal, require_place, said, tell, width_of_terminal
from jinjie.cli.options import LOCALE, Format, LangOption, OnDate, Output

if TYPE_CHECKING:
    from jinjie.panorama.sandbox import Question, Sandbox

HELP = said(
    "政策沙盘：改动标准里的数值，看一批企业中谁必然、谁可能由不满足变为满足或反过来。",
    "Policy sandbox: change numbers of the law; see which enterprises flip, for certain or possibly.",
)
_INPUTS = said(
    "企业数据：.parquet、.csv（列名为事实标识），或存放 .parquet 的文件夹", ".parquet, .csv, or a folder of them"
)
_SET = said("改动一个数值，可多次给出", "change a number; may be repeated")
_PARAMETERS = said("只列出这个版本可以改的数值", "only list the numbers of an edition that can be changed")
_PER_HEAD = said("每家补贴多少，如 10万元 或 5万元..10万元", "subsidy per head, such as 10万元 or 5万元..10万元")
_BY = said(
    "分组：region（省）、city（市）、industry（行业门类）", "groups: region (province), city, industry (section)"
)
_TOP = said("列出多少家会变的企业", "how many of the enterprises that flip are listed")
_CSV = said("会变的企业全部写入 CSV", "write all enterprises that flip to a CSV file")
_FORMAT = said("输出格式；缺省看 -o 的文件名", "output format; by the name given with -o when left out")
_OFTEN = 10.0
"""Seconds between two lines about the progress where no bar can be shown."""


def sandbox(
    inputs: Annotated[list[Path] | None, typer.Argument(metavar="INPUT...", help=_INPUTS)] = None,
    settings: Annotated[
        list[str] | None, typer.Option("--set", metavar="ID@EDITION.PARAMETER=VALUE", help=_SET)
    ] = None,
    on: OnDate = None,
    per_head: Annotated[str | None, typer.Option("--per-head", metavar="MONEY", help=_PER_HEAD)] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAMES", help=_BY)] = "region,industry",
    top: Annotated[int, typer.Option("--top", min=0, help=_TOP)] = 20,
    csv: Annotated[Path | None, typer.Option("--csv", help=_CSV)] = None,
    parameters: Annotated[str | None, typer.Option("--parameters", metavar="ID@EDITION", help=_PARAMETERS)] = None,
    format_: Annotated[Format | None, typer.Option("--format", "-f", help=_FORMAT)] = None,
    output: Output = None,
    lang: LangOption = LOCALE,
) -> None:
    """Simulate a change of the law."""
    shape = format_ or _format_of(output)
    if parameters is not None:
        emit(_parameters(parameters, shape, lang.code), output, lang.code)
        return
    if not inputs or not settings:
        raise mistake(
            "要给出企业数据和至少一个 --set；可以改的数值见 --parameters 规则@版本",
            "give a table of enterprises and at least one --set; --parameters ID@EDITION lists what can be set",
        )
    for path in (output, csv):
        if path is not None:
            require_place(path)
    found = _run(inputs, _question(settings, on, (by, per_head, top)), csv, lang.code)
    if csv is not None:
        tell(Text(f"已写入 {csv}", f"written to {csv}"), lang.code)
    emit(_shown(found, shape, lang.code, output is None), output, lang.code)


def _question(settings: list[str], on: str | None, options: tuple[str, str | None, int]) -> Question:
    """What is asked, from the options: groups, subsidy, how many enterprises are listed."""
    from jinjie import api
    from jinjie.panorama.sandbox import Question
    from jinjie.panorama.sandbox_counts import as_amount
    from jinjie.panorama.sandbox_groups import as_dimensions
    from jinjie.rules.changed import changed_library

    by, per_head, top = options
    changed = changed_library(api.library(), settings)
    return Question(changed, api.as_date(on), as_dimensions(by.split(",")), as_amount(per_head), top)


def _run(inputs: list[Path], question: Question, csv: Path | None, language: Language) -> Sandbox:
    """The answer, with the progress on standard error and all that flip in a file."""
    from jinjie.panorama.sandbox import sandbox as run
    from jinjie.panorama.sandbox_firms import firm_file

    with nullcontext() if csv is None else firm_file(csv, language) as firms, _progress(language) as progress:
        return run(question, inputs, firms, progress)


def _format_of(output: Path | None) -> Format:
    """The format that the name of a file asks for."""
    endings = {".html": Format.html, ".htm": Format.html, ".json": Format.json}
    return Format.text if output is None else endings.get(output.suffix.lower(), Format.text)


def _shown(found: Sandbox, shape: Format, language: Language, here: bool) -> str:
    from jinjie.reports import sandbox as reports

    if shape is Format.json:
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=2)
    if shape is Format.html:
        return reports.page(found, language)
    return reports.text(found, language, width_of_terminal(), color=here and is_terminal())


def _parameters(name: str, shape: Format, language: Language) -> str:
    """The numbers of an edition that can be changed."""
    from jinjie import api
    from jinjie.reports import sandbox as reports
    from jinjie.rules.parameters import parameters

    library = api.library()
    found = parameters(library, name)
    if shape is Format.json:
        listed = {"edition": name, "parameters": [one.to_dict() for one in found]}
        return json.dumps(listed, ensure_ascii=False, indent=2)
    if shape is Format.html:
        return reports.parameters_page(found, library.get(name), language)
    return reports.parameters_text(found, language, width_of_terminal())


@contextmanager
def _progress(language: Language) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal; else a line now and then when it takes long."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _Lines(language)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, rows: bar.update(task, completed=done, total=rows)


class _Lines:
    """Says now and then how far it is."""

    def __init__(self, language: Language):
        self.language: Language = language
        self.told = time.monotonic()

    def __call__(self, done: int, rows: int) -> None:
        if time.monotonic() - self.told >= _OFTEN and done < rows:
            self.told = time.monotonic()
            tell(Text(f"已处理 {done:,} / {rows:,} 家", f"{done:,} of {rows:,} enterprises done"), self.language)
