"""Where enterprises are and what they do: the file ``population.yaml`` as tables to draw from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from jinjie.basics.numbers import parse_plain, split_unit
from jinjie.documents.reading import read_document
from jinjie.synthetic.draws import Codes, Real, weighted

FILE = Path(__file__).with_name("population.yaml")
MEASURES = ("people", "sales", "rd", "margin", "assets", "tech")
_FULL = 6


@dataclass(frozen=True, slots=True)
class Population:
    """Codes with tables of how often each occurs, and what is usual in each industry."""

    regions: tuple[str, ...]
    region_table: Codes
    industries: tuple[str, ...]
    industry_table: Codes
    words: tuple[str, ...]
    """What each industry is called in the name of an enterprise."""
    usual: Mapping[str, Real]
    """The medians of each industry, by measure."""


def read_population(path: Path = FILE) -> Population:
    """The population of a file."""
    data: Any = read_document(path).data
    regions = [found for code, entry in data["provinces"].items() for found in _regions(code, entry)]
    industries = [found for entry in data["industries"] for found in _industries(entry)]
    return Population(
        regions=tuple(code for code, _ in regions),
        region_table=weighted([weight for _, weight in regions]),
        industries=tuple(code for code, _, _ in industries),
        industry_table=weighted([weight for _, weight, _ in industries]),
        words=tuple(entry["word"] for _, _, entry in industries),
        usual={name: np.array([_number(entry[name]) for _, _, entry in industries]) for name in MEASURES},
    )


def _regions(province: str, entry: Mapping[str, str]) -> list[tuple[str, Fraction]]:
    """The regions of a province; each next one half as likely as it is far down the list."""
    weight = Fraction(entry["weight"])
    cities = entry["within"].split()
    shares = [Fraction(1, place + 2) for place in range(len(cities))]
    codes = [f"{province}{city}".ljust(_FULL, "0") for city in cities]
    return [(code, weight * share / sum(shares)) for code, share in zip(codes, shares, strict=True)]


def _industries(entry: Mapping[str, str]) -> list[tuple[str, Fraction, Mapping[str, str]]]:
    codes = entry["codes"].split()
    return [(code, Fraction(entry["weight"]) / len(codes), entry) for code in codes]


def _number(text: str) -> float:
    """``3%`` or ``1.2``."""
    digits, unit = split_unit(text)
    value = parse_plain(digits)
    assert value is not None, text
    return float(Fraction(value) / 100 if unit == "%" else value)
