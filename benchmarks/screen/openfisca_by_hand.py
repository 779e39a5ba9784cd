"""The rule by hand in OpenFisca: variables of a firm, bands as scales of the parameters.

OpenFisca has no unknown. A number that is unknown is NaN, a yes/no is two variables (must, may), a choice has a level
``unknown``; every indicator has a low and a high. Its numbers have single precision, as the engine wants them.
Rows are done in blocks: a simulation keeps every variable it has worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
from columns import ANSWERS, CHOICES, COLUMNS, COUNTS, MONEY, NUMBERS, YES_NO
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulations import Simulation
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_rule import DAY, LEVELS, system

BLOCK = 100_000
ROWS_OF_A_FILE = 250_000
"""How many rows of a file are in memory at once."""
Inputs = dict[str, np.ndarray]


class Screen:
    """Keeps arrays in the engine's own types; a file is read part by part."""

    def prepare(self, source: pl.DataFrame | Path) -> None:
        self._system = system()
        self._source = inputs(source) if isinstance(source, pl.DataFrame) else source
        self._found: list[np.ndarray] = []

    def run(self) -> int:
        self._found = []
        blocks = [simulate(self._system, block) for part in self._parts() for block in blocks_of(part)]
        self._found = [np.concatenate(column) for column in zip(*blocks, strict=True)]
        return len(self._found[0])

    def _parts(self) -> Iterator[Inputs]:
        if isinstance(self._source, dict):
            yield self._source
            return
        rows = pl.scan_parquet(self._source).select(COLUMNS)
        total = rows.select(pl.len()).collect().item()
        for start in range(0, total, ROWS_OF_A_FILE):
            yield inputs(rows.slice(start, ROWS_OF_A_FILE).collect())

    def answers(self) -> pl.DataFrame:
        return pl.DataFrame(dict(zip(ANSWERS, self._found, strict=True)))


def inputs(frame: pl.DataFrame) -> Inputs:
    """Every input variable as an array of its type."""
    found = {
        name: frame[name].cast(pl.Float32).fill_null(float("nan")).to_numpy() for name in (*MONEY, *COUNTS, *NUMBERS)
    }
    for name in YES_NO:
        found[f"must_{name}"] = frame[name].fill_null(False).to_numpy()
        found[f"may_{name}"] = frame[name].fill_null(True).to_numpy()
    for name, words in CHOICES.items():
        places = frame[name].cast(pl.Enum(words)).to_physical().cast(pl.UInt8).fill_null(len(words))
        found[name] = EnumArray(places.to_numpy(), LEVELS[name])
    return found


def blocks_of(part: Inputs) -> Iterator[Inputs]:
    rows = len(part[COLUMNS[0]])
    for start in range(0, rows, BLOCK):
        yield {name: values[start : start + BLOCK] for name, values in part.items()}


def simulate(rules: TaxBenefitSystem, block: Inputs) -> list[np.ndarray]:
    """The answers for one block."""
    simulation = Simulation(rules, rules.instantiate_entities())
    simulation.persons.count = len(block[COLUMNS[0]])
    for name, values in block.items():
        simulation.set_input(name, DAY, values)
    with np.errstate(invalid="ignore", divide="ignore"):
        return [simulation.calculate(name, DAY) for name in ANSWERS]
