"""jinjie ask: asks, in the terminal, the facts that decide, in the best order, and writes them back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jinjie.basics.files import write_whole
from jinjie.basics.problems import InputError, Place
from jinjie.basics.text import Language, Text
from jinjie.cli.console import require_place, said
from jinjie.cli.options import LOCALE, LangOption, OnDate, ProfileFile, Rulebooks

if TYPE_CHECKING:
    from jinjie.facts.values import Statement
    from jinjie.rules.interview import Interview
    from jinjie.rules.readings.ask import Question

HELP = said(
    "逐个询问起决定作用的事实，直到结论确定；随答随存。",
    "Ask the facts that decide, one by one, until the verdict is certain; every answer is saved at once.",
)
VERDICT_WORDS = {
    "pass": Text("✓ 必然满足", "✓ certain to pass"),
    "fail": Text("✗ 必然不满足", "✗ certain to fail"),
    "undetermined": Text("? 待定", "? undetermined"),
}
BACK, QUIT = frozenset({"b", "back", "上一题", "返回"}), frozenset({"q", "quit", "exit", "退出"})


def ask(
    profile: ProfileFile,
    rulebook: Rulebooks = None,
    on: OnDate = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", readable=False, help=said("另存为（缺省写回原文件）", "save to another file")),
    ] = None,
    most: Annotated[int, typer.Option("--most", min=1, help=said("最多问几题", "ask at most so many"))] = 50,
    lang: LangOption = LOCALE,
) -> None:
    """The interview in a terminal."""
    from jinjie import api
    from jinjie.rules.interview import Interview

    interview = Interview(api.assessor(), api.as_profile(profile), api.as_date(on), rulebook)
    target = output or profile
    _check_target(profile, target)
    session = Session(interview, profile, target, lang.code)
    session.run(most)


def _check_target(profile: Path, target: Path) -> None:
    """Fail before the first question when the answers could not be saved."""
    from jinjie.ingest.saving import is_alike, require_ending, with_answers

    require_ending(target)
    require_place(target)
    if is_alike(profile, target):
        with_answers(profile, {})


class Session:
    """One run of the interview: shows questions, reads answers, saves after each."""

    def __init__(self, interview: Interview, source: Path, target: Path, language: Language):
        self.interview = interview
        self.source = source
        self.target = target
        self.language = language
        self.answers: dict[str, str | list[str]] = {}

    def say(self, zh: str, en: str) -> None:
        typer.echo(Text(zh, en)[self.language])

    def run(self, most: int) -> None:
        self.say("直接回车 = 不清楚，b = 上一题，q = 结束。", "Enter = don't know, b = back, q = quit.")
        asked = 0
        while asked < most:
            found = self.interview.question()
            if found is None:
                break
            typed = self.ask(found[0], found[1], asked + 1)
            if typed is None:
                break
            asked += typed
        self.summary()

    def ask(self, question: Question, rulebook: str, number: int) -> int | None:
        """Ask until there is an answer; +1 for an answer, -1 for going back, None to stop."""
        fact = self.interview.assessor.library.vocabulary[question.fact]
        typer.echo("")
        typer.echo(f"[{number}] {fact.question[self.language]}  ({rulebook})")
        if fact.look_up is not None:
            self.say(f"    去哪查：{fact.look_up.zh}", f"    where to look: {fact.look_up.en}")
        if fact.choices and fact.kind.value == "choice":
            typer.echo("    " + "  ".join(f"{key} = {label[self.language]}" for key, label in fact.choices.items()))
        while (typed := _typed()) is not None and typed.lower() not in QUIT:
            if typed.lower() in BACK:
                return self.back()
            if self.take(question.fact, typed):
                return 1
        return None

    def take(self, name: str, typed: str) -> bool:
        """An answer as typed; False when it cannot be understood."""
        from jinjie.facts.values import read_statement
        from jinjie.ingest.pasted import plain

        fact = self.interview.assessor.library.vocabulary[name]
        raw = plain(fact, typed)
        try:
            statement = read_statement(fact, raw, Place())
        except InputError as error:
            for problem in error.problems:
                typer.echo(f"    {problem.message[self.language]}", err=True)
            return False
        self.interview.answer(name, statement)
        if statement.value is not None:
            self.set_aside(name, statement)
            self.answers[name] = raw
            self.save()
        return True

    def set_aside(self, name: str, statement: Statement) -> None:
        """An answer that leaves several values open is all that the person knows: it is not asked again."""
        from jinjie.basics.interval import Interval

        value = statement.value
        if (isinstance(value, Interval) and not value.is_point) or (isinstance(value, frozenset) and len(value) > 1):
            self.interview.aside.append(name)

    def back(self) -> int:
        fact = self.interview.take_back()
        if fact is None:
            self.say("已是第一题。", "This is the first question.")
            return 0
        if self.answers.pop(fact, None) is not None:
            self.save(undone=fact)
        return -1

    def save(self, undone: str | None = None) -> None:
        """Write what is answered so far; an answer taken back becomes unknown again."""
        from jinjie.ingest.saving import is_alike, new_file, with_answers

        if is_alike(self.source, self.target):
            taken_back = {undone: "unknown"} if undone else {}
            write_whole(self.target, with_answers(self.source, {**self.answers, **taken_back}))
        else:
            vocabulary = self.interview.assessor.library.vocabulary
            write_whole(self.target, new_file(self.target, self.interview.profile, vocabulary))

    def summary(self) -> None:
        interview = self.interview
        found = interview.assessor.assess(interview.profile, interview.day, interview.rulebooks)
        typer.echo("")
        for result in found.results:
            word, title = VERDICT_WORDS[result.verdict], result.rulebook.title
            typer.echo(f"{word[self.language]}  {title[self.language]}  ({result.rulebook.name})")
        if self.answers:
            count = len(self.answers)
            self.say(f"已保存 {count} 个回答：{self.target}", f"answers saved: {count} ({self.target})")


def _typed() -> str | None:
    """A line as typed; None at the end of the input, or when there is none."""
    try:
        return None if sys.stdin is None else input("  > ").strip()
    except EOFError:
        return None
