"""In which order the nodes of a graph are worked out: wide stages of shallow expressions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jinjie.rules.readings.screen.nodes import Node

CHEAP = frozenset({"constant", "known", "flag"})
"""Nodes that are never worth a column of their own."""
DEEPEST = 12
"""No expression is nested deeper than this."""


@dataclass
class Stages:
    """Which nodes become columns, and in which stage. A stage reads columns of earlier stages only."""

    outputs: Iterable[Node]
    levels: list[list[Node]] = field(default_factory=list)
    _names: dict[int, str] = field(default_factory=dict)
    _level: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        outputs = list(self.outputs)
        order = list(_bottom_up(outputs))
        uses = Counter(id(arg) for node in order for arg in node.args)
        uses.update(id(node) for node in outputs)
        depth: dict[int, int] = {}
        for node in order:
            deep = 1 + max((depth[id(arg)] for arg in node.args), default=0)
            reads = max((self._level.get(id(arg), 0) for arg in node.args), default=0)
            if self._is_column(node, uses[id(node)], deep):
                self._names[id(node)] = f"~{len(self._names)}"
                self._put(node, reads)
                depth[id(node)] = 0
                self._level[id(node)] = reads + 1
            else:
                depth[id(node)] = deep
                self._level[id(node)] = reads

    @staticmethod
    def _is_column(node: Node, uses: int, deep: int) -> bool:
        if node.op in CHEAP:
            return False
        if node.op == "spread":
            return True
        return uses > 1 or deep >= DEEPEST

    def _put(self, node: Node, level: int) -> None:
        while len(self.levels) <= level:
            self.levels.append([])
        self.levels[level].append(node)

    def name_of(self, node: Node) -> str | None:
        """The column of a node, if it has one."""
        return self._names.get(id(node))


def _bottom_up(outputs: Iterable[Node]) -> Iterator[Node]:
    """Every node once, after all that it is made of."""
    done = set[int]()
    waiting = [(node, False) for node in reversed(list(outputs))]
    while waiting:
        node, ready = waiting.pop()
        if id(node) in done:
            continue
        if ready:
            done.add(id(node))
            yield node
        else:
            waiting.append((node, True))
            waiting.extend((arg, False) for arg in reversed(node.args))
