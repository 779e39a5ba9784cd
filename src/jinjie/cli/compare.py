"""jinjie compare: what changed between two editions, and for these profiles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from jinjie.cli.console import emit, require_apart, said, width_of_terminal
from jinjie.cli.options import LOCALE, Format, FormatOption, LangOption, OnDate, Output

HELP = said(
    "比较两个版本：条款并列，以及对这些企业的影响。",
    "Compare two editions: the rules side by side, and what changes for these profiles.",
)


def compare(
    before: Annotated[str, typer.Argument(metavar="ID@EDITION", help=said("旧版本", "the one edition"))],
    after: Annotated[str, typer.Argument(metavar="ID@EDITION", help=said("新版本", "the other edition"))],
    profiles: Annotated[
        list[Path] | None, typer.Argument(metavar="PROFILE...", readable=False, help=said("企业事实", "profiles"))
    ] = None,
    on: OnDate = None,
    format_: FormatOption = Format.text,
    output: Output = None,
    lang: LangOption = LOCALE,
) -> None:
    """Compare two editions."""
    from jinjie import api
    from jinjie.reports import comparison

    require_apart(output, *(profiles or []))
    found = api.compare(before, after, profiles or [], on)
    if format_ is Format.json:
        emit(json.dumps(found.to_dict(), ensure_ascii=False, indent=2), output, lang.code)
    elif format_ is Format.html:
        emit(comparison.page(found, lang.code), output, lang.code)
    else:
        emit(comparison.text(found, lang.code, width_of_terminal()), output, lang.code)
