"""All mutants of a source file: small changes, one at a time, that a test should notice.

Not changed: texts (messages, f-strings, docstrings), type hints, decorators, `__repr__`, `TYPE_CHECKING` blocks,
unions of types, and `strict=` of zip, which is an assertion.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SWAPS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "*"),
    ast.Pow: ("**", "*"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}
Change = tuple[int, int, str]
"""From byte, to byte, new text."""


@dataclass(frozen=True, slots=True)
class Mutant:
    path: Path
    line: int
    change: Change
    source: bytes

    @property
    def mutated(self) -> bytes:
        start, end, text = self.change
        return self.source[:start] + text.encode() + self.source[end:]

    def __str__(self) -> str:
        """The changed line, before and after."""
        before = self.source.splitlines()[self.line - 1].decode().strip()
        after = self.mutated.splitlines()[self.line - 1].decode().strip()
        return f"{self.path}:{self.line}\n    - {before}\n    + {after}"


def mutants_of(path: Path, root: Path) -> Iterator[Mutant]:
    """Every mutant of a file that still is Python."""
    source = (root / path).read_bytes()
    reader = _Changes(source)
    reader.visit(ast.parse(source))
    for change in sorted(set(reader.found)):
        mutant = Mutant(path, source[: change[0]].count(b"\n") + 1, change, source)
        if _is_python(mutant.mutated):
            yield mutant


def _is_python(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec")
    except SyntaxError:
        return False
    return True


class _Changes(ast.NodeVisitor):
    """Collects the changes of one tree. Methods are named as `ast.NodeVisitor` wants them."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.found: list[Change] = []
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    # -- places
    def span(self, node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self.starts[node.lineno - 1] + node.col_offset
        return start, self.starts[node.end_lineno - 1] + node.end_col_offset

    def replace(self, node: ast.expr | ast.stmt, text: str) -> None:
        self.found.append((*self.span(node), text))

    def negate(self, node: ast.expr) -> None:
        """Comparisons and `not` have changes of their own."""
        if not isinstance(node, (ast.Compare, ast.UnaryOp, ast.BoolOp, ast.Constant)):
            start, end = self.span(node)
            self.found.append((start, end, f"(not {self.source[start:end].decode()})"))

    def swap(self, operator: ast.AST, left: int, right: int) -> None:
        """The operator between two byte positions."""
        if type(operator) in SWAPS:
            old, new = SWAPS[type(operator)]
            word = rf"\b{old}\b" if old.isalpha() else re.escape(old)
            if found := re.search(word.encode(), self.source[left:right]):
                self.found.append((left + found.start(), left + found.end(), new))

    # -- what stays as it is
    def visit_JoinedStr(self, node: ast.JoinedStr) -> None: ...

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_arguments(self, node: ast.arguments) -> None:
        for value in [*node.defaults, *node.kw_defaults]:
            if value is not None:
                self.visit(value)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for statement in node.body:
            self.visit(statement)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name != "__repr__":
            self.visit(node.args)
            for statement in node.body:
                self.visit(statement)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg != "strict":
            self.visit(node.value)

    # -- what is changed
    def visit_If(self, node: ast.If) -> None:
        if not (isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"):
            self.negate(node.test)
            self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        self.negate(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.negate(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self.negate(test)
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        places = [self.span(part) for part in [node.left, *node.comparators]]
        for operator, (_, left), (right, _) in zip(node.ops, places, places[1:], strict=False):
            self.swap(operator, left, right)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        places = [self.span(part) for part in node.values]
        for (_, left), (right, _) in zip(places, places[1:], strict=False):
            self.swap(node.op, left, right)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if not self._of_types_or_texts(node):
            self.swap(node.op, self.span(node.left)[1], self.span(node.right)[0])
        self.generic_visit(node)

    def _of_types_or_texts(self, node: ast.BinOp) -> bool:
        parts = [node.left, node.right]
        if isinstance(node.op, ast.BitOr):
            return any(isinstance(p, ast.Constant) or (isinstance(p, ast.Name) and p.id[:1].isupper()) for p in parts)
        return any(
            isinstance(p, ast.JoinedStr) or (isinstance(p, ast.Constant) and isinstance(p.value, str)) for p in parts
        )

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.swap(node.op, self.span(node.target)[1], self.span(node.value)[0])
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, (ast.Not, ast.USub)):
            start, _ = self.span(node)
            self.found.append((start, start + (3 if isinstance(node.op, ast.Not) else 1), ""))
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self.replace(node, str(not node.value))
        elif isinstance(node.value, int):
            self.replace(node, str(node.value + 1))

    def visit_Call(self, node: ast.Call) -> None:
        if isinstance(node.func, ast.Name) and node.func.id in CALLS:
            self.replace(node.func, CALLS[node.func.id])
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value in (None, False)):
            self.replace(node.value, "None")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self.replace(node, "pass")
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self.replace(node, "pass")
        self.generic_visit(node)

    def visit_Break(self, node: ast.Break) -> None:
        self.replace(node, "pass")

    def visit_Continue(self, node: ast.Continue) -> None:
        self.replace(node, "pass")
