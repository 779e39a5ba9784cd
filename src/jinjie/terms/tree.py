"""The nodes of an arithmetic term.

Each node can be read forward (``value``: the interval of all its results over a box) and backward (``narrow``:
remove from the box what cannot give a result in the target). Backward reading is what lets one equation answer in
every direction. Both are sound: nothing possible is ever left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Protocol

from jinjie.basics.interval import EVERYTHING, NON_NEGATIVE, Interval
from jinjie.basics.numbers import Exact
from jinjie.terms.box import Box


class Term(Protocol):
    """A node of the tree."""

    def value(self, box: Box) -> Interval:
        """The interval of all results."""

    def narrow(self, box: Box, target: Interval) -> bool:
        """Remove what cannot give a result in the target; False when nothing is left."""

    def facts(self) -> Iterator[str]:
        """The facts in it, from left to right, with repetition."""


@dataclass(frozen=True, slots=True)
class Const:
    """A literal number; ``unit`` as written (``%``, ``万元`` ...)."""

    interval: Interval
    unit: str = ""

    @property
    def number(self) -> Exact:
        assert self.interval.low is not None
        return self.interval.low

    def value(self, _box: Box) -> Interval:
        return self.interval

    def narrow(self, _box: Box, target: Interval) -> bool:
        return self.interval.meets(target)

    def facts(self) -> Iterator[str]:
        return iter(())


@dataclass(frozen=True, slots=True)
class Ref:
    """A fact."""

    fact: str

    def value(self, box: Box) -> Interval:
        return box.domains[self.fact]  # type: ignore[return-value]

    def narrow(self, box: Box, target: Interval) -> bool:
        return box.narrow(self.fact, target)

    def facts(self) -> Iterator[str]:
        yield self.fact


@dataclass(frozen=True, slots=True)
class _Pair:
    left: Term
    right: Term
    sign: ClassVar[str] = ""

    def facts(self) -> Iterator[str]:
        yield from self.left.facts()
        yield from self.right.facts()


@dataclass(frozen=True, slots=True)
class Add(_Pair):
    sign: ClassVar[str] = "+"

    def value(self, box: Box) -> Interval:
        return self.left.value(box) + self.right.value(box)

    def narrow(self, box: Box, target: Interval) -> bool:
        return self.left.narrow(box, target - self.right.value(box)) and self.right.narrow(
            box, target - self.left.value(box)
        )


@dataclass(frozen=True, slots=True)
class Sub(_Pair):
    sign: ClassVar[str] = "-"

    def value(self, box: Box) -> Interval:
        return self.left.value(box) - self.right.value(box)

    def narrow(self, box: Box, target: Interval) -> bool:
        return self.left.narrow(box, target + self.right.value(box)) and self.right.narrow(
            box, self.left.value(box) - target
        )


@dataclass(frozen=True, slots=True)
class Mul(_Pair):
    sign: ClassVar[str] = "*"

    def value(self, box: Box) -> Interval:
        return self.left.value(box) * self.right.value(box)

    def narrow(self, box: Box, target: Interval) -> bool:
        return self.left.narrow(box, _factor(target, self.right.value(box))) and self.right.narrow(
            box, _factor(target, self.left.value(box))
        )


@dataclass(frozen=True, slots=True)
class Div(_Pair):
    """A quotient. Where the divisor can be zero it can be undefined, so nothing follows from it."""

    sign: ClassVar[str] = "/"

    def value(self, box: Box) -> Interval:
        divisor = self.right.value(box)
        return EVERYTHING if 0 in divisor else self.left.value(box) / divisor

    def narrow(self, box: Box, target: Interval) -> bool:
        divisor = self.right.value(box)
        if 0 in divisor:
            return True
        return self.left.narrow(box, target * divisor) and self.right.narrow(box, _factor(self.left.value(box), target))


@dataclass(frozen=True, slots=True)
class Least(_Pair):
    sign: ClassVar[str] = "min"

    def value(self, box: Box) -> Interval:
        return self.left.value(box).minimum(self.right.value(box))

    def narrow(self, box: Box, target: Interval) -> bool:
        floor = Interval(target.low, None, target.low_open)
        return self.left.narrow(box, floor) and self.right.narrow(box, floor) and self.value(box).meets(target)


@dataclass(frozen=True, slots=True)
class Greatest(_Pair):
    sign: ClassVar[str] = "max"

    def value(self, box: Box) -> Interval:
        return self.left.value(box).maximum(self.right.value(box))

    def narrow(self, box: Box, target: Interval) -> bool:
        ceiling = Interval(None, target.high, high_open=target.high_open)
        return self.left.narrow(box, ceiling) and self.right.narrow(box, ceiling) and self.value(box).meets(target)


@dataclass(frozen=True, slots=True)
class _Single:
    inner: Term
    name: ClassVar[str] = ""

    def facts(self) -> Iterator[str]:
        yield from self.inner.facts()


@dataclass(frozen=True, slots=True)
class Square(_Single):
    name: ClassVar[str] = "^2"

    def value(self, box: Box) -> Interval:
        return self.inner.value(box).square()

    def narrow(self, box: Box, target: Interval) -> bool:
        root = target.root()
        if root is None:
            return False
        inner = self.inner.value(box)
        if NON_NEGATIVE.meets(inner) and (inner.low is None or inner.low < 0):
            return self.inner.narrow(box, (-root).hull(root))
        return self.inner.narrow(box, root if NON_NEGATIVE.meets(inner) else -root)


@dataclass(frozen=True, slots=True)
class Root(_Single):
    name: ClassVar[str] = "sqrt"

    def value(self, box: Box) -> Interval:
        return self.inner.value(box).root() or EVERYTHING

    def narrow(self, box: Box, target: Interval) -> bool:
        positive = target.intersection(NON_NEGATIVE)
        return positive is not None and self.inner.narrow(box, positive.square())


@dataclass(frozen=True, slots=True)
class Floor(_Single):
    name: ClassVar[str] = "floor"

    def value(self, box: Box) -> Interval:
        return self.inner.value(box).floor()

    def narrow(self, box: Box, target: Interval) -> bool:
        before = target.unfloor()
        return before is not None and self.inner.narrow(box, before)


def _factor(product: Interval, other: Interval) -> Interval:
    """What a factor can be, given the product and the other factor."""
    if 0 in other:
        if 0 in product:
            return EVERYTHING
        if other.low == 0 and other.high != 0:
            return product / Interval(0, other.high, True, other.high_open)
        return EVERYTHING
    return product / other
