"""YAML and JSON files as people write them, and as an attacker does."""

import json
import os
import threading
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.problems import InputError, Place
from jinjie.basics.text import Text
from jinjie.documents.building import MAX_DEPTH, MAX_PROBLEMS, MAX_VALUES
from jinjie.documents.reading import MAX_BYTES, Document, as_written, parse_json, parse_yaml, read_document, read_text

TEXTS = st.text("abc 1中", max_size=5)


def problems_of(read, *arguments):
    with pytest.raises(InputError) as caught:
        read(*arguments)
    return caught.value.problems


def lines_of(read, *arguments):
    return [problem.line("en") for problem in problems_of(read, *arguments)]


class TestYamlValues:
    def test_every_scalar_stays_as_it_was_written(self):
        text = "a: yes\nb: 2023-01-31\nc: 0.10\nd: 007\ne: 1_000\nf: true\ng: 5.37%\nh: 0x1F\ni: 12:30:45\nj: .inf\n"
        assert parse_yaml(text).data == {
            "a": "yes",
            "b": "2023-01-31",
            "c": "0.10",
            "d": "007",
            "e": "1_000",
            "f": "true",
            "g": "5.37%",
            "h": "0x1F",
            "i": "12:30:45",
            "j": ".inf",
        }

    @pytest.mark.parametrize("empty", ["", " ~", " null", " Null", " NULL"])
    def test_nothing_and_null_are_none(self, empty):
        assert parse_yaml(f"a:{empty}\n").data == {"a": None}

    @pytest.mark.parametrize("quoted", ["''", '""', "'~'", '"null"'])
    def test_what_is_quoted_is_text(self, quoted):
        assert parse_yaml(f"a: {quoted}\n").data == {"a": quoted[1:-1]}

    @pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n", "~\n"])
    def test_an_empty_file_holds_nothing(self, text):
        assert parse_yaml(text).data is None

    def test_lists_and_mappings_nest(self):
        document = parse_yaml("a:\n  - b: 1\n    c: [x, {d: 2}]\n  - []\n  - {}\n")
        assert document.data == {"a": [{"b": "1", "c": ["x", {"d": "2"}]}, [], {}]}

    def test_keys_are_text(self):
        assert parse_yaml("1: a\n2023-01-31: b\nyes: c\n").data == {"1": "a", "2023-01-31": "b", "yes": "c"}

    def test_a_tag_runs_nothing(self):
        assert parse_yaml("a: !!python/object/apply:os.system [ls]\n").data == {"a": ["ls"]}
        assert parse_yaml("a: !!int 5\n").data == {"a": "5"}

    def test_blocks_of_text_are_read(self):
        assert parse_yaml("a: >\n  one\n  two\nb: |\n  one\n  two\n").data == {"a": "one two\n", "b": "one\ntwo\n"}

    @given(st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3)))
    def test_json_text_means_the_same_in_both_formats(self, data):
        text = json.dumps(data)
        assert parse_json(text).data == data
        assert parse_yaml(text).data == data


class TestYamlPlaces:
    def test_every_path_knows_its_line_and_column(self):
        document = parse_yaml("name: x\nfacts:\n  revenue_y1: 5\n  list:\n    - a\n    - b\n", "p.yaml")
        assert document.place(("facts", "revenue_y1")) == Place("p.yaml", 3, 3)
        assert document.place(("facts", "list", 1)) == Place("p.yaml", 6, 7)
        assert document.place(("facts",)) == Place("p.yaml", 2, 1)
        assert document.place(()) == Place("p.yaml", 1, 1)

    def test_a_path_that_is_not_there_has_the_place_above_it(self):
        document = parse_yaml("facts:\n  a: 5\n", "p.yaml")
        assert document.place(("facts", "a", "deeper", 3)) == Place("p.yaml", 2, 3)
        assert document.place(("nowhere",)) == Place("p.yaml", 1, 1)
        assert Document("p.yaml", None).place(("nowhere",)) == Place("p.yaml")


