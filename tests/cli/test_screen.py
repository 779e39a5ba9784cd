"""jinjie screen, as a user types it."""

from __future__ import annotations

from pathlib import Path

import pytest

pl = pytest.importorskip("polars")
pytest.importorskip("numpy")

from jinjie.synthetic import enterprises  # noqa: E402

from .running import jinjie, mistakes  # noqa: E402

ON = ("--on", "2026-11-01")
ONE = ("-r", "srdi-sme", *ON)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("screen") / "in.parquet"
    enterprises(300, seed=3).write_parquet(path)
    return path


def columns(source: Path, out: Path, *arguments: str) -> list[str]:
    run = jinjie("screen", source, "-o", out, *arguments)
    assert run.code == 0, run.err
    assert run.out == ""
    return pl.read_parquet(out).columns


def test_all_tiers_in_force_are_screened_when_none_is_named(tmp_path: Path, source: Path) -> None:
    found = columns(source, tmp_path / "out.parquet", *ON)
    verdicts = [name for name in found if name.endswith("_verdict")]
    assert verdicts == [f"{name}_verdict" for name in ("innovative-sme", "tech-sme", "srdi-sme", "little-giant")]
    assert found[:4] == ["name", "credit_code", "region", "industry"]
    assert found[-1] == "error"


def test_one_rulebook_in_two_editions_gets_its_whole_name(tmp_path: Path, source: Path) -> None:
    named = ("-r", "srdi-sme@2022", "-r", "srdi-sme@2026", "-r", "little-giant@2022")
    found = columns(source, tmp_path / "out.parquet", *named, *ON)
    assert [name for name in found if name.endswith("_verdict")] == [
        "srdi-sme@2022_verdict",
        "srdi-sme@2026_verdict",
        "little-giant_verdict",
    ]


@pytest.mark.parametrize(
    ("keep", "more"),
    [
        (["revenue_y1", "employees_y1"], ["employees_y1", "revenue_y1"]),
        (["panorama"], ["founded_on", "employees_y1", "revenue_y1"]),
        (["all"], ["niche_years"]),
    ],
)
def test_more_columns_come_back_when_they_are_asked_for(
    tmp_path: Path, source: Path, keep: list[str], more: list[str]
) -> None:
    plain = columns(source, tmp_path / "plain.parquet", *ONE)
    asked = [word for name in keep for word in ("--keep", name)]
    found = columns(source, tmp_path / "out.parquet", *ONE, *asked)
    assert set(found) > set(plain)
    assert set(more) <= set(found) - set(plain)
    assert "synthetic" in plain, "what is invented says so in every output"


@pytest.mark.parametrize("name", ["out.parquet", "out.csv"])
def test_duckdb_writes_what_polars_writes(tmp_path: Path, source: Path, name: str) -> None:
    pytest.importorskip("duckdb")
    for engine in ("polars", "duckdb"):
        (tmp_path / engine).mkdir()
        run = jinjie("screen", source, "-o", tmp_path / engine / name, *ONE, "--keep", "all", "--engine", engine)
        assert run.code == 0, run.err
    one, other = ((tmp_path / engine / name) for engine in ("polars", "duckdb"))
    if name.endswith("csv"):
        assert one.read_bytes() == other.read_bytes()
    else:
        assert pl.read_parquet(one).equals(pl.read_parquet(other))
        assert pl.read_parquet(one).schema == pl.read_parquet(other).schema


def test_the_summary_counts_rows_and_verdicts_in_both_languages(tmp_path: Path, source: Path) -> None:
    out = tmp_path / "out.parquet"
    english = jinjie("screen", source, "-o", out, *ONE, "--lang", "en").err.splitlines()
    chinese = jinjie("screen", source, "-o", out, *ONE, "--lang", "zh").err.splitlines()
    verdicts = pl.read_parquet(out)["srdi-sme_verdict"].value_counts()
    passed, failed, open_ = (
        verdicts.filter(pl.col("srdi-sme_verdict") == word)["count"].sum() for word in ("pass", "fail", "undetermined")
    )
    assert english == [
        f"written to {out}: 300 rows",
        f"  srdi-sme: certain to pass {passed}, undetermined {open_}, certain to fail {failed}",
    ]
    assert chinese == [
        f"已写入 {out}：300 行",
        f"  srdi-sme：必然满足 {passed}，待定 {open_}，必然不满足 {failed}",
    ]


