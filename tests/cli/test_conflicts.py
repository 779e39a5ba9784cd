"""Contradictions in a profile are told in both languages, in every form, and never settled silently."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from .running import jinjie, profile

FACTS = ("revenue_y1: {value: 5000, source: 审计报告}", "rd_expense_y1: 100", "rd_intensity_y1: 8%")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_both_sides_are_shown(tmp_path: Path, lang: str) -> None:
    run = jinjie("assess", profile(tmp_path, *FACTS), "-r", "srdi-sme", "--on", "2023-01-31", "--lang", lang)
    assert run.code == 0
    for shown in ("8%", {"zh": "5,000 万元", "en": "CNY 50m"}[lang]):
        assert shown in run.out


def test_the_document_names_the_claims_in_both_languages(tmp_path: Path) -> None:
    run = jinjie("assess", profile(tmp_path, *FACTS), "-r", "srdi-sme", "--on", "2023-01-31", "--format", "json")
    document = json.loads(run.out)
    schema = json.loads((files("jinjie.reports") / "assets" / "assessment.schema.json").read_text("utf-8"))
    jsonschema.validate(document, schema)
    (conflict,) = document["results"][0]["conflicts"]
    values = {claim["fact"]: claim["value"]["en"] for claim in conflict["claims"]}
    assert values["rd_intensity_y1"] == "8%"
    assert values["revenue_y1"] == "CNY 50m"


def test_the_verdict_stays_open_where_the_sides_differ(tmp_path: Path) -> None:
    run = jinjie("assess", profile(tmp_path, *FACTS), "-r", "srdi-sme", "--on", "2023-01-31", "--format", "json")
    criteria = json.loads(run.out)["results"][0]["criteria"]
    (rd,) = (c for c in criteria if c["id"] == "rd")
    assert {c["id"]: c["truth"] for c in rd["criteria"]}["rd_share"] == "unknown"
