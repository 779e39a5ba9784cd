"""explain: the margin is the sure distance to a threshold, on either side of it."""

import pytest

from jinjie.basics.interval import Interval, point
from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.facts.vocabulary import Kind
from jinjie.rules.readings.explain import Gauge, Margin, margin_of

FLOOR, CEILING = Interval(10, None), Interval(None, 10)


@pytest.mark.parametrize(
    ("value", "wanted", "truth", "margin"),
    [
        (point(13), FLOOR, TRUE, 3),
        (point(6), FLOOR, FALSE, -4),
        (point(6), CEILING, TRUE, 4),
        (point(13), CEILING, FALSE, -3),
        (point(10), FLOOR, TRUE, 0),
        (Interval(12, 20), FLOOR, TRUE, 2),
        (Interval(2, 7), FLOOR, FALSE, -3),
        (Interval(2, 7), CEILING, TRUE, 3),
        (Interval(12, 20), CEILING, FALSE, -2),
    ],
)
def test_a_margin_is_room_or_what_is_missing_at_least(
    value: Interval, wanted: Interval, truth: Truth, margin: int
) -> None:
    assert margin_of(Gauge(value, wanted, Kind.COUNT), truth) == Margin(margin, Kind.COUNT)


@pytest.mark.parametrize(
    ("value", "wanted", "truth"),
    [(Interval(8, 12), FLOOR, UNKNOWN), (Interval(None, 7), CEILING, FALSE), (point(3), Interval(None, None), TRUE)],
    ids=["unknown", "open end", "no threshold"],
)
def test_without_a_sure_distance_there_is_no_margin(value: Interval, wanted: Interval, truth: Truth) -> None:
    assert margin_of(Gauge(value, wanted, Kind.COUNT), truth) is None
