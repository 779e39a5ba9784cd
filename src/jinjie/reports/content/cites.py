"""Articles as they are cited, for readers of either language.

Articles are cited in Chinese, as the documents number them. For English readers the numbering is put into English;
a heading of the document that cannot be is left as it stands there.
"""

from __future__ import annotations

import re
from functools import partial

from jinjie.basics.text import Language

_HAN = re.compile(r"[\u4e00-\u9fff]")
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)}
_NUMERAL = "[一二三四五六七八九十]+"
_WORDS = {
    "总则": "general provisions",
    "附则": "final provisions",
    "正文": "main text",
    "年度通知": "notice of the year",
    "直通条件": "direct routes",
    "评价指标": "indicators",
    "特色化指标": "distinctiveness indicators",
    "专业化指标": "specialisation indicators",
    "精细化指标": "refinement indicators",
    "创新能力指标": "innovation indicators",
    "产业链配套指标": "supply chain indicators",
    "主导产品所属领域指标": "product field indicators",
    "主导产品": "leading product",
    "专精特新中小企业认定标准": "SRDI SME criteria",
    "复核要求": "renewals",
    "产业体系": "industry system",
    "地域资源": "local resources",
    "首创与传承": "firsts and heritage",
    "研发投入": "R&D input",
    "科技人员": "sci-tech staff",
    "科技成果": "sci-tech results",
}
_PATTERNS = (
    (re.compile(r"附件(\d+)"), "Annex {}"),
    (re.compile(r"条件(\d+)"), "condition {}"),
    (re.compile(r"指标(\d+)"), "indicator {}"),
    (re.compile(r"直通(?:条件)?([①-⑳])"), "direct route {}"),
    (re.compile(rf"第({_NUMERAL})条"), "Article {}"),
    (re.compile(rf"第[（(]?({_NUMERAL})[）)]?项"), "item {}"),
    (re.compile(rf"[（(]({_NUMERAL})[）)]"), "({})"),
)


def cite_text(cite: str, language: Language) -> str:
    """An article in the reader's language.

    >>> cite_text("附件2 条件4 直通②", "en")
    'Annex 2, condition 4, direct route 2'
    """
    if language == "zh":
        return cite
    text = cite
    for pattern, shape in _PATTERNS:
        text = pattern.sub(partial(_numbered, shape), text)
    for word in sorted(_WORDS, key=len, reverse=True):
        text = text.replace(word, f" {_WORDS[word]} ")
    if _HAN.search(text):
        return cite
    return _joined(text)


def _numbered(shape: str, found: re.Match[str]) -> str:
    return f" {shape.format(_number(found[1]))} "


def _joined(text: str) -> str:
    """The pieces of a translated cite, in order, with commas."""
    parts = [" ".join(part.split()) for part in re.split(r"\s{2,}|[ ]?；[ ]?", text.strip())]
    joined = ", ".join(part for part in parts if part)
    return re.sub(r",? \(", " (", joined)


def _number(text: str) -> str:
    if "①" <= text <= "⑳":
        return str(ord(text) - ord("①") + 1)
    if text.isdigit():
        return text
    tens, _, ones = text.rpartition("十")
    ten = 0 if "十" not in text else 10 * _DIGITS.get(tens, 1)
    return str(ten + _DIGITS.get(ones, 0))


def has_chinese(text: str) -> bool:
    """The text has a Chinese character in it."""
    return _HAN.search(text) is not None
