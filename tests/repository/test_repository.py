"""What must hold for the repository as a whole, whatever the code does."""

import ast
import importlib.metadata
import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
EXACT_ROOMS = ("basics", "facts", "rules", "terms")
COLUMNS_ROOM = ROOT / "src" / "jinjie" / "rules" / "readings" / "screen"
"""Columns hold floats. There they are filtered: a comparison is exact, or its row is doubtful and read exactly."""
MOST_LINES = {"src": 400, "benchmarks": 400, "examples": 400, "tests": 600}
PERMISSIVE = re.compile(r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|0BSD)\b", re.IGNORECASE)
COPYLEFT = re.compile(r"\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)

# Joined from parts, so that this file does not contain what it forbids.
REGISTRY_HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("anaconda", "org"),
        ("aliyun", "com/pypi"),
        ("tuna", "tsinghua"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
    )
)
MACHINE_PATHS = tuple(f"/{top}/{name}" for top, name in (("work", "main"), ("work", "shared"), ("tmp", "jj")))
HOME = re.compile("/" + r"(?:home|Users)/\w+/")
TRACES = re.compile(
    r"\b(?:" + "|".join(("anth" + "ropic", "cla" + "ude", "chat" + "gpt", "co" + "pilot")) + r")\b"
    r"|\b(?:issue|fix|fixes|close|closes|see)\s+#\d+",
    re.IGNORECASE,
)


def skip_or_fail(reason: str) -> None:
    """A missing part is skipped at a desk and fails where everything is required."""
    if os.environ.get("JINJIE_REQUIRE_ALL"):
        pytest.fail(reason)
    pytest.skip(reason)


@cache
def repository_files() -> tuple[Path, ...]:
    """Every file that is tracked, or would be with the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def repository_texts() -> Iterator[tuple[str, str]]:
    if not repository_files():
        skip_or_fail("this is not a git repository")
    for path in repository_files():
        try:
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def lines_with(found: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in repository_texts()
        for number, line in enumerate(text.splitlines(), 1)
        if found.search(line)
    ]


def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


@cache
def project() -> dict[str, object]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        table: dict[str, object] = tomllib.load(file)["project"]
    return table


def locked_packages(lock: Path) -> dict[str, str]:
    """Name -> the rest of its line: the version and, for some, the systems it is for."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)==(.*)", lock.read_text("utf-8"), re.MULTILINE))


RUN_PACKAGES = locked_packages(ROOT / "requirements" / "run.txt")


def licence_of(package: str) -> str:
    """All a package says about its licence: expression, text's first line, classifiers."""
    about = importlib.metadata.metadata(package)
    free_text = (about.get("License") or "").strip().splitlines()
    classifiers = [line for line in about.get_all("Classifier") or () if line.startswith("License")]
    return " | ".join([about.get("License-Expression") or "", *free_text[:1], *classifiers])


@pytest.mark.parametrize("folder", MOST_LINES)
def test_no_python_file_outgrows_its_limit(folder: str) -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in (ROOT / folder).rglob("*.py")}
    too_long = {str(path.relative_to(ROOT)): n for path, n in lengths.items() if n > MOST_LINES[folder]}
    assert not too_long


def test_no_file_names_a_package_registry() -> None:
    assert not lines_with(any_of(REGISTRY_HOSTS))


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert not lines_with(any_of(MACHINE_PATHS)) + lines_with(HOME)


def test_no_file_speaks_of_how_it_was_written() -> None:
    assert not lines_with(TRACES)


def test_every_extra_is_documented() -> None:
    extras = project().get("optional-dependencies", {})
    assert isinstance(extras, dict)
    prose = "\n".join(text for name, text in repository_texts() if name.endswith(".md"))
    assert not [extra for extra in extras if f"jinjie[{extra}]" not in prose]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_locked_package_carries_a_hash(lock: Path) -> None:
    joined = lock.read_text("utf-8").replace("\\\n", " ")
    entries = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    assert entries
    assert not [line.split()[0] for line in entries if "==" not in line or "--hash=sha256:" not in line]


def test_every_runtime_dependency_is_locked() -> None:
    declared = project()["dependencies"]
    assert isinstance(declared, list)
    names = {re.split(r"[^A-Za-z0-9._-]", entry)[0].lower() for entry in declared}
    assert names <= RUN_PACKAGES.keys()


@pytest.mark.parametrize("package", RUN_PACKAGES)
def test_a_package_of_the_default_install_has_a_permissive_licence(package: str) -> None:
    try:
        licence = licence_of(package)
    except importlib.metadata.PackageNotFoundError:
        assert ";" in RUN_PACKAGES[package], "locked for every system, but not installed"
        return
    assert PERMISSIVE.search(licence), licence
    assert not COPYLEFT.search(licence), licence


@pytest.mark.parametrize("room", EXACT_ROOMS)
def test_the_kernel_writes_no_float(room: str) -> None:
    floats = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"
        for path in (ROOT / "src" / "jinjie" / room).rglob("*.py")
        if COLUMNS_ROOM not in path.parents
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert not floats


def test_both_readmes_have_the_same_headings() -> None:
    readmes = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
    missing = [path.name for path in readmes if not path.exists()]
    if missing:
        skip_or_fail(f"not written yet: {', '.join(missing)}")
    english, chinese = (heading_levels(path.read_text("utf-8")) for path in readmes)
    assert english == chinese


def heading_levels(markdown: str) -> list[int]:
    """Levels of the headings in order. A comment in a code block is no heading."""
    prose = re.sub(r"^```.*?^```", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)]
