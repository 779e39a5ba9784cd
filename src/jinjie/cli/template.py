"""jinjie template: the Excel template for profiles; jinjie schema: the shape of the JSON output."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jinjie.basics.text import Text
from jinjie.cli.console import LANGUAGE, emit, require_apart, require_place, said, tell
from jinjie.cli.options import LOCALE, LangOption, Rulebooks

HELP = said("生成企业事实的 Excel 填报模板。", "Write the Excel template for profiles.")
SCHEMA_HELP = said("打印评估结果的 JSON Schema。", "Print the JSON Schema of an assessment.")


def template(
    output: Annotated[
        Path, typer.Option("-o", "--output", readable=False, help=said("写到哪个文件", "the file to write"))
    ] = Path("jinjie-template.xlsx"),
    rulebook: Rulebooks = None,
    profile: Annotated[
        Path | None,
        typer.Option("--profile", readable=False, help=said("先填入这份企业事实", "fill in this profile first")),
    ] = None,
    lang: LangOption = LOCALE,
) -> None:
    """Write the template."""
    from jinjie import api
    from jinjie.reports.template import write_template

    require_place(output)
    require_apart(output, *([] if profile is None else [profile]))
    known = None if profile is None else api.as_profile(profile)
    write_template(output, api.library(), lang.code, rulebook, known)
    tell(Text(f"已写入 {output}", f"written to {output}"), lang.code)


def schema(
    output: Annotated[
        Path | None, typer.Option("-o", "--output", readable=False, help=said("写入文件", "write to a file"))
    ] = None,
) -> None:
    """Print the schema."""
    from importlib.resources import files

    emit((files("jinjie.reports") / "assets" / "assessment.schema.json").read_text("utf-8"), output, LANGUAGE)
