"""Profiles: every mistake in one go, a fingerprint of what is stated, and doubts about the credit code."""

import hashlib
import json
import os
import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.interval import Interval, point
from jinjie.basics.problems import InputError, Place
from jinjie.basics.text import Text
from jinjie.documents.building import MAX_PROBLEMS
from jinjie.documents.reading import parse_json, parse_yaml
from jinjie.facts.profile import Profile, derived_region, profile_from, profile_of
from jinjie.facts.values import Source, Statement

CODE = "91350100M000100Y43"


def lines_of(text, vocabulary, parse=parse_yaml):
    with pytest.raises(InputError) as caught:
        profile_from(parse(text, "p"), vocabulary)
    return [problem.line("en") for problem in caught.value.problems]


class TestReading:
    def test_a_profile_holds_what_is_stated(self, small):
        facts = f"  revenue_y1: 1,020 万\n  share_y1: unknown\n  credit_code: {CODE}\n  own_brand: yes\n"
        text = f"name: 某厂\nnote: x\nfacts:\n{facts}"
        profile = profile_from(parse_yaml(text), small)
        assert profile.name == "某厂"
        assert profile.statements["revenue_y1"] == (Statement(point(1020), "1,020 万"),)
        assert profile.statements["share_y1"] == (Statement(None, "unknown"),)
        assert profile.statements["own_brand"][0].value == {"yes"}
        assert profile.text("credit_code") == CODE
        assert profile.text("revenue_y1") is None
        assert profile.text("level") is None
        assert profile.warnings == ()

    def test_a_mapping_of_python_values_is_a_profile(self, small):
        facts = {
            "revenue_y1": 1020.5,
            "own_brand": True,
            "founded_on": date(2020, 1, 31),
            "people": (30, 40),
            "level": {"none"},
        }
        profile = profile_of({"name": "x", "facts": facts}, small)
        assert profile.statements["revenue_y1"][0].value == point(Fraction(2041, 2))
        assert profile.statements["own_brand"][0].value == {"yes"}
        assert profile.statements["founded_on"][0].value == point(date(2020, 1, 31).toordinal())
        assert profile.statements["people"][0].value == Interval(30, 40)
        assert profile.statements["level"][0].value == {"none"}

    def test_a_profile_without_name_has_none(self, small):
        assert profile_of({"facts": {}}, small).name == ""
        assert profile_of({"name": None, "facts": {}}, small).name == ""

    def test_a_fact_may_be_stated_several_times_with_sources(self, small):
        text = "facts:\n  revenue_y1:\n    - {value: 100, source: a, page: 3}\n    - {value: 120, by: b}\n"
        first, second = profile_from(parse_yaml(text), small).statements["revenue_y1"]
        assert (first.value, first.source) == (point(100), Source("a", "3"))
        assert (second.value, second.source) == (point(120), Source(by="b"))

    def test_one_fact_can_be_stated_anew(self, small):
        profile = profile_of({"name": "x", "facts": {"revenue_y1": 1, "people": 2}}, small)
        changed = profile.with_statement("people", Statement(point(3), "3"))
        assert changed.name == "x"
        assert changed.statements["people"] == (Statement(point(3), "3"),)
        assert changed.statements["revenue_y1"] == profile.statements["revenue_y1"]
        assert profile.statements["people"][0].value == point(2)


