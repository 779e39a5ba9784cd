"""What the parsers of YAML and JSON find wrong, in words that help; a reason without words of ours stays theirs."""

from __future__ import annotations

from jinjie.basics.text import Text

_UNCLOSED = Text("括号没有闭合，或少了逗号", "a bracket is not closed, or a comma is missing")
_REASONS = {
    "did not find expected comment or line break": Text(
        '以 > 或 | 开头的值要加引号，如 ">= 400"', 'a value that begins with > or | needs quotes, such as ">= 400"'
    ),
    "mapping values are not allowed in this context": Text(
        "这里不能再有冒号：值里有冒号时要加引号，下一行的缩进要对齐",
        "no colon may stand here: quote a value that holds one, and keep the indent of the lines above",
    ),
    "found character that cannot start any token": Text(
        "不能以这个字符开头：缩进用空格，不用制表符；以 @、%、` 开头的值要加引号",
        "nothing can begin with this character: indent with blanks, not tabs; quote a value that begins with @, % or `",
    ),
    "could not find expected ':'": Text("这一行少了冒号", "a colon is missing here"),
    "did not find expected key": Text("缩进没有对齐，或少了引号", "the indent does not fit, or a quote is missing"),
    "did not find expected '-' indicator": Text("缩进没有对齐", "the indent does not fit"),
    "did not find expected ',' or ']'": _UNCLOSED,
    "did not find expected ',' or '}'": _UNCLOSED,
    "did not find expected node content": Text("这里缺少内容，或括号没有配对", "something is missing here"),
    "found unexpected end of stream": Text("引号没有闭合", "a quote is not closed"),
    "found unknown escape character": Text(
        "双引号里的 \\ 要写成 \\\\，或改用单引号", "write \\\\ for \\ between double quotes, or use single quotes"
    ),
    "Expecting property name enclosed in double quotes": Text(
        "键要写在双引号里；最后一项后面不要逗号", "a key stands in double quotes; no comma behind the last item"
    ),
    "Expecting ',' delimiter": Text("这里少了逗号，或括号没有闭合", "a comma or a closing bracket is missing here"),
    "Expecting ':' delimiter": Text("这里少了冒号", "a colon is missing here"),
    "Expecting value": Text("这里缺少值", "a value is missing here"),
    "Extra data": Text("后面还有多余的内容", "there is more behind the end"),
    "Unterminated string starting at": Text("引号没有闭合", "a quote is not closed"),
}


def reason_of(found: str | None) -> Text:
    """What is wrong, given what the parser says."""
    own = found or ""
    return _REASONS.get(own, Text(own, own))
