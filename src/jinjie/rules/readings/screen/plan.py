"""The plan of a screen: every output of every rulebook as one graph over the columns of a table, for a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import product
from typing import TypeVar

from jinjie.basics.problems import mistake
from jinjie.rules.language.conditions import Condition, Criterion, atoms_of
from jinjie.rules.language.overlays import Overlay
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.language.scores import Indicator
from jinjie.rules.library import Library, in_force_on
from jinjie.rules.links import Link, links_on
from jinjie.rules.readings.screen.arithmetic import Arithmetic
from jinjie.rules.readings.screen.columns import REGION, Columns, code_classes
from jinjie.rules.readings.screen.disagreements import Disagreements
from jinjie.rules.readings.screen.known import Known
from jinjie.rules.readings.screen.nodes import Graph, Node
from jinjie.rules.readings.screen.scoring import point_scale
from jinjie.rules.readings.screen.truths import Rails, Reader, Table

VERDICTS = ("pass", "fail", "undetermined")
PASS, FAIL, OPEN, NONE = range(4)
NO_POINTS = -1
"""Stands where a rulebook says nothing of a row."""
TRUTHS = ("true", "false", "unknown")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Output:
    """One column of the result: words (by index) or a number (divided by its scale)."""

    name: str
    node: Node
    words: tuple[str, ...] | None = None
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Variant:
    """An edition with its overlays, and the rows that it governs."""

    rulebook: Rulebook
    applies: Node


@dataclass(frozen=True)
class Request:
    """What is to be screened: rulebooks (``ID`` or ``ID@EDITION``), a day, and whether every line is wanted."""

    library: Library
    day: date
    names: tuple[str, ...]
    detail: bool = False
    lines: frozenset[str] | None = None
    """With detail, the only criteria and indicators that are wanted."""

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The beginning of the output columns of each rulebook: its ID, or all of its name where an ID comes twice."""
        ids = [name.partition("@")[0] for name in self.names]
        return {name: id_ if ids.count(id_) == 1 else name for name, id_ in zip(self.names, ids, strict=True)}


@dataclass
class Plan:
    """The graph, its outputs, and the rows to be read one by one."""

    request: Request
    columns: Columns
    table: Table
    outputs: list[Output] = field(default_factory=list)

    @property
    def graph(self) -> Graph:
        return self.table.graph

    @cached_property
    def doubt(self) -> Node:
        """The rows that the columns cannot tell for certain, or in which something is wrong."""
        return self.graph.either(*self.table.arithmetic.doubts)

    @property
    def verdicts(self) -> list[Output]:
        return [output for output in self.outputs if output.words is VERDICTS]

    @property
    def reads(self) -> list[str]:
        """The columns that the plan reads."""
        found: dict[str, None] = {}
        waiting, seen = [self.doubt, *(output.node for output in self.outputs)], set[int]()
        while waiting:
            node = waiting.pop()
            if id(node) not in seen:
                seen.add(id(node))
                waiting.extend(node.args)
                if node.op in {"known", "value", "amount", "flag"}:
                    found[node.value] = None
                elif node.op in {"one_of", "outside"}:
                    found[node.value[0]] = None
        return sorted(found)


def plan(request: Request, columns: Columns, careful: bool = False) -> Plan:
    """The plan for the columns of a table; a ``careful`` one costs more and doubts fewer rows.

    Raises InputError for a rulebook that does not exist or is not in force on the day.
    """
    return _Planner(request, columns, careful).plan()