class TestMistakes:
    TEXT = """\
name: x
fact: y
facts:
  revenu_y1: 5
  revenue_y1: -5
  main_share_y1: 5.37
  people: 1.5
  own_brand: maybe
  level: nationl
  founded_on: 2020-02-30
  revenue_y2:
    - {value: 5, sorce: x}
    - {value: abc}
  credit_code: 12345
  points: 10
"""

    def test_every_mistake_is_named_with_its_line_in_one_go(self, small):
        assert lines_of(self.TEXT, small) == [
            "p:2:1: fact: there is no key 'fact' here; did you mean facts?",
            "p:4:3: revenu_y1: there is no such fact; did you mean revenue_y1?",
            "p:5:3: revenue_y1: cannot be -5: must be at least 0",
            "p:6:3: main_share_y1: cannot be 5.37: must be between 0% and 100%; write 5.37% for per cent",
            "p:7:3: people: must be a whole number, not 1.5",
            "p:8:3: own_brand: must be yes or no, not 'maybe'",
            "p:9:3: level: 'nationl' is not a choice, choose one of national, provincial, municipal, below, none;"
            " did you mean national?",
            "p:10:3: founded_on: '2020-02-30' is not a date, write it like 2020-01-31",
            "p:12:7: revenue_y2: there is no key 'sorce' here; did you mean source?",
            "p:13:7: revenue_y2: 'abc' is not a number: expected 万元 (10,000 CNY), such as 1020.5 or 200..300",
            "p:14:3: credit_code: a unified social credit code has 18 characters, this one has 5",
        ]

    def test_mistakes_are_told_in_chinese_too(self, small):
        with pytest.raises(InputError) as caught:
            profile_from(parse_yaml(self.TEXT, "p"), small)
        lines = [problem.line("zh") for problem in caught.value.problems]
        assert lines[0] == "p:2:1: fact: 没有“fact”这个键；是不是想写 facts？"
        assert lines[1] == "p:4:3: revenu_y1: 没有这个事实；是不是想写 revenue_y1？"
        assert lines[-1] == "p:14:3: credit_code: 统一社会信用代码应为 18 位，这里是 5 位"

    def test_json_mistakes_have_their_line_too(self, small):
        text = '{\n "facts": {\n  "revenu_y1": 5,\n  "revenue_y1": true\n }\n}'
        assert lines_of(text, small, parse_json) == [
            "p:3:3: revenu_y1: there is no such fact; did you mean revenue_y1?",
            "p:4:3: revenue_y1: 'yes' is not a number: expected 万元 (10,000 CNY), such as 1020.5 or 200..300",
        ]

    @pytest.mark.parametrize("text", ["", "name: x", "facts: 5", "facts: [a]", "[1]", "5"])
    def test_a_file_without_facts_is_no_profile(self, small, text):
        assert lines_of(text, small) == ["p: a 'facts:' mapping (fact: value) is missing"]

    @pytest.mark.parametrize("text", ["facts: {}", "facts:", "facts:\n  # revenue_y1: 5\n", "facts: null"])
    def test_no_facts_at_all_are_a_profile(self, small, text):
        assert profile_from(parse_yaml(text), small) == Profile()

    @pytest.mark.parametrize(
        ("key", "near"),
        [
            ("revenue", "revenue_y1"),
            ("上年度营业收入", "revenue_y1"),
            ("年度营业收入", "revenue_y1"),
            ("研发费", "expense_y1"),
            ("净利润", "profit"),
        ],
    )
    def test_a_fact_under_another_name_is_proposed(self, small, key, near):
        (line,) = lines_of(f"facts: {{{key}: 5}}", small)
        assert f"; did you mean {near}" in line

    @pytest.mark.parametrize("name", ["[a]", "{a: b}"])
    def test_a_name_is_text(self, small, name):
        assert lines_of(f"name: {name}\nfacts: {{}}", small) == ["p:1:1: name: the name must be text"]
        with pytest.raises(InputError) as caught:
            profile_of({"name": ["a"], "facts": {}}, small)
        assert caught.value.problems[0].message.zh == "名称应是文字"

    def test_a_mixed_list_is_a_mistake(self, small):
        assert lines_of("facts:\n  revenue_y1: [{value: 5}, 6]\n", small) == [
            "p:2:3: revenue_y1: a value, a range or choices are expected here"
        ]

    def test_mistakes_beyond_a_hundred_are_not_collected(self, small):
        text = "facts:\n" + "".join(f"  fact_number_{n}: 1\n" for n in range(50_000))
        assert len(lines_of(text, small)) == MAX_PROBLEMS

    def test_a_mistake_in_python_values_names_the_fact(self, small):
        with pytest.raises(InputError) as caught:
            profile_of({"facts": {"people": -3}}, small)
        assert [p.line("en") for p in caught.value.problems] == ["people: cannot be -3: must be at least 0"]
        assert caught.value.problems[0].place == Place("")


class TestCreditCode:
    @pytest.mark.parametrize(
        "typed", [CODE, CODE.lower(), "91350100-M000100Y43", " ９１３５０１００Ｍ０００１００Ｙ４３ "]
    )
    def test_one_firm_has_one_code_however_it_is_typed(self, small, typed):
        profile = profile_of({"facts": {"credit_code": typed}}, small)
        assert profile.text("credit_code") == CODE
        assert profile.hash == profile_of({"facts": {"credit_code": CODE}}, small).hash
        assert profile.warnings == ()

    def test_a_failed_check_digit_is_a_warning_with_its_place(self, small):
        profile = profile_from(parse_yaml("facts:\n  credit_code: 91350100m000100y44\n", "p"), small)
        (warning,) = profile.warnings
        assert warning.place == Place("p", 2, 3)
        assert warning.fact == "credit_code"
        assert (
            warning.message.en == "the check digit of the credit code 91350100M000100Y44 does not fit: please check it"
        )

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ("91350100M000100Y4", "has 18 characters, this one has 17"),
            ("91350100M000100YO3", "never contains O"),
            ("91350100M000100Y4*", "never contains *"),
        ],
    )
    def test_what_cannot_be_a_code_is_refused(self, small, typed, reason):
        (line,) = lines_of(f"facts:\n  credit_code: {typed}\n", small)
        assert line.startswith("p:2:3: credit_code: ")
        assert reason in line

    def test_other_texts_stay_as_they_are(self, small):
        assert profile_of({"facts": {"remark": "a-b c"}}, small).text("remark") == "a-b c"

    def test_an_unknown_code_is_no_mistake(self, small):
        profile = profile_of({"facts": {"credit_code": "不清楚"}}, small)
        assert profile.text("credit_code") is None
        assert derived_region(profile) is None

    def test_the_region_follows_from_the_code_unless_it_is_stated(self, small):
        assert derived_region(profile_of({"facts": {"credit_code": CODE}}, small)) == "3501"
        assert derived_region(profile_of({"facts": {"credit_code": CODE, "region": "44"}}, small)) is None
        assert derived_region(profile_of({"facts": {"credit_code": CODE, "region": "unknown"}}, small)) == "3501"
        assert derived_region(profile_of({"facts": {}}, small)) is None


