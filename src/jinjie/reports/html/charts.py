"""Pictures of a report as inline SVG: score bars, bullet bars, the radar. Each has a title and a description.

Bars are drawn in percent of their width, so they stretch while their text keeps its size.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin

from jinjie.basics.numbers import Exact, quotient
from jinjie.reports import words
from jinjie.reports.document import Bullet, Radar, ScoreBar, Tone
from jinjie.reports.html.markup import Markup, tag

NEAR_END = 12
"""Percent of the width within which a label would run into the edge."""
ROOM_FOR_END = 30
"""Percent of the width that a label at the end of a scale needs for itself."""


def percent(number: Exact) -> str:
    """A share as an SVG length."""
    return f"{float(number) * 100:.2f}%"


def icon(tone: Tone, label: str = "") -> Markup:
    """The shape of a tone; silent when the word stands beside it."""
    if label:
        return tag("svg", tag("title", label), tag("use", href=f"#icon-{tone}"), class_=f"icon {tone}", role="img")
    return tag("svg", tag("use", href=f"#icon-{tone}"), class_=f"icon {tone}", aria_hidden="true")


def symbols() -> Markup:
    """The icons and the hatching, drawn once and used by all pictures."""
    check = tag("path", d="M5.6 10.4l3 3 5.8-6.6", class_="stroke")
    cross = tag("path", d="M6.8 6.8l6.4 6.4M13.2 6.8l-6.4 6.4", class_="stroke")
    asked = tag("path", d="M7.4 7.8a2.6 2.6 0 1 1 3.7 2.4c-.8.4-1.1.8-1.1 1.7M10 14.4v.2", class_="query")
    box = {"viewBox": "0 0 20 20"}
    shapes = (
        tag("symbol", tag("circle", cx=10, cy=10, r=9.5), check, id="icon-pass", **box),
        tag("symbol", tag("rect", x=1, y=1, width=18, height=18, rx=3), cross, id="icon-fail", **box),
        tag("symbol", tag("circle", cx=10, cy=10, r=8.6, class_="ring"), asked, id="icon-open", **box),
    )
    stripe = tag("path", d="M0 0v6", class_="stripe")
    turned = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    patterns = [
        tag("pattern", stripe, id=f"hatch-{tone}", class_=tone, width=6, height=6, **turned) for tone in words.TONES
    ]
    return tag("svg", tag("defs", shapes, patterns), class_="symbols", aria_hidden="true", width=0, height=0)


def _bar(low: Exact, high: Exact, **more: object) -> Markup:
    """A horizontal bar between two shares of the width."""
    return tag("rect", x=percent(low), width=percent(max(high - low, 0)), **more)


def _label(text: str, at: Exact, y: int, class_: str) -> Markup:
    """A text at a share of the width, kept inside."""
    anchor = "start" if at * 100 < NEAR_END else "end" if at * 100 > 100 - NEAR_END else "middle"
    return tag("text", text, x=percent(at), y=y, text_anchor=anchor, class_=class_)


def score_bar(bar: ScoreBar, tone: Tone, title: str) -> Markup:
    """The score interval with its mark."""
    low, high = quotient(bar.low, bar.most), quotient(bar.high, bar.most)
    drawn = [tag("title", title), tag("desc", "; ".join(t for t in (bar.text, bar.mark_text, bar.remark) if t))]
    drawn.append(tag("rect", x=0, y=26, width="100%", height=12, rx=6, class_="track"))
    drawn.append(_bar(0, low, y=26, height=12, rx=6, class_=f"range {tone}"))
    if high > low:
        drawn.append(_bar(low, high, y=26, height=12, class_="hatched", fill=f"url(#hatch-{tone})"))
    drawn.append(_label(bar.text, high if low == high else quotient(low + high, 2), 17, f"value {tone}"))
    drawn.append(tag("text", "0", x=0, y=58, class_="end"))
    drawn.append(tag("text", str(bar.most), x="100%", y=58, text_anchor="end", class_="end"))
    if bar.mark is not None:
        at = quotient(bar.mark, bar.most)
        drawn.append(tag("line", x1=percent(at), x2=percent(at), y1=20, y2=44, class_="mark"))
        drawn.append(_label(bar.mark_text, at, 58, "marked"))
    return tag("svg", drawn, class_="scorebar", role="img", width="100%", height=64)


def small_bar(low: Exact, high: Exact, tone: str = "plain", mark: Exact | None = None) -> Markup:
    """A thin bar beside a number that says the same."""
    drawn = [tag("rect", x=0, y=2, width="100%", height=4, rx=2, class_="track")]
    drawn.append(_bar(0, low, y=2, height=4, rx=2, class_=f"range {tone}"))
    if high > low:
        drawn.append(_bar(low, high, y=2, height=4, class_="hatched", fill=f"url(#hatch-{tone})"))
    if mark is not None:
        drawn.append(tag("line", x1=percent(mark), x2=percent(mark), y1=0, y2=8, class_="mark"))
    return tag("svg", drawn, class_="smallbar", aria_hidden="true", width="100%", height=8)


def bullet(shown: Bullet, description: str) -> Markup:
    """A value, or the range it lies in, against its threshold."""
    return tag(
        "svg",
        tag("title", shown.title),
        tag("desc", description),
        tag("rect", x=0, y=9, width="100%", height=12, class_="track"),
        _wanted(shown),
        _known(shown),
        _threshold(shown),
        class_="bullet",
        role="img",
        width="100%",
        height=42,
    )


def _place(shown: Bullet, number: Exact | None, otherwise: Exact) -> Exact:
    """Where a number lies on the scale, from 0 to 1; an open end lies at ``otherwise``."""
    if number is None:
        return otherwise
    bottom, top = shown.scale
    return min(max(quotient(number - bottom, top - bottom), 0), 1)


def _wanted(shown: Bullet) -> Markup:
    low, high = _place(shown, shown.wanted.low, 0), _place(shown, shown.wanted.high, 1)
    return _bar(low, high, y=24, height=3, class_="wanted")


def _known(shown: Bullet) -> Iterator[Markup]:
    """What is certain is solid, what is possible is hatched; an arrow where it goes on."""
    tone, top = "aside" if shown.aside else shown.sign.tone, shown.scale[1]
    origin = _place(shown, 0, 0)
    low, high = _place(shown, shown.value.low, 0), _place(shown, shown.value.high, 1)
    solid = (origin, low) if low >= origin else (high, origin) if high < origin else (origin, origin)
    yield _bar(*solid, y=9, height=12, class_=f"range {tone}")
    if high > low:
        yield _bar(low, high, y=9, height=12, class_="hatched", fill=f"url(#hatch-{tone})")
    if shown.value.is_point and shown.value.low is not None and shown.value.low <= top:
        at = percent(low)
        yield tag("line", x1=at, x2=at, y1=5, y2=25, class_=f"needle {tone}")
    if shown.value.high is None or shown.value.high > top:
        sure = shown.value.low is not None and shown.value.low > top
        arrow = tag("path", d="M-1 4l9 11-9 11z", class_=f"range {tone}" if sure else f"range faded {tone}")
        yield tag("svg", arrow, x="100%", y=0, overflow="visible", class_="arrow")


def _threshold(shown: Bullet) -> Iterator[Markup]:
    bound = shown.wanted.low if shown.wanted.low is not None else shown.wanted.high
    at = _place(shown, bound, 0)
    yield tag("line", x1=percent(at), x2=percent(at), y1=2, y2=28, class_="mark")
    yield _label(shown.required, at, 40, "marked")
    if at * 100 >= ROOM_FOR_END:
        yield tag("text", shown.ends[0], x=0, y=40, class_="end")
    if at * 100 <= 100 - ROOM_FOR_END:
        yield tag("text", shown.ends[1], x="100%", y=40, text_anchor="end", class_="end")


WIDTH, HEIGHT, RADIUS = 400, 290, 92


def radar(shown: Radar) -> Markup:
    """Parts of the score: the certain points filled, the possible ones hatched around them."""
    count = len(shown.axes)
    rings = [_polygon([share / 4] * count, "ring") for share in range(1, 5)]
    spokes = [tag("line", x1=WIDTH / 2, y1=HEIGHT / 2, **_end(at, count), class_="spoke") for at in range(count)]
    return tag(
        "svg",
        tag("title", shown.title),
        tag("desc", shown.description),
        rings,
        spokes,
        _polygon([float(axis.high) for axis in shown.axes], "possible"),
        _polygon([float(axis.low) for axis in shown.axes], "certain"),
        [_axis_label(shown, at) for at in range(count)],
        class_="radar",
        role="img",
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
    )


def _point(at: int, count: int, share: float) -> tuple[float, float]:
    angle = 2 * pi * at / count - pi / 2
    return WIDTH / 2 + RADIUS * share * cos(angle), HEIGHT / 2 + RADIUS * share * sin(angle)


def _end(at: int, count: int) -> dict[str, str]:
    x, y = _point(at, count, 1)
    return {"x2": f"{x:.1f}", "y2": f"{y:.1f}"}


def _polygon(lengths: list[float], class_: str) -> Markup:
    points = (_point(at, len(lengths), length) for at, length in enumerate(lengths))
    return tag("polygon", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points), class_=class_)


def _axis_label(shown: Radar, at: int) -> Markup:
    x, y = _point(at, len(shown.axes), 1.13)
    side = x - WIDTH / 2
    anchor = "middle" if abs(side) < RADIUS / 3 else "start" if side > 0 else "end"
    first = y - 14 if y < HEIGHT / 3 else y + 4 if y > HEIGHT * 2 / 3 else y - 4
    axis = shown.axes[at]
    return tag(
        "text",
        tag("tspan", axis.label, x=f"{x:.1f}", class_="axis"),
        tag("tspan", axis.text, x=f"{x:.1f}", dy="1.25em", class_="points"),
        y=f"{first:.1f}",
        text_anchor=anchor,
    )
