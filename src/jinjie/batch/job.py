"""A screen of files as a job: finished pieces are kept, so that it can be interrupted and go on at any moment.

The pieces lie in a folder beside the output. Each takes its name only when it is whole. The output takes its own name
when all of them are there.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from jinjie import __version__
from jinjie.basics.files import unwritable
from jinjie.basics.problems import InputError, Place, mistake
from jinjie.batch.engines import PieceEngine
from jinjie.batch.order import Order
from jinjie.batch.tables import CSV, PARQUET, Piece, Table, pieces_of, unreadable

if TYPE_CHECKING:
    import polars as pl

UNFINISHED = ".unfinished"
MANIFEST, LOCK = "manifest.json", "lock"
BOM = b"\xef\xbb\xbf"
Advance = Callable[[int, bool], None]
"""Told after each piece: its rows, and whether it had been finished before."""


@dataclass(frozen=True)
class Job:
    """Tables to screen into an output: a ``.parquet`` or ``.csv`` file, or a folder of parts."""

    order: Order
    tables: tuple[Table, ...]
    out: Path
    pieces: tuple[Piece, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pieces", tuple(pieces_of(self.tables)))

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def folder(self) -> Path:
        """Where finished pieces wait."""
        return self.out.with_name(self.out.name + UNFINISHED)

    def part(self, index: int) -> Path:
        return self.folder / f"part-{index + 1:05d}{PARQUET}"

    @property
    def _manifest(self) -> str:
        said = {
            "version": __version__,
            "order": self.order.print(),
            "tables": [table.print for table in self.tables],
            "pieces": len(self.pieces),
        }
        return json.dumps(said, indent=1)

    def run(self, engine: PieceEngine, advance: Advance = lambda _rows, _before: None) -> None:
        """Screen every piece that is not finished yet, then put the output in its place.

        Raises InputError when a table is damaged or the output cannot be written; finished pieces stay.
        """
        try:
            with self._opened():
                for index, piece in enumerate(self.pieces):
                    before = self._is_finished(index, piece)
                    if not before:
                        self._write(index, self._screened(engine, piece))
                    advance(piece.rows, before)
                self._deliver()
        except OSError as error:
            raise unwritable(self.out, error) from error

    @contextmanager
    def _opened(self) -> Iterator[None]:
        """The folder of the pieces, for this process alone; what an other request left there is thrown away."""
        with suppress(FileExistsError):
            self.folder.mkdir()
        with (self.folder / LOCK).open("w") as lock:
            _claim(lock.fileno(), self.out)
            manifest = self.folder / MANIFEST
            if not manifest.exists() or manifest.read_text("utf-8") != self._manifest:
                for left in self.folder.glob("*" + PARQUET + "*"):
                    left.unlink()
                manifest.write_text(self._manifest, "utf-8")
            yield

    def _screened(self, engine: PieceEngine, piece: Piece) -> pl.DataFrame:
        import polars as pl

        try:
            return engine.screen(piece)
        except pl.exceptions.PolarsError as error:
            raise unreadable(piece.table.path, error) from error

    def _is_finished(self, index: int, piece: Piece) -> bool:
        """The part is there and whole."""
        import polars as pl

        path = self.part(index)
        if not path.exists():
            return False
        try:
            return int(pl.scan_parquet(path).select(pl.len()).collect().item()) == piece.rows
        except (OSError, pl.exceptions.PolarsError):
            return False

    def _write(self, index: int, frame: pl.DataFrame) -> None:
        path = self.part(index)
        with writing(path) as temporary:
            frame.write_parquet(temporary, compression="zstd", compression_level=1, statistics=True)

    def _deliver(self) -> None:
        """The parts as the output."""
        parts = [self.part(index) for index in range(len(self.pieces))]
        if self.out.suffix.lower() not in {PARQUET, CSV}:
            self._deliver_folder()
            return
        if not parts:
            raise mistake(
                "输入里没有一行数据", "there is not a single row in the input", Place(str(self.tables[0].path))
            )
        if self.out.suffix.lower() == PARQUET and len(parts) == 1:
            os.replace(parts[0], self.out)
        else:
            self._join(parts)
        shutil.rmtree(self.folder)

    def _deliver_folder(self) -> None:
        """The folder itself becomes the output, in the place of an earlier one."""
        (self.folder / MANIFEST).unlink()
        (self.folder / LOCK).unlink()
        if self.out.is_dir():
            shutil.rmtree(self.out)
        os.replace(self.folder, self.out)

    def _join(self, parts: list[Path]) -> None:
        import polars as pl

        frame = pl.scan_parquet(parts)
        with writing(self.out) as temporary:
            if self.out.suffix.lower() == CSV:
                frame.sink_csv(temporary, include_bom=True)
            else:
                frame.sink_parquet(temporary, compression="zstd", compression_level=1)


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """A name to write to; when all is written the file takes its own name, when not it is gone."""
    import polars as pl

    temporary = path.with_name(f"{path.name}.writing")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except pl.exceptions.PolarsError as error:
        raise _cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _cannot_write(path: Path, error: Exception) -> InputError:
    text = str(error).lower()
    if "no space" in text or "os error 28" in text:
        return unwritable(path, OSError(28, "No space left on device"))
    first = str(error).strip().splitlines()[0][:200]
    return mistake(f"写不了：{first}", f"cannot be written: {first}", Place(str(path)))


def _claim(handle: int, out: Path) -> None:
    """This process alone works on the output. The claim ends with the process, however it ends."""
    try:
        import fcntl
    except ImportError:  # not on Windows: two runs at once are the user's own care there
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise mistake(
            "另一个 jinjie screen 正在写这个文件", "another jinjie screen is writing this file", Place(str(out))
        ) from error
