"""Small tables of people, as workbooks and as text."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from jinjie.basics import credit_code
from jinjie.basics.problems import InputError, Problem
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.people import PeopleFile, PeopleRow, open_people

DAY = date(2026, 11, 1)
Rows = Sequence[Sequence[Any]]


def code(number: int) -> str:
    """A well-formed credit code of nobody."""
    first = f"91440101{number:09d}"
    return first + credit_code.check_digit(first)


def value_of(row: PeopleRow, fact: str) -> Any:
    assert row.profile is not None, [str(problem) for problem in row.problems]
    return row.profile.statements[fact][0].value


@pytest.fixture
def saved(tmp_path: Path) -> Callable[..., Path]:
    """A workbook with these rows; ``change`` may do more to its sheet."""

    def save(rows: Rows, change: Callable[[Any], None] | None = None, name: str = "people.xlsx") -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        sheet.title = "名单"
        for row in rows:
            sheet.append(list(row))
        if change is not None:
            change(sheet)
        path = tmp_path / name
        book.save(path)
        return path

    return save


@pytest.fixture
def typed(tmp_path: Path) -> Callable[..., Path]:
    """A text file in some encoding."""

    def save(text: str, encoding: str = "utf-8", name: str = "people.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return save


@pytest.fixture
def opened(vocabulary: Vocabulary) -> Callable[..., PeopleFile]:
    def open_file(path: Path, sheet: str | None = None, day: date = DAY) -> PeopleFile:
        return open_people(path, vocabulary, day, sheet)

    return open_file


@pytest.fixture
def people(saved: Callable[..., Path], opened: Callable[..., PeopleFile]) -> Callable[..., PeopleFile]:
    """The people of a workbook with these rows."""

    def read(rows: Rows, change: Callable[[Any], None] | None = None) -> PeopleFile:
        return opened(saved(rows, change))

    return read


@pytest.fixture
def refused(opened: Callable[..., PeopleFile]) -> Callable[..., tuple[Problem, ...]]:
    """The problems for which a file cannot be opened at all."""

    def problems(path: Path, sheet: str | None = None) -> tuple[Problem, ...]:
        with pytest.raises(InputError) as caught:
            opened(path, sheet)
        return caught.value.problems

    return problems
