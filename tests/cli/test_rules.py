"""jinjie rules, compare, template, schema and the command as a whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jinjie import __version__

from .running import EXAMPLES, jinjie, mistakes

ROOT = Path(__file__).parents[2]
MINE = """
rulebook: mine
edition: "1"
title: {zh: 试用称号, en: Trial title}
kind: title
source: miit-2022-63
in_force: {from: 2020-01-01}
criteria:
  - {id: tenure, cite: "1", when: niche_years >= 2}
examples:
  - {name: 满足, facts: {niche_years: 2}, expect: {verdict: pass}}
  - {name: 不满足, facts: {niche_years: 1.99}, expect: {verdict: fail}}
  - {name: 不清楚, facts: {}, expect: {verdict: undetermined, deciding: [[niche_years]]}}
"""


def test_the_list_names_every_edition_and_overlay() -> None:
    run = jinjie("rules", "list", "--lang", "en")
    assert run.code == 0
    for name in ("srdi-sme@2022", "srdi-sme@2026", "little-giant@2026", "sme-size@2011", "+guangdong"):
        assert name in run.out


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_edition_can_be_shown(lang: str) -> None:
    for name in jinjie("rules", "list", "--lang", lang).out.split():
        if "@" in name:
            run = jinjie("rules", "show", name, "--lang", lang)
            assert run.code == 0
            assert "sha256:" in run.out


def test_an_overlay_is_shown_in_place() -> None:
    assert "≥ 70" in jinjie("rules", "show", "srdi-sme@2022+guangdong", "--lang", "en").out


def test_every_example_of_the_shipped_rulebooks_holds() -> None:
    run = jinjie("rules", "test", "--lang", "en")
    assert run.code == 0, run.out
    assert "✗" not in run.out


def test_a_rule_author_tests_a_file_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE, encoding="utf-8")
    run = jinjie("rules", "test", path, "--lang", "en")
    assert (run.code, run.out) == (0, "3 of 3 examples hold\n")


def test_an_example_that_does_not_hold_is_shown_with_the_difference(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(MINE.replace("niche_years: 1.99", "niche_years: 2.01"), encoding="utf-8")
    run = jinjie("rules", "test", path, "--lang", "en")
    assert run.code == 2
    assert "verdict: expected fail, found pass" in run.out


def test_check_finds_what_is_always_true(tmp_path: Path) -> None:
    pytest.importorskip("z3")
    path = tmp_path / "mine.yaml"
    path.write_text(MINE.replace("niche_years >= 2", "niche_years >= 0"), encoding="utf-8")
    run = jinjie("rules", "check", path, "--lang", "en")
    assert run.code == 2
    assert "error tenure" in run.out


@pytest.mark.parametrize("form", ["text", "json", "html"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_editions_are_compared_in_every_form(form: str, lang: str) -> None:
    run = jinjie("compare", "srdi-sme@2022", "srdi-sme@2026", EXAMPLES / "case-b.yaml", "-f", form, "--lang", lang)
    assert run.code == 0
    assert "B企业" in run.out


def test_comparing_with_an_edition_that_is_not_there_is_a_mistake() -> None:
    (line,) = mistakes("compare", "srdi-sme@2022", "srdi-sme@2030", "--lang", "en")
    assert "there is no rulebook srdi-sme@2030" in line


def test_the_schema_is_valid_json_schema() -> None:
    import jsonschema

    jsonschema.Draft202012Validator.check_schema(json.loads(jinjie("schema").out))


def test_the_template_is_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    assert jinjie("template", "-o", path, "--profile", EXAMPLES / "case-b.yaml").code == 0
    arguments = ("-r", "srdi-sme", "--on", "2023-01-31", "--format", "json")
    from_excel = json.loads(jinjie("assess", path, *arguments).out)["results"][0]
    from_yaml = json.loads(jinjie("assess", EXAMPLES / "case-b.yaml", *arguments).out)["results"][0]
    assert from_excel == from_yaml


@pytest.mark.parametrize("arguments", [[], ["--help"], ["assess", "--help"], ["rules"]])
def test_help_is_there_in_both_languages(arguments: list[str]) -> None:
    for lang, word in (("zh_CN.UTF-8", "评估"), ("en_US.UTF-8", "ssess")):
        run = subprocess.run(
            [sys.executable, "-m", "jinjie", *arguments],
            capture_output=True,
            text=True,
            env={"LANG": lang},
            check=False,
        )
        assert word in run.stdout + run.stderr or arguments == ["rules"]
        assert "Traceback" not in run.stderr


def test_the_version_is_printed() -> None:
    assert jinjie("--version").out == f"jinjie {__version__}\n"
    assert jinjie("-V").out == f"jinjie {__version__}\n"


def test_a_reader_that_stops_early_is_no_defect() -> None:
    command = f"{sys.executable} -m jinjie rules show srdi-sme@2022 | head -1"
    run = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in run.stderr


def test_articles_are_cited_in_the_language_of_the_output() -> None:
    for command in (["compare", "srdi-sme@2022", "srdi-sme@2026"], ["rules", "show", "srdi-sme@2022"]):
        assert "[Annex 2, condition 1]" in jinjie(*command, "--lang", "en").out
        assert "[附件2 条件1]" in jinjie(*command, "--lang", "zh").out
