"""A changed edition goes through the loader like a file, and nothing is written."""

from pathlib import Path

import pytest

from jinjie.basics.interval import Interval
from jinjie.basics.problems import InputError
from jinjie.rules.changed import change_of, changed_library
from jinjie.rules.language.conditions import Criterion, Within
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.library import Library, standard_folder


def criterion(rulebook: Rulebook, id_: str) -> Criterion:
    return next(one for one in rulebook.criteria.walk() if one.id == id_)


def interval(rulebook: Rulebook, id_: str) -> Interval:
    rule = criterion(rulebook, id_).rule
    assert isinstance(rule, Within)
    return rule.interval


@pytest.mark.parametrize("value", ["3.5%", "0.035", " 3.5 % ", "３．５％"])
def test_a_share_may_be_a_fraction_or_a_percentage(value: str, library: Library) -> None:
    assert change_of(library, f"srdi-sme@2026.rd_share={value}").text == "3.5%"


@pytest.mark.parametrize(
    ("value", "floor"), [("1200万元", 1200), ("1,200", 1200), ("0.12亿元", 1200), ("12000000元", 1200)]
)
def test_money_has_the_units_of_rule_files(value: str, floor: int, library: Library) -> None:
    changed = changed_library(library, [f"srdi-sme@2026.revenue_floor={value}"])
    assert interval(changed.get("srdi-sme@2026*"), "revenue_floor") == Interval(floor)


def test_a_limit_changes_every_rule_that_names_it(library: Library) -> None:
    changed = changed_library(library, ["srdi-sme@2026.rd_share=3.5%"])
    before, after = (changed.get(name) for name in changed.pairs[0])
    assert str(interval(after, "rd_share_y1").low) == str(interval(after, "rd_share_y2").low) == "7/200"
    assert str(interval(before, "rd_share_y1").low) == "3/100"
    assert (after.name, after.title, after.in_force) == ("srdi-sme@2026*", before.title, before.in_force)
    assert after.hash != before.hash
    assert not after.examples


def test_the_other_library_and_the_files_stay_as_they_are(library: Library) -> None:
    path = standard_folder() / "tiers" / "srdi-sme" / "2026.yaml"
    text, names = path.read_text("utf-8"), [book.name for book in library.editions("srdi-sme")]
    changed = changed_library(library, ["srdi-sme@2026.rd_share=3.5%"])
    assert changed.get("srdi-sme@2026") is library.get("srdi-sme@2026")
    assert [book.name for book in changed.editions("srdi-sme")] == names
    assert path.read_text("utf-8") == text
    with pytest.raises(InputError):
        library.get("srdi-sme@2026*")


def test_a_changed_edition_keeps_its_overlays(library: Library) -> None:
    changed = changed_library(library, ["srdi-sme@2022.score_reached=55", "srdi-sme@2022.tenure=3"])
    assert [o.name for o in changed.overlays("srdi-sme@2022*")] == [o.name for o in library.overlays("srdi-sme@2022")]
    local = changed.get("srdi-sme@2022*+hubei")
    assert local.name == "srdi-sme@2022*+hubei"
    assert interval(local, "tenure") == Interval(3)


INNER = """
rulebook: inner
edition: "1"
title: {zh: 内, en: Inner}
kind: base
source: miit-2026-2
cite: 一
in_force: {from: 2026-01-01}
criteria:
  - {id: years, when: niche_years >= 2}
"""
OUTER = (
    INNER.replace("inner", "outer")
    .replace("{id: years, when: niche_years >= 2}", "{id: below, rulebook: inner@1}")
    .rstrip()
    + "\n  - {id: size, when: revenue_y1 >= 1000}\n"
)


def test_an_edition_includes_the_changed_one_when_both_are_changed(tmp_path: Path) -> None:
    for name, text in (("inner", INNER), ("outer", OUTER)):
        (tmp_path / "own" / name).mkdir(parents=True)
        (tmp_path / "own" / name / "1.yaml").write_text(text, "utf-8")
    library = Library([standard_folder(), tmp_path])
    changed = changed_library(library, ["inner@1.years=5", "outer@1.size=2000"])
    assert interval(changed.get("outer@1*"), "years") == Interval(5)
    alone = changed_library(library, ["outer@1.size=2000"])
    assert interval(alone.get("outer@1*"), "years") == Interval(2)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("srdi-sme@2026.rd_share=1200万元", "units differ: a ratio and money"),
        ("srdi-sme@2026.rd_share=3", "written in per cent: 3%?"),
        ("srdi-sme@2026.rd_share=rd_amount", "must be a number"),
        ("srdi-sme@2026.rd_share=", "write PARAMETER=VALUE"),
        ("srdi-sme@2026.rd_share", "write PARAMETER=VALUE"),
        ("srdi-sme@2022.score_reached=60万元", "units differ"),
        (
            "srdi-sme@2022.main_revenue_share[70%]=85%",
            "srdi-sme@2022 (main_revenue_share[70%]=85%): bands out of order",
        ),
        ("srdi-sme@2022.main_revenue_share[70%]=80%", "bands out of order at 80%"),
    ],
)
def test_a_mistake_is_one_line(setting: str, said: str, library: Library) -> None:
    with pytest.raises(InputError) as caught:
        changed_library(library, [setting])
    (problem,) = caught.value.problems
    assert said in problem.line("en")


def test_a_parameter_is_changed_once(library: Library) -> None:
    with pytest.raises(InputError, match="changed twice"):
        changed_library(library, ["srdi-sme@2026.rd_share=3.5%", "srdi-sme@2026.rd_share=4%"])


def test_bands_may_move_together(library: Library) -> None:
    settings = [f"srdi-sme@2022.main_revenue_share[{old}]={new}" for old, new in (("70%", "85%"), ("80%", "90%"))]
    changed = changed_library(library, settings)
    assert changed.get("srdi-sme@2022*").parts["main_revenue_share"] is not None
