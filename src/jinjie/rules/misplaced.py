"""Where rule files lie. The author of one that lies where nobody looks is told, since nothing else would say so."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import Any

from jinjie.basics.problems import InputError, Problem
from jinjie.basics.text import Text
from jinjie.documents.reading import Document, read_document

OVERLAYS = "overlays"
NOT_RULEBOOKS = frozenset({"facts", "cases", OVERLAYS, "industries", "regions", "levers"})
_DEEPEST = 4
_DEPTH = 3
"""How many names a rule file's path has below its folder: ``titles/star-supplier/2026.yaml``."""


def edition_files(folder: Path) -> Iterator[Path]:
    """The files of a folder that are read as rulebooks: ``<any folder>/<rulebook>/<edition>.yaml``."""
    for path in sorted(folder.glob("*/*/*.yaml")):
        if path.relative_to(folder).parts[0] not in NOT_RULEBOOKS:
            yield path


def misplaced(folders: Iterable[Path], editions: Container[str]) -> Iterator[Problem]:
    """The rulebooks and overlays that are never read, each with the place where it belongs.

    ``editions`` holds the names (``ID@EDITION``) of all editions there are.
    """
    for folder in folders:
        for path in _candidates(folder):
            document = _readable(path)
            if document is not None:
                yield from _problem(path.relative_to(folder), document, editions)


def _candidates(folder: Path) -> Iterator[Path]:
    """YAML files that may be rules, but not those that are surely read."""
    for depth in range(_DEEPEST):
        for path in sorted(folder.glob("*/" * depth + "*.y*ml")):
            parts = path.relative_to(folder).parts
            is_rulebook = parts[0] not in NOT_RULEBOOKS and not _lies_well(path, parts)
            if is_rulebook or parts[0] == OVERLAYS:
                yield path


def _lies_well(path: Path, parts: tuple[str, ...]) -> bool:
    return len(parts) == _DEPTH and path.suffix == ".yaml"


def _readable(path: Path) -> Document | None:
    """The mapping in a file; None when it holds something else, or cannot be read."""
    try:
        document = read_document(path)
    except InputError:
        return None
    return document if isinstance(document.data, dict) else None


def _problem(path: Path, document: Document, editions: Container[str]) -> Iterator[Problem]:
    data: dict[str, Any] = document.data
    if path.parts[0] != OVERLAYS and isinstance(data.get("rulebook"), str) and "criteria" in data:
        place = f"{data['rulebook']}/{data.get('edition')}.yaml"
        message = Text(f"放在这里读不到，应放在“文件夹/{place}”", f"is never read here; it belongs in FOLDER/{place}")
        yield Problem(message, document.place(("rulebook",)), data["rulebook"])
    elif path.parts[0] == OVERLAYS and isinstance(data.get("of"), str):
        yield from _overlay_problem(path, document, editions)


def _overlay_problem(path: Path, document: Document, editions: Container[str]) -> Iterator[Problem]:
    changed = document.data["of"]
    if changed not in editions:
        message = Text(f"没有规则 {changed}，这份补充规定用不上", f"there is no rulebook {changed} for this overlay")
        yield Problem(message, document.place(("of",)), "of")
    elif not _lies_well(path, path.parts):
        place = f"{OVERLAYS}/{document.data.get('overlay')}/{changed.replace('@', '-')}.yaml"
        message = Text(f"放在这里读不到，应放在“{place}”", f"is never read here; it belongs in {place}")
        yield Problem(message, document.place(("overlay",)), "overlay")
