"""The score: its groups as ranges, its indicators as a table."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie.basics.numbers import Exact, quotient, to_text
from jinjie.reports import words
from jinjie.reports.content.teller import Teller
from jinjie.reports.document import Axis, Block, Cell, Column, Part, Radar, Row, ScoreBar, Table
from jinjie.rules.assessment import Result
from jinjie.rules.readings.bound.state import Span
from jinjie.rules.readings.explain import ScoreLine

FEWEST_AXES = 3


def score_bar(teller: Teller, result: Result) -> ScoreBar | None:
    """The score interval with its mark; None where the rulebook has no score."""
    score, span = result.rulebook.score, result.span
    if score is None or span is None:
        return None
    mark: Exact | None = result.rulebook.pass_at
    mark_text = "" if mark is None else f"{teller.say(words.MARK)} {to_text(mark)}"
    return ScoreBar(
        span[0],
        span[1],
        score.max,
        mark,
        span_text(span),
        mark_text,
        "" if mark is None else _remark(teller, span, mark),
    )


def _remark(teller: Teller, span: Span, mark: Exact) -> str:
    """How far the ends of the interval are from the mark."""
    low, high = span
    if low >= mark:
        if low == mark:
            return teller.both("最低分正好及格", "the lowest score just reaches the mark")
        return teller.both(
            f"最低分也高出及格线 {to_text(low - mark)} 分",
            f"even the lowest score is {to_text(low - mark)} above the mark",
        )
    if high < mark:
        return teller.both(
            f"最高分仍差 {to_text(mark - high)} 分", f"even the highest score is {to_text(mark - high)} short"
        )
    return teller.both(
        f"最低分还差 {to_text(mark - low)} 分，最高分够",
        f"the lowest score is {to_text(mark - low)} short, the highest is enough",
    )


def span_text(span: Span) -> str:
    """Points: ``8`` or ``6 … 10``."""
    low, high = span
    return to_text(low) if low == high else f"{to_text(low)} … {to_text(high)}"


def shape(teller: Teller, result: Result) -> Iterator[Block]:
    """The groups of the score as a radar of ranges."""
    if result.score is None:
        return
    groups = [line for line in result.score.lines if line.lines and line.max]
    if len(groups) < FEWEST_AXES:
        return
    axes = tuple(
        Axis(
            teller.say(line.title),
            quotient(line.span[0], line.max),
            quotient(line.span[1], line.max),
            f"{span_text(line.span)} / {to_text(line.max)}",
        )
        for line in groups
    )
    described = teller.both("；", "; ").join(f"{axis.label} {axis.text}" for axis in axes)
    title = teller.both("各类得分占满分的区间", "Each group's score as a range of its maximum")
    yield Part(teller.say(words.PROFILE_OF_SCORE), (Radar(title, described, axes),))


def score_table(teller: Teller, result: Result) -> Iterator[Block]:
    """Groups and indicators with value, points and article."""
    if result.score is None:
        return
    columns = (
        Column(teller.say(words.INDICATOR), 5),
        Column(teller.say(words.VALUE), 5),
        Column(teller.say(words.POINTS), 3, numeric=True),
        Column(teller.say(words.ARTICLE), 3),
    )
    grouped = any(line.lines for line in result.score.lines)
    rows = tuple(
        row for line in result.score.lines for row in _rows(teller, line, 0 if line.lines or not grouped else 1)
    )
    yield Part(teller.say(words.SCORE_TABLE), (Table("", columns, rows),))


def _rows(teller: Teller, line: ScoreLine, level: int) -> Iterator[Row]:
    low, high = line.span
    share = (quotient(low, line.max), quotient(high, line.max)) if line.max else None
    cells = (
        Cell(teller.say(line.title), teller.mark(line.origin.status)),
        Cell(_value(teller, line)),
        Cell(f"{span_text(line.span)} / {to_text(line.max)}"),
        Cell(teller.cite(line.origin)),
    )
    yield Row(cells, level, share)
    for inner in line.lines:
        yield from _rows(teller, inner, level + 1)


def _value(teller: Teller, line: ScoreLine) -> str:
    if line.facts and all(teller.is_unknown(fact) for fact in line.facts):
        return teller.say(words.NOT_KNOWN)
    return teller.say(line.value)
