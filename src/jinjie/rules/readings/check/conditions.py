"""No condition is always true or always false, alone or put together; every pass mark can be reached and missed."""

from __future__ import annotations

import z3

from jinjie.basics.text import Text
from jinjie.rules.language.conditions import All, Any, AtLeast, Condition, Criterion, Not, ScoreIn, parts_of
from jinjie.rules.readings.check.desk import Desk, Question
from jinjie.rules.readings.check.tree import outer_conditions


def check_conditions(desk: Desk) -> None:
    """Every condition of the rulebook, from the smallest up to the whole."""
    root = desk.rulebook.criteria
    for part in parts_of(root.rule):
        _look(desk, part, root.id)
    _whole(desk, root)
    for owner, condition in outer_conditions(desk.rulebook):
        _look(desk, condition, owner)


def _whole(desk: Desk, root: Criterion) -> None:
    holds, facts = desk.formulas.condition(root), desk.formulas.facts(root)
    never = Text("任何企业都不可能满足全部条件", "no enterprise can meet all the criteria")
    always = Text("任何企业都满足全部条件", "every enterprise meets all the criteria")
    desk.must_be_possible(Question("conditions", root.id, holds, facts, never))
    desk.must_be_possible(Question("conditions", root.id, z3.Not(holds), facts, always))


def _look(desk: Desk, condition: Condition, owner: str) -> bool:
    """Asks about a condition and all inside it; False when something is wrong. Only the smallest is named."""
    node = condition.id if isinstance(condition, Criterion) else owner
    inner = [_look(desk, part, node) for part in parts_of(condition)]
    if not all(inner) or _says_what_its_part_says(condition):
        return all(inner)
    if isinstance(condition, ScoreIn):
        return _pass_mark(desk, condition, node)
    words = desk.wording.whole(condition)
    never = Text(f"条件“{words.zh}”永远不成立", f"the condition '{words.en}' never holds")
    always = Text(
        f"条件“{words.zh}”总是成立，等于没有写", f"the condition '{words.en}' always holds and decides nothing"
    )
    holds, facts = desk.formulas.condition(condition), desk.formulas.facts(condition)
    return desk.must_be_possible(Question("conditions", node, holds, facts, never)) and desk.must_be_possible(
        Question("conditions", node, z3.Not(holds), facts, always)
    )


def _says_what_its_part_says(condition: Condition) -> bool:
    if isinstance(condition, Criterion | Not):
        return True
    return isinstance(condition, All | Any | AtLeast) and len(condition.parts) == 1


def _pass_mark(desk: Desk, mark: ScoreIn, node: str) -> bool:
    words = desk.wording.both(mark)
    never = Text(f"“{words.zh}”达不到", f"'{words.en}' cannot be reached")
    always = Text(f"“{words.zh}”不可能达不到", f"'{words.en}' cannot be missed")
    holds, facts = desk.formulas.condition(mark), desk.formulas.facts(mark)
    return desk.must_be_possible(Question("sub_minimums", node, holds, facts, never)) and desk.must_be_possible(
        Question("sub_minimums", node, z3.Not(holds), facts, always)
    )
