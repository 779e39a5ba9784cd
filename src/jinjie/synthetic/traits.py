"""What lies behind the facts of an enterprise and ties them together: never a column, so that no fact says it all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jinjie.synthetic.draws import Codes, Draws, Flags, Real, Whole, power, steps
from jinjie.synthetic.lines import Lines, onto_lines
from jinjie.synthetic.population import Population

Columns = Mapping[str, NDArray[Any]]
"""Facts in whole steps of their kind, yes/no as booleans, choices and codes as indexes."""

LAST_DAY = date(2025, 12, 31)
"""The end of the last fiscal year (``_y1``). Nobody was founded later."""
YEARS = ("y1", "y2", "y3")
DAYS = 365
ON_LINES = 1 / 16
WAYS = 4


@dataclass(frozen=True, slots=True)
class World:
    """What all blocks have in common."""

    population: Population
    lines: Lines
    choices: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Traits:
    """The hidden side of a block of enterprises."""

    world: World
    draws: Draws
    region: Codes
    industry: Codes
    ability: Real
    """How well it is run: around 0, deviation 1."""
    scale: Real
    """How large it is among its industry: around 0, deviation 1."""
    striving: Flags
    """It works towards the tiers."""
    age: Whole
    """In days, on the last day."""
    on_lines: tuple[Whole, ...]
    """Rows with values on the lines of the law, each in one of several ways."""

    def usual(self, measure: str) -> Real:
        """The median of a measure in the industry of each."""
        return self.world.population.usual[measure][self.industry]

    def on_line(self, values: Whole, *facts: str, rows: Whole | None = None, step: int = 1) -> Whole:
        """Values of which some rows (half of those with values on lines) lie on the lines of a fact."""
        chosen = self.draws.half(np.concatenate(self.on_lines)) if rows is None else rows
        return onto_lines(values, self.world.lines.of(*facts), chosen, self.draws.beside(len(chosen)) * step)

    def choice(self, fact: str, keys: Sequence[str], which: NDArray[Any]) -> NDArray[np.uint8]:
        """Choices as indexes into those of the fact, from indexes into some keys."""
        order = self.world.choices[fact]
        found: NDArray[np.uint8] = np.array([order.index(key) for key in keys], dtype=np.uint8)[which.astype(np.int64)]
        return found


def draw_traits(world: World, draws: Draws) -> Traits:
    """The traits of the next block."""
    region, industry = draws.pick(world.population.region_table), draws.pick(world.population.industry_table)
    ability, scale = draws.normal(), draws.normal()
    tech = world.population.usual["tech"][industry]
    striving = draws.chance((0.05 + 0.4 * tech) * (1 + 0.5 * ability) * (1 + 0.2 * scale))
    age = steps(2600 * power(0.85 * draws.normal() + 0.25 * scale + 0.3 * striving), 40, 45 * DAYS)
    rows, way = np.flatnonzero(draws.chance(ON_LINES)), draws.levels() % WAYS
    ways = tuple(rows[way[rows] == kind] for kind in range(WAYS))
    return Traits(world, draws, region, industry, ability, scale, striving, age, ways)


def identity(traits: Traits) -> Columns:
    """Where it is, what it does, since when."""
    last = (LAST_DAY - date(1970, 1, 1)) // timedelta(days=1)
    return {
        "region": traits.region,
        "industry": traits.industry,
        "founded_on": last - traits.age,
        "resident_enterprise": traits.draws.chance(0.993),
        "industry_standard_met": traits.draws.chance(0.97 - 0.02 * traits.scale),
    }
