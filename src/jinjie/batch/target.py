"""Where a screen writes to: one process at a time, into a folder beside the output until all is there."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from jinjie.basics.files import is_writable, unwritable
from jinjie.basics.problems import InputError, Place, mistake
from jinjie.batch.tables import CSV, PARQUET, UNFINISHED, unreadable

LOCK, PARTS, INPUTS, EARLIER = "lock", "parts", "inputs", "earlier"
"""What lies in that folder: a lock, finished parts, CSV files as Parquet, an output that is just being replaced."""
PART = "part-*" + PARQUET
FILES = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".json", ".html", ".pdf", ".docx", ".txt", ".tsv", ".gz", ".zip"})
"""Endings of files that a screen of tables does not write."""


def unfinished(out: Path) -> Path:
    """The folder in which finished pieces wait."""
    return out.with_name(out.name + UNFINISHED)


def is_file(out: Path) -> bool:
    """The output is one file, not a folder of parts."""
    return out.suffix.lower() in {PARQUET, CSV}


def require_target(out: Path, inputs: Iterable[Path]) -> None:
    """The output can stand there, and takes the place of nothing but an earlier output.

    Raises InputError when it cannot.
    """
    place = Place(str(out))
    if out.suffix.lower() in FILES:
        raise mistake(
            f"表格的结果写成 .parquet、.csv 或文件夹，不能写成 {out.suffix}",
            f"the result of tables is a .parquet or .csv file or a folder, not {out.suffix}",
            place,
        )
    if not os.path.isdir(out.parent):
        raise mistake("写不了：没有这个文件夹", "cannot be written: there is no such folder", place)
    if is_file(out) and os.path.isdir(out):
        raise mistake("写不了：这是文件夹", "cannot be written: it is a folder", place)
    if not is_file(out) and os.path.lexists(out):
        _require_parts(out)
    if not is_writable(out):
        raise unwritable(out, PermissionError(errno.EACCES, ""))
    own = Path(os.path.realpath(out))
    if any(own == path or own in path.parents for path in (Path(os.path.realpath(p)) for p in inputs)):
        raise mistake(
            "写不了：输入在这里，写上去会盖掉它；请换一个名字",
            "cannot be written: the input is there, which would be lost; use another name",
            place,
        )


def _require_parts(out: Path) -> None:
    """A folder that is replaced holds parts and nothing else."""
    if not out.is_dir() or out.is_symlink():
        raise mistake("写不了：已有同名文件", "cannot be written: there is a file of this name", Place(str(out)))
    other = sorted(path.name for path in out.iterdir() if path.is_dir() or not _is_part(path))
    if other:
        raise mistake(
            f"写不了：文件夹里有别的东西（{other[0]}）；请给一个新的名字",
            f"cannot be written: the folder holds something else ({other[0]}); give a new name",
            Place(str(out)),
        )


def _is_part(path: Path) -> bool:
    """A part, or what Spark puts beside its parts."""
    return path.match(PART) or path.name.startswith((".part-", "._SUCCESS", "_SUCCESS"))


@contextmanager
def claimed(out: Path) -> Iterator[Path]:
    """The folder beside the output, for this process alone; gone when all went well, or nothing in it is of use.

    The claim ends with the process, however it ends.

    Raises InputError when another process has it, or the output cannot be written.
    """
    folder = unfinished(out)
    try:
        lock = _locked(folder, out)
    except OSError as error:
        raise unwritable(out, error) from error
    try:
        yield folder
    except InputError:
        if not any((folder / PARTS).glob(PART)):
            shutil.rmtree(folder, ignore_errors=True)
        raise
    else:
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        lock.close()


def _locked(folder: Path, out: Path) -> IO[str]:
    """The open lock; the folder is made when it is not there."""
    while True:
        with suppress(FileExistsError):
            folder.mkdir()
        lock = (folder / LOCK).open("w")
        try:
            _claim(lock.fileno(), out)
            if os.path.samestat(os.fstat(lock.fileno()), os.stat(folder / LOCK)):
                return lock
        except FileNotFoundError:  # the run before took it away when it ended
            pass
        except BaseException:
            lock.close()
            raise
        lock.close()


def _claim(handle: int, out: Path) -> None:
    try:
        import fcntl
    except ImportError:  # not on Windows: two runs at once are the user's own care there
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise mistake(
            "另一个 jinjie screen 正在写这个文件", "another jinjie screen is writing this file", Place(str(out))
        ) from error
    except OSError:  # some network drives know no locks
        return


def replace_folder(new: Path, out: Path) -> None:
    """A folder takes its name, in the place of an earlier one, which is gone only when the new one is there."""
    if out.is_dir():
        earlier = unfinished(out) / EARLIER
        shutil.rmtree(earlier, ignore_errors=True)
        os.replace(out, earlier)
    os.replace(new, out)


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """A name to write to; when all is written the file takes its own name, when not it is gone.

    Raises InputError when the system refuses to write; what else goes wrong on the way comes through.
    """
    import polars as pl

    temporary = path.with_name(f"{path.name}.writing")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except (OSError, pl.exceptions.PolarsError) as error:
        refused = _refused(error)
        if refused is None:
            raise
        raise unwritable(path, refused) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _refused(error: Exception) -> OSError | None:
    """The system's own refusal in an error. Polars tells it in its text alone."""
    if isinstance(error, OSError) and error.errno:
        return error
    text = str(error).lower()
    for number in (errno.ENOSPC, errno.EFBIG, errno.EACCES, errno.EROFS, errno.EIO):
        if os.strerror(number).lower() in text or f"(os error {number})" in text:
            return OSError(number, os.strerror(number))
    if "thrift" in text:  # the end of a Parquet file did not fit
        return OSError(errno.EIO, str(error).strip().splitlines()[0])
    return None


def first_line(path: Path, longest: int) -> bytes:
    """The beginning of a file.

    Raises InputError when it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.readline(longest)
    except OSError as error:
        raise unreadable(path, error) from error
