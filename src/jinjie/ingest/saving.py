"""Answers written back into a profile file, the rest of which stays as its author wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinjie.basics.problems import InputError, Place, mistake
from jinjie.documents.reading import Document, parse_yaml, read_text
from jinjie.facts.profile import Profile
from jinjie.facts.values import Statement, read_statement
from jinjie.facts.vocabulary import Fact, Vocabulary
from jinjie.facts.writing import file_text

Answer = str | Sequence[str]
"""A value as it is typed; several choices as a list."""

YAML_ENDINGS = frozenset({".yaml", ".yml"})
ENDINGS = YAML_ENDINGS | {".json"}
_PLAIN = re.compile(r"[\w.%-]+")
_EMPTY = re.compile(r"facts:\s*\{\s*\}")


class _Number(str):
    """A number of a JSON file, with every digit it was written with."""


def is_alike(path: Path, other: Path) -> bool:
    """Both files are of the same form, so that the one can be written with the other's comments and order."""
    one, two = path.suffix.lower(), other.suffix.lower()
    return one == two or {one, two} <= YAML_ENDINGS


def with_answers(path: Path, answers: Mapping[str, Answer]) -> str:
    """The text of a YAML or JSON profile with facts set anew; comments, order and spelling of the others are kept.

    Raises InputError for other kinds of files, or a YAML file without a plain ``facts:`` block.
    """
    require_ending(path)
    if path.suffix.lower() == ".json":
        data = json.loads(read_text(path), parse_float=_Number, parse_int=_Number, parse_constant=_Number)
        data["facts"] = {**(data["facts"] or {}), **answers}
        return _json(data) + "\n"
    return _in_yaml(path, answers)


def require_ending(path: Path) -> None:
    """Answers can be written to a file of this name.

    Raises InputError when they cannot.
    """
    if path.suffix.lower() not in ENDINGS:
        raise mistake(
            "回答只能写到 YAML 或 JSON 文件；请用 -o 另存为 .yaml",
            "answers can only be written to YAML or JSON; use -o FILE.yaml",
            Place(str(path)),
        )


def new_file(path: Path, profile: Profile, vocabulary: Vocabulary) -> str:
    """The text of a new file of this name that holds all that a profile states, sources included."""
    require_ending(path)
    facts = {fact: _stated(vocabulary[fact], given) for fact, given in profile.statements.items()}
    known = {fact: value for fact, value in facts.items() if value is not None}
    if path.suffix.lower() == ".json":
        return _json({"name": profile.name, "facts": known}) + "\n"
    return as_yaml(profile.name, known)


def as_yaml(name: str, facts: Mapping[str, Any]) -> str:
    """A new profile file."""
    lines = [f"name: {json.dumps(name, ensure_ascii=False)}", "facts:" if facts else "facts: {}"]
    return "\n".join([*lines, *(f"  {fact}: {_written(value)}" for fact, value in facts.items())]) + "\n"


def _stated(fact: Fact, statements: Sequence[Statement]) -> Any:
    """The statements for a fact as a file has them; None when there are none."""
    found = [_with_source(fact, statement) for statement in statements if statement.value is not None]
    if not found:
        return None
    if len(found) == 1:
        return found[0]
    return [one if isinstance(one, dict) else {"value": one} for one in found]


def _with_source(fact: Fact, statement: Statement) -> Any:
    value = _spelled(fact, statement)
    source = statement.source
    about = {"source": source.document, "page": source.page, "date": source.date, "by": source.by}
    given = {key: text for key, text in about.items() if text is not None}
    return {"value": value, **given} if given else value


def _spelled(fact: Fact, statement: Statement) -> Answer:
    """As it was written, where that reads back alike (a list does not)."""
    try:
        if read_statement(fact, statement.given, Place()).value == statement.value:
            return statement.given
    except InputError:
        pass
    if statement.value is None or isinstance(statement.value, str):
        return statement.given
    return file_text(fact.kind, statement.value)


def _in_yaml(path: Path, answers: Mapping[str, Answer]) -> str:
    text = read_text(path)  # once: somebody else may write to it meanwhile
    document = parse_yaml(text, str(path))
    lines = text.splitlines()
    header = document.place(("facts",))
    if header.line is None or not re.fullmatch(r"facts:\s*(\{\s*\}\s*)?(#.*)?", lines[header.line - 1]):
        raise mistake("facts: 要单独成行，下面逐行写事实", "'facts:' must stand on a line of its own", header)
    known = document.data["facts"] or {}
    if answers:
        lines[header.line - 1] = _EMPTY.sub("facts:", lines[header.line - 1])
    indent = _indent(lines, header.line)
    last = max((p.line or 0 for key, p in document.places.items() if key[:1] == ("facts",)), default=header.line)
    added = [f"{indent}{fact}: {_written(value)}" for fact, value in answers.items() if fact not in known]
    lines[last:last] = added
    for fact in sorted(answers.keys() & known.keys(), key=lambda f: -_first(document, f)):
        first, end = _first(document, fact), _last(document, fact)
        lines[first - 1 : end] = [_replaced(lines[first - 1], fact, answers[fact])]
    line_end = "\r\n" if "\r\n" in text else "\n"
    text = line_end.join(lines) + line_end
    if not _says(text, {**known, **answers}):
        raise mistake(
            "这个文件的写法太特别，回答写不回去；请用 -o 另存", "answers cannot be put into this file; use -o", header
        )
    return text


def _says(text: str, facts: Mapping[str, Any]) -> bool:
    """A YAML text states exactly these facts."""
    try:
        return bool((parse_yaml(text).data["facts"] or {}) == facts)
    except InputError:
        return False


def _first(document: Document, fact: str) -> int:
    """The line on which a fact stands."""
    return document.place(("facts", fact)).line or 0


def _last(document: Document, fact: str) -> int:
    """The last line of its value."""
    return max(place.line or 0 for key, place in document.places.items() if key[:2] == ("facts", fact))


def _indent(lines: list[str], header: int) -> str:
    """The indent of the facts below the header."""
    for line in lines[header:]:
        if line.strip() and not line.lstrip().startswith("#"):
            return line[: len(line) - len(line.lstrip())] or "  "
    return "  "


def _replaced(line: str, fact: str, value: Answer) -> str:
    """The line with another value, its indent and comment kept."""
    match = re.fullmatch(r"(\s*" + re.escape(fact) + r"\s*:)[^#]*?(\s+#.*)?", line)
    if match is None:
        return line[: line.index(fact)] + f"{fact}: {_written(value)}"
    return f"{match[1]} {_written(value)}{match[2] or ''}"


def _written(value: Any) -> str:
    """YAML text of a value: plain when that is safe, else as JSON, which YAML reads too."""
    if isinstance(value, str):
        return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(_written(inner) for inner in value) + "]"


def _json(value: Any, indent: str = "") -> str:
    """JSON text in lines; a number stays as it was written."""
    if isinstance(value, dict | list) and value:
        inner = indent + "  "
        opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
        return f"{opening}\n{_JSON_NEXT.join(_json_items(value, inner))}\n{indent}{closing}"
    return str(value) if isinstance(value, _Number) else json.dumps(value, ensure_ascii=False)


_JSON_NEXT = ",\n"


def _json_items(value: Any, indent: str) -> Iterator[str]:
    items = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for key, item in items:
        name = "" if key is None else f"{json.dumps(key, ensure_ascii=False)}: "
        yield f"{indent}{name}{_json(item, indent)}"