class TestYamlMistakes:
    def test_a_key_that_stands_twice_is_a_mistake_with_both_lines(self):
        (problem,) = problems_of(parse_yaml, "a: 1\nb: 2\na: 3\n", "p.yaml")
        assert problem.line("en") == "p.yaml:3:1: a: 'a' stands twice (first in line 1)"
        assert problem.line("zh") == "p.yaml:3:1: a: “a”写了两次（第一次在第 1 行）"
        assert problem.fact == "a"

    def test_every_key_that_stands_twice_is_named(self):
        text = "a: 1\na: {b: 1, b: 2}\nc: {d: 1}\nd: 1\na: 2\n"
        lines = [(p.fact, p.place.line, p.message.en[-2]) for p in problems_of(parse_yaml, text)]
        assert lines == [("a", 2, "1"), ("b", 2, "2"), ("a", 5, "1")]

    @pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: &x [1]\n", "&x a: 1\n", "a: 1\n*x : 2\n", "a: &a [*a]\n"])
    def test_anchors_and_aliases_are_refused(self, text):
        problems = problems_of(parse_yaml, text, "p.yaml")
        assert any("anchors and aliases" in p.message.en and "锚点和别名" in p.message.zh for p in problems)
        assert all(p.place.line for p in problems)

    @pytest.mark.parametrize("text", ["? [a, b]\n: c\n", "? {a: 1}\n: c\n", "{[a]: 1}"])
    def test_a_key_is_text(self, text):
        (problem,) = problems_of(parse_yaml, text, "p.yaml")
        assert problem.message.en == "a key must be text"
        assert problem.message.zh == "键应是文字"
        assert problem.place.line == 1

    def test_tabs_for_indentation_are_a_mistake_with_a_line(self):
        (line,) = lines_of(parse_yaml, "facts:\n\ta: 1\n", "p.yaml")
        assert line.startswith("p.yaml:2:1: this is not valid YAML: ")

    @pytest.mark.parametrize(
        ("text", "line"), [("a: [1\nb: 2\n", 2), ("a: 'x\n", 2), ("a: b: c\n", 1), ("a:\n - 1\n b: 2\n", 3)]
    )
    def test_bad_yaml_is_a_mistake_with_a_line(self, text, line):
        (problem,) = problems_of(parse_yaml, text, "p.yaml")
        assert problem.message.en.startswith("this is not valid YAML: ")
        assert problem.message.zh.startswith("YAML 格式有误：")
        assert not any("a" <= letter <= "z" for letter in problem.message.zh)
        assert (problem.place.file, problem.place.line) == ("p.yaml", line)

    def test_a_range_without_quotes_is_told_what_it_needs(self):
        (problem,) = problems_of(parse_yaml, "facts:\n  revenue_y1: >= 400\n", "p.yaml")
        assert problem.message.en.endswith('a value that begins with > or | needs quotes, such as ">= 400"')
        assert problem.place.line == 2

    def test_control_characters_are_a_mistake(self):
        (line,) = lines_of(parse_yaml, "a: 1\nb: \x00\n", "p.yaml")
        assert line == "p.yaml:2:4: holds the control character U+0000; remove it"

    def test_half_a_character_is_a_mistake(self):
        assert len(problems_of(parse_yaml, "a: \ud800\n")) == 1

    def test_a_file_holds_one_document(self):
        (problem,) = problems_of(parse_yaml, "a: 1\n---\nb: 2\n", "p.yaml")
        assert problem.line("en") == "p.yaml:2:1: one file holds one YAML document"
        assert problem.message.zh == "一个文件只能有一份 YAML"


