"""jinjie rules: list, show, check and test the rulebooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jinjie.cli.console import emit, said, width_of_terminal
from jinjie.cli.options import LOCALE, LangOption, RulebookNames
from jinjie.cli.usage import Command, Group

if TYPE_CHECKING:
    from jinjie.rules.language.rulebook import Rulebook
    from jinjie.rules.library import Library

app = typer.Typer(
    cls=Group,
    help=said("规则库：列出、查看、检查、试算。", "The rulebooks: list, show, check, test."),
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list", cls=Command, help=said("列出全部规则及其版本。", "List all rulebooks and their editions."))
def list_(lang: LangOption = LOCALE) -> None:
    """One line per edition."""
    from jinjie import api
    from jinjie.reports import rulebooks

    library = api.library()
    list(library.everything())  # all mistakes of all files at once
    emit(rulebooks.listing(library, lang.code, width_of_terminal()), None, lang.code)


@app.command("show", cls=Command, help=said("打印一个版本的全部条款。", "Print every rule of an edition."))
def show(name: Annotated[str, typer.Argument(metavar="ID[@EDITION]|FILE")], lang: LangOption = LOCALE) -> None:
    """The rules in words, with articles and status."""
    from jinjie import api
    from jinjie.reports import rulebooks

    library = api.library()
    shown = [rulebooks.text(r, library, lang.code, width_of_terminal()) for r in chosen(library, [name])]
    emit("\n".join(shown), None, lang.code)


@app.command(
    "check",
    cls=Command,
    help=said(
        "证明规则本身没有漏洞（空缺、重叠、恒真恒假、单位）。",
        "Prove rulebooks sound: gaps, overlaps, dead rules, units.",
    ),
)
def check(names: RulebookNames = None, lang: LangOption = LOCALE) -> None:
    """Static checks with a solver; exit code 2 when a rulebook has an error."""
    from jinjie import api
    from jinjie.reports import rulebooks
    from jinjie.rules.checking import check_rulebooks

    library = api.library()
    reports = check_rulebooks(library, chosen(library, names))
    emit(rulebooks.findings(reports, lang.code), None, lang.code)
    if any(report.has_errors for report in reports):
        raise typer.Exit(2)


@app.command(
    "test",
    cls=Command,
    help=said("用规则自带的示例和案例试算。", "Run the examples inside the rulebooks and the cases beside them."),
)
def run_examples(names: RulebookNames = None, lang: LangOption = LOCALE) -> None:
    """Every example; exit code 2 when one does not hold."""
    from jinjie import api
    from jinjie.reports import rulebooks
    from jinjie.rules.testing import try_cases, try_examples

    library, assessor = api.library(), api.assessor()
    wanted = chosen(library, names)
    outcomes = [outcome for rulebook in wanted for outcome in try_examples(assessor, rulebook)]
    outcomes += try_cases(library, assessor, frozenset(r.id for r in wanted))
    emit(rulebooks.outcomes(outcomes, lang.code), None, lang.code)
    if not all(outcome.holds for outcome in outcomes):
        raise typer.Exit(2)


def chosen(library: Library, names: list[str] | None) -> list[Rulebook]:
    """The rulebooks that were named (with a file, the one in it), or every edition with its overlays."""
    if not names:
        return list(library.everything())
    found: list[Rulebook] = []
    for name in names:
        if name.endswith((".yaml", ".yml")):
            found.append(library.read(Path(name)))
        elif "@" in name:
            found.append(library.get(name))
        else:
            found.extend(library.editions(name))
    return found
