"""One rulebook's section: the verdict first, then what decides, then everything it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie.reports import words
from jinjie.reports.content.criteria import blockers, criteria, gauges, open_count
from jinjie.reports.content.deciding import deciding
from jinjie.reports.content.facts import evidence
from jinjie.reports.content.scores import score_bar, score_table, shape
from jinjie.reports.content.teller import Teller
from jinjie.reports.document import Block, Items, Paragraph, Part, Section, Verdict
from jinjie.rules.assessment import Result


def section(teller: Teller, result: Result) -> Section:
    """What one rulebook says of the enterprise."""
    rulebook = result.rulebook
    force, reference = rulebook.force_origin, teller.reference(rulebook.origin)
    return Section(
        anchor=rulebook.name.replace("@", "-").replace("+", "-"),
        title=teller.title(rulebook),
        number=reference.number or reference.title,
        subtitle=teller.both("；", "; ").join([reference.cite, teller.say(result.choice.reason)]),
        mark=None if force is None else teller.mark(force.status),
        verdict=verdict(teller, result),
        blocks=tuple(_blocks(teller, result)),
    )


def _blocks(teller: Teller, result: Result) -> Iterator[Block]:
    yield from deciding(teller, result)
    yield from evidence(teller, result)
    yield from shape(teller, result)
    yield from gauges(teller, result)
    yield from criteria(teller, result)
    yield from score_table(teller, result)
    yield from alternatives(teller, result)
    yield from notes(teller, result)


def verdict(teller: Teller, result: Result) -> Verdict:
    """The word, the sentence and the score against its mark."""
    sign = words.verdict_sign(result.verdict, teller.language)
    return Verdict(sign, grades(teller, result) + _sentence(teller, result), score_bar(teller, result))


def _sentence(teller: Teller, result: Result) -> str:
    box = teller.assessment.knowledge.box
    unknown = not all(box.is_settled(fact) for fact in result.rulebook.facts)
    zh, en = ("不管未知的数据是多少，", ", whatever the unknown facts turn out to be") if unknown else ("", "")
    if result.verdict == "pass":
        return teller.both(f"{zh}全部条件都满足。", f"Every criterion holds{en}.")
    if result.verdict == "fail":
        failing = blockers(teller, result)
        if not failing:
            return teller.both(f"{zh}全部条件不可能同时满足。", f"The criteria cannot all hold together{en}.")
        return teller.both(f"{zh}都有条件不满足：{failing}。", f"Some criteria fail{en}: {failing}.")
    count, total = open_count(result), len(result.criteria.lines)
    return teller.both(
        f"现有数据定不下来：{total} 项条件中有 {count} 项待定，没有一项确定不满足。",
        f"The facts at hand do not settle it: {count} of {total} criteria open, none surely fails.",
    )


def grades(teller: Teller, result: Result) -> str:
    """The classes that are possible, where a rulebook has classes."""
    titles = [teller.say(g.title) for g in result.rulebook.grades if g.id in result.bound.grades]
    if not titles:
        return ""
    joined = f" {teller.say(words.EITHER)} ".join(titles)
    return teller.both(f"{words.GRADES.zh}：{joined}。", f"{words.GRADES.en}: {joined}. ")


def alternatives(teller: Teller, result: Result) -> Iterator[Block]:
    """What would govern if an unknown fact turned out otherwise."""
    if not result.choice.alternatives:
        return
    remark = teller.both(
        "要看还不清楚的数据，本次没有采用：", "These hang on facts that are not known; they were not applied:"
    )
    items = []
    for name, when in result.choice.alternatives:
        title, why = teller.say(teller.library.get(name).title), teller.say(when)
        items.append(why if "+" in name else teller.both(f"{title}：{why}", f"{title}: {why}"))
    yield Part(teller.say(words.ALTERNATIVES), (Paragraph(remark, "quiet"), Items(tuple(items))))


def notes(teller: Teller, result: Result) -> Iterator[Block]:
    """What the authors say of the edition and what lies over it, and of a bound that may be too wide."""
    rulebook = result.rulebook
    origins = [rulebook.origin, *([] if rulebook.force_origin is None else [rulebook.force_origin])]
    texts = [teller.say(origin.note) for origin in origins if origin.note is not None]
    for overlay in teller.overlays(rulebook):
        said = (overlay.model.note, overlay.model.in_force.note)
        texts += [teller.say(note.text()) for note in said if note is not None]
    if not result.bound.exact:
        texts.append(
            teller.both(
                "区间为稳妥估计，实际范围可能更窄；结论不受影响。",
                "The bounds are safe estimates and the true range may be narrower; the verdict stands.",
            )
        )
    if texts:
        yield Part(teller.say(words.NOTE), (Items(tuple(dict.fromkeys(texts))),), minor=True)
