"""Where each named rule of a document stands, key by key, so that a mistake can name its line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jinjie.basics.problems import Place
from jinjie.documents.reading import Document, Path_


@dataclass
class Places:
    """The place of a rule's key, asked for by the rule's id; what has no id belongs to the file, whose id is empty."""

    root: Place
    named: dict[tuple[str, str], Place] = field(default_factory=dict)

    def learn(self, document: Document) -> None:
        """The places of a document; a later one prevails (an overlay over its edition)."""
        owners = [((), ""), *named(document.data, ())]
        for path, owner in owners:
            self.named[owner, ""] = document.place(path)
        for path, place in document.places.items():
            above, owner = _owner(path, owners)
            inner = path[len(above) :]
            if len(inner) == 1:
                self.named[owner, str(inner[0])] = place
            for key in inner[-1:]:
                self.named.setdefault((owner, str(key)), place)

    def learn_changes(self, document: Document) -> None:
        """The places of an overlay's ``change:`` block, under the ids that it changes."""
        for path, place in document.places.items():
            if path[:1] == ("change",) and len(path) > 1:
                self.named[str(path[1]), str(path[-1]) if len(path) > 2 else ""] = place

    def __call__(self, owner: str, key: str) -> Place:
        return self.named.get((owner, key)) or self.named.get((owner, "")) or self.root


def _owner(path: Path_, owners: list[tuple[Path_, str]]) -> tuple[Path_, str]:
    """The innermost named rule around a path."""
    around = [(above, owner) for above, owner in owners if path[: len(above)] == above and len(path) > len(above)]
    return max(around, key=lambda pair: len(pair[0]), default=((), ""))


def named(data: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Every mapping with an id, outermost first."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield path, data["id"]
        for key, value in data.items():
            yield from named(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from named(value, (*path, index))
