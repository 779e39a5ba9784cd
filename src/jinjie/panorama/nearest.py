"""The enterprises nearest to a tier that they do not reach for certain."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from jinjie.basics.numbers import Exact, exact
from jinjie.basics.text import Text
from jinjie.panorama.asking import Merge
from jinjie.panorama.cubes import state_of
from jinjie.panorama.opening import ScreenedSet
from jinjie.panorama.subjects import Subject

_IDENTITY = ("name", "credit_code", "region", "industry")
_ORDER = [pl.col("state") == "no", *map(pl.col, ("at most", "at least", "remaining", "credit_code", "name"))]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An enterprise, what blocks it, and how far away it may be."""

    name: str
    credit_code: str
    region: str
    industry: str
    is_open: bool
    """Nothing fails for certain."""
    blocking: Text
    points: tuple[Exact, Exact] | None
    """The points missing to the mark: at least, at most. None where no score counts."""
    criteria: tuple[int, int] | None
    """The outermost criteria not yet met for certain: at least, at most. None where their order is not known."""


def neighbours_query(screened: ScreenedSet, subject: Subject, most: int) -> pl.LazyFrame:
    """The nearest rows: open ones before failing ones, then by missing points, else by criteria not yet met."""
    prefix = subject.prefix
    columns = [pl.col(n) if n in screened.columns else pl.lit("").alias(n) for n in _IDENTITY]
    columns += [_or_nothing(screened, f"{prefix}_{end}").alias(end) for end in ("edition", "blocking")]
    rows = screened.frame.select(*columns, *_scores(screened, subject), state_of(prefix).alias("state"))
    near = rows.filter(pl.col("state").is_in(["no", "possible"])).with_columns(_remaining(subject).alias("remaining"))
    return near.sort(_ORDER, nulls_last=True).head(most)


def nearest_of(most: int) -> Merge:
    """Of the nearest rows of two blocks, the nearest."""
    return lambda both: both.sort(_ORDER, nulls_last=True).head(most)


def _or_nothing(screened: ScreenedSet, name: str) -> pl.Expr:
    return pl.col(name) if name in screened.columns else pl.lit(None, dtype=pl.String)


def _scores(screened: ScreenedSet, subject: Subject) -> list[pl.Expr]:
    """The points missing to the mark of the edition that governs the row."""
    marks = {e.label: float(e.mark) for e in subject.editions if e.mark is not None}
    nothing = pl.lit(None, dtype=pl.Float64)
    if not marks or f"{subject.prefix}_score_low" not in screened.columns:
        return [nothing.alias("at least"), nothing.alias("at most")]
    label = _or_nothing(screened, f"{subject.prefix}_edition")
    mark = label.replace_strict(marks, default=None, return_dtype=pl.Float64)
    low, high = (pl.col(f"{subject.prefix}_score_{end}") for end in ("low", "high"))
    return [(mark - high).clip(0).alias("at least"), (mark - low).clip(0).alias("at most")]


def _remaining(subject: Subject) -> pl.Expr:
    """How many criteria stand from the blocking one to the last."""
    place = pl.lit(None, dtype=pl.Int32)
    for edition in subject.editions:
        ids = list(edition.criteria)
        left = {criterion: len(ids) - at for at, criterion in enumerate(ids)}
        here = pl.col("blocking").replace_strict(left, default=None, return_dtype=pl.Int32)
        place = pl.when(pl.col("edition") == edition.label).then(here).otherwise(place)
    return place


def neighbours_of(subject: Subject, found: pl.DataFrame) -> tuple[Neighbour, ...]:
    """The result of a ``neighbours_query``."""
    return tuple(_neighbour(subject, row) for row in found.iter_rows(named=True))


def _neighbour(subject: Subject, row: dict[str, object]) -> Neighbour:
    label, blocking = str(row["edition"] or ""), row["blocking"]
    title = Text("未写明", "not stated") if blocking is None else subject.criterion(label, str(blocking))
    is_open = row["state"] == "possible"
    low, high = row["at least"], row["at most"]
    name, code, region, industry = (str(row[key] or "") for key in _IDENTITY)
    points = None if low is None or high is None else (_points(low), _points(high))
    return Neighbour(name, code, region, industry, is_open, title, points, _criteria(subject, row, is_open))


def _points(number: object) -> Exact:
    return exact(Fraction(repr(number)))


def _criteria(subject: Subject, row: dict[str, object], is_open: bool) -> tuple[int, int] | None:
    """When nothing fails, all criteria before the first open one are met. When one fails, earlier ones may be open."""
    remaining = row["remaining"]
    if not isinstance(remaining, int):
        return None
    if is_open:
        return 1, remaining
    editions = {edition.label: len(edition.criteria) for edition in subject.editions}
    return 1, editions[str(row["edition"])]
