"""Wrong arguments and the frame of the help texts, in the language of the run: Typer knows English only."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from jinjie.basics.text import Text, did_you_mean
from jinjie.cli.console import LANGUAGE

_Said = Callable[[re.Match[str]], Text]
_MISTAKES: tuple[tuple[str, _Said], ...] = (
    (r"Missing argument '?(.+?)'?\.", lambda m: Text(f"缺少参数 {m[1]}", f"the argument {m[1]} is missing")),
    (r"Missing option '?([^' ]+)'?.*\.", lambda m: Text(f"缺少选项 {m[1]}", f"the option {m[1]} is missing")),
    (r"Missing command\.", lambda _: Text("缺少命令", "the command is missing")),
    (r"No such option: (\S+).*", lambda m: Text(f"没有选项 {m[1]}", f"there is no option {m[1]}")),
    (r"No such command '(.*?)'.*", lambda m: Text(f"没有命令 {m[1]}", f"there is no command {m[1]}")),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)",
        lambda m: Text(f"多出的参数：{m[1]}", f"too many arguments: {m[1]}"),
    ),
    (r"Option '(.+)' requires an argument\.", lambda m: Text(f"{m[1]} 后面要写值", f"{m[1]} needs a value")),
    (
        r"Invalid value for (.+?): (?:Value error, )?'(.*)' is not one of (.+)\.",
        lambda m: Text(
            f"{_plain(m[1])} 应为 {_plain(m[3]).replace(', ', '、')} 之一，不是 {m[2]}",
            f"{_plain(m[1])} must be one of {_plain(m[3])}, not {m[2]}",
        ),
    ),
    (
        r"Invalid value for (.+?): .*greater than or equal to (\d+)",
        lambda m: Text(f"{_plain(m[1])} 应不小于 {m[2]}", f"{_plain(m[1])} must be at least {m[2]}"),
    ),
    (
        r"Invalid value for (.+?): .*integer.*",
        lambda m: Text(f"{_plain(m[1])} 应为整数", f"{_plain(m[1])} must be a whole number"),
    ),
    (
        r"Invalid value for (.+?): .*number.*",
        lambda m: Text(f"{_plain(m[1])} 应为数字", f"{_plain(m[1])} must be a number"),
    ),
)
_FRAME = (
    (r"^Usage: ", "用法："),
    (r"^Options:$", "选项："),
    (r"^Commands:$", "命令："),
    (r"^Arguments:$", "参数："),
    (r"\[OPTIONS\]", "[选项]"),
    (r"COMMAND \[ARGS\]\.\.\.", "命令 [参数]..."),
    (r"Show this message and exit\.", "显示本说明"),
    (r"Install completion for the current shell\.", "为当前的终端安装命令补全"),
    (r"Show completion for the current shell, to copy it or\s+customize the installation\.", "打印命令补全的脚本"),
    (r"\[default:\s+(.+?)(?:;\s+x>=(\d+))?\]", r"[缺省：\1]"),
    (r"\[(?:x>=\d+; )?required\]", "[必填]"),
    (r"<path>", "<文件>"),
    (r"<list\[Path\]>", "<文件>      "),
    (r"<str>", "<词> "),
    (r"<int range>", "<整数>     "),
    (r"<float>", "<数>   "),
)
"""What Typer writes around our own help texts."""


def is_usage_mistake(error: Exception) -> bool:
    """Typer complains about the arguments. (The class has no public name in every version.)"""
    return hasattr(error, "format_message")


def usage_mistake(error: Exception) -> Text:
    """What is wrong with the arguments, the nearest valid name, where help is; the help itself when all is missing."""
    context = getattr(error, "ctx", None)
    message: str = error.format_message()  # type: ignore[attr-defined]
    if type(error).__name__ == "NoArgsIsHelpError":
        return Text(message, message)
    given = " ".join(message.split())
    what = next((said(m) for form, said in _MISTAKES if (m := re.fullmatch(form, given))), Text(given, given))
    near = _near(context, given)
    path = "jinjie" if context is None else context.command_path
    return Text(f"{path}：{what.zh}{near.zh}（用法：{path} --help）", f"{path}: {what.en}{near.en} (see {path} --help)")


def _near(context: typer.Context | None, given: str) -> Text:
    """The valid name closest to a mistyped option or command."""
    command = None if context is None else context.command
    if found := re.match(r"No such command '(.*?)'", given):
        return did_you_mean(found[1], getattr(command, "commands", {}))
    if found := re.match(r"No such option: (\S+)", given):
        options = [name for parameter in getattr(command, "params", ()) for name in parameter.opts]
        return did_you_mean(found[1], [name for name in options if name.startswith("--")])
    return Text("", "")


def _plain(names: str) -> str:
    """Names without quotation marks: the long one of ``'-f' / '--format'``, all of ``'a', 'b'``."""
    return re.sub(r"'", "", names).split(" / ")[0]


def _framed(text: str) -> str:
    if LANGUAGE == "zh":
        for english, chinese in _FRAME:
            text = re.sub(english, chinese, text, flags=re.MULTILINE)
    return text


class Command(TyperCommand):
    """A command whose help is in one language."""

    def get_help(self, ctx: Any) -> str:
        return _framed(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands whose help is in one language."""

    def get_help(self, ctx: Any) -> str:
        return _framed(super().get_help(ctx))
