"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import NoReturn

import pytest

from jinjie.basics.files import is_writable, unwritable, write_whole
from jinjie.basics.problems import InputError
from jinjie.basics.text import Text


def full(*_: object) -> NoReturn:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_text_and_bytes_are_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "甲")
    assert path.read_text("utf-8") == "甲"
    write_whole(path, b"\x00\x01")
    assert path.read_bytes() == b"\x00\x01"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_others_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_whole(path, "x")
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    monkeypatch.setattr(os, step, full)
    with pytest.raises(InputError) as caught:
        write_whole(path, "new")
    (problem,) = caught.value.problems
    assert problem.place.file == str(path)
    assert problem.message == Text("写不了：磁盘已满", "cannot be written: the disk is full")
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        write_whole(tmp_path / "no" / "a.txt", "x")
    assert list(tmp_path.iterdir()) == []


def test_the_reason_names_the_file_and_what_may_help(tmp_path: Path) -> None:
    path = tmp_path / "no" / "a.txt"
    with pytest.raises(InputError) as caught:
        write_whole(path, "x")
    (problem,) = caught.value.problems
    assert problem.line("en") == f"{path}: cannot be written: no file can be made there"
    assert problem.message.zh == "写不了：不能在这里新建文件"


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENAMETOOLONG, errno.EBUSY])
def test_common_reasons_are_told_in_the_readers_language(number: int) -> None:
    message = unwritable(Path("a"), OSError(number, os.strerror(number))).problems[0].message
    assert not any("a" <= letter <= "z" for letter in message.zh)
    assert os.strerror(number) not in message.en


def test_whether_a_file_can_be_written_is_known_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    monkeypatch.setattr(os, "access", lambda path, _mode: str(path) != str(closed.resolve()))
    assert is_writable(tmp_path / "a.txt")
    assert not is_writable(closed / "a.txt")
    link = tmp_path / "link.txt"
    link.symlink_to(closed / "a.txt")
    assert not is_writable(link)
    monkeypatch.setattr(os, "access", lambda path, _mode: str(path) == os.devnull)
    assert is_writable(Path(os.devnull))


def test_a_reason_without_a_name_is_shown_as_it_is() -> None:
    assert "cannot be written: strange" in unwritable(Path("a"), OSError("strange")).problems[0].message.en


def test_a_private_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o600)
    write_whole(path, "new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old")
    link.symlink_to(target)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, "through")
        assert os.read(reader, 100) == b"through"
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_whole(tmp_path, "x")
    assert tmp_path.is_dir()


def test_the_new_file_is_made_beside_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only within one disk can a file take another's name at once."""
    made: list[Path] = []
    replace = os.replace

    def watched(source: Path, target: Path) -> None:
        made.append(Path(source))
        replace(source, target)

    monkeypatch.setattr(os, "replace", watched)
    write_whole(tmp_path / "a.txt", "x")
    assert [path.parent for path in made] == [tmp_path]
    assert made[0].name.startswith(".a.txt.")
