"""The criterion tree, and its numbers against their thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.facts.writing import interval_text, number_text
from jinjie.reports import words
from jinjie.reports.content.scales import scale_of
from jinjie.reports.content.teller import Teller
from jinjie.reports.document import Block, Bullet, Bullets, Node, Part, Sign, Tree
from jinjie.rules.assessment import Result
from jinjie.rules.language.conditions import Not
from jinjie.rules.readings.explain import CriterionLine, Margin
from jinjie.rules.readings.wording import distance_text

SHOWN_OPEN = 5
"""How many open lines of one group a short form shows."""
MANY_OPEN = 30


def criteria(teller: Teller, result: Result) -> Iterator[Block]:
    """Every criterion with what it asks for, what is known and the article."""
    still_open = sum(line.truth is UNKNOWN for line in result.criteria.walk())
    brief = len(teller.assessment.results) > 1 or still_open > MANY_OPEN
    negated = frozenset(c.id for c in result.rulebook.criteria.walk() if c.children and isinstance(c.rule, Not))
    grower = _Grower(teller, result.verdict, brief, _asides(result.criteria), negated)
    yield Part(teller.say(words.CRITERIA), (Tree(grower.nodes(result.criteria, result.criteria.lines)),))


@dataclass(frozen=True, slots=True)
class _Grower:
    """Makes the tree. A short form leaves out what holds without a number and what cannot change the verdict."""

    teller: Teller
    verdict: str
    brief: bool
    """Several rulebooks are shown, or one with very many open lines."""
    asides: frozenset[int]
    negated: frozenset[str]
    """The criteria (by id) that hold when nothing below them does."""

    def nodes(self, parent: CriterionLine, shown: Sequence[CriterionLine]) -> tuple[Node, ...]:
        return tuple(self.node(line, parent, folded=line not in shown) for line in parent.lines)

    def node(self, line: CriterionLine, parent: CriterionLine, *, folded: bool) -> Node:
        teller = self.teller
        barred = parent.id in self.negated
        tail, required = ("", "") if barred else _asked(teller, line)
        return Node(
            sign=words.barred_sign(line.truth, teller.language) if barred else self.sign(line),
            title=teller.say(line.title),
            tail=tail,
            required=required,
            cite="" if line.origin.cite == parent.origin.cite else teller.cite(line.origin),
            actual=_present(teller, line) if line.id in self.negated else _actual(teller, line),
            margin=margin_text(teller, line.margin),
            role=teller.say(words.ROLES.get(line.role)),
            mark=teller.mark(line.origin.status),
            reference=teller.reference(line.origin),
            note=teller.say(line.origin.note),
            facts=() if line.lines else tuple(teller.row(fact) for fact in line.facts),
            nodes=self.nodes(line, self.shown(line)),
            folded=folded,
            aside=id(line) in self.asides and not barred,
        )

    def sign(self, line: CriterionLine) -> Sign:
        return words.truth_sign(line.truth, self.teller.language)

    def shown(self, line: CriterionLine) -> list[CriterionLine]:
        """The lines below a line that a short form keeps."""
        if line.truth is TRUE:
            return [inner for inner in line.lines if inner.truth is TRUE and has_number(inner)]
        if line.truth is FALSE:
            culprit = TRUE if line.id in self.negated else FALSE
            return [inner for inner in line.lines if inner.truth is culprit]
        still_open = [inner for inner in line.lines if inner.truth is UNKNOWN]
        if self.verdict != "undetermined" or (self.brief and len(still_open) == len(line.lines)):
            return []
        return still_open if len(still_open) <= SHOWN_OPEN + 1 else still_open[:SHOWN_OPEN]


def _asides(line: CriterionLine, *, aside: bool = False) -> frozenset[int]:
    """The lines (by identity) that do not hold and need not: the line above holds, or can hold, without them."""
    found: set[int] = set()
    for inner in line.lines:
        spared = inner.truth is not TRUE and (
            aside or line.truth is TRUE or (inner.truth is FALSE and line.truth is UNKNOWN)
        )
        found |= {id(inner)} if spared else set()
        found |= _asides(inner, aside=spared)
    return frozenset(found)


def has_number(line: CriterionLine) -> bool:
    """A threshold stands in the line or below it."""
    return any(inner.gauge is not None for inner in line.walk())


def _asked(teller: Teller, line: CriterionLine) -> tuple[str, str]:
    """What is asked for: the part that goes on from the title, and the part that needs a line of its own."""
    title, required = teller.say(line.title), teller.say(line.required)
    if required.startswith(title):
        return required.removeprefix(title), ""
    if len(line.lines) == 1:
        return "", ""
    if line.lines:
        return teller.both(f"（{required}）", f" ({required})"), ""
    return "", required


def _actual(teller: Teller, line: CriterionLine) -> str:
    """What is known; nothing is known of a sum of unknown parts, even if it cannot be negative."""
    if line.lines:
        return _summary(teller, line)
    if line.facts and all(teller.is_unknown(fact) for fact in line.facts):
        return teller.say(words.NOT_KNOWN)
    return teller.say(line.actual)


def _summary(teller: Teller, line: CriterionLine) -> str:
    """How many of the lines below hold, and how many are open."""
    held = sum(inner.truth is TRUE for inner in line.lines)
    still_open = sum(inner.truth is UNKNOWN for inner in line.lines)
    total = len(line.lines)
    more = teller.both(f"，{still_open} 项待定", f", {still_open} open") if still_open else ""
    return teller.both(f"满足 {held}/{total}", f"{held} of {total} hold") + more


def _present(teller: Teller, line: CriterionLine) -> str:
    """How many of the things that must not be there are."""
    present = sum(inner.truth is TRUE for inner in line.lines)
    still_open = sum(inner.truth is UNKNOWN for inner in line.lines)
    more = teller.both(f"，{still_open} 项待定", f", {still_open} open") if still_open else ""
    return teller.both(f"有 {present} 项", f"{present} present") + more


def margin_text(teller: Teller, margin: Margin | None) -> str:
    """The room above a threshold, or what is missing."""
    if margin is None:
        return ""
    if margin.number == 0:
        return teller.both("正好在线上", "exactly on the line")
    word = words.MISSING if margin.number < 0 else words.MARGIN
    distance = distance_text(max(margin.number, -margin.number), margin.kind, teller.language).lstrip("+")
    return f"{teller.say(word)} {distance}"


def gauges(teller: Teller, result: Result) -> Iterator[Block]:
    """The numeric criteria as bars; of those without any known value only the names."""
    lines = list(_once(line for line in result.criteria.walk() if line.gauge is not None))
    known = [line for line in lines if not all(teller.is_unknown(fact) for fact in line.facts)]
    if not known:
        return
    missing = [teller.say(line.title) for line in lines if line not in known]
    remark = ""
    if missing:
        joined = teller.both("、", "; ").join(dict.fromkeys(missing))
        remark = teller.both(f"还没有数据：{joined}。", f"Nothing known yet: {joined}.")
    asides = _asides(result.criteria)
    bars = Bullets(tuple(_bullet(teller, line, aside=id(line) in asides) for line in known), remark)
    yield Part(teller.say(words.GAUGES), (bars,))


def _once(lines: Iterable[CriterionLine]) -> Iterator[CriterionLine]:
    """Each requirement once, however many branches repeat it."""
    seen: set[tuple[str, Truth]] = set()
    for line in lines:
        key = (line.required.zh, line.truth)
        if key not in seen:
            seen.add(key)
            yield line


def _bullet(teller: Teller, line: CriterionLine, *, aside: bool) -> Bullet:
    assert line.gauge is not None
    kind, scale = line.gauge.kind, scale_of(line.gauge)
    return Bullet(
        title=teller.say(line.title),
        required=interval_text(line.gauge.wanted, kind, teller.language),
        actual=_actual(teller, line),
        sign=words.truth_sign(line.truth, teller.language),
        value=line.gauge.value,
        wanted=line.gauge.wanted,
        scale=scale,
        ends=(number_text(scale[0], kind, teller.language), number_text(scale[1], kind, teller.language)),
        aside=aside,
    )


def blockers(teller: Teller, result: Result) -> str:
    """The titles of the criteria that fail."""
    failing = [teller.say(line.title) for line in result.criteria.lines if line.truth is FALSE]
    return teller.both("；", "; ").join(failing)


def open_count(result: Result) -> int:
    """How many of the outermost criteria are open."""
    return sum(line.truth is UNKNOWN for line in result.criteria.lines)
