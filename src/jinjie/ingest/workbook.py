"""The Excel template, filled in, as a profile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jinjie.basics.problems import InputError, Place, Problem
from jinjie.basics.text import Text, did_you_mean
from jinjie.documents.reading import Document, Path_
from jinjie.facts.profile import Profile, profile_from
from jinjie.facts.values import read_statement
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest.cells import cell_text, plain_text
from jinjie.ingest.doubts import ratio_doubt
from jinjie.ingest.sheet import NAME_ID, SOURCE_KEYS, is_newer, labels_of, loose, own_version, without_brackets
from jinjie.ingest.table import Row, Table, read_table


def read_workbook(path: Path, vocabulary: Vocabulary) -> Profile:
    """The profile in a filled template, whatever the order of its columns and rows.

    A fact is found by its identifier in the hidden column, else by its label in either language. A fact on several
    rows has several statements, as in a profile file. Numbers are taken exactly as Excel shows them.

    Raises InputError with every mistake, each with its cell and fact.
    """
    table = read_table(path)
    draft = _Draft(table, vocabulary)
    for row in table.rows:
        draft.read(row)
    return draft.profile()


@dataclass
class _Draft:
    """What is gathered row by row."""

    table: Table
    vocabulary: Vocabulary
    name: str = ""
    facts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.labels = labels_of(self.vocabulary)

    def read(self, row: Row) -> None:
        """One row; everything wrong with it is noted."""
        cell = row.cells["value"]
        area = self.table.merged_over(cell)
        if cell.is_empty and (area is None or self._is_blank(area)):
            return
        place = self.table.place(cell.at)
        target: str | None = None
        try:
            target = self._target(row, place)
            if area is not None:
                raise InputError([_problem(_merged(area), place)])
            self._take(target, row, place)
        except InputError as error:
            self.problems.extend(replace(p, place=place, fact=p.fact or target) for p in error.problems)

    def _is_blank(self, area: str) -> bool:
        """Nothing stands in the merged range."""
        corner = area.partition(":")[0]
        return all(cell.is_empty for row in self.table.rows for cell in row.cells.values() if cell.at == corner)

    def _target(self, row: Row, place: Place) -> str:
        """The fact of a row: by its identifier, else by its label."""
        label, id_ = (plain_text(row.cells[key]) if key in row.cells else "" for key in ("label", "id"))
        labelled = self.labels.get(loose(label)) or self.labels.get(loose(without_brackets(label)))
        known = id_ == NAME_ID or id_ in self.vocabulary.facts
        if known and labelled not in {None, id_}:
            raise InputError([_problem(_two_facts(label, id_), place, id_)])
        if known:
            return id_
        if labelled is not None:
            return labelled
        raise InputError([_problem(_no_fact(label, id_, self.vocabulary), place, id_ or None)])

    def _take(self, target: str, row: Row, place: Place) -> None:
        cell = row.cells["value"]
        if target == NAME_ID:
            self.name = plain_text(cell)
            return
        fact = self.vocabulary[target]
        found = cell_text(cell, fact)
        raw = {"value": found.text, **dict(self._source(row))}
        statement = read_statement(fact, raw, place)
        doubt = found.doubt or ratio_doubt(fact, found.text, statement)
        if doubt is not None:
            self.warnings.append(Problem(doubt, place, target))
        if raw not in self.facts.setdefault(target, []):
            self.facts[target].append(raw)
            self.places.setdefault(target, []).append(place)

    @staticmethod
    def _source(row: Row) -> Iterator[tuple[str, str]]:
        for key in SOURCE_KEYS:
            text = plain_text(row.cells[key]) if key in row.cells else ""
            if text:
                yield key, text

    def profile(self) -> Profile:
        """The profile of all rows. Raises InputError with every mistake found."""
        stated: dict[str, Any] = {fact: raws[0] if len(raws) == 1 else raws for fact, raws in self.facts.items()}
        places: dict[Path_, Place] = {("facts", fact): found[0] for fact, found in self.places.items()}
        document = Document(self.table.file, {"name": self.name, "facts": stated}, places)
        try:
            profile = profile_from(document, self.vocabulary)
        except InputError as error:
            self.problems.extend(error.problems)
        if self.problems:
            raise InputError(sorted(self.problems, key=_row_of))
        return replace(profile, warnings=(*self._of_file(), *self.warnings, *profile.warnings))

    def _of_file(self) -> Iterator[Problem]:
        """Doubts about the file as a whole."""
        place, own = Place(self.table.file), own_version()
        stamped = self.table.version
        if stamped is not None and is_newer(stamped, own):
            zh = f"模板由较新的版本（{stamped}）生成，本机是 {own}；新增的事实可能读不到"
            en = f"the template is of a newer version ({stamped}) than this one ({own}); new facts may be missed"
            yield _problem(Text(zh, en), place)
        if not self.facts:
            yield _problem(Text("没有填写任何事实", "no fact is filled in"), place)
        for fact, raws in self.facts.items():
            if len(raws) > 1 and any("source" not in raw for raw in raws):
                cells = "、".join(str(p.cell) for p in self.places[fact])
                yield _problem(_stated_twice(cells), self.places[fact][1], fact)


def _problem(message: Text, place: Place | None = None, fact: str | None = None) -> Problem:
    return Problem(message, place or Place(), fact)


def _row_of(problem: Problem) -> int:
    """The number of the row, for the order of the problems."""
    found = re.search(r"(\d+)$", problem.place.cell or "")
    return int(found[1]) if found else 0


def _merged(area: str) -> Text:
    return Text(
        f"填写栏有合并单元格（{area}），分不清是哪一行的值；请取消合并",
        f"cells are merged here ({area}), so the row of the value is not clear; unmerge them",
    )


def _two_facts(label: str, id_: str) -> Text:
    return Text(
        f"名称是“{label}”，隐藏的编号却是 {id_}；可能排序时漏了编号列，请核对",
        f"the label is '{label}' but the hidden id is {id_}; the id column may have been left out when sorting",
    )


def _no_fact(label: str, id_: str, vocabulary: Vocabulary) -> Text:
    if not label and not id_:
        return Text("这一行填了值，但没有写是哪个事实", "this row has a value but no fact")
    if not label:
        near = did_you_mean(id_, vocabulary.names)
        return Text(f"没有编号为 {id_} 的事实{near.zh}", f"there is no fact {id_}{near.en}")
    words = [word for fact in vocabulary.facts.values() for word in (fact.label.zh, fact.label.en)]
    near = did_you_mean(label, words)
    return Text(f"没有名为“{label}”的事实{near.zh}", f"there is no fact called '{label}'{near.en}")


def _stated_twice(cells: str) -> Text:
    return Text(
        f"同一事实填了不止一处（{cells}），已当作不同来源", f"stated more than once ({cells}); read as several sources"
    )
