"""Counts that add up."""

from hypothesis import given
from hypothesis import strategies as st

from jinjie.panorama.counts import Counts, Cube, total_of

KEYS = st.tuples(
    st.sampled_from(["", "4401", "4403", "3301", "99"]), st.sampled_from(["", "C", "M"]), st.sampled_from(["", "small"])
)
COUNTS = st.builds(Counts, *[st.integers(0, 10**7)] * 5)


@given(st.dictionaries(KEYS, COUNTS))
def test_every_dimension_adds_up_to_the_same_total(cells: dict[tuple[str, str, str], Counts]) -> None:
    cube = Cube("srdi-sme", cells)
    for dimension in ("province", "city", "section", "grade"):
        assert cube.along(dimension).total == cube.total
    assert cube.total.total == sum(counts.total for counts in cells.values())


def test_at_most_is_what_is_certain_and_what_is_possible() -> None:
    counts = total_of([Counts(certain=2, possible=3), Counts(possible=1, no=4)])
    assert (counts.at_most, counts.total) == (6, 10)


def test_a_city_belongs_to_its_province() -> None:
    cube = Cube("x", {("4403", "C", ""): Counts(1), ("4401", "M", ""): Counts(2), ("", "C", ""): Counts(4)})
    assert cube.along("province").groups == {"": Counts(4), "44": Counts(3)}
    assert cube.along("section").get("M") == Counts(2)
    assert cube.along("section").get("Z") == Counts()