class TestBombs:
    """Each of these stops at once and never harms the process."""

    @pytest.mark.parametrize(
        "text",
        ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "a:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 2000)),
         "[" * 900 + "]" * 900, "[[[" * 100_000 + "&x"],
        ids=["lists", "mappings", "dashes", "indents", "closed", "anchor"],
    )  # fmt: skip
    def test_deep_nesting_is_refused(self, text):
        (problem,) = problems_of(parse_yaml, text)
        assert problem.message.en == f"is nested more than {MAX_DEPTH} levels deep"
        assert problem.message.zh == f"嵌套超过 {MAX_DEPTH} 层"
        assert problem.place.line is not None

    def test_nested_keys_are_refused(self):
        assert all("key" in line or "nested" in line for line in lines_of(parse_yaml, "? " * 100_000))

    @pytest.mark.parametrize("depth", [MAX_DEPTH, MAX_DEPTH + 1])
    def test_the_deepest_nesting_is_exact(self, depth):
        """The innermost value of so many lists lies that deep."""
        for parse in (parse_yaml, parse_json):
            text = "[" * depth + "1" + "]" * depth
            if depth == MAX_DEPTH:
                assert parse(text).data
            else:
                assert len(problems_of(parse, text)) == 1

    def test_a_yaml_bomb_of_aliases_is_refused(self):
        rows = [f"{c}: &{c} [{', '.join([f'*{p}'] * 9)}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)]
        problems = problems_of(parse_yaml, "a: &a [x, x, x, x, x, x, x, x, x]\n" + "\n".join(rows))
        assert len(problems) == 9 + 8 * 9

    def test_mistakes_beyond_a_hundred_are_not_collected(self):
        assert len(problems_of(parse_yaml, "a: &x 1\nb: [" + "*x," * 100_000 + "]")) == MAX_PROBLEMS

    @pytest.mark.parametrize("parse", [parse_yaml, parse_json])
    def test_too_many_values_are_refused(self, parse):
        (problem,) = problems_of(parse, "[" + "1," * MAX_VALUES + "1]")
        assert problem.message.en == f"the file has more than {MAX_VALUES} values"
        assert problem.message.zh == f"文件里的值超过 {MAX_VALUES} 个"

    def test_the_most_values_are_exact(self):
        assert len(parse_json("[" + "1," * (MAX_VALUES - 2) + "1]").data) == MAX_VALUES - 1

    @pytest.mark.parametrize(
        "text", ["[" * 100_000, '{"a":' * 100_000, "[" * 600 + "]" * 600, '{"a":' * 600 + "1" + "}" * 600]
    )
    def test_deep_json_is_refused(self, text):
        assert "nested" in lines_of(parse_json, text)[0] or "not valid JSON" in lines_of(parse_json, text)[0]

    def test_many_keys_are_read_in_time(self):
        text = "{" + ",".join(f'"k{n}": 1' for n in range(50_000)) + "}"
        assert len(parse_json(text).data) == 50_000


class TestJson:
    def test_numbers_keep_their_digits_and_flags_become_words(self):
        text = '{"a": 0.10, "b": 1e5, "c": true, "d": false, "e": null, "f": 123456789012345678901234567890, "g": -0.0}'
        assert parse_json(text).data == {
            "a": "0.10",
            "b": "1e5",
            "c": "yes",
            "d": "no",
            "e": None,
            "f": "123456789012345678901234567890",
            "g": "-0.0",
        }

    def test_a_text_that_looks_like_a_word_stays_text(self):
        assert parse_json('{"a": "null", "b": "true", "c": "", "d": "~"}').data == {
            "a": "null",
            "b": "true",
            "c": "",
            "d": "~",
        }

    def test_words_for_no_number_stay_words(self):
        assert parse_json("[NaN, Infinity, -Infinity]").data == ["NaN", "Infinity", "-Infinity"]

    def test_escapes_are_understood(self):
        text = r'{"a\"b": "\u6536\u5165 \\ \/ \n [{,:}] \ud83d\ude00"}'
        assert parse_json(text).data == {'a"b': "收入 \\ / \n [{,:}] 😀"}

    def test_half_a_character_is_a_mistake_in_a_value_and_in_a_key(self):
        values = problems_of(parse_json, '{"a": "\\ud800"}', "p.json")
        assert [p.line("en") for p in values] == ["p.json:1:7: contains half a character"]
        assert values[0].message.zh == "含有不完整的字符"
        assert len(problems_of(parse_json, '{"\\udc00": 1}')) == 1

    def test_every_path_knows_its_line_and_column(self):
        document = parse_json('{\n  "name": "x",\n  "facts": {\n    "a": 5,\n    "b": [1,\n 2]\n  }\n}\n', "p.json")
        assert document.place(("name",)) == Place("p.json", 2, 3)
        assert document.place(("facts", "a")) == Place("p.json", 4, 5)
        assert document.place(("facts", "b", 0)) == Place("p.json", 5, 11)
        assert document.place(("facts", "b", 1)) == Place("p.json", 6, 2)
        assert document.place(()) == Place("p.json", 1, 1)

    def test_a_key_that_stands_twice_is_a_mistake_with_both_lines(self):
        (problem,) = problems_of(parse_json, '{"a": 1,\n "b": 2,\n "a": 3}', "p.json")
        assert problem.line("en") == "p.json:3:2: a: 'a' stands twice (first in line 1)"

    @pytest.mark.parametrize(
        ("text", "place"),
        [('{"a": }', "p.json:1:7"), ("", "p.json:1:1"), ("[1,\n2", "p.json:2:2"), ("{} {}", "p.json:1:4")],
    )
    def test_bad_json_is_a_mistake_with_a_line(self, text, place):
        (problem,) = problems_of(parse_json, text, "p.json")
        assert problem.line("en").startswith(f"{place}: this is not valid JSON: ")
        assert problem.message.zh.startswith("JSON 格式有误：")
        assert not any("a" <= letter <= "z" for letter in problem.message.zh)

    def test_a_scalar_is_a_document(self):
        assert parse_json("5").data == "5"
        assert parse_json("null").data is None


class TestFiles:
    def test_the_ending_tells_the_format(self, tmp_path):
        for name in ("a.json", "a.JSON"):
            path = tmp_path / name
            path.write_text('{"a": true}')
            assert read_document(path).data == {"a": "yes"}
        path = tmp_path / "a.yaml"
        path.write_text("a: true")
        document = read_document(path)
        assert document.data == {"a": "true"}
        assert document.file == str(path)
        assert document.place(("a",)) == Place(str(path), 1, 1)

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
    def test_utf8_and_chinese_encodings_are_read(self, tmp_path, encoding):
        path = tmp_path / "a.yaml"
        path.write_bytes("name: 某光纤布线企业\n".encode(encoding))
        assert read_document(path).data == {"name": "某光纤布线企业"}

    def test_a_mark_at_the_beginning_of_json_is_no_harm(self, tmp_path):
        path = tmp_path / "a.json"
        path.write_bytes(b'\xef\xbb\xbf{"a": 1}')
        assert read_document(path).data == {"a": "1"}

    def test_windows_line_ends_keep_the_lines(self, tmp_path):
        for name, text in (("a.yaml", "a: 1\r\nb: 2\r\n"), ("a.json", '{"a": 1,\r\n"b": 2}')):
            path = tmp_path / name
            path.write_bytes(text.encode())
            assert read_document(path).place(("b",)).line == 2

    def test_an_empty_file_holds_nothing(self, tmp_path):
        path = tmp_path / "a.yaml"
        path.write_bytes(b"")
        assert read_document(path).data is None

    @pytest.mark.parametrize(
        "raw",
        [
            b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
            b"PK\x03\x04\x14\x00\x06\x00",
            b"\xff\xfea\x00:\x00",
            b"\x00" * 100,
            bytes(range(256)),
        ],
    )
    def test_a_binary_file_is_a_mistake(self, tmp_path, raw):
        path = tmp_path / "a.yaml"
        path.write_bytes(raw)
        (line,) = lines_of(read_document, path)
        assert line.startswith(f"{path}")

    def test_bytes_of_no_encoding_are_not_text(self, tmp_path):
        path = tmp_path / "a.yaml"
        path.write_bytes(b"a: \xff\xff\n")
        (problem,) = problems_of(read_document, path)
        assert problem.line("en") == f"{path}: is not a text file; save text as UTF-8"
        assert problem.message.zh == "不是文本文件；文本请另存为 UTF-8"

    def test_a_huge_file_is_refused_before_it_is_read(self, tmp_path):
        path = tmp_path / "a.yaml"
        with path.open("wb") as file:
            file.truncate(100 * 1024 * 1024)
        (problem,) = problems_of(read_document, path)
        assert problem.line("en") == f"{path}: the file has more than 4 MB and is not read"
        assert problem.message.zh == "文件超过 4 MB，不读取"

    def test_the_size_limit_is_exact(self, tmp_path):
        path = tmp_path / "a.yaml"
        path.write_bytes(b"#" * MAX_BYTES)
        assert len(read_text(path)) == MAX_BYTES
        path.write_bytes(b"#" * (MAX_BYTES + 1))
        assert len(problems_of(read_text, path)) == 1

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
    def test_a_pipe_is_read_up_to_the_limit_only(self, tmp_path):
        path = tmp_path / "pipe"
        os.mkfifo(path)

        def pour():
            try:
                with path.open("wb") as pipe:
                    for _ in range(100):
                        pipe.write(b"#" * 1024 * 1024)
            except BrokenPipeError:
                pass

        writer = threading.Thread(target=pour)
        writer.start()
        assert len(problems_of(read_text, path)) == 1
        writer.join(10)
        assert not writer.is_alive()

    def test_a_missing_file_and_a_folder_are_mistakes(self, tmp_path):
        (problem,) = problems_of(read_document, tmp_path / "none.yaml")
        assert problem.line("en") == f"{tmp_path / 'none.yaml'}: cannot be read: there is no such file"
        assert problem.message.zh == "读不了：没有这个文件"
        (problem,) = problems_of(read_document, tmp_path)
        assert problem.line("en") == f"{tmp_path}: cannot be read: it is a folder"
        assert problem.message.zh == "读不了：这是文件夹"

    @pytest.mark.parametrize(
        ("error", "message"),
        [
            (PermissionError(13, "?"), Text("读不了：没有读取权限", "cannot be read: reading it is not permitted")),
            (OSError(5, "disk fault"), Text("读不了：disk fault", "cannot be read: disk fault")),
        ],
    )
    def test_the_reason_why_a_file_cannot_be_read_is_told(self, tmp_path, monkeypatch, error, message):
        def fail(*_):
            raise error

        monkeypatch.setattr(type(tmp_path), "open", fail)
        (problem,) = problems_of(read_text, tmp_path / "a.yaml")
        assert problem.message == message


class TestPythonValues:
    def test_python_values_take_the_shape_of_a_file(self):
        data = {
            "a": True,
            "b": False,
            "c": None,
            "d": 0.1,
            "e": 5,
            "f": Decimal("5.370"),
            "g": date(2023, 1, 31),
            "h": (1, "x"),
            "i": {"b", "a"},
            3: [{"x": True}],
            "j": frozenset({2, 1}),
        }
        assert as_written(data) == {
            "a": "yes",
            "b": "no",
            "c": None,
            "d": "0.1",
            "e": "5",
            "f": "5.370",
            "g": "2023-01-31",
            "h": ["1", "x"],
            "i": ["a", "b"],
            "3": [{"x": "yes"}],
            "j": ["1", "2"],
        }

    def test_values_in_a_circle_are_refused(self):
        circle = []
        circle.append(circle)
        (problem,) = problems_of(as_written, circle)
        assert problem.message.en == f"is nested more than {MAX_DEPTH} levels deep"
        assert problem.message.zh == f"嵌套超过 {MAX_DEPTH} 层"

    def test_the_deepest_python_nesting_is_exact(self):
        def nested(depth, wrap):
            value = 1
            for _ in range(depth):
                value = wrap(value)
            return value

        for wrap in (lambda v: [v], lambda v: {"a": v}, lambda v: frozenset({v})):
            assert as_written(nested(MAX_DEPTH, wrap))
            assert len(problems_of(as_written, nested(MAX_DEPTH + 1, wrap))) == 1
