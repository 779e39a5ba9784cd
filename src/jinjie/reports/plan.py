"""A plan as text and as a page: what to do by when, what it costs, what binds, what else would do, the proof."""

from __future__ import annotations

from collections.abc import Iterator

from jinjie import __version__
from jinjie.basics.interval import Interval
from jinjie.basics.text import Language, Text
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.facts.writing import interval_text, value_text
from jinjie.reports import words
from jinjie.reports.document import Block, Cell, Column, Items, Paragraph, Part, Report, Row, Table
from jinjie.reports.page import page_of
from jinjie.reports.text.blocks import block
from jinjie.reports.text.paper import Paper
from jinjie.rules.plans import Action, Plan
from jinjie.terms.box import Domain

KIND = Text("进阶规划", "Plan to a title")
STATUSES = {
    "optimal": Text("已证明最省", "proved to be the cheapest"),
    "feasible": Text("可行；是否最省没有证完", "feasible; not proved to be the cheapest"),
    "infeasible": Text("期限内没有办法必然达标", "no way to be sure of it within the time"),
}
ASSUMED = Text(
    "成本、所需时间和今后年度都是规划假设，不是报价也不是预测；请换成本企业的数据。",
    "Costs, lead times and coming years are assumptions for planning, neither quotes nor forecasts. Use your own.",
)
WINDOWS = Text(
    "以后年度的申报时间按最近一次通知推算，以通知为准。",
    "Coming windows follow the last notice; the next notice decides.",
)


def text(shown: Report, width: int = 80, *, color: bool = False) -> str:
    """For the terminal."""
    paper = Paper(shown.language, width, color, full=True)
    paper.write(f"{shown.kind}  {shown.name}", "title")
    colon = "：" if shown.language == "zh" else ": "
    paper.write("   ".join(f"{name}{colon}{value}" for name, value in shown.about), "dim")
    paper.blank()
    for one in (*shown.opening, *shown.closing):
        block(paper, one)
    paper.blank()
    for line in shown.last:
        paper.write(line, "dim")
    return paper.text()


def page(report: Report) -> str:
    """A self-contained HTML page."""
    return page_of(report)


def report(plan: Plan, vocabulary: Vocabulary, language: Language) -> Report:
    """The plan in the blocks that every form of a report is made of."""
    return _Teller(plan, vocabulary, language).report()


