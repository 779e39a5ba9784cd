"""What the handbook says beside its figures, tried on numbers that somebody brought.

Each function returns findings; a claim that the numbers do not settle is unknown, never false. The numbers of the
claims themselves (9000, 7 of 10, 20 to 50) are the handbook's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from jinjie.basics.numbers import Exact, quotient
from jinjie.basics.truth import FALSE, TRUE, UNKNOWN, Truth
from jinjie.panorama.counts import Breakdown, Counts
from jinjie.panorama.places import CountryPart
from jinjie.panorama.ranks import Correlation
from jinjie.panorama.research import Change
from jinjie.panorama.shares import first_sum, remainder, times
from jinjie.panorama.tables import Line, OwnTable, Tables

LITTLE_GIANT, SRDI = "little-giant", "srdi-sme"
CLOSE = Fraction(7, 10)
"""From this rank correlation on, two orders count as much the same. Our own line: the handbook names none."""
_NEARLY, _UNTIL = 9000, 2022
_MODE = ("20", "50")
_GIANTS_FROM, _GIANTS = 1000, 3
_SEVEN_TENTHS = Fraction(7, 10)
DIGITAL_ORDER = ("IM", "CF", "LOG", "DBA")
"""Sections in the order of figure 9, highest digital investment first."""
MAIN_SECTIONS = ("C", "M")
"""The two largest sections of figure 12."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim of a figure, whether it holds, and the numbers that say so."""

    figure: int
    claim: str
    holds: Truth
    values: Mapping[str, Exact | str]


def truth(value: bool | None) -> Truth:
    return UNKNOWN if value is None else TRUE if value else FALSE


def from_tables(tables: Tables) -> Iterator[Finding]:
    """All findings that a user's tables allow."""
    for name, finder in _OF_TABLES.items():
        if name in tables:
            yield from finder(tables[name])


def _recognised(table: OwnTable) -> Iterator[Finding]:
    lines = [line for line in table.lines if line.key == LITTLE_GIANT and line.year <= _UNTIL]
    if lines:
        low, high = sum(line.low for line in lines), sum(line.high for line in lines)
        holds = True if high < _NEARLY else False if low >= _NEARLY else None
        yield Finding(2, "nearly_9000", truth(holds), {"low": low, "high": high})


def _listed(table: OwnTable) -> Iterator[Finding]:
    counts = _by_year(table, "count")
    yield from _direction(6, "count_rises", counts, rising=True)
    below = _by_year(table, "below_5bn")
    for year in sorted(set(counts) & set(below))[-1:]:
        if counts[year].low > 0:
            low, high = quotient(below[year].low, counts[year].high), quotient(below[year].high, counts[year].low)
            holds = True if low >= _SEVEN_TENTHS else False if high < _SEVEN_TENTHS else None
            yield Finding(6, "seven_tenths", truth(holds), {"share_low": low, "share_high": high, "year": str(year)})


def _mean_value(table: OwnTable) -> Iterator[Finding]:
    yield from _direction(6, "mean_falls", {line.year: line for line in table.lines}, rising=False)


def _by_year(table: OwnTable, key: str) -> dict[int, Line]:
    return {line.year: line for line in table.lines if line.key == key}


def _direction(figure: int, claim: str, lines: Mapping[int, Line], *, rising: bool) -> Iterator[Finding]:
    """Whether the last year is above (or below) the first."""
    if len(lines) > 1:
        first, last = lines[min(lines)], lines[max(lines)]
        up = True if last.low > first.high else False if last.high <= first.low else None
        down = True if last.high < first.low else False if last.low >= first.high else None
        values: dict[str, Exact | str] = {"from_year": str(first.year), "to_year": str(last.year)}
        values |= {"before": first.low, "after": last.low}
        yield Finding(figure, claim, truth(up if rising else down), values)


def _market_values(table: OwnTable) -> Iterator[Finding]:
    lines = table.latest
    if not lines:
        return
    top = max(lines, key=lambda line: line.low)
    others = max((line.high for line in lines if line is not top), default=0)
    settled = None if others > top.low else top.keys == _MODE
    yield Finding(7, "mode_20_50", truth(settled), {"from": top.keys[0], "to": top.keys[1] or "∞", "count": top.low})
    giants = [line for line in lines if line.key.isdecimal() and int(line.key) >= _GIANTS_FROM]
    low, high = sum(line.low for line in giants), sum(line.high for line in giants)
    holds = low == _GIANTS if low == high else None
    yield Finding(7, "three_giants", truth(holds), {"count": low})


