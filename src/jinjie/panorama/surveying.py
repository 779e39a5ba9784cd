"""The panorama of a screened set: every statistic, from one reading of the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from jinjie.basics.numbers import Exact
from jinjie.panorama import claims
from jinjie.panorama.asking import Answers, Question, answers
from jinjie.panorama.blocking import Blocker, blockers_of, blocking_query, has_blocking
from jinjie.panorama.claims import LITTLE_GIANT, Finding
from jinjie.panorama.counts import Breakdown, Counts, Cube
from jinjie.panorama.cubes import cube_of, cube_query, editions_query, rows_query
from jinjie.panorama.equity import EquityUse, equity_columns, equity_of, equity_query
from jinjie.panorama.nearest import Neighbour, nearest_of, neighbours_of, neighbours_query
from jinjie.panorama.opening import ScreenedSet, open_set
from jinjie.panorama.places import CountryPart, country_parts
from jinjie.panorama.ranks import Correlation, spearman
from jinjie.panorama.research import Research, research_of, research_query, years_in
from jinjie.panorama.scores import ScoreSpread, has_scores, scores_of, scores_query
from jinjie.panorama.subjects import Subject, subjects_of
from jinjie.panorama.tables import OwnTable, Tables, read_tables
from jinjie.rules.library import Library

OUTPUT, PUBLISHED = "industrial-output", "recognised-by-region"
NEAREST = 20


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows come from."""

    files: tuple[str, ...]
    day: date
    rows: int
    synthetic: int
    """So many rows are invented."""
    columns: frozenset[str]


@dataclass(frozen=True, slots=True)
class Panorama:
    """All statistics of a screened set."""

    origin: Origin
    subjects: tuple[Subject, ...]
    cubes: Mapping[str, Cube]
    spreads: tuple[ScoreSpread, ...]
    research: Research | None
    blockers: Mapping[str, tuple[Blocker, ...]]
    nearest: Mapping[str, tuple[Neighbour, ...]]
    equity: tuple[EquityUse, ...]
    tables: Tables
    correlations: Mapping[str, Correlation]
    """The counts of the main tier by province with industrial output: ``certain``, ``at_most``, ``published``."""
    findings: tuple[Finding, ...]

    @property
    def tiers(self) -> tuple[Subject, ...]:
        """Lowest first."""
        return tuple(subject for subject in self.subjects if subject.is_tier)

    @property
    def main(self) -> Subject:
        """The tier that the figures are about: little giants, else the highest, else the first rulebook."""
        giants = [subject for subject in self.tiers if subject.id == LITTLE_GIANT]
        return (giants or list(self.tiers[::-1]) or list(self.subjects))[0]

    def along(self, dimension: str, subject: Subject) -> Breakdown:
        return self.cubes[subject.prefix].along(dimension)


def survey(
    paths: str | Path | Iterable[str | Path],
    tables: Iterable[str | Path] = (),
    nearest: int = NEAREST,
    library: Library | None = None,
) -> Panorama:
    """The panorama of screened files or folders, with the published numbers of a user's own tables.

    ``nearest`` is how many enterprises are named per tier. The rows are read in streaming: memory stays bounded.

    Raises InputError with every mistake in the files and tables.
    """
    return _Surveyor(
        open_set([paths] if isinstance(paths, str | Path) else paths),
        read_tables(tables),
        nearest,
        library or Library(),
    ).panorama()