@dataclass
class _Planner:
    request: Request
    columns: Columns
    careful: bool

    def plan(self) -> Plan:
        library, day = self.request.library, self.request.day
        links = links_on(library, day)
        rulebooks = [book for name in self.request.names for book in self._possible(name)]
        read = [*rulebooks, *(link.rulebook for link in links)]
        arithmetic = Arithmetic(Graph(), self.careful)
        known = Known(arithmetic, library.vocabulary, self.columns, library.vocabulary.network)
        table = Table(arithmetic, known, code_classes(self._atoms(read), library.vocabulary))
        table = Table(arithmetic, known, table.codes, dict(self._linked(table, links, rulebooks)))
        result = Plan(self.request, self.columns, table)
        for name in self.request.names:
            result.outputs.extend(self._outputs(table, name))
        facts = frozenset(fact for book in read for fact in book.facts)
        Disagreements(known).doubt(frozenset(f for f in facts if library.vocabulary[f].kind.is_numeric))
        return result

    # ---- which law
    def _possible(self, name: str) -> list[Rulebook]:
        """Every edition, with and without overlays, that may govern some row."""
        return [
            self._get(edition, overlays) for edition in self._editions(name) for overlays in self._sets(name, edition)
        ]

    def _get(self, edition: Rulebook, overlays: Sequence[Overlay]) -> Rulebook:
        return self.request.library.get("+".join([edition.name, *(overlay.name for overlay in overlays)]))

    def _editions(self, name: str) -> list[Rulebook]:
        library, day = self.request.library, self.request.day
        if "@" in name:
            return [library.get(name)]
        editions = library.editions(name)
        current = in_force_on(editions, day)
        found = [e for e in editions if e is current or any(day in t.period for t in e.transitions)]
        if not found:
            raise mistake(f"{name} 在 {day} 没有有效版本", f"{name} has no edition in force on {day}", fact=name)
        return found

    def _overlays(self, name: str, edition: Rulebook) -> list[Overlay]:
        """The overlays of an edition that may apply on the day."""
        day = self.request.day
        if "+" in name or ("@" in name and day not in edition.in_force):
            return []
        return [overlay for overlay in self.request.library.overlays(edition.name) if day in overlay.period]

    def _sets(self, name: str, edition: Rulebook) -> list[tuple[Overlay, ...]]:
        """The sets of overlays that may apply together, in the order in which they are applied."""
        found = self._overlays(name, edition)
        sets = [
            tuple(o for o, on in zip(found, chosen, strict=True) if on)
            for chosen in product((False, True), repeat=len(found))
        ]
        return [
            chosen for chosen in sets if _go_together(chosen) and all(o in chosen for o in found if o.condition is None)
        ]

    def _variants(self, table: Table, name: str) -> Iterator[Variant]:
        g = table.graph
        governed = self._governed(table, name)
        for edition, rows in governed:
            overlays = self._overlays(name, edition)
            reader = Reader(table, edition)
            applies = {o.name: g.true if o.condition is None else reader.truth(o.condition).must for o in overlays}
            for chosen in self._sets(name, edition):
                others = [node for o, node in applies.items() if o not in {c.name for c in chosen}]
                these = [applies[overlay.name] for overlay in chosen]
                where = g.both(rows, *these, *(g.negation(node) for node in others))
                if where is not g.false:
                    yield Variant(self._get(edition, chosen), where)

    def _governed(self, table: Table, name: str) -> list[tuple[Rulebook, Node]]:
        """Each edition with the rows that it governs; a later transition goes before an earlier one."""
        g, day = table.graph, self.request.day
        editions = self._editions(name)
        if "@" in name:
            return [(editions[0], g.true)]
        current = in_force_on(editions, day)
        rows: dict[str, Node] = {} if current is None else {current.name: g.true}
        for edition in editions:
            for transition in edition.transitions:
                if edition is not current and day in transition.period:
                    truth = Reader(table, edition).truth(transition.when).must
                    rows = {key: g.both(node, g.negation(truth)) for key, node in rows.items()}
                    rows[edition.name] = g.either(rows.get(edition.name, g.false), truth)
        return [(edition, rows[edition.name]) for edition in editions if edition.name in rows]

    # ---- facts that follow from a rulebook
    def _atoms(self, rulebooks: Iterable[Rulebook]) -> Iterator[object]:
        for rulebook in rulebooks:
            yield from rulebook.atoms()
            for overlay in self.request.library.overlays(rulebook.name.partition("+")[0]):
                yield from () if overlay.condition is None else atoms_of(overlay.condition)
            for transition in rulebook.transitions:
                yield from atoms_of(transition.when)

    def _linked(self, table: Table, links: Iterable[Link], rulebooks: list[Rulebook]) -> Iterator[tuple[str, Rails]]:
        g = table.graph
        read = {fact for rulebook in rulebooks for fact in rulebook.facts}
        for link in links:
            if link.fact not in read:
                continue
            verdict = Reader(table, link.rulebook).truth(link.rulebook.criteria)
            told = g.both(*(self._is_told(table, fact) for fact in sorted(link.codes)))
            must, may = g.both(told, verdict.must), g.either(g.negation(told), verdict.may)
            if link.fact in self.columns.exact:
                stated, yes = g.known(link.fact), g.flag(link.fact)
                table.arithmetic.doubt(
                    g.both(stated, g.either(g.both(yes, g.negation(may)), g.both(g.negation(yes), must)))
                )
                must, may = g.choose(stated, yes, must), g.choose(stated, yes, may)
            yield link.fact, Rails(must, may)

    def _is_told(self, table: Table, fact: str) -> Node:
        """The rows in which enough of a code is known to be worth a look."""
        g = table.graph
        if fact not in self.columns.exact:
            return g.false
        return g.both(g.known(fact), g.negation(g.one_of(fact, table.codes[fact].coarse)))

    # ---- outputs
    def _outputs(self, table: Table, name: str) -> Iterator[Output]:
        """Verdict, score and what blocks; each line too when wanted."""
        variants = list(self._variants(table, name))
        prefix = self.request.prefixes[name]
        readers = [(Reader(table, variant.rulebook), variant.applies) for variant in variants]
        g = table.graph
        truths = [(reader.truth(reader.rulebook.criteria), rows) for reader, rows in readers]
        verdict = _select(g, [(self._verdict(g, truth), rows) for truth, rows in truths], g.index(NONE))
        yield Output(f"{prefix}_verdict", verdict, VERDICTS)
        yield from self._scores(table, prefix, readers)
        yield self._blocking(g, prefix, readers)
        labels = tuple(variant.rulebook.label for variant in variants)
        edition = [(g.index(i), variant.applies) for i, variant in enumerate(variants)]
        yield Output(f"{prefix}_edition", _select(g, edition, g.index(len(labels))), labels)
        if any(reader.rulebook.grades for reader, _ in readers):
            yield self._grade(g, prefix, readers)
        if self.request.detail:
            yield from self._lines(table, prefix, readers)

    @staticmethod
    def _verdict(g: Graph, truth: Rails) -> Node:
        return g.choose(truth.must, g.index(PASS), g.choose(truth.may, g.index(OPEN), g.index(FAIL)))

    def _scores(self, table: Table, prefix: str, readers: list[tuple[Reader, Node]]) -> Iterator[Output]:
        spans = [(reader, rows) for reader, rows in readers if reader.rulebook.score is not None]
        if spans:
            yield from self._span_outputs(
                table, f"{prefix}_score", spans, [r.rulebook.score.id for r, _ in spans if r.rulebook.score]
            )

    def _span_outputs(
        self, table: Table, name: str, readers: list[tuple[Reader, Node]], parts: list[str]
    ) -> Iterator[Output]:
        g = table.graph
        scale = max(point_scale(reader.rulebook, table.vocabulary) for reader, _ in readers)
        low, high = [], []
        for (reader, rows), part in zip(readers, parts, strict=True):
            span = reader.scores.span(reader.rulebook.parts[part])
            factor = g.points(scale // reader.scores.point_scale)
            low.append((g.multiply(span.low, factor), rows))
            high.append((g.multiply(span.high, factor), rows))
        yield Output(f"{name}_low", _select(g, low, g.points(NO_POINTS)), None, scale)
        yield Output(f"{name}_high", _select(g, high, g.points(NO_POINTS)), None, scale)

    @staticmethod
    def _blocking(g: Graph, prefix: str, readers: list[tuple[Reader, Node]]) -> Output:
        """The first criterion that fails; if none does, the first that is unknown."""
        ids = tuple(dict.fromkeys(c.id for reader, _ in readers for c in reader.rulebook.criteria.children))
        none = g.index(len(ids))
        found = []
        for reader, rows in readers:
            children = reader.rulebook.criteria.children
            node = none
            for child in reversed(children):
                node = g.choose(reader.truth(child).must, node, g.index(ids.index(child.id)))
            for child in reversed(children):
                node = g.choose(reader.truth(child).may, node, g.index(ids.index(child.id)))
            passed = reader.truth(reader.rulebook.criteria).must
            found.append((g.choose(passed, none, node), rows))
        return Output(f"{prefix}_blocking", _select(g, found, none), ids)

    @staticmethod
    def _grade(g: Graph, prefix: str, readers: list[tuple[Reader, Node]]) -> Output:
        """The grade, where only one is possible."""
        ids = tuple(dict.fromkeys(grade.id for reader, _ in readers for grade in reader.rulebook.grades))
        found = []
        for reader, rows in readers:
            possible = reader.grades()
            node = g.index(len(ids))
            for id_, here in possible.items():
                others = [other for key, other in possible.items() if key != id_]
                node = g.choose(g.both(here, *(g.negation(other) for other in others)), g.index(ids.index(id_)), node)
            found.append((node, rows))
        return Output(f"{prefix}_grade", _select(g, found, g.index(len(ids))), ids)

    def _lines(self, table: Table, prefix: str, readers: list[tuple[Reader, Node]]) -> Iterator[Output]:
        """Every criterion and every part of the score."""
        g = table.graph
        criteria: dict[str, list[tuple[Node, Node]]] = {}
        for reader, rows in readers:
            for criterion in _below(reader.rulebook.criteria):
                criteria.setdefault(criterion.id, []).append((self._verdict(g, reader.truth(criterion)), rows))
        for id_, found in self._wanted(criteria):
            yield Output(f"{prefix}.{id_}", _select(g, found, g.index(NONE)), TRUTHS)
        parts: dict[str, list[tuple[Reader, Node]]] = {}
        for reader, rows in readers:
            for part in reader.rulebook.parts.values():
                if isinstance(part, Indicator):
                    parts.setdefault(part.id, []).append((reader, rows))
        for id_, having in self._wanted(parts):
            yield from self._span_outputs(table, f"{prefix}.{id_}", having, [id_] * len(having))

    def _wanted(self, lines: Mapping[str, Found]) -> Iterator[tuple[str, Found]]:
        wanted = self.request.lines
        return ((id_, found) for id_, found in lines.items() if wanted is None or id_ in wanted)


def _below(criterion: Criterion) -> Iterator[Criterion]:
    return (inner for inner in criterion.walk() if inner is not criterion)


def _select(g: Graph, found: Sequence[tuple[Node, Node]], otherwise: Node) -> Node:
    """The node of the variant that governs a row."""
    node = otherwise
    for value, rows in reversed(found):
        node = g.choose(rows, value, node)
    return node


def _go_together(overlays: Sequence[Overlay]) -> bool:
    """No two of them hold in different regions."""
    regions = [_prefixes(overlay.condition) for overlay in overlays]
    for i, one in enumerate(regions):
        for other in regions[i + 1 :]:
            if one and other and not any(a.startswith(b) or b.startswith(a) for a in one for b in other):
                return False
    return True


def _prefixes(condition: Condition | None) -> tuple[str, ...]:
    """The regions of a condition that is nothing but a region."""
    atoms = [] if condition is None else list(atoms_of(condition))
    if len(atoms) == 1 and getattr(atoms[0], "fact", None) == REGION:
        return tuple(getattr(atoms[0], "prefixes", ()))
    return ()
