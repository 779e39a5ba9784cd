"""The verdicts of one edition before and after, row by row, and what the change does to each enterprise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

import polars as pl

from jinjie.basics.text import Text
from jinjie.panorama.sandbox_counts import (
    FAIL,
    GAINS,
    LOSES,
    MAY_CHANGE,
    MAY_GAIN,
    MAY_LOSE,
    OPEN,
    PASS,
    STAYS,
)
from jinjie.rules.changed import ChangedLibrary
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.readings.shift import Shift, Way, shift
from jinjie.rules.readings.wording import Wording

BEFORE, AFTER, EFFECT = "before", "after", "effect"
ROW, BLOCKS_BEFORE, BLOCKS_AFTER = "row", "blocks_before", "blocks_after"
_OF_CELLS = {
    (FAIL, PASS): GAINS,
    (PASS, FAIL): LOSES,
    (FAIL, OPEN): MAY_GAIN,
    (OPEN, PASS): MAY_GAIN,
    (PASS, OPEN): MAY_LOSE,
    (OPEN, FAIL): MAY_LOSE,
}
_BOTH_OPEN: dict[Way, str] = {"same": STAYS, "tighter": MAY_LOSE, "looser": MAY_GAIN, "other": MAY_CHANGE}
"""What may happen where both verdicts are open: an edition that asks more can only take."""


@dataclass(frozen=True)
class Pair:
    """An edition and the changed one."""

    before: Rulebook
    after: Rulebook
    shift: Shift
    titles: dict[str, Text]
    """Of the outermost criteria, overlays' own too."""

    @classmethod
    def of(cls, library: ChangedLibrary, before: str, after: str) -> Pair:
        """The pair with what changes in it, under any overlay."""
        ends = ["", *(f"+{overlay.name}" for overlay in library.overlays(before))]
        books = [(library.get(before + end), library.get(after + end)) for end in ends]
        found = reduce(Shift.joined, (shift(*pair) for pair in books))
        titles = {}
        for book, _ in reversed(books):
            wording = Wording(library.vocabulary, book)
            titles.update({c.id: c.title or wording.subject(c.rule) for c in book.criteria.children})
        return cls(*books[0], found, titles)

    @property
    def lines(self) -> frozenset[str]:
        """The criteria and indicators whose truth or points tell whether the change bears on a row."""
        return self.shift.criteria | self.shift.indicators

    def verdicts(self, found: pl.DataFrame) -> pl.DataFrame:
        """Verdict before, verdict after and effect of every row; null where a row is wrong."""
        one, other = (self._verdict(found, book) for book in (self.before, self.after))
        both = found.select(one.cast(pl.String).alias(BEFORE), other.cast(pl.String).alias(AFTER), self._settled(found))
        before, after = pl.col(BEFORE), pl.col(AFTER)
        may = (before == OPEN) & (after == OPEN) & ~pl.col("settled")
        effect = pl.when(may).then(pl.lit(_BOTH_OPEN[self.shift.way])).otherwise(pl.lit(STAYS))
        for (was, becomes), word in _OF_CELLS.items():
            effect = pl.when((before == was) & (after == becomes)).then(pl.lit(word)).otherwise(effect)
        return both.select(BEFORE, AFTER, pl.when(before.is_not_null()).then(effect).alias(EFFECT))

    @staticmethod
    def _verdict(found: pl.DataFrame, book: Rulebook) -> pl.Series:
        return found[f"{book.name}_verdict"]

    def _settled(self, found: pl.DataFrame) -> pl.Series:
        """The rows in which everything that the change touches is known and is the same before and after."""
        settled = pl.Series("settled", [True]).new_from_index(0, found.height)
        return reduce(lambda a, b: a & b, self._unmoved(found), settled).alias("settled")

    def _unmoved(self, found: pl.DataFrame) -> Iterator[pl.Series]:
        """For each line that the change touches: the rows in which it is the same whatever is unknown.

        A line that the law of a row does not have is null on both sides.
        """
        for id_ in self.shift.criteria:
            one, other = self._both(found, f".{id_}")
            yield one.eq_missing(other) & (one != "unknown").fill_null(True)
        for id_ in self.shift.indicators:
            low, low_after = self._both(found, f".{id_}_low")
            high, high_after = self._both(found, f".{id_}_high")
            yield low.eq_missing(high) & low.eq_missing(low_after) & high.eq_missing(high_after)
        if self.shift.grades:
            one, other = self._both(found, "_grade")
            yield (one == other).fill_null(False)

    def _both(self, found: pl.DataFrame, end: str) -> tuple[pl.Series, pl.Series]:
        """A column before and after, as plain values."""
        one, other = (found[f"{book.name}{end}"] for book in (self.before, self.after))
        words = isinstance(one.dtype, pl.Enum)
        return (one.cast(pl.String), other.cast(pl.String)) if words else (one, other)

    def flipping(self, verdicts: pl.DataFrame, found: pl.DataFrame, frame: pl.DataFrame, start: int) -> pl.DataFrame:
        """The rows that flip or may, with their number in the file (from 1), what blocks, and the columns beside."""
        rows = (verdicts[EFFECT] != STAYS).fill_null(False).arg_true()
        blocks = [
            found[f"{book.name}_blocking"][rows].cast(pl.String).alias(name)
            for book, name in ((self.before, BLOCKS_BEFORE), (self.after, BLOCKS_AFTER))
        ]
        beside = [name for name in ("credit_code", "name") if name in frame.columns]
        numbers = (rows.cast(pl.Int64) + start + 1).alias(ROW)
        return verdicts[rows].with_columns(numbers, *blocks, *(frame[name][rows].cast(pl.String) for name in beside))
