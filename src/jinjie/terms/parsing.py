"""Text to terms: a tokenizer and a small recursive-descent parser. Nothing is ever evaluated as code.

Grammar, loosest first::

    sum     = product (("+" | "-") product)*
    product = factor (("*" | "/") factor)*
    factor  = atom ("^" "2")?
    atom    = NUMBER UNIT? | FACT | NAME "(" sum ("," sum)* ")" | "(" sum ")" | "-" factor
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jinjie.basics.interval import point
from jinjie.basics.numbers import UNIT_FACTORS, exact, half_width, parse_plain
from jinjie.basics.problems import InputError, mistake
from jinjie.basics.text import did_you_mean
from jinjie.terms.tree import Add, Const, Div, Floor, Greatest, Least, Mul, Ref, Root, Square, Sub, Term
from jinjie.terms.units import DATE, LITERAL_UNITS

_TOKEN = re.compile(
    r"\s*(?:(?P<date>\d{4}-\d{2}-\d{2})"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?)\s*(?P<unit>万元|亿元|元|%|年|人|项|个|分)?"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_.]*)"
    r"|(?P<sign>>=|<=|==|!=|[-+*/^(),<>])"
    r"|(?P<other>\S))"
)
_FUNCTIONS: dict[str, tuple[int, Callable[..., Term]]] = {
    "min": (2, Least),
    "max": (2, Greatest),
    "floor": (1, Floor),
    "sqrt": (1, Root),
}
KEYWORDS = frozenset({"is", "in", "within", "not", "each", *_FUNCTIONS})
MAX_TOKENS = 150
"""Keeps the tree of an expression, and with it every reading, far from the depth at which Python gives up."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of an expression; ``kind`` is number, name, sign or end."""

    kind: str
    text: str
    unit: str = ""
    at: int = 0


def tokens_of(text: str) -> list[Token]:
    """The tokens of an expression, an end token last.

    Raises InputError for a character that belongs to none, and for an expression that is too long.
    """
    tokens: list[Token] = []
    text = half_width(text)
    for match in _TOKEN.finditer(text):
        if match["other"]:
            raise mistake(f"表达式里看不懂“{match['other']}”", f"'{match['other']}' has no meaning in an expression")
        if len(tokens) == MAX_TOKENS:
            raise mistake(f"表达式超过 {MAX_TOKENS} 个词", f"the expression has more than {MAX_TOKENS} words")
        kind = next(name for name in ("date", "number", "name", "sign") if match[name])
        unit = DATE if kind == DATE else match["unit"] or ""
        tokens.append(Token("number" if kind == DATE else kind, match[kind], unit, match.start(kind)))
    tokens.append(Token("end", "", at=len(text)))
    return tokens


class TermParser:
    """Reads one term from tokens; the parser of conditions builds on it."""

    def __init__(self, text: str, facts: frozenset[str], limits: Mapping[str, Const] | None = None):
        self.text = text
        self.facts = facts
        self.limits = limits or {}
        self.tokens = tokens_of(text)
        self.at = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self, *signs: str) -> str | None:
        """The next token's text if it is one of these, moving on."""
        if self.token.kind in {"sign", "name"} and self.token.text in signs:
            self.at += 1
            return self.tokens[self.at - 1].text
        return None

    def expect(self, sign: str) -> None:
        if self.take(sign) is None:
            raise self.unexpected(f"“{sign}”", f"'{sign}'")

    def unexpected(self, zh: str, en: str) -> InputError:
        """A mistake: something else stands where this was expected."""
        found = self.token.text or "…"
        return mistake(
            f"表达式“{self.text}”在“{found}”处应为{zh}",
            f"expression '{self.text}': expected {en} at '{found}'",
        )

    def end(self) -> None:
        if self.token.kind != "end":
            raise self.unexpected("结尾", "the end")

    def sum(self) -> Term:
        left = self.product()
        while sign := self.take("+", "-"):
            left = (Add if sign == "+" else Sub)(left, self.product())
        return left

    def product(self) -> Term:
        left = self.factor()
        while sign := self.take("*", "/"):
            left = (Mul if sign == "*" else Div)(left, self.factor())
        return left

    def factor(self) -> Term:
        base = self.atom()
        if self.take("^"):
            if (self.token.text, self.token.unit) != ("2", ""):
                raise self.unexpected("2（只支持平方）", "2 (only squares are known)")
            self.at += 1
            return Square(base)
        return base

    def atom(self) -> Term:
        token = self.token
        if token.kind == "number":
            self.at += 1
            return literal(token)
        if self.take("-"):
            return _negated(self.factor())
        if self.take("("):
            inner = self.sum()
            self.expect(")")
            return inner
        if token.kind != "name":
            raise self.unexpected("数字或事实", "a number or a fact")
        self.at += 1
        if token.text in self.limits:
            return self.limits[token.text]
        return self.call(token.text) if token.text in _FUNCTIONS else Ref(self.known_fact(token.text))

    def call(self, name: str) -> Term:
        count, function = _FUNCTIONS[name]
        self.expect("(")
        arguments = [self.sum()]
        for _ in range(count - 1):
            self.expect(",")
            arguments.append(self.sum())
        self.expect(")")
        return function(*arguments)

    def known_fact(self, name: str) -> str:
        if name not in self.facts:
            near = did_you_mean(name, self.facts)
            raise mistake(f"没有“{name}”这个事实{near.zh}", f"there is no fact '{name}'{near.en}", fact=name)
        return name


def _negated(term: Term) -> Term:
    """A literal stays a literal: ``-5%`` is a threshold like any other."""
    return Const(-term.interval, term.unit) if isinstance(term, Const) else Sub(Const(point(0)), term)


def literal(token: Token) -> Const:
    """A number with its unit as a constant in the base unit (万元, fraction)."""
    if token.unit == DATE:
        return Const(point(_day(token.text)), DATE)
    number = parse_plain(token.text)
    if number is None:
        raise mistake(f"“{token.text}”不是数字", f"'{token.text}' is not a number")
    factor = UNIT_FACTORS.get(token.unit, 1) if token.unit in LITERAL_UNITS else 1
    return Const(point(exact(Fraction(factor * number))), token.unit)


def _day(text: str) -> int:
    """The ordinal of a date."""
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError as error:
        raise mistake(f"“{text}”不是日期", f"'{text}' is not a date") from error


def parse_term(text: str, facts: frozenset[str]) -> Term:
    """An arithmetic term over known facts.

    >>> parse_term("rd_expense_y1 / revenue_y1", frozenset({"rd_expense_y1", "revenue_y1"})).sign
    '/'
    """
    parser = TermParser(text, facts)
    term = parser.sum()
    parser.end()
    return term
