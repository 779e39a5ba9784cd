"""Parts of the country: which provinces count as east or west, south or north."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import RootModel

from jinjie.basics.text import Text
from jinjie.documents.models import FileModel, TextModel
from jinjie.documents.reading import read_document
from jinjie.panorama.counts import Breakdown, Counts, total_of
from jinjie.rules.language.conditions import Status
from jinjie.rules.library import standard_folder

FILE = "regions/parts.yaml"


class PartModel(FileModel):
    """A part as written."""

    title: TextModel
    status: Status
    note: TextModel
    codes: list[str]


class PartsModel(RootModel[dict[str, PartModel]]):
    """All parts."""


@dataclass(frozen=True, slots=True)
class CountryPart:
    """Some provinces, and how sure it is that they are these."""

    id: str
    title: Text
    status: Status
    note: Text
    codes: frozenset[str]

    def counts(self, provinces: Breakdown) -> Counts:
        return total_of(counts for code, counts in provinces.groups.items() if code in self.codes)


def country_parts() -> Mapping[str, CountryPart]:
    """The parts that came with the package."""
    written = PartsModel.model_validate(read_document(standard_folder() / FILE).data).root
    return {
        id_: CountryPart(id_, part.title.text(), part.status, part.note.text(), frozenset(part.codes))
        for id_, part in written.items()
    }
