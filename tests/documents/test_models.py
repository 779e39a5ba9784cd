"""Mistakes in a file's model: one line each, with place, key, what is expected and the nearest name."""

import datetime
from typing import Literal

import pytest
from pydantic import Field, ValidationError, field_validator, model_validator

from jinjie.basics.problems import InputError, Place
from jinjie.basics.text import Text
from jinjie.documents.models import FileModel, FormError, StrList, TextModel, checked
from jinjie.documents.reading import Document, parse_yaml


class Part(FileModel):
    kind: Literal["money", "ratio", "count"] = "money"
    label: TextModel | None = None
    effort: int = Field(default=2, ge=1, le=3)
    judged: bool = False
    day: datetime.date | None = Field(default=None, alias="from")
    parts: list["Part"] = Field(default_factory=list)

    @field_validator("effort")
    @classmethod
    def not_two_and_a_bit(cls, effort):
        if effort == 3:
            raise ValueError("three is too much")
        return effort

    @model_validator(mode="after")
    def label_of_ratios(self):
        if self.kind == "ratio" and self.label is None:
            raise FormError("比例要有名称", "a ratio needs a label")
        return self


class Whole(FileModel):
    title: TextModel
    facts: dict[str, Part] = Field(default_factory=dict)
    names: StrList = Field(default_factory=list)
    either: Part | str | None = None


TITLE = "title: {zh: 甲, en: A}\n"


def problems_of(text):
    with pytest.raises(InputError) as caught:
        checked(parse_yaml(text, "f.yaml"), Whole)
    return caught.value.problems


def test_a_good_document_becomes_the_model():
    text = TITLE + "facts:\n  a: {kind: ratio, label: {zh: 一, en: one}, from: 2026-01-31, judged: yes}\nnames: x\n"
    whole = checked(parse_yaml(text), Whole)
    assert whole.title.text() == Text("甲", "A")
    assert whole.facts["a"].day == datetime.date(2026, 1, 31)
    assert whole.facts["a"].judged is True
    assert whole.facts["a"].effort == 2
    assert whole.names == ["x"]


def test_a_single_text_stands_for_a_list_of_one():
    assert checked(parse_yaml(TITLE + "names: [x, y]"), Whole).names == ["x", "y"]
    assert checked(parse_yaml(TITLE), Whole).names == []


def test_a_model_does_not_change():
    whole = checked(parse_yaml(TITLE), Whole)
    with pytest.raises(ValidationError):
        whole.names = ["z"]


def test_numbers_become_text_where_text_is_expected():
    assert TextModel(zh=1, en=2).text() == Text("1", "2")


def test_an_unknown_key_is_named_with_its_line_and_the_nearest_one():
    (problem,) = problems_of(TITLE + "facts:\n  a:\n    efort: 2\n")
    assert problem.line("en") == "f.yaml:4:5: efort: there is no key 'efort' here; did you mean effort?"
    assert problem.line("zh") == "f.yaml:4:5: efort: 没有“efort”这个键；是不是想写 effort？"


def test_an_alias_is_proposed_as_it_is_written():
    (problem,) = problems_of(TITLE + "facts: {a: {form: 2026-01-31}}\n")
    assert "did you mean from?" in problem.message.en


def test_an_unknown_key_without_a_near_one_is_only_named():
    (problem,) = problems_of(TITLE + "zzz: 2\n")
    assert problem.line("en") == "f.yaml:2:1: zzz: there is no key 'zzz' here"


def test_a_missing_key_is_named_at_the_place_where_it_should_stand():
    (problem,) = problems_of("title:\n  zh: 甲\n")
    assert problem.line("en") == "f.yaml:1:1: en: 'en' is missing"
    assert problem.line("zh") == "f.yaml:1:1: en: 缺少“en”"
    (problem,) = problems_of("names: x\n")
    assert problem.line("en") == "f.yaml:1:1: title: 'title' is missing"


