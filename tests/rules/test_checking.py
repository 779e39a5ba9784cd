"""The checks of a whole library: names, overlays, times in force, cases, and the line of every finding."""

import os
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent

import pytest

from jinjie.basics.problems import InputError
from jinjie.rules.checking import check_library, check_rulebooks
from jinjie.rules.library import Library, standard_folder

pytestmark = pytest.mark.skipif(
    find_spec("z3") is None and not os.environ.get("JINJIE_REQUIRE_ALL"),
    reason="z3 is not installed: pip install 'jinjie[check]'",
)

TINY = """\
    rulebook: tiny
    edition: "{edition}"
    title: {{zh: 小规则, en: Tiny}}
    kind: tier
    source: miit-2022-63
    cite: 第一条
    in_force: {{from: {start}}}
    criteria:
      - id: base
        rulebook: base-conditions@2022
      - id: tenure
        when: niche_years >= {years}
      - {{id: brand, when: own_brand}}
    examples:
      - {{name: 长, facts: {{niche_years: 9}}, expect: {{verdict: pass}}}}
"""
OVERLAY = """\
    overlay: strict
    of: tiny@1
    title: {zh: 从严, en: Strict}
    source: miit-2022-63
    cite: 第二条
    in_force: {from: 2022-01-01}
    change:
      brand: {when: market_rank_domestic < 1}
    add:
      - id: again
        when: revenue_y1 >= 0
"""
CASES = """\
    rulebook: tiny
    cases:
      - {name: 二, edition: "1", facts: {}, expect: {verdict: undetermined}}
      - {name: 三, on: 2023-01-01, facts: {}, expect: {verdict: fail}}
      - {name: 四, on: 2019-01-01, facts: {}, expect: {verdict: fail}}
"""

Own = Callable[..., Library]


@pytest.fixture
def own(tmp_path: Path) -> Own:
    """A library with rulebooks of one's own beside the shipped ones."""

    def library(**files: str) -> Library:
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_at_", "-")
            path = path.with_name(path.name + ".yaml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text), "utf-8")
        return Library([standard_folder(), tmp_path])

    return library


def tiny(edition: int = 1, start: str = "2022-01-01", years: int = 2) -> str:
    return TINY.format(edition=edition, start=start, years=years)


def test_everything_is_checked_and_nothing_shipped_has_an_error(library: Library) -> None:
    reports = {report.name: report for report in check_library(library)}
    assert {rulebook.name for rulebook in library.everything()} <= reports.keys()
    assert {"srdi-sme", "little-giant"} <= reports.keys()
    assert not [line.line("en") for report in reports.values() for line in report.of("error")]


def test_an_id_stands_for_its_editions_with_their_overlays(library: Library) -> None:
    names = [report.name for report in check_library(library, ["little-giant"])]
    assert names == ["little-giant@2022", "little-giant@2022+notice-2025", "little-giant@2026", "little-giant"]


def test_an_edition_stands_for_itself(library: Library) -> None:
    assert [report.name for report in check_library(library, ["tech-sme@2017"])] == ["tech-sme@2017"]


def test_a_name_that_does_not_exist_is_a_mistake(library: Library) -> None:
    for name in ("little-gaint", "little-gaint@2022"):
        with pytest.raises(InputError, match="did you mean little-giant"):
            check_library(library, [name])


def test_findings_name_the_line_of_their_node(own: Own) -> None:
    library = own(tiers__tiny__1=tiny(years=0))
    (report,) = check_library(library, ["tiny"])
    (finding,) = report.of("error")
    assert finding.node == "tenure"
    assert finding.place.file.endswith("tiny/1.yaml")
    assert finding.place.line == 11
    assert finding.line("zh").startswith(f"{finding.place}: 错误 tenure：")


def test_an_overlay_tells_only_what_is_its_own_and_in_its_own_file(own: Own) -> None:
    library = own(tiers__tiny__1=tiny(years=0), overlays__strict__tiny_at_1=OVERLAY)
    plain, strict = check_library(library, ["tiny"])
    assert [finding.node for finding in plain.of("error")] == ["tenure"]
    found = {finding.node: finding.place.line for finding in strict.of("error") if finding.node != "tiny"}
    assert found == {"brand": 8, "again": 10}
    assert all(finding.place.file.endswith("tiny-1.yaml") for finding in strict.of("error") if finding.node != "tiny")


def test_an_overlay_alone_tells_everything(own: Own) -> None:
    library = own(tiers__tiny__1=tiny(years=0), overlays__strict__tiny_at_1=OVERLAY)
    (report,) = check_library(library, ["tiny@1+strict"])
    assert {"tenure", "brand", "again"} <= {finding.node for finding in report.of("error")}


def test_included_criteria_keep_the_line_of_their_own_file(own: Own) -> None:
    library = own(tiers__tiny__1=tiny())
    place = library.get("tiny@1").place("tax_evasion")
    assert place.file.endswith("base-conditions/2022.yaml")
    assert place.line is not None


def test_editions_at_the_same_time_are_found_with_their_line(own: Own) -> None:
    library = own(tiers__tiny__1=tiny(), tiers__tiny__2=tiny(2, "2024-01-01"))
    *_, periods = check_library(library, ["tiny"])
    (finding,) = periods.of("error")
    assert periods.name == "tiny"
    assert finding.place.file.endswith("tiny/2.yaml")
    assert finding.place.line == 7


def test_a_draft_from_outside_is_held_against_the_editions_of_the_library(own: Own, tmp_path: Path) -> None:
    library = own(tiers__tiny__1=tiny(), draft=tiny(3, "2026-01-01"))
    *_, periods = check_rulebooks(library, [library.read(tmp_path / "draft.yaml")])
    assert [finding.node for finding in periods.of("error")] == ["tiny@3"]


def test_cases_count_as_examples_of_their_edition(own: Own) -> None:
    library = own(tiers__tiny__1=tiny(), cases__tiers__tiny=CASES)
    (tmp,) = library.folders[1:]
    (tmp / "cases/tiers/tiny.yaml").rename(tmp / "cases/tiers/tiny.cases.yaml")
    assert not check_library(library, ["tiny"])[0].findings


def test_a_missing_example_points_at_the_examples(own: Own) -> None:
    (report,) = check_library(own(tiers__tiny__1=tiny()), ["tiny"])
    assert {finding.place.line for finding in report.of("warning")} == {14}


def test_a_report_is_a_document(own: Own) -> None:
    (report,) = check_library(own(tiers__tiny__1=tiny(years=0)), ["tiny"])
    document = report.to_dict()
    assert document["rulebook"] == "tiny@1"
    assert document["sound"] is False
    assert document["findings"][0]["message"]["en"].endswith("always holds and decides nothing")
    assert document["proved"]["sources"] > 0
