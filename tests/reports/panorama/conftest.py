"""A panorama of a very small set, with two published tables. Every enterprise in it is invented."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from jinjie.basics.text import Language
from jinjie.panorama import Panorama, survey
from jinjie.reports.panorama.album import album_of
from jinjie.reports.panorama.model import Album
from jinjie.rules.library import Library

LANGUAGES: tuple[Language, ...] = ("zh", "en")
EXAMPLES = Path(__file__).resolve().parents[3] / "examples" / "panorama"
VERDICTS = pl.Enum(["pass", "fail", "undetermined"])


def screened(folder: Path, *, synthetic: bool = True) -> Path:
    """Four rows, written on 14 November 2023."""
    path = folder / "screened.parquet"
    frame = pl.DataFrame(
        {
            "name": ["=甲<b>", "乙", "丙", "丁"],
            "credit_code": ["A", "B", "C", "D"],
            "region": ["440300", "330100", "330100", None],
            "industry": ["C3563", "M7320", "C3563", "C1311"],
            "rd_intensity_y1": [0.05, 0.03, None, 0.6],
            "synthetic": [synthetic] * 4,
            "srdi-sme_verdict": ["undetermined", "pass", "fail", None],
            "srdi-sme_score_low": [50.0, 80.0, 10.0, None],
            "srdi-sme_score_high": [75.0, 100.0, 20.0, None],
            "srdi-sme_blocking": ["merit", None, "rd", None],
            "srdi-sme_edition": ["2022", "2022", "2022", None],
            "error": [None, None, None, "bad row"],
        }
    )
    frame.with_columns(pl.col("srdi-sme_verdict").cast(VERDICTS)).write_parquet(path)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


@pytest.fixture(scope="session")
def panorama(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Panorama:
    folder = tmp_path_factory.mktemp("panorama")
    output = folder / "industrial-output.csv"
    output.write_text("region,year,value,source\n44,2022,9,invented\n33,2022,8,invented\n11,2022,7,invented\n", "utf-8")
    tables = [EXAMPLES / "penetration.csv", EXAMPLES / "industry-shares.csv", EXAMPLES / "recognised.csv", output]
    return survey(screened(folder), tables, library=library)


@pytest.fixture(scope="session")
def albums(panorama: Panorama, library: Library) -> Mapping[Language, Album]:
    return {language: album_of(panorama, language, library) for language in LANGUAGES}


@pytest.fixture(scope="session")
def real(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Album:
    """The same set, not marked as invented, without any table."""
    folder = tmp_path_factory.mktemp("real")
    return album_of(survey(screened(folder, synthetic=False), library=library), "zh", library)
