"""Bands that cover a domain without gap or overlap; a number on a border belongs to the better band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact
from jinjie.basics.problems import InputError, mistake
from jinjie.facts.vocabulary import Kind
from jinjie.facts.writing import number_text


@dataclass(frozen=True, slots=True)
class Ladder:
    """The ends that an author wrote, best band first; falling ones are turned round, so that each is a step down."""

    ends: Sequence[Interval]
    kind: Kind

    @property
    def rising(self) -> bool:
        """More is better: the best band has a lower end."""
        first = self.ends[0]
        return first.low is not None or (len(self.ends) > 1 and first.high is None)

    def intervals(self, domain: Interval) -> list[Interval]:
        """The bands completed by their neighbours.

        Raises InputError for a gap, an overlap, a band out of order, or values that no band covers.
        """
        covered: list[Interval] = []
        for end in self.ends:
            covered.append(self.step(end if self.rising else -end, covered[-1] if covered else None))
        first, last = covered[0], covered[-1]
        worst = domain if self.rising else -domain
        if first.high is not None and (worst.high is None or worst.high > first.high):
            raise self.gap_beyond(first.high)
        if last.low is not None and (worst.low is None or worst.low < last.low):
            raise self.gap_beyond(last.low)
        return covered if self.rising else [-band for band in covered]

    def step(self, band: Interval, before: Interval | None) -> Interval:
        """A band under the one before it."""
        if before is None:
            return band
        border = before.low
        if border is None:
            zh, en = (
                "这一档永远到不了：上一档已包括其余全部",
                "this band is never reached: the one before takes all the rest",
            )
            raise mistake(zh, en)
        if band.high is not None and band.high != border:
            kind = ("空缺", "a gap") if band.high < border else ("重叠", "an overlap")
            one, other = sorted((band.high, border), reverse=not self.rising)
            (zh, en), (to_zh, to_en) = self.shown(one), self.shown(other)
            raise mistake(
                f"分档有{kind[0]}：{zh} 与 {to_zh} 之间", f"the bands have {kind[1]} between {en} and {to_en}"
            )
        if band.low is not None and band.low >= border:
            zh, en = self.shown(band.low)
            raise mistake(f"分档顺序不对：{zh}", f"bands out of order at {en}")
        return Interval(band.low, border, high_open=not before.low_open)

    def gap_beyond(self, end: Exact) -> InputError:
        zh, en = self.shown(end)
        return mistake(f"分档有空缺：{zh} 以外的数值没有分数", f"there is a gap: values beyond {en} have no points")

    def shown(self, number: Exact) -> tuple[str, str]:
        """A number as the author wrote it, in Chinese and in English."""
        own = number if self.rising else -number
        return number_text(own, self.kind, "zh"), number_text(own, self.kind, "en")