class TestHash:
    def of(self, small, name="x", **facts):
        return profile_of({"name": name, "facts": facts}, small).hash

    def test_a_hash_names_its_sort(self, small):
        found = self.of(small)
        assert found.startswith("sha256:")
        assert len(found) == len("sha256:") + 64

    def test_the_hash_never_changes_between_releases(self, small):
        """Stored assessments name it."""
        text = (
            '{"facts": {"level": ["national|none"], "revenue_y1": ["1020"], "share_y1": ["[0..1/20)"]}, "name": "某厂"}'
        )
        assert json.loads(text)
        found = self.of(small, "某厂", share_y1="< 5%", revenue_y1="1020", level=["none", "national"])
        assert found == "sha256:" + hashlib.sha256(text.encode()).hexdigest()

    @given(st.permutations(["revenue_y1", "people", "own_brand", "level", "founded_on"]))
    def test_order_does_not_matter(self, small, order):
        facts = {"revenue_y1": "5..6", "people": 3, "own_brand": "no", "level": "none", "founded_on": "2020-01-31"}
        assert self.of(small, **{fact: facts[fact] for fact in order}) == self.of(small, **facts)

    @pytest.mark.parametrize(
        ("fact", "spellings"),
        [
            (
                "revenue_y1",
                ["1020", "1,020 万", "0.102亿", "1020.0", {"value": 1020, "source": "x"}, "1020..1020", [1020, 1020]],
            ),
            ("share_y1", ["5.37%", "0.0537", "53.7‰", "0.05370"]),
            ("own_brand", ["yes", "是", "TRUE", True]),
            ("level", ["national", "国家级", "National", ["national"]]),
            ("founded_on", ["2020-01-31", "2020年1月31日", "2020/1/31"]),
            ("region", ["440100", "4401"]),
            ("industry", ["C3563", "3563", "c3563"]),
            ("people", ["> 2", ">= 3", "≥3"]),
        ],
    )
    def test_spelling_does_not_matter(self, small, fact, spellings):
        assert len({self.of(small, **{fact: spelling}) for spelling in spellings}) == 1

    def test_unknown_is_the_same_as_absent(self, small):
        assert self.of(small, revenue_y1="unknown", people=None) == self.of(small)

    def test_several_statements_count_in_any_order(self, small):
        one = self.of(small, revenue_y1=[{"value": 1}, {"value": 2}])
        other = self.of(small, revenue_y1=[{"value": 2}, {"value": 1}, {"value": 1}, {"value": "unknown"}])
        assert one == other
        assert one != self.of(small, revenue_y1=1)

    def test_another_value_fact_or_name_is_another_hash(self, small):
        hashes = [
            self.of(small),
            self.of(small, "y"),
            self.of(small, revenue_y1=1),
            self.of(small, revenue_y2=1),
            self.of(small, revenue_y1=2),
            self.of(small, revenue_y1="> 1"),
            self.of(small, revenue_y1=">= 1"),
            self.of(small, revenue_y1="1..2"),
            self.of(small, revenue_y1="(1..2]"),
            self.of(small, revenue_y1="[1..2)"),
            self.of(small, revenue_y1="0..1"),
            self.of(small, revenue_y1="< 1"),
            self.of(small, level="none"),
            self.of(small, level=["none", "national"]),
        ]
        assert len(set(hashes)) == len(hashes)

    def test_a_half_character_does_no_harm(self, small):
        assert self.of(small, "\ud800").startswith("sha256:")

    def test_the_hash_is_the_same_in_every_process(self):
        script = (
            "from jinjie.facts.profile import Profile; from jinjie.facts.values import Statement;"
            "print(Profile('x', {'a': (Statement(frozenset('abcdefg'), ''),)}).hash)"
        )
        found = set()
        for seed in ("1", "2"):
            environment = os.environ | {"PYTHONHASHSEED": seed}
            ran = subprocess.run(
                [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
            )
            found.add(ran.stdout)
        assert len(found) == 1


def test_a_message_exists_in_both_languages(small):
    with pytest.raises(InputError) as caught:
        profile_of({"facts": []}, small)
    assert caught.value.problems[0].message == Text(
        "缺少 facts: 一栏（事实: 值）", "a 'facts:' mapping (fact: value) is missing"
    )


def test_a_plain_ratio_above_one_is_read_as_written_with_a_warning(library):
    vocabulary = library.vocabulary
    for value, warned in (("5.37", True), ("5.37%", False), ("0.9", False), (">= 2.24", False)):
        profile = profile_of({"facts": {"rd_intensity_y1": value}}, vocabulary)
        assert bool(profile.warnings) is warned, value
    (warning,) = profile_of({"facts": {"rd_intensity_y1": "5.37"}}, vocabulary).warnings
    assert "537%" in warning.message.en
    assert "5.37%" in warning.message.zh
    assert warning.fact == "rd_intensity_y1"
