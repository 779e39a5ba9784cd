"""jinjie assess, as a user types it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from .running import EXAMPLES, jinjie, mistakes, profile

SCHEMA = json.loads((files("jinjie.reports") / "assets" / "assessment.schema.json").read_text("utf-8"))
CASES = sorted(EXAMPLES.glob("*.yaml"))


def document(*arguments: str | Path) -> dict:
    run = jinjie("assess", *arguments, "--format", "json")
    assert run.code == 0, run.err
    return json.loads(run.out)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
@pytest.mark.parametrize("day", ["2023-01-31", "2025-06-30", "2026-11-22"])
def test_json_is_one_document_that_the_schema_describes(case: Path, day: str) -> None:
    jsonschema.validate(document(case, "--on", day), SCHEMA)


def test_the_contract_keys_of_a_result_are_there() -> None:
    result = document(EXAMPLES / "case-b.yaml", "-r", "srdi-sme", "--on", "2023-01-31")["results"][0]
    assert result["verdict"] == "pass"
    assert result["score"] == {"low": 62, "high": 96, "max": 100, "pass_at": 60}
    assert {"id", "title", "cite", "status", "truth", "required", "actual", "margin", "criteria"} <= set(
        result["criteria"][0]
    )
    assert {"id", "score", "value", "cite"} <= set(result["indicators"][0])


def test_without_a_rulebook_every_tier_in_force_is_assessed_lowest_first() -> None:
    found = document(EXAMPLES / "case-a.yaml", "--on", "2026-11-22")["results"]
    assert [(r["rulebook"], r["edition"]) for r in found] == [
        ("innovative-sme", "2022"),
        ("tech-sme", "2017"),
        ("srdi-sme", "2026"),
        ("little-giant", "2026"),
    ]


def test_an_edition_can_be_named_whatever_the_date() -> None:
    found = document(EXAMPLES / "case-b.yaml", "-r", "srdi-sme@2022", "--on", "2026-11-22")["results"]
    assert found[0]["edition"] == "2022"


def test_guangdong_firms_get_the_overlay_of_their_province(tmp_path: Path) -> None:
    path = profile(tmp_path, 'region: "440100"', "niche_years: 5")
    found = document(path, "-r", "srdi-sme", "--on", "2025-01-31")["results"][0]
    assert found["overlays"] == ["guangdong"]
    assert found["score"]["pass_at"] == 70


def test_an_unknown_region_names_the_overlays_that_might_apply(tmp_path: Path) -> None:
    path = profile(tmp_path, "niche_years: 5")
    found = document(path, "-r", "srdi-sme", "--on", "2025-01-31")["results"][0]
    assert found["overlays"] == []
    assert "srdi-sme@2022+guangdong" in [a["edition"] for a in found["alternatives"]]


def test_the_region_is_read_off_the_credit_code(tmp_path: Path) -> None:
    path = profile(tmp_path, "credit_code: 91440101MA59XXXX0A", "niche_years: 5")
    run = jinjie("assess", path, "-r", "srdi-sme", "--on", "2025-01-31", "--format", "json", "--lang", "en")
    assert json.loads(run.out)["results"][0]["overlays"] == ["guangdong"]
    assert "check digit" in run.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_text_and_page_are_written_in_both_languages(tmp_path: Path, lang: str) -> None:
    text = jinjie("assess", EXAMPLES / "case-b.yaml", "--on", "2023-01-31", "--lang", lang)
    page = tmp_path / "report.html"
    html = jinjie("assess", EXAMPLES / "case-b.yaml", "--format", "html", "-o", page, "--lang", lang)
    assert (text.code, html.code) == (0, 0)
    assert {"zh": "必然满足", "en": "ertain to pass"}[lang] in text.out
    assert page.read_text("utf-8").lstrip().lower().startswith("<!doctype html>")


def test_json_on_standard_output_is_all_that_is_there() -> None:
    run = jinjie("assess", EXAMPLES / "case-a.yaml", "--format", "json")
    assert run.err == ""
    json.loads(run.out)


def test_the_same_profile_gives_the_same_document_twice() -> None:
    arguments = ("assess", EXAMPLES / "case-c.yaml", "--on", "2023-01-31", "--format", "json")
    assert jinjie(*arguments).out == jinjie(*arguments).out


def test_an_unknown_rulebook_is_a_mistake_with_a_suggestion() -> None:
    (line,) = mistakes("assess", EXAMPLES / "case-a.yaml", "-r", "srdi-smee", "--lang", "en")
    assert "did you mean srdi-sme" in line


def test_a_day_before_the_law_is_a_mistake() -> None:
    (line,) = mistakes("assess", EXAMPLES / "case-a.yaml", "-r", "srdi-sme", "--on", "2020-01-01", "--lang", "en")
    assert "no edition in force on 2020-01-01" in line


def test_an_impossible_day_is_a_mistake() -> None:
    (line,) = mistakes("assess", EXAMPLES / "case-a.yaml", "--on", "2026-02-30", "--lang", "zh")
    assert "不是日期" in line


def test_a_missing_file_is_a_mistake(tmp_path: Path) -> None:
    (line,) = mistakes("assess", tmp_path / "nothing.yaml", "--lang", "en")
    assert "nothing.yaml" in line


def test_an_output_folder_that_is_not_there_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "no" / "report.html"
    (line,) = mistakes("assess", EXAMPLES / "case-a.yaml", "--format", "html", "-o", target, "--lang", "en")
    assert "cannot be written" in line
    assert list(tmp_path.iterdir()) == []


def test_an_old_output_survives_a_mistake(tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    bad = profile(tmp_path, "revenue_y1: -5")
    mistakes("assess", bad, "--format", "json", "-o", target, "--lang", "en")
    assert target.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["profile.yaml", "report.json"]
