"""What decides: which facts could settle the verdict, with which answers, and where to find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinjie.basics.interval import Interval
from jinjie.facts.vocabulary import Fact
from jinjie.facts.writing import interval_text, value_text
from jinjie.reports import words
from jinjie.reports.content.teller import Teller
from jinjie.reports.document import Block, Decision, Decisions, Paragraph, Part
from jinjie.rules.assessment import Result
from jinjie.rules.readings.decide import Deciding

SHOWN, SHOWN_OF_EACH = 5, 3
"""How many a short form shows: of one rulebook, and of each of several."""


def deciding(teller: Teller, result: Result) -> Iterator[Block]:
    """The facts that decide, for a verdict that is still open."""
    if result.verdict != "undetermined":
        return
    yield Part(teller.say(words.DECIDES), tuple(_blocks(teller, result)))


def _blocks(teller: Teller, result: Result) -> Iterator[Block]:
    if not result.deciding:
        yield Paragraph(
            teller.both(
                "没有哪几项数据能单独定下结论，请先补齐下面待定的条件。",
                "No few facts settle the verdict by themselves: begin with the criteria that are open below.",
            )
        )
        return
    single = len(result.deciding[0].facts) == 1
    if single:
        yield Paragraph(
            teller.both(
                "只要查清其中一项，答案合适就能定下结论，不管其余数据如何：",
                "Any one of these can settle the verdict by itself, whatever the rest turns out to be:",
            )
        )
    else:
        yield Paragraph(
            teller.both(
                "没有单独一项能定下结论。同时查清其中一组，答案合适就能定：",
                "No single fact settles the verdict. Any one of these groups can, if its facts are all found out:",
            )
        )
    shown = SHOWN if len(teller.assessment.results) == 1 else SHOWN_OF_EACH
    yield Decisions(tuple(_decision(teller, found) for found in result.deciding), shown)


def _decision(teller: Teller, found: Deciding) -> Decision:
    described = [teller.fact(fact) for fact in found.facts]
    proofs = dict.fromkeys(teller.say(fact.evidence) for fact in described if fact.evidence is not None)
    hardest = max(fact.effort for fact in described)
    return Decision(
        facts=tuple(teller.say(fact.label) for fact in described),
        answers=answers_text(teller, described[0], found) if len(described) == 1 else "",
        outcomes=tuple(words.verdict_sign(verdict, teller.language) for verdict in found.verdicts),
        look_up=tuple(dict.fromkeys(teller.say(fact.look_up) for fact in described if fact.look_up is not None)),
        evidence=teller.both("；", "; ").join(proofs),
        effort=teller.say(words.EFFORTS[hardest]),
    )


def answers_text(teller: Teller, fact: Fact, found: Deciding) -> str:
    """The answers that settle, neighbours joined: ``≥ 6%``, ``国家级 或 省级``."""
    choices = [answer for answer in found.answers if isinstance(answer, frozenset)]
    if choices:
        return value_text(fact, frozenset().union(*choices), teller.language)
    ranges = joined(
        [answer for answer in found.answers if isinstance(answer, Interval)], whole=fact.kind.value == "count"
    )
    known = teller.assessment.knowledge.box.domains[fact.id]
    assert isinstance(known, Interval)
    texts = [interval_text(_without_limits(known, one), fact.kind, teller.language) for one in ranges]
    return f" {teller.say(words.EITHER)} ".join(texts)


def joined(ranges: Iterable[Interval], *, whole: bool) -> list[Interval]:
    """Ranges that touch or overlap as one, in rising order; whole numbers touch their neighbours.

    >>> joined([Interval(6, 8, high_open=True), Interval(8, None)], whole=False)
    [Interval(low=6, high=None, low_open=False, high_open=False)]
    """
    found: list[Interval] = []
    for one in sorted(ranges, key=lambda r: (r.low is not None, r.low or 0, r.low_open)):
        if found and _touch(found[-1], one, whole=whole):
            found[-1] = found[-1].hull(one)
        else:
            found.append(one)
    return found


def _touch(left: Interval, right: Interval, *, whole: bool) -> bool:
    if left.high is None or right.low is None or left.meets(right):
        return True
    if whole:
        return right.low - left.high <= 1
    return left.high == right.low and not (left.high_open and right.low_open)


def _without_limits(known: Interval, answer: Interval) -> Interval:
    """A range without the ends that are known anyway."""
    low, high = answer.low, answer.high
    if low is not None and low == known.low and high is not None and low != high:
        low = None
    if high is not None and high == known.high and low is not None and low != high:
        high = None
    return Interval(low, high, answer.low_open and low is not None, answer.high_open and high is not None)