class _Teller:
    """Tells one plan in one language."""

    def __init__(self, plan: Plan, vocabulary: Vocabulary, language: Language):
        self.plan, self.vocabulary, self.language = plan, vocabulary, language

    def report(self) -> Report:
        plan, language = self.plan, self.language
        return Report(
            language,
            KIND[language],
            plan.profile.name or "—",
            tuple(self._about()),
            (),
            (),
            tuple(self._parts()),
            (ASSUMED[language], WINDOWS[language], f"Jinjie {__version__}"),
        )

    def _said(self, zh: str, en: str) -> str:
        return Text(zh, en)[self.language]

    def _about(self) -> Iterator[tuple[str, str]]:
        yield words.AS_OF[self.language], self.plan.as_of.isoformat()
        yield self._said("目标", "Target"), self.plan.target
        yield self._said("结果", "Result"), STATUSES[self.plan.status][self.language]
        if self.plan.status != "infeasible":
            yield self._said("总成本", "Cost"), self._money(self.plan.cost)
        for rulebook, day in self.plan.reached.items():
            yield rulebook, self._said(f"{day} 前申报", f"apply by {day}")

    def _money(self, cost: Interval) -> str:
        return interval_text(cost, Kind.MONEY, self.language)

    def _opening(self) -> Iterator[Block]:
        if self.plan.proved:
            sentence = self._said(
                "已重新评估：按规划做完，各目标在申报日必然满足。",
                "Assessed again: with the plan carried out, each target is met for certain on its filing day.",
            )
        else:
            sentence = self._said(
                "重新评估没有得到必然满足，请勿采用。", "Assessed again it is not certain: do not use it."
            )
        yield Paragraph(sentence, "plain" if self.plan.proved else "notice")
        if self.plan.provided:
            yield Paragraph(
                self._said(
                    "前提：下列事实现在不清楚，也没有手段能改变；规划只在它们如下时成立。",
                    "Provided: these facts are unknown today and nothing changes them; the plan holds if they are so.",
                ),
                "notice",
            )
            yield Items(tuple(self._fact(fact, values) for fact, values in self.plan.provided.items()))

    def _fact(self, fact: str, values: Domain) -> str:
        entry = self.vocabulary[fact]
        colon = "：" if self.language == "zh" else ": "
        return f"{entry.label[self.language]}{colon}{value_text(entry, values, self.language)}"

    def _parts(self) -> Iterator[Part]:
        if self.plan.actions:
            yield Part(self._said("有多可靠", "How sure it is"), tuple(self._opening()))
            yield Part(self._said("做什么", "What to do"), (self._actions(),))
        if self.plan.binding:
            yield Part(self._said("为什么不能更早", "Why not sooner"), (Items(tuple(self._why())),))
        if self.plan.cheaper:
            yield Part(
                self._said("先弄清这些事实可能更省", "Facts that may make it cheaper"), (Items(tuple(self._savings())),)
            )
        if self.plan.alternatives:
            yield Part(
                self._said("成本相近的其他做法", "Other ways at about the same cost"), (Items(tuple(self._others())),)
            )
        if self.plan.uncosted:
            yield Part(self._said("没有用上的手段", "Levers not used"), (Items(tuple(self._uncosted())),))
        if self.plan.slack:
            yield Part(
                self._said("可以不做", "Not needed"),
                (Items(tuple(self.plan.names[name][self.language] for name in self.plan.slack)),),
            )

    def _actions(self) -> Table:
        heads = (
            ("手段", "Lever", 5),
            ("从", "From", 3),
            ("到", "To", 3),
            ("开始", "Start", 3),
            ("见效", "In effect", 3),
        )
        columns = [Column(self._said(zh, en), weight) for zh, en, weight in heads]
        columns.append(Column(self._said("成本", "Cost"), 3, True))
        rows = tuple(Row(tuple(Cell(text) for text in self._cells(action))) for action in self.plan.actions)
        return Table("", tuple(columns), rows)

    def _cells(self, action: Action) -> Iterator[str]:
        yield action.title[self.language]
        for value in (action.before, action.after):
            yield "—" if value is None else self._value(action, value)
        yield action.start.isoformat()
        yield action.effective.isoformat()
        yield self._money(action.cost)

    def _value(self, action: Action, value: Domain) -> str:
        fact = next((f for f in action.facts if f in self.vocabulary.facts), None)
        if fact is None:
            kind = Kind.RATIO
            return interval_text(value, kind, self.language) if isinstance(value, Interval) else "—"
        return value_text(self.vocabulary[fact], value, self.language)

    def _why(self) -> Iterator[str]:
        for obstacle in self.plan.binding:
            yield f"{obstacle.day}  {obstacle.reason[self.language]}"

    def _savings(self) -> Iterator[str]:
        for fact, saved in self.plan.cheaper.items():
            amount = self._money(Interval(saved, saved))
            yield self.vocabulary[fact].label[self.language] + self._said(
                f"：可省约 {amount}", f": saves about {amount}"
            )

    def _others(self) -> Iterator[str]:
        for other in self.plan.alternatives:
            names = self._said("、", ", ").join(self.plan.names[name][self.language] for name in other.levers) or "—"
            days = self._said("，", ", ").join(f"{name} {day}" for name, day in other.reached.items())
            yield f"{names} · {self._money(other.cost)} · {days}"

    def _uncosted(self) -> Iterator[str]:
        for lever, fact in self.plan.uncosted.items():
            label = self.vocabulary[fact].label[self.language]
            name = self.plan.names[lever][self.language]
            yield self._said(f"{name}：要知道{label}才能算成本", f"{name}: its cost needs {label}")
