"""A job finishes piece by piece, and never does a piece twice."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jinjie.basics.problems import InputError
from jinjie.batch import screening
from jinjie.batch.order import Order
from jinjie.batch.tables import PIECE_ROWS_VARIABLE, Piece
from jinjie.batch.target import PARTS, claimed, unfinished

pl = pytest.importorskip("polars")
Make = Callable[..., Any]


@dataclass
class Fake:
    """Screens by copying, counts its pieces, and breaks off before one of them when it is told to."""

    order: Order
    breaks_at: int | None = None
    seen: list[tuple[str, int, int]] = field(default_factory=list)

    def screen(self, piece: Piece) -> Any:
        if len(self.seen) == self.breaks_at:
            raise KeyboardInterrupt
        self.seen.append((piece.table.path.name, piece.offset, piece.rows))
        empty = pl.lit(None, dtype=pl.String)
        prefixes = self.order.request.prefixes.values()
        return (
            piece.scan().with_columns(*(empty.alias(f"{p}_verdict") for p in prefixes), empty.alias("error")).collect()
        )


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Fake]:
    """Screen with a fake engine in pieces of ten rows."""

    def screen(inputs: list[Path], order: Order, out: Path, breaks_at: int | None = None, rows: int = 10) -> Fake:
        fake = Fake(order, breaks_at)
        monkeypatch.setenv(PIECE_ROWS_VARIABLE, str(rows))
        monkeypatch.setattr(screening, "engine_of", lambda _order: fake)
        if breaks_at is None:
            screening.screen_files(inputs, order, out)
        else:
            with pytest.raises(KeyboardInterrupt):
                screening.screen_files(inputs, order, out)
        return fake

    return screen


def firms(out: Path) -> list[str]:
    if out.is_dir():
        return pl.read_parquet(sorted(out.iterdir()))["firm"].to_list()
    return (pl.read_csv(out) if out.suffix == ".csv" else pl.read_parquet(out))["firm"].to_list()


@pytest.mark.parametrize("name", ["out.parquet", "out.csv", "out"])
@pytest.mark.parametrize("rows", [1, 7, 25, 1000])
def test_every_row_comes_out_once_in_order_whatever_the_piece(
    tmp_path: Path, table: Make, order: Make, run: Make, name: str, rows: int
) -> None:
    inputs = [table(25, "a.parquet"), table(0, "b.parquet"), table(8, "c.parquet", start=25)]
    run(inputs, order(), tmp_path / name, rows=rows)
    assert firms(tmp_path / name) == [f"f{n}" for n in range(33)]
    assert not unfinished(tmp_path / name).exists()


def test_a_run_that_broke_off_goes_on_where_it_stopped(tmp_path: Path, table: Make, order: Make, run: Make) -> None:
    source, out = table(45), tmp_path / "out.parquet"
    assert len(run([source], order(), out, breaks_at=3).seen) == 3
    assert not out.exists()
    assert run([source], order(), out).seen == [("in.parquet", 30, 10), ("in.parquet", 40, 5)]
    assert firms(out) == [f"f{n}" for n in range(45)]


OTHERS: dict[str, Callable[[Make], Order]] = {
    "day": lambda order: order(day=date(2025, 1, 1)),
    "rulebook": lambda order: order("innovative-sme"),
    "edition": lambda order: order("srdi-sme@2022"),
    "lines": lambda order: order(detail=True),
    "columns": lambda order: order(keep=("all",)),
    "bound": lambda order: order(exact=True),
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())
def test_another_request_starts_anew(
    tmp_path: Path, table: Make, order: Make, run: Make, other: Callable[[Make], Order]
) -> None:
    source, out = table(25), tmp_path / "out.parquet"
    run([source], order(), out, breaks_at=2)
    assert len(run([source], other(order), out).seen) == 3


def test_another_input_or_another_piece_starts_anew(tmp_path: Path, table: Make, order: Make, run: Make) -> None:
    source, out = table(25), tmp_path / "out.parquet"
    run([source], order(), out, breaks_at=2)
    os.utime(source, ns=(1, 1))
    assert len(run([source], order(), out, breaks_at=1).seen) == 1
    assert len(run([source], order(), out, rows=5).seen) == 5


def _shorten(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[10] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [_shorten, _flip, Path.unlink, lambda path: path.write_bytes(b"")])
def test_a_damaged_part_is_made_again(
    tmp_path: Path, table: Make, order: Make, run: Make, damage: Callable[[Path], None]
) -> None:
    source, out = table(45), tmp_path / "out"
    run([source], order(), out, breaks_at=4)
    damage(unfinished(out) / PARTS / "part-00002.parquet")
    assert run([source], order(), out).seen == [("in.parquet", 10, 10), ("in.parquet", 40, 5)]
    assert firms(out) == [f"f{n}" for n in range(45)]


@pytest.mark.parametrize("name", ["manifest.json", "finished"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"{}", b"0 1", b"\n0 12 .\n99 5 .\n"])
def test_damaged_notes_cost_time_but_never_rows(
    tmp_path: Path, table: Make, order: Make, run: Make, name: str, content: bytes
) -> None:
    source, out = table(25), tmp_path / "out.parquet"
    run([source], order(), out, breaks_at=2)
    (unfinished(out) / name).write_bytes(content)
    assert len(run([source], order(), out).seen) == 3
    assert firms(out) == [f"f{n}" for n in range(25)]


def test_an_earlier_output_stays_until_the_new_one_is_whole(
    tmp_path: Path, table: Make, order: Make, run: Make
) -> None:
    for name in ("out.parquet", "out.csv", "out"):
        out = tmp_path / name
        run([table(12)], order(), out)
        run([table(30, "new.parquet")], order(), out, breaks_at=2)
        assert len(firms(out)) == 12
        run([table(30, "new.parquet")], order(), out)
        assert len(firms(out)) == 30


def test_csv_begins_with_the_mark_that_excel_needs(tmp_path: Path, table: Make, order: Make, run: Make) -> None:
    run([table(12)], order(), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbffirm,")


def test_two_runs_at_once_on_one_output_are_refused(tmp_path: Path, table: Make, order: Make, run: Make) -> None:
    pytest.importorskip("fcntl")
    source, out = table(25), tmp_path / "out.parquet"
    with claimed(out) as folder:
        with pytest.raises(InputError, match="another jinjie screen is writing this file"):
            run([source], order(), out)
        assert folder.is_dir()
    run([source], order(), out)
    assert len(firms(out)) == 25


def test_parts_that_no_longer_belong_are_not_delivered(tmp_path: Path, table: Make, order: Make, run: Make) -> None:
    source, out = table(25), tmp_path / "out"
    run([source], order(), out, breaks_at=2)
    (unfinished(out) / PARTS / "part-00077.parquet").write_bytes(b"PAR1")
    run([source], order(), out)
    assert [path.name for path in sorted(out.iterdir())] == [f"part-0000{n}.parquet" for n in (1, 2, 3)]


@pytest.mark.parametrize("said", ["0", "-1", "many", "1.5"])
def test_a_size_of_pieces_that_is_no_number_is_a_mistake(
    tmp_path: Path, table: Make, order: Make, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setenv(PIECE_ROWS_VARIABLE, said)
    with pytest.raises(InputError, match=f"must be a positive whole number, not {said}"):
        screening.screen_files([table(5)], order(), tmp_path / "out.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]
