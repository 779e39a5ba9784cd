"""Reading the vocabulary: what the files say, and every mistake in them with its line."""

from fractions import Fraction

import pytest

from jinjie.basics.interval import EVERYTHING, Interval
from jinjie.basics.problems import InputError
from jinjie.basics.text import Text
from jinjie.facts.constraints import Equation, Order
from jinjie.facts.vocabulary import Kind
from jinjie.facts.vocabulary_file import read_code_list, read_vocabulary
from jinjie.terms.parsing import parse_term

HEAD = "subject: {zh: 某, en: Some}\nfacts:\n"
WORDS = "label: {zh: 甲, en: A}, question: {zh: 乙, en: B}"

KINDS = "'money', 'ratio', 'count', 'years', 'number', 'yes_no', 'choice', 'date', 'text', 'industry' or 'region'"


@pytest.fixture
def small(write_root, tmp_path):
    """Read anew for every test of reading."""
    return read_vocabulary(write_root(tmp_path))


@pytest.fixture
def problems_of(write_root, tmp_path):
    """The lines of the mistakes in a vocabulary with one more file, without its folder."""

    def read(text, language="en", **more):
        with pytest.raises(InputError) as caught:
            read_vocabulary(write_root(tmp_path, more_facts=text, **more))
        return [problem.line(language).replace(f"{tmp_path}/facts/", "") for problem in caught.value.problems]

    return read


class TestFacts:
    def test_a_fact_is_read_with_everything_it_says(self, small):
        fact = small["revenue_y2"]
        assert fact.id == "revenue_y2"
        assert fact.kind is Kind.MONEY
        assert fact.label == Text("前年度营业收入", "Revenue, the year before last")
        assert fact.question == Text("前年度营业收入是多少？", "What was the revenue? (the year before last)")
        assert fact.subject == Text("财务", "Finance")
        assert fact.look_up == Text("利润表", "income statement")
        assert fact.evidence == Text("审计报告", "audit report")
        assert fact.note == Text("说明y2", "note y2")
        assert fact.domain == Interval(0)
        assert (fact.effort, fact.judged, fact.status, fact.period) == (1, False, "verified", "y2")
        assert fact.formula is None
        assert fact.computed_by is None
        assert fact.codes is None
        assert fact.choices == {}

    def test_what_a_fact_does_not_say_is_left_out(self, small):
        fact = small["profit"]
        assert fact.domain == EVERYTHING
        assert (fact.effort, fact.look_up, fact.evidence, fact.note, fact.period) == (2, None, None, None, None)

    def test_periods_have_names(self, small):
        assert [small[f"revenue_{y}"].label.zh for y in ("y1", "y2", "y3")] == [
            "上年度营业收入",
            "前年度营业收入",
            "大前年度营业收入",
        ]
        assert small["revenue_y1"].label.en == "Revenue, last fiscal year"
        assert small["revenue_y3"].label.en == "Revenue, three years back"
        assert small["years"].period == "as_of"

    def test_other_words_of_a_fact_are_read(self, small):
        assert small["own_brand"].judged
        assert small["own_brand"].effort == 3
        assert small["is_small"].computed_by == "size"
        assert small["cagr"].status == "inferred"
        assert small["growth_y1"].domain == Interval(-1)
        assert small["points"].domain == Interval(0, 15)
        assert small["own_brand"].choices["yes"] == Text("是", "yes")
        assert list(small["level"].choices) == ["national", "provincial", "municipal", "below", "none"]

    def test_formulas_are_written_out_for_each_period(self, small):
        assert small["share_y1"].formula == "expense_y1 / revenue_y1"
        assert small["growth_y1"].formula == "revenue_y1 / revenue_y2 - 1"

    def test_code_facts_have_their_list(self, small):
        assert small["region"].codes.title.en == "List of regions"
        assert small["industry"].codes.names["C35"] == Text("专用设备", "Special equipment")
        assert small["revenue_y1"].codes is None

    def test_a_code_list_is_read_by_itself(self, write_root, tmp_path):
        codes = read_code_list(write_root(tmp_path) / "regions/gbt2260.yaml")
        assert codes.title == Text("区划表", "List of regions")
        assert codes.leaves == {"11", "4401", "4403"}


