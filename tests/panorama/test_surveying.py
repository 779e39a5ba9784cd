"""The statistics of a small set, each worked out by hand."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from jinjie.panorama import Panorama, asking, opening, survey
from jinjie.panorama.counts import Counts
from jinjie.panorama.equity import EquityUse
from jinjie.panorama.research import Change
from jinjie.rules.library import Library

from .conftest import Write, frame, written


@pytest.fixture
def found(screened: Path, library: Library) -> Panorama:
    return survey(screened, library=library)


def test_every_rulebook_counts_every_row_once(found: Panorama) -> None:
    assert [subject.prefix for subject in found.subjects] == ["srdi-sme", "little-giant", "sme-size"]
    assert found.cubes["srdi-sme"].total == Counts(certain=4, possible=2, no=1, unreadable=1)
    assert found.cubes["little-giant"].total == Counts(certain=2, possible=2, no=3, unreadable=1)
    for cube in found.cubes.values():
        assert cube.total.total == found.origin.rows == 8


def test_provinces_cities_sections_and_grades(found: Panorama) -> None:
    main = found.main
    assert main.prefix == "little-giant"
    provinces = found.along("province", main)
    assert provinces.get("44") == Counts(certain=1, possible=1, no=1)
    assert provinces.get("37") == Counts(unreadable=1)
    assert provinces.get("") == Counts(no=1)
    assert found.along("city", main).get("4403") == Counts(certain=1, possible=1)
    assert found.along("section", main).get("C") == Counts(certain=2, possible=1, unreadable=1)
    assert found.along("grade", main).get("small") == Counts(certain=1, possible=2)
    assert found.along("grade", main).get("") == Counts(no=1, unreadable=1)


def test_scores_have_two_distributions(found: Panorama) -> None:
    spread = found.spreads[0]
    assert spread.edges == (0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
    assert spread.low == (0, 1, 1, 0, 1, 0, 1, 1, 1, 1)
    assert spread.high == (0, 0, 0, 0, 1, 0, 1, 1, 0, 4)
    assert spread.without == 1
    assert spread.total == found.origin.rows


def test_research_shares_lie_in_bins_that_hold_their_lower_end(found: Panorama) -> None:
    assert found.research is not None
    year = found.research.years[0]
    # 0.0299 | 0.03 | 0.05 | 0.1 | 0.5 and 1.2; one unknown, one unreadable
    assert year.bins == (0, 0, 1, 1, 1, 0, 1, 0, 0, 0, 2)
    assert (year.unknown, year.total) == (2, 8)
    assert found.research.change is None


def test_a_share_follows_from_expense_and_revenue_and_may_rise(write: Write, library: Library) -> None:
    money: Mapping[str, object] = {
        "rd_intensity_y1": None,
        "rd_expense_y1": [5, 3, 2, 0, None, 1, 1, 1],
        "revenue_y1": [100, 100, 100, 100, 100, 0, 100, 100],
        "rd_expense_y2": [4, 3, 3, 0, 1, 1, 0, 1],
        "revenue_y2": [100, 100, 100, 100, 100, 100, 100, 100],
    }
    research = survey(write(changed=money), library=library).research
    assert research is not None
    assert research.change == Change(rose=2, fell=1, same=2)
    assert research.years[0].unknown == 3


def test_the_first_criterion_in_the_way_has_its_title(found: Panorama) -> None:
    first, *others = found.blockers["little-giant"]
    assert (first.criterion, first.fails, first.opens) == ("lower_tier", 2, 0)
    assert first.title.en == "Already an SRDI SME"
    assert sum(blocker.total for blocker in (first, *others)) == 2 + 3
    assert {blocker.edition for blocker in found.blockers["srdi-sme"]} == {"2022"}


def test_the_nearest_are_open_ones_with_the_fewest_points_missing(found: Panorama) -> None:
    near = found.nearest["srdi-sme"]
    assert [neighbour.name for neighbour in near] == ["丙", "己", "戊"]
    assert [neighbour.points for neighbour in near] == [(0, 20), (0, 40), (20, 50)]
    assert near[0].blocking.zh == "评价得分达标，或直通条件满足其一"


def test_without_scores_the_order_of_the_criteria_tells_how_many_may_be_left(found: Panorama) -> None:
    near = {neighbour.name: neighbour for neighbour in found.nearest["little-giant"]}
    # 2022: base, lower_tier, specialisation, refinement, distinctiveness, innovation, chain, product
    assert near["庚"].criteria == (1, 2)
    assert near["乙"].criteria == (1, 3)
    assert near["丙"].criteria == (1, 8)
    assert all(neighbour.points is None for neighbour in near.values())


def test_so_many_are_named_as_wanted(screened: Path, library: Library) -> None:
    assert [n.name for n in survey(screened, nearest=1, library=library).nearest["srdi-sme"]] == ["丙"]


def test_equity_that_is_not_known_makes_a_range(write: Write, library: Library) -> None:
    path = write(changed={"equity_financing_y1": [100, 0, 0, None, 0, 0, 0, 0]})
    uses = {use.prefix: use for use in survey(path, library=library).equity}
    assert uses["little-giant"] == EquityUse("little-giant", yes=1, no=0, unknown=1)
    assert uses["srdi-sme"] == EquityUse("srdi-sme", yes=1, no=2, unknown=1)
    assert uses["srdi-sme"].share is not None
    assert [float(end) for end in uses["srdi-sme"].share] == [0.25, 0.5]


def test_invented_rows_are_counted(found: Panorama, write: Write, library: Library) -> None:
    assert found.origin.synthetic == 8
    real = survey(write("real.parquet", {"synthetic": [False] * 8}), library=library)
    assert real.origin.synthetic == 0
    assert survey(write("plain.parquet", {"synthetic": None}), library=library).origin.synthetic == 0


def test_blocks_and_parts_do_not_change_a_number(
    tmp_path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = written(tmp_path / "whole.parquet", pl.concat([frame()] * 3))
    parts = tmp_path / "parts"
    parts.mkdir()
    for number in range(3):
        written(parts / f"{number}.parquet", frame())
    one = survey(whole, library=library)
    monkeypatch.setattr(opening.ScreenedSet.blocks, "__defaults__", (5,))
    other = survey(parts, library=library)
    for name in ("cubes", "spreads", "research", "blockers", "nearest", "equity", "findings"):
        assert getattr(one, name) == getattr(other, name), name


def test_a_rulebook_that_the_library_does_not_know_is_still_counted(tmp_path: Path, library: Library) -> None:
    mine = frame().rename({name: name.replace("srdi-sme", "my-award") for name in frame().columns})
    found = survey(written(tmp_path / "mine.parquet", mine), library=library)
    assert found.cubes["my-award"].total.total == 8
    assert not found.blockers["my-award"] or found.blockers["my-award"][0].title.en


def test_an_empty_set_has_zeros(tmp_path: Path, library: Library) -> None:
    found = survey(written(tmp_path / "empty.parquet", frame().clear()), library=library)
    assert found.origin.rows == 0
    assert found.cubes["srdi-sme"].total == Counts()


def test_answers_of_blocks_are_added() -> None:
    both = pl.DataFrame({"label": ["a", None, "a"], "len": [1, 2, 3]})
    assert asking.summed(both).sort("len").rows() == [(None, 2), ("a", 4)]
