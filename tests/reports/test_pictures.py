"""Scales, answers and markup."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.interval import Interval, point
from jinjie.facts.vocabulary import Kind
from jinjie.reports.content.deciding import joined
from jinjie.reports.content.scales import scale_of
from jinjie.reports.html.markup import tag
from jinjie.rules.readings.explain import Gauge

NUMBERS = st.fractions(min_value=-1000, max_value=100000, max_denominator=100)


def test_a_share_of_a_whole_has_the_whole_as_its_scale() -> None:
    assert scale_of(Gauge(point(Fraction(44, 100)), Interval(None, Fraction(7, 10)), Kind.RATIO)) == (0, 1)


def test_a_small_share_does_not_disappear_at_the_left() -> None:
    assert scale_of(Gauge(point(Fraction(537, 10000)), Interval(Fraction(3, 100)), Kind.RATIO)) == (0, Fraction(1, 10))


def test_a_value_far_beyond_does_not_squeeze_the_threshold() -> None:
    assert scale_of(Gauge(point(19000), Interval(1000), Kind.MONEY)) == (0, 3000)


def test_a_loss_is_on_the_scale() -> None:
    bottom, top = scale_of(Gauge(point(-30), Interval(0), Kind.MONEY))
    assert bottom < 0 < top


@given(st.one_of(st.none(), NUMBERS), NUMBERS, st.sampled_from([Kind.MONEY, Kind.RATIO, Kind.COUNT]))
def test_the_threshold_is_always_on_the_scale(value: Fraction | None, bound: Fraction, kind: Kind) -> None:
    bottom, top = scale_of(Gauge(Interval(value), Interval(bound), kind))
    assert bottom <= bound <= top
    assert bottom < top


def test_answers_that_touch_become_one_range() -> None:
    parts = [Interval(8, None), Interval(6, 8, high_open=True)]
    assert joined(parts, whole=False) == [Interval(6, None)]


def test_answers_with_a_hole_stay_apart() -> None:
    parts = [Interval(6, 8, high_open=True), Interval(8, None, low_open=True)]
    assert joined(parts, whole=False) == parts


def test_whole_numbers_touch_their_neighbours() -> None:
    assert joined([Interval(4, None), Interval(2, 3), point(1)], whole=True) == [Interval(1, None)]


def test_attributes_and_texts_are_escaped_once() -> None:
    inner = tag("b", "<&>", title='"x"')
    assert tag("p", inner, None, ["a & b"]) == '<p><b title="&quot;x&quot;">&lt;&amp;&gt;</b>a &amp; b</p>'


def test_empty_attributes_are_left_out_and_control_characters_too() -> None:
    assert tag("p", "a\x00b\x1b", class_=None, hidden=True, data_label="c\x01") == '<p hidden data-label="c">ab</p>'
