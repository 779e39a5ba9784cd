"""YAML and JSON files as nested plain values, every scalar as written, each path with its line.

Nothing is guessed: ``yes``, ``2023-01-31`` and ``0.10`` stay text until the kind of the field is known, so a number
keeps every digit and a date is never turned into something else. Anchors are refused (they hide copies and allow
bombs), duplicate keys too.
"""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml

from jinjie.basics.problems import InputError, Place, mistake
from jinjie.basics.text import Text
from jinjie.documents.building import MAX_DEPTH, Builder, Event
from jinjie.documents.building import Path_ as Path_
from jinjie.documents.building import Value as Value
from jinjie.documents.wording import reason_of

MAX_BYTES = 4 * 1024 * 1024

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_JSON_TOKEN = re.compile(r'(?P<string>"(?:[^"\\]|\\.)*")|(?P<open>[\[{])|(?P<close>[\]}])|(?P<word>[^\s,:\[\]{}"]+)|\n')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_JSON_WORDS = {"true": "yes", "false": "no"}
_UNREADABLE = {
    errno.ENOENT: Text("没有这个文件", "there is no such file"),
    errno.ENOTDIR: Text("没有这个文件", "there is no such file"),
    errno.EISDIR: Text("这是文件夹", "it is a folder"),
    errno.EACCES: Text("没有读取权限", "reading it is not permitted"),
    errno.ENAMETOOLONG: Text("文件名太长", "the name is too long"),
    errno.ELOOP: Text("链接绕成了圈", "the link leads in a circle"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds (mappings, lists, text, None) and where each path stands in it."""

    file: str
    data: Value
    places: dict[Path_, Place] = field(default_factory=dict)

    def place(self, path: Path_) -> Place:
        """The place of a path, or of the nearest one above it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))


def read_text(path: Path) -> str:
    """A text file in UTF-8 (with or without BOM) or GB 18030, not larger than MAX_BYTES."""
    name = str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if len(raw) > MAX_BYTES:
        most = MAX_BYTES // 1024 // 1024
        raise mistake(f"文件超过 {most} MB，不读取", f"the file has more than {most} MB and is not read", Place(name))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise mistake("不是文本文件；文本请另存为 UTF-8", "is not a text file; save text as UTF-8", Place(name))


def unreadable(path: Path, error: OSError | ValueError) -> InputError:
    """Why a file cannot be read. (A ValueError comes from a name that no file can have.)"""
    if isinstance(error, OSError):
        other = Text(str(error.strerror), str(error.strerror))
        reason = _UNREADABLE.get(error.errno or 0, other)
    else:
        reason = Text("不可能有这样的文件名", "no file can have such a name")
    return mistake(f"读不了：{reason.zh}", f"cannot be read: {reason.en}", Place(str(path)))


def read_document(path: Path) -> Document:
    """A YAML or JSON file (by its ending).

    Raises InputError for anything that is not one well-formed document.
    """
    text = read_text(path)
    return parse_json(text, str(path)) if path.suffix.lower() == ".json" else parse_yaml(text, str(path))


def parse_yaml(text: str, file: str = "") -> Document:
    """YAML text as a Document."""
    if match := _CONTROL.search(text):
        place = Place(file, text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start()))
        shown = f"U+{ord(match[0]):04X}"
        raise mistake(f"含有控制字符 {shown}，请删去", f"holds the control character {shown}; remove it", place)
    builder = Builder(_yaml_events(text, file), file)
    try:
        return Document(file, builder.document(), builder.places)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file) if mark is None else Place(file, mark.line + 1, mark.column + 1)
        reason = reason_of(error.problem)
        raise mistake(f"YAML 格式有误：{reason.zh}", f"this is not valid YAML: {reason.en}", place) from error
    except (yaml.YAMLError, UnicodeError) as error:
        first = str(error).splitlines()[0]
        raise mistake(f"YAML 格式有误：{first}", f"this is not valid YAML: {first}", Place(file)) from error


def _yaml_events(text: str, file: str) -> Iterator[Event]:
    """The events of one YAML document, made as they are asked for: a bomb is never read to its end."""
    loader = _LOADER(text)
    try:
        documents = 0
        while loader.check_event():
            event = loader.get_event()
            line, column = event.start_mark.line + 1, event.start_mark.column + 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise mistake("一个文件只能有一份 YAML", "one file holds one YAML document", Place(file, line, 1))
            kind = _yaml_kind(event)
            if kind is not None:
                plain = kind == "value" and not event.style
                anchor = getattr(event, "anchor", None) is not None
                yield Event(kind, getattr(event, "value", ""), plain, line, column, anchor)
    finally:
        loader.dispose()


def _yaml_kind(event: yaml.Event) -> Literal["map", "list", "end", "value", "alias"] | None:
    if isinstance(event, yaml.ScalarEvent):
        return "value"
    if isinstance(event, yaml.MappingStartEvent):
        return "map"
    if isinstance(event, yaml.SequenceStartEvent):
        return "list"
    if isinstance(event, yaml.CollectionEndEvent):
        return "end"
    return "alias" if isinstance(event, yaml.AliasEvent) else None


def parse_json(text: str, file: str = "") -> Document:
    """JSON text as a Document; numbers keep their digits, true and false become yes and no."""
    try:
        json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        reason = reason_of(error.msg)
        raise mistake(f"JSON 格式有误：{reason.zh}", f"this is not valid JSON: {reason.en}", place) from error
    except RecursionError as error:
        raise mistake("JSON 嵌套太深", "the JSON is nested too deep", Place(file)) from error
    builder = Builder(_json_events(text), file)
    return Document(file, builder.document(), builder.places)


def _json_events(text: str) -> Iterator[Event]:
    """The events of a JSON text that is known to be well formed."""
    line, start = 1, 0
    for match in _JSON_TOKEN.finditer(text):
        column = match.start() - start + 1
        token = match[0]
        if token == "\n":
            line, start = line + 1, match.end()
        elif match["open"]:
            yield Event("map" if token == "{" else "list", "", False, line, column)
        elif match["close"]:
            yield Event("end", "", False, line, column)
        elif match["string"]:
            yield Event("value", json.loads(token), False, line, column)
        else:
            yield Event("value", _JSON_WORDS.get(token, token), True, line, column)


def as_written(data: Value, depth: int = 0) -> Value:
    """Python values in the shape of a file's: yes/no for booleans, text for numbers and dates.

    Raises InputError when they are nested deeper than a file may be.
    """
    if depth > MAX_DEPTH:
        raise mistake(f"嵌套超过 {MAX_DEPTH} 层", f"is nested more than {MAX_DEPTH} levels deep")
    if isinstance(data, Mapping):
        return {str(key): as_written(value, depth + 1) for key, value in data.items()}
    if isinstance(data, set | frozenset):
        return sorted((as_written(value, depth + 1) for value in data), key=str)
    if isinstance(data, list | tuple):
        return [as_written(value, depth + 1) for value in data]
    if isinstance(data, bool):
        return "yes" if data else "no"
    return data if data is None or isinstance(data, str) else str(data)
