"""jinjie assess: verdict, score bounds and explanation of a profile."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from jinjie.basics.text import Text
from jinjie.cli.console import emit, is_terminal, require_apart, said, tell, width_of_terminal
from jinjie.cli.options import LOCALE, Format, FormatOption, LangOption, OnDate, Output, ProfileFile, Rulebooks

HELP = said(
    "评估一家企业：各层级（或指定规则）的结论、得分区间和逐条说明。",
    "Assess an enterprise: verdict, score bounds and explanation for the tiers or the named rulebooks.",
)


def assess(
    profile: ProfileFile,
    rulebook: Rulebooks = None,
    on: OnDate = None,
    format_: FormatOption = Format.text,
    output: Output = None,
    full: Annotated[bool, typer.Option("--full", help=said("展开全部条款", "show every line"))] = False,
    lang: LangOption = LOCALE,
) -> None:
    """Assess one profile."""
    from jinjie import api

    require_apart(output, profile)
    assessment = api.assess(profile, on, rulebook)
    for problem in assessment.warnings:
        tell(Text(problem.line("zh"), problem.line("en")), lang.code)
    if format_ is Format.json:
        emit(json.dumps(assessment.to_dict(), ensure_ascii=False, indent=2), output, lang.code)
    elif format_ is Format.html:
        from jinjie.reports.page import render_page

        emit(render_page(assessment, lang.code), output, lang.code)
    else:
        from jinjie.reports.text import render

        color = output is None and is_terminal()
        emit(render(assessment, lang.code, width=width_of_terminal(), color=color, full=full), output, lang.code)
