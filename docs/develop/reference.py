"""Writes docs/reference/: the facts, the rulebooks and the command, from what they are. Run by `make docs`.

`pages()` gives the same texts without writing them; a test compares them with the files.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinjie.basics.interval import Interval
from jinjie.basics.text import Language, Text
from jinjie.facts.vocabulary import UNIT_WORDS, Fact, Kind
from jinjie.facts.writing import interval_text
from jinjie.rules.language.conditions import All, Any, AtLeast, Condition, Criterion, Not, Origin
from jinjie.rules.language.rulebook import Period, Rulebook
from jinjie.rules.language.scores import Bands, BestOf, Each, Group, Indicator, Levels, Measure
from jinjie.rules.library import Library, standard_folder
from jinjie.rules.readings.wording import Wording, kind_of, points_text

FOLDER = Path(__file__).resolve().parents[1] / "reference"
HEAD = "<!-- Written by docs/develop/reference.py from the rulebooks and the command. Do not edit: run `make docs`. -->"
COMMANDS = (
    "",
    "assess",
    "ask",
    "compare",
    "plan",
    "screen",
    "panorama",
    "sandbox",
    "synthetic",
    "template",
    "schema",
    "rules",
)
LANGUAGES: tuple[Language, Language] = ("zh", "en")
RULES_COMMANDS = ("list", "show", "check", "test")


def pages() -> dict[str, str]:
    """Every page by its file name."""
    library = Library([standard_folder()])
    return {
        "facts.md": _page(facts_page(library)),
        "rulebooks.md": _page(rulebooks_page(library)),
        "command.md": _page(command_page()),
    }


def _page(lines: Iterable[str]) -> str:
    return "\n".join([HEAD, *lines]) + "\n"


def both(text: Text | None) -> str:
    """Both languages in one cell."""
    return "" if text is None else cell(text.zh if text.zh == text.en else f"{text.zh}<br>{text.en}")


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


# ---------------------------------------------------------------- facts


def facts_page(library: Library) -> Iterator[str]:
    """All facts, subject by subject."""
    facts = library.vocabulary.facts.values()
    yield "# Facts"
    yield ""
    yield f"{len(facts)} facts. Money is in 万元 (10,000 CNY), a ratio is a fraction or a percentage."
    yield "`_y1` is the last complete fiscal year before the day of the assessment, `_y2` and `_y3` the years before."
    yield "The status says how sure we are of the definition: verified, recalled, inferred or conflict."
    for subject in dict.fromkeys(fact.subject for fact in facts):
        yield ""
        yield f"## {subject.zh} · {subject.en}"
        yield ""
        yield "| identifier | label | kind | values | formula | where to look | status |"
        yield "|---|---|---|---|---|---|---|"
        yield from (fact_row(fact) for fact in facts if fact.subject == subject)


def fact_row(fact: Fact) -> str:
    """One line of the table."""
    formula = f"`{fact.formula}`" if fact.formula else f"verdict of `{fact.computed_by}`" if fact.computed_by else ""
    kind = fact.kind.value + (" (judged)" if fact.judged else "")
    cells = [f"`{fact.id}`", both(fact.label), kind, values_of(fact), formula, both(fact.look_up), fact.status]
    return f"| {' | '.join(cells)} |"


def values_of(fact: Fact) -> str:
    """The unit and range of a number; the choices with their names; the list that codes come from."""
    if fact.kind.is_numeric:
        unit = UNIT_WORDS.get(fact.kind, Text("", "")).zh
        bounded = fact.domain.low is not None or fact.domain.high is not None
        return cell(interval_text(fact.domain, fact.kind, "zh") if bounded else unit)
    if fact.codes is not None:
        return both(fact.codes.title)
    if fact.kind is Kind.YES_NO:
        return "yes, no"
    return "<br>".join(f"`{key}` {label.zh} · {label.en}" for key, label in fact.choices.items())


# ---------------------------------------------------------------- rulebooks


def rulebooks_page(library: Library) -> Iterator[str]:
    """Every edition, then what each overlay makes of it."""
    yield "# Rulebooks"
    yield ""
    yield "Every rule of every edition, in words made from the rule. `cite` is the article, the status how sure we are."
    yield "The sources are second-hand texts; see the register of documents at the end."
    for rulebook in library:
        yield from edition(rulebook, library)
        for overlay in library.overlays(rulebook.name):
            yield from changes(library.get(f"{rulebook.name}+{overlay.name}"), rulebook, library)
    yield from sources(library)


def edition(rulebook: Rulebook, library: Library) -> Iterator[str]:
    """All criteria and the score of one edition."""
    yield from title(rulebook)
    wording = Wording(library.vocabulary, rulebook)
    for transition in rulebook.transitions:
        when = wording.both(transition.when)
        yield f"Also in force {span(transition.period)}: {when.zh} / {when.en} [{mark(transition.origin)}]"
        yield ""
    for child in rulebook.criteria.children:
        yield from criterion(child, wording, 0)
    if rulebook.score is not None:
        yield ""
        yield "| part | points | how | article |"
        yield "|---|---|---|---|"
        yield from part(rulebook.score, wording, 0)
    yield from grades(rulebook, wording)


def title(rulebook: Rulebook) -> Iterator[str]:
    """The heading and what holds for the whole."""
    force = rulebook.force_origin
    yield ""
    yield f"## {rulebook.name}"
    yield ""
    yield f"{rulebook.title.zh}<br>{rulebook.title.en}<br>"
    yield f"source `{rulebook.origin.source}`, status {rulebook.origin.status}, kind {rulebook.kind}<br>"
    yield f"in force {span(rulebook.in_force)}" + ("" if force is None else f" [{mark(force)}]")
    yield ""
    for note in (rulebook.origin.note, None if force is None else force.note):
        if note is not None:
            yield f"> {both(note)}"
            yield ""


def span(period: Period) -> str:
    """From a day to a day."""
    return f"{period.start or '…'} – {period.end or '…'}"


def mark(origin: Origin) -> str:
    """Article and status."""
    return f"{origin.cite}, {origin.status}"


def criterion(node: Criterion, wording: Wording, depth: int) -> Iterator[str]:
    """One criterion and those below it, as nested items."""
    subject = node.title or wording.subject(node.rule)
    required = wording.both(node.rule)
    name = "" if required.zh.startswith(subject.zh) else f"{subject.zh} / {subject.en}: "
    role = "" if node.role == "requirement" else f", {node.role}"
    yield f"{'  ' * depth}- `{node.id}` {name}{required.zh} / {required.en} [{mark(node.origin)}{role}]"
    if node.origin.note is not None:
        yield f"{'  ' * depth}  <br>{both(node.origin.note)}"
    for child in node.children:
        yield from criterion(child, wording, depth + 1)


def part(node: Group | Indicator, wording: Wording, depth: int) -> Iterator[str]:
    """One row for a group or an indicator."""
    indent = "&emsp;" * depth
    how = "" if isinstance(node, Group) else "<br>".join(cell(line) for line in measure(node.measure, wording))
    if node.origin.note is not None:
        how += f"<br>({both(node.origin.note)})"
    yield f"| {indent}`{node.id}` {both(node.title)} | {node.max} | {how} | {mark(node.origin)} |"
    for inner in node.parts if isinstance(node, Group) else ():
        yield from part(inner, wording, depth + 1)


def measure(node: Measure, wording: Wording) -> Iterator[str]:
    """How points are given, one line each."""
    if isinstance(node, Bands):
        yield f"{wording.term(node.term, 'zh')} / {wording.term(node.term, 'en')}"
        for step in node.steps:
            zh, en = (interval_text(step.interval, kind_of(node.kind), language) for language in LANGUAGES)
            yield f"{zh if zh == en else f'{zh} / {en}'}: {given(step.points)}"
    elif isinstance(node, Levels):
        for level in node.levels:
            yield f"{_when(level.condition, wording)}: {given(level.points)}"
    elif isinstance(node, Each):
        yield f"每项 {node.points} 分 / {node.points} points each:"
        yield from (_when(condition, wording) for condition in node.conditions)
    elif isinstance(node, BestOf):
        yield "取最高 / the best of:"
        for inner in node.measures:
            yield from measure(inner, wording)
    else:
        yield f"{wording.term(node.term, 'zh')} / {wording.term(node.term, 'en')}"


def given(points: Interval) -> str:
    """A number of points in both languages."""
    return f"{points_text(points, 'zh')} / {points_text(points, 'en')}"


def _when(condition: Condition | None, wording: Wording) -> str:
    if condition is None:
        return "其他 / otherwise"
    return f"{spelled(condition, wording, 'zh')} / {spelled(condition, wording, 'en')}"


def spelled(condition: Condition, wording: Wording, language: Language) -> str:
    """A condition with all its parts in one line."""
    if isinstance(condition, Criterion):
        return spelled(condition.rule, wording, language)
    if isinstance(condition, Not) and isinstance(condition.part, Any):
        none = "没有：" if language == "zh" else "none of: "
        return none + spelled(condition.part, wording, language)
    if not isinstance(condition, All | Any | AtLeast):
        return wording.condition(condition, language)
    words = [spelled(part, wording, language) for part in condition.parts]
    if isinstance(condition, AtLeast):
        return f"{wording.condition(condition, language)}: " + "; ".join(words)
    link = Text("且", "and") if isinstance(condition, All) else Text("或", "or")
    return f" {link[language]} ".join(words)


def grades(rulebook: Rulebook, wording: Wording) -> Iterator[str]:
    """The grades, best first, with the rows of their tables."""
    for grade in rulebook.grades:
        yield ""
        yield f"**`{grade.id}`** {grade.title.zh} / {grade.title.en}"
        if grade.condition is None:
            yield "(其他 / otherwise)"
            continue
        yield ""
        for child in _parts(grade.condition):
            if isinstance(child, Criterion):
                yield from criterion(child, wording, 0)
            else:
                yield f"- {_when(child, wording)}"


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return getattr(condition, "parts", None) or (condition,)


def changes(governed: Rulebook, plain: Rulebook, library: Library) -> Iterator[str]:
    """Only what an overlay adds to its edition or replaces in it."""
    overlay = next(o for o in library.overlays(plain.name) if o.name == governed.overlays[-1])
    wording = Wording(library.vocabulary, governed)
    yield ""
    yield f"### +{overlay.name}"
    yield ""
    words = overlay.model.title.text()
    yield f"{words.zh}<br>{words.en}<br>"
    yield f"source `{overlay.origin.source}`, status {overlay.origin.status}, in force {span(overlay.period)}"
    if overlay.condition is not None:
        yield f"<br>{_when(overlay.condition, wording)}"
    yield ""
    known = {rule.id: mark(rule.origin) for rule in plain.criteria.walk()}
    for rule in governed.criteria.walk():
        if rule is not governed.criteria and known.get(rule.id) != mark(rule.origin):
            yield from criterion_alone(rule, wording)
    removed = [rule for rule in known if rule not in {r.id for r in governed.criteria.walk()}]
    yield from (f"- removed: `{rule}`" for rule in removed)
    if governed.score is not None and plain.score is not None:
        old = {p.id: mark(p.origin) for p in plain.score.walk()}
        rows = [p for p in governed.score.walk() if p.id != "score" and old.get(p.id) != mark(p.origin)]
        if rows:
            yield ""
            yield "| part | points | how | article |"
            yield "|---|---|---|---|"
        for row in rows:
            yield next(iter(part(row, wording, 0)))


def criterion_alone(node: Criterion, wording: Wording) -> Iterator[str]:
    """One criterion without those below it."""
    lines = criterion(node, wording, 0)
    yield next(lines)
    if node.origin.note is not None:
        yield next(lines)


def sources(library: Library) -> Iterator[str]:
    """The register of documents."""
    yield ""
    yield "## Documents"
    yield ""
    yield "| key | document | number | issued | status of the entry | note |"
    yield "|---|---|---|---|---|---|"
    for key, source in library.sources.items():
        note = None if source.note is None else source.note.text()
        cells = [f"`{key}`", both(source.title.text()), source.number or "", str(source.issued or ""), source.status]
        yield f"| {' | '.join([*cells, both(note)])} |"


# ---------------------------------------------------------------- command


def command_page() -> Iterator[str]:
    """The help texts, in English."""
    yield "# The command"
    yield ""
    yield "`jinjie COMMAND --help` prints these texts. `--lang zh` or a Chinese locale gives them in Chinese."
    names = [name.split() for name in COMMANDS] + [["rules", name] for name in RULES_COMMANDS]
    for name in names:
        yield ""
        yield f"## {' '.join(['jinjie', *name])}"
        yield ""
        yield "```text"
        yield help_of(name)
        yield "```"


def help_of(name: list[str]) -> str:
    """What a command says of itself, at 80 columns."""
    environment = {**os.environ, "JINJIE_LANG": "en", "COLUMNS": "80", "NO_COLOR": "1"}
    code = "import sys; from jinjie.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *name, "--help"]
    shown = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    return "\n".join(line.rstrip() for line in shown.strip().splitlines())


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
        sys.stdout.write(f"docs/reference/{name}\n")


if __name__ == "__main__":
    main()