def test_rows_with_mistakes_are_counted_and_say_what_is_wrong(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("firm,niche_years\na,3\nb,many\nc,\n")
    run = jinjie("screen", source, "-o", out, *ONE, "--lang", "en")
    assert run.code == 0
    assert "3 rows, 1 of them with mistakes" in run.err
    read = pl.read_csv(out)
    assert read["error"].is_not_null().to_list() == [False, True, False]
    assert "niche_years" in read["error"][1]


WRONG = {
    "no output": (("in.csv",), "the option -o is missing"),
    "no input": (("-o", "out.csv"), "the argument INPUT... is missing"),
    "a bad engine": (("in.csv", "-o", "out.csv", "--engine", "duck"), "must be one of polars, duckdb, spark, not duck"),
    "a bad rulebook": (("in.csv", "-o", "out.csv", "-r", "srdi-smee"), "did you mean srdi-sme"),
    "a bad day": (("in.csv", "-o", "out.csv", "--on", "2026-02-30"), "is not a date"),
    "an unknown column": (("in.csv", "-o", "out.csv", "--keep", "frim"), "no column frim; did you mean firm?"),
    "the input as output": (("in.csv", "-o", "in.csv"), "it is the input"),
    "no such folder": (("in.csv", "-o", "no/out.csv"), "there is no such folder"),
    "a missing input": (("none.csv", "-o", "out.csv"), "none.csv: there is no such file"),
    "a strange input": (("in.yaml", "-o", "out.csv"), "only Parquet, CSV and Excel files can be read"),
    "reports of a table": (("in.csv", "-o", "out.csv", "--reports", "r"), "--reports is for Excel files"),
    "a sheet of a table": (("in.csv", "-o", "out.csv", "--sheet", "s"), "--sheet is for Excel files"),
    "an empty file": (("empty.csv", "-o", "out.csv"), "empty.csv"),
    "a day before the law": (("in.csv", "-o", "out.csv", "-r", "srdi-sme", "--on", "2010-01-01"), "srdi-sme"),
}


@pytest.mark.parametrize(("arguments", "expected"), WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_one_line_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], expected: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.csv").write_text("firm,niche_years\na,3\n")
    (tmp_path / "in.yaml").write_text("facts: {}\n")
    (tmp_path / "empty.csv").write_text("")
    (line,) = mistakes("screen", *arguments, "--lang", "en")
    assert expected in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty.csv", "in.csv", "in.yaml"]


def people(folder: Path) -> Path:
    path = folder / "people.csv"
    path.write_text("企业名称,从事特定细分市场年限,心情\n甲公司,1,好\n乙/公司,很久,好\n丙公司,5,好\n", encoding="gbk")
    return path


def test_a_list_gets_a_report_for_each_good_row(tmp_path: Path) -> None:
    out, reports = tmp_path / "out.csv", tmp_path / "reports"
    run = jinjie("screen", people(tmp_path), "-o", out, *ONE, "--reports", reports, "--lang", "zh")
    assert run.code == 0, run.err
    assert sorted(path.name for path in reports.iterdir()) == ["2-甲公司.html", "4-丙公司.html"]
    assert "报告 2 份" in run.err
    assert "3 行，其中 1 行有误" in run.err
    assert "心情" in run.err


def test_reports_need_a_folder_that_can_be_made(tmp_path: Path) -> None:
    source, taken = people(tmp_path), tmp_path / "taken"
    taken.write_text("")
    for folder, said in ((taken, "there is a file of this name"), (tmp_path / "no" / "r", "there is no such folder")):
        (line,) = mistakes("screen", source, "-o", tmp_path / "out.csv", *ONE, "--reports", folder, "--lang", "en")
        assert said in line
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv", "taken"]
