"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from jinjie.basics.problems import InputError, Place, mistake
from jinjie.basics.text import Text

READABLE = 0o644
_NOT_PERMITTED = Text(
    "没有写入权限，或文件正在别的程序里打开", "writing there is not permitted, or another program has the file open"
)
_REASONS = {
    errno.ENOSPC: Text("磁盘已满", "the disk is full"),
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.ENAMETOOLONG: Text("文件名太长", "the name is too long"),
    errno.ENOENT: Text("不能在这里新建文件", "no file can be made there"),
    errno.ELOOP: Text("链接绕成了圈", "the link leads in a circle"),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EBUSY), _NOT_PERMITTED),
}
"""Why nothing can be written, in words; another reason is told as the system puts it."""


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a file beside its target, then let it take the target's name: a failure leaves the target as it was.

    A link keeps leading where it leads. A device or pipe (``/dev/stdout``) is written to, never replaced.

    Raises InputError when it cannot be written (no such folder, no permission, disk full).
    """
    write_parts(path, [content.encode() if isinstance(content, str) else content])


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """The same for content that is made piece by piece; what goes wrong in making it leaves the target as it was too.

    Raises InputError when it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(parts)
        else:
            _replace(Path(os.path.realpath(path)), parts)
    except OSError as error:
        raise unwritable(path, error) from error


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    """Put a file in the place of another, with the other's permissions."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode if path.exists() else READABLE)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> InputError:
    """Why a file cannot be written."""
    reason = reason_of(error)
    return mistake(f"写不了：{reason.zh}", f"cannot be written: {reason.en}", Place(str(path)))


def reason_of(error: OSError) -> Text:
    """What stands in the way of writing."""
    other = error.strerror or str(error)
    return _REASONS.get(error.errno or 0, Text(other, other))


def is_writable(path: Path) -> bool:
    """A file of this name can be made or replaced, as far as can be told without trying."""
    target = os.path.realpath(path)
    is_special = os.path.exists(target) and not os.path.isfile(target)
    return os.access(target if is_special else os.path.dirname(target), os.W_OK)
