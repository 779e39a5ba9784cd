"""The tables that a user may give: what each is called, its columns and its unit. None of them is built in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from jinjie.basics.text import Text

Unit = Literal["enterprises", "percent", "100m CNY", "level", ""]


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of table. Its rows have the keys, then ``year``, ``value``, perhaps ``high``, and ``source``.

    ``high`` makes a range of ``value``. A shape without a unit names something instead: its last key is the name.
    """

    name: str
    title: Text
    keys: tuple[str, ...]
    unit: Unit
    words: tuple[str, ...] = ()
    """The words that the first key may be; any when empty."""

    @property
    def is_numeric(self) -> bool:
        return self.unit != ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that must be there."""
        return (*self.keys, *(("year", "value") if self.is_numeric else ()), "source")


SHAPES = {
    shape.name: shape
    for shape in (
        Shape("recognised", Text("新认定企业数", "Enterprises newly recognised"), ("tier",), "enterprises"),
        Shape("targets", Text("培育目标", "Cultivation targets"), ("tier",), "enterprises"),
        Shape("industrial-output", Text("工业增加值", "Industrial value added"), ("region",), "100m CNY"),
        Shape(
            "recognised-by-region",
            Text("各省已公布的“小巨人”数", "Published little giants by province"),
            ("region",),
            "enterprises",
        ),
        Shape(
            "listed",
            Text("上市公司数", "Listed companies"),
            ("measure",),
            "enterprises",
            ("count", "below_5bn"),
        ),
        Shape("mean-market-value", Text("上市公司平均市值", "Mean market value"), ("market",), "100m CNY"),
        Shape(
            "market-values", Text("上市公司市值分布", "Listed companies by market value"), ("from", "to"), "enterprises"
        ),
        Shape(
            "boards",
            Text("科创板与北交所占比", "Share of the STAR Market and the Beijing exchange"),
            ("measure", "board"),
            "percent",
            ("count", "market_value"),
        ),
        Shape("digital-levels", Text("各行业数字化投入水平", "Digital investment by industry"), ("industry",), "level"),
        Shape(
            "rd-shares", Text("上市公司研发费率分布", "Listed companies by R&D share"), ("from", "to"), "enterprises"
        ),
        Shape("penetration", Text("股权融资渗透率", "VC/PE penetration"), ("tier",), "percent"),
        Shape("industry-shares", Text("行业分布", "Industries"), ("class",), "percent"),
        Shape("city-names", Text("城市名称", "Names of cities"), ("region", "name"), ""),
    )
}
