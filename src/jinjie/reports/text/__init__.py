"""Reports for a terminal: lines of a given width in which Chinese characters fill two columns."""

from __future__ import annotations

from jinjie.basics.text import Language
from jinjie.reports import document as model
from jinjie.reports import words
from jinjie.reports.content.report import legend, report_of
from jinjie.reports.text.blocks import ICONS, INDENT, block
from jinjie.reports.text.cells import width as width_of
from jinjie.reports.text.paper import Cell, Paper, Piece, shares
from jinjie.rules.assessment import Assessment

NARROWEST, WIDEST = 48, 120


def render(  # noqa: PLR0913 -- the command line's options, one by one
    assessment: Assessment, language: Language, width: int = 80, *, color: bool = False, full: bool = False
) -> str:
    """An assessment as text of at most ``width`` columns.

    ``full`` shows every criterion and everything that decides; otherwise what decides nothing is folded.
    """
    report = report_of(assessment, language)
    paper = Paper(language, min(max(width, NARROWEST), WIDEST), color, full)
    _head(paper, report)
    if len(report.sections) > 1:
        _glance(paper, report)
    for shown in report.opening:
        block(paper, shown)
    for section in report.sections:
        _section(paper, section)
    for shown in report.closing:
        block(paper, shown)
    _legend(paper)
    paper.blank()
    if paper.folded:
        paper.write(words.FOLDED[language], "dim")
    for line in report.last:
        paper.write(line, "dim")
    return paper.text()


def _head(paper: Paper, report: model.Report) -> None:
    paper.write(report.name, "title")
    colon = "：" if paper.language == "zh" else ": "
    paper.write("   ".join(f"{name}{colon}{value}" for name, value in report.about), "dim")


def _glance(paper: Paper, report: model.Report) -> None:
    """Every rulebook in one line."""
    paper.blank()
    paper.write(words.AT_A_GLANCE[paper.language], "strong")
    widths = shares(paper.columns, [20, 38, 22])
    for section in report.sections:
        sign, bar = section.verdict.sign, section.verdict.bar
        score = "" if bar is None else f"{words.SCORE[paper.language]} {bar.text}"
        texts = ((sign.word, sign.tone, INDENT, f"{ICONS[sign.tone]} "), (section.title, "", 0, ""), (score, "", 0, ""))
        paper.row([Cell((Piece(*text),), columns) for text, columns in zip(texts, widths, strict=True)])


def _section(paper: Paper, section: model.Section) -> None:
    paper.blank()
    paper.rule("─")
    paper.write(section.title, "title")
    paper.write(paper.marked(f"{section.number} {section.subtitle}", section.mark), "dim")
    paper.blank()
    sign = section.verdict.sign
    paper.write(sign.word, sign.tone, INDENT, f"{ICONS[sign.tone]} ")
    paper.write(section.verdict.sentence, "", INDENT + 2)
    if section.verdict.bar is not None:
        paper.blank()
        _bar(paper, section.verdict.bar, sign.tone)
    for shown in section.blocks:
        block(paper, shown)


def _bar(paper: Paper, bar: model.ScoreBar, style: str) -> None:
    """``0 ━━━━━━╍╍┃╍╍╍── 100``: certain points are thick, possible ones broken, the mark upright."""
    colon = "：" if paper.language == "zh" else ": "
    head = f"{words.SCORE[paper.language]}{colon}{bar.text}"
    paper.write("   ".join(part for part in (head, bar.mark_text, bar.remark) if part), "", INDENT)
    most = str(bar.most)
    room = paper.columns - 2 * INDENT - width_of(most) - 4
    low, high = (int(end * (room - 1) / bar.most) for end in (bar.low, bar.high))
    track = ["━" if at <= low else "╍" if at <= high else "─" for at in range(room)]
    if bar.mark is not None:
        track[int(bar.mark * (room - 1) / bar.most)] = "┃"
    painted = "".join(track)
    line = painted if not paper.color else _painted(paper, painted, style)
    paper.written.append(f"{' ' * INDENT}0 {line} {most}")


def _painted(paper: Paper, track: str, style: str) -> str:
    """The certain and possible part in the colour of the verdict."""
    return "".join(paper.paint(c, "dim" if c == "─" else "strong" if c == "┃" else style) for c in track)


def _legend(paper: Paper) -> None:
    found = legend(paper.marks)
    if found is None:
        return
    paper.blank()
    paper.write(words.LEGEND[paper.language], "strong")
    for mark in found.marks:
        paper.write(mark.meaning, "", INDENT, f"[{mark.word}] ")
