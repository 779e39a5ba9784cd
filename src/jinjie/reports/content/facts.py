"""The facts of a report: contradictions, doubts, what is missing and what nobody read."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie.facts.knowledge import Conflict
from jinjie.facts.writing import value_text
from jinjie.reports import words
from jinjie.reports.content.teller import Teller
from jinjie.reports.document import Block, Cell, Column, Items, Paragraph, Part, Row, Table
from jinjie.rules.assessment import Result


def doubts(teller: Teller) -> Iterator[Block]:
    """Contradictions between the facts, and values that look wrong."""
    conflicts = teller.assessment.conflicts
    if conflicts:
        remark = teller.both(
            "矛盾没有替您取舍：结论对每一方的数值都成立才算必然。请先更正。",
            "Nothing was settled for you: a verdict is certain only if it holds for either side. Correct these first.",
        )
        tables = tuple(_conflict(teller, conflict.facts, _title(teller, conflict)) for conflict in conflicts)
        yield Part(teller.say(words.CONFLICTS), (Paragraph(remark, "notice"), *tables))
    warnings = tuple(teller.say(problem.message) for problem in teller.assessment.warnings)
    if warnings:
        yield Part(teller.say(words.WARNINGS), (Items(warnings),))


def _title(teller: Teller, conflict: Conflict) -> str:
    """What is wrong, and what should hold instead."""
    message, relation = teller.say(conflict.message), teller.relation(conflict.facts)
    return f"{message}{teller.both('，应有：', '; it should be: ')}{relation}" if relation else message


def _conflict(teller: Teller, facts: tuple[str, ...], message: str) -> Table:
    """The claims of one contradiction, each with its source."""
    columns = (
        Column(teller.say(words.FACT), 5),
        Column(teller.say(words.STATED_VALUE), 3),
        Column(teller.say(words.SOURCE), 4),
    )
    rows = []
    for fact in facts:
        for statement in teller.statements(fact):
            assert statement.value is not None
            shown = statement.given
            if not isinstance(statement.value, str):
                shown = value_text(teller.fact(fact), statement.value, teller.language)
            rows.append(Row((Cell(teller.label(fact)), Cell(shown), Cell(str(statement.source) or "–"))))
    return Table(message, columns, tuple(rows))


def missing(teller: Teller) -> Iterator[Block]:
    """The facts of which nothing is known, for the rulebooks that are still open: one list to look everything up."""
    users: dict[str, list[str]] = {}
    for result in teller.assessment.results:
        if result.verdict == "undetermined":
            for fact in result.rulebook.facts:
                if teller.is_unknown(fact):
                    users.setdefault(fact, []).append(teller.say(result.rulebook.title))
    if not users:
        return
    several = len(teller.assessment.results) > 1
    columns = [
        Column(teller.say(words.FACT), 4),
        Column(teller.say(words.LOOK_UP), 6),
        Column(teller.say(words.EFFORT), 2),
    ]
    if several:
        columns.append(Column(teller.say(words.USED_BY), 4))
    rows = []
    for fact in sorted(users, key=lambda f: teller.fact(f).effort):
        described = teller.fact(fact)
        cells = [
            Cell(teller.label(fact)),
            Cell(teller.say(described.look_up)),
            Cell(teller.say(words.EFFORTS[described.effort])),
        ]
        if several:
            cells.append(Cell(teller.both("；", "; ").join(users[fact])))
        rows.append(Row(tuple(cells)))
    caption = teller.both(
        "不必全部查清：先查“什么能定下结论”里的。", "Not all of it is needed: begin with what decides."
    )
    yield Part(teller.say(words.UNKNOWN_FACTS), (Table(caption, tuple(columns), tuple(rows)),), minor=True)


def unread(teller: Teller) -> tuple[str, ...]:
    """The stated facts that no rulebook of this report reads, not even through an equation."""
    vocabulary, library = teller.library.vocabulary, teller.library
    direct = {fact for result in teller.assessment.results for fact in result.rulebook.facts}
    computing = {vocabulary[fact].computed_by for fact in direct} - {None}
    for rulebook in computing:
        direct.update(fact for edition in library.editions(str(rulebook)) for fact in edition.facts)
    read = vocabulary.network.linked(direct, vocabulary.box())
    stated = [fact for fact in teller.assessment.profile.statements if teller.statements(fact)]
    return tuple(fact for fact in stated if fact not in read and teller.fact(fact).initial is not None)


def evidence(teller: Teller, result: Result) -> Iterator[Block]:
    """The judgements without which the verdict stays open."""
    if not result.needs_evidence:
        return
    remark = teller.both(
        "以下由主管部门判断，没有凭据就不能算满足；未核验不等于不满足。",
        "The authority judges these. Without evidence they do not count as met, nor as failed.",
    )
    items = []
    for fact in result.needs_evidence:
        described = teller.fact(fact)
        proof = described.evidence or described.look_up
        colon = teller.both("：", ": ")
        items.append(teller.label(fact) + (f"{colon}{teller.say(proof)}" if proof else ""))
    yield Part(teller.say(words.NEEDS_EVIDENCE), (Paragraph(remark, "quiet"), Items(tuple(items))))
