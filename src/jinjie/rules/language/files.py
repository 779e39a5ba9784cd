"""The shapes of rulebook and overlay files (pydantic), before their expressions are read."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from jinjie.documents.models import FileModel, FormError, TextModel
from jinjie.rules.language.conditions import Role, Status

Names = list[str]
_LOGIC = ("when", "veto", "prerequisite", "all_", "any_", "none", "not_", "at_least", "table", "rulebook")


def _words(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


class RuleModel(FileModel):
    """What every named rule may carry."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    id: str | None = Field(default=None, pattern=r"^[a-z][a-z0-9_]*$")
    title: TextModel | None = None
    cite: str | None = None
    source: str | None = None
    status: Status | None = None
    note: TextModel | None = None


class CriterionModel(RuleModel):
    """A condition with a name. Exactly one of its forms is given."""

    role: Role | None = None
    when: str | CriterionModel | None = None
    veto: str | CriterionModel | None = None
    prerequisite: str | CriterionModel | None = None
    all_: list[str | CriterionModel] | None = Field(default=None, alias="all")
    any_: list[str | CriterionModel] | None = Field(default=None, alias="any")
    none: list[str | CriterionModel] | None = None
    not_: str | CriterionModel | None = Field(default=None, alias="not")
    at_least: int | None = Field(default=None, ge=1)
    of: list[str | CriterionModel] | None = None
    table: str | None = None
    column: str | None = None
    rulebook: str | None = None

    @model_validator(mode="after")
    def one_form(self) -> CriterionModel:
        given = [name.rstrip("_") for name in _LOGIC if getattr(self, name) is not None]
        if len(given) != 1:
            names = ", ".join(name.rstrip("_") for name in _LOGIC)
            found = ", ".join(given) or "—"
            raise FormError(
                f"条件要写且只写 {names} 之一（这里有：{found}）", f"give exactly one of {names} (found: {found})"
            )
        if (self.at_least is None) != (self.of is None):
            raise FormError("at_least 要与 of 一起写", "at_least goes with of")
        if (self.table is None) != (self.column is None):
            raise FormError("table 要与 column 一起写", "table goes with column")
        return self


class BandModel(FileModel):
    """Points for a stretch of values."""

    from_: str | None = Field(default=None, alias="from")
    to: str | None = None
    points: str


class LevelModel(RuleModel):
    """Points when a condition holds."""

    when: str | CriterionModel | None = None
    points: str


class MeasureModel(FileModel):
    """One way to give points."""

    of: str | None = None
    bands: list[BandModel] | None = None
    monotone: Literal["rising", "falling"] | None = None
    levels: list[LevelModel] | None = None
    each: str | None = None
    of_these: list[str | CriterionModel] | None = None
    best_of: list[MeasureModel] | None = None
    points: str | None = None

    @model_validator(mode="after")
    def one_measure(self) -> MeasureModel:
        given = [n for n in ("bands", "levels", "each", "best_of", "points") if getattr(self, n) is not None]
        if len(given) > 1 or (not given and not getattr(self, "parts", None)):
            found = ", ".join(given) or "—"
            raise FormError(
                f"指标要写 bands、levels、each、best_of、points 或 parts 之一（这里有：{found}）",
                f"give one of bands, levels, each, best_of, points or parts (found: {found})",
            )
        if (self.bands is None) != (self.of is None):
            raise FormError("bands 要与 of 一起写", "bands goes with of")
        if (self.each is None) != (self.of_these is None):
            raise FormError("each 要与 of_these 一起写", "each goes with of_these")
        return self


class PartModel(MeasureModel, RuleModel):
    """A group (with parts) or an indicator (with a measure)."""

    max: str
    parts: list[PartModel] | None = None


class ScoreModel(FileModel):
    """The whole score."""

    max: str
    title: TextModel | None = None
    cite: str | None = None
    parts: list[PartModel]


class PeriodModel(FileModel):
    """From a day to a day, both included."""

    from_: datetime.date | None = Field(default=None, alias="from")
    to: datetime.date | None = None
    cite: str | None = None
    source: str | None = None
    status: Status | None = None
    note: TextModel | None = None

    @model_validator(mode="after")
    def in_order(self) -> PeriodModel:
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            raise FormError("结束早于开始", "the period ends before it begins")
        return self


class TransitionModel(PeriodModel):
    """Cases that this edition governs outside the time it is in force."""

    when: str | CriterionModel


class RowModel(RuleModel):
    """One row of a table: the codes it is for, the facts, a list of thresholds per column."""

    model_config = ConfigDict(extra="allow", frozen=True)

    within: Annotated[Names, BeforeValidator(_words)]
    facts: Annotated[Names, BeforeValidator(_words)]


class TableModel(FileModel):
    """Thresholds by a code."""

    by: str
    columns: Names
    rows: list[RowModel]


class GradeModel(FileModel):
    """One grade; the last has no condition."""

    id: str
    title: TextModel
    when: str | CriterionModel | None = None


class ExpectModel(FileModel):
    """What must come out of an example."""

    verdict: Literal["pass", "fail", "undetermined"] | None = None
    score: str | None = None
    deciding: list[Names] | None = None
    grade: str | list[str] | None = None
    criteria: dict[str, Literal["true", "false", "unknown"]] = Field(default_factory=dict)
    indicators: dict[str, str] = Field(default_factory=dict)
    edition: str | None = None


class ExampleModel(FileModel):
    """An example: facts and what must come out."""

    name: TextModel | str
    on: datetime.date | None = None
    edition: str | None = None
    facts: dict[str, Any]
    expect: ExpectModel
    note: TextModel | None = None


class RulebookModel(FileModel):
    """One edition of a rulebook."""

    rulebook: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    edition: str = Field(pattern=r"^[0-9A-Za-z.-]+$")
    title: TextModel
    kind: str
    source: str
    cite: str | None = None
    status: Status = "verified"
    in_force: PeriodModel
    also_in_force: list[TransitionModel] = Field(default_factory=list)
    validity_years: int | None = None
    rank: int = 99
    note: TextModel | None = None
    limits: dict[str, str] = Field(default_factory=dict)
    criteria: list[str | CriterionModel]
    score: ScoreModel | None = None
    tables: dict[str, TableModel] = Field(default_factory=dict)
    grades: list[GradeModel] = Field(default_factory=list)
    examples: list[ExampleModel] = Field(default_factory=list)


class AdditionModel(FileModel):
    """Criteria put at the end of a named one."""

    to: str
    criteria: list[str | CriterionModel]


class OverlayModel(FileModel):
    """What a province or a year's notice changes in an edition."""

    overlay: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    of: str
    title: TextModel
    source: str
    cite: str | None = None
    status: Status = "verified"
    note: TextModel | None = None
    when: str | CriterionModel | None = None
    in_force: PeriodModel
    change: dict[str, dict[str, Any]] = Field(default_factory=dict)
    add: list[AdditionModel | CriterionModel] = Field(default_factory=list)
    remove: list[str] = Field(default_factory=list)
    examples: list[ExampleModel] = Field(default_factory=list)


class CasesModel(FileModel):
    """A file of cases beside the rulebooks."""

    rulebook: str
    cases: list[ExampleModel]


class SourceModel(FileModel):
    """One official document."""

    title: TextModel
    number: str | None = None
    issuer: TextModel | None = None
    issued: datetime.date | None = None
    url: str | None = None
    status: Status = "verified"
    note: TextModel | None = None


class SourcesModel(FileModel):
    """The register of documents."""

    sources: dict[str, SourceModel]
