"""The policy sandbox: other numbers in the law, and which enterprises of a table flip, for certain or possibly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from jinjie.basics.interval import Interval
from jinjie.basics.problems import Place, mistake
from jinjie.basics.text import Text
from jinjie.panorama.sandbox_counts import Flips, Group, sorted_groups, span
from jinjie.panorama.sandbox_firms import Firm, FirmFile, Listed
from jinjie.panorama.sandbox_groups import Dimension, Sorter
from jinjie.panorama.sandbox_tables import TableFile, tables
from jinjie.panorama.sandbox_verdicts import AFTER, BEFORE, EFFECT, Pair
from jinjie.rules.changed import Change, ChangedLibrary
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.readings.screen.frames import FrameScreen, rough_columns
from jinjie.rules.readings.screen.plan import Request
from jinjie.rules.readings.shift import Way

SLICE = 500_000
"""Rows in memory at once."""
SYNTHETIC = "synthetic"
BESIDE = ("credit_code", "name", SYNTHETIC)
"""Columns that no rule needs, shown beside the enterprises or said of all of them."""
YES = ("true", "yes", "1", "是")
SIMULATION = Text(
    "这是模拟：只改了所列的数值，其余照旧；改后的数值不是法规，也不是任何机关的意见。",
    "A simulation: only the numbers listed here are changed. They are no law and no authority's view.",
)

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the library with the changed editions, the day, how to sort, what a subsidy costs."""

    library: ChangedLibrary
    day: date
    by: tuple[Dimension, ...] = ("region", "industry")
    per_head: Interval | None = None
    """In 万元."""
    top: int = 20
    """How many enterprises are listed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the change of one edition does."""

    before: Rulebook
    after: Rulebook
    changes: tuple[Change, ...]
    way: Way
    flips: Flips
    groups: dict[Dimension, tuple[Group, ...]]
    firms: tuple[Firm, ...]

    def to_dict(self, per_head: Interval | None) -> dict[str, Any]:
        """The outcome as it stands in the JSON document."""
        return {
            "before": _edition(self.before),
            "after": _edition(self.after),
            "changes": [change.to_dict() for change in self.changes],
            "direction": self.way,
            "result": self.flips.to_dict(per_head),
            "groups": {
                dimension: [
                    {"key": group.key, "title": group.title.to_dict(), **group.flips.to_dict(per_head)}
                    for group in groups
                ]
                for dimension, groups in self.groups.items()
            },
            "firms": [firm.to_dict() for firm in self.firms],
        }


def _edition(rulebook: Rulebook) -> dict[str, Any]:
    return {"rulebook": rulebook.name, "title": rulebook.title.to_dict(), "hash": rulebook.hash}


@dataclass(frozen=True, slots=True)
class Sandbox:
    """The answer: each changed edition over all enterprises."""

    question: Question
    files: tuple[str, ...]
    rows: int
    unread: int
    """Rows in which something is wrong: they are in no count."""
    synthetic: int
    """Rows that say of themselves that the enterprise is invented."""
    outcomes: tuple[Outcome, ...]

    def to_dict(self) -> dict[str, Any]:
        """The document that ``--format json`` prints."""
        per_head = self.question.per_head
        return {
            "simulation": True,
            "notice": SIMULATION.to_dict(),
            "as_of": self.question.day.isoformat(),
            "files": list(self.files),
            "rows": self.rows,
            "not_read": self.unread,
            "synthetic": self.synthetic,
            "per_head": None if per_head is None else span(per_head),
            "editions": [outcome.to_dict(per_head) for outcome in self.outcomes],
        }


def sandbox(
    question: Question, paths: Sequence[Path], firms: FirmFile | None = None, progress: Progress | None = None
) -> Sandbox:
    """Every enterprise of some files before and after the change; those that flip are written to ``firms`` too.

    Raises InputError when a file cannot be read or holds no fact that the editions read.
    """
    files = tables(paths)
    run = _Run(question, files, firms)
    rows = sum(file.rows for file in files)
    for done in run.slices():
        if progress is not None:
            progress(done, rows)
    return run.answer(rows)


