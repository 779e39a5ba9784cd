"""Reading the vocabulary from its YAML files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from jinjie.basics.interval import EVERYTHING
from jinjie.basics.problems import InputError, Place, Problem
from jinjie.basics.text import Text
from jinjie.documents.models import FileModel, FormError, TextModel, checked
from jinjie.documents.reading import Document, read_document
from jinjie.facts.constraints import Constraint, Equation, Order
from jinjie.facts.values import read_range
from jinjie.facts.vocabulary import YES_NO_WORDS, CodeList, Fact, Kind, Vocabulary
from jinjie.terms.parsing import KEYWORDS, TermParser
from jinjie.terms.tree import Ref
from jinjie.terms.units import same_unit, unit_of

PERIODS = {
    "y1": Text("上年度", "last fiscal year"),
    "y2": Text("前年度", "the year before last"),
    "y3": Text("大前年度", "three years back"),
    "y4": Text("第四年前", "four years back"),
}
_NAME = re.compile(r"[A-Za-z_]\w*")
_NEXT = {"y1": "y2", "y2": "y3", "y3": "y4"}
CODE_LISTS = {Kind.INDUSTRY: "industries/gbt4754-2017.yaml", Kind.REGION: "regions/gbt2260.yaml"}
Status = Literal["verified", "recalled", "inferred", "conflict"]


class FactModel(FileModel):
    """One fact as written."""

    kind: Literal[
        "money", "ratio", "count", "years", "number", "yes_no", "choice", "date", "text", "industry", "region"
    ]
    label: TextModel
    question: TextModel
    look_up: TextModel | None = None
    evidence: TextModel | None = None
    note: TextModel | None = None
    series: list[Literal["y1", "y2", "y3", "y4"]] = Field(default_factory=list)
    period: str | None = None
    range: str | None = None
    choices: dict[str, TextModel] = Field(default_factory=dict)
    equals: str | None = None
    computed_by: str | None = None
    effort: int = Field(default=2, ge=1, le=3)
    judged: bool = False
    status: Status = "verified"

    @model_validator(mode="after")
    def fits_its_kind(self) -> FactModel:
        """Only what means something for the kind."""
        kind = Kind(self.kind)
        if bool(self.choices) != (kind is Kind.CHOICE):
            raise FormError("choices 与 kind: choice 要一起写", "choices and 'kind: choice' go together")
        if not kind.is_numeric and (self.range is not None or self.equals is not None):
            raise FormError("只有数值才能有 range 和 equals", "only numbers have a range or equals")
        if self.computed_by is not None and kind is not Kind.YES_NO:
            raise FormError("只有是否题才能有 computed_by", "only a yes/no fact has computed_by")
        return self


class FactFileModel(FileModel):
    """One subject's file."""

    subject: TextModel
    facts: dict[str, FactModel]
    relations: list[str] = Field(default_factory=list)


class CodeListModel(FileModel):
    """A list of codes."""

    list: str
    title: TextModel
    source: str
    status: Status
    note: TextModel | None = None
    codes: dict[str, TextModel]


def read_code_list(path: Path) -> CodeList:
    """A code list from its file."""
    model = checked(read_document(path), CodeListModel)
    return CodeList(model.title.text(), {code: name.text() for code, name in model.codes.items()})


def read_vocabulary(root: Path, *more: Path) -> Vocabulary:
    """The vocabulary below a rulebook folder (``facts/*.yaml`` and the code lists), with the facts of further folders.

    Raises InputError with every mistake of every file.
    """
    problems: list[Problem] = []
    lists: dict[Kind, CodeList] = {}
    for kind, name in CODE_LISTS.items():
        with _collected(problems):
            lists[kind] = read_code_list(root / name)
    facts: dict[str, Fact] = {}
    read: list[tuple[Document, FactFileModel]] = []
    for path in (path for folder in (root, *more) for path in sorted((folder / "facts").glob("*.yaml"))):
        with _collected(problems):
            document = read_document(path)
            read.append((document, checked(document, FactFileModel)))
    for place, fact in (found for pair in read for found in _facts_of(*pair, problems)):
        if fact.id in facts:
            problems.append(Problem(Text("已在别处定义", "is defined elsewhere too"), place, fact.id))
        facts[fact.id] = replace(fact, codes=lists.get(fact.kind))
    constraints: list[Constraint] = []
    for place, text in (found for pair in read for found in _formulas(*pair, frozenset(facts))):
        with _collected(problems, place):
            constraints.append(_constraint(text, facts))
    if problems:
        raise InputError(problems)
    return Vocabulary(facts, tuple(constraints))


