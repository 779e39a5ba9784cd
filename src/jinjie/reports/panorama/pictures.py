"""Pictures of a panorama as plain data. Each only shows again what the table beside it says."""

from __future__ import annotations

from dataclasses import dataclass

from jinjie.basics.numbers import Exact


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled range: certain up to ``low``, possible up to ``high``."""

    label: str
    low: Exact
    high: Exact
    text: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale from 0 to ``most``."""

    title: str
    bars: tuple[Bar, ...]
    most: Exact
    keys: tuple[str, str] | None = None
    """What the solid and the hatched part stand for, where that is not ``certain`` and ``undetermined``."""

    @property
    def is_range(self) -> bool:
        """Some bar has a hatched part, so a key is needed."""
        return any(bar.low != bar.high for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Tile:
    """A province as a square: its place in the grid, its shade from 0 (none) to 5."""

    code: str
    column: int
    row: int
    short: str
    name: str
    text: str
    shade: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """The provinces as a grid of squares. It is no map: neither areas nor borders are shown."""

    title: str
    tiles: tuple[Tile, ...]
    steps: tuple[str, ...]
    """What each shade stands for, lightest first."""


@dataclass(frozen=True, slots=True)
class Series:
    """One distribution."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Histogram:
    """Distributions over the same bins; ``edges`` has one label per bin's lower end and, if closed, one more."""

    title: str
    edges: tuple[str, ...]
    series: tuple[Series, ...]
    mark: tuple[Exact, str] | None = None
    """A line at a share of the width, with its label."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point by its shares of width and height, from the lower left."""

    label: str
    across: Exact
    up: Exact


@dataclass(frozen=True, slots=True)
class Scatter:
    """Points in a square, with the line on which both orders are the same."""

    title: str
    across: str
    up: str
    dots: tuple[Dot, ...]


Picture = Bars | TileMap | Histogram | Scatter
