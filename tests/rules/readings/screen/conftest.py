"""What the tests of the columnar reading share: requests, and the second engine, which may be missing."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from importlib.util import find_spec

import pytest

from jinjie.rules.library import Library
from jinjie.rules.readings.screen.plan import Request

DAY = date(2025, 6, 30)
Ask = Callable[..., Request]


@pytest.fixture(scope="session")
def duckdb() -> None:
    """DuckDB; without it the test is skipped, or fails where everything is required."""
    if find_spec("duckdb") is None or find_spec("pyarrow") is None:
        reason = "DuckDB is not installed: pip install 'jinjie[duckdb]'"
        if os.environ.get("JINJIE_REQUIRE_ALL"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def ask(library: Library) -> Ask:
    """A request on a day on which the editions of 2022 are in force."""

    def asked(*names: str, day: date = DAY, detail: bool = False) -> Request:
        return Request(library, day, names, detail)

    return asked
