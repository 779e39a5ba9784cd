"""The enterprises that flip: the first of them in memory, all of them in a CSV file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import polars as pl

from jinjie.basics.files import READABLE, unwritable
from jinjie.basics.text import Language, Text
from jinjie.panorama.sandbox_counts import CERTAIN, EFFECTS, VERDICT_WORDS
from jinjie.panorama.sandbox_groups import DIMENSIONS, Sorter
from jinjie.panorama.sandbox_verdicts import AFTER, BEFORE, BLOCKS_AFTER, BLOCKS_BEFORE, EFFECT, ROW, Pair

HEADS: dict[str, Text] = {
    "edition": Text("标准（改动后）", "Edition (changed)"),
    "file": Text("文件", "File"),
    ROW: Text("第几家", "Row"),
    "credit_code": Text("统一社会信用代码", "Unified social credit code"),
    "name": Text("企业名称", "Enterprise"),
    "region": DIMENSIONS["region"],
    "city": DIMENSIONS["city"],
    "county": DIMENSIONS["county"],
    "industry": DIMENSIONS["industry"],
    BEFORE: Text("改动前", "Before"),
    AFTER: Text("改动后", "After"),
    EFFECT: Text("影响", "Effect"),
    BLOCKS_BEFORE: Text("改动前未满足", "Not met before"),
    BLOCKS_AFTER: Text("改动后未满足", "Not met after"),
}
"""The columns of the CSV file."""
FORMULA = r"^([=+\-@\t\r])"
"""How a text begins that a spreadsheet would run."""


@dataclass(frozen=True, slots=True)
class Firm:
    """One enterprise that flips or may flip."""

    file: str
    row: int
    credit_code: str | None
    name: str | None
    places: tuple[Text, ...]
    """Its groups, in the order in which they were asked for."""
    before: str
    after: str
    effect: str
    blocking: Text | None
    """The first criterion not met after the change, or before it where the enterprise gains."""

    def to_dict(self) -> dict[str, Any]:
        """The enterprise as it stands in the JSON document."""
        blocking = None if self.blocking is None else self.blocking.to_dict()
        where = {"file": self.file, "row": self.row, "credit_code": self.credit_code, "name": self.name}
        groups = [place.to_dict() for place in self.places]
        what = {BEFORE: self.before, AFTER: self.after, EFFECT: self.effect}
        return {**where, "groups": groups, **what, "blocking": blocking}


@dataclass
class Listed:
    """The first enterprises that flip, those that do for certain before those that may."""

    pair: Pair
    top: int
    _certain: list[Firm] = field(default_factory=list)
    _possible: list[Firm] = field(default_factory=list)

    def add(self, flipping: pl.DataFrame, sorters: Sequence[Sorter], file: str) -> None:
        certain = pl.col(EFFECT).is_in(sorted(CERTAIN))
        for found, rows in ((self._certain, flipping.filter(certain)), (self._possible, flipping.filter(~certain))):
            for row in rows.head(self.top - len(found)).iter_rows(named=True):
                found.append(self._firm(row, sorters, file))

    def _firm(self, row: dict[str, Any], sorters: Sequence[Sorter], file: str) -> Firm:
        blocking = row[BLOCKS_AFTER] or row[BLOCKS_BEFORE]
        return Firm(
            file,
            row[ROW],
            row.get("credit_code"),
            row.get("name"),
            tuple(sorter.title(row[sorter.dimension]) for sorter in sorters),
            row[BEFORE],
            row[AFTER],
            row[EFFECT],
            self.pair.titles.get(blocking),
        )

    def firms(self) -> tuple[Firm, ...]:
        return tuple([*self._certain, *self._possible][: self.top])


@dataclass
class FirmFile:
    """A CSV file that grows slice by slice, with a head and words in one language."""

    file: IO[bytes]
    language: Language
    _begun: bool = False

    def add(self, pair: Pair, flipping: pl.DataFrame, sorters: Sequence[Sorter], file: str) -> None:
        """Write the enterprises of a slice."""
        words = [
            self._said(flipping[BEFORE], VERDICT_WORDS),
            self._said(flipping[AFTER], VERDICT_WORDS),
            self._said(flipping[EFFECT], EFFECTS),
            *(self._said(flipping[name], pair.titles) for name in (BLOCKS_BEFORE, BLOCKS_AFTER)),
            *(self._places(flipping[sorter.dimension], sorter) for sorter in sorters),
        ]
        about = (pl.lit(pair.after.name).alias("edition"), pl.lit(file).alias("file"))
        beside = [name for name in ("credit_code", "name") if name not in flipping.columns]
        nothing = (pl.lit(None, dtype=pl.String).alias(name) for name in beside)
        shown = flipping.with_columns(*words, *about, *nothing)
        columns = [name for name in HEADS if name in shown.columns]
        harmless = pl.col("credit_code", "name").str.replace(FORMULA, "'$1")
        shown = shown.with_columns(harmless).select(pl.col(name).alias(HEADS[name][self.language]) for name in columns)
        shown.write_csv(self.file, include_header=not self._begun, include_bom=not self._begun)
        self._begun = True

    def _said(self, column: pl.Series, words: dict[str, Text]) -> pl.Series:
        said = {key: text[self.language] for key, text in words.items()}
        return column.replace_strict(said, default=column, return_dtype=pl.String)

    def _places(self, column: pl.Series, sorter: Sorter) -> pl.Series:
        titles = {key: sorter.title(key)[self.language] for key in column.unique()}
        return column.replace_strict(titles, return_dtype=pl.String) if titles else column


@contextmanager
def firm_file(path: Path, language: Language) -> Iterator[FirmFile]:
    """A CSV file written whole or not at all; spreadsheets read its Chinese as it is.

    Raises InputError when it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                yield FirmFile(file, language)
            return
        target = Path(os.path.realpath(path))
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield FirmFile(file, language)
            unfinished.chmod(target.stat().st_mode if target.exists() else READABLE)
            os.replace(unfinished, target)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
