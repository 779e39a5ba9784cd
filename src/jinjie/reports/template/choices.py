"""The lists behind the drop-downs, and the checks of what is typed into a value cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jinjie.basics.interval import EVERYTHING, Interval
from jinjie.basics.numbers import to_text
from jinjie.basics.text import Language, Text
from jinjie.facts.vocabulary import Fact, Kind
from jinjie.facts.writing import choice_text, interval_text
from jinjie.ingest.sheet import CHOICES_SHEET, UNKNOWN
from jinjie.reports.template.notes import CHOICES_TITLE
from jinjie.reports.template.style import TITLE_FONT, UNWRAPPED, as_header, for_print, put

FIRST_ROW = 3
_WIDTH = 28
_PROMPT_TITLE = Text("怎样写", "How to write")
_RANGE_HINT = Text("拿不准就写范围：{}；不知道写 不清楚。", "When unsure write a range: {}; or: unknown.")
_RANGES = {
    Kind.RATIO: Text("≥ 60%、5%~8%", ">= 60%, 5%~8%"),
    Kind.DATE: Text("≥ 2020-01-01", ">= 2020-01-01"),
    Kind.MONEY: Text("≥ 300、200~300、0.1亿", ">= 300, 200~300, 0.1亿"),
}
_OTHER_RANGES = Text("≥ 3、3~5", ">= 3, 3~5")
_LIST_HINT = Text("从列表里选；不知道就选 不清楚。", "Choose from the list; or: unknown.")
_CODE_HINT = Text(
    "从列表里选，或写更细的代码；不知道就选 不清楚。", "Choose from the list or write a finer code; or: unknown."
)
_WRONG = Text("不能这样填", "This cannot be")
_WRONG_CHOICE = Text("请从列表里选", "Please choose from the list")


@dataclass
class Choices:
    """The sheet of choices, filled as facts need it."""

    book: Workbook
    language: Language
    columns: dict[str, str] = field(default_factory=dict)
    """The range of each list, by the fact or code list."""

    def __post_init__(self) -> None:
        self.sheet: Worksheet = self.book.create_sheet(CHOICES_SHEET[self.language])
        put(self.sheet["A1"], CHOICES_TITLE[self.language])
        self.sheet["A1"].font, self.sheet["A1"].alignment = TITLE_FONT, UNWRAPPED
        for_print(self.sheet, FIRST_ROW - 1)

    def checks(self, cells: Iterable[tuple[Fact, str]]) -> list[DataValidation]:
        """The checks of value cells. Lists are shared; the check of a number names its own cell."""
        found: dict[object, DataValidation] = {}
        for fact, cell in cells:
            key = cell if fact.kind.is_numeric else (fact.kind, tuple(fact.choices))
            if fact.kind is not Kind.TEXT and key not in found:
                found[key] = self._check(fact, cell)
            if key in found:
                found[key].add(cell)
        return list(found.values())

    def _check(self, fact: Fact, cell: str) -> DataValidation:
        if fact.kind.is_numeric:
            return _number_check(fact, cell, self.language)
        if fact.kind is Kind.YES_NO:
            words = ",".join([*(text[self.language] for text in fact.choices.values()), UNKNOWN[self.language]])
            return self._list_check(fact, f'"{words}"')
        return self._list_check(fact, self._list_of(fact))

    def _list_check(self, fact: Fact, formula: str) -> DataValidation:
        """Codes and choices may be other than listed (finer codes, several choices): the user is asked only."""
        check = DataValidation("list", formula1=formula, allow_blank=True)
        check.errorStyle = "stop" if fact.kind is Kind.YES_NO else "warning"
        hint = _CODE_HINT if fact.codes is not None else _LIST_HINT
        return _with_messages(check, (hint[self.language], _WRONG_CHOICE[self.language]), self.language)

    def _list_of(self, fact: Fact) -> str:
        """The range of the list of a fact, written when it is first needed."""
        title = fact.label if fact.codes is None else fact.codes.title
        if title.en not in self.columns:
            names = list(fact.choices) if fact.codes is None else sorted(fact.codes.names)
            texts = [choice_text(fact, name, self.language) for name in names]
            self.columns[title.en] = self._write(title[self.language], [*texts, UNKNOWN[self.language]])
        return self.columns[title.en]

    def _write(self, title: str, texts: list[str]) -> str:
        letter = get_column_letter(len(self.columns) + 1)
        self.sheet.column_dimensions[letter].width = _WIDTH
        as_header(self.sheet[f"{letter}{FIRST_ROW - 1}"], title)
        for row, text in enumerate(texts, FIRST_ROW):
            put(self.sheet[f"{letter}{row}"], text)
        return f"'{self.sheet.title}'!${letter}${FIRST_ROW}:${letter}${FIRST_ROW + len(texts) - 1}"


def _number_check(fact: Fact, cell: str, language: Language) -> DataValidation:
    """Numbers outside the domain are refused; text (ranges, units, unknown) is let through for the reader."""
    conditions = [f"ISNUMBER({cell})"]
    if fact.kind is not Kind.DATE:
        conditions += _within(fact.domain, cell)
    if fact.kind is Kind.COUNT:
        conditions.append(f"INT({cell})={cell}")
    check = DataValidation("custom", formula1=f"OR(ISTEXT({cell}),AND({','.join(conditions)}))", allow_blank=True)
    check.errorStyle = "stop"
    hint = _RANGE_HINT[language].format(_RANGES.get(fact.kind, _OTHER_RANGES)[language])
    return _with_messages(check, (hint, _domain_text(fact, language) + hint), language)


def _within(domain: Interval, cell: str) -> list[str]:
    found = []
    if domain.low is not None:
        found.append(f"{cell}{'>' if domain.low_open else '>='}{to_text(domain.low).lstrip('≈')}")
    if domain.high is not None:
        found.append(f"{cell}{'<' if domain.high_open else '<='}{to_text(domain.high).lstrip('≈')}")
    return found


def _domain_text(fact: Fact, language: Language) -> str:
    """What number may stand in the cell."""
    zh = language == "zh"
    if fact.kind is Kind.DATE:
        return "应填日期。" if zh else "A date is expected. "
    whole = fact.kind is Kind.COUNT
    word = ("整数" if whole else "数字") if zh else ("a whole number" if whole else "a number")
    bounds = "" if fact.domain == EVERYTHING else " " + interval_text(fact.domain, fact.kind, language)
    return f"应填{word}{bounds}。" if zh else f"This must be {word}{bounds}. "


def _with_messages(check: DataValidation, texts: tuple[str, str], language: Language) -> DataValidation:
    """The hint shown beside the cell and the message shown for what is refused."""
    check.promptTitle, check.prompt = _PROMPT_TITLE[language], texts[0]
    check.errorTitle, check.error = _WRONG[language], texts[1]
    check.showInputMessage = check.showErrorMessage = True
    return check
