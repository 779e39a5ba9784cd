"""What people get wrong: exit code 2, one line per mistake, the place, and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from .running import EXAMPLES, mistakes, profile

LINES = {
    "unknown fact": ("revenu_y1: 5", "revenu_y1: there is no such fact; did you mean revenue_y1?"),
    "wrong unit": ("revenue_y1: 5%", "wrong unit '%' in 5%"),
    "wrong unit of a ratio": ("debt_ratio_y1: 30万", "wrong unit '万'"),
    "share of 150%": ("main_revenue_share_y1: 150%", "cannot be 150%: must be between 0% and 100%"),
    "percent without its sign": ("main_revenue_share_y1: 99.72", "write 99.72% for per cent"),
    "text for a number": ("employees_y1: many", "'many' is not a number"),
    "half a person": ("employees_y1: 10.5", "must be a whole number, not 10.5"),
    "impossible date": ("founded_on: 2023-02-30", "'2023-02-30' is not a date"),
    "negative revenue": ("revenue_y1: -3", "cannot be -3: must be at least 0"),
    "unknown choice": ("rd_institution_level: nationl", "did you mean national?"),
    "not yes or no": ("own_brand: maybe", "must be yes or no, not 'maybe'"),
    "empty range": ("revenue_y1: 300..200", "ends before it begins"),
    "unknown industry": ("industry: Z99", "no code 'Z99'"),
    "short credit code": ("credit_code: '9144'", "has 18 characters, this one has 4"),
    "credit code with a forbidden letter": ("credit_code: 91440101MA59XXXXOI", "never contains IO"),
    "a mapping with a wrong key": ("revenue_y1: {valu: 5}", "did you mean value?"),
}


@pytest.mark.parametrize(("fact", "expected"), LINES.values(), ids=LINES.keys())
def test_each_mistake_is_one_line_with_its_place(tmp_path: Path, fact: str, expected: str) -> None:
    path = profile(tmp_path, fact)
    (line,) = mistakes("assess", path, "--lang", "en")
    assert line.startswith(f"{path}:3:")
    assert expected in line


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    path = profile(tmp_path, *(fact for fact, _ in list(LINES.values())[:4]))
    assert len(mistakes("assess", path, "--lang", "zh")) == 4


def test_a_key_that_stands_twice_names_both_lines(tmp_path: Path) -> None:
    path = profile(tmp_path, "revenue_y1: 5", "revenue_y1: 6")
    (line,) = mistakes("assess", path, "--lang", "en")
    assert line.startswith(f"{path}:4:")
    assert "first in line 3" in line


def test_a_yaml_bomb_is_refused_at_once(tmp_path: Path) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    path = tmp_path / "bomb.yaml"
    path.write_text(bomb)
    assert any("anchors" in line for line in mistakes("assess", path, "--lang", "en"))


def test_a_file_of_100_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    (line,) = mistakes("assess", path, "--lang", "en")
    assert "more than 4 MB" in line


@pytest.mark.parametrize("text", ["", "just text", "- a\n- b\n", "name: x\n", "facts: 3\n", "facts: [a]\n"])
def test_a_file_that_is_no_profile_says_what_is_missing(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(text)
    (line,) = mistakes("assess", path, "--lang", "en")
    assert "'facts:' mapping" in line


def test_broken_yaml_and_json_name_the_line(tmp_path: Path) -> None:
    for name, text in (("p.yaml", "name: x\nfacts: {a: 1\n"), ("p.json", '{"facts": {"a": }}')):
        path = tmp_path / name
        path.write_text(text)
        (line,) = mistakes("assess", path, "--lang", "en")
        assert line.startswith(f"{path}:")
        assert "not valid" in line


def test_other_kinds_of_files_are_named(tmp_path: Path) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(b"%PDF-1.7")
    (line,) = mistakes("assess", path, "--lang", "en")
    assert "use .yaml, .json or .xlsx" in line


def test_a_folder_is_not_a_profile(tmp_path: Path) -> None:
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    assert len(mistakes("assess", folder, "--lang", "en")) == 1


def test_an_unknown_option_or_format_is_a_usage_error() -> None:
    for arguments in (["--fromat", "json"], ["--format", "docs"]):
        assert mistakes("assess", str(EXAMPLES / "case-a.yaml"), *arguments)


RULEBOOKS = {
    "a circle": ("criteria:\n  - {id: base, rulebook: mine@1}", "include each other in a circle"),
    "a gap": (
        "criteria:\n  - {when: score >= 1, cite: a}\n"
        "score: {max: 5, parts: [{id: x, max: 5, of: debt_ratio_y1, bands: [{from: 50%, points: 5}]}]}",
        "there is a gap",
    ),
    "a missing article": ("criteria:\n  - {id: tenure, when: niche_years >= 2}", "the article (cite) is missing"),
    "an unknown fact": ("criteria:\n  - {id: t, cite: a, when: nich_years >= 2}", "did you mean niche_years?"),
    "a bare number for a ratio": ("criteria:\n  - {id: t, cite: a, when: debt_ratio_y1 <= 0.7}", "such as 3%"),
}


@pytest.mark.parametrize(("body", "expected"), RULEBOOKS.values(), ids=RULEBOOKS.keys())
def test_a_mistake_in_a_rulebook_is_told_with_its_line(tmp_path: Path, body: str, expected: str, monkeypatch) -> None:
    folder = tmp_path / "own" / "mine"
    folder.mkdir(parents=True)
    head = 'rulebook: mine\nedition: "1"\ntitle: {zh: 试, en: Trial}\nkind: title\nsource: miit-2022-63\n'
    path = folder / "1.yaml"
    path.write_text(head + "in_force: {from: 2020-01-01}\n" + body + "\n", encoding="utf-8")
    monkeypatch.setenv("JINJIE_RULEBOOKS", str(tmp_path))
    from jinjie import api

    api.library.cache_clear()
    api.assessor.cache_clear()
    try:
        lines = mistakes("assess", EXAMPLES / "case-a.yaml", "-r", "mine@1", "--lang", "en")
    finally:
        api.library.cache_clear()
        api.assessor.cache_clear()
    assert any(expected in line for line in lines), lines
