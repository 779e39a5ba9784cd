"""The tables of a policy sandbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact, to_text
from jinjie.basics.text import Language, Text
from jinjie.facts.vocabulary import UNIT_WORDS, Kind
from jinjie.facts.writing import grouped
from jinjie.panorama.sandbox import Outcome, Sandbox
from jinjie.panorama.sandbox_counts import EFFECTS, VERDICT_WORDS, VERDICTS, Flips, ends
from jinjie.panorama.sandbox_firms import Firm
from jinjie.panorama.sandbox_groups import DIMENSIONS, Dimension
from jinjie.reports import words
from jinjie.reports.document import Cell, Column, Paragraph, Part, Row, Table
from jinjie.reports.text.cells import width

PAGE, GAP, NAME, NARROWEST = 80, 2, 16, 6
"""Columns of a page, between two of its columns, of the name of a group at least, of a number at least."""

BEFORE, AFTER = Text("改动前", "Before"), Text("改动后", "After")
AT_LEAST, AT_MOST = Text("至少", "At least"), Text("至多", "At most")
PASSING = (Text("改动前满足", "Pass before"), Text("改动后满足", "Pass after"))
GAIN, LOSE = Text("新增", "Gain"), Text("失去", "Lose")
FLIP, NET = Text("新增或失去", "Gain or lose"), Text("净增减", "Net change")
BUDGET = (Text("补贴，改动前", "Subsidy before"), Text("补贴，改动后", "Subsidy after"))
BUDGET_CHANGE = Text("补贴增减", "Subsidy change")
TOTAL = Text("合计", "Total")
ENTERPRISE, NOT_MET = Text("企业", "Enterprise"), Text("未满足的条件", "What is not met")


def grouped_number(number: Exact, sign: bool = False) -> str:
    """``1,234``; with a sign ``+1,234``."""
    text = grouped(to_text(number))
    return f"+{text}" if sign and number > 0 else text


def short_range(interval: Interval, sign: bool = False) -> str:
    """``965 … 4,434``, or one number."""
    low, high = ends(interval)
    return grouped_number(low, sign) if low == high else f"{grouped_number(low, sign)} … {grouped_number(high, sign)}"


def fitted(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Columns as wide as their numbers, on a page of 80; where they do not fit, as wide as one number each."""
    texts = [[row.cells[i].text for row in rows] for i in range(1, len(columns))]
    room = PAGE - GAP * len(columns)
    widths = [max(width(text) for text in column) for column in texts]
    if sum(widths) > room - NAME:
        widths = [max(width(part) for text in column for part in text.split(" … ")) + GAP for column in texts]
    widths = [max(NARROWEST, one) for one in widths]
    name = max(NAME, room - sum(widths))
    return tuple(replace(column, weight=weight) for column, weight in zip(columns, (name, *widths), strict=True))


