"""Every situation reaches a level, every level is reached, and every choice leads somewhere."""

from __future__ import annotations

import z3

from jinjie.basics.text import Text
from jinjie.facts.vocabulary import Kind
from jinjie.facts.writing import choice_text
from jinjie.rules.language.conditions import Member, atoms_of
from jinjie.rules.language.scores import Level, Levels, measure_facts
from jinjie.rules.readings.check.desk import Desk, Question
from jinjie.rules.readings.check.encoding import Formula
from jinjie.rules.readings.wording import points_text


def check_levels(desk: Desk, node: str, levels: Levels) -> None:
    """Coverage and reach of an indicator's levels."""
    reached = [desk.formulas.reached(level.condition) for level in levels.levels]
    facts = tuple(dict.fromkeys(measure_facts(levels)))
    if _check_choices(desk, node, levels, z3.Not(z3.Or(reached))):
        gap = Text(
            "有的情形不属于任何一级，会默默得 0 分", "some situation reaches no level and silently gets 0 points"
        )
        desk.must_be_impossible(Question("levels", node, z3.Not(z3.Or(reached)), facts, gap))
    for index, level in enumerate(levels.levels):
        alone = desk.formulas.reached(level.condition)
        if desk.prover.ask(alone, facts).kind == "impossible":
            continue  # told where the conditions are looked at
        formula = z3.And(alone, *(z3.Not(other) for other in reached[:index]))
        desk.must_be_possible(Question("levels", node, formula, facts, _never(desk, level)))


def _never(desk: Desk, level: Level) -> Text:
    """The complaint about a level that others leave nothing for."""
    zh, en = points_text(level.points, "zh"), points_text(level.points, "en")
    if level.condition is None:
        return Text(
            f"“其他：{zh}”永远到不了，前面各级已包括全部情形",
            f"'otherwise: {en}' is never reached: the others take all",
        )
    words = desk.wording.whole(level.condition)
    return Text(
        f"“{words.zh}：{zh}”永远到不了，被前面的级别遮住",
        f"the level '{words.en}: {en}' is never reached: earlier ones take it",
    )


def _check_choices(desk: Desk, node: str, levels: Levels, nowhere: Formula) -> bool:
    """False when some choice leads nowhere; a word about choices that only fall to the last level."""
    conditions = [level.condition for level in levels.levels if level.condition is not None]
    members = [a for c in conditions for a in atoms_of(c) if isinstance(a, Member)]
    sound = True
    for fact in dict.fromkeys(a.fact for a in members if desk.vocabulary[a.fact].kind is Kind.CHOICE):
        named = frozenset[str]().union(*(a.choices for a in members if a.fact == fact))
        for choice in desk.vocabulary[fact].choices:
            sound = _leads_somewhere(desk, node, (fact, choice), nowhere) and sound
            if choice not in named and levels.levels[-1].condition is None:
                _tell_unnamed(desk, node, (fact, choice), levels.levels[-1])
    return sound


def _leads_somewhere(desk: Desk, node: str, chosen: tuple[str, str], nowhere: Formula) -> bool:
    fact, choice = chosen
    words = _words(desk, chosen)
    complaint = Text(
        f"{words.zh}不属于任何一级，会默默得 0 分", f"{words.en} reaches no level and silently gets 0 points"
    )
    formula = z3.And(nowhere, desk.formulas.world.among(fact, choice.__eq__))
    return desk.must_be_impossible(Question("choices", node, formula, (fact,), complaint))


def _tell_unnamed(desk: Desk, node: str, chosen: tuple[str, str], last: Level) -> None:
    words = _words(desk, chosen)
    zh, en = points_text(last.points, "zh"), points_text(last.points, "en")
    message = Text(f"{words.zh}没有写出，归入“其他：{zh}”", f"{words.en} is not named and falls to 'otherwise: {en}'")
    desk.say("choices", "info", node, message)


def _words(desk: Desk, chosen: tuple[str, str]) -> Text:
    fact, choice = desk.vocabulary[chosen[0]], chosen[1]
    return Text(f"{fact.label.zh}“{choice_text(fact, choice)}”", f"{fact.label.en} '{choice_text(fact, choice, 'en')}'")
