"""jinjie panorama: statistics of a screened set, as a page, as tables and as text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jinjie.basics.files import write_whole
from jinjie.basics.problems import Place, mistake
from jinjie.basics.text import Text
from jinjie.cli.console import emit, require_place, said, tell, width_of_terminal
from jinjie.cli.options import LOCALE, LangOption

if TYPE_CHECKING:
    from jinjie.reports.panorama.model import Album

HELP = said(
    "把筛查结果做成全景：各层级、地区、行业、规模各有多少家，手册的十二张图，表格和网页。",
    "The panorama of a screened set: counts by tier, place, industry, size, the handbook's figures; page and tables.",
)
_FILES = said("jinjie screen 写出的 Parquet 文件或文件夹", "Parquet files or folders as jinjie screen writes them")
_PAGE = said("写成网页（.html）", "write a page (.html)")
_CSV = said("每张表一个 CSV，写入这个文件夹", "a CSV file per table, into this folder")
_XLSX = said("全部表格写成一个 Excel 文件", "all tables in one Excel file")
_TABLE = said(
    "自备的数据表，如 industrial-output.csv；可多次给出",
    "a table of your own, as industrial-output.csv; may be repeated",
)
_NEAREST = said("每个层级列出几家最近的企业", "how many enterprises to list as nearest to each tier")


def panorama(
    screened: Annotated[list[Path], typer.Argument(metavar="PARQUET...", help=_FILES)],
    output: Annotated[Path | None, typer.Option("-o", "--output", help=_PAGE)] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="DIR", help=_CSV)] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help=_XLSX)] = None,
    table: Annotated[list[str] | None, typer.Option("--table", metavar="[NAME=]FILE", help=_TABLE)] = None,
    nearest: Annotated[int, typer.Option("--nearest", min=1, help=_NEAREST)] = 20,
    lang: LangOption = LOCALE,
) -> None:
    """Survey a screened set."""
    _check_places(output, csv, xlsx)
    from jinjie import api
    from jinjie.panorama import survey
    from jinjie.reports.panorama.album import album_of
    from jinjie.reports.panorama.summary import summary

    found = survey(screened, table or (), nearest, api.library())
    album = album_of(found, lang.code, api.library())
    _write(album, output, csv, xlsx)
    emit(summary(album, width_of_terminal()), None, lang.code)


def _check_places(output: Path | None, csv: Path | None, xlsx: Path | None) -> None:
    """Fail before the rows are read when a result could not be written."""
    for path in (output, xlsx):
        if path is not None:
            require_place(path)
    if csv is not None:
        require_place(csv / "index.csv") if csv.is_dir() else _require_new_folder(csv)
    if xlsx is not None and xlsx.suffix.lower() != ".xlsx":
        raise mistake("Excel 文件名应以 .xlsx 结尾", "the name of the workbook must end in .xlsx", Place(str(xlsx)))


def _require_new_folder(path: Path) -> None:
    if path.exists() or not path.parent.is_dir():
        raise mistake("不能在这里建文件夹", "no folder can be made here", Place(str(path)))


def _write(album: Album, output: Path | None, csv: Path | None, xlsx: Path | None) -> None:
    """Each file whole or not at all."""
    from jinjie.reports.panorama import files, page, workbook

    language = album.language
    if output is not None:
        emit(page.page(album), output, language)
    if xlsx is not None:
        write_whole(xlsx, workbook.workbook(album))
        tell(Text(f"已写入 {xlsx}", f"written to {xlsx}"), language)
    if csv is not None:
        csv.mkdir(exist_ok=True)
        tables = files.csv_files(album)
        for name, content in tables.items():
            write_whole(csv / name, content)
        tell(Text(f"已写入 {csv}：{len(tables)} 个文件", f"written to {csv}: {len(tables)} files"), language)
