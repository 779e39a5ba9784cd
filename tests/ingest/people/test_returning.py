"""The user's own file comes back: everything stays, the results stand beside it, wrong cells are marked."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table

from jinjie.basics import files
from jinjie.basics.problems import InputError
from jinjie.basics.text import Text
from jinjie.ingest.people import Added, AddedColumn, PeopleFile, Tone, write_back

from .conftest import code
from .test_rows import with_results

Opened = Callable[..., PeopleFile]
Saved = Callable[..., Path]
Typed = Callable[..., Path]

VERDICT = AddedColumn("verdict", Text("专精特新 结论", "SRDI verdict"), 20)
SCORE = AddedColumn("score", Text("得分", "Score"))
RESULTS = {
    2: {"verdict": Added(Text("通过", "pass"), Tone.PASS), "score": Added(66)},
    3: {"verdict": Added(Text("不通过", "fail"), Tone.FAIL), "score": Added(41.5)},
    4: {"verdict": Added(Text("待定", "undetermined"), Tone.UNDETERMINED), "score": Added("=1+1")},
}
ROWS: list[list[Any]] = [["企业名称", "营业收入", "备注"], ["甲", 1, "x"], ["乙", 2, None], ["丙", 3, None]]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.xlsx"


EXPECTED = {
    "zh": "，应写成万元数，如 1020.5 或 200..300",
    "en": ": expected 万元 (10,000 CNY), such as 1020.5 or 200..300",
}


def sheet_of(path: Path) -> Any:
    return openpyxl.load_workbook(path).worksheets[0]


def values(path: Path) -> list[list[Any]]:
    return [list(row) for row in sheet_of(path).iter_rows(values_only=True)]


# ---------------------------------------------------------------- workbooks


def test_results_stand_to_the_right_and_colour_repeats_the_word(saved: Saved, opened: Opened, out: Path) -> None:
    write_back(opened(saved(ROWS)), [VERDICT, SCORE], RESULTS, out)
    assert values(out) == [
        ["企业名称", "营业收入", "备注", "进阶·专精特新 结论", "进阶·得分"],
        ["甲", 1, "x", "通过", 66],
        ["乙", 2, None, "不通过", 41.5],
        ["丙", 3, None, "待定", "=1+1"],
    ]
    sheet = sheet_of(out)
    assert sheet.column_dimensions["D"].width == 20
    assert sheet["D1"].font.bold
    assert len({sheet[cell].fill.fgColor.rgb for cell in ("D2", "D3", "D4")}) == 3


def test_text_that_looks_like_a_formula_stays_text(saved: Saved, opened: Opened, out: Path) -> None:
    write_back(opened(saved(ROWS[:2])), [SCORE], {2: {"score": Added("=HYPERLINK(1)")}}, out)
    cell = sheet_of(out)["D2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_titles_and_values_are_written_in_the_language_asked_for(saved: Saved, opened: Opened, out: Path) -> None:
    write_back(opened(saved([ROWS[0], ["甲", "x"]])), [VERDICT], RESULTS, out, language="en")
    assert values(out)[0][3:] == ["Jinjie·SRDI verdict", "Jinjie·Problems"]
    assert values(out)[1][3:] == ["pass", "B2 Revenue, last fiscal year: 'x' is not a number" + EXPECTED["en"]]


def test_everything_else_of_the_workbook_stays(saved: Saved, opened: Opened, out: Path) -> None:
    def dress(sheet: Any) -> None:
        sheet.freeze_panes = "B2"
        sheet.column_dimensions["A"].width = 33
        sheet.row_dimensions[3].hidden = True
        sheet["B2"].number_format = "#,##0.00"
        sheet["A2"].font = Font(italic=True)
        sheet["A2"].fill = PatternFill("solid", fgColor="FF00FF00")
        sheet["A3"].comment = Comment("请核对", "李四")
        sheet.merge_cells("A6:C6")
        sheet.parent.create_sheet("其他")["A1"] = "=名单!B2*2"
        sheet.parent.create_sheet("隐藏").sheet_state = "hidden"

    write_back(opened(saved(ROWS, dress)), [VERDICT], RESULTS, out)
    book = openpyxl.load_workbook(out)
    sheet = book["名单"]
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["A"].width == 33
    assert sheet.row_dimensions[3].hidden
    assert sheet["B2"].number_format == "#,##0.00"
    assert sheet["A2"].font.italic
    assert sheet["A2"].fill.fgColor.rgb == "FF00FF00"
    assert sheet["A3"].comment.text == "请核对"
    assert "A6:C6" in [area.coord for area in sheet.merged_cells.ranges]
    assert book["其他"]["A1"].value == "=名单!B2*2"
    assert book["隐藏"].sheet_state == "hidden"


def test_formulas_keep_their_results_so_that_the_file_can_be_read_at_once(
    saved: Saved, opened: Opened, out: Path
) -> None:
    path = saved([["企业名称", "营业收入"], ["甲", "=1000+20"], ["乙", '="1,020"&"万"']])
    with_results(path, {"B2": "1020"})
    write_back(opened(path), [SCORE], {}, out)
    assert sheet_of(out)["B2"].value == "=1000+20"
    first, second = opened(out)
    assert not first.problems
    assert "公式还没有算出结果" in second.problems[0].message.zh


def test_wrong_cells_are_marked_and_their_reasons_listed(saved: Saved, opened: Opened, out: Path) -> None:
    def note(sheet: Any) -> None:
        sheet["C3"].comment = Comment("老板填的", "李四")

    rows = [["企业名称", "营业收入", "职工人数"], ["甲", "很多", 1.5], ["乙", 2, "几个"]]
    write_back(opened(saved(rows, note)), [VERDICT], {}, out)
    sheet = sheet_of(out)
    assert sheet["E1"].value == "进阶·有问题的单元格"
    assert (
        sheet["E2"].value
        == f"B2 上年度营业收入：“很多”不是数字{EXPECTED['zh']}；\nC2 上年度职工人数：应是整数，不能是 1.5"
    )
    assert sheet["B2"].comment.text == f"【进阶】“很多”不是数字{EXPECTED['zh']}"
    assert sheet["C3"].comment.text == "老板填的\n【进阶】“几个”不是数字，应写成整数，如 14 或 10..20"
    marked = {sheet[cell].fill.fgColor.rgb for cell in ("B2", "C2", "C3", "E2", "E3")}
    assert len(marked) == 1
    assert sheet["B3"].fill.fill_type is None


def test_a_file_given_back_last_month_gets_its_columns_replaced(saved: Saved, opened: Opened, out: Path) -> None:
    rows = [["企业名称", "营业收入"], ["甲", "很多"], ["乙", 2]]
    write_back(opened(saved(rows)), [VERDICT, SCORE], RESULTS, out)
    book = openpyxl.load_workbook(out)
    book.worksheets[0]["B2"] = 7  # the mistake is put right
    book.save(out)
    again = opened(out)
    assert not again.notes
    write_back(again, [SCORE], {3: {"score": Added(88)}}, out, overwrite=True)
    sheet = sheet_of(out)
    assert values(out) == [
        ["企业名称", "营业收入", "进阶·得分"],
        ["甲", 7, None],
        ["乙", 2, 88],
    ]
    assert sheet["B2"].comment is None
    assert {sheet[cell].fill.fill_type for cell in ("B2", "C2", "D1", "E1", "E2")} == {None}


def test_a_column_put_beside_earlier_ones_keeps_its_place(saved: Saved, opened: Opened, out: Path) -> None:
    write_back(opened(saved(ROWS)), [SCORE], RESULTS, out)
    book = openpyxl.load_workbook(out)
    book.worksheets[0]["E1"], book.worksheets[0]["E2"] = "我的意见", "好"
    book.worksheets[0]["G3"] = "旁注"
    book.save(out)
    write_back(opened(out), [VERDICT, SCORE], RESULTS, out, overwrite=True)
    found = values(out)
    assert found[0][3:] == ["进阶·专精特新 结论", "我的意见", None, None, "进阶·得分"]
    assert found[2][6] == "旁注"


def test_filter_and_table_take_in_the_added_columns(saved: Saved, opened: Opened, out: Path, tmp_path: Path) -> None:
    def filtered(sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:C4"

    write_back(opened(saved(ROWS, filtered)), [VERDICT, SCORE], RESULTS, out)
    assert sheet_of(out).auto_filter.ref == "A1:E4"

    def table(sheet: Any) -> None:
        sheet.add_table(Table(displayName="T1", ref="A1:C4"))

    other = tmp_path / "other.xlsx"
    write_back(opened(saved(ROWS, table)), [VERDICT, SCORE], RESULTS, other)
    found = sheet_of(other).tables["T1"]
    assert found.ref == found.autoFilter.ref == "A1:E4"
    assert found.column_names == [cell.value for cell in sheet_of(other)[1]]
    write_back(opened(other), [SCORE], RESULTS, other, overwrite=True)
    found = sheet_of(other).tables["T1"]
    assert (found.ref, found.column_names[3:]) == ("A1:D4", ["进阶·得分"])


def test_one_width_for_many_columns_is_parted_and_never_overlaps(saved: Saved, opened: Opened, out: Path) -> None:
    def wide(sheet: Any) -> None:
        sheet.column_dimensions["B"].min, sheet.column_dimensions["B"].max = 2, 16384
        sheet.column_dimensions["B"].width = 12

    write_back(opened(saved(ROWS, wide)), [VERDICT, SCORE], RESULTS, out)
    sheet = sheet_of(out)
    spans = sorted((d.min, d.max, d.width) for d in sheet.column_dimensions.values())
    assert spans == [(2, 3, 12), (4, 4, 20), (5, 5, 16), (6, 16384, 12)]


def test_a_merged_range_that_reaches_the_added_columns_ends_before_them(
    saved: Saved, opened: Opened, out: Path
) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A3:E3")
        sheet.merge_cells("A5:F5")

    rows = [["企业名称", "营业收入"], ["甲", 1], ["乙"], ["丙", 3], ["注：到此为止"]]
    write_back(opened(saved(rows, merge)), [SCORE], RESULTS, out)
    sheet = sheet_of(out)
    assert sorted(area.coord for area in sheet.merged_cells.ranges) == ["A3:B3", "A5:F5"]
    assert [sheet.cell(row, 3).value for row in range(1, 6)] == ["进阶·得分", 66, 41.5, "=1+1", None]


def test_what_the_returned_file_will_lack_is_said_beforehand(saved: Saved, opened: Opened) -> None:
    path = saved(ROWS)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/media/image1.png", b"x")
    notes = [note.message.zh for note in opened(path).notes]
    assert "写回的文件里不会有：图片；请保留原件" in notes


# ---------------------------------------------------------------- text tables


def test_text_comes_back_in_its_encoding_and_with_its_separator(typed: Typed, opened: Opened, tmp_path: Path) -> None:
    text = "名单\r\n企业名称;营业收入;备注\r\n甲;1;\r\n\r\n乙;很多;\r\n"
    out = tmp_path / "out.csv"
    results = {3: {"score": Added(66)}, 5: {"score": Added("@x")}}
    for encoding, returned in (("gbk", "gb18030"), ("utf-8", "utf-8-sig"), ("utf-16", "utf-16")):
        write_back(opened(typed(text, encoding)), [SCORE], results, out)
        assert out.read_bytes().decode(returned) == (
            "名单\r\n企业名称;营业收入;备注;进阶·得分;进阶·有问题的单元格\r\n甲;1;;66;\r\n\r\n"
            f"乙;很多;;'@x;B5 上年度营业收入：“很多”不是数字{EXPECTED['zh']}\r\n"
        )


def test_text_given_back_gets_its_columns_replaced(typed: Typed, opened: Opened, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    write_back(opened(typed("企业名称,营业收入\n甲,1\n")), [VERDICT, SCORE], RESULTS, out)
    first = out.read_text("utf-8-sig")
    write_back(opened(out), [VERDICT, SCORE], RESULTS, out, overwrite=True)
    assert out.read_text("utf-8-sig") == first == "企业名称,营业收入,进阶·专精特新 结论,进阶·得分\n甲,1,通过,66\n"


def test_a_text_that_changed_since_it_was_read_is_not_written(typed: Typed, opened: Opened, tmp_path: Path) -> None:
    people = opened(typed("企业名称,营业收入\n甲,1\n"))
    list(people)
    typed("企业名称,营业收入\n乙,1\n甲,1\n")
    with pytest.raises(InputError, match="was changed"):
        write_back(people, [SCORE], {}, tmp_path / "out.csv")


# ---------------------------------------------------------------- safety of the target


@pytest.fixture(params=["xlsx", "csv"])
def either(request: pytest.FixtureRequest, saved: Saved, typed: Typed) -> Path:
    return saved(ROWS) if request.param == "xlsx" else typed("企业名称,营业收入\n甲,1\n")


def test_the_input_is_not_overwritten_unless_asked(either: Path, opened: Opened) -> None:
    before = either.read_bytes()
    with pytest.raises(InputError, match="the file that was read"):
        write_back(opened(either), [SCORE], RESULTS, either)
    assert either.read_bytes() == before
    write_back(opened(either), [SCORE], RESULTS, either, overwrite=True)
    assert either.read_bytes() != before


def test_the_ending_must_be_that_of_the_input(either: Path, opened: Opened, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="must end in"):
        write_back(opened(either), [SCORE], RESULTS, tmp_path / "out.pdf")


def test_a_place_that_cannot_be_written_gives_one_mistake(either: Path, opened: Opened, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        write_back(opened(either), [SCORE], RESULTS, tmp_path / "nowhere" / f"out{either.suffix}")
    (problem,) = caught.value.problems
    assert "写不了" in problem.message.zh


def test_a_full_disk_damages_nothing(
    either: Path, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / f"out{either.suffix}"
    out.write_bytes(b"last month")
    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(InputError, match="the disk is full"):
        write_back(opened(either), [SCORE], RESULTS, out)
    assert out.read_bytes() == b"last month"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([either.name, out.name])


def test_quotes_that_do_not_match_leave_the_target_as_it_was(typed: Typed, opened: Opened, tmp_path: Path) -> None:
    people = opened(typed("企业名称,营业收入\n" + "甲,1\n" * 30 + '"乙,2\n'))
    out = tmp_path / "out.csv"
    with pytest.raises(InputError, match="quotes"):
        write_back(people, [SCORE], {}, out)
    assert not out.exists()


def test_a_duplicate_is_marked_at_its_code(saved: Saved, opened: Opened, out: Path) -> None:
    rows = [["企业名称", "统一社会信用代码", "营业收入"], ["甲", code(1), 1], ["乙", code(1), 2]]
    write_back(opened(saved(rows)), [SCORE], {2: {"score": Added(1)}}, out)
    assert "与第 2 行相同" in sheet_of(out)["B3"].comment.text
