"""jinjie screen: the verdicts of very many enterprises."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jinjie.basics.problems import Place, mistake
from jinjie.basics.text import Text
from jinjie.cli.console import require_apart, require_folder, require_place, said, tell
from jinjie.cli.options import LOCALE, Lang, LangOption, OnDate, Rulebooks

if TYPE_CHECKING:
    from jinjie.batch.order import Order
    from jinjie.batch.people import PeopleScreen
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
_REPORTS = said(
    "名单中每家企业另写一份 HTML 报告到这个文件夹", "an HTML report of each enterprise of a list into this folder"
)


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
    reports: Annotated[Path | None, typer.Option("--reports", metavar="DIR", readable=False, help=_REPORTS)] = None,
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
    screening = _Screening(paths, order, out, lang, sheet, reports)
    try:
        counts = screening.run()
    except KeyboardInterrupt:
        _hint(out, lang)
        raise
    for note in counts.notes:
        tell(Text(note.line("zh"), note.line("en")), lang.code)
    _summary(counts, out, lang)


@dataclass(frozen=True)
class _Screening:
    """What the command was asked for."""

    paths: list[Path]
    order: Order
    out: Path
    lang: Lang
    sheet: str | None
    reports: Path | None

    def run(self) -> Counts:
        """A file of people alone, or tables through a job."""
        from jinjie.batch.screening import people_among
        from jinjie.batch.tables import files_of

        files = files_of(self.paths, self.out)
        people = people_among(files, self.order, self.sheet)
        if people is not None:
            return self._people(people)
        for given, name in ((self.reports, "--reports"), (self.sheet, "--sheet")):
            if given is not None:
                raise mistake(
                    f"{name} 只用于 Excel 和中文表头的表格",
                    f"{name} is for Excel files and tables with headers in words",
                    Place(str(files[0])),
                )
        return self._tables(files)

    def _people(self, people: PeopleScreen) -> Counts:
        from jinjie.batch.screening import screen_people

        require_place(self.out)
        if self.reports is not None:
            require_folder(self.reports)
        with _progress(None) as advance:
            counts = screen_people(people, self.out, self.lang.code, lambda rows: advance(rows, False))
        if self.reports is not None:
            self._reports(people, self.reports)
        return counts

    def _reports(self, people: PeopleScreen, folder: Path) -> None:
        from jinjie.reports.firms import Firm, write_reports

        request = people.order.request
        firms = [Firm(row.number, row.name, row.profile) for row in people.people if row.profile is not None]
        with _progress(len(firms)) as advance:
            write_reports(firms, request, (folder, self.lang.code), lambda: advance(1, False))
        tell(Text(f"报告 {len(firms):,} 份，在 {folder}", f"{len(firms):,} reports in {folder}"), self.lang.code)

    def _tables(self, files: list[Path]) -> Counts:
        from jinjie.batch.screening import screen_files
        from jinjie.batch.tables import rows_in

        known = files and all(path.suffix.lower() == ".parquet" for path in files)
        with _progress(sum(map(rows_in, files)) if known else None) as advance:
            return screen_files(self.paths, self.order, self.out, advance)


def _hint(out: Path, lang: Lang) -> None:
    """What is finished is not lost."""
    from jinjie.batch.target import unfinished

    if unfinished(out).is_dir():
        tell(
            Text(
                "已完成的部分留着：用同一条命令可以接着做",
                "what is finished is kept: the same command goes on from there",
            ),
            lang.code,
        )


@contextmanager
def _progress(rows: int | None) -> Iterator[Callable[[int, bool], None]]:
    """A bar with rate and time left on a terminal, else nothing."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _rows, _before: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TimeRemainingColumn

    class Speed(ProgressColumn):
        def render(self, task: Task) -> str:
            return "" if task.speed is None else f"{task.speed:,.0f} {said('行/秒', 'rows/s')}"

    columns = (BarColumn(), MofNCompleteColumn(), Speed(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=rows)
        yield lambda made, _before: bar.advance(task, made)


def _summary(counts: Counts, out: Path, lang: LangOption) -> None:
    """What came out, one line per rulebook."""
    wrong = Text(f"，其中 {counts.errors:,} 行有误", f", {counts.errors:,} of them with mistakes")
    tail = wrong if counts.errors else Text("", "")
    tell(
        Text(f"已写入 {out}：{counts.rows:,} 行{tail.zh}", f"written to {out}: {counts.rows:,} rows{tail.en}"),
        lang.code,
    )
    for name, verdicts in counts.verdicts.items():
        passed, open_, failed = (verdicts.get(word, 0) for word in ("pass", "undetermined", "fail"))
        tell(
            Text(
                f"  {name}：必然满足 {passed:,}，待定 {open_:,}，必然不满足 {failed:,}",
                f"  {name}: certain to pass {passed:,}, undetermined {open_:,}, certain to fail {failed:,}",
            ),
            lang.code,
        )
