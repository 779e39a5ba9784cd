"""What a province or a year's notice changes in an edition."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinjie.basics.problems import InputError, Problem, mistake
from jinjie.basics.text import Text, did_you_mean
from jinjie.documents.models import checked
from jinjie.documents.reading import Document, Path_
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.building import Builder
from jinjie.rules.language.conditions import Condition, Criterion, Origin
from jinjie.rules.language.conditions_text import Scope
from jinjie.rules.language.files import OverlayModel
from jinjie.rules.language.places import named
from jinjie.rules.language.rulebook import Period

Node = dict[str, Any]
_LISTS = ("all", "any", "none", "of")
_MEASURE_KEYS = frozenset({"of", "bands", "monotone", "levels", "each", "of_these", "best_of", "points", "parts"})
_FORM_KEYS = frozenset({"when", "veto", "prerequisite", "not", "at_least", "table", "column", "rulebook", *_LISTS})


@dataclass(frozen=True)
class Overlay:
    """An overlay file: what it changes, for whom, when."""

    document: Document
    model: OverlayModel
    period: Period
    condition: Condition | None
    origin: Origin

    @property
    def name(self) -> str:
        return self.model.overlay

    @property
    def own(self) -> Node:
        """The source, article and status of everything that the overlay says itself."""
        own = {"source": self.model.source, "status": self.model.status, "cite": self.model.cite}
        return {key: value for key, value in own.items() if value is not None}


def read_overlay(document: Document, vocabulary: Vocabulary) -> Overlay:
    """An overlay from its document.

    Raises InputError with every mistake in its shape and in ``when``.
    """
    model = checked(document, OverlayModel)
    origin = Origin(model.source, model.cite or "", model.status, None if model.note is None else model.note.text())
    builder = Builder(Scope(vocabulary), lambda _owner, _key: document.place(("when",)), _no_include)
    condition = None if model.when is None else builder.condition(model.when, origin, "")
    if builder.problems:
        raise InputError(builder.problems)
    return Overlay(document, model, Period(model.in_force.from_, model.in_force.to), condition, origin)


def _no_include(name: str) -> Criterion:
    raise mistake(f"这里不能引用规则 {name}", f"the rulebook {name} cannot be included here")


def applied(overlay: Overlay, document: Document) -> Any:
    """The rulebook's data with the overlay's changes in it; the document itself stays as it is.

    Raises InputError for every id that the rulebook does not have.
    """
    data = copy.deepcopy(document.data)
    paths = {owner: path for path, owner in named(data, ())}
    problems = [_no_such(owner, paths, overlay, path) for path, owner in _spoken_of(overlay) if owner not in paths]
    if problems:
        raise InputError(problems)
    nodes = {owner: _at(data, path) for owner, path in paths.items()}
    holders = {owner: _at(data, path[:-1]) for owner, path in paths.items()}
    for owner in overlay.model.change:
        _change(nodes[owner], overlay)
    for raw in overlay.document.data.get("add") or ():
        target = data["criteria"] if "to" not in raw else _list_of(nodes[raw["to"]])
        target.extend(_owned(rule, overlay) for rule in ([raw] if "to" not in raw else raw["criteria"]))
    for owner in overlay.model.remove:
        holders[owner][:] = [rule for rule in holders[owner] if rule is not nodes[owner]]
    return data


def _spoken_of(overlay: Overlay) -> list[tuple[Path_, str]]:
    """The ids that an overlay speaks of, each with its place in the overlay."""
    added = overlay.document.data.get("add") or ()
    return [
        *((("change", owner), owner) for owner in overlay.model.change),
        *((("remove", index), owner) for index, owner in enumerate(overlay.model.remove)),
        *((("add", index), raw["to"]) for index, raw in enumerate(added) if "to" in raw),
    ]


def _list_of(node: Node) -> list[Any]:
    """The list that a named rule combines."""
    found: list[Any] = next(node[key] for key in _LISTS if key in node)
    return found


def _owned(rule: str | Node, overlay: Overlay) -> Node:
    """An added rule rests on the overlay's document, unless it names its own."""
    return {**overlay.own, **({"when": rule} if isinstance(rule, str) else rule)}


def _change(node: Node, overlay: Overlay) -> None:
    """Replace keys; a new form or measure takes the place of the old one."""
    raw = overlay.document.data["change"][node["id"]]
    forms = _MEASURE_KEYS if "max" in node else _FORM_KEYS
    if forms & raw.keys():
        for key in forms & node.keys():
            del node[key]
    node.update({**overlay.own, **raw})


def _at(data: Any, path: Path_) -> Any:
    for step in path:
        data = data[step]
    return data


def _no_such(owner: str, paths: Mapping[str, Path_], overlay: Overlay, path: Path_) -> Problem:
    near, of = did_you_mean(owner, paths), overlay.model.of
    message = Text(f"{of} 里没有编号“{owner}”{near.zh}", f"{of} has no id '{owner}'{near.en}")
    return Problem(message, overlay.document.place(path), owner)
