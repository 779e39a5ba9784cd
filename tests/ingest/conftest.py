"""Small workbooks in the shape of the template."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from jinjie.basics.problems import InputError, Problem
from jinjie.facts.profile import Profile
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.workbook import read_workbook

HEADER = ("事实", "填写", "编号")

Rows = Sequence[Sequence[Any]]


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with one sheet: its header and rows, written to a file."""

    def write(rows: Rows, header: Sequence[Any] = HEADER, title: str = "企业事实") -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = title
        for row in [header, *rows]:
            sheet.append(list(row))
        path = tmp_path / "facts.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def read(written: Callable[..., Path], vocabulary: Vocabulary) -> Callable[..., Profile]:
    """The profile in such a workbook."""

    def read_rows(rows: Rows, header: Sequence[Any] = HEADER, title: str = "企业事实") -> Profile:
        return read_workbook(written(rows, header, title), vocabulary)

    return read_rows


@pytest.fixture
def refused(read: Callable[..., Profile]) -> Callable[..., tuple[Problem, ...]]:
    """The problems of such a workbook."""

    def problems(*args: Any, **more: Any) -> tuple[Problem, ...]:
        with pytest.raises(InputError) as caught:
            read(*args, **more)
        return caught.value.problems

    return problems
