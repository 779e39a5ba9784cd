"""Small tables of invented enterprises, and an order for one rulebook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from jinjie.batch.order import Order, request_for  # noqa: E402
from jinjie.rules.library import Library  # noqa: E402

DAY = date(2026, 11, 1)


@pytest.fixture
def order(library: Library) -> Callable[..., Order]:
    def make(*names: str, day: date = DAY, detail: bool = False, **options: Any) -> Order:
        return Order(request_for(library, day, names or ["srdi-sme"], detail), **options)

    return make


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Path]:
    """A Parquet file of enterprises with an identifier and one fact."""

    def make(rows: int, name: str = "in.parquet", start: int = 0, **columns: Any) -> Path:
        numbers = range(start, start + rows)
        frame = pl.DataFrame({"firm": [f"f{n}" for n in numbers], "niche_years": [n % 5 for n in numbers], **columns})
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        frame.write_parquet(path)
        return path

    return make