class TestConstraints:
    def test_equations_and_relations_are_read_in_the_order_of_the_files(self, small):
        def term(text):
            return parse_term(text, small.names)

        assert small.constraints == (
            Equation("share_y1", term("expense_y1 / revenue_y1")),
            Equation("main_share_y1", term("main_revenue_y1 / revenue_y1")),
            Equation("growth_y1", term("revenue_y1 / revenue_y2 - 1")),
            Equation("cagr", term("sqrt(revenue_y1 / revenue_y3) - 1")),
            Order(term("main_revenue_y1"), term("revenue_y1")),
            Order(term("main_revenue_y2"), term("revenue_y2")),
            Order(term("staff"), term("people")),
        )

    def test_a_relation_may_use_functions_and_several_years(self, write_root, tmp_path):
        text = HEAD + f"  x: {{kind: money, series: [y1, y2], range: '>= 0', {WORDS}}}\n"
        text += "relations:\n  - min(x_{y}, 5) <= revenue_{y}\n  - x_{y} <= x_{y+1}\n  - x_y1 == x_y2\n"
        vocabulary = read_vocabulary(write_root(tmp_path, more_facts=text))
        names = vocabulary.names
        assert vocabulary.constraints[-5:-1] == (
            Order(parse_term("min(x_y1, 5)", names), parse_term("revenue_y1", names)),
            Order(parse_term("min(x_y2, 5)", names), parse_term("revenue_y2", names)),
            Order(parse_term("x_y1", names), parse_term("x_y2", names)),
            Equation("x_y1", parse_term("x_y2", names)),
        )

    def test_sizes_with_units_may_stand_in_a_relation(self, write_root, tmp_path):
        text = HEAD + f"  x: {{kind: money, {WORDS}}}\nrelations:\n  - x <= 1亿元\n"
        vocabulary = read_vocabulary(write_root(tmp_path, more_facts=text))
        assert vocabulary.box().number("x") == Interval(None, 10000)
        assert vocabulary.box().number("x").high == Fraction(10000)


