"""The score of a rulebook file: parts, measures, bands without gap or overlap."""

from __future__ import annotations

from dataclasses import dataclass

from jinjie.basics.interval import Interval
from jinjie.basics.problems import mistake
from jinjie.basics.text import Text
from jinjie.facts.vocabulary import Kind
from jinjie.rules.language.building import Builder, literal_of, number, points_range
from jinjie.rules.language.conditions import Origin
from jinjie.rules.language.conditions_text import parse_points
from jinjie.rules.language.files import BandModel, LevelModel, MeasureModel, PartModel, ScoreModel
from jinjie.rules.language.ladder import Ladder
from jinjie.rules.language.scores import (
    Bands,
    BestOf,
    Each,
    Group,
    Indicator,
    Level,
    Levels,
    Measure,
    Part,
    Points,
    Step,
)
from jinjie.terms.units import PLAIN


@dataclass
class ScoreBuilder:
    """Builds the tree of a score with the builder of conditions."""

    builder: Builder

    def score(self, model: ScoreModel, above: Origin) -> Group:
        title = Text("评价得分", "Score") if model.title is None else model.title.text()
        origin = Origin(above.source, model.cite or above.cite, above.status)
        return Group("score", title, number(model.max), origin, self.parts(model.parts, origin))

    def parts(self, models: list[PartModel], above: Origin) -> tuple[Part, ...]:
        built: list[Part] = []
        for model in models:
            with self.builder.at(model.id or ""):
                built.append(self.part(model, above))
        return tuple(built)

    def part(self, model: PartModel, above: Origin) -> Part:
        if model.id is None:
            raise mistake("评分的每一项要有 id", "every part of a score needs an id")
        self.builder.new_id(model.id, "", fixed=True)
        origin = self.builder.origin(model, above)
        if not origin.cite:
            self.builder.report(model.id, "缺少条款出处 cite", "the article (cite) is missing")
        title = Text(model.id, model.id) if model.title is None else model.title.text()
        if model.parts is not None:
            return Group(model.id, title, number(model.max), origin, self.parts(model.parts, origin))
        return Indicator(model.id, title, number(model.max), origin, self.measure(model, origin, model.id))

    def measure(self, model: MeasureModel, origin: Origin, owner: str) -> Measure:
        if model.bands is not None:
            assert model.of is not None
            return self.bands(model.of, model, origin)
        if model.levels is not None:
            return Levels(tuple(self.level(level, origin, owner) for level in model.levels))
        if model.each is not None:
            assert model.of_these is not None
            conditions = (self.builder.condition(c, origin, owner) for c in model.of_these)
            return Each(number(model.each), tuple(conditions))
        if model.best_of is not None:
            return BestOf(tuple(self.measure(inner, origin, owner) for inner in model.best_of))
        assert model.points is not None
        return Points(parse_points(model.points, self.builder.scope)[0])

    def level(self, model: LevelModel, above: Origin, owner: str) -> Level:
        origin = self.builder.origin(model, above)
        condition = None if model.when is None else self.builder.condition(model.when, origin, owner)
        return Level(condition, points_range(model.points), origin)

    def bands(self, of: str, model: MeasureModel, _origin: Origin) -> Bands:
        assert model.bands is not None
        scope = self.builder.scope
        term, unit = parse_points(of, scope)
        ends = [self.band(band, unit) for band in model.bands]
        points = [points_range(band.points) for band in model.bands]
        domain = term.value(scope.vocabulary.box())
        intervals = Ladder(ends, Kind.NUMBER if unit == PLAIN else Kind(unit)).intervals(domain)
        for earlier, later in zip(points, points[1:], strict=False):
            if not (earlier.low or 0) > (later.high or 0):
                raise mistake("分档要从高分到低分写", "bands are listed best first, with falling points")
        return Bands(term, unit, tuple(map(Step, intervals, points)), model.monotone)

    def band(self, band: BandModel, unit: str) -> Interval:
        """The ends that the author wrote."""
        limits = self.builder.scope.limits
        low = None if band.from_ is None else literal_of(band.from_, unit, limits)
        high = None if band.to is None else literal_of(band.to, unit, limits)
        if low is not None and high is not None and low >= high:
            raise mistake(f"分档 {band.from_} 到 {band.to} 是空的", f"the band {band.from_} to {band.to} is empty")
        return Interval(low, high)
