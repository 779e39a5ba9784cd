"""Answers go back into a profile file; everything else in it stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from jinjie.basics.problems import InputError
from jinjie.documents.reading import parse_json, parse_yaml
from jinjie.facts.profile import profile_of
from jinjie.facts.vocabulary import Vocabulary
from jinjie.ingest import saving
from jinjie.ingest.reading import load_profile
from jinjie.ingest.saving import as_yaml, new_file, with_answers

TEXT = """# head
name: 甲
facts:            # the facts
    revenue_y1: 5    # last year
    debt_ratio_y1: "40%"
    own_brand: {value: yes, source: 商标证}
    # end
note: kept
"""


def file(folder: Path, text: str) -> Path:
    path = folder / "p.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def facts(text: str) -> dict[str, object]:
    found: dict[str, object] = parse_yaml(text).data["facts"]
    return found


def test_a_value_is_replaced_and_its_comment_kept(tmp_path: Path) -> None:
    text = with_answers(file(tmp_path, TEXT), {"revenue_y1": ">= 7"})
    assert '    revenue_y1: ">= 7"    # last year' in text.splitlines()
    assert facts(text)["revenue_y1"] == ">= 7"


def test_a_new_fact_is_added_with_the_same_indent(tmp_path: Path) -> None:
    text = with_answers(file(tmp_path, TEXT), {"niche_years": "3"})
    assert "    niche_years: 3" in text.splitlines()
    assert facts(text) == {**facts(TEXT), "niche_years": "3"}
    assert parse_yaml(text).data["note"] == "kept"


def test_a_value_with_its_source_is_replaced_whole(tmp_path: Path) -> None:
    block = TEXT.replace(
        "own_brand: {value: yes, source: 商标证}", "own_brand:\n      value: yes\n      source: 商标证"
    )
    for text in (TEXT, block):
        changed = with_answers(file(tmp_path, text), {"own_brand": "no", "niche_years": "3"})
        assert facts(changed) == {**facts(text), "own_brand": "no", "niche_years": "3"}


def test_a_layout_that_cannot_be_edited_safely_is_refused(tmp_path: Path) -> None:
    text = "facts:\n  own_brand: {value: yes,\n    source: x\n    }\n"
    with pytest.raises(InputError):
        with_answers(file(tmp_path, text), {"own_brand": "no"})


def test_no_answer_changes_nothing(tmp_path: Path) -> None:
    assert with_answers(file(tmp_path, TEXT), {}) == TEXT


@pytest.mark.parametrize("value", ["5%", "200..300", "yes", "省级（含部级）", "a: b # c", "[x]", "'", '"'])
def test_any_value_reads_back_as_it_was_typed(tmp_path: Path, value: str) -> None:
    for fact in ("revenue_y1", "niche_years"):
        assert facts(with_answers(file(tmp_path, TEXT), {fact: value}))[fact] == value


def test_facts_on_one_line_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        with_answers(file(tmp_path, "facts: {a: 1}\n"), {"b": "2"})


def test_an_excel_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        with_answers(tmp_path / "p.xlsx", {"b": "2"})


def test_a_new_file_holds_name_and_answers() -> None:
    assert parse_yaml(as_yaml("甲: 乙", {"revenue_y1": "5"})).data == {"name": "甲: 乙", "facts": {"revenue_y1": "5"}}


def test_a_file_is_read_once_while_others_may_write_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[Path] = []
    monkeypatch.setattr(saving, "read_text", lambda path: readings.append(path) or TEXT)
    with_answers(file(tmp_path, "facts: 5\n"), {"niche_years": "3"})
    assert len(readings) == 1


def test_several_choices_become_a_list(tmp_path: Path) -> None:
    text = with_answers(file(tmp_path, TEXT), {"own_brand": ["yes", "no"], "niche_years": ["a b", "c"]})
    assert facts(text) == {**facts(TEXT), "own_brand": ["yes", "no"], "niche_years": ["a b", "c"]}


def test_lines_keep_the_ends_that_windows_gave_them(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert with_answers(path, {}) == TEXT.replace("\n", "\r\n")
    assert with_answers(path, {"niche_years": "3"}).count("\r\n") == TEXT.count("\n") + 1


def test_a_number_of_a_json_file_keeps_every_digit(tmp_path: Path) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"name": "x", "facts": {"a": 0.10000000000000000001, "b": 1e29, "c": [1.50, {"value": 2.0}]}}')
    text = with_answers(path, {"d": ["x", "y"], "e": '"'})
    for digits in ("0.10000000000000000001", "1e29", "1.50", "2.0"):
        assert digits in text
    kept = parse_json(text).data["facts"]
    assert kept == {**parse_json(path.read_text()).data["facts"], "d": ["x", "y"], "e": '"'}


@pytest.mark.parametrize("ending", [".yaml", ".json"])
def test_a_new_file_states_all_that_the_profile_states(tmp_path: Path, vocabulary: Vocabulary, ending: str) -> None:
    profile = profile_of(
        {
            "name": '甲 "乙"',
            "facts": {
                "rd_institution_level": ["municipal", "none"],
                "revenue_y1": [200, 300],
                "revenue_y2": "(5..7]",
                "debt_ratio_y1": "44.10%",
                "industry": ["C35", "C36"],
                "rd_expense_y1": [{"value": 1020, "source": "审计报告: 一", "page": 12}, {"value": 900}],
                "niche_years": {"value": 3, "by": "李会计", "date": "2023-01-01"},
                "own_brand": "unknown",
                "credit_code": "91440101MA59XXXX0A",
            },
        },
        vocabulary,
    )
    path = tmp_path / f"new{ending}"
    path.write_text(new_file(path, profile, vocabulary), encoding="utf-8")
    again = load_profile(path, vocabulary)
    assert again.hash == profile.hash
    for fact, stated in again.statements.items():
        assert [(s.value, s.source, s.decimals) for s in stated] == [
            (s.value, s.source, s.decimals) for s in profile.statements[fact]
        ]


def test_a_profile_that_states_nothing_can_be_read_again(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "new.yaml"
    path.write_text(new_file(path, profile_of({"facts": {}}, vocabulary), vocabulary))
    assert load_profile(path, vocabulary).statements == {}
