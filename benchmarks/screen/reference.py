"""The answers of the scalar reading, firm by firm: what every contender is held to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl
from columns import ANSWERS, CRITERIA, VERDICTS, YES_NO

from jinjie.facts.profile import profile_of
from jinjie.rules.assessment import Assessor, Result
from jinjie.rules.library import Library

RULEBOOK, DAY = "srdi-sme@2022", date(2023, 6, 30)
WORDS = {True: "yes", False: "no"}
Answer = tuple[int, float, float, int]


def answers(rows: pl.DataFrame) -> pl.DataFrame:
    """``columns.ANSWERS`` of the one-pass interval reading, about 300 firms a second."""
    assessor = Assessor(Library())
    found = list(_answers(assessor, rows))
    return pl.DataFrame(found, schema=list(ANSWERS), orient="row")


def _answers(assessor: Assessor, rows: pl.DataFrame) -> Iterator[Answer]:
    for row in rows.iter_rows(named=True):
        profile = profile_of({"facts": _facts(row)}, assessor.library.vocabulary)
        assessment = assessor.assess(profile, DAY, [RULEBOOK], method="plain")
        assert not assessment.conflicts, row
        yield _answer(assessment.results[0])


def _answer(result: Result) -> Answer:
    assert result.span is not None
    low, high = map(float, result.span)
    blocking = len(CRITERIA) if result.blocking is None else CRITERIA.index(result.blocking.id)
    return VERDICTS.index(result.verdict), low, high, blocking


def _facts(row: dict[str, Any]) -> dict[str, str]:
    """The known cells as a user writes them: 4535.14 is that decimal, not the nearest binary number."""
    known = {name: value for name, value in row.items() if value is not None}
    return {name: WORDS[value] if name in YES_NO else str(value) for name, value in known.items()}
