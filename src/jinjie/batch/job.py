"""A screen of files as a job: finished pieces are kept, so that it can be interrupted and go on at any moment.

The pieces lie in a folder beside the output. Each takes its name only when it is whole, and is noted with a checksum.
The output takes its own name when all of them are there.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from jinjie import __version__
from jinjie.basics.files import unwritable
from jinjie.batch.engines import PieceEngine
from jinjie.batch.interrupts import between_pieces
from jinjie.batch.order import Order
from jinjie.batch.tables import CSV, PARQUET, Piece, Table, piece_rows, pieces_of, unreadable
from jinjie.batch.target import PARTS, is_file, replace_folder, unfinished, writing

if TYPE_CHECKING:
    import polars as pl

MANIFEST, FINISHED = "manifest.json", "finished"
CHUNK = 1 << 20
Advance = Callable[[int, bool], None]
"""Told after each piece: its rows, and whether it had been finished before."""


@dataclass(frozen=True)
class Job:
    """Tables to screen into an output: a ``.parquet`` or ``.csv`` file, or a folder of parts.

    It is run while the output is claimed (``target.claimed``).
    """

    order: Order
    tables: tuple[Table, ...]
    out: Path
    pieces: tuple[Piece, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pieces", tuple(pieces_of(self.tables, piece_rows())))

    @property
    def folder(self) -> Path:
        return unfinished(self.out)

    def part(self, index: int) -> Path:
        """Where a finished piece waits."""
        return self.folder / PARTS / f"part-{index + 1:05d}{PARQUET}"

    @property
    def _manifest(self) -> str:
        said = {
            "version": __version__,
            "order": self.order.print(),
            "engine": self.order.engine,
            "tables": [table.print for table in self.tables],
            "pieces": [piece.rows for piece in self.pieces],
        }
        return json.dumps(said)

    def run(self, engine: PieceEngine, advance: Advance = lambda _rows, _before: None) -> None:
        """Screen every piece that is not finished yet, then put the output in its place.

        Raises InputError when a table is damaged or the output cannot be written; finished pieces stay.
        """
        try:
            with between_pieces() as stop_if_asked:
                finished = self._finished_before()
                for index, piece in enumerate(self.pieces):
                    before = index in finished and finished[index] == _checksum(self.part(index))
                    if not before:
                        self._write(index, _screened(engine, piece))
                    advance(piece.rows, before)
                    stop_if_asked()
                self._deliver()
        except OSError as error:
            raise unwritable(self.out, error) from error

    def _finished_before(self) -> dict[int, int]:
        """The checksums of the pieces that an earlier run of the same job finished; what another left is removed."""
        manifest, noted = self.folder / MANIFEST, self.folder / FINISHED
        said = self._manifest
        if not manifest.exists() or manifest.read_text("utf-8", errors="replace") != said:
            noted.unlink(missing_ok=True)
            shutil.rmtree(self.folder / PARTS, ignore_errors=True)
            manifest.write_text(said, "utf-8")
        (self.folder / PARTS).mkdir(exist_ok=True)
        lines = noted.read_text("utf-8", errors="replace").splitlines() if noted.exists() else []
        pairs = [line.split() for line in lines]
        return {int(p[0]): int(p[1]) for p in pairs if len(p) == 3 and all(map(str.isdecimal, p[:2])) and p[2] == "."}

    def _write(self, index: int, frame: pl.DataFrame) -> None:
        path = self.part(index)
        with writing(path) as temporary:
            frame.write_parquet(temporary, compression="zstd", compression_level=1, statistics=True)
        with (self.folder / FINISHED).open("a", encoding="utf-8") as noted:
            noted.write(f"\n{index} {_checksum(path)} .\n")

    def _deliver(self) -> None:
        """The parts as the output."""
        parts = [self.part(index) for index in range(len(self.pieces))]
        if not is_file(self.out):
            for path in (self.folder / PARTS).iterdir():
                if path not in parts:
                    path.unlink()
            replace_folder(self.folder / PARTS, self.out)
        elif self.out.suffix.lower() == PARQUET and len(parts) == 1:
            os.replace(parts[0], self.out)
        else:
            self._join(parts)

    def _join(self, parts: list[Path]) -> None:
        import polars as pl

        frame = pl.scan_parquet(parts)
        with writing(self.out) as temporary:
            if self.out.suffix.lower() == CSV:
                frame.sink_csv(temporary, include_bom=True)
            else:
                frame.sink_parquet(temporary, compression="zstd", compression_level=1)


def _screened(engine: PieceEngine, piece: Piece) -> pl.DataFrame:
    import polars as pl

    defects = (pl.exceptions.ColumnNotFoundError, pl.exceptions.DuplicateError, pl.exceptions.SchemaError)
    try:
        return engine.screen(piece)
    except defects:
        raise
    except (OSError, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        raise unreadable(piece.table.path, error) from error


def _checksum(path: Path) -> int | None:
    """The checksum of a file; None when it is not there."""
    found = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                found = zlib.crc32(chunk, found)
    except FileNotFoundError:
        return None
    return found
