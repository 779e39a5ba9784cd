"""What once broke the command: odd terminals, odd places to write to, wrong arguments, other people's files."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from jinjie import api

from .running import EXAMPLES, jinjie, mistakes, profile

CASE = EXAMPLES / "case-b-margin-unknown.yaml"
FULL = Path("/dev/full")
RULEBOOK = """
rulebook: park-star
edition: "1"
title: {zh: 园区之星, en: Star of the park}
kind: title
source: miit-2022-63
cite: 第一条
in_force: {from: 2020-01-01}
criteria: [niche_years >= 2]
"""
OVERLAY = """
overlay: town
of: park-star@1
title: {zh: 镇里的通知, en: Notice of the town}
source: miit-2022-63
cite: 第一条
in_force: {from: 2020-01-01}
add: [{id: brand, when: own_brand}]
"""


def outside(*arguments: str | Path, **streams: object) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, with a terminal that knows no Chinese."""
    variables = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "JINJIE_LANG": "en"}
    variables.pop("PYTHONIOENCODING", None)
    command = [sys.executable, "-m", "jinjie", *map(str, arguments)]
    kept: dict[str, object] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.run(command, env=variables, check=False, timeout=60, **kept)  # type: ignore[call-overload, no-any-return]


# ---------------------------------------------------------------- where results go


def test_a_redirected_report_is_utf_8_whatever_the_locale() -> None:
    for arguments in (["--lang", "zh"], ["--format", "html"], ["--format", "json"]):
        run = outside("assess", CASE, *arguments)
        assert run.returncode == 0, run.stderr
        assert "B企业" in run.stdout.decode("utf-8")


def test_a_mistake_is_told_whatever_the_locale(tmp_path: Path) -> None:
    run = outside("assess", tmp_path / "没有.yaml")
    assert run.returncode == 2
    assert b"there is no such file" in run.stderr


def test_a_file_name_that_is_no_text_is_shown_escaped(tmp_path: Path) -> None:
    run = outside("assess", os.fsdecode(b"\xd6\xd0.yaml"))
    assert run.returncode == 2
    assert b"there is no such file" in run.stderr


@pytest.mark.skipif(not FULL.exists(), reason="this system has no full disk to write to")
@pytest.mark.parametrize("arguments", [["assess", CASE], ["rules", "list"], ["schema"], ["--help"]], ids=lambda a: a[0])
def test_a_full_disk_behind_the_output_is_told_in_one_line(arguments: list[str | Path]) -> None:
    with FULL.open("w") as full:
        run = outside(*arguments, stdout=full)
    assert run.returncode == 2
    (line,) = run.stderr.decode().splitlines()
    assert "the output cannot be written" in line


@pytest.mark.skipif(not FULL.exists(), reason="this system has no full disk to write to")
def test_a_mistake_stays_a_mistake_when_it_cannot_be_told(tmp_path: Path) -> None:
    with FULL.open("w") as full:
        assert outside("assess", tmp_path / "nothing.yaml", stderr=full).returncode == 2


def test_an_output_that_is_closed_is_told_in_one_line() -> None:
    command = f'"{sys.executable}" -m jinjie rules list --lang en >&-'
    run = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", ["rules show srdi-sme", f"assess {CASE} --format html", f"ask {CASE}"])
