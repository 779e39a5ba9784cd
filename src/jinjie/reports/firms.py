"""The reports of many enterprises: one page each in a folder, made by several processes."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from jinjie.basics.files import unwritable, write_whole
from jinjie.basics.text import Language
from jinjie.facts.profile import Profile
from jinjie.reports.page import render_page
from jinjie.rules.assessment import Assessor
from jinjie.rules.library import Library
from jinjie.rules.readings.screen.plan import Request

LONGEST_NAME = 60
FEW = 20
"""So few are made in this process: another takes longer to start."""
_UNSAFE = re.compile(r"[^\w()（）·-]+")


@dataclass(frozen=True, slots=True)
class Firm:
    """An enterprise, and the number of its row."""

    number: int
    name: str
    profile: Profile

    def file(self, digits: int) -> str:
        """A file name that every system takes: the row, then the name.

        >>> Firm(7, "甲/乙 有限公司", None).file(4)
        '0007-甲_乙_有限公司.html'
        """
        name = _UNSAFE.sub("_", self.name)[:LONGEST_NAME].strip("_")
        return "-".join(part for part in (f"{self.number:0{digits}d}", name) if part) + ".html"


@dataclass(frozen=True, slots=True)
class Task:
    """What a process needs to know to make pages; it loads the rulebooks itself."""

    folders: tuple[str, ...]
    day: date
    names: tuple[str, ...]
    language: Language
    target: Path
    digits: int


def write_reports(
    firms: Sequence[Firm], request: Request, where: tuple[Path, Language], advance: Callable[[], None] = lambda: None
) -> None:
    """Write the page of each enterprise, in the folder and language ``where`` says; ``advance`` is called after each.

    Raises InputError when they cannot be written.
    """
    folder, language = where
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    digits = len(str(max((firm.number for firm in firms), default=1)))
    task = Task(tuple(map(str, request.library.folders)), request.day, request.names, language, folder, digits)
    workers = min(os.cpu_count() or 1, len(firms) // FEW)
    if workers < 2:
        pages = Pages(task)
        for firm in firms:
            pages.write(firm)
            advance()
        return
    with ProcessPoolExecutor(workers, get_context("spawn"), _begin, (task,)) as pool:
        for _ in pool.map(_write, firms, chunksize=4):
            advance()


class Pages:
    """Makes pages in one process."""

    def __init__(self, task: Task):
        self.task = task
        self.assessor = Assessor(Library([Path(folder) for folder in task.folders]))

    def write(self, firm: Firm) -> None:
        assessment = self.assessor.assess(firm.profile, self.task.day, list(self.task.names))
        write_whole(self.task.target / firm.file(self.task.digits), render_page(assessment, self.task.language))


_pages: list[Pages] = []
"""Those of this process, when it was started to make some."""


def _begin(task: Task) -> None:
    _pages[:] = [Pages(task)]


def _write(firm: Firm) -> None:
    _pages[0].write(firm)
