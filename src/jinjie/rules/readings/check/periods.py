"""The editions of one rulebook follow each other without overlap, and without a gap that nobody explains."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from jinjie.basics.text import Text
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.readings.check.report import Finding, Report

TOPIC = "periods"


def check_periods(editions: Sequence[Rulebook]) -> Report:
    """The times in force of all editions of one rulebook, overlays left aside.

    A gap is allowed where the edition before it or after it has a note on its time in force.
    """
    ordered = sorted(editions, key=lambda edition: edition.in_force.start or date.min)
    found = [_between(one, other) for one, other in zip(ordered, ordered[1:], strict=False)]
    findings = tuple(finding for finding in found if finding is not None)
    name = ordered[0].id if ordered else ""
    return Report(name, findings, {TOPIC: len(found) - len(findings)} if found else {})


def _between(one: Rulebook, other: Rulebook) -> Finding | None:
    """What is wrong between two editions that follow each other."""
    end, start = one.in_force.end, other.in_force.start
    if end is None or start is None or start <= end:
        return _finding(other, _overlap(one, other))
    if start == end + timedelta(days=1) or _is_explained(one) or _is_explained(other):
        return None
    first, last = end + timedelta(days=1), start - timedelta(days=1)
    zh = f"{one.name} 与 {other.name} 之间有空档：{first} 至 {last} 没有版本有效，也没有附注说明"
    en = f"a gap between {one.name} and {other.name}: none is in force from {first} to {last}, and no note says why"
    return _finding(other, Text(zh, en))


def _overlap(one: Rulebook, other: Rulebook) -> Text:
    start = other.in_force.start
    zh = f"{one.name} 与 {other.name} 的有效期重叠，自 {start or '起始'} 起两版同时有效"
    en = f"{one.name} and {other.name} overlap: both are in force from {start or 'the beginning'} on"
    return Text(zh, en)


def _finding(edition: Rulebook, message: Text) -> Finding:
    return Finding(TOPIC, "error", edition.name, message)


def _is_explained(edition: Rulebook) -> bool:
    return edition.force_origin is not None and edition.force_origin.note is not None
