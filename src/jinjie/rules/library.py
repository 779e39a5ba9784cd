"""The library of rulebooks: finds the files, builds each edition once, knows which edition is in force."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from jinjie.basics.problems import InputError, Place, Problem, mistake
from jinjie.basics.text import Text, did_you_mean
from jinjie.documents.models import checked
from jinjie.documents.reading import Document, read_document
from jinjie.facts.vocabulary import Vocabulary
from jinjie.facts.vocabulary_file import read_vocabulary
from jinjie.rules.language.files import CasesModel, SourceModel, SourcesModel
from jinjie.rules.language.loading import build_rulebook
from jinjie.rules.language.overlays import Overlay, read_overlay
from jinjie.rules.language.rulebook import Example, Rulebook
from jinjie.rules.misplaced import OVERLAYS, edition_files, misplaced

FOLDER_VARIABLE = "JINJIE_RULEBOOKS"


def standard_folder() -> Path:
    """The rulebooks that came with the package (or stand beside the sources)."""
    package = Path(__file__).resolve().parents[1]
    packed = package / "rulebooks"
    return packed if packed.is_dir() else package.parents[1] / "rulebooks"


def extra_folders() -> list[Path]:
    """The user's own rulebook folders, from the environment.

    Raises InputError for one that is not there.
    """
    found = [Path(part) for part in os.environ.get(FOLDER_VARIABLE, "").split(os.pathsep) if part]
    for folder in found:
        if not os.path.isdir(folder):
            zh, en = f"{FOLDER_VARIABLE} 里的文件夹不存在", f"this folder of {FOLDER_VARIABLE} does not exist"
            raise mistake(zh, en, Place(str(folder)))
    return found


@dataclass
class Library:
    """All rulebooks below some folders; each file is read when it is first needed."""

    folders: list[Path] = field(default_factory=lambda: [standard_folder(), *extra_folders()])
    _documents: dict[Path, Document] = field(default_factory=dict)
    _built: dict[str, Rulebook] = field(default_factory=dict)
    _overlays: dict[str, list[Overlay]] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return read_vocabulary(*self.folders)

    @cached_property
    def sources(self) -> dict[str, SourceModel]:
        """The register of official documents. A register of the user's own that has mistakes is left out."""
        found: dict[str, SourceModel] = {}
        for folder in self.folders:
            try:
                found.update(self._sources_in(folder))
            except InputError:
                if folder == self.folders[0]:
                    raise
        return found

    def _sources_in(self, folder: Path) -> dict[str, SourceModel]:
        path = folder / "sources.yaml"
        return checked(self.document(path), SourcesModel).sources if path.is_file() else {}

    def document(self, path: Path) -> Document:
        """A file of the library, read once."""
        if path not in self._documents:
            self._documents[path] = read_document(path)
        return self._documents[path]

    @cached_property
    def files(self) -> dict[str, dict[str, Path]]:
        """The file of each edition, by rulebook: ``<any folder>/<rulebook>/<edition>.yaml``."""
        found: dict[str, dict[str, Path]] = {}
        for folder in self.folders:
            for path in edition_files(folder):
                found.setdefault(path.parent.name, {})[path.stem] = path
        return found

    @cached_property
    def twins(self) -> dict[str, Path]:
        """Editions (``ID@EDITION``) of which a folder holds two files, with the first of them."""
        found: dict[str, Path] = {}
        for folder in self.folders:
            seen: dict[str, Path] = {}
            for path in edition_files(folder):
                name = f"{path.parent.name}@{path.stem}"
                if name in seen:
                    found[name] = seen[name]
                seen[name] = path
        return found

    @cached_property
    def overlay_files(self) -> dict[str, dict[str, Path]]:
        """The overlay files of each edition (``ID@EDITION``), by overlay."""
        found: dict[str, dict[str, Path]] = {}
        for folder in self.folders:
            for path in sorted((folder / OVERLAYS).glob("*/*.yaml")):
                rulebook, _, edition = path.stem.rpartition("-")
                found.setdefault(f"{rulebook}@{edition}", {})[path.parent.name] = path
        return found

    def overlays(self, name: str) -> list[Overlay]:
        """The overlays of an edition.

        Raises InputError when a file of one has mistakes, or is not of the overlay that its path says.
        """
        if name not in self._overlays:
            files = self.overlay_files.get(name, {})
            self._overlays[name] = [self._read_overlay(name, path) for path in files.values()]
        return self._overlays[name]

    def _read_overlay(self, name: str, path: Path) -> Overlay:
        overlay = read_overlay(self.document(path), self.vocabulary)
        key = "overlay" if overlay.model.of == name else "of"
        _require_name(f"{name}+{path.parent.name}", f"{overlay.model.of}+{overlay.name}", overlay.document, key)
        return overlay

    def editions(self, rulebook: str) -> list[Rulebook]:
        """All editions of a rulebook, oldest first."""
        if rulebook not in self.files:
            raise self._unknown(rulebook, self.files)
        return [self.get(f"{rulebook}@{edition}") for edition in sorted(self.files[rulebook])]

    def _unknown(self, name: str, known: Iterable[str]) -> InputError:
        """There is no rulebook of a name: it lies in the wrong place, or the nearest name is proposed."""
        rulebook = name.partition("@")[0]
        problems = [problem for problem in self._misplaced() if problem.fact == rulebook]
        if problems:
            return InputError(problems)
        near = did_you_mean(name, known)
        if not near.zh:
            near = Text("；全部规则见 jinjie rules list", "; `jinjie rules list` shows all")
        return mistake(f"没有规则 {name}{near.zh}", f"there is no rulebook {name}{near.en}", fact=name)

    def _misplaced(self) -> list[Problem]:
        return list(misplaced(self.folders, self._names()))

    def _names(self) -> list[str]:
        """All editions (``ID@EDITION``), oldest first."""
        return [f"{rulebook}@{edition}" for rulebook in sorted(self.files) for edition in sorted(self.files[rulebook])]

    def get(self, name: str) -> Rulebook:
        """One edition by ``ID@EDITION`` or ``ID@EDITION+OVERLAY``.

        Raises InputError when there is none or its file has mistakes.
        """
        if name not in self._built:
            self._built[name] = self._build(name)
        return self._built[name]

    def _build(self, name: str) -> Rulebook:
        plain, *overlays = name.split("+")
        for overlay in overlays:
            if overlays.count(overlay) > 1:
                raise mistake(f"{overlay} 写了两次", f"{overlay} stands twice", fact=name)
        if plain in self._open:
            circle = " → ".join([*self._open, plain])
            raise mistake(f"规则互相引用成环：{circle}", f"rulebooks include each other in a circle: {circle}")
        path = self._path(plain)
        chosen = [self._overlay(plain, overlay) for overlay in overlays]
        self._open.append(plain)
        try:
            document = self.document(path)
            rulebook = self.build(document, chosen)
        finally:
            self._open.pop()
        key = "edition" if rulebook.id == path.parent.name else "rulebook"
        _require_name(plain, f"{rulebook.id}@{rulebook.edition}", document, key)
        return rulebook

    def build(self, document: Document, overlays: list[Overlay] | None = None) -> Rulebook:
        """A rulebook from a document that need not lie in the library."""
        return build_rulebook(document, self.vocabulary, self.get, overlays or [])

    def read(self, path: Path) -> Rulebook:
        """A rulebook or an overlay from a file that need not lie in the library."""
        document = read_document(path)
        if isinstance(document.data, dict) and "overlay" in document.data:
            overlay = read_overlay(document, self.vocabulary)
            return self.build(self.document(self._changed_by(overlay)), [overlay])
        return self.build(document)

    def _changed_by(self, overlay: Overlay) -> Path:
        """The file of the edition that an overlay changes."""
        try:
            return self._path(overlay.model.of)
        except InputError as error:
            place = overlay.document.place(("of",))
            raise InputError([replace(problem, place=place, fact="of") for problem in error.problems]) from error

    def _path(self, name: str) -> Path:
        rulebook, _, edition = name.partition("@")
        editions = self.files.get(rulebook, {})
        if edition not in editions:
            raise self._unknown(name, self._names())
        if name in self.twins:
            other, place = self.twins[name], Place(str(editions[edition]))
            raise mistake(f"{name} 有两份，另一份是 {other}", f"{name} stands twice, also in {other}", place)
        return editions[edition]

    def _overlay(self, name: str, overlay: str) -> Overlay:
        found = {o.name: o for o in self.overlays(name)}
        if overlay not in found:
            near = did_you_mean(overlay, found)
            raise mistake(
                f"{name} 没有补充规定 {overlay}{near.zh}", f"{name} has no overlay {overlay}{near.en}", fact=name
            )
        return found[overlay]

    def __iter__(self) -> Iterator[Rulebook]:
        """Every edition of every rulebook, without overlays."""
        for rulebook in sorted(self.files):
            yield from self.editions(rulebook)

    def everything(self) -> Iterator[Rulebook]:
        """Every edition, alone and with each of its overlays.

        Raises InputError at the end, with the mistakes of all files that cannot be read.
        """
        problems = self.faults()
        for name in self._names():
            try:
                yield self.get(name)
                for overlay in self.overlays(name):
                    yield self.get(f"{name}+{overlay.name}")
            except InputError as error:
                problems.extend(p for p in error.problems if p not in problems)
        if problems:
            raise InputError(problems)

    def cases(self) -> Iterator[tuple[str, Example]]:
        """The cases kept beside the rulebooks, each with the rulebook (and edition) it is for."""
        for folder in self.folders:
            for path in sorted((folder / "cases").rglob("*.cases.yaml")):
                document = read_document(path)
                model = checked(document, CasesModel)
                for index, case in enumerate(model.cases):
                    name = case.name if isinstance(case.name, str) else case.name.text()
                    text = Text(name, name) if isinstance(name, str) else name
                    expect = case.expect.model_dump(exclude_defaults=True)
                    target = f"{model.rulebook}@{case.edition}" if case.edition else model.rulebook
                    place = str(document.place(("cases", index)))
                    yield target, Example(text, case.facts, expect, case.on, place)

    def faults(self) -> list[Problem]:
        """Mistakes that no single rulebook would tell: in the registers of sources, in the places of files."""
        problems: list[Problem] = []
        for folder in self.folders:
            try:
                self._sources_in(folder)
            except InputError as error:
                problems.extend(error.problems)
        return [*problems, *self._misplaced()]

    def names_of_kind(self, *kinds: str) -> list[str]:
        """The rulebooks of these kinds. One whose files cannot be read is of none: it must not stop the others."""
        return [name for name in sorted(self.files) if self._kind(name) in kinds]

    def _kind(self, rulebook: str) -> str | None:
        """The kind that the oldest readable edition says."""
        for edition in sorted(self.files[rulebook]):
            try:
                data = self.document(self.files[rulebook][edition]).data
            except InputError:
                continue
            if isinstance(data, dict) and isinstance(data.get("kind"), str):
                return str(data["kind"])
        return None


def _require_name(expected: str, said: str, document: Document, key: str) -> None:
    """A file says the name that its path has: otherwise one could stand for another unnoticed."""
    if said != expected:
        raise mistake(
            f"按文件的位置应是 {expected}，里面写的却是 {said}",
            f"the file is that of {expected}, but it says {said}",
            document.place((key,)),
            key,
        )


def in_force_on(editions: list[Rulebook], day: date) -> Rulebook | None:
    """The edition in force on a day (the latest that began)."""
    current = [edition for edition in editions if day in edition.in_force]
    return max(current, key=lambda e: e.in_force.start or date.min, default=None)
