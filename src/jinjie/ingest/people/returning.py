"""The table goes back to its owner, with the results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinjie.basics.files import unwritable, write_parts, write_whole
from jinjie.basics.problems import Place, mistake
from jinjie.basics.text import Language
from jinjie.ingest.people.added import PROBLEMS, PROBLEMS_COLUMN, Added, AddedColumn, Tone, problem_words
from jinjie.ingest.people.book import BookGrid
from jinjie.ingest.people.book_return import Addition, Results, book_with
from jinjie.ingest.people.file import TEXT_ENDINGS, PeopleFile
from jinjie.ingest.people.text_return import text_with


def write_back(  # noqa: PLR0913 - the choices of a command, each with a default
    people: PeopleFile,
    added: Sequence[AddedColumn],
    results: Results,
    out: Path,
    *,
    language: Language = "zh",
    overwrite: bool = False,
) -> None:
    """The user's own file with the added columns; ``results`` are values by row number and key.

    Where rows have problems, a column that lists them comes last, and in a workbook the cells are marked. Columns and
    marks of an earlier run are replaced. The file appears whole or not at all.

    Raises InputError when ``out`` cannot be written, has another ending, or is the input itself (unless
    ``overwrite``).
    """
    _check_target(people, out, overwrite)
    addition = _addition(people, added, results, language)
    if not isinstance(people.grid, BookGrid):
        people.grid.require_unchanged()
        write_parts(out, text_with(people.grid, people.header, addition))
        return
    try:
        content = book_with(people.grid, people.header, addition)  # passes through temporary files of its own
    except OSError as error:
        raise unwritable(out, error) from error
    write_whole(out, content)


def _check_target(people: PeopleFile, out: Path, overwrite: bool) -> None:
    expected = {".xlsx"} if isinstance(people.grid, BookGrid) else TEXT_ENDINGS
    if out.suffix.lower() not in expected:
        endings = "、".join(sorted(expected))
        raise mistake(
            f"写回的文件名应以 {endings} 结尾，与读入的一样",
            f"the file written back must end in {' or '.join(sorted(expected))}, like the one read",
            Place(str(out)),
        )
    if not overwrite and out.exists() and people.path.exists() and out.samefile(people.path):
        raise mistake(
            "这就是读入的文件，不会覆盖；请另取文件名，或明确要求覆盖",
            "this is the file that was read; choose another name, or ask for it to be overwritten",
            Place(str(out)),
        )


def _addition(people: PeopleFile, added: Sequence[AddedColumn], results: Results, language: Language) -> Addition:
    problems = people.problems
    if not problems:
        return Addition(added, results, {}, language)
    merged: dict[int, Mapping[str, Added]] = dict(results)
    for row, found in problems.items():
        words = problem_words(found, people.vocabulary, language)
        merged[row] = {**results.get(row, {}), PROBLEMS: Added(words, Tone.ERROR)}
    return Addition([*added, PROBLEMS_COLUMN], merged, problems, language)
