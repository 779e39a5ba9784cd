"""The handbook's claims. Its own published numbers come in as tables, never from the program."""

from pathlib import Path

import pytest

from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.panorama import claims
from jinjie.panorama.claims import Finding
from jinjie.panorama.counts import Breakdown, Counts
from jinjie.panorama.places import country_parts
from jinjie.panorama.ranks import Correlation
from jinjie.panorama.tables import read_tables

from .test_tables import EXAMPLES, given


def found(*files: Path) -> dict[str, Finding]:
    return {finding.claim: finding for finding in claims.from_tables(read_tables(files))}


def test_figure_12_adds_up_to_84_3_percent_and_leaves_6_7() -> None:
    values = found(EXAMPLES / "industry-shares.csv")["shares_add_up"].values
    assert (float(values["share_two"]), float(values["share_rest"])) == (0.843, 0.067)
    assert values["classes"] == 3


def test_figure_11_is_1_98_times() -> None:
    finding = found(EXAMPLES / "penetration.csv")["giants_higher"]
    assert finding.holds is TRUE
    assert round(float(finding.values["times"]), 2) == 1.98


def test_figure_2_is_not_below_9000_by_the_batches_published() -> None:
    finding = found(EXAMPLES / "recognised.csv")["nearly_9000"]
    assert (finding.values["low"], finding.values["high"], finding.holds) == (9090, 9279, FALSE)


def test_figure_9_keeps_the_order_of_the_handbook() -> None:
    assert found(EXAMPLES / "digital-levels.csv")["digital_order"].holds is TRUE


def test_figure_6_rises_and_falls_and_seven_tenths_are_small(tmp_path: Path) -> None:
    listed = given(
        tmp_path,
        "listed",
        "measure,year,value,source",
        "count,2021,300,test",
        "count,2022,400,test",
        "below_5bn,2022,280,test",
    )
    mean = given(tmp_path, "mean-market-value", "market,year,value,source", "all,2021,90,test", "all,2022,70.5,test")
    holds = {claim: finding.holds for claim, finding in found(listed, mean).items()}
    assert holds == {"count_rises": TRUE, "seven_tenths": TRUE, "mean_falls": TRUE}


def test_figure_7_has_its_largest_band_and_three_giants(tmp_path: Path) -> None:
    rows = ["from,to,year,value,source", "0,20,2022,90,t", "20,50,2022,{},t", "50,1000,2022,80,t", "1000,,2022,3,t"]
    as_said = found(given(tmp_path, "market-values", *(row.format(120) for row in rows)))
    assert {claim: finding.holds for claim, finding in as_said.items()} == {"mode_20_50": TRUE, "three_giants": TRUE}
    otherwise = found(given(tmp_path, "market-values", *(row.format(70) for row in rows)))
    assert otherwise["mode_20_50"].holds is FALSE
    assert otherwise["mode_20_50"].values["from"] == "0"


def test_figure_8_adds_up_both_boards(tmp_path: Path) -> None:
    rows = ["measure,board,year,value,source"]
    rows += [
        f"count,{board},{year},{share},t"
        for board, year, share in (("a", 2021, 10), ("b", 2021, 5), ("a", 2022, 9), ("b", 2022, 7))
    ]
    finding = found(given(tmp_path, "boards", *rows))["boards_count_rises"]
    assert finding.holds is TRUE
    assert (float(finding.values["share_before"]), float(finding.values["share_after"])) == (0.15, 0.16)


@pytest.mark.parametrize(
    ("groups", "holds"),
    [
        ({"44": Counts(certain=5), "62": Counts(certain=1, possible=3)}, TRUE),
        ({"44": Counts(certain=5), "62": Counts(certain=1, possible=4)}, UNKNOWN),
        ({"44": Counts(possible=1), "62": Counts(certain=1)}, FALSE),
    ],
)
def test_figure_5_is_settled_only_when_the_open_cases_cannot_turn_it(groups: dict[str, Counts], holds: Truth) -> None:
    east, south = claims.places(Breakdown("x", "province", groups), country_parts())
    assert (east.holds, south.holds) == (holds, holds)


def test_the_parts_of_the_country_do_not_overlap() -> None:
    parts = country_parts()
    assert not parts["east"].codes & parts["west"].codes
    assert not parts["south"].codes & parts["north"].codes
    assert len(parts["south"].codes | parts["north"].codes) == 31


def test_figure_4_is_open_when_open_cases_decide() -> None:
    def holds(*rhos: int | None) -> list[Truth]:
        return [f.holds for f in claims.follows_output([Correlation(31, rho, 0) for rho in rhos])]

    assert holds(1, 1) == [TRUE]
    assert holds(0, 1) == [UNKNOWN]
    assert holds(0, 0) == [FALSE]
    assert holds(None, None) == []


def test_figure_12_of_a_set_names_the_largest_sections() -> None:
    groups = {"C": Counts(certain=6), "M": Counts(certain=2), "I": Counts(possible=1), "": Counts(certain=9)}
    (finding,) = claims.main_sections(Breakdown("x", "section", groups))
    assert finding.holds is TRUE
    assert finding.values["largest"] == "C、M"
    assert list(claims.main_sections(Breakdown("x", "section", {}))) == []
