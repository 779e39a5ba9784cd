"""Whatever a programmer has at hand, screened: a frame, a path, a list of paths."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from jinjie.basics.problems import mistake
from jinjie.batch.order import Order
from jinjie.batch.screening import people_among, screen_files, screen_frame, screen_in_memory, screen_people
from jinjie.batch.tables import PARQUET, files_of
from jinjie.batch.target import writing

if TYPE_CHECKING:
    import polars as pl


def screened(source: Any, order: Order, out: Path | None) -> pl.DataFrame | None:
    """The results as a frame, or None when they are written to ``out``.

    Raises InputError for a source that is none of these, or cannot be read, and an output that cannot be written.
    """
    frame = _frame_of(source)
    if frame is None:
        return _of_paths(_paths_of(source), order, out)
    if out is None and order.engine == "polars":
        return screen_frame(frame, order)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"frame{PARQUET}"
        with writing(path) as temporary:
            frame.write_parquet(temporary)
        return _of_paths([path], order, out)


def _of_paths(paths: list[Path], order: Order, out: Path | None) -> pl.DataFrame | None:
    people = people_among(files_of(paths, out), order)
    if people is not None and out is None:
        return people.frame(people.rows())
    if people is not None and out is not None:
        screen_people(people, out, "zh")
        return None
    if out is None:
        return screen_in_memory(paths, order)
    screen_files(paths, order, out)
    return None


def _frame_of(source: Any) -> pl.DataFrame | None:
    """A frame of Polars, lazy or not, or of anything that gives Arrow columns."""
    import polars as pl

    if isinstance(source, pl.DataFrame):
        return source
    if isinstance(source, pl.LazyFrame):
        return source.collect()
    return pl.DataFrame(source) if hasattr(source, "__arrow_c_stream__") else None


def _paths_of(source: Any) -> list[Path]:
    if isinstance(source, str | Path):
        return [Path(source)]
    if isinstance(source, Iterable) and not isinstance(source, bytes):
        paths = list(source)
        if paths and all(isinstance(path, str | Path) for path in paths):
            return [Path(path) for path in paths]
    kind = type(source).__name__
    raise mistake(
        f"要筛查的应是路径、路径的列表或数据表，不是 {kind}",
        f"what is screened is a path, a list of paths or a data frame, not {kind}",
    )
