"""The reports of many enterprises: one page each, whole, under a name that every system takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jinjie.basics.problems import InputError
from jinjie.facts.profile import Profile, profile_of
from jinjie.reports.firms import Firm, write_reports
from jinjie.reports.page import render_page
from jinjie.rules.assessment import Assessor
from jinjie.rules.library import Library
from jinjie.rules.readings.screen.plan import Request

DAY = date(2026, 11, 1)


def firm(library: Library, number: int, name: str) -> Firm:
    return Firm(number, name, profile_of({"name": name, "facts": {"niche_years": number}}, library.vocabulary))


@pytest.mark.parametrize("count", [2, 45])
def test_each_page_is_that_of_a_single_assessment(tmp_path: Path, library: Library, count: int) -> None:
    firms = [firm(library, number, f"企业{number}") for number in range(1, count + 1)]
    made: list[None] = []
    write_reports(firms, Request(library, DAY, ("srdi-sme",)), (tmp_path / "r", "zh"), lambda: made.append(None))
    digits = len(str(count))
    assert len(made) == count
    assert {path.name for path in (tmp_path / "r").iterdir()} == {one.file(digits) for one in firms}
    last = Assessor(library).assess(firms[-1].profile, DAY, ["srdi-sme"])
    assert (tmp_path / "r" / firms[-1].file(digits)).read_text("utf-8") == render_page(last, "zh", library)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "a/b\\c:d*e?", "CON", "企" * 300, "a\0b\n", ". ."])
def test_any_name_becomes_a_file_in_the_folder(tmp_path: Path, name: str) -> None:
    path = tmp_path / Firm(7, name, Profile(name, {})).file(4)
    assert path.parent == tmp_path
    assert path.name.startswith("0007")
    path.write_text("")
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, library: Library) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(InputError, match="cannot be written"):
        write_reports([firm(library, 1, "a")], Request(library, DAY, ("srdi-sme",)), (tmp_path / "taken", "zh"))
