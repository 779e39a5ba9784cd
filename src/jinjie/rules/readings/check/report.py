"""What a check of a rulebook says: findings, and how many questions were proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from jinjie.basics.problems import Place
from jinjie.basics.text import Language, Text

Severity = Literal["error", "warning", "info"]

TOPICS: dict[str, Text] = {
    "conditions": Text("条件", "Conditions"),
    "bands": Text("分档", "Bands"),
    "monotone": Text("单调性", "Monotone bands"),
    "levels": Text("分级", "Levels"),
    "choices": Text("选项", "Choices"),
    "sub_minimums": Text("分数线", "Pass marks"),
    "maximum": Text("满分", "Maximum points"),
    "grades": Text("类别", "Grades"),
    "tables": Text("表格", "Tables"),
    "units": Text("单位", "Units"),
    "sources": Text("出处", "Sources"),
    "periods": Text("有效期", "Time in force"),
    "examples": Text("示例", "Examples"),
}
"""What is looked at, by its key in a report."""

SEVERITY_WORDS: dict[Severity, Text] = {
    "error": Text("错误", "error"),
    "warning": Text("警告", "warning"),
    "info": Text("说明", "note"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One weakness of a rulebook. ``values`` is an example of it, in words, where there is one."""

    topic: str
    severity: Severity
    node: str
    """The id of the criterion, indicator or grade; the rulebook's own id for the whole."""
    message: Text
    values: Text | None = None
    place: Place = Place()

    def line(self, language: Language = "zh") -> str:
        """One line: place, severity, node, message, example."""
        colon, example = ("：", "例如 ") if language == "zh" else (": ", "for example ")
        head = f"{self.place}: " if str(self.place) else ""
        tail = "" if self.values is None else f"{'；' if language == 'zh' else '; '}{example}{self.values[language]}"
        return f"{head}{SEVERITY_WORDS[self.severity][language]} {self.node}{colon}{self.message[language]}{tail}"

    def to_dict(self) -> dict[str, Any]:
        return {
            "topic": self.topic,
            "severity": self.severity,
            "node": self.node,
            "message": self.message.to_dict(),
            "values": None if self.values is None else self.values.to_dict(),
            "place": str(self.place),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The check of one rulebook (``ID@EDITION+OVERLAY``), or of the editions of one (``ID``)."""

    name: str
    findings: tuple[Finding, ...] = ()
    proved: Mapping[str, int] = field(default_factory=dict)
    """How many questions of each topic were answered as they should be."""

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)

    @property
    def has_errors(self) -> bool:
        return bool(self.of("error"))

    def to_dict(self) -> dict[str, Any]:
        return {
            "rulebook": self.name,
            "sound": not self.has_errors,
            "proved": dict(self.proved),
            "findings": [finding.to_dict() for finding in self.findings],
        }
