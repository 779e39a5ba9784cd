"""The command ``jinjie sandbox`` from outside: formats, files, mistakes in one line."""

import json
from pathlib import Path

import pytest

from .running import EXAMPLES, jinjie, mistakes

FIRMS = EXAMPLES / "firms.csv"
CHANGE = ("--set", "srdi-sme@2026.rd_share=3.5%", "--on", "2026-09-30")


def test_the_text_says_who_flips_and_that_it_is_a_simulation() -> None:
    run = jinjie("sandbox", FIRMS, *CHANGE, "--per-head", "10万元", "--lang", "en")
    assert run.code == 0
    assert "A simulation: only the numbers listed here are changed." in run.out
    assert "All enterprises in the data are invented." in run.out
    assert "srdi-sme@2026 → srdi-sme@2026*" in run.out
    lines = [line.split() for line in run.out.splitlines()]
    assert ["Lose", "2", "6"] in lines
    assert ["Subsidy", "change", "(10k", "CNY)", "-60", "-20"] in lines


def test_chinese_is_complete_too() -> None:
    run = jinjie("sandbox", FIRMS, *CHANGE, "--lang", "zh", "--by", "city")
    assert run.code == 0
    assert "这是模拟" in run.out
    assert "数据中的企业全部是虚构的" in run.out
    assert "浙江省 3301" in run.out


def test_json_is_one_document() -> None:
    run = jinjie("sandbox", FIRMS, *CHANGE, "--per-head", "5万元..10万元", "--format", "json")
    found = json.loads(run.out)
    assert (found["simulation"], found["rows"], found["synthetic"]) == (True, 12, 12)
    assert found["per_head"] == {"low": 5, "high": 10}
    (edition,) = found["editions"]
    assert edition["changes"][0]["changed_to"] == "3.5%"
    assert edition["direction"] == "tighter"
    assert edition["result"]["flips"] == {"certain": 2, "possible": 6}
    assert edition["result"]["budget"]["change"] == {"low": -60, "high": -10}
    assert sum(group["enterprises"] for group in edition["groups"]["industry"]) == 12
    assert edition["firms"][0]["effect"] == "loses"


def test_the_name_of_the_file_says_the_format(tmp_path: Path) -> None:
    page, csv = tmp_path / "sandbox.html", tmp_path / "flips.csv"
    run = jinjie("sandbox", FIRMS, *CHANGE, "-o", page, "--csv", csv, "--lang", "en")
    assert (run.code, run.out) == (0, "")
    assert page.read_text("utf-8").startswith("<!doctype html>")
    assert len(csv.read_text("utf-8-sig").splitlines()) == 7


def test_the_parameters_of_an_edition_are_listed() -> None:
    run = jinjie("sandbox", "--parameters", "srdi-sme@2026", "--lang", "en")
    assert run.code == 0
    assert any(line.split()[:3] == ["rd_share", "3%", "附件1（三）"] for line in run.out.splitlines())
    listed = json.loads(jinjie("sandbox", "--parameters", "srdi-sme@2026", "--format", "json").out)
    assert listed["parameters"][1]["id"] == "rd_share"
    none = jinjie("sandbox", "--parameters", "base-conditions@2026", "--lang", "en")
    assert "no number that could be changed" in none.out


def test_the_parameters_make_a_page() -> None:
    run = jinjie("sandbox", "--parameters", "srdi-sme@2022", "--format", "html", "--lang", "en")
    assert "main_revenue_share[80%]" in run.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((FIRMS,), "--set"),
        (CHANGE, "--set"),
        ((FIRMS, "--set", "srdi-sme@2026.rd_shar=3%"), "did you mean rd_share?"),
        ((FIRMS, "--set", "srdi-sme@2026.rd_share=1200万元"), "units differ"),
        ((FIRMS, "--set", "srdi-sme@2022.main_revenue_share[70%]=85%"), "bands out of order at 85%"),
        ((FIRMS, *CHANGE, "--per-head", "lots"), "per-head"),
        ((FIRMS, *CHANGE, "--by", "regoin"), "did you mean region?"),
        ((FIRMS, *CHANGE, "--on", "soon"), "soon"),
        (("none.csv", *CHANGE), "there is no such file"),
        ((EXAMPLES / "case-a.yaml", *CHANGE), "only .parquet and .csv are read"),
        ((FIRMS, *CHANGE, "--csv", "missing/flips.csv"), "no such folder"),
        (("--parameters", "srdi-sme@2027"), "did you mean srdi-sme@2022?"),
        (("--parameters", "srdi-sme@2022+hubei"), "without +hubei"),
        (("--parameters", "srdi-sme"), "there is no rulebook"),
    ],
)
def test_a_mistake_is_one_line(arguments: tuple[str | Path, ...], said: str) -> None:
    (line,) = mistakes("sandbox", *arguments, "--lang", "en")
    assert said in line


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("other.csv", "a,b\n1,2\n", "no column is a fact that these rules read"),
        ("ragged.csv", "revenue_y1,name\n1,2,3\n", "cannot be read"),
        ("broken.parquet", "no parquet", "cannot be read"),
        ("empty.csv", "", "cannot be read"),
    ],
)
def test_a_table_that_cannot_be_used_is_told_in_one_line(name: str, content: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    (line,) = mistakes("sandbox", path, *CHANGE, "--lang", "en")
    assert said in line
    assert name in line


def test_a_failure_leaves_the_old_file_of_flips(tmp_path: Path) -> None:
    (tmp_path / "flips.csv").write_text("old", "utf-8")
    (tmp_path / "bad.csv").write_text("revenue_y1,name\n1,2,3\n", "utf-8")
    mistakes("sandbox", tmp_path / "bad.csv", *CHANGE, "--csv", tmp_path / "flips.csv")
    assert (tmp_path / "flips.csv").read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.csv", "flips.csv"]
