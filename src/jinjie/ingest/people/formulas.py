"""Results of formulas, kept in a workbook written anew, so that it can be read before Excel has computed it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from jinjie.basics.problems import Place
from jinjie.ingest.table import opened

_WRITTEN = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(<f(?: [^>]*)?>[^<]*</f>|<f [^>]*/>)<v ?/></c>')
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_KINDS = frozenset({"n", "str", "b", "e"})

Results = Mapping[str, tuple[str, str]]
"""The kind and the text of a result, by cell."""


def with_results(written: bytes, original: bytes) -> bytes:
    """The workbook as written, each formula with the result that it has in the original workbook."""
    before, after = _parts(original), _parts(written)
    found = {after[title]: _results(original, part) for title, part in before.items() if title in after}
    if not any(found.values()):
        return written
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(written)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            content = source.read(item)
            results = found.get(item.filename)
            target.writestr(item, _filled(content, results) if results else content)
    return out.getvalue()


def _parts(content: bytes) -> dict[str, str]:
    """The part of each sheet."""
    with opened(BytesIO(content), Place()) as book:
        return {sheet.title: sheet._worksheet_path for sheet in book.worksheets}


def _results(content: bytes, part: str) -> Results:
    found: dict[str, tuple[str, str]] = {}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        xml = archive.read(part)
    if not FORMULA.search(xml):
        return found
    for _, element in ElementTree.iterparse(BytesIO(xml)):
        if element.tag.endswith("}row"):
            for cell in element.iterfind("{*}c"):
                result, kind = cell.find("{*}v"), cell.get("t", "n")
                if cell.find("{*}f") is not None and result is not None and result.text and kind in _KINDS:
                    found[cell.get("r", "")] = (kind, result.text)
            element.clear()
    return found


def _filled(content: bytes, results: Results) -> bytes:
    return _WRITTEN.sub(_with_result(results), content.decode()).encode()


def _with_result(results: Results) -> Callable[[re.Match[str]], str]:
    def filled(match: re.Match[str]) -> str:
        if match[1] not in results:
            return match[0]
        kind, text = results[match[1]]
        return f'<c r="{match[1]}"{match[2]} t="{kind}">{match[3]}<v>{escape(text)}</v></c>'

    return filled
