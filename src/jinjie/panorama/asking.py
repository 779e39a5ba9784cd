"""Questions to the rows, answered block by block: a block is read once, and only sums are kept of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from jinjie.panorama.opening import ScreenedSet

COUNT = "len"
Answers = Mapping[str, pl.DataFrame]
Merge = Callable[[pl.DataFrame], pl.DataFrame]


def summed(answers: pl.DataFrame) -> pl.DataFrame:
    """Groups with their counts, the same groups together; without groups, one row of sums."""
    groups = [name for name in answers.columns if name != COUNT]
    if COUNT not in answers.columns:
        return answers.sum()
    return answers.group_by(groups).agg(pl.col(COUNT).cast(pl.Int64).sum()).sort(groups, nulls_last=True)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a block, and how the answers of two blocks become one."""

    ask: Callable[[ScreenedSet], pl.LazyFrame]
    merge: Merge = summed


def answers(screened: ScreenedSet, questions: Mapping[str, Question]) -> dict[str, pl.DataFrame]:
    """The answers by the names of the questions. Memory holds one block and the answers, however many rows."""
    found: dict[str, pl.DataFrame] = {}
    for block in screened.blocks():
        new = pl.collect_all([question.ask(block) for question in questions.values()], engine="streaming")
        for (name, question), answer in zip(questions.items(), new, strict=True):
            both = [found[name], _wide(answer)] if name in found else [_wide(answer)]
            found[name] = question.merge(pl.concat(both))
    return found


def _wide(answer: pl.DataFrame) -> pl.DataFrame:
    """Counts that cannot overflow, in one type."""
    return answer.with_columns(pl.col(pl.UInt32).cast(pl.Int64))
