"""The library: folders of one's own beside the shipped rulebooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from jinjie.basics.problems import InputError
from jinjie.facts.profile import profile_of
from jinjie.rules.assessment import Assessor
from jinjie.rules.library import Library, standard_folder

FACTS = """
subject: {zh: 园区, en: Park}
facts:
  park_tenant:
    kind: yes_no
    label: {zh: 入驻本园区, en: Tenant of this park}
    question: {zh: 是否入驻？, en: Is it a tenant?}
"""
RULEBOOK = """
rulebook: park-star
edition: "1"
title: {zh: 园区之星, en: Star of the park}
kind: title
source: park
cite: 第一条
in_force: {from: 2020-01-01}
criteria: [park_tenant, niche_years >= 2]
"""


@pytest.fixture
def own(tmp_path: Path) -> Library:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "park.yaml").write_text(FACTS, encoding="utf-8")
    (tmp_path / "titles" / "park-star").mkdir(parents=True)
    (tmp_path / "titles" / "park-star" / "1.yaml").write_text(RULEBOOK, encoding="utf-8")
    return Library([standard_folder(), tmp_path])


def test_a_folder_brings_facts_and_rulebooks_of_its_own(own: Library) -> None:
    assessor = Assessor(own)
    rulebook = own.get("park-star@1")
    profile = profile_of({"facts": {"park_tenant": "yes", "niche_years": 3}}, own.vocabulary)
    day = rulebook.in_force.start
    assert day is not None
    (result,) = assessor.assess(profile, day, ["park-star"]).results
    assert result.verdict == "pass"


def test_the_shipped_rulebooks_stay_as_they_are(own: Library, library: Library) -> None:
    assert own.get("srdi-sme@2022").hash == library.get("srdi-sme@2022").hash


def test_a_fact_that_exists_already_is_a_mistake(own: Library, tmp_path: Path) -> None:
    (tmp_path / "facts" / "again.yaml").write_text(FACTS.replace("park_tenant", "own_brand"), encoding="utf-8")
    with pytest.raises(InputError, match="is defined elsewhere too"):
        _ = own.vocabulary


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JINJIE_RULEBOOKS", str(tmp_path / "nothing"))
    with pytest.raises(InputError, match="does not exist"):
        Library()


def test_every_edition_is_built_once(library: Library) -> None:
    assert library.get("srdi-sme@2022") is library.get("srdi-sme@2022")


def test_words_can_be_improved_without_a_new_fingerprint(tmp_path: Path) -> None:
    folder = tmp_path / "titles" / "park-star"
    folder.mkdir(parents=True)
    text = RULEBOOK.replace("[park_tenant, niche_years >= 2]", "[{id: t, title: {zh: 一, en: one}, when: own_brand}]")
    hashes = []
    for changed in (text, text.replace("en: one", "en: uno"), text.replace("own_brand", "not own_brand")):
        (folder / "1.yaml").write_text(changed, encoding="utf-8")
        hashes.append(Library([standard_folder(), tmp_path]).get("park-star@1").hash)
    assert hashes[0] == hashes[1] != hashes[2]
