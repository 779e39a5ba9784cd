"""How each block looks on a terminal."""

from __future__ import annotations

from jinjie.reports import document as model
from jinjie.reports import words
from jinjie.reports.document import Tone
from jinjie.reports.text.cells import Align, width
from jinjie.reports.text.paper import Cell, Paper, Piece, shares

ICONS: dict[Tone, str] = {"pass": "✓", "fail": "✗", "open": "?"}
INDENT = 2
NARROW = 64
"""Below this width articles go under the criterion, and tables lose their last column."""


def block(paper: Paper, shown: model.Block) -> None:
    """One block. Pictures are left out: a table or the tree says the same."""
    if isinstance(shown, model.Part):
        part(paper, shown)
    elif isinstance(shown, model.Paragraph):
        paper.write(shown.text, {"quiet": "dim", "notice": "strong"}.get(shown.weight, ""), INDENT)
    elif isinstance(shown, model.Items):
        for item in shown.items:
            paper.write(item, "", INDENT, "- ")
    elif isinstance(shown, model.Decisions):
        decisions(paper, shown)
    elif isinstance(shown, model.Tree):
        tree(paper, shown)
    elif isinstance(shown, model.Table):
        table(paper, shown)


def part(paper: Paper, shown: model.Part) -> None:
    """A heading and what belongs to it."""
    pictures = (model.Radar, model.Bullets)
    blocks = [inner for inner in shown.blocks if not isinstance(inner, pictures)]
    if not blocks:
        return
    if shown.minor and not paper.full:
        paper.folded = True
        return
    paper.blank()
    paper.write(shown.title, "strong")
    for inner in blocks:
        block(paper, inner)


def decisions(paper: Paper, shown: model.Decisions) -> None:
    """What decides, numbered."""
    items = shown.items if paper.full else shown.items[: shown.shown]
    for number, decision in enumerate(items, 1):
        _decision(paper, decision, number)
    rest = len(shown.items) - len(items)
    paper.folded |= rest > 0
    if rest:
        more = f"另有 {rest} 项同样可以。" if paper.language == "zh" else f"{rest} more could do so as well."
        paper.write(more, "dim", INDENT)


def _decision(paper: Paper, decision: model.Decision, number: int) -> None:
    language = paper.language
    head = f"{number}. "
    either = f" {words.EITHER[language]} "
    outcome = either.join(f"{ICONS[sign.tone]} {sign.word}" for sign in decision.outcomes)
    answer = f"{decision.answers} → {outcome}" if decision.answers else f"→ {outcome}"
    paper.write(" + ".join(decision.facts), "strong", INDENT, head)
    indent = INDENT + width(head)
    paper.write(answer, decision.outcomes[0].tone if len(decision.outcomes) == 1 else "", indent)
    colon = "：" if language == "zh" else ": "
    places = ("；" if language == "zh" else "; ").join(decision.look_up)
    if places:
        paper.write(f"{words.LOOK_UP[language]}{colon}{places}", "dim", indent)


def tree(paper: Paper, shown: model.Tree) -> None:
    """The criteria: what is asked, what is known, the article."""
    for node in shown.nodes:
        _node(paper, node, 0)


def _widths(paper: Paper) -> list[int]:
    if paper.columns < NARROW:
        return shares(paper.columns - INDENT, [3, 2])
    return shares(paper.columns - INDENT, [38, 23, 17])


def _node(paper: Paper, node: model.Node, level: int) -> None:
    widths = _widths(paper)
    style = node.sign.tone
    indent, cite = INDENT * (level + 1), node.cite
    title = paper.marked(node.title + node.tail, node.mark)
    left = [Piece(title, "dim" if node.aside else "" if style == "pass" else style, indent, f"{ICONS[style]} ")]
    left += [Piece(text, "dim", indent + 2) for text in (node.required, cite if len(widths) == 2 else "") if text]
    actual = [Piece(text, look) for text, look in ((node.actual, ""), (node.margin, "dim")) if text]
    cells = [Cell(tuple(left), widths[0] + INDENT), Cell(tuple(actual), widths[1])]
    if len(widths) > 2:
        cells.append(Cell((Piece(cite, "dim"),), widths[2]))
    paper.row(cells)
    _below(paper, node, level)


def _below(paper: Paper, node: model.Node, level: int) -> None:
    kept = [inner for inner in node.nodes if paper.full or not inner.folded]
    for inner in kept:
        _node(paper, inner, level + 1)
    rest = len(node.nodes) - len(kept)
    paper.folded |= rest > 0
    if kept and rest:
        more = f"… 另有 {rest} 项未展开" if paper.language == "zh" else f"… {rest} more, folded"
        paper.write(more, "dim", INDENT * (level + 2))


def table(paper: Paper, shown: model.Table) -> None:
    """A table without lines; its group rows stand out."""
    if shown.caption:
        paper.write(shown.caption, "dim", INDENT)
    columns = shown.columns
    if paper.columns < NARROW and len(columns) > 3:
        columns = columns[:-1]
    widths = shares(paper.columns - INDENT, [column.weight for column in columns])
    widths[0] += INDENT
    heads = [
        Cell((Piece(c.title, "dim", INDENT if not i else 0),), widths[i], _align(c)) for i, c in enumerate(columns)
    ]
    paper.row(heads)
    grouped = any(row.level for row in shown.rows)
    for row in shown.rows:
        strong = "strong" if grouped and not row.level else ""
        cells = []
        for index, column in enumerate(columns):
            cell = row.cells[index]
            indent = INDENT * (row.level + 1) if not index else 0
            piece = Piece(paper.marked(cell.text, cell.mark), strong, indent)
            cells.append(Cell((piece,), widths[index], _align(column)))
        paper.row(cells)


def _align(column: model.Column) -> Align:
    return "right" if column.numeric else "left"
