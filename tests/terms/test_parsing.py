"""The grammar of arithmetic expressions and the words of its mistakes."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.interval import point
from jinjie.basics.problems import InputError
from jinjie.terms.box import Box
from jinjie.terms.parsing import KEYWORDS, MAX_TOKENS, TermParser, Token, literal, parse_term, tokens_of
from jinjie.terms.tree import Add, Const, Div, Floor, Greatest, Least, Mul, Ref, Root, Square, Sub

FACTS = frozenset({"a", "b", "revenue_y1", "rd_expense_y1"})
A, B = Ref("a"), Ref("b")
ONE, TWO, THREE = (Const(point(n)) for n in (1, 2, 3))


def message_of(text, facts=FACTS):
    with pytest.raises(InputError) as caught:
        parse_term(text, facts)
    (problem,) = caught.value.problems
    return problem.message


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("a", A),
        ("(a)", A),
        ("1 + 2 * 3", Add(ONE, Mul(TWO, THREE))),
        ("1 * 2 + 3", Add(Mul(ONE, TWO), THREE)),
        ("(1 + 2) * 3", Mul(Add(ONE, TWO), THREE)),
        ("1 - 2 - 3", Sub(Sub(ONE, TWO), THREE)),
        ("1 / 2 / 3", Div(Div(ONE, TWO), THREE)),
        ("1 / 2 * 3", Mul(Div(ONE, TWO), THREE)),
        ("1 - 2 + 3", Add(Sub(ONE, TWO), THREE)),
        ("a^2", Square(A)),
        ("2 * a ^ 2", Mul(TWO, Square(A))),
        ("(a + b)^2", Square(Add(A, B))),
        ("-a", Sub(Const(point(0)), A)),
        ("-a^2", Sub(Const(point(0)), Square(A))),
        ("1 - -a", Sub(ONE, Sub(Const(point(0)), A))),
        ("-a * b", Mul(Sub(Const(point(0)), A), B)),
        ("min(a, b)", Least(A, B)),
        ("max(a, 1 + 2)", Greatest(A, Add(ONE, TWO))),
        ("max(1,2)", Greatest(ONE, TWO)),
        ("min(1,200)", Least(ONE, Const(point(200)))),
        ("floor(a / 2)", Floor(Div(A, TWO))),
        ("sqrt(a)", Root(A)),
        ("sqrt(a / b) - 1", Sub(Root(Div(A, B)), ONE)),
        ("  a+b ", Add(A, B)),
        ("ａ　＋　ｂ", Add(A, B)),
        ("a − b", Sub(A, B)),
    ],
)
def test_an_expression_is_read_by_the_usual_precedence(text, term):
    assert parse_term(text, FACTS) == term


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("1500", 1500, ""),
        ("1.5", Fraction(3, 2), ""),
        ("3%", Fraction(3, 100), "%"),
        ("3 %", Fraction(3, 100), "%"),
        ("100%", 1, "%"),
        ("1500万元", 1500, "万元"),
        ("1亿元", 10000, "亿元"),
        ("0.5 亿元", 5000, "亿元"),
        ("5000元", Fraction(1, 2), "元"),
        ("3年", 3, "年"),
        ("30人", 30, "人"),
        ("2项", 2, "项"),
        ("2个", 2, "个"),
        ("60分", 60, "分"),
    ],
)
def test_a_literal_is_kept_in_the_base_unit_with_the_unit_as_written(text, number, unit):
    term = parse_term(text, FACTS)
    assert term == Const(point(number), unit)
    assert term.number == number
    assert type(term.number) is type(number)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("a +", "表达式“a +”在“…”处应为数字或事实", "expression 'a +': expected a number or a fact at '…'"),
        ("", "表达式“”在“…”处应为数字或事实", "expression '': expected a number or a fact at '…'"),
        ("a b", "表达式“a b”在“b”处应为结尾", "expression 'a b': expected the end at 'b'"),
        ("a)", "表达式“a)”在“)”处应为结尾", "expression 'a)': expected the end at ')'"),
        ("(a", "表达式“(a”在“…”处应为“)”", "expression '(a': expected ')' at '…'"),
        ("min(a)", "表达式“min(a)”在“)”处应为“,”", "expression 'min(a)': expected ',' at ')'"),
        ("min(a, b, 1)", "表达式“min(a, b, 1)”在“,”处应为“)”", "expression 'min(a, b, 1)': expected ')' at ','"),
        ("sqrt a", "表达式“sqrt a”在“a”处应为“(”", "expression 'sqrt a': expected '(' at 'a'"),
        (
            "a^3",
            "表达式“a^3”在“3”处应为2（只支持平方）",
            "expression 'a^3': expected 2 (only squares are known) at '3'",
        ),
        (
            "a^b",
            "表达式“a^b”在“b”处应为2（只支持平方）",
            "expression 'a^b': expected 2 (only squares are known) at 'b'",
        ),
        (
            "a^2%",
            "表达式“a^2%”在“2”处应为2（只支持平方）",
            "expression 'a^2%': expected 2 (only squares are known) at '2'",
        ),
        ("* a", "表达式“* a”在“*”处应为数字或事实", "expression '* a': expected a number or a fact at '*'"),
        ("a >= 1", "表达式“a >= 1”在“>=”处应为结尾", "expression 'a >= 1': expected the end at '>='"),
        ("a ? b", "表达式里看不懂“?”", "'?' has no meaning in an expression"),
        ("3万", "表达式里看不懂“万”", "'万' has no meaning in an expression"),
        ("1,500", "表达式“1,500”在“,”处应为结尾", "expression '1,500': expected the end at ','"),
        ("1.", "表达式里看不懂“.”", "'.' has no meaning in an expression"),
        ("5%%", "表达式里看不懂“%”", "'%' has no meaning in an expression"),
        ("a; import os", "表达式里看不懂“;”", "';' has no meaning in an expression"),
        ("٣", "表达式里看不懂“٣”", "'٣' has no meaning in an expression"),
    ],
)
def test_a_mistake_says_what_was_expected_and_where(text, zh, en):
    message = message_of(text)
    assert (message.zh, message.en) == (zh, en)


def test_an_unknown_fact_is_named_with_the_nearest_one():
    with pytest.raises(InputError) as caught:
        parse_term("revenu_y1 / b", FACTS)
    (problem,) = caught.value.problems
    assert problem.fact == "revenu_y1"
    assert problem.message.en == "there is no fact 'revenu_y1'; did you mean revenue_y1?"
    assert problem.message.zh == "没有“revenu_y1”这个事实；是不是想写 revenue_y1？"


def test_nothing_is_ever_run_as_code():
    for text in ("__import__('os')", "a.b", "a[0]", "lambda: 1", "a if b else 1", "a ** 2", "a // 2", "a = 1"):
        with pytest.raises(InputError):
            parse_term(text, FACTS)


def test_a_number_of_too_many_digits_is_a_mistake():
    assert message_of("9" * 61).en == f"'{'9' * 61}' is not a number"
    assert message_of("9" * 61).zh == f"“{'9' * 61}”不是数字"


@pytest.mark.parametrize(
    "text",
    ["(" * 10_000, "-" * 10_000 + "a", "min(" * 10_000, "a" + " + a" * 10_000, "(" * 10_000 + "a" + ")" * 10_000],
)
def test_an_endless_expression_is_refused(text):
    message = message_of(text)
    assert message.en == f"the expression has more than {MAX_TOKENS} words"
    assert message.zh == f"表达式超过 {MAX_TOKENS} 个词"


def test_the_longest_expression_is_exact_and_can_be_read():
    longest = "-" * (MAX_TOKENS - 1) + "a"
    term = parse_term(longest, FACTS)
    assert term.value(Box({"a": point(1)})) == point(-1)
    assert "more than" in message_of("-" + longest).en
    deepest = "min(" * 29 + "a" + ", 1)" * 29
    assert parse_term(deepest, FACTS).value(Box({"a": point(3)})) == point(1)


@given(st.text(st.sampled_from("ab12 +-*/^(),.%<>=年万元\n") | st.characters(), max_size=20))
def test_any_text_is_an_expression_or_a_mistake(text):
    with suppress(InputError):
        assert list(parse_term(text, FACTS).facts()) is not None


class TestTokens:
    def test_tokens_know_their_kind_and_place(self):
        assert tokens_of("a >= 3% ") == [
            Token("name", "a", at=0),
            Token("sign", ">=", at=2),
            Token("number", "3", "%", at=5),
            Token("end", "", at=7),
        ]

    def test_names_may_have_points_and_signs_may_be_double(self):
        kinds = [(token.kind, token.text) for token in tokens_of("score.rd_1<=b!=c==d<e>f")]
        assert kinds == [
            ("name", "score.rd_1"),
            ("sign", "<="),
            ("name", "b"),
            ("sign", "!="),
            ("name", "c"),
            ("sign", "=="),
            ("name", "d"),
            ("sign", "<"),
            ("name", "e"),
            ("sign", ">"),
            ("name", "f"),
            ("end", ""),
        ]

    def test_numbers_of_a_list_stay_apart(self):
        numbers = [token.text for token in tokens_of("(4403,4401,110)") if token.kind == "number"]
        assert numbers == ["4403", "4401", "110"]

    def test_a_parser_takes_only_the_signs_it_is_asked_for(self):
        parser = TermParser("a + 3", FACTS)
        assert parser.take("+", "b") is None
        assert parser.take("+", "a") == "a"
        assert parser.take("-") is None
        assert parser.take("+", "-") == "+"
        assert parser.take("3") is None
        assert parser.token == Token("number", "3", at=4)

    def test_named_limits_stand_for_numbers(self):
        limit = Const(point(60))
        assert TermParser("a + floor_line", FACTS, {"floor_line": limit}).sum() == Add(A, limit)

    def test_the_words_of_conditions_are_reserved(self):
        assert {"is", "in", "within", "not", "each", "min", "max", "floor", "sqrt"} == KEYWORDS

    def test_a_unit_that_changes_nothing_keeps_the_integer(self):
        assert type(literal(Token("number", "3", "年")).number) is int
        assert type(literal(Token("number", "3", "万元")).number) is int
        assert type(literal(Token("number", "10000", "元")).number) is int
