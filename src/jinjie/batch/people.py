"""Screening a file of people: the user's own file comes back with verdicts, scores, what blocks and what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from jinjie.basics.text import Language, Text
from jinjie.batch.order import Order
from jinjie.ingest.people import Added, AddedColumn, PeopleFile, PeopleRow, Tone, open_people, write_back
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Indicator
from jinjie.rules.readings.explain import Explainer
from jinjie.rules.readings.screen.one_by_one import ERROR, Row, RowReader

if TYPE_CHECKING:
    import polars as pl

VERDICT_WORDS: dict[str, tuple[Text, Tone]] = {
    "pass": (Text("必然满足", "certain to pass"), Tone.PASS),
    "fail": (Text("必然不满足", "certain to fail"), Tone.FAIL),
    "undetermined": (Text("待定", "undetermined"), Tone.UNDETERMINED),
}
TRUTHS = {
    "true": Added(Text("满足", "holds"), Tone.PASS),
    "false": Added(Text("不满足", "does not hold"), Tone.FAIL),
    "unknown": Added(Text("待定", "unknown"), Tone.UNDETERMINED),
}
KEYS = ("row", "name", "credit_code")
WRONG_ROW = Added(Text("数据有误，未评估", "mistakes in the row, not assessed"), Tone.ERROR)


@dataclass(frozen=True)
class PeopleScreen:
    """One file of people, screened row by row by the scalar reading."""

    people: PeopleFile
    order: Order

    @cached_property
    def _reader(self) -> RowReader:
        return RowReader(self.order.request, (), self.order.exact)

    def rows(self, advance: Callable[[int], None] = lambda _rows: None) -> Iterator[tuple[PeopleRow, Row | None]]:
        """Every row with its outputs; None where the row is wrong."""
        for row in self.people:
            yield row, None if row.profile is None else self._reader.outputs(row.profile)
            advance(1)

    # ---- the user's own file
    def give_back(self, rows: Iterable[tuple[PeopleRow, Row | None]], out: Path, language: Language) -> None:
        """Write the user's file with the results beside each row."""
        kept = list(rows)
        results = {row.number: self._added(found) for row, found in kept}
        columns = [*self._columns(), *self._lines(found for _, found in kept if found is not None)]
        write_back(self.people, columns, results, out, language=language)

    def _columns(self) -> list[AddedColumn]:
        found: list[AddedColumn] = []
        for name, prefix in self.order.request.prefixes.items():
            title = self._title(name)
            found.append(AddedColumn(f"{prefix}_verdict", _about(title, "结论", "verdict"), 18))
            if self._book(name).score is not None:
                found.append(AddedColumn(f"{prefix}_score_low", _about(title, "最低得分", "lowest score"), 10))
                found.append(AddedColumn(f"{prefix}_score_high", _about(title, "最高得分", "highest score"), 10))
            found.append(AddedColumn(f"{prefix}_blocking", _about(title, "卡在哪里", "what blocks"), 36))
        return found

    def _lines(self, found: Iterable[Row]) -> list[AddedColumn]:
        """The criteria and indicators of all editions that were read, when every line is wanted."""
        if not self.order.request.detail:
            return []
        prefixes = self.order.request.prefixes.items()
        read = dict.fromkeys((name, row.get(f"{prefix}_edition")) for row in found for name, prefix in prefixes)
        lines = (column for name, edition in read if edition for column in self._lines_of(name, edition))
        return list({column.key: column for column in lines}.values())

    def _lines_of(self, name: str, edition: str) -> Iterator[AddedColumn]:
        explainer = self._explainer(f"{name.partition('@')[0]}@{edition}")
        rulebook, title, prefix = explainer.rulebook, self._title(name), self.order.request.prefixes[name]
        for criterion in rulebook.criteria.walk():
            if criterion is not rulebook.criteria:
                words = explainer.title(criterion)
                yield AddedColumn(f"{prefix}.{criterion.id}", _about(title, words.zh, words.en), 24)
        for part in rulebook.parts.values():
            if isinstance(part, Indicator):
                for end, zh, en in (("low", "最低", "lowest"), ("high", "最高", "highest")):
                    words = Text(f"{part.title.zh} {zh}", f"{part.title.en}, {en}")
                    yield AddedColumn(f"{prefix}.{part.id}_{end}", _about(title, words.zh, words.en), 14)

    def _title(self, name: str) -> Text:
        """The title of a rulebook; with its edition where another edition stands beside it."""
        book = self._book(name)
        if self.order.request.prefixes[name] == book.id:
            return book.title
        return Text(f"{book.title.zh}（{book.edition}）", f"{book.title.en} ({book.edition})")

    def _book(self, name: str) -> Rulebook:
        """The edition that stands for a rulebook in the head of a column."""
        library, day = self.order.request.library, self.order.request.day
        if "@" in name:
            return library.get(name)
        editions = library.editions(name)
        return next((e for e in reversed(editions) if day in e.in_force), editions[-1])

    def _added(self, found: Row | None) -> Mapping[str, Added]:
        if found is None:
            return {f"{prefix}_verdict": WRONG_ROW for prefix in self.order.request.prefixes.values()}
        added: dict[str, Added] = {}
        for name, prefix in self.order.request.prefixes.items():
            verdict = found.get(f"{prefix}_verdict")
            if verdict is None:
                continue
            words, tone = VERDICT_WORDS[verdict]
            added[f"{prefix}_verdict"] = Added(words, tone)
            for end in ("low", "high"):
                points = found.get(f"{prefix}_score_{end}")
                if points is not None:
                    added[f"{prefix}_score_{end}"] = Added(_points(points))
            blocking = found.get(f"{prefix}_blocking")
            if blocking is not None:
                edition = f"{name.partition('@')[0]}@{found[f'{prefix}_edition']}"
                added[f"{prefix}_blocking"] = Added(self._criterion(edition, blocking))
            added |= _line_values(found, f"{prefix}.")
        return added

    def _criterion(self, edition: str, id_: str) -> Text:
        """The title of a criterion."""
        explainer = self._explainer(edition)
        return next(explainer.title(c) for c in explainer.rulebook.criteria.children if c.id == id_)

    def _explainer(self, edition: str) -> Explainer:
        if edition not in self._explainers:
            library = self.order.request.library
            self._explainers[edition] = Explainer(library.vocabulary, library.get(edition))
        return self._explainers[edition]

    @cached_property
    def _explainers(self) -> dict[str, Explainer]:
        return {}

    # ---- a plain table
    def frame(self, rows: Iterable[tuple[PeopleRow, Row | None]], language: Language = "zh") -> pl.DataFrame:
        """The results as a table: name, credit code and row number, then the outputs."""
        import polars as pl

        made: list[Row] = []
        for row, found in rows:
            code = None if row.profile is None else row.profile.text("credit_code")
            wrong = ("；" if language == "zh" else "; ").join(problem.line(language) for problem in row.problems)
            made.append(
                {"row": row.number, "name": row.name, "credit_code": code, **(found or {}), ERROR: wrong or None}
            )
        keys = dict.fromkeys([*KEYS, *self._outputs(), *(key for row in made for key in row if key != ERROR), ERROR])
        return pl.DataFrame([pl.Series(k, [row.get(k) for row in made], dtype=_type_of(k)) for k in keys])

    def _outputs(self) -> Iterator[str]:
        for name, prefix in self.order.request.prefixes.items():
            ends = [] if self._book(name).score is None else ["score_low", "score_high"]
            yield from (f"{prefix}_{end}" for end in ("verdict", *ends, "blocking", "edition"))


