"""The profile of an enterprise: what is stated for each fact, by whom, and what follows from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jinjie.basics import credit_code
from jinjie.basics.interval import Interval
from jinjie.basics.problems import InputError, Place, Problem
from jinjie.basics.text import Text, did_you_mean, nearest
from jinjie.documents.building import MAX_PROBLEMS
from jinjie.documents.reading import Document, Path_, as_written
from jinjie.facts.values import Statement, plain_region, read_statement
from jinjie.facts.vocabulary import Kind, Vocabulary
from jinjie.facts.writing import canonical, number_text

KEYS = ("name", "facts", "note")
CREDIT_CODE = "credit_code"


@dataclass(frozen=True, slots=True)
class Profile:
    """Statements by fact, several where documents differ. Facts that nobody stated are unknown."""

    name: str = ""
    statements: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()

    @property
    def hash(self) -> str:
        """A fingerprint of the stated values (not of their sources or spelling)."""
        values = {
            fact: sorted({canonical(s.value) for s in stated if s.value is not None})
            for fact, stated in self.statements.items()
            if any(s.value is not None for s in stated)
        }
        text = json.dumps({"name": self.name, "facts": values}, ensure_ascii=False, sort_keys=True)
        return "sha256:" + hashlib.sha256(text.encode(errors="backslashreplace")).hexdigest()

    def with_statement(self, fact: str, statement: Statement) -> Profile:
        """The same profile with one fact stated anew."""
        return replace(self, statements={**self.statements, fact: (statement,)})

    def text(self, fact: str) -> str | None:
        """A free-text fact, such as the credit code."""
        for statement in self.statements.get(fact, ()):
            if isinstance(statement.value, str):
                return statement.value
        return None


def profile_from(document: Document, vocabulary: Vocabulary) -> Profile:
    """A profile from a YAML or JSON document.

    Raises InputError with every mistake in it.
    """
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("facts", ""), dict | None):
        raise InputError(
            [
                Problem(
                    Text("缺少 facts: 一栏（事实: 值）", "a 'facts:' mapping (fact: value) is missing"),
                    Place(document.file),
                )
            ]
        )
    problems = list(_mistakes_around(document))
    statements: dict[str, tuple[Statement, ...]] = {}
    for key, raw in (data["facts"] or {}).items():
        try:
            statements[key] = read_fact(vocabulary, key, raw, document)
        except InputError as error:
            problems.extend(error.problems)
        if len(problems) >= MAX_PROBLEMS:
            break
    if problems:
        raise InputError(problems)
    profile = Profile(str(data.get("name") or ""), statements)
    doubts = (*_doubts_about_credit_code(profile, document), *_doubts_about_ratios(profile, vocabulary, document))
    return replace(profile, warnings=doubts)


def profile_of(mapping: Mapping[str, Any], vocabulary: Vocabulary) -> Profile:
    """A profile from a mapping of the file's shape, such as ``{"name": ..., "facts": {...}}``."""
    return profile_from(Document("", as_written(dict(mapping))), vocabulary)


def _mistakes_around(document: Document) -> Iterator[Problem]:
    """What is wrong beside the facts."""
    for key, value in document.data.items():
        place = document.place((key,))
        if key not in KEYS:
            near = did_you_mean(key, KEYS)
            yield Problem(Text(f"没有“{key}”这个键{near.zh}", f"there is no key '{key}' here{near.en}"), place, key)
        elif key == "name" and isinstance(value, dict | list):
            yield Problem(Text("名称应是文字", "the name must be text"), place, key)


def read_fact(vocabulary: Vocabulary, key: str, raw: Any, document: Document) -> tuple[Statement, ...]:
    """The statements for one fact; a list of mappings states it several times.

    Raises InputError with every mistake in them.
    """
    fact = vocabulary.facts.get(key)
    if fact is None:
        near = _meant(key, vocabulary)
        message = Text(f"没有这个事实{near.zh}", f"there is no such fact{near.en}")
        raise InputError([Problem(message, document.place(("facts", key)), key)])
    several = isinstance(raw, list) and raw and all(isinstance(item, dict) for item in raw)
    items: list[tuple[Path_, Any]] = [(("facts", key), raw)]
    if several:
        items = [(("facts", key, i), item) for i, item in enumerate(raw)]
    statements: list[Statement] = []
    problems: list[Problem] = []
    for path, item in items:
        place = document.place(path)
        try:
            statement = read_statement(fact, item, place)
            statements.append(_plain_code(statement, place) if key == CREDIT_CODE else statement)
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return tuple(statements)


def _meant(key: str, vocabulary: Vocabulary) -> Text:
    """The fact whose identifier is near to what was written, or whose label is."""
    near = did_you_mean(key, vocabulary.names)
    if near.zh:
        return near
    labelled = {word: fact for fact in vocabulary.facts.values() for word in (fact.label.zh, fact.label.en.lower())}
    label = nearest(key, labelled)
    if label is None:
        return near
    fact = labelled[label]
    return Text(f"；是不是想写 {fact.id}（{fact.label.zh}）？", f"; did you mean {fact.id} ({fact.label.en})?")


def _plain_code(statement: Statement, place: Place) -> Statement:
    """A credit code in its normal form, so that one firm has one code."""
    if not isinstance(statement.value, str):
        return statement
    code = credit_code.normal_form(statement.value)
    error = credit_code.error_in(code)
    if error is not None:
        raise InputError([Problem(error, place, CREDIT_CODE)])
    return replace(statement, value=code)


def _doubts_about_ratios(profile: Profile, vocabulary: Vocabulary, document: Document) -> Iterator[Problem]:
    """A plain 5.37 means 537%: allowed where a ratio can be that large, but often a slip."""
    for fact, statements in profile.statements.items():
        for statement in statements:
            number = statement.value.point if isinstance(statement.value, Interval) else None
            ratio = vocabulary[fact].kind is Kind.RATIO and statement.given[-1:].isdigit()
            if ratio and number is not None and number > 1:
                given, read = statement.given, number_text(number, Kind.RATIO)
                zh, en = f"若是百分数请写 {given}%", f"write {given}% for per cent"
                both = Text(f"{given} 按 {read} 理解；{zh}", f"{given} is read as {read}; {en}")
                yield Problem(both, document.place(("facts", fact)), fact)


def _doubts_about_credit_code(profile: Profile, document: Document) -> Iterator[Problem]:
    code = profile.text(CREDIT_CODE)
    warning = None if code is None else credit_code.warning_about(code)
    if warning is not None:
        yield Problem(warning, document.place(("facts", CREDIT_CODE)), CREDIT_CODE)


def derived_region(profile: Profile) -> str | None:
    """The region inside the credit code, when the profile states none."""
    code = profile.text(CREDIT_CODE)
    if code is None or any(s.value is not None for s in profile.statements.get("region", ())):
        return None
    return plain_region(credit_code.region_of(credit_code.normal_form(code)))