@dataclass(frozen=True, slots=True)
class SandboxTables:
    """The tables of one changed edition in one language."""

    sandbox: Sandbox
    outcome: Outcome
    language: Language

    def said(self, *texts: Text) -> tuple[str, ...]:
        return tuple(text[self.language] for text in texts)

    def changes(self) -> Table:
        """Each parameter with its number before and after."""
        heads = self.said(Text("参数", "Parameter"), BEFORE, AFTER, words.ARTICLE)
        columns = tuple(Column(head, weight) for head, weight in zip(heads, (8, 3, 3, 5), strict=True))
        rows = []
        for change in self.outcome.changes:
            found, origin = change.parameter, change.parameter.origin
            numbers = self.said(found.shown(found.number), found.shown(change.number))
            cite = Cell(origin.cite, words.mark_of(origin.status, self.language))
            rows.append(Row((Cell(f"{found.title[self.language]} ({found.id})"), *map(Cell, numbers), cite)))
        return Table(f"{self.outcome.before.name} → {self.outcome.after.name}", columns, tuple(rows))

    def result(self) -> Table:
        """The numbers with their bounds."""
        heads = self.said(Text("企业数", "Enterprises"), AT_LEAST, AT_MOST)
        columns = (Column(heads[0], 4), Column(heads[1], 3, numeric=True), Column(heads[2], 3, numeric=True))
        return Table("", columns, tuple(self._lines()))

    def _lines(self) -> Iterator[Row]:
        flips = self.outcome.flips
        counted = ((PASSING[0], flips.before), (PASSING[1], flips.after), (GAIN, flips.gains), (LOSE, flips.losses))
        for title, interval in (*counted, (FLIP, flips.flips)):
            yield self._line(title, interval)
        yield self._line(NET, flips.net, sign=True)
        per_head = self.sandbox.question.per_head
        if per_head is not None:
            unit = UNIT_WORDS[Kind.MONEY]
            for title, number in zip(BUDGET, (flips.before, flips.after), strict=True):
                yield self._line(_with_unit(title, unit), number * per_head)
            yield self._line(_with_unit(BUDGET_CHANGE, unit), flips.net * per_head, sign=True)

    def _line(self, title: Text, interval: Interval, sign: bool = False) -> Row:
        return Row((Cell(title[self.language]), *(Cell(grouped_number(end, sign)) for end in ends(interval))))

    def nine(self) -> Table:
        """Verdicts before, by verdicts after."""
        flips = self.outcome.flips
        verdicts = [VERDICT_WORDS[verdict] for verdict in VERDICTS]
        columns = (
            Column("", 4),
            *(Column(title, 3, numeric=True) for title in (*self.said(*verdicts), *self.said(TOTAL))),
        )
        rows = []
        for before in VERDICTS:
            numbers = [flips.number(before, after) for after in VERDICTS]
            rows.append(self._counted(VERDICT_WORDS[before], numbers))
        sums = [sum(flips.number(before, after) for before in VERDICTS) for after in VERDICTS]
        rows.append(self._counted(TOTAL, sums))
        caption = Text(
            "各行：改动前的结论；各列：改动后的结论", "Rows: the verdict before. Columns: the verdict after."
        )
        return Table(caption[self.language], columns, tuple(rows))

    def _counted(self, title: Text, numbers: list[int]) -> Row:
        return Row((Cell(title[self.language]), *(Cell(grouped_number(n)) for n in (*numbers, sum(numbers)))))

    def of_groups(self, dimension: Dimension, behind: str) -> Part:
        """By region or industry, with the sum."""
        title = DIMENSIONS[dimension][self.language]
        names = (Text("企业", "Firms"), BEFORE, AFTER, GAIN, LOSE)
        heads = [title, *self.said(*names)]
        if self.sandbox.question.per_head is not None:
            heads.append(_with_unit(BUDGET_CHANGE, UNIT_WORDS[Kind.MONEY])[self.language])
        columns = tuple(Column(head, 1, numeric=bool(i)) for i, head in enumerate(heads))
        rows = [self._group(group.title, group.flips) for group in self.outcome.groups[dimension]]
        rows.append(self._group(TOTAL, self.outcome.flips))
        remark = Text("满足、新增、失去：至少…至多", "Passing, gain, lose: at least … at most")
        by = Text(f"按{title}", f"By {title.lower()}")[self.language]
        return Part(
            by + behind, (Paragraph(remark[self.language], "quiet"), Table("", fitted(columns, rows), tuple(rows)))
        )

    def _group(self, title: Text, flips: Flips) -> Row:
        per_head = self.sandbox.question.per_head
        ranges = [short_range(each) for each in (flips.before, flips.after, flips.gains, flips.losses)]
        budget = [] if per_head is None else [short_range(flips.net * per_head, sign=True)]
        return Row(tuple(map(Cell, (title[self.language], grouped_number(flips.total), *ranges, *budget))))

    def firms(self, behind: str) -> Part:
        """The enterprises that flip, certain ones first."""
        heads = self.said(ENTERPRISE, Text("变化", "Change"), Text("影响", "Effect"), NOT_MET)
        columns = tuple(Column(head, weight) for head, weight in zip(heads, (7, 5, 4, 6), strict=True))
        shown, flipping = len(self.outcome.firms), ends(self.outcome.flips.flips)[1]
        title = Text(
            f"会变的企业（{flipping:,} 家中的 {shown} 家）", f"Enterprises that flip ({shown} of {flipping:,})"
        )
        remark = Text("全部见 --csv 写出的文件。", "The file that --csv writes has all of them.")
        rows = tuple(self._firm(firm) for firm in self.outcome.firms)
        blocks = [Table("", columns, rows)]
        note = [Paragraph(remark[self.language], "quiet")] if flipping > shown else []
        return Part(title[self.language] + behind, (*blocks, *note))

    def _firm(self, firm: Firm) -> Row:
        number = Text(f"第 {firm.row} 家", f"row {firm.row}")[self.language]
        name = firm.name or firm.credit_code or number
        places = " · ".join(place[self.language] for place in firm.places)
        verdicts = " → ".join(self.said(VERDICT_WORDS[firm.before], VERDICT_WORDS[firm.after]))
        blocking = "" if firm.blocking is None else firm.blocking[self.language]
        about = f"{name} ({places})" if places else name
        return Row(tuple(map(Cell, (about, verdicts, EFFECTS[firm.effect][self.language], blocking))))


def _with_unit(title: Text, unit: Text) -> Text:
    return Text(f"{title.zh}（{unit.zh}）", f"{title.en} ({unit.en})")
