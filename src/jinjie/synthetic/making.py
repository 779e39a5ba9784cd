"""Enterprises block by block: their facts, what is unknown of them, all as a table."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from jinjie.basics.problems import mistake
from jinjie.facts.vocabulary import Kind
from jinjie.rules.library import Library, standard_folder
from jinjie.synthetic import books, market, research, standing, trade
from jinjie.synthetic.draws import Draws
from jinjie.synthetic.lines import Lines
from jinjie.synthetic.population import read_population
from jinjie.synthetic.table import Sheet, Stock, table
from jinjie.synthetic.traits import Columns, Traits, World, draw_traits, identity
from jinjie.synthetic.unknown import MOST, homes, known, rates

BLOCK = 8_192
"""Enterprises that are drawn together. Part of what a seed means: another size gives other enterprises."""
BATCH = 16 * BLOCK
"""Rows of one table in the making."""
THREADS = min(4, os.cpu_count() or 1)
"""Batches in the making at once. Each depends on nothing but its number and the seed."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for."""

    seed: int = 1
    unknown: float = 0.1
    plain: bool = False
    """Without the texts that no rule reads."""


@cache
def stock() -> Stock:
    """From the rulebooks that came with Jinjie: a user's own change nothing."""
    library = Library([standard_folder()])
    facts, population = library.vocabulary.facts, read_population()
    choices = {name: tuple(fact.choices) for name, fact in facts.items() if fact.kind is Kind.CHOICE}
    world = World(population, Lines(library.everything()), choices)
    local = {home.fact: home.flags(population.regions) for home in homes(library)}
    codes = facts["region"].codes
    assert codes is not None
    names = [codes.name(region) for region in population.regions]
    return Stock(world, dict(facts), local, tuple("" if name is None else name.zh for name in names))


def facts_of(traits: Traits) -> Columns:
    """All facts of a block."""
    staff = trade.staff(traits)
    sales = trade.sales(traits, staff["employees_y1"])
    spending = research.spending(traits, sales)
    revenue, spent = sales["revenue_y1"], spending["rd_expense_y1"]
    return {
        **identity(traits),
        **staff,
        **sales,
        **spending,
        **research.rights(traits, spent),
        **research.recognition(traits),
        **books.profit(traits, revenue, spent),
        **books.balance(traits, revenue, staff["employees_y1"]),
        **books.equity(traits),
        **market.position(traits),
        **market.product(traits),
        **market.quality(traits),
        **standing.titles(traits),
        **standing.conduct(traits),
        **standing.local(traits),
    }


def block(index: int, wanted: Wanted) -> tuple[Columns, Columns]:
    """The facts of a block, and where each is known. What is unknown is drawn last: it changes no value."""
    made = stock()
    draws = Draws(wanted.seed, index, BLOCK)
    found = facts_of(draw_traits(made.world, draws))
    ordered = {name: found[name] for name in made.facts if name in found}
    told = known(draws, rates({name: made.facts[name] for name in ["credit_code", *ordered]}, wanted.unknown))
    for name, asked in made.homes.items():
        if name in told:
            told[name] &= asked[found["region"]]
    return ordered, told


def batches(rows: int, wanted: Wanted, start: int = 0) -> Iterator[pl.DataFrame]:
    """The enterprises from a number on, in tables of at most BATCH rows."""
    stock()
    with ThreadPoolExecutor(THREADS) as pool:
        waiting: deque[Future[pl.DataFrame]] = deque()
        for first, end in spans(start, start + rows):
            waiting.append(pool.submit(_batch, first, end, wanted))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def spans(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The batches between two numbers: from a number to before another."""
    while start < end:
        next_ = min(end, (start // BATCH + 1) * BATCH)
        yield start, next_
        start = next_


def _batch(start: int, end: int, wanted: Wanted) -> pl.DataFrame:
    """The enterprises from one number to before another."""
    first, last = start // BLOCK, -(-end // BLOCK)
    blocks = [block(index, wanted) for index in range(first, last)]
    inside = slice(start - first * BLOCK, end - first * BLOCK)
    values, told = (
        {name: np.concatenate([made[side][name] for made in blocks])[inside] for name in blocks[0][side]}
        for side in (0, 1)
    )
    return table(Sheet(values, told, start, wanted.seed), stock(), wanted.plain)


def enterprises(rows: int, seed: int = 1, unknown: float = 0.1, start: int = 0) -> pl.DataFrame:
    """Invented enterprises, one a row: facts by their identifiers, with null for what is unknown.

    Row ``start`` is the first. The same seed and version of Jinjie give the same rows, whichever part is asked for.
    ``unknown`` is the mean share of unknown values.

    Raises InputError when an argument is out of range.
    """
    wanted = Wanted(seed, unknown)
    check(rows, wanted)
    if start < 0:
        raise mistake(f"起始行不能是 {start}", f"the first row cannot be {start}")
    return pl.concat(batches(rows, wanted, start), rechunk=True)


def check(rows: int, wanted: Wanted) -> None:
    """Raises InputError when an argument is out of range."""
    if rows < 1:
        raise mistake(f"至少要生成一家企业，不是 {rows}", f"at least one enterprise can be made, not {rows}")
    if wanted.seed < 0:
        raise mistake(f"种子不能是负数：{wanted.seed}", f"the seed cannot be negative: {wanted.seed}")
    if not 0 <= wanted.unknown <= MOST:
        raise mistake(
            f"不清楚的比例应在 0 到 {MOST} 之间，不是 {wanted.unknown}",
            f"the share of unknown values lies between 0 and {MOST}, not {wanted.unknown}",
        )
