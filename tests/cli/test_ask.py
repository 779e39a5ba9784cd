"""jinjie ask: a conversation in the terminal that saves every answer at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jinjie.documents.reading import read_document

from .running import EXAMPLES, Run, jinjie

Talk = Callable[..., Run]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return Path(shutil.copy(EXAMPLES / "case-b-margin-unknown.yaml", tmp_path / "b.yaml"))


@pytest.fixture
def talk(monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Runs the command and types these lines; then the input ends."""

    def run(*arguments: str | Path, types: tuple[str, ...]) -> Run:
        lines: Iterator[str] = iter(types)

        def typed(_prompt: str = "") -> str:
            try:
                return next(lines)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", typed)
        return jinjie("ask", *arguments, "-r", "srdi-sme", "--on", "2023-01-31", "--lang", "en")

    return run


def facts(path: Path) -> dict[str, str]:
    found: dict[str, str] = read_document(path).data["facts"]
    return found


def test_the_first_question_is_the_fact_that_decides(case: Path, talk: Talk) -> None:
    run = talk(case, types=("7.5%",))
    assert run.code == 0
    assert "[1] What was net profit as a share of revenue?" in run.out
    assert "✓ certain to pass" in run.out
    assert facts(case)["net_margin_y1"] == "7.5%"


def test_comments_and_other_lines_stay_as_they_were(case: Path, talk: Talk) -> None:
    before = case.read_text("utf-8").splitlines()
    talk(case, types=("7.5%",))
    after = case.read_text("utf-8").splitlines()
    changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(changed) == 1
    assert changed[0][1].strip().startswith("net_margin_y1: 7.5%")


def test_not_knowing_leads_to_the_next_fact(case: Path, talk: Talk) -> None:
    run = talk(case, types=("", "national"))
    assert "[2]" in run.out
    assert "✓ certain to pass" in run.out
    assert facts(case)["net_margin_y1"] == "unknown"
    assert facts(case)["rd_institution_level"] == "national"


def test_an_answer_that_makes_no_sense_is_asked_again(case: Path, talk: Talk) -> None:
    run = talk(case, types=("lots", "7.5%"))
    assert "'lots' is not a number" in run.err
    assert facts(case)["net_margin_y1"] == "7.5%"


def test_an_answer_may_be_spelled_as_people_do(case: Path, talk: Talk) -> None:
    talk(case, types=("不低于 2%", "省级"))
    assert facts(case)["net_margin_y1"] == ">= 2%"
    assert facts(case)["rd_institution_level"] == "provincial"


def test_a_profile_without_any_fact_can_be_asked(tmp_path: Path, talk: Talk) -> None:
    for name, text in (("p.yaml", "name: 新\nfacts:\n"), ("p.json", '{"name": "新", "facts": null}')):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        run = talk(path, types=("5", "q"))
        assert run.code == 0, run.err
        assert list(facts(path).values()) == ["5"]


def test_an_answer_can_be_taken_back(case: Path, talk: Talk) -> None:
    talk(case, types=("3%", "b", "q"))
    assert facts(case)["net_margin_y1"] == "unknown"


def test_quitting_keeps_what_was_answered(case: Path, talk: Talk) -> None:
    run = talk(case, types=("3%", "q"))
    assert run.code == 0
    assert facts(case)["net_margin_y1"] == "3%"
    assert "? undetermined" in run.out


def test_answers_can_go_to_another_file(case: Path, tmp_path: Path, talk: Talk) -> None:
    before = case.read_text("utf-8")
    target = tmp_path / "other.yaml"
    talk(case, "-o", target, types=("7.5%",))
    assert case.read_text("utf-8") == before
    assert facts(target)["net_margin_y1"] == "7.5%"


def test_a_json_profile_is_answered_too(tmp_path: Path, talk: Talk) -> None:
    path = tmp_path / "p.json"
    path.write_text('{"name": "x", "facts": {"niche_years": 1.0}}')
    run = talk(path, types=())
    assert "✗ certain to fail" in run.out


def test_a_certain_verdict_asks_nothing(tmp_path: Path, talk: Talk) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("facts:\n  niche_years: 1\n")
    run = talk(path, types=())
    assert "[1]" not in run.out
    assert "✗ certain to fail" in run.out


def test_facts_on_one_line_cannot_be_written_back(tmp_path: Path, talk: Talk) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("facts: {niche_years: 5}\n")
    run = talk(path, types=("yes",))
    assert run.code == 2
    assert "line of its own" in run.err


def test_several_choices_are_saved_so_that_they_read_back(case: Path, talk: Talk) -> None:
    run = talk(case, types=("", "municipal | none", "q"))
    assert run.out.count("highest level at which an R&D institution") == 1
    assert facts(case)["rd_institution_level"] == ["municipal", "none"]
    assert jinjie("assess", case).code == 0


def test_a_range_is_all_that_somebody_knows_and_is_not_asked_again(case: Path, talk: Talk) -> None:
    run = talk(case, types=("0%..9%", "q"))
    assert run.out.count("net profit as a share of revenue") == 1
    assert "[2]" in run.out


@pytest.mark.parametrize("name", ["new.json", "new.yml"])
def test_answers_can_go_to_a_file_of_another_form(case: Path, tmp_path: Path, talk: Talk, name: str) -> None:
    case.write_text(
        case.read_text("utf-8").replace("niche_years: 14", "niche_years: {value: 14, source: 合同, page: 3}"), "utf-8"
    )
    target = tmp_path / name
    run = talk(case, "-o", target, types=("7.5%",))
    assert run.code == 0, run.err
    assert facts(target)["net_margin_y1"] == "7.5%"
    assert facts(target)["niche_years"] == {"value": "14", "source": "合同", "page": "3"}
    assert "1" in run.out.splitlines()[-1]


PLACES = {
    "another form": ("x.pdf", "only be written to YAML or JSON"),
    "no folder": ("no/x.yaml", "there is no such folder"),
    "a folder": (".", "YAML or JSON"),
}


@pytest.mark.parametrize(("place", "expected"), PLACES.values(), ids=PLACES.keys())
def test_a_place_where_answers_cannot_be_saved_is_told_before_the_first_question(
    case: Path, talk: Talk, place: str, expected: str
) -> None:
    run = talk(case, "-o", case.parent / place, types=("7.5%",))
    assert run.code == 2
    assert run.out == ""
    assert expected in run.err


def test_an_interview_can_begin_with_nothing(tmp_path: Path, talk: Talk) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("name: x\nfacts: {}  # none yet\n")
    run = talk(path, types=("3", "q"))
    assert run.code == 0, run.err
    assert path.read_text() == "name: x\nfacts:  # none yet\n  niche_years: 3\n"


def test_two_interviews_over_one_file_keep_each_others_answers(tmp_path: Path, talk: Talk) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("facts:\n  niche_years: 5\n")
    talk(path, types=("yes", "q"))
    before = facts(path)
    path.write_text(path.read_text() + "  own_brand: yes\n")
    talk(path, types=("no", "q"))
    assert {**before, "own_brand": "yes"}.items() <= facts(path).items()


def test_a_place_that_is_closed_to_writing_is_told_before_the_first_question(
    case: Path, talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda _path, mode: mode != os.W_OK)
    run = talk(case, types=("7.5%",))
    assert run.code == 2
    assert run.out == ""
    assert "writing there is not permitted" in run.err