@dataclass
class _Surveyor:
    screened: ScreenedSet
    tables: Tables
    most: int
    library: Library

    def panorama(self) -> Panorama:
        subjects = self._subjects()
        found = answers(self.screened, self._questions(subjects))
        cubes = {s.prefix: cube_of(s.prefix, found[f"cube {s.prefix}"]) for s in subjects}
        research = research_of(found["research"]) if "research" in found else None
        rows, synthetic = (int(number or 0) for number in found["rows"].row(0))
        files = tuple(file.name for file in self.screened.frames)
        panorama = Panorama(
            Origin(files, self.screened.day, rows, synthetic, self.screened.columns),
            subjects,
            cubes,
            tuple(self._spreads(subjects, found)),
            research,
            {s.prefix: blockers_of(s, found[k]) for s in subjects if (k := f"blocking {s.prefix}") in found},
            {s.prefix: neighbours_of(s, found[k]) for s in subjects if (k := f"nearest {s.prefix}") in found},
            tuple(equity_of(s.prefix, found[k]) for s in subjects if (k := f"equity {s.prefix}") in found),
            self.tables,
            {},
            (),
        )
        return _with_findings(panorama, country_parts())

    def _subjects(self) -> tuple[Subject, ...]:
        questions = {prefix: Question(partial(editions_query, prefix=prefix)) for prefix in self.screened.prefixes}
        labels = self.screened.only(f"{prefix}_edition" for prefix in questions)
        found = answers(labels, questions)
        seen = {prefix: [label for label in frame["label"] if label is not None] for prefix, frame in found.items()}
        return subjects_of(self.library, seen)

    def _questions(self, subjects: Sequence[Subject]) -> dict[str, Question]:
        """Every question to the rows, by name."""
        questions = {"rows": Question(rows_query)}
        if years_in(self.screened):
            questions["research"] = Question(research_query)
        for subject in subjects:
            questions |= self._of_subject(subject)
        return questions

    def _of_subject(self, subject: Subject) -> dict[str, Question]:
        screened, prefix = self.screened, subject.prefix
        questions = {f"cube {prefix}": Question(partial(cube_query, prefix=prefix))}
        if subject.most is not None and has_scores(screened, prefix):
            questions[f"scores {prefix}"] = Question(partial(scores_query, prefix=prefix, most=subject.most))
        if has_blocking(screened, prefix):
            questions[f"blocking {prefix}"] = Question(partial(blocking_query, prefix=prefix))
        if subject.is_tier:
            near = partial(neighbours_query, subject=subject, most=self.most)
            questions[f"nearest {prefix}"] = Question(near, nearest_of(self.most))
            if equity_columns(screened):
                questions[f"equity {prefix}"] = Question(partial(equity_query, prefix=prefix))
        return questions

    @staticmethod
    def _spreads(subjects: Sequence[Subject], found: Answers) -> Iterable[ScoreSpread]:
        for subject in subjects:
            key = f"scores {subject.prefix}"
            if subject.most is not None and key in found:
                yield scores_of(subject.prefix, found[key], subject.most)


def _with_findings(panorama: Panorama, parts: Mapping[str, CountryPart]) -> Panorama:
    """What the handbook claims beside its figures, tried on this set and these tables."""
    provinces = panorama.along("province", panorama.main)
    correlations = dict(_correlations(panorama, provinces))
    own = [correlations[name] for name in ("certain", "at_most") if name in correlations]
    findings = [
        *claims.from_tables(panorama.tables),
        *claims.follows_output([correlations["published"]] if "published" in correlations else own),
        *claims.places(_published(panorama.tables) or provinces, parts),
        *claims.research_rises(None if panorama.research is None else panorama.research.change),
        *claims.main_sections(panorama.along("section", panorama.main)),
    ]
    return replace(
        panorama, correlations=correlations, findings=tuple(sorted(findings, key=lambda finding: finding.figure))
    )


def _published(tables: Tables) -> Breakdown | None:
    """Published counts by province, as a breakdown: a range is certain up to its lower end."""
    table = tables.get(PUBLISHED)
    if table is None:
        return None
    groups = {line.key[:2]: Counts(int(line.low), int(line.high) - int(line.low)) for line in table.latest}
    return Breakdown(PUBLISHED, "province", groups)


def _correlations(panorama: Panorama, provinces: Breakdown) -> Iterable[tuple[str, Correlation]]:
    output = panorama.tables.get(OUTPUT)
    if output is None:
        return
    values = _values(output)
    for name in ("certain", "at_most"):
        counts = [getattr(provinces.get(code), name) for code in values]
        yield name, spearman(counts, list(values.values()))
    published = panorama.tables.get(PUBLISHED)
    if published is not None:
        counts_of = _values(published)
        both = [code for code in values if code in counts_of]
        yield "published", spearman([counts_of[code] for code in both], [values[code] for code in both])


def _values(table: OwnTable) -> dict[str, Exact]:
    """The last year's values by province; of a range, its lower end."""
    return {line.key[:2]: line.low for line in table.latest}