def _boards(table: OwnTable) -> Iterator[Finding]:
    for measure in ("count", "market_value"):
        totals: dict[int, Line] = {}
        for line in table.lines:
            if line.key == measure:
                before = totals.get(line.year)
                low, high = (0, 0) if before is None else (before.low, before.high)
                totals[line.year] = Line((measure,), line.year, low + line.low, high + line.high, line.source)
        for found in _direction(8, f"boards_{measure}_rises", totals, rising=True):
            shown = {f"share_{k}" if k in {"before", "after"} else k: v for k, v in found.values.items()}
            yield Finding(8, found.claim, found.holds, shown)


def _digital(table: OwnTable) -> Iterator[Finding]:
    """Each band's lowest level is not below the next one's highest."""
    levels = {line.key[:1]: line for line in table.latest}
    bands = [[levels[section] for section in band if section in levels] for band in DIGITAL_ORDER]
    if all(bands):
        pairs = list(zip(bands, bands[1:], strict=False))
        sure = all(min(x.low for x in a) > max(x.high for x in b) for a, b in pairs)
        never = any(min(x.high for x in a) <= max(x.low for x in b) for a, b in pairs)
        yield Finding(9, "digital_order", truth(True if sure else False if never else None), {})


def _penetration(table: OwnTable) -> Iterator[Finding]:
    shares = {line.key: line for line in table.latest}
    if {LITTLE_GIANT, SRDI} <= set(shares):
        ratio = times(shares[LITTLE_GIANT].low, shares[SRDI].low)
        if ratio is not None:
            yield Finding(11, "giants_higher", truth(ratio > 1), {"times": ratio})


def _industries(table: OwnTable) -> Iterator[Finding]:
    shares = [line.low for line in table.latest]
    left = remainder(shares)
    values: dict[str, Exact | str] = {"share_two": first_sum(shares, 2), "share_rest": left}
    values |= {"classes": len(shares)}
    yield Finding(12, "shares_add_up", truth(left >= 0), values)


_OF_TABLES: Mapping[str, Callable[[OwnTable], Iterator[Finding]]] = {
    "recognised": _recognised,
    "listed": _listed,
    "mean-market-value": _mean_value,
    "market-values": _market_values,
    "boards": _boards,
    "digital-levels": _digital,
    "penetration": _penetration,
    "industry-shares": _industries,
}


def follows_output(correlations: Sequence[Correlation]) -> Iterator[Finding]:
    """The order of the provinces is much that of their industrial output, whether or not the open cases pass."""
    found = [c.rho for c in correlations if c.rho is not None]
    if found:
        holds = True if min(found) >= CLOSE else False if max(found) < CLOSE else None
        values: dict[str, Exact | str] = {"rho_low": min(found), "rho_high": max(found)}
        yield Finding(4, "follows_output", truth(holds), values | {"pairs": correlations[0].pairs, "line": CLOSE})


def places(provinces: Breakdown, parts: Mapping[str, CountryPart]) -> Iterator[Finding]:
    """More in the east than in the west, more in the south than in the north."""
    for claim, more, fewer in (("east_over_west", "east", "west"), ("south_over_north", "south", "north")):
        one, other = parts[more].counts(provinces), parts[fewer].counts(provinces)
        yield Finding(5, claim, truth(_is_more(one, other)), _ends(more, one) | _ends(fewer, other))


def _is_more(one: Counts, other: Counts) -> bool | None:
    if one.certain > other.at_most:
        return True
    return False if one.at_most <= other.certain else None


def _ends(name: str, counts: Counts) -> dict[str, Exact | str]:
    return {f"{name}_low": counts.certain, f"{name}_high": counts.at_most}


def research_rises(change: Change | None) -> Iterator[Finding]:
    """More enterprises whose R&D share rose than such where it fell."""
    if change is not None and change.rose + change.fell + change.same:
        values: dict[str, Exact | str] = {"rose": change.rose, "fell": change.fell, "same": change.same}
        yield Finding(10, "research_rises", truth(change.rose > change.fell), values)


def main_sections(sections: Breakdown) -> Iterator[Finding]:
    """Manufacturing and scientific services are the two largest sections, however the open cases turn out."""
    groups = {key: group for key, group in sections.groups.items() if key}
    everyone = sum(group.at_most for group in groups.values())
    if not everyone:
        return
    main = [sections.get(key) for key in MAIN_SECTIONS]
    others = [group for key, group in groups.items() if key not in MAIN_SECTIONS]
    sure = min(group.certain for group in main) > max((other.at_most for other in others), default=0)
    never = min(group.at_most for group in main) < max((other.certain for other in others), default=0)
    ordered = sorted(groups, key=lambda key: (-groups[key].at_most, key))
    values: dict[str, Exact | str] = {"share_two": quotient(sum(group.at_most for group in main), everyone)}
    holds = True if sure else False if never else None
    yield Finding(12, "main_sections", truth(holds), values | {"largest": "、".join(ordered[:2])})
