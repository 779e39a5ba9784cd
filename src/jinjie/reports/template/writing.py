"""Writing the template: the workbook is made in memory, then put in its place in one step."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.packaging.custom import CustomPropertyList, StringProperty

from jinjie.basics.files import unwritable, write_whole
from jinjie.basics.problems import Place, mistake
from jinjie.basics.text import Language
from jinjie.facts.profile import Profile
from jinjie.ingest.sheet import (
    FACTS_SHEET,
    NOTES_SHEET,
    SAMPLE_SHEET,
    VERSION_PROPERTY,
    VOCABULARY_PROPERTY,
    own_version,
    stamp,
    vocabulary_hash,
)
from jinjie.reports.template.asked import facts_asked
from jinjie.reports.template.choices import Choices
from jinjie.reports.template.lines import sample_of, sections
from jinjie.reports.template.notes import HINT, SAMPLE_TITLE, TITLE
from jinjie.reports.template.sheets import write_facts, write_heading, write_notes
from jinjie.reports.template.style import WARNING_FONT
from jinjie.rules.library import Library


def write_template(  # noqa: PLR0913, PLR0917 - the choices of the command, each with a default
    path: Path,
    library: Library,
    language: Language = "zh",
    rulebooks: Iterable[str] | None = None,
    profile: Profile | None = None,
) -> None:
    """The Excel template with the facts that the rulebooks read (all tiers when none is named).

    ``profile`` is filled in. The file appears whole or not at all.

    Raises InputError for an unknown rulebook, another ending than .xlsx, or a place that cannot be written to.
    """
    if path.suffix.lower() != ".xlsx":
        raise mistake("模板的文件名应以 .xlsx 结尾", "the template's name must end in .xlsx", Place(str(path)))
    content = BytesIO()
    book = template(library, language, rulebooks, profile)
    try:
        book.save(content)  # passes through temporary files of its own
    except OSError as error:
        raise unwritable(path, error) from error
    write_whole(path, content.getvalue())


def template(
    library: Library, language: Language, rulebooks: Iterable[str] | None = None, profile: Profile | None = None
) -> Workbook:
    """The template as a workbook."""
    facts = facts_asked(library, rulebooks, profile)
    mark = stamp(library.vocabulary, language)
    book = Workbook()
    sheet, notes = book.worksheets[0], book.create_sheet(NOTES_SHEET[language])
    sample, choices = book.create_sheet(SAMPLE_SHEET[language]), Choices(book, language)
    sheet.title = FACTS_SHEET[language]
    write_heading(sheet, [TITLE[language], HINT[language], mark])
    cells = write_facts(sheet, sections(facts, profile or Profile(), language), language)
    for check in choices.checks(cells):
        sheet.add_data_validation(check)
    write_notes(notes, mark, language)
    write_heading(sample, [SAMPLE_TITLE[language]])
    sample["A1"].font = WARNING_FONT
    sample.sheet_properties.tabColor = "9C0006"
    sampled, answers = sample_of(facts, language)
    write_facts(sample, sections(sampled, answers, language), language)
    _stamp(book, library, mark)
    return book


def _stamp(book: Workbook, library: Library, mark: str) -> None:
    """What this template is, in the properties of the file."""
    book.properties.title, book.properties.creator, book.properties.description = (
        f"{TITLE.zh} / {TITLE.en}",
        "Jinjie",
        mark,
    )
    properties: CustomPropertyList[StringProperty] = book.custom_doc_props  # type: ignore[attr-defined]
    properties.append(StringProperty(name=VERSION_PROPERTY, value=own_version()))
    properties.append(StringProperty(name=VOCABULARY_PROPERTY, value=vocabulary_hash(library.vocabulary)))
