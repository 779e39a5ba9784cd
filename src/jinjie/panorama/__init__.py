"""Statistics of a screened set: from tables of verdicts to small frozen results. ``survey`` does all of it."""

from __future__ import annotations

from jinjie.panorama.survey import Panorama, survey

__all__ = ["Panorama", "survey"]
