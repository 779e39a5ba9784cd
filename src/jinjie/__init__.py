"""Jinjie (进阶): verdicts that can be relied on, from facts however incomplete, under the law in force.

>>> import jinjie
>>> jinjie.assess({"facts": {"niche_years": 1}}, on="2023-01-31", rulebooks=["srdi-sme"]).results[0].verdict
'fail'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from jinjie.api import Profile, assess, load_rulebook, plan, rulebooks, screen
    from jinjie.basics.problems import InputError

_HOMES = {
    "InputError": "jinjie.basics.problems",
    "Profile": "jinjie.api",
    "assess": "jinjie.api",
    "load_rulebook": "jinjie.api",
    "plan": "jinjie.api",
    "rulebooks": "jinjie.api",
    "screen": "jinjie.api",
}
__all__ = ["InputError", "Profile", "__version__", "assess", "load_rulebook", "plan", "rulebooks", "screen"]


def __getattr__(name: str) -> object:
    """The public names are loaded when first used, so that ``import jinjie`` is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'jinjie' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
