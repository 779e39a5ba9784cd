"""One rulebook file, overlays applied, as a Rulebook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from jinjie.basics.problems import InputError, Place, Problem, mistake
from jinjie.basics.text import Text
from jinjie.documents.models import checked
from jinjie.documents.reading import Document
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.building import Builder
from jinjie.rules.language.conditions import All, Criterion, Origin
from jinjie.rules.language.conditions_text import Scope
from jinjie.rules.language.files import ExampleModel, GradeModel, PartModel, PeriodModel, RulebookModel, TransitionModel
from jinjie.rules.language.overlays import Overlay, applied
from jinjie.rules.language.places import Places
from jinjie.rules.language.rulebook import Example, Grade, Period, Rulebook, Transition
from jinjie.rules.language.scores import Group
from jinjie.rules.language.scoring import ScoreBuilder
from jinjie.terms.parsing import parse_term
from jinjie.terms.tree import Const

Include = Callable[[str], Rulebook]
WORDS_ONLY = frozenset({"title", "note", "examples"})
"""Keys that change no verdict: they may be improved without a new fingerprint."""


def build_rulebook(
    document: Document, vocabulary: Vocabulary, include: Include, overlays: Sequence[Overlay] = ()
) -> Rulebook:
    """The typed tree of a rulebook document.

    Raises InputError with every mistake: file, line, what is wrong, the nearest valid name.
    """
    merged, places = document, Places(Place(document.file))
    places.learn(document)
    for overlay in overlays:
        merged = Document(document.file, applied(overlay, merged), document.places)
        own = Places(Place(overlay.document.file))
        own.learn(overlay.document)
        own.learn_changes(overlay.document)
        own_rules = {key: place for key, place in own.named.items() if key[0] or key[1] == "examples"}
        places.named.update(own_rules)
    return _Loader(merged, vocabulary, include, places, overlays).rulebook()


class _Loader:
    """Puts one rulebook together."""

    def __init__(  # noqa: PLR0913, PLR0917 -- the parts of one act
        self,
        document: Document,
        vocabulary: Vocabulary,
        include: Include,
        places: Places,
        overlays: Sequence[Overlay],
    ):
        self.document = document
        self.model = checked(document, RulebookModel)
        self.above = Origin(self.model.source, self.model.cite or "", self.model.status)
        self.include = include
        self.included: list[Rulebook] = []
        self.overlays = overlays
        self.places = places
        self.builder = Builder(Scope(vocabulary), places, self.included_criteria, self.model.tables)
        self.builder.scope = self.scope(vocabulary)

    def scope(self, vocabulary: Vocabulary) -> Scope:
        """What the conditions of this rulebook may speak of."""
        model, limits = self.model, {}
        for name, text in model.limits.items():
            with self.builder.at("", name):
                limits[name] = _limit(name, text)
        parts = frozenset() if model.score is None else frozenset(_part_ids(model.score.parts))
        return Scope(vocabulary, parts, model.score is not None, frozenset(g.id for g in model.grades), limits)

    def included_criteria(self, name: str) -> Criterion:
        found = self.include(name)
        self.included.append(found)
        return found.criteria

    def rulebook(self) -> Rulebook:
        model, above = self.model, self.above
        criteria = All(self.builder.criteria(model.criteria, above, ""))
        root = Criterion(model.rulebook.replace("-", "_"), model.title.text(), above, "requirement", criteria)
        score, grades = self.score(), tuple(self.grade(grade) for grade in model.grades)
        transitions = tuple(self.transition(transition) for transition in model.also_in_force)
        if self.builder.problems:
            raise InputError(_in_order(self.builder.problems))
        last = self.overlays[-1] if self.overlays else None
        examples = model.examples if last is None else last.model.examples
        file = self.document.file if last is None else last.document.file
        return Rulebook(
            id=model.rulebook,
            edition=model.edition,
            title=model.title.text(),
            kind=model.kind,
            origin=Origin(above.source, above.cite, above.status, None if model.note is None else model.note.text()),
            in_force=Period(model.in_force.from_, model.in_force.to),
            criteria=root,
            hash=_hash(self.document.data, self.included),
            score=score,
            grades=grades,
            transitions=transitions,
            overlays=tuple(overlay.name for overlay in self.overlays),
            validity_years=model.validity_years,
            rank=model.rank,
            force_origin=_period_origin(model.in_force, above),
            examples=tuple(_example(example, file) for example in examples),
            file=self.document.file,
            places=self.all_places(root.id),
        )

    def all_places(self, root: str) -> dict[str, Place]:
        """The places of all named rules, those of included rulebooks too, and of the outermost keys."""
        found: dict[str, Place] = {}
        for other in self.included:
            found.update(other.places)
        named = self.places.named.items()
        found.update({key: place for (owner, key), place in named if not owner and key in self.document.data})
        found.update({owner: place for (owner, key), place in named if owner and not key})
        return {**found, root: found.get("criteria", self.places.root)}

    def score(self) -> Group | None:
        built: list[Group] = []
        if self.model.score is not None:
            with self.builder.at("", "score"):
                built.append(ScoreBuilder(self.builder).score(self.model.score, self.above))
        return built[0] if built else None

    def grade(self, model: GradeModel) -> Grade:
        condition = None
        with self.builder.at(model.id, "when"):
            condition = None if model.when is None else self.builder.condition(model.when, self.above, model.id)
        return Grade(model.id, model.title.text(), condition)

    def transition(self, model: TransitionModel) -> Transition:
        origin = _period_origin(model, self.above)
        condition = self.builder.condition(model.when, origin, "", "also_in_force")
        return Transition(condition, Period(model.from_, model.to), origin)


def _limit(name: str, text: str) -> Const:
    """A named threshold."""
    term = parse_term(text, frozenset())
    if not isinstance(term, Const):
        raise mistake(f"{name} 应是一个数", f"{name} must be a number", fact=name)
    return term


def _part_ids(parts: Sequence[PartModel]) -> Iterator[str]:
    for part in parts:
        if part.id is not None:
            yield part.id
        yield from _part_ids(part.parts or ())


def _in_order(problems: Sequence[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda p: (p.place.file, p.place.line or 0, p.place.column or 0))


def _period_origin(period: PeriodModel, above: Origin) -> Origin:
    note = None if period.note is None else period.note.text()
    return Origin(period.source or above.source, period.cite or above.cite, period.status or above.status, note)


def _example(model: ExampleModel, file: str) -> Example:
    name = Text(model.name, model.name) if isinstance(model.name, str) else model.name.text()
    return Example(name, model.facts, model.expect.model_dump(exclude_defaults=True), model.on, file)


def _hash(data: Any, included: Sequence[Rulebook]) -> str:
    """A fingerprint of the rules themselves."""
    text = json.dumps([_rules_only(data), [other.hash for other in included]], ensure_ascii=False, sort_keys=True)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _rules_only(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _rules_only(value) for key, value in data.items() if key not in WORDS_ONLY}
    return [_rules_only(value) for value in data] if isinstance(data, list) else data