class TestMistakes:
    @pytest.mark.parametrize(
        ("fact", "line"),
        [
            ("kind: date, effort: 0", "effort: must be at least 1"),
            ("kind: monye", f"must be {KINDS}"),
            ("kind: money, effort: 4", "effort: must be at most 3"),
            ("kind: money, serie: [y1]", "serie: there is no key 'serie' here; did you mean series?"),
            ("kind: money, series: [y9]", "series: must be 'y1', 'y2', 'y3' or 'y4'"),
            ("kind: money, status: sure", "status: must be 'verified', 'recalled', 'inferred' or 'conflict'"),
            (
                "kind: money, range: '> zero'",
                "'zero' is not a number: expected 万元 (10,000 CNY), such as 1020.5 or 200..300",
            ),
            ("kind: money, range: '5%'", "wrong unit '%' in 5%: expected 万元 (10,000 CNY)"),
            ("kind: choice", "x: choices and 'kind: choice' go together"),
            ("kind: money, choices: {a: {zh: 一, en: one}}", "x: choices and 'kind: choice' go together"),
            ("kind: yes_no, range: '>= 0'", "x: only numbers have a range or equals"),
            ("kind: text, equals: revenue_y1", "x: only numbers have a range or equals"),
            ("kind: money, computed_by: size", "x: only a yes/no fact has computed_by"),
            (
                "kind: ratio, equals: revenue_y1 / revenu_y2",
                "revenu_y2: there is no fact 'revenu_y2'; did you mean revenue_y2?",
            ),
            ("kind: ratio, equals: revenue_y1 +", "expression 'x == revenue_y1 +': expected a number or a fact at '…'"),
            ("kind: ratio, equals: revenue_y1 * 2", "units differ: a ratio and money cannot be added or compared"),
            ("kind: ratio, equals: own_brand / 2", "own_brand: own_brand is no number: it cannot be computed with"),
            (
                "kind: money, series: [y3], equals: 'revenue_{y+1}'",
                "revenue_y4: there is no fact 'revenue_y4'; did you mean revenue_y1?",
            ),
        ],
    )
    def test_a_mistake_in_a_fact_is_told_with_its_line(self, problems_of, fact, line):
        found = problems_of(f"{HEAD}  x:\n    {{{fact}, {WORDS}}}\n")
        assert len(found) == 1
        assert found[0].startswith(("more_facts.yaml:3:3: ", "more_facts.yaml:4:"))
        assert found[0].endswith(line)

    @pytest.mark.parametrize(
        ("relation", "line"),
        [
            ("staff < people", "expression 'staff < people': expected '<=' at '<'"),
            ("staff", "expression 'staff': expected '<=' at '…'"),
            ("staff + 1 == people", "expression 'staff + 1 == people': expected '<=' at '=='"),
            ("staff <= people people", "expression 'staff <= people people': expected the end at 'people'"),
            ("staff <= peple", "peple: there is no fact 'peple'; did you mean people?"),
            ("staff <= revenue_y1", "units differ: a count and money cannot be added or compared"),
            ("staff <= own_brand", "own_brand: own_brand is no number: it cannot be computed with"),
            (
                "main_revenu_{y} <= revenue_{y}",
                "main_revenu_y1: there is no fact 'main_revenu_y1'; did you mean main_revenue_y1?",
            ),
        ],
    )
    def test_a_mistake_in_a_relation_is_told_with_its_line(self, problems_of, relation, line):
        text = f"{HEAD}  x: {{kind: money, {WORDS}}}\nrelations:\n  - {relation}\n"
        assert problems_of(text) == [f"more_facts.yaml:5:5: {line}"]

    def test_a_range_and_a_formula_have_lines_of_their_own(self, problems_of):
        words = "    label: {zh: 甲, en: A}\n    question: {zh: 乙, en: B}\n"
        text = f"{HEAD}  x:\n    kind: money\n{words}    range: oops\n    equals: nothing / 2\n"
        assert problems_of(text) == [
            "more_facts.yaml:7:5: 'oops' is not a number: expected 万元 (10,000 CNY), such as 1020.5 or 200..300",
            "more_facts.yaml:8:5: nothing: there is no fact 'nothing'",
        ]

    def test_every_relation_of_a_file_is_read(self, problems_of):
        relations = "  - staff <= people\n  - x <= no_one\n  - x_{y} <= x\n  - x <= nobody\n"
        text = f"{HEAD}  x: {{kind: money, {WORDS}}}\nrelations:\n{relations}"
        assert [line.split(": ")[0] for line in problems_of(text)] == [f"more_facts.yaml:{n}:5" for n in (6, 7, 8)]

    def test_a_fact_that_is_defined_twice_is_told(self, problems_of):
        text = f"{HEAD}  revenue:\n    {{kind: money, series: [y1], {WORDS}}}\n"
        assert problems_of(text) == ["more_facts.yaml:3:3: revenue_y1: is defined elsewhere too"]
        assert problems_of(text, "zh") == ["more_facts.yaml:3:3: revenue_y1: 已在别处定义"]

    def test_a_fact_needs_words_in_both_languages(self, problems_of):
        text = HEAD + "  x:\n    kind: money\n    label: {zh: 甲}\n"
        assert problems_of(text) == [
            "more_facts.yaml:3:3: question: 'question' is missing",
            "more_facts.yaml:5:5: en: 'en' is missing",
        ]

    def test_every_mistake_of_every_file_is_told(self, problems_of):
        one = f"{HEAD}  x: {{kind: money, {WORDS}, range: oops}}\n  y: {{kind: ratio, {WORDS}, equals: x / nothing}}\n"
        two = HEAD + f"  z: {{kind: monye, {WORDS}}}\n"
        three = "subject: [\n"
        found = problems_of(one, others_two=two, others_three=three)
        assert [line.split(":")[0] for line in found] == [
            "others_three.yaml",
            "others_two.yaml",
            "more_facts.yaml",
            "more_facts.yaml",
        ]

    def test_a_missing_code_list_is_told(self, write_root, tmp_path):
        root = write_root(tmp_path)
        (root / "regions/gbt2260.yaml").unlink()
        (root / "industries/gbt4754-2017.yaml").write_text("list: x\n")
        with pytest.raises(InputError) as caught:
            read_vocabulary(root)
        messages = [problem.message.en for problem in caught.value.problems]
        assert "cannot be read: there is no such file" in messages
        assert "'codes' is missing" in messages

    def test_mistakes_of_the_kind_are_told_in_chinese_too(self, problems_of):
        for fact, zh in (
            ("kind: choice", "choices 与 kind: choice 要一起写"),
            ("kind: yes_no, range: '>= 0'", "只有数值才能有 range 和 equals"),
            ("kind: money, computed_by: size", "只有是否题才能有 computed_by"),
        ):
            (line,) = problems_of(f"{HEAD}  x:\n    {{{fact}, {WORDS}}}\n", "zh")
            assert line.endswith(zh)
