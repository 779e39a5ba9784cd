"""jinjie plan: the cheapest dated way to a title."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from jinjie.cli.console import emit, is_terminal, require_apart, said, width_of_terminal
from jinjie.cli.options import LOCALE, Format, FormatOption, LangOption, OnDate, Output, ProfileFile

HELP = said(
    "规划：最省钱的、有日期的达标办法，并证明做完之后必然满足。",
    "Plan: the cheapest dated way to a title, with the proof that it is enough.",
)
_TARGET = said("目标，如 little-giant", "the target, such as little-giant")
_BY = said("最晚在哪一天前申报（缺省五年内）", "apply by this day (within five years)")
_BUDGET = said("每个自然年最多花多少万元", "the most that a calendar year may cost, in 10,000 CNY")
_GROWTH = said("今后每年营业收入的增长，如 5% 或 0%..10%", "growth of revenue in coming years, such as 5% or 0%..10%")
_LEVERS = said("只用这些手段，用逗号隔开；缺省为全部", "use these levers only, separated by commas")


def plan(
    profile: ProfileFile,
    target: Annotated[str, typer.Option("--target", "-t", metavar="ID", help=_TARGET)],
    by: Annotated[str | None, typer.Option("--by", metavar="DATE", help=_BY)] = None,
    budget: Annotated[str | None, typer.Option("--budget", metavar="WAN", help=_BUDGET)] = None,
    growth: Annotated[str | None, typer.Option("--growth", metavar="RATE", help=_GROWTH)] = None,
    levers: Annotated[str | None, typer.Option("--levers", metavar="ID,...", help=_LEVERS)] = None,
    on: OnDate = None,
    format_: FormatOption = Format.text,
    output: Output = None,
    lang: LangOption = LOCALE,
) -> None:
    """Plan for one profile."""
    from jinjie import api
    from jinjie.reports import plan as reports

    require_apart(output, profile)
    names = None if levers is None else [name.strip() for name in levers.split(",") if name.strip()]
    found = api.plan(profile, target, by, budget, on, growth=growth, levers=names)
    if format_ is Format.json:
        emit(json.dumps(found.to_dict(), ensure_ascii=False, indent=2), output, lang.code)
        return
    report = reports.report(found, api.library().vocabulary, lang.code)
    if format_ is Format.html:
        emit(reports.page(report), output, lang.code)
    else:
        emit(reports.text(report, width_of_terminal(), color=output is None and is_terminal()), output, lang.code)
