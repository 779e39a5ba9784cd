"""A table must have facts: what is said of one that has none."""

from __future__ import annotations

from collections.abc import Iterable

from jinjie.basics.problems import Place, mistake
from jinjie.basics.text import nearest
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.readings.screen.columns import columns_among

EXAMPLES = ("industry", "employees_y1", "revenue_y1", "main_revenue_share_y1")
FEW = 5


def require_facts(columns: Iterable[str], vocabulary: Vocabulary, place: Place | None = None) -> None:
    """Some column is a fact.

    Raises InputError, which names what is expected and what may be meant, when none is.
    """
    names = list(columns)
    if columns_among(names, vocabulary).names:
        return
    near = [(name, nearest(name, vocabulary.facts)) for name in names]
    pairs = [(name, found) for name, found in near if found is not None and found != name][:FEW]
    zh = "；是不是想写：" + "，".join(f"{name} → {found}" for name, found in pairs) if pairs else ""
    en = "; did you mean: " + ", ".join(f"{name} -> {found}" for name, found in pairs) if pairs else ""
    raise mistake(
        f"没有一列是企业事实；列名应是事实的标识，如 {'、'.join(EXAMPLES)}（现有列：{'、'.join(names[:FEW])}）{zh}",
        f"no column is a fact; columns are named like {', '.join(EXAMPLES)} (these are: {', '.join(names[:FEW])}){en}",
        place,
    )
