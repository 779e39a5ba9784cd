"""Units of terms: adding money to a share, or comparing a share with a bare number, is a mistake."""

from __future__ import annotations

from jinjie.basics.problems import mistake
from jinjie.basics.text import Text
from jinjie.terms.tree import Add, Const, Div, Floor, Greatest, Least, Mul, Ref, Root, Square, Sub, Term

PLAIN = "plain"
"""A bare number: it takes the unit of what it is added to or compared with."""

DATE = "date"
LITERAL_UNITS = {
    DATE: DATE,
    "%": "ratio",
    "万元": "money",
    "亿元": "money",
    "元": "money",
    "年": "years",
    "人": "count",
    "项": "count",
    "个": "count",
    "分": "number",
}
"""The unit written behind a literal, and the kind of quantity it makes."""

KIND_NAMES = {
    "money": Text("金额", "money"),
    "ratio": Text("比例", "a ratio"),
    "years": Text("年数", "years"),
    "count": Text("个数", "a count"),
    "number": Text("数值", "a number"),
    "date": Text("日期", "a date"),
    PLAIN: Text("纯数", "a bare number"),
}


def unit_of(term: Term, units: dict[str, str]) -> str:
    """The unit of a term, given the unit of each fact.

    Raises InputError where units do not go together.
    """
    if isinstance(term, Const):
        return LITERAL_UNITS.get(term.unit, PLAIN)
    if isinstance(term, Ref):
        return _of_fact(term.fact, units)
    if isinstance(term, Square | Root | Floor):
        inner = unit_of(term.inner, units)
        return _of_product(inner, inner) if isinstance(term, Square) else inner
    assert isinstance(term, Add | Sub | Mul | Div | Least | Greatest)
    left, right = unit_of(term.left, units), unit_of(term.right, units)
    if isinstance(term, Mul):
        return _of_product(left, right)
    if isinstance(term, Div):
        return _of_quotient(left, right)
    return same_unit(left, right)


def _of_fact(fact: str, units: dict[str, str]) -> str:
    if fact not in units:
        raise mistake(f"{fact} 不是数值，不能计算", f"{fact} is no number: it cannot be computed with", fact=fact)
    return units[fact]


def same_unit(left: str, right: str) -> str:
    """The common unit of two sides."""
    if left == right or right == PLAIN:
        return left
    if left == PLAIN:
        return right
    if {left, right} <= {"count", "number", "years"}:
        return "number"
    one, other = KIND_NAMES.get(left, Text(left, left)), KIND_NAMES.get(right, Text(right, right))
    raise mistake(
        f"单位不一致：{one.zh}与{other.zh}不能相加减或比较",
        f"units differ: {one.en} and {other.en} cannot be added or compared",
    )


def _of_product(left: str, right: str) -> str:
    scales = {PLAIN, "ratio"}
    if left in scales:
        return right if right != PLAIN else left
    if right in scales:
        return left
    return same_unit(left, right) if left == "number" == right else _no_product(left, right)


def _no_product(left: str, right: str) -> str:
    one, other = KIND_NAMES.get(left, Text(left, left)), KIND_NAMES.get(right, Text(right, right))
    raise mistake(f"{one.zh}不能与{other.zh}相乘", f"{one.en} cannot be multiplied by {other.en}")


def _of_quotient(left: str, right: str) -> str:
    if right in {PLAIN, "ratio"}:
        return left
    return "ratio" if left == right else "number"
