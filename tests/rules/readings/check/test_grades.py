"""Grades that leave somebody out or are never given; codes that stand in two rows."""

from collections.abc import Callable

Say = Callable[[str, str], list[str]]

GRADES = """
    grades:
      - {{id: large, title: {{zh: 大, en: Large}}, when: revenue_y1 >= 100}}
      - {{id: medium, title: {{zh: 中, en: Medium}}, when: revenue_y1 >= {medium}}}
      {last}
"""
SMALL = "- {id: small, title: {zh: 小, en: Small}}"

TABLE = """
    tables:
      floors:
        by: industry
        columns: [large, medium]
        rows:
          - {{id: farming, within: [A], facts: [revenue_y1], large: [200], medium: [20]}}
          - {{id: industry, within: [B, C], facts: [revenue_y1], large: [400], medium: [40]}}
          - {{id: fibre, within: {fibre}, facts: [revenue_y1], large: [300], medium: [30]}}
    grades:
      - {{id: large, title: {{zh: 大, en: Large}}, when: {{table: floors, column: large}}}}
      - {{id: medium, title: {{zh: 中, en: Medium}}, when: {{table: floors, column: medium}}}}
      - {{id: small, title: {{zh: 小, en: Small}}}}
"""


def test_a_grade_that_nobody_gets_is_found(said: Say) -> None:
    assert said(GRADES.format(medium=100, last=SMALL), "grades") == [
        "error medium: no enterprise can be of the grade 'Medium'"
    ]
    assert said(GRADES.format(medium=0, last=SMALL), "grades") == [
        "error small: no enterprise can be of the grade 'Small'"
    ]
    assert not said(GRADES.format(medium=10, last=SMALL), "grades")


def test_an_enterprise_without_a_grade_is_found(said: Say) -> None:
    assert said(GRADES.format(medium=10, last=""), "grades") == ["error tiny: some enterprise gets no grade"]
    assert not said(GRADES.format(medium=0, last=""), "grades")


def test_a_code_in_two_rows_is_found_once(said: Say) -> None:
    (line,) = said(TABLE.format(fibre="[A01, C35]"), "tables")[:1]
    assert line.startswith("error large_farming: the codes A01 stand in the row large_fibre too")
    assert len(said(TABLE.format(fibre="[A01, C35]"), "tables")) == 2
    assert not said(TABLE.format(fibre="[D]"), "tables")


def test_a_grade_may_be_asked_for(said: Say) -> None:
    asked = "criteria: [{{id: not_large, when: 'grade in ({grades})'}}]" + GRADES.format(medium=10, last=SMALL).replace(
        "\n    ", "\n"
    ).replace("{", "{{").replace("}", "}}")
    assert not said(asked.format(grades="medium, small"), "conditions")
    assert said(asked.format(grades="large, medium, small"), "conditions")
