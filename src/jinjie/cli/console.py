"""What all commands share: the language, messages, results written whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path

from jinjie.basics.files import is_writable, unwritable, write_whole
from jinjie.basics.problems import InputError, Place, mistake
from jinjie.basics.text import Language, Text

LOCALE_VARIABLES = ("JINJIE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def language_of(arguments: Sequence[str]) -> Language:
    """``--lang`` if given, else the locale's language; Chinese unless that is English."""
    for given, following in zip(arguments, [*arguments[1:], ""], strict=False):
        wanted = following if given == "--lang" else given.partition("=")[2] if given.startswith("--lang=") else ""
        if wanted in {"zh", "en"}:
            return "zh" if wanted == "zh" else "en"
    locale = next((os.environ[name] for name in LOCALE_VARIABLES if os.environ.get(name)), "")
    return "en" if locale.lower().startswith("en") else "zh"


LANGUAGE: Language = language_of(sys.argv[1:])
"""The language of help texts, known before the commands are defined."""


def said(zh: str, en: str) -> str:
    """A help text in the language of this run."""
    return Text(zh, en)[LANGUAGE]


def settle_streams() -> None:
    """No character stops a report: what goes to a file or a pipe is UTF-8, what a terminal cannot show is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            own = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(encoding=stream.encoding if own else "utf-8", errors="backslashreplace")
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")


def drop_output() -> None:
    """Nobody reads the output any more: the end of the program must not try to write the rest of it."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - it stays open to the end


def tell(message: Text, language: Language) -> None:
    """A line for people, on standard error: standard output is for results."""
    if sys.stderr is not None:
        with suppress(OSError):  # a full disk behind it: there is nowhere left to say so
            print(message[language], file=sys.stderr)


def report(error: InputError, language: Language) -> None:
    """One line per mistake."""
    for problem in error.problems:
        tell(Text(problem.line("zh"), problem.line("en")), language)


def emit(content: str, output: Path | None, language: Language) -> None:
    """To a file, whose path is then told, or to standard output.

    Raises InputError when it cannot be written.
    """
    if output is not None:
        require_place(output)
        write_whole(output, content)
        tell(Text(f"已写入 {output}", f"written to {output}"), language)
    elif sys.stdout is None:
        raise mistake("标准输出已关闭，结果无处可写", "standard output is closed: there is nowhere to write the result")
    else:
        sys.stdout.write(content if content.endswith("\n") else content + "\n")
        sys.stdout.flush()


def require_place(path: Path) -> None:
    """A file can stand there.

    Raises InputError when its folder is missing or closed to writing, or the path itself is a folder.
    """
    if os.path.isdir(path):  # unlike Path.is_dir, it takes names that are too long
        raise mistake("写不了：这是文件夹", "cannot be written: it is a folder", Place(str(path)))
    if not os.path.isdir(path.parent):
        raise mistake("写不了：没有这个文件夹", "cannot be written: there is no such folder", Place(str(path)))
    if not is_writable(path):
        raise unwritable(path, PermissionError(errno.EACCES, ""))


def require_folder(path: Path) -> None:
    """A folder that files can be written into, or that can be made.

    Raises InputError when it is a file, or its own folder is missing or closed to writing.
    """
    if not os.path.lexists(path):
        require_place(path)
    elif not os.path.isdir(path):
        raise mistake("写不了：已有同名文件", "cannot be written: there is a file of this name", Place(str(path)))
    elif not os.access(path, os.W_OK):
        raise unwritable(path, PermissionError(errno.EACCES, ""))


def require_apart(output: Path | None, *inputs: Path) -> None:
    """A result never takes the place of a file it was made from, under whatever name.

    Raises InputError when it would.
    """
    for path in inputs:
        if output is not None and _is_same(output, path):
            raise mistake(
                "写不了：这是输入文件，写上去会盖掉它；请换一个文件名",
                "cannot be written: it is the input, which would be lost; use another name",
                Place(str(output)),
            )


def _is_same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):  # one of them is not there
        return False


def is_terminal() -> bool:
    """Somebody watches the output."""
    return sys.stdout is not None and sys.stdout.isatty()


def width_of_terminal() -> int:
    """The columns of the terminal; 80 when there is none."""
    import shutil

    return min(max(shutil.get_terminal_size((80, 24)).columns, 60), 120)
