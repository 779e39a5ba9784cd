"""Mistakes in the input are shown as one line each: place, fact, message."""

import pytest

from jinjie.basics.problems import InputError, Place, Problem, mistake
from jinjie.basics.text import Text

MESSAGE = Text("错了", "is wrong")


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place(), ""),
        (Place("a.yaml"), "a.yaml"),
        (Place("a.yaml", 3), "a.yaml:3"),
        (Place("a.yaml", 3, 5), "a.yaml:3:5"),
        (Place("", 3, 5), "3:5"),
        (Place("", 3), "3"),
        (Place("a.xlsx", cell="B7"), "a.xlsx:B7"),
        (Place("a.xlsx", 7, 2, "B7"), "a.xlsx:B7"),
    ],
)
def test_a_place_is_file_and_line_or_cell(place, shown):
    assert str(place) == shown


def test_a_line_names_place_fact_and_message():
    problem = Problem(MESSAGE, Place("a.yaml", 3), "revenue_y1")
    assert problem.line() == "a.yaml:3: revenue_y1: 错了"
    assert problem.line("zh") == "a.yaml:3: revenue_y1: 错了"
    assert problem.line("en") == "a.yaml:3: revenue_y1: is wrong"
    assert str(problem) == "a.yaml:3: revenue_y1: is wrong"


def test_a_line_leaves_out_what_is_not_there():
    assert Problem(MESSAGE).line("en") == "is wrong"
    assert Problem(MESSAGE, Place("a.yaml", 3)).line("en") == "a.yaml:3: is wrong"
    assert Problem(MESSAGE, fact="revenue_y1").line("en") == "revenue_y1: is wrong"


def test_a_line_stays_one_line_whatever_was_typed():
    typed = "5\n6\r\n\x1b[31m7\t8\u20289"
    problem = Problem(Text(f"“{typed}”不是数字", f"'{typed}' is not a number"), Place("a.yaml", 3), "x\ny")
    for language in ("zh", "en"):
        line = problem.line(language)
        assert len(line.splitlines()) == 1
        assert line.isprintable()
    assert problem.line("en") == "a.yaml:3: x y: '5 6   [31m7 8 9' is not a number"


def test_a_very_long_line_is_cut_in_the_middle():
    problem = Problem(Text("长" * 5000, "begin" + "x" * 5000 + "end"))
    assert len(problem.line("en")) <= 500
    assert problem.line("en").startswith("beginx")
    assert problem.line("en").endswith("xend")
    assert " … " in problem.line("en")
    assert len(problem.line("zh")) <= 500
    assert len(problem.line("en")) == 499
    for length in (499, 500):
        assert Problem(Text("", "x" * length)).line("en") == "x" * length


def test_an_input_error_holds_every_problem():
    problems = [Problem(MESSAGE, Place("a.yaml", n)) for n in (1, 2)]
    error = InputError(problems)
    assert error.problems == tuple(problems)
    assert str(error) == "a.yaml:1: is wrong\na.yaml:2: is wrong"
    assert str(problems[0]) == "a.yaml:1: is wrong"
    assert isinstance(error, ValueError)


def test_a_single_mistake_is_an_input_error_with_one_problem():
    error = mistake("错了", "is wrong", Place("a.yaml", 3), "revenue_y1")
    assert error.problems == (Problem(MESSAGE, Place("a.yaml", 3), "revenue_y1"),)
    assert mistake("错了", "is wrong").problems == (Problem(MESSAGE, Place(), None),)
