"""check: is a rulebook sound? Gaps, overlaps, dead and always-true conditions, points that do not add up: proved.

A solver (z3, the extra ``check``) looks for an enterprise that shows a mistake, among all that can exist by the domains
of the facts and the equations between them. What it cannot settle in time is reported as not proved, never as proved.
Facts computed by other rulebooks are taken as free.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from jinjie.basics.problems import mistake
from jinjie.facts.constraints import Constraint
from jinjie.facts.vocabulary import Vocabulary
from jinjie.rules.language.rulebook import Rulebook
from jinjie.rules.readings.check.examples import check_examples
from jinjie.rules.readings.check.periods import check_periods
from jinjie.rules.readings.check.report import SEVERITY_WORDS, TOPICS, Finding, Report, Severity

__all__ = [
    "SEVERITY_WORDS",
    "TOPICS",
    "Finding",
    "Report",
    "Severity",
    "check",
    "check_examples",
    "check_periods",
    "require_solver",
]


def check(
    rulebook: Rulebook,
    vocabulary: Vocabulary,
    constraints: Iterable[Constraint] | None = None,
    sources: Iterable[str] | None = None,
) -> Report:
    """What is wrong with one edition, overlays applied, and how much was proved.

    ``constraints`` hold between the facts (those of the vocabulary when left out); ``sources`` are the names in the
    register of documents (not looked at when left out). Raises InputError when the solver is not installed.
    """
    require_solver()
    from jinjie.rules.readings.check.proving import prove

    return prove(rulebook, vocabulary, vocabulary.constraints if constraints is None else constraints, sources)


def require_solver() -> None:
    """Raises InputError, which says how to install it, when the solver is missing."""
    try:
        import_module("z3")
    except ImportError as error:
        raise mistake(
            "证明规则要用求解器 z3，还没有安装。请运行：pip install 'jinjie[check]'",
            "proofs about rules need the solver z3, which is not installed. Run: pip install 'jinjie[check]'",
        ) from error