@contextmanager
def _collected(problems: list[Problem], place: Place | None = None) -> Iterator[None]:
    """Mistakes are gathered, so that one run shows them all."""
    try:
        yield
    except InputError as error:
        problems.extend(error.problems if place is None else (replace(p, place=place) for p in error.problems))


def _facts_of(document: Document, model: FactFileModel, problems: list[Problem]) -> Iterator[tuple[Place, Fact]]:
    for key, written in model.facts.items():
        domain = EVERYTHING
        if written.range is not None:
            with _collected(problems, document.place(("facts", key, "range"))):
                domain = read_range(written.range, Kind(written.kind))
        for period in _periods(written):
            fact = _fact(key, written, period)
            yield document.place(("facts", key)), replace(fact, subject=model.subject.text(), domain=domain)


def _periods(written: FactModel) -> Sequence[str | None]:
    """The periods of a series; a fact without one stands for itself."""
    return written.series or [None]


def _fact(key: str, written: FactModel, period: str | None) -> Fact:
    kind = Kind(written.kind)
    choices = {name: text.text() for name, text in written.choices.items()}

    def text(model: TextModel) -> Text:
        return Text(_fill(model.zh, period, "zh"), _fill(model.en, period, "en"))

    def optional(model: TextModel | None) -> Text | None:
        return None if model is None else text(model)

    return Fact(
        id=f"{key}_{period}" if period else key,
        kind=kind,
        label=text(written.label),
        question=text(written.question),
        subject=text(written.label),
        look_up=optional(written.look_up),
        evidence=optional(written.evidence),
        note=optional(written.note),
        choices=YES_NO_WORDS if kind is Kind.YES_NO else choices,
        effort=written.effort,
        judged=written.judged,
        status=written.status,
        period=period or written.period,
        formula=None if written.equals is None else _fill(written.equals, period, "en"),
        computed_by=written.computed_by,
    )


def _fill(text: str, period: str | None, language: Literal["zh", "en"]) -> str:
    """The placeholders of a series: {y}, {y+1} and {period}."""
    if period is None:
        return text
    named = text.replace("{period}", PERIODS[period][language])
    return named.replace("{y}", period).replace("{y+1}", _NEXT.get(period, "y?"))


def _formulas(document: Document, model: FactFileModel, names: frozenset[str]) -> Iterator[tuple[Place, str]]:
    """Every equation and order of a file, series written out."""
    for key, written in model.facts.items():
        if written.equals is not None:
            place = document.place(("facts", key, "equals"))
            for period in _periods(written):
                fact = f"{key}_{period}" if period else key
                yield place, f"{fact} == {_fill(written.equals, period, 'en')}"
    for index, relation in enumerate(model.relations):
        place = document.place(("relations", index))
        if "{y}" not in relation:
            yield place, relation
            continue
        written_out = [_fill(relation, period, "en") for period in PERIODS]
        known = [text for text in written_out if names.issuperset({*_NAME.findall(text)} - KEYWORDS)]
        yield from ((place, text) for text in known or written_out[:1])


def _constraint(text: str, facts: Mapping[str, Fact]) -> Constraint:
    """``fact == term`` or ``term <= term``."""
    names = frozenset(facts)
    units = {id_: fact.kind.value for id_, fact in facts.items() if fact.kind.is_numeric}
    parser = TermParser(text, names)
    left = parser.sum()
    sign = "==" if isinstance(left, Ref) and parser.take("==") else "<="
    if sign == "<=":
        parser.expect("<=")
    right = parser.sum()
    parser.end()
    same_unit(unit_of(left, units), unit_of(right, units))
    return Equation(left.fact, right) if isinstance(left, Ref) and sign == "==" else Order(left, right)
