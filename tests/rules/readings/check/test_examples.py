"""Examples of every verdict."""

from collections.abc import Callable

from jinjie.basics.text import Text
from jinjie.rules.language.rulebook import Example, Rulebook
from jinjie.rules.readings.check import check_examples

Build = Callable[[str], Rulebook]

EXAMPLES = """
    examples:
      - {name: {zh: 长, en: long}, facts: {niche_years: 9}, expect: {verdict: pass}}
      - {name: {zh: 短, en: short}, facts: {niche_years: 1}, expect: {verdict: fail}}
"""


def test_a_verdict_without_an_example_is_mentioned(build: Build) -> None:
    report = check_examples(build(EXAMPLES))
    assert [finding.line("en") for finding in report.findings] == [
        "warning tiny: no example with the verdict 'undetermined'"
    ]
    assert [finding.line("zh") for finding in report.findings] == ["警告 tiny：没有结论为“待定”的示例"]
    assert report.proved == {"examples": 2}
    assert not report.has_errors


def test_cases_beside_the_rulebook_count(build: Build) -> None:
    case = Example(Text("不明", "open"), {}, {"verdict": "undetermined"})
    assert not check_examples(build(EXAMPLES), [case]).findings


def test_an_example_without_a_verdict_shows_none(build: Build) -> None:
    case = Example(Text("只看分数", "score only"), {}, {"score": "5"})
    assert len(check_examples(build(""), [case]).findings) == 3