def test_a_reader_that_leaves_early_is_no_mistake(arguments: str) -> None:
    command = f'"{sys.executable}" -m jinjie {arguments} </dev/null; echo $? >&2'
    piped = f"({command}) | true"
    run = subprocess.run(["sh", "-c", piped], capture_output=True, text=True, check=False)
    assert run.stderr.split() == ["0"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [("folder", "it is a folder"), ("nowhere/x.txt", "there is no such folder"), ("", "it is a folder")],
)
def test_a_place_that_cannot_be_written_is_named_with_the_reason(
    tmp_path: Path, place: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (line,) = mistakes("assess", CASE, "-o", place, "--lang", "en")
    assert line.endswith(f"cannot be written: {expected}")
    (line,) = mistakes("assess", CASE, "-o", place, "--lang", "zh")
    assert line.isascii() is False
    assert "folder" not in line.partition("写不了")[2]


def test_a_file_without_permission_is_told_by_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = profile(tmp_path, "niche_years: 3")

    def closed(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("os.access", lambda _path, mode: mode == os.W_OK)
    monkeypatch.setattr(Path, "open", closed)
    for command in (["assess"], ["ask"], ["compare", "srdi-sme@2022", "srdi-sme@2026"], ["template", "--profile"]):
        assert mistakes(*command, path, "--lang", "zh") == [f"{path}: 读不了：没有读取权限"]


def test_a_result_never_takes_the_place_of_its_input(tmp_path: Path) -> None:
    path = profile(tmp_path, "niche_years: 3")
    sheet = tmp_path / "sheet.xlsx"
    assert jinjie("template", "-o", sheet).code == 0
    (tmp_path / "link.yaml").symlink_to(path)
    kept = path.read_bytes(), sheet.read_bytes()
    for output in (path, tmp_path / "link.yaml", tmp_path / ".." / tmp_path.name / path.name):
        for command in (["assess"], ["compare", "srdi-sme@2022", "srdi-sme@2026"]):
            (line,) = mistakes(*command, path, "-o", output, "--lang", "en")
            assert line.startswith(f"{output}: cannot be written: it is the input")
    assert len(mistakes("assess", sheet, "-o", sheet)) == 1
    assert len(mistakes("template", "--profile", sheet, "-o", sheet)) == 1
    assert kept == (path.read_bytes(), sheet.read_bytes())


def test_a_name_that_is_too_long_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = tmp_path / ("x" * 300)
    assert len(mistakes("assess", CASE, "-o", long)) == 1
    assert len(mistakes("assess", long)) == 1
    assert len(mistakes("assess", long.with_suffix(".yaml"))) == 1
    assert len(mistakes("rules", "show", long.with_suffix(".yaml"))) == 1
    monkeypatch.setenv("JINJIE_RULEBOOKS", str(long))
    api.library.cache_clear()
    assert len(mistakes("rules", "list")) == 1
    monkeypatch.undo()
    api.library.cache_clear()


def test_the_template_asks_for_its_folder_before_it_works(tmp_path: Path) -> None:
    (line,) = mistakes("template", "-o", tmp_path / "no" / "x.xlsx", "--lang", "en")
    assert "there is no such folder" in line


# ---------------------------------------------------------------- arguments

USAGE = {
    "no profile": (["assess"], "缺少参数 PROFILE", "the argument PROFILE is missing"),
    "a mistyped option": (["assess", "x.yaml", "--fromat", "json"], "是不是想写 --format", "did you mean --format"),
    "a mistyped command": (["asess", "x.yaml"], "没有命令 asess；是不是想写 assess", "did you mean assess?"),
    "an unknown format": (["assess", "x.yaml", "-f", "docs"], "应为 text、json、html 之一", "one of text, json, html"),
    "an option without its value": (["assess", "x.yaml", "--on"], "--on 后面要写值", "--on needs a value"),
    "one argument too many": (["assess", "a.yaml", "b.yaml"], "多出的参数：b.yaml", "too many arguments: b.yaml"),
    "no question at all": (["ask", "x.yaml", "--most", "0"], "--most 应不小于 1", "--most must be at least 1"),
    "text for a number": (["ask", "x.yaml", "--most", "x"], "--most 应为整数", "--most must be a whole number"),
}


@pytest.mark.parametrize(("arguments", "zh", "en"), USAGE.values(), ids=USAGE.keys())
def test_a_wrong_argument_is_one_line_in_the_users_language(
    arguments: list[str], zh: str, en: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, expected in (("zh", zh), ("en", en)):
        monkeypatch.setenv("JINJIE_LANG", language)
        (line,) = mistakes(*arguments)
        assert expected in line
        assert "--help" in line


def test_the_help_is_in_one_language() -> None:
    variables = {**os.environ, "JINJIE_LANG": "zh", "COLUMNS": "80"}
    for words in ([], ["assess"], ["ask"], ["compare"], ["template"], ["rules"], ["rules", "show"]):
        command = [sys.executable, "-m", "jinjie", *words, "--help"]
        text = subprocess.run(command, capture_output=True, env=variables, check=True).stdout.decode("utf-8")
        for word in ("Usage", "Options", "Commands", "Arguments", "Show", "Install", "default", "required", "<path>"):
            assert word not in text
        assert "用法：jinjie" in text


# ---------------------------------------------------------------- rulebooks of one's own


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of rulebooks with one good rulebook in it."""
    folder = tmp_path / "own"
    write(folder / "titles" / "park-star" / "1.yaml", RULEBOOK)
    monkeypatch.setenv("JINJIE_RULEBOOKS", str(folder))
    for kept in (api.library, api.assessor):
        kept.cache_clear()
    yield folder
    for kept in (api.library, api.assessor):
        kept.cache_clear()


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


BROKEN = {
    "a rulebook of another kind": ("titles/bad/1.yaml", 'rulebook: bad\nedition: "1"\nkind: title\n'),
    "a rulebook that is no YAML": ("titles/bad/1.yaml", "a: [\n"),
    "the register of sources": ("sources.yaml", "sources: 5\n"),
    "a case": ("cases/titles/bad.cases.yaml", "cases: 5\n"),
    "an overlay of another edition": ("overlays/town/park-star-1.yaml", "overlay: town\nof: park-star@1\n"),
    "an overlay of an edition that is not there": (
        "overlays/town/park-star-9.yaml",
        OVERLAY.replace("park-star@1", "park-star@9"),
    ),
}


@pytest.mark.parametrize(("path", "text"), BROKEN.values(), ids=BROKEN.keys())
def test_a_mistake_in_one_file_does_not_stop_the_others(own: Path, path: str, text: str) -> None:
    write(own / path, text)
    run = jinjie("assess", CASE, "--on", "2023-01-31", "--lang", "en")
    assert run.code == 0, run.err
    assert jinjie("template", "-o", own.parent / "t.xlsx").code == 0


@pytest.mark.parametrize(("path", "text"), [v for k, v in BROKEN.items() if k != "a case"])
def test_the_author_is_told_of_every_broken_file(own: Path, path: str, text: str) -> None:
    write(own / path, text)
    for command in ("list", "test", "check"):
        assert any(Path(path).name in line for line in mistakes("rules", command, "--lang", "en"))


def test_the_name_of_a_file_must_be_the_name_inside(own: Path) -> None:
    write(own / "titles" / "park-star" / "2.yaml", RULEBOOK)
    (line,) = mistakes("assess", CASE, "-r", "park-star@2", "--lang", "en")
    assert line.endswith("park-star/2.yaml:3:1: edition: the file is that of park-star@2, but it says park-star@1")


def test_an_overlay_must_lie_where_its_words_say(own: Path) -> None:
    write(own / "overlays" / "town" / "park-star-1.yaml", OVERLAY.replace("of: park-star@1", "of: srdi-sme@2022"))
    (line,) = mistakes("assess", CASE, "-r", "park-star", "--lang", "en")
    assert "the file is that of park-star@1+town, but it says srdi-sme@2022+town" in line


def test_an_edition_that_lies_in_one_folder_twice_is_told(own: Path) -> None:
    write(own / "badges" / "park-star" / "1.yaml", RULEBOOK)
    (line,) = mistakes("assess", CASE, "-r", "park-star", "--lang", "en")
    assert "park-star@1 stands twice" in line
    assert jinjie("assess", CASE).code == 0


@pytest.mark.parametrize("path", ["park-moon.yaml", "titles/park-moon.yaml", "titles/park-moon/1.yml"])
def test_a_rulebook_in_the_wrong_place_is_found(own: Path, path: str) -> None:
    write(own / path, RULEBOOK.replace("park-star", "park-moon"))
    for arguments in (["assess", CASE, "-r", "park-moon"], ["rules", "list"]):
        lines = mistakes(*arguments, "--lang", "en")
        assert any("FOLDER/park-moon/1.yaml" in line for line in lines)


def test_an_overlay_of_an_unknown_edition_is_told_with_its_line(own: Path) -> None:
    path = write(own / "notice.yaml", OVERLAY.replace("park-star@1", "park-star@7"))
    (line,) = mistakes("rules", "show", path, "--lang", "en")
    assert line == f"{path}:3:1: of: there is no rulebook park-star@7; did you mean park-star@1?"


def test_the_same_overlay_twice_is_a_mistake() -> None:
    (line,) = mistakes("assess", CASE, "-r", "srdi-sme@2022+guangdong+guangdong", "--lang", "en")
    assert "guangdong stands twice" in line


def test_an_unknown_rulebook_says_where_all_are_listed() -> None:
    (line,) = mistakes("assess", CASE, "-r", "nope", "--lang", "en")
    assert "jinjie rules list" in line


# ---------------------------------------------------------------- profiles


def test_a_folder_and_a_file_without_ending_say_what_they_are(tmp_path: Path) -> None:
    (line,) = mistakes("assess", tmp_path, "--lang", "en")
    assert line.endswith("it is a folder")
    plain = profile(tmp_path, "niche_years: 3", name="profile")
    (line,) = mistakes("assess", plain, "--lang", "en")
    assert "the name has no ending" in line


def test_a_missing_workbook_is_told_in_chinese(tmp_path: Path) -> None:
    (line,) = mistakes("assess", tmp_path / "无.xlsx", "--lang", "zh")
    assert line.endswith("读不了：没有这个文件")


def test_a_file_that_windows_calls_unicode_is_refused_with_advice(tmp_path: Path) -> None:
    path = profile(tmp_path, "niche_years: 1")
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    (line,) = mistakes("assess", path, "--lang", "en")
    assert "save text as UTF-8" in line


def test_ten_thousand_statements_for_one_fact_are_quick(tmp_path: Path) -> None:
    many = ", ".join(f"{{value: {number}}}" for number in range(10_000))
    assert jinjie("assess", profile(tmp_path, f"revenue_y1: [{many}]"), "-r", "srdi-sme").code == 0
