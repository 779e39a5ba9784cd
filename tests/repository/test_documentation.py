"""The documents are true: links lead somewhere, commands and snippets run, what they print is printed."""

import doctest
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from jinjie.documents.reading import parse_yaml
from jinjie.rules.assessment import Assessor
from jinjie.rules.library import Library, standard_folder
from jinjie.rules.testing import try_cases, try_examples

ROOT = Path(__file__).resolve().parents[2]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
PAGES = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")})
EXAMPLE = ROOT / "docs" / "author" / "example"
TUTORIALS = sorted((ROOT / "docs" / "author").glob("tutorial*.md"))
KERNEL = ("basics", "terms", "facts", "rules")
NOT_TERMS = re.compile(r"Model$")
"""The shapes of files; their keys are explained in the language guide."""
FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
ANYTHING = "..."
MOST_BYTES_OF_A_PICTURE = 300_000


@dataclass
class Block:
    """A fenced block: its language, what stands behind it, its text."""

    language: str
    remark: str
    text: str


@dataclass
class Run:
    """A command of a console block, and what the page says it prints."""

    command: str
    shown: list[str] = field(default_factory=list)


@cache
def blocks(page: Path) -> tuple[Block, ...]:
    found = FENCE.findall(page.read_text("utf-8"))
    return tuple(Block(language, remark.strip(), text) for language, remark, text in found)


def blocks_in(page: Path, language: str) -> list[Block]:
    return [block for block in blocks(page) if block.language == language]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def pages_with(language: str) -> list[Path]:
    return [page for page in PAGES if blocks_in(page, language)]


# ---------------------------------------------------------------- links


def headings(page: Path) -> set[str]:
    """The anchors that a page's headings get."""
    prose = FENCE.sub("", page.read_text("utf-8"))
    titles = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_inside_the_repository_leads_somewhere(page: Path) -> None:
    broken = []
    for target in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        goal = (page.parent / path).resolve() if path else page
        if not goal.exists() or (anchor and goal.suffix == ".md" and anchor not in headings(goal)):
            broken.append(target)
    assert not broken


def test_every_page_can_be_reached_from_the_readme() -> None:
    waiting, reached = [READMES[0]], set()
    while waiting:
        page = waiting.pop()
        if page in reached or not page.exists():
            continue
        reached.add(page)
        for target in LINK.findall(page.read_text("utf-8")):
            goal = (page.parent / target.partition("#")[0]).resolve()
            waiting += [goal] if goal.suffix == ".md" else [goal / "README.md"] if goal.is_dir() else []
    docs = {page for page in PAGES if (ROOT / "docs") in page.parents}
    assert not sorted(name_of(page) for page in docs - reached)


@pytest.mark.parametrize("picture", sorted((ROOT / "docs" / "images").glob("*")), ids=lambda path: path.name)
def test_a_picture_is_shown_somewhere_and_light(picture: Path) -> None:
    assert picture.stat().st_size < MOST_BYTES_OF_A_PICTURE
    assert any(f"images/{picture.name}" in page.read_text("utf-8") for page in PAGES)


# ---------------------------------------------------------------- commands


def runs(block: Block) -> list[Run]:
    """The commands of a console block with the lines shown under each."""
    found: list[Run] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Run(line[2:]))
        elif found:
            found[-1].shown.append(line.rstrip())
    return found