def test_a_missing_key_deep_inside_has_the_place_of_its_mapping():
    (problem,) = problems_of(TITLE + "facts:\n  a:\n    parts:\n      - label:\n          zh: 乙\n")
    assert problem.line("en") == "f.yaml:5:9: en: 'en' is missing"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("facts: 5", "f.yaml:2:1: facts", Text("应为一组“键: 值”", "must be a mapping of keys to values")),
        ("facts: {a: [1]}", "f.yaml:2:9: a", Text("应为一组“键: 值”", "must be a mapping of keys to values")),
        ("names: {a: b}", "f.yaml:2:1: names", Text("应为列表", "must be a list")),
        ("names: [x, [y]]", "f.yaml:2:12: names", Text("应为文字", "must be text")),
        ("facts: {a: {kind: date}}", "f.yaml:2:13: kind",
         Text("应为 'money'、'ratio' 或 'count'", "must be 'money', 'ratio' or 'count'")),
        ("facts: {a: {effort: two}}", "f.yaml:2:13: effort", Text("应为整数", "must be a whole number")),
        ("facts: {a: {effort: }}", "f.yaml:2:13: effort", Text("应为整数", "must be a whole number")),
        ("facts: {a: {effort: 0}}", "f.yaml:2:13: effort", Text("应不小于 1", "must be at least 1")),
        ("facts: {a: {effort: 4}}", "f.yaml:2:13: effort", Text("应不大于 3", "must be at most 3")),
        ("facts: {a: {judged: maybe}}", "f.yaml:2:13: judged", Text("应为 true 或 false", "must be true or false")),
        ("facts: {a: {judged: }}", "f.yaml:2:13: judged", Text("应为 true 或 false", "must be true or false")),
        ("facts: {a: {from: 31.1.2026}}", "f.yaml:2:13: from",
         Text("应为日期，如 2026-01-31", "must be a date such as 2026-01-31")),
        ("facts: {a: {from: [x]}}", "f.yaml:2:13: from",
         Text("应为日期，如 2026-01-31", "must be a date such as 2026-01-31")),
        ("facts: {a: {kind: ratio}}", "f.yaml:2:9: a", Text("比例要有名称", "a ratio needs a label")),
        ("facts: {a: {effort: 3}}", "f.yaml:2:13: effort", Text("three is too much", "three is too much")),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_form_says_what_is_expected(text, line, message):
    (problem,) = problems_of(TITLE + text)
    assert problem.message == message
    assert problem.line("en") == f"{line}: {message.en}"


def test_one_of_several_forms_names_the_key_and_not_the_form():
    problems = problems_of(TITLE + "either: {efort: 1}\n")
    assert {p.place.line for p in problems} == {2}
    assert {p.fact for p in problems} == {"efort"}


def test_every_mistake_is_listed_in_the_order_of_the_file():
    text = "zzz: 1\ntitle: {zh: 甲, en: A, fr: B}\nfacts:\n  b: {kind: x}\n  a: {effort: x, kind: y}\n"
    assert [str(p.place) for p in problems_of(text)] == [
        "f.yaml:1:1",
        "f.yaml:2:23",
        "f.yaml:4:7",
        "f.yaml:5:7",
        "f.yaml:5:18",
    ]


@pytest.mark.parametrize("text", ["", "[1, 2]", "just text", "5"])
def test_a_document_that_is_no_mapping_is_a_mistake(text):
    (problem,) = problems_of(text)
    assert problem.message.en == "must be a mapping of keys to values"
    assert problem.place.file == "f.yaml"


def test_an_expectation_without_words_of_its_own_is_passed_on():
    class Strict(FileModel):
        name: str = Field(max_length=2)

    with pytest.raises(InputError) as caught:
        checked(parse_yaml("name: long"), Strict)
    assert caught.value.problems[0].message.en.startswith("is not of the right form: ")
    assert caught.value.problems[0].message.zh.startswith("格式不对：")


def test_a_document_without_places_still_gives_problems():
    with pytest.raises(InputError) as caught:
        checked(Document("x", {"names": []}, {}), Whole)
    assert caught.value.problems[0].place == Place("x")
