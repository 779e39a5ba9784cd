"""Invented enterprises, many of them, the same for the same seed. (Needs the extra ``synthetic``.)"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinjie.synthetic.making import enterprises

__all__ = ["enterprises"]


def __getattr__(name: str) -> object:
    """NumPy and Polars are loaded when the first enterprise is asked for."""
    if name != "enterprises":
        raise AttributeError(f"module 'jinjie.synthetic' has no attribute '{name}'")
    from importlib import import_module

    return import_module("jinjie.synthetic.making").enterprises
