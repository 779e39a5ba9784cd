"""The Excel template: made from the vocabulary, whole or not at all, and read back as it was filled."""

import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from jinjie.basics.interval import Interval, point
from jinjie.basics.problems import InputError, Place
from jinjie.basics.text import Language
from jinjie.facts.profile import Profile, profile_of
from jinjie.facts.values import Source, Statement, read_statement
from jinjie.facts.vocabulary import Fact, Kind, Vocabulary
from jinjie.ingest.cells import cell_text
from jinjie.ingest.pasted import plain
from jinjie.ingest.sheet import COLUMNS, own_version, vocabulary_hash
from jinjie.ingest.table import SheetCell
from jinjie.ingest.workbook import read_workbook
from jinjie.reports.template import write_template
from jinjie.reports.template.asked import facts_asked
from jinjie.reports.template.filled import cell_of
from jinjie.reports.template.lines import SAMPLES, sample_of
from jinjie.reports.template.notes import NOTES
from jinjie.rules.library import Library

LANGUAGES: tuple[Language, ...] = ("zh", "en")
KEYS = [column.key for column in COLUMNS]


@pytest.fixture(scope="module")
def books(library: Library, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    """The empty template in both languages."""
    found = {}
    for language in LANGUAGES:
        path = tmp_path_factory.mktemp("template") / "template.xlsx"
        write_template(path, library, language)
        found[language] = load_workbook(path)
    return found


@pytest.fixture
def returned(library: Library, tmp_path: Path) -> Callable[..., Profile]:
    """A profile written into the template and read back."""

    def write_and_read(profile: Profile, language: Language = "zh") -> Profile:
        path = tmp_path / "filled.xlsx"
        write_template(path, library, language, None, profile)
        return read_workbook(path, library.vocabulary)

    return write_and_read


def lines_of(book: Workbook) -> list[dict[str, Any]]:
    """The rows of the facts sheet below the header, by column."""
    rows = book.worksheets[0].iter_rows(min_row=6, values_only=True)
    return [dict(zip(KEYS, row, strict=False)) for row in rows if row[-1] is not None]


# ---------------------------------------------------------------- what is in it


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_that_a_tier_reads_has_one_row(
    library: Library, books: dict[str, Workbook], language: Language
) -> None:
    ids = [line["id"] for line in lines_of(books[language])]
    assert ids[0] == "name"
    assert len(ids) == len(set(ids))
    read = {f for name in library.names_of_kind("tier") for edition in library.editions(name) for f in edition.facts}
    assert read <= set(ids)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_says_what_is_asked_and_where_to_look(
    library: Library, books: dict[str, Workbook], language: Language
) -> None:
    for line in lines_of(books[language])[1:]:
        fact = library.vocabulary[line["id"]]
        assert line["label"] == fact.label[language]
        assert line["question"].startswith(fact.question[language])
        assert line["unit"]
        assert line["look_up"] == (fact.look_up[language] if fact.look_up else None)
        assert line["value"] is None


def test_parts_of_ratios_and_the_facts_behind_the_size_are_asked_too(library: Library) -> None:
    ids = {fact.id for fact in facts_asked(library, ["srdi-sme"], None)}
    assert {"net_profit_y1", "total_liabilities_y1", "industry", "employees_y1", "region", "credit_code"} <= ids


def test_named_rulebooks_make_a_shorter_template(library: Library) -> None:
    few, all_ = facts_asked(library, ["innovative-sme@2022"], None), facts_asked(library, None, None)
    assert len(few) < len(all_)
    assert "platform_score" not in {fact.id for fact in few}


def test_an_unknown_rulebook_is_a_mistake_and_nothing_is_written(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="srdi-sme"):
        write_template(tmp_path / "t.xlsx", library, "zh", ["srdi-sm"])
    assert list(tmp_path.iterdir()) == []


def test_a_fact_that_only_the_profile_states_gets_its_row(library: Library) -> None:
    profile = profile_of({"facts": {"platform_score": 60}}, library.vocabulary)
    assert "platform_score" in {fact.id for fact in facts_asked(library, ["innovative-sme@2022"], profile)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_subjects_head_their_facts_and_identity_comes_first(books: dict[str, Workbook], language: Language) -> None:
    sheet = books[language].worksheets[0]
    first = [sheet[f"A{row}"].value for row in (6, 7, 8)]
    assert first[1] == {"zh": "企业名称", "en": "Enterprise name"}[language]
    assert sheet["K6"].value is None
    assert sheet["A6"].font.bold


# ---------------------------------------------------------------- how it looks


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_header_stays_and_the_identifiers_are_hidden(books: dict[str, Workbook], language: Language) -> None:
    sheet = books[language].worksheets[0]
    assert sheet.title == {"zh": "企业事实", "en": "Facts"}[language]
    assert [cell.value for cell in sheet[5]] == [column.title[language] for column in COLUMNS]
    assert sheet.freeze_panes == "C6"
    assert sheet.column_dimensions["K"].hidden
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert not sheet.merged_cells.ranges
    assert all(sheet.column_dimensions[letter].width > 5 for letter in "ABCDEFGHIJK")


@pytest.mark.parametrize("language", LANGUAGES)
def test_yes_no_and_choices_have_drop_downs_with_unknown(books: dict[str, Workbook], language: Language) -> None:
    book = books[language]
    checks = {area.coord: check for check in checks_of(book) for area in check.sqref.ranges}
    cells = {line["id"]: f"B{row}" for row, line in numbered(book)}
    own_brand = check_at(checks_of(book), cells["own_brand"])
    assert own_brand.formula1 == {"zh": '"是,否,不清楚"', "en": '"yes,no,unknown"'}[language]
    level = check_at(checks_of(book), cells["rd_institution_level"])
    assert listed(book, level.formula1)[0] == {"zh": "国家级", "en": "National"}[language]
    assert listed(book, level.formula1)[-1] == {"zh": "不清楚", "en": "unknown"}[language]
    assert any(text.startswith("44 ") for text in listed(book, check_at(checks_of(book), cells["region"]).formula1))
    assert checks


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_checked_by_their_domain_and_text_is_let_through(
    library: Library, books: dict[str, Workbook], language: Language
) -> None:
    for row, line in numbered(books[language]):
        fact = library.vocabulary.facts.get(line["id"])
        if fact is not None and fact.kind.is_numeric:
            check = check_at(checks_of(books[language]), f"B{row}")
            assert check.formula1.startswith(f"OR(ISTEXT(B{row}),AND(ISNUMBER(B{row})")
            assert (f"INT(B{row})" in check.formula1) == (fact.kind is Kind.COUNT)
            assert (f"B{row}>=0" in check.formula1) == (fact.domain.low == 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_of_checks_keep_the_limits_of_excel(books: dict[str, Workbook], language: Language) -> None:
    for check in checks_of(books[language]):
        assert check.promptTitle
        assert 0 < len(check.promptTitle) <= 32
        assert 0 < len(check.errorTitle) <= 32
        assert 0 < len(check.prompt) <= 255
        assert 0 < len(check.error) <= 225
        assert len(check.formula1) <= 255


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_stamp_is_visible_and_in_the_properties(
    library: Library, books: dict[str, Workbook], language: Language
) -> None:
    book = books[language]
    stamp = book.worksheets[0]["A3"].value
    assert own_version() in stamp
    assert vocabulary_hash(library.vocabulary) in stamp
    properties = {prop.name: prop.value for prop in book.custom_doc_props.props}
    assert properties == {"JinjieVersion": own_version(), "JinjieVocabulary": vocabulary_hash(library.vocabulary)}


def test_the_title_of_the_choices_has_one_line_and_the_sheet_fits_the_page(books: dict[str, Workbook]) -> None:
    sheet = books["zh"]["选项"]
    assert not sheet["A1"].alignment.wrap_text
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_are_in_one_language(books: dict[str, Workbook], language: Language) -> None:
    notes = [text for row in books[language].worksheets[1].iter_rows(values_only=True) for text in row if text]
    assert len(notes) > 10
    assert any("不清楚" in text for text in notes) == (language == "zh")


def test_the_examples_of_the_notes_are_understood(library: Library) -> None:
    texts = {title.en: text for title, text in NOTES}
    level = library.vocabulary["rd_institution_level"]
    for language, start in (("zh", "如："), ("en", "such as: ")):
        example = texts["Several choices"][language].partition(start)[2].rstrip("。.")
        stated = read_statement(level, plain(level, example), Place())
        assert isinstance(stated.value, frozenset)
        assert len(stated.value) == 2
    money, share = library.vocabulary["revenue_y1"], library.vocabulary["debt_ratio_y1"]
    for example in texts["Ranges"].zh.partition("。")[0].split("、"):
        fact = share if "%" in example else money
        assert isinstance(read_statement(fact, plain(fact, example), Place()).value, Interval)


def test_the_sample_shows_every_way_of_writing_and_would_be_read(library: Library) -> None:
    facts, sample = sample_of(facts_asked(library, None, None), "zh")
    assert {fact.kind for fact in facts} >= set(SAMPLES) - {Kind.DATE}
    assert "虚构" in sample.name
    for fact in facts:
        (statement,) = sample.statements[fact.id]
        assert again(fact, statement, "zh").value == statement.value


def test_the_sample_sheet_says_that_it_is_one(books: dict[str, Workbook]) -> None:
    assert "虚构" in books["zh"].worksheets[2]["A1"].value
    assert "made up" in books["en"].worksheets[2]["A1"].value


def checks_of(book: Workbook) -> list[Any]:
    return list(book.worksheets[0].data_validations.dataValidation)


def check_at(checks: list[Any], cell: str) -> Any:
    (found,) = [check for check in checks if cell in check.sqref]
    return found


def listed(book: Workbook, formula: str) -> list[str]:
    sheet, _, area = formula.partition("!")
    return [cell.value for (cell,) in book[sheet.strip("'")][area.replace("$", "")]]


def numbered(book: Workbook) -> list[tuple[int, dict[str, Any]]]:
    rows = enumerate(book.worksheets[0].iter_rows(min_row=6, values_only=True), 6)
    return [(number, dict(zip(KEYS, row, strict=False))) for number, row in rows if row[-1] is not None]


# ---------------------------------------------------------------- filled in and read back

GIVEN: dict[str, list[Any]] = {
    "revenue_y1": [
        19000,
        "0.1",
        "1,020 万",
        "10205000元",
        ">= 400",
        "< 300",
        "200..300",
        "> 0",
        "123456.7890123456789",
    ],
    "net_profit_y1": [-12.5, "<= 0", "-3..5", "< -1", [-3, 5]],
    "rd_intensity_y1": ["5.37%", "0.0537", "5%", "0.6", "5.3700%", ">= 2.24", "300%", "5%..8%", "12.345678901234567%"],
    "main_revenue_growth_y1": ["> -1", ">= 8", "-10%..500%", "-100%"],
    "ip_class1": [0, 6, "> 5", "3..7"],
    "niche_years": [14, "2.5年", ">= 2"],
    "platform_score": [62.5, ">= 60", "< 60"],
    "founded_on": ["2015-03-01", ">= 2020-01-31", "2015-01-01..2016-12-31", "< 2020-01-31"],
    "own_brand": ["yes", "no", ["yes", "no"]],
    "rd_institution_level": ["none", ["national", "municipal"]],
    "product_field": ["six_bases_or_key_chain", ["six_bases_or_key_chain", "other"]],
    "digital_level": ["0", ["4", "0"]],
    "industry": ["C3563", "C", "0111", ["C39", "I65"]],
    "region": ["44", "440100", ["44", "33"]],
    "credit_code": ["91350100M000100Y43"],
}


@pytest.mark.parametrize("number", range(max(map(len, GIVEN.values())) + 1))
def test_every_kind_of_statement_survives_the_template(
    returned: Callable[..., Profile], vocabulary: Vocabulary, number: int
) -> None:
    source = {"source": "审计报告", "page": "12", "date": "2026-03-31", "by": "张三"}
    nth = {fact: [*raws, "unknown"][number : number + 1] for fact, raws in GIVEN.items()}
    facts = {fact: {"value": raw, **source} for fact, raws in nth.items() for raw in raws}
    profile = profile_of({"name": "某厂（集团）", "facts": facts}, vocabulary)
    back = returned(profile, LANGUAGES[number % 2])
    assert back.name == profile.name
    assert alike(vocabulary, back, profile)


@pytest.mark.parametrize(
    ("name", "language"), [("case-a", "en"), ("case-b", "zh"), ("case-b-margin-unknown", "en"), ("case-c", "zh")]
)
def test_the_examples_survive_the_template(
    returned: Callable[..., Profile], vocabulary: Vocabulary, name: str, language: Language
) -> None:
    from jinjie.ingest.reading import load_profile

    example = load_profile(Path(__file__).parents[2] / "examples" / f"{name}.yaml", vocabulary)
    back = returned(example, language)
    assert back.hash == example.hash
    assert alike(vocabulary, back, example)


def test_statements_of_several_sources_have_a_row_each(
    returned: Callable[..., Profile], vocabulary: Vocabulary
) -> None:
    raws = [{"value": 19000, "source": "审计报告"}, {"value": 18000, "source": "纳税申报表"}]
    profile = profile_of({"facts": {"revenue_y1": raws}}, vocabulary)
    assert alike(vocabulary, returned(profile), profile)


def test_numbers_are_numbers_in_the_sheet(library: Library, tmp_path: Path) -> None:
    facts = {"revenue_y1": "1,020 万", "rd_intensity_y1": "5.37%", "founded_on": "2015-03-01", "ip_class1": 6}
    write_template(tmp_path / "t.xlsx", library, "zh", None, profile_of({"facts": facts}, library.vocabulary))
    cells = {line["id"]: f"B{row}" for row, line in numbered(load_workbook(tmp_path / "t.xlsx"))}
    sheet = load_workbook(tmp_path / "t.xlsx").worksheets[0]
    shown = {fact: (sheet[cells[fact]].value, sheet[cells[fact]].number_format) for fact in facts}
    assert shown["revenue_y1"] == (1020, "#,##0.00####")
    assert shown["rd_intensity_y1"] == (pytest.approx(float(Decimal("0.0537"))), "0.00%")
    assert shown["founded_on"][0].date() == date(2015, 3, 1)
    assert shown["ip_class1"][0] == 6


def test_text_that_looks_like_a_formula_stays_text(library: Library, tmp_path: Path) -> None:
    source = Source("=HYPERLINK(1)", "=1", None, None)
    profile = Profile("=1+1\x07", {"own_brand": (Statement(frozenset({"yes"}), "yes", None, source),)})
    write_template(tmp_path / "t.xlsx", library, "zh", None, profile)
    sheet = load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    back = read_workbook(tmp_path / "t.xlsx", library.vocabulary)
    assert back.name == "=1+1"
    assert back.statements["own_brand"][0].source == source


def alike(vocabulary: Vocabulary, back: Profile, profile: Profile) -> bool:
    """The same statements: value, precision and source. The spelling may differ."""
    pairs = [
        (vocabulary[fact], old, new)
        for fact, stated in profile.statements.items()
        for old, new in zip(stated, back.statements[fact], strict=True)
    ]
    same = all((old.value, old.source) == (new.value, new.source) for _, old, new in pairs)
    precise = all(old.decimals is None or precision(f, old) == precision(f, new) for f, old, new in pairs)
    return same and precise and back.statements.keys() == profile.statements.keys()


def precision(fact: Fact, statement: Statement) -> int | None:
    """How the number was rounded; per cent beyond 100% always shows whole per cent."""
    value, decimals = statement.value, statement.decimals
    if fact.kind is Kind.RATIO and isinstance(value, Interval) and value.low is not None and abs(value.low) > 1:
        return None if decimals is None else max(decimals, 2)
    return decimals


# ---------------------------------------------------------------- any profile


def numbers(fact: Fact) -> st.SearchStrategy[str]:
    low = Decimal(0) if fact.domain.low in {None, 0} else Decimal(int(fact.domain.low or 0))
    high = Decimal(int(fact.domain.high)) if fact.domain.high is not None else Decimal(10**9)
    places = 0 if fact.kind is Kind.COUNT else 6
    return st.decimals(low, high, places=places, allow_nan=False).map(lambda number: f"{number:f}")


def texts(fact: Fact) -> st.SearchStrategy[Any]:
    """Answers of every form for a fact."""
    if fact.kind is Kind.DATE:
        one = st.dates(date(1950, 1, 1), date(2030, 1, 1)).map(str)
    elif fact.kind.is_numeric:
        one = numbers(fact)
    elif fact.codes is not None:
        codes = st.sampled_from(sorted(fact.codes.names))
        return st.one_of(codes, st.lists(codes, min_size=1, max_size=3))
    elif fact.kind is Kind.TEXT:
        return st.just("91350100M000100Y43")
    else:
        choices = st.sampled_from(sorted(fact.choices))
        return st.one_of(choices, st.lists(choices, min_size=1, max_size=3))
    signs = st.sampled_from([">= {}", "<= {}", "> {}", "< {}"])
    sided = st.builds(str.format, signs, one)
    between = st.lists(one, min_size=2, max_size=2).map(lambda pair: "..".join(sorted(pair, key=order)))
    return st.one_of(one, sided, between)


def order(text: str) -> tuple[Decimal, str]:
    return (Decimal(0), text) if text.count("-") > 1 else (Decimal(text), "")


def statements(fact: Fact) -> st.SearchStrategy[Statement | None]:
    """Statements that the kernel accepts; None for what is impossible (less than nothing)."""

    def stated(raw: Any) -> Statement | None:
        try:
            return read_statement(fact, raw, Place())
        except InputError:
            return None

    return st.one_of(texts(fact), st.just("unknown")).map(stated)


def again(fact: Fact, statement: Statement, language: Language) -> Statement:
    """The statement through a cell, as Excel would keep it."""
    value, number_format = cell_of(fact, statement, language)
    stored = float(value) if isinstance(value, Decimal) else value
    found = cell_text(SheetCell("B2", stored, number_format), fact)
    return read_statement(fact, found.text, Place())


@given(st.data())
def test_any_statement_survives_its_cell(vocabulary: Vocabulary, data: st.DataObject) -> None:
    fact = vocabulary[data.draw(st.sampled_from(sorted(vocabulary.names)))]
    statement = data.draw(statements(fact))
    language = data.draw(st.sampled_from(LANGUAGES))
    if statement is not None:
        back = again(fact, statement, language)
        assert back.value == statement.value
        assert statement.decimals is None or precision(fact, back) == precision(fact, statement)


@settings(max_examples=max(5, settings.default.max_examples // 12))  # type: ignore[union-attr]
@given(st.data())
def test_any_profile_survives_the_template(library: Library, tmp_path_factory: Any, data: st.DataObject) -> None:
    vocabulary = library.vocabulary
    chosen = data.draw(st.lists(st.sampled_from(sorted(vocabulary.names)), max_size=25, unique=True))
    drawn = {fact: data.draw(statements(vocabulary[fact])) for fact in chosen}
    profile = Profile(
        data.draw(st.sampled_from(["", "某厂（二）"])), {f: (s,) for f, s in drawn.items() if s is not None}
    )
    path = tmp_path_factory.mktemp("any") / "any.xlsx"
    write_template(path, library, data.draw(st.sampled_from(LANGUAGES)), None, profile)
    back = read_workbook(path, vocabulary)
    assert back.name == profile.name
    assert alike(vocabulary, back, profile)


def test_an_exact_point_without_decimals_stays_exact(vocabulary: Vocabulary) -> None:
    fact = vocabulary["rd_intensity_y1"]
    value = read_statement(fact, "0.05375", Place()).value
    assert again(fact, Statement(value, "worked out"), "zh").value == value == point(value.low)  # type: ignore


# ---------------------------------------------------------------- whole or not at all


def test_a_failure_leaves_the_old_file_and_nothing_else(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_text("old")

    def broken(book: Workbook, stream: Any) -> None:
        stream.write(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Workbook, "save", broken)
    with pytest.raises(InputError, match="the disk is full"):
        write_template(path, library)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_replaced_is_a_mistake(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    with pytest.raises(InputError) as caught:
        write_template(tmp_path / "template.xlsx", library)
    assert "正在别的程序里打开" in caught.value.problems[0].message.zh
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_and_another_ending_are_mistakes(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_template(tmp_path / "nowhere" / "template.xlsx", library)
    with pytest.raises(InputError, match=r"\.xlsx"):
        write_template(tmp_path / "template.csv", library)


def test_an_older_file_is_replaced_and_readable_by_others(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_text("old")
    write_template(path, library)
    assert load_workbook(path).sheetnames == ["企业事实", "填写说明", "示例", "选项"]
    assert path.stat().st_mode & 0o777 == 0o644
