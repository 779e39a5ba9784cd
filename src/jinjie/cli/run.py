"""The commands put together, and what happens when one fails."""

from __future__ import annotations

import sys
import traceback
from typing import Annotated

import typer

from jinjie import __version__
from jinjie.basics.files import reason_of
from jinjie.basics.problems import InputError
from jinjie.basics.text import Language, Text
from jinjie.cli import ask, assess, compare, panorama, plan, rules, sandbox, screen, synthetic, template
from jinjie.cli.console import drop_output, language_of, report, said, settle_streams, tell
from jinjie.cli.usage import Command, Group, is_usage_mistake, usage_mistake

INTERRUPTED = 130

app = typer.Typer(
    name="jinjie",
    cls=Group,
    help=said(
        "进阶：事实再不完整，也能给出靠得住的结论——优质中小企业梯度培育。",
        "Jinjie: verdicts that can be relied on, from facts however incomplete.",
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    rich_markup_mode=None,
)


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", "-V", is_eager=True, help=said("显示版本", "print the version"))
    ] = False,
) -> None:
    """Options before the command."""
    if version:
        print(f"jinjie {__version__}")
        raise typer.Exit


app.command("assess", cls=Command, help=assess.HELP)(assess.assess)
app.command("ask", cls=Command, help=ask.HELP)(ask.ask)
app.command("compare", cls=Command, help=compare.HELP)(compare.compare)
app.command("plan", cls=Command, help=plan.HELP)(plan.plan)
app.command("screen", cls=Command, help=screen.HELP)(screen.screen)
app.command("panorama", cls=Command, help=panorama.HELP)(panorama.panorama)
app.command("sandbox", cls=Command, help=sandbox.HELP)(sandbox.sandbox)
app.command("template", cls=Command, help=template.HELP)(template.template)
app.command("schema", cls=Command, help=template.SCHEMA_HELP)(template.schema)
app.command("synthetic", cls=Command, help=synthetic.HELP)(synthetic.synthetic)
app.add_typer(rules.app, name="rules")


def run(arguments: list[str]) -> int:
    """Run a command; its exit code."""
    language = language_of(arguments)
    settle_streams()
    try:
        return _ended(arguments, language)
    except InputError as error:
        report(error, language)
        return 2
    except OSError as error:
        if error.filename is not None:
            return _defect(language)
        drop_output()
        reason = reason_of(error)
        tell(Text(f"结果写不出去：{reason.zh}", f"the output cannot be written: {reason.en}"), language)
        return 2
    except Exception as error:
        if not is_usage_mistake(error):
            return _defect(language)
        tell(usage_mistake(error), language)
        return 2


def _ended(arguments: list[str], language: Language) -> int:
    """The exit code of a command that came to its end, was interrupted or lost its reader."""
    try:
        code = app(args=arguments, prog_name="jinjie", standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (BrokenPipeError, SystemExit):  # Typer leaves with 1 when nobody reads on
        drop_output()
        return 0
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    if code == INTERRUPTED:
        tell(Text("已中断", "interrupted"), language)
    return code if isinstance(code, int) else 0


def _defect(language: Language) -> int:
    traceback.print_exc()
    tell(
        Text(
            f"这是 jinjie {__version__} 的缺陷，请把以上内容报告给我们",
            f"this is a defect of jinjie {__version__}; please report what stands above",
        ),
        language,
    )
    return 1