@dataclass
class _Run:
    """One pass over the files, slice by slice."""

    question: Question
    files: list[TableFile]
    firms: FirmFile | None
    synthetic: int = 0
    unread: int = 0

    def __post_init__(self) -> None:
        library = self.question.library
        self.pairs = [Pair.of(library, *names) for names in library.pairs]
        self.sorters = [Sorter(dimension, library.vocabulary) for dimension in self.question.by]
        self.tallies = [_Tally(len(self.sorters)) for _ in self.pairs]
        self.listed = [Listed(pair, self.question.top) for pair in self.pairs]

    def slices(self) -> Iterator[int]:
        """Reads everything; the number of rows after each slice."""
        names = tuple(name for pair in self.question.library.pairs for name in pair)
        lines = frozenset(line for pair in self.pairs for line in pair.lines)
        request = Request(self.question.library, self.question.day, names, detail=True, lines=lines)
        done = 0
        for file in self.files:
            for frame in self._frames(file, request):
                done += frame.height
                yield done

    def _frames(self, file: TableFile, request: Request) -> Iterator[pl.DataFrame]:
        screen = FrameScreen(request, file.schema)
        if not screen.plan.reads:
            names = sorted(self.question.library.get(request.names[0]).facts)[:3]
            raise mistake(
                f"没有一列是这些规则要读的事实；列名应是事实的标识，例如 {'、'.join(names)}",
                f"no column is a fact that these rules read; its name is the fact's, such as {', '.join(names)}",
                Place(str(file.path)),
            )
        beside = [*BESIDE, *(sorter.fact for sorter in self.sorters)]
        columns = list(dict.fromkeys([*screen.row_columns, *(name for name in beside if name in file.schema)]))
        for start in range(0, file.rows, SLICE):
            frame = file.slice(start, SLICE, columns)
            if not start:
                rough = rough_columns(frame, self.question.library.vocabulary)
                screen = FrameScreen(request, file.schema, rough) if rough else screen
            self._take(frame, screen.screen(frame.lazy()), file, start)
            yield frame

    def _take(self, frame: pl.DataFrame, found: pl.DataFrame, file: TableFile, start: int) -> None:
        """Count a slice, and keep those that flip."""
        keys = [self._keys(frame, sorter) for sorter in self.sorters]
        self.synthetic += _number_of_yes(frame)
        self.unread += int(found[f"{self.pairs[0].before.name}_verdict"].is_null().sum())
        for pair, tally, listed in zip(self.pairs, self.tallies, self.listed, strict=True):
            verdicts = pair.verdicts(found).with_columns(keys)
            tally.add(verdicts)
            flipping = pair.flipping(verdicts, found, frame, start)
            listed.add(flipping, self.sorters, str(file.path))
            if self.firms is not None:
                self.firms.add(pair, flipping, self.sorters, str(file.path))

    @staticmethod
    def _keys(frame: pl.DataFrame, sorter: Sorter) -> pl.Series:
        if sorter.fact in frame.columns:
            return sorter.keys(frame[sorter.fact])
        return pl.Series(sorter.dimension, [""], dtype=pl.String).new_from_index(0, frame.height)

    def answer(self, rows: int) -> Sandbox:
        library = self.question.library
        outcomes = tuple(
            Outcome(
                pair.before,
                pair.after,
                library.changes[pair.before.name],
                pair.shift.way,
                tally.flips(),
                {sorter.dimension: tally.groups(place, sorter) for place, sorter in enumerate(self.sorters)},
                listed.firms(),
            )
            for pair, tally, listed in zip(self.pairs, self.tallies, self.listed, strict=True)
        )
        files = tuple(str(file.path) for file in self.files)
        return Sandbox(self.question, files, rows, self.unread, self.synthetic, outcomes)


@dataclass
class _Tally:
    """Enterprises counted by verdicts, effect and the keys of their groups."""

    dimensions: int
    counted: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def add(self, verdicts: pl.DataFrame) -> None:
        keys = verdicts.columns[3 : 3 + self.dimensions]
        counts = verdicts.drop_nulls(BEFORE).group_by([BEFORE, AFTER, EFFECT, *keys]).len()
        for *cell, number in counts.iter_rows():
            self.counted[tuple(cell)] += number

    def flips(self) -> Flips:
        return Flips(_summed((cell[:3], n) for cell, n in self.counted.items()))

    def groups(self, place: int, sorter: Sorter) -> tuple[Group, ...]:
        by_key: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for cell, number in self.counted.items():
            by_key.setdefault(cell[3 + place], []).append((cell[:3], number))
        return tuple(sorted_groups(Group(key, sorter.title(key), Flips(_summed(rows))) for key, rows in by_key.items()))


def _summed(rows: Any) -> Counter[Any]:
    counted: Counter[Any] = Counter()
    for cell, number in rows:
        counted[cell] += number
    return counted


def _number_of_yes(frame: pl.DataFrame) -> int:
    """How many rows say that their enterprise is invented."""
    if SYNTHETIC not in frame.columns:
        return 0
    return int(frame[SYNTHETIC].cast(pl.String).str.to_lowercase().is_in(YES).sum())
