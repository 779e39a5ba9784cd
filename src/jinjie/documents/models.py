"""Checked models of a document (pydantic) whose mistakes carry the file's line and a suggestion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from jinjie.basics.problems import InputError, Problem
from jinjie.basics.text import Text, did_you_mean
from jinjie.documents.building import Path_
from jinjie.documents.reading import Document

Model = TypeVar("Model", bound=BaseModel)


class FileModel(BaseModel):
    """The base of all file models: no unknown keys, frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class TextModel(FileModel):
    """A text in both languages."""

    zh: str
    en: str

    def text(self) -> Text:
        return Text(self.zh, self.en)


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


StrList = Annotated[list[str], BeforeValidator(_listed)]
"""A list of texts; a single text stands for a list of one."""


def checked(document: Document, model: type[Model]) -> Model:
    """The document as a model.

    Raises InputError with one problem per mistake: place, key, what is expected, the nearest valid name.
    """
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems = [_problem(document, model, detail) for detail in _meant(error.errors())]
        raise InputError(sorted(problems, key=lambda p: (p.place.line or 0, p.place.column or 0))) from error


def _problem(document: Document, model: type[BaseModel], detail: Any) -> Problem:
    path = _path(document, detail["loc"])
    keys = [part for part in path if isinstance(part, str)]
    if detail["type"] == "missing":
        keys.append(str(detail["loc"][-1]))
    key = keys[-1] if keys else None
    return Problem(_message(detail, model, key or ""), document.place(path), key)


def _meant(details: list[Any]) -> list[Any]:
    """The mistakes less those of forms that were not meant: a mapping is no text, whatever is wrong inside it."""
    return [
        d
        for d in details
        if not (d["type"] == "string_type" and isinstance(d.get("input"), dict) and _others(d, details))
    ]


def _others(detail: Any, details: list[Any]) -> bool:
    """Some other mistake lies at the same place or below it."""
    place = detail["loc"][:-1]
    return any(other is not detail and other["loc"][: len(place)] == place for other in details)


def _path(document: Document, location: tuple[str | int, ...]) -> Path_:
    """The steps of a location that lead through the document, without the names of the models tried on the way."""
    path: Path_ = ()
    for part in location:
        if (*path, part) in document.places:
            path = (*path, part)
    return path


def _message(detail: Any, model: type[BaseModel], key: str) -> Text:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        near = did_you_mean(key, _keys_of(model))
        return Text(f"没有“{key}”这个键{near.zh}", f"there is no key '{key}' here{near.en}")
    if kind == "missing":
        return Text(f"缺少“{key}”", f"'{key}' is missing")
    if kind == "literal_error":
        allowed = context["expected"]
        return Text(f"应为 {allowed.replace(', ', '、').replace(' or ', ' 或 ')}", f"must be {allowed}")
    if kind == "value_error":
        cause = context["error"]
        both = getattr(cause, "text", None)
        return both if isinstance(both, Text) else Text(str(cause), str(cause))
    if kind in _EXPECTED:
        expected = _EXPECTED[kind]
        limit = context.get("le", context.get("ge", ""))
        return Text(f"应{expected.zh}{limit}", f"must be {expected.en}{limit}")
    return Text(f"格式不对：{detail['msg']}", f"is not of the right form: {detail['msg']}")


_MAPPING = Text("为一组“键: 值”", "a mapping of keys to values")
_WHOLE = Text("为整数", "a whole number")
_FLAG = Text("为 true 或 false", "true or false")
_DATE = Text("为日期，如 2026-01-31", "a date such as 2026-01-31")
_EXPECTED = {
    "model_type": _MAPPING,
    "dict_type": _MAPPING,
    "list_type": Text("为列表", "a list"),
    "string_type": Text("为文字", "text"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "bool_type": _FLAG,
    "bool_parsing": _FLAG,
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "less_than_equal": Text("不大于 ", "at most "),
    "greater_than_equal": Text("不小于 ", "at least "),
}
"""What a model's field expects, by the type of pydantic's error."""


def _keys_of(model: type[BaseModel]) -> Iterable[str]:
    """The keys of a model and of all models inside it."""
    seen: set[type[BaseModel]] = set()
    names: set[str] = set()
    waiting: list[Any] = [model]
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind in seen:
                continue
            seen.add(kind)
            for name, info in kind.model_fields.items():
                names.add(info.alias or name)
                waiting.append(info.annotation)
        else:
            waiting.extend(getattr(kind, "__args__", ()))
    return names


class FormError(ValueError):
    """A model validator's complaint, in both languages."""

    def __init__(self, zh: str, en: str):
        self.text = Text(zh, en)
        super().__init__(en)
