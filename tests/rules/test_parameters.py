"""Every number of a law that can be changed has one address, with its unit and article."""

import pytest

from jinjie.basics.problems import InputError
from jinjie.documents.reading import parse_yaml
from jinjie.rules.library import Library
from jinjie.rules.parameters import parameter, parameters
from jinjie.rules.written import WrittenNumbers


def written(library: Library, name: str) -> dict[str, str]:
    return {one.id: one.written.text for one in parameters(library, name)}


def test_limits_thresholds_and_borders_have_addresses(library: Library) -> None:
    found = written(library, "srdi-sme@2026")
    assert found["rd_share"] == "3%"
    assert found["main_share"] == "80%"
    assert "rd_share_y1" not in found
    scored = written(library, "srdi-sme@2022")
    assert scored["score_reached"] == "60"
    assert [scored[f"main_revenue_share[{border}]"] for border in ("80%", "70%", "60%")] == ["80%", "70%", "60%"]
    assert [scored[f"debt[{border}]"] for border in ("50%", "60%", "70%")] == ["50%", "60%", "70%"]


def test_a_number_written_twice_in_a_rule_is_counted(library: Library) -> None:
    found = [one for one in parameters(library, "srdi-sme@2022") if one.id.startswith("ip[")]
    assert [one.id for one in found] == ["ip[1:1]", "ip[1:2]", "ip[1:3]", "ip[1:4]"]
    assert [one.title.en[-15:] for one in found[:2]] == ["(for 10 points)", " (for 8 points)"]


def test_cells_of_a_table_are_told_by_row_and_column(library: Library) -> None:
    found = {one.id: one for one in parameters(library, "sme-size@2011")}
    assert found["other.large"].unit == "count"
    cell = found["construction.large[80000:2]"]
    assert (cell.unit, cell.title.en, cell.shown(cell.number).en) == (
        "money",
        "Construction, Large: Total assets at year end, last fiscal year",
        "CNY 800m",
    )


@pytest.mark.parametrize(
    "name", ["srdi-sme@2022", "srdi-sme@2026", "little-giant@2022", "sme-size@2011", "tech-sme@2017"]
)
def test_addresses_are_unique_and_lead_back(name: str, library: Library) -> None:
    found = parameters(library, name)
    assert len({one.id for one in found}) == len(found) > 0
    assert all(parameter(library, one.name) == one for one in found[:8])
    assert all(one.origin.cite for one in found)


def test_a_divisor_is_no_threshold(library: Library) -> None:
    found = {one.id: one for one in parameters(library, "srdi-sme@2022")}
    assert found["rd_route"].written.text == "1000万元"


RULES = """
limits: {share: 3%}
criteria:
  - niche_years >= 2
  - id: several
    at_least: 2
    of: ["revenue_y1 >= 1000万元", own_brand, {id: turned, when: "-5% < main_revenue_growth_y1"}]
  - {id: both, when: "each(rd_intensity_y1, rd_intensity_y2) >= ３％"}
  - {id: named, when: rd_intensity_y1 >= share}
  - {id: choice, when: "digital_level in (3, 4)"}
"""


def test_numbers_are_found_in_every_form_of_a_rule(library: Library) -> None:
    data = parse_yaml(RULES).data
    assert isinstance(data, dict)
    numbers = WrittenNumbers(data, library.vocabulary)
    assert [(one.owner, one.text, one.unit) for one in numbers.thresholds()] == [
        ("niche_years", "2", "years"),
        ("several", "2", "count"),
        ("revenue_y1", "1000万元", "money"),
        ("turned", "-5%", "ratio"),
        ("both", "3%", "ratio"),
    ]
    assert [(one.owner, one.text) for one in numbers.limits()] == [("share", "3%")]
    assert numbers.users("share") == ["named"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("srdi-sme@2026.rd_shar", "did you mean rd_share?"),
        ("srdi-sme@2026.rd_share_y1", "its number is a limit; change srdi-sme@2026.rd_share"),
        ("srdi-sme@2022.rd_staff", "say which: rd_staff[20%], rd_staff[10%], rd_staff[5%]"),
        ("srdi-sme@2025.rd_share", "did you mean srdi-sme@2022.rd_share?"),
        ("rd_share", "such as srdi-sme@2026.rd_share"),
    ],
)
def test_an_unknown_parameter_is_told_with_the_nearest(name: str, said: str, library: Library) -> None:
    with pytest.raises(InputError) as caught:
        parameter(library, name)
    (problem,) = caught.value.problems
    assert said in problem.line("en")
