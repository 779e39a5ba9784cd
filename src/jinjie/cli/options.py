"""The options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from jinjie.basics.text import Language
from jinjie.cli.console import LANGUAGE, said


class Format(StrEnum):
    """How the result is written."""

    text = "text"
    json = "json"
    html = "html"


class Lang(StrEnum):
    """The language of the output."""

    zh = "zh"
    en = "en"

    @property
    def code(self) -> Language:
        return "zh" if self is Lang.zh else "en"


LOCALE = Lang(LANGUAGE)
_RULEBOOK = said("规则，可多次给出；缺省为全部层级", "a rulebook; may be repeated; all tiers when left out")
_NAMES = said("规则或规则文件；缺省为全部", "rulebooks or rulebook files; all when left out")
_ON = said("以哪一天的法规为准（缺省今天）", "under the law of which day (today)")

# readable=False: whether a file can be read, and in which words that is told, its reader decides.
ProfileFile = Annotated[
    Path,
    typer.Argument(
        metavar="PROFILE",
        readable=False,
        help=said("企业事实：YAML、JSON 或 Excel 模板", "YAML, JSON or Excel template"),
    ),
]
Rulebooks = Annotated[list[str] | None, typer.Option("--rulebook", "-r", metavar="ID[@EDITION]", help=_RULEBOOK)]
RulebookNames = Annotated[list[str] | None, typer.Argument(metavar="ID[@EDITION]|FILE...", help=_NAMES)]
OnDate = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_ON)]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help=said("输出格式", "output format"))]
LangOption = Annotated[Lang, typer.Option("--lang", help=said("输出语言", "language of the output"))]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", readable=False, help=said("写入文件", "write to a file"))
]