def copied(folder: Path) -> Path:
    """A place in which the pages' commands can do no harm."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    shutil.copytree(ROOT / "docs", folder / "docs")
    return folder


def printed_as_shown(shown: list[str], printed: list[str]) -> str | None:
    """The first shown line that is not printed where it should be; `...` stands for any lines."""
    at, free = 0, False
    for line in shown:
        if line == ANYTHING:
            free = True
            continue
        where = next((i for i in range(at, len(printed)) if printed[i] == line), None) if free else at
        if where is None or where >= len(printed) or printed[where] != line:
            return line
        at, free = where + 1, False
    return None


@pytest.mark.parametrize("page", pages_with("console"), ids=name_of)
def test_the_commands_of_a_page_run_and_print_what_it_shows(page: Path, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    locale = "zh_CN.UTF-8" if "zh-CN" in name_of(page) else "en_US.UTF-8"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("JINJIE_")}
    environment |= {"LC_ALL": locale, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    for block in blocks_in(page, "console"):
        wanted = 2 if block.remark == "exit=2" else 0
        for run in runs(block):
            words = shlex.split(run.command)
            if words[0] == "export":
                environment |= dict(word.split("=", 1) for word in words[1:])
                continue
            assert words[0] == "jinjie", f"{run.command}: only jinjie and export are run here"
            printed = told(words[1:], environment, folder, wanted)
            assert printed_as_shown(run.shown, printed) is None, run.command


def told(arguments: list[str], environment: dict[str, str], folder: Path, wanted: int) -> list[str]:
    """What a command prints, with nothing to read from; its exit code is the wanted one."""
    command = [str(Path(sys.executable).with_name("jinjie")), *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, input="", check=False, encoding="utf-8"
    )
    assert done.returncode == wanted, f"{arguments}: {done.returncode}\n{done.stderr}"
    return [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]


@pytest.mark.parametrize("page", pages_with("python"), ids=name_of)
def test_the_python_of_a_page_runs_and_gives_what_it_shows(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copied(tmp_path))
    text = "\n".join(block.text for block in blocks_in(page, "python"))
    test = doctest.DocTestParser().get_doctest(text, {}, name_of(page), str(page), 0)
    assert test.examples, "write Python snippets with >>>, so that they can be run"
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS, verbose=False).run(test).failed == 0


# ---------------------------------------------------------------- rulebooks


@pytest.fixture(scope="module")
def example() -> Library:
    return Library([standard_folder(), EXAMPLE])


def test_the_rulebook_of_the_tutorial_passes_its_own_examples(example: Library) -> None:
    assessor = Assessor(example)
    edition = example.get("star-supplier@2026")
    outcomes = [*try_examples(assessor, edition)]
    outcomes += try_examples(assessor, example.get("star-supplier@2026+notice-2027"))
    outcomes += try_cases(example, assessor, frozenset({"star-supplier"}))
    assert len(outcomes) > len(edition.examples)
    assert not [(outcome.example.name.en, outcome.differences) for outcome in outcomes if not outcome.holds]


def test_the_rulebook_of_the_tutorial_is_proved_sound(example: Library) -> None:
    pytest.importorskip("z3")
    from jinjie.rules.checking import check_rulebooks

    names = ("star-supplier@2026", "star-supplier@2026+notice-2027")
    reports = check_rulebooks(example, [example.get(name) for name in names])
    assert not [finding.line("en") for report in reports for finding in report.findings]


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=name_of)
def test_what_a_tutorial_shows_stands_in_its_files(tutorial: Path) -> None:
    files = [path.read_text("utf-8") for path in EXAMPLE.rglob("*.yaml")]
    assert blocks_in(tutorial, "yaml")
    assert not [block.text for block in blocks_in(tutorial, "yaml") if not any(block.text in file for file in files)]


@pytest.mark.parametrize("readme", READMES, ids=name_of)
def test_the_rulebook_of_a_readme_can_be_built(readme: Path, example: Library) -> None:
    written = [block.text for block in blocks_in(readme, "yaml") if block.text.startswith("rulebook:")]
    assert len(written) == 1
    rulebook = example.build(parse_yaml(written[0], name_of(readme)))
    assert rulebook.origin.source in example.sources


@pytest.mark.parametrize("page", pages_with("yaml"), ids=name_of)
def test_every_yaml_of_a_page_is_yaml(page: Path) -> None:
    for block in blocks_in(page, "yaml"):
        assert yaml.safe_load(block.text) is not None


# ---------------------------------------------------------------- generated pages, terms, languages


@cache
def generator() -> ModuleType:
    path = ROOT / "docs" / "develop" / "reference.py"
    spec = importlib.util.spec_from_file_location("reference", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["facts.md", "rulebooks.md", "command.md"])
def test_the_reference_is_current(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text("utf-8")
    assert written == _pages()[name], "run `make docs`"


@cache
def _pages() -> dict[str, str]:
    pages: dict[str, str] = generator().pages()
    return pages


def classes_of_the_kernel() -> Iterator[str]:
    for room in KERNEL:
        for path in (ROOT / "src" / "jinjie" / room).rglob("*.py"):
            if "check" not in path.relative_to(ROOT).parts:
                yield from re.findall(r"^class ([A-Z]\w+)", path.read_text("utf-8"), re.MULTILINE)


def test_the_terms_name_every_public_class_of_the_kernel() -> None:
    named = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "author" / "terms.md").read_text("utf-8")))
    missing = {name for name in classes_of_the_kernel() if not NOT_TERMS.search(name)} - named
    assert not sorted(missing)


def test_the_terms_name_no_class_that_is_gone() -> None:
    text = (ROOT / "docs" / "author" / "terms.md").read_text("utf-8")
    assert not sorted(set(re.findall(r"`([A-Z]\w+)`", text)) - set(classes_of_the_kernel()))


def heading_levels(page: Path) -> list[int]:
    """Levels of the headings in order."""
    return [len(marks) for marks in re.findall(r"^(#+) ", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)]


def pairs() -> list[tuple[Path, Path]]:
    """Every Chinese page with its English one."""
    beside = [(page.with_name(page.name.replace(".zh-CN", "")), page) for page in PAGES if ".zh-CN." in page.name]
    guide = [(page.parents[1] / page.name, page) for page in PAGES if page.parent.name == "zh-CN"]
    return [*beside, *guide]


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: name_of(pair[1]))
def test_both_languages_have_the_same_headings(pair: tuple[Path, Path]) -> None:
    english, chinese = pair
    assert heading_levels(english) == heading_levels(chinese)


@pytest.mark.parametrize("page", ["docs/guide/report.md", "docs/guide/zh-CN/report.md"])
def test_the_parts_of_a_report_have_the_names_that_the_guide_gives_them(page: str) -> None:
    words = (ROOT / "src" / "jinjie" / "reports" / "words.py").read_text("utf-8")
    named = re.findall(r"^- \*\*(.+?)\*\*", (ROOT / page).read_text("utf-8"), re.MULTILINE)
    assert named
    assert not [name for name in named if f'"{name}"' not in words]


def test_every_page_of_the_guide_exists_in_both_languages() -> None:
    guide = ROOT / "docs" / "guide"
    assert {p.name for p in guide.glob("*.md")} == {p.name for p in (guide / "zh-CN").glob("*.md")}
