"""The rulebooks of a screened set with their titles, marks and criteria, as far as the library knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jinjie.basics.numbers import Exact
from jinjie.basics.problems import InputError
from jinjie.basics.text import Text
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.library import Library
from jinjie.rules.readings.wording import Wording


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition that governed some rows, with its overlays (``2022+guangdong``)."""

    label: str
    mark: Exact | None
    most: Exact | None
    criteria: Mapping[str, Text]
    """The titles of the outermost criteria, in the order of the law."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A rulebook whose columns a screened set has."""

    prefix: str
    title: Text
    kind: str = ""
    rank: int = 99
    editions: tuple[Edition, ...] = ()
    grades: Mapping[str, Text] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.prefix.partition("@")[0]

    @property
    def is_tier(self) -> bool:
        return self.kind == "tier"

    @property
    def most(self) -> Exact | None:
        """The highest score that any of its editions gives."""
        found = [edition.most for edition in self.editions if edition.most is not None]
        return max(found, default=None)

    @property
    def marks(self) -> tuple[Exact, ...]:
        """The scores that its editions ask for."""
        return tuple(sorted({edition.mark for edition in self.editions if edition.mark is not None}))

    def criterion(self, label: str, criterion: str) -> Text:
        """The title of a criterion; its id where the library does not know it."""
        found = [edition for edition in self.editions if edition.label == label] or self.editions
        return next((e.criteria[criterion] for e in found if criterion in e.criteria), Text(criterion, criterion))


def subjects_of(library: Library, seen: Mapping[str, Iterable[str]]) -> tuple[Subject, ...]:
    """The rulebooks by prefix, with the editions seen in the rows; tiers first, lowest first."""
    found = [_subject(library, prefix, sorted(labels)) for prefix, labels in seen.items()]
    return tuple(sorted(found, key=lambda subject: (not subject.is_tier, subject.rank, subject.prefix)))


def _subject(library: Library, prefix: str, labels: list[str]) -> Subject:
    id_ = prefix.partition("@")[0]
    books = {label: book for label in labels if (book := _book(library, f"{id_}@{label}")) is not None}
    if not books:
        return Subject(prefix, Text(prefix, prefix))
    last = books[max(books)]
    return Subject(
        prefix,
        last.title,
        last.kind,
        last.rank,
        tuple(_edition(label, book, library.vocabulary) for label, book in books.items()),
        {grade.id: grade.title for grade in last.grades},
    )


def _book(library: Library, name: str) -> Rulebook | None:
    """An edition; None when this library has none, as for a rulebook of the user's own."""
    try:
        return library.get(name)
    except InputError:
        return None


def _edition(label: str, book: Rulebook, vocabulary: Vocabulary) -> Edition:
    wording = Wording(vocabulary, book)
    titles = {criterion.id: criterion.title or wording.both(criterion) for criterion in book.criteria.children}
    return Edition(label, book.pass_at, None if book.score is None else book.score.max, titles)