def _type_of(key: str) -> pl.DataType:
    import polars as pl

    return pl.Int64() if key == "row" else pl.Float64() if key.endswith(("_low", "_high")) else pl.String()


def _points(points: float) -> int | float:
    return int(points) if points == int(points) else points


def _line_values(found: Row, begin: str) -> Iterator[tuple[str, Added]]:
    """Each criterion and indicator of a rulebook, as it stands in the user's own file."""
    for key, value in found.items():
        if key.startswith(begin) and value is not None:
            yield key, TRUTHS[value] if isinstance(value, str) else Added(_points(value))


def _about(title: Text, zh: str, en: str) -> Text:
    return Text(f"{title.zh} {zh}", f"{title.en}: {en}")


def counted(rows: Iterable[tuple[PeopleRow, Row | None]], order: Order) -> tuple[int, int, dict[str, Counter[str]]]:
    """How many rows there are, how many are wrong, and each rulebook's verdicts."""
    total, wrong = 0, 0
    verdicts: dict[str, Counter[str]] = {prefix: Counter() for prefix in order.request.prefixes.values()}
    for _, found in rows:
        total += 1
        wrong += found is None
        for prefix, counts in verdicts.items():
            verdict = (found or {}).get(f"{prefix}_verdict")
            if verdict is not None:
                counts[verdict] += 1
    return total, wrong, verdicts


def people_screen(path: Path, order: Order, sheet: str | None = None) -> PeopleScreen:
    """A file of people, opened.

    Raises InputError when it cannot be read or has no columns that are known.
    """
    request = order.request
    return PeopleScreen(open_people(path, request.library.vocabulary, request.day, sheet), order)
