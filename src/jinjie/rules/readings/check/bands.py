"""Every value falls in exactly one band, every band is reached, and points move the way that was declared."""

from __future__ import annotations

import z3

from jinjie.basics.text import Text
from jinjie.facts.writing import interval_text
from jinjie.rules.language.scores import Bands, Step
from jinjie.rules.readings.check.desk import Desk, Question
from jinjie.rules.readings.check.encoding import Formula, inside
from jinjie.rules.readings.wording import kind_of, points_text

_DIRECTIONS = {
    "rising": Text("数值越高分数不降", "more never gives fewer points"),
    "falling": Text("数值越高分数不升", "more never gives more points"),
}


def check_bands(desk: Desk, node: str, bands: Bands) -> None:
    """Gaps, overlaps, bands that nobody reaches, a direction that does not hold."""
    value = desk.formulas.world.number(bands.term)
    inner = [inside(value, step.interval) for step in bands.steps]
    facts = tuple(bands.term.facts())
    gap = Text("有数值不落在任何一档", "some value falls in no band")
    overlap = Text("有数值同时落在两档", "some value falls in two bands at once")
    desk.must_be_impossible(Question("bands", node, z3.Not(z3.Or(inner)), facts, gap))
    if len(inner) > 1:
        desk.must_be_impossible(Question("bands", node, z3.Not(z3.AtMost(*inner, 1)), facts, overlap))
    for step, formula in zip(bands.steps, inner, strict=True):
        words = band_words(step, bands)
        never = Text(f"没有数值能落在“{words.zh}”这一档", f"no value can fall in the band {words.en}")
        desk.must_be_possible(Question("bands", node, formula, facts, never))
    if bands.monotone is not None:
        _check_direction(desk, node, bands)


def band_words(step: Step, bands: Bands) -> Text:
    """``≥ 80%: 5 points``."""
    kind = kind_of(bands.kind)
    zh, en = interval_text(step.interval, kind, "zh"), interval_text(step.interval, kind, "en")
    return Text(f"{zh}：{points_text(step.points, 'zh')}", f"{en}: {points_text(step.points, 'en')}")


def _check_direction(desk: Desk, node: str, bands: Bands) -> None:
    """There are no two values, one at most the other, whose points go the wrong way."""
    assert bands.monotone is not None
    fewer, more = z3.Real("fewer"), z3.Real("more")
    hull = bands.term.value(desk.vocabulary.box())
    given = [desk.formulas.given(step.points) for step in bands.steps]
    at_fewer, at_more = _points_at(fewer, bands, given), _points_at(more, bands, given)
    wrong = at_fewer > at_more if bands.monotone == "rising" else at_fewer < at_more
    formula = z3.And(inside(fewer, hull), inside(more, hull), fewer <= more, wrong)
    declared = _DIRECTIONS[bands.monotone]
    complaint = Text(f"声明了“{declared.zh}”，但分档并非如此", f"it declares that {declared.en}, but the bands differ")
    desk.must_be_impossible(Question("monotone", node, formula, (), complaint))


def _points_at(value: Formula, bands: Bands, given: list[Formula]) -> Formula:
    found: Formula = z3.RealVal(0)
    for step, points in reversed(list(zip(bands.steps, given, strict=True))):
        found = z3.If(inside(value, step.interval), points, found)
    return found
