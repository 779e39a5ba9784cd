"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from jinjie.basics.problems import InputError, Place, mistake

READABLE = 0o644


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file beside its target, then let it take the target's name: a failure leaves the target as it was.

    A link keeps leading where it leads. A device or pipe (``/dev/stdout``) is written to, never replaced.

    Raises InputError when it cannot be written (no such folder, no permission, disk full).
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        raise unwritable(path, error) from error


def _replace(path: Path, data: bytes) -> None:
    """Put a file in the place of another, with the other's permissions."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode if path.exists() else READABLE)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> InputError:
    """Why a file cannot be written, and what may help."""
    reason = error.strerror or str(error)
    return mistake(
        f"写不了：{reason}；如果文件正在别的程序里打开，请先关闭",
        f"cannot be written: {reason}; close the file if another program has it open",
        Place(str(path)),
    )
