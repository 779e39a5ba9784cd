"""Many enterprises at once: statistics of a screened set, and what a change of the law would do to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinjie.panorama.surveying import Panorama, survey

__all__ = ["Panorama", "survey"]


def __getattr__(name: str) -> object:
    """The public names are loaded when first used: the rooms in here do not need each other."""
    if name not in __all__:
        raise AttributeError(f"module 'jinjie.panorama' has no attribute '{name}'")
    from jinjie.panorama import surveying

    return getattr(surveying, name)
