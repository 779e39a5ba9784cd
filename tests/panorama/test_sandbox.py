"""The sandbox agrees with the scalar reading, and its bounds hold however the unknown turns out."""

from datetime import date
from pathlib import Path
from random import Random

import polars as pl
import pytest

from jinjie.basics.interval import Interval
from jinjie.basics.problems import InputError
from jinjie.facts.profile import profile_of
from jinjie.panorama import sandbox as module
from jinjie.panorama.sandbox import Question, Sandbox, sandbox
from jinjie.panorama.sandbox_counts import EFFECTS, VERDICTS, as_amount, ends
from jinjie.panorama.sandbox_firms import firm_file
from jinjie.panorama.sandbox_groups import Dimension, Sorter
from jinjie.rules.assessment import Assessor
from jinjie.rules.changed import changed_library
from jinjie.rules.library import Library, standard_folder

from .sandbox_firms import Firms, Row, frame

DAY = date(2026, 9, 30)
EARLY = date(2024, 6, 1)
EVERYTHING = 10**6


def asked(library: Library, *settings: str, day: date = DAY) -> Question:
    return Question(changed_library(library, settings), day, per_head=Interval(5, 10), top=EVERYTHING)


def run(question: Question, rows: list[Row], folder: Path) -> Sandbox:
    path = folder / "firms.parquet"
    frame(rows).write_parquet(path)
    return sandbox(question, [path])


def effects(found: Sandbox, rows: int) -> list[str]:
    """The effect on each row."""
    flipping = {firm.row: firm.effect for firm in found.outcomes[0].firms}
    return [flipping.get(row, "stays") for row in range(1, rows + 1)]


def edited(folder: Path, edition: str, old: str, new: str) -> Assessor:
    """An assessor with a copy of a rulebook file in which one text is another."""
    id_, _, label = edition.partition("@")
    text = (standard_folder() / "tiers" / id_ / f"{label}.yaml").read_text("utf-8")
    assert text.count(old) == 1
    place = folder / "tiers" / id_
    place.mkdir(parents=True)
    (place / f"{label}.yaml").write_text(text.replace(old, new), "utf-8")
    return Assessor(Library([standard_folder(), folder]))


def verdict(assessor: Assessor, row: Row, edition: str, day: date) -> str:
    facts = {fact: value for fact, value in row.items() if value is not None}
    profile = profile_of({"facts": facts}, assessor.library.vocabulary)
    return assessor.assess(profile, day, [edition], "plain").results[0].verdict


CHANGES = [
    ("srdi-sme@2026", "rd_share=3.5%", "rd_share: 3%", "rd_share: 3.5%", DAY),
    ("srdi-sme@2026", "rd_share=0.025", "rd_share: 3%", "rd_share: 2.5%", DAY),
    ("srdi-sme@2022", "score_reached=55", "score >= 60}", "score >= 55}", EARLY),
    ("srdi-sme@2022", "rd_staff[20%]=85%", "{from: 20%, points: 5}", "{from: 85%, points: 5}", EARLY),
]


@pytest.mark.parametrize("case", CHANGES, ids=[case[1] for case in CHANGES])
def test_a_change_flips_exactly_whom_an_edited_file_flips(
    case: tuple[str, str, str, str, date], library: Library, assessor: Assessor, tmp_path: Path
) -> None:
    edition, setting, old, new, day = case
    firms = Firms(library, edition, Random(7))
    rows = [firms.with_holes(firms.complete()) for _ in range(300 if day == DAY else 100)]
    found = run(asked(library, f"{edition}.{setting}", day=day), rows, tmp_path)
    changed = edited(tmp_path / "edited", edition, old, new)
    expected = {(one, other): 0 for one in VERDICTS for other in VERDICTS}
    for row in rows:
        expected[verdict(assessor, row, edition, day), verdict(changed, row, edition, day)] += 1
    flips = found.outcomes[0].flips
    assert {cell: flips.number(*cell) for cell in expected} == expected
    assert sum(n for (one, other), n in expected.items() if one != other) > 0
    assert found.unread == 0


BOUNDED: list[tuple[str, tuple[str, ...], date]] = [
    ("srdi-sme@2026", ("rd_share=3.5%",), DAY),
    ("srdi-sme@2026", ("rd_share=3.5%", "main_share=70%"), DAY),
    ("srdi-sme@2022", ("score_reached=55", "rd_staff[20%]=85%"), EARLY),
    ("srdi-sme@2022", ("debt[50%]=30%", "ip[1:1]=5"), EARLY),
]


@pytest.mark.parametrize("case", BOUNDED, ids=[",".join(case[1]) for case in BOUNDED])
def test_however_the_unknown_turns_out_it_stays_within_the_bounds(
    case: tuple[str, tuple[str, ...], date], library: Library, assessor: Assessor, tmp_path: Path
) -> None:
    edition, settings, day = case
    question = asked(library, *(f"{edition}.{setting}" for setting in settings), day=day)
    firms = Firms(library, edition, Random(11))
    rows = [firms.with_holes(row) for row in firms.donors]
    found = run(question, rows, tmp_path)
    told = effects(found, len(rows))
    assert len(set(told)) > 1
    for _ in range(3):
        filled = run(question, [_filled(firms, row, assessor) for row in rows], tmp_path)
        assert filled.unread == 0
        real = effects(filled, len(rows))
        assert {(one, other) for one, other in zip(told, real, strict=True)} <= ALLOWED
        for name in ("before", "after", "gains", "losses", "flips", "net"):
            inner, outer = getattr(filled.outcomes[0].flips, name), getattr(found.outcomes[0].flips, name)
            assert inner.within(outer), name


def _filled(firms: Firms, row: Row, assessor: Assessor) -> Row:
    """The row with what is unknown filled in; where that contradicts what is known, the row as it is."""
    filled = firms.filled(row, firms.donors)
    return row if assessor.know(profile_of({"facts": filled}, firms.library.vocabulary), DAY).conflicts else filled


ALLOWED = {
    ("stays", "stays"),
    ("gains", "gains"),
    ("loses", "loses"),
    *(("may_gain", real) for real in ("stays", "gains", "may_gain")),
    *(("may_lose", real) for real in ("stays", "loses", "may_lose")),
    *(("may_change", real) for real in EFFECTS),
}
"""What was said of an enterprise, and what may come of it once more is known (local facts stay unknown)."""


def test_exactly_on_the_new_line_still_passes(library: Library, tmp_path: Path) -> None:
    firms = Firms(library, "srdi-sme@2026", Random(1))
    base = _passing(firms)
    rows = [base | {"rd_expense_y1": amount} for amount in (140, 139.99, 120, 119.99)]
    found = run(asked(library, "srdi-sme@2026.rd_share=3.5%"), rows, tmp_path)
    assert effects(found, 4) == ["stays", "loses", "loses", "stays"]
    assert (ends(found.outcomes[0].flips.before), ends(found.outcomes[0].flips.after)) == ((3, 3), (1, 1))
    assert found.outcomes[0].firms[0].blocking is not None
    assert found.outcomes[0].firms[0].blocking.en == "R&D amount and share in each of two years"


def _passing(firms: Firms) -> Row:
    """An enterprise that passes the edition of 2026, with 4,000 万元 of revenue."""
    example = firms.library.get("srdi-sme@2026").examples[0].facts
    return {**firms.complete(), **example, "revenue_y1": 4000, "revenue_y2": 4000, "rd_expense_y2": 400}


def test_what_the_change_does_not_touch_leaves_an_open_verdict_alone(library: Library, tmp_path: Path) -> None:
    base = _passing(Firms(library, "srdi-sme@2026", Random(1)))
    far = base | {"rd_expense_y1": 400, "platform_score": None}
    near = base | {"rd_expense_y1": None, "platform_score": None}
    between = base | {"rd_expense_y1": 130, "platform_score": None}
    found = run(asked(library, "srdi-sme@2026.rd_share=3.5%"), [far, near, between], tmp_path)
    assert effects(found, 3) == ["stays", "may_lose", "may_lose"]
    assert found.outcomes[0].way == "tighter"
    assert ends(found.outcomes[0].flips.gains) == (0, 0)


def test_groups_add_up_to_the_whole(library: Library, tmp_path: Path) -> None:
    firms = Firms(library, "srdi-sme@2026", Random(3))
    rows = [firms.with_holes(firms.complete()) for _ in range(200)]
    rows += [firms.complete() | {"region": None, "industry": None}]
    outcome = run(asked(library, "srdi-sme@2026.rd_share=3.5%"), rows, tmp_path).outcomes[0]
    for groups in outcome.groups.values():
        assert all(group.flips.total for group in groups)
        for before in VERDICTS:
            for after in VERDICTS:
                assert sum(g.flips.number(before, after) for g in groups) == outcome.flips.number(before, after)
        for effect in EFFECTS:
            assert sum(g.flips.effect(effect) for g in groups) == outcome.flips.effect(effect)
    assert [g.title.en for g in outcome.groups["region"]][-1] == "not stated"
    assert {g.key for g in outcome.groups["region"]} == {"33", "44", "11", "32", ""}
    assert {g.key for g in outcome.groups["industry"]} <= {"C", "I", ""}


@pytest.mark.parametrize(
    ("dimension", "word", "group"),
    [
        ("region", "330106", ("33", "Zhejiang")),
        ("city", "330106", ("3301", "Zhejiang 3301")),
        ("county", "330106", ("330106", "Zhejiang 330106")),
        ("city", "33", ("33", "Zhejiang (not said where)")),
        ("industry", "C3563", ("C", "Manufacturing")),
        ("region", "unknown", ("", "not stated")),
        ("region", "99", ("", "not stated")),
    ],
)
def test_a_code_has_its_group(dimension: Dimension, word: str, group: tuple[str, str], library: Library) -> None:
    sorter = Sorter(dimension, library.vocabulary)
    assert (sorter.key(word), sorter.title(sorter.key(word)).en) == group


def test_a_row_with_a_mistake_is_in_no_count(library: Library, tmp_path: Path) -> None:
    base = _passing(Firms(library, "srdi-sme@2026", Random(1)))
    found = run(asked(library, "srdi-sme@2026.rd_share=3.5%"), [base, base | {"revenue_y1": "many"}], tmp_path)
    assert (found.rows, found.unread, found.outcomes[0].flips.total) == (2, 1, 1)


def test_the_budget_is_the_range_of_heads_times_the_range_of_the_amount(library: Library, tmp_path: Path) -> None:
    firms = Firms(library, "srdi-sme@2026", Random(5))
    rows = [firms.with_holes(firms.complete()) for _ in range(100)]
    found = run(asked(library, "srdi-sme@2026.rd_share=3.5%"), rows, tmp_path).to_dict()["editions"][0]["result"]
    for name in ("before", "after"):
        assert found["budget"][name] == {"low": 5 * found[name]["low"], "high": 10 * found[name]["high"]}
    low, high = found["net"]["low"], found["net"]["high"]
    assert low < 0
    assert found["budget"]["change"] == {"low": 10 * low, "high": 10 * high if high > 0 else 5 * high}


def test_slices_and_files_make_no_difference(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    firms = Firms(library, "srdi-sme@2026", Random(9))
    rows = [firms.with_holes(firms.complete()) for _ in range(90)]
    question = asked(library, "srdi-sme@2026.rd_share=3.5%")
    whole = run(question, rows, tmp_path)
    monkeypatch.setattr(module, "SLICE", 40)
    told: list[tuple[int, int]] = []
    (tmp_path / "parts").mkdir()
    frame(rows[:50]).write_parquet(tmp_path / "parts" / "part-0.parquet")
    frame(rows[50:]).write_csv(tmp_path / "rest.csv")
    paths = [tmp_path / "parts", tmp_path / "rest.csv"]
    parts = sandbox(question, paths, progress=lambda done, of: told.append((done, of)))
    assert parts.outcomes[0].flips.counts == whole.outcomes[0].flips.counts
    assert told == [(40, 90), (50, 90), (90, 90)]
    numbers = [firm.row for firm in parts.outcomes[0].firms if firm.file.endswith("rest.csv")]
    assert numbers
    assert max(numbers) <= 40


def test_the_file_of_all_that_flip_has_all_of_them(library: Library, tmp_path: Path) -> None:
    firms = Firms(library, "srdi-sme@2026", Random(9))
    rows = [firms.with_holes(firms.complete()) | {"name": "=1+1"} for _ in range(120)]
    frame(rows).write_parquet(tmp_path / "firms.parquet")
    question = asked(library, "srdi-sme@2026.rd_share=3.5%", "srdi-sme@2022.rd_share=3.5%")
    with firm_file(tmp_path / "flips.csv", "en") as file:
        found = sandbox(question, [tmp_path / "firms.parquet"], file)
    written = pl.read_csv(tmp_path / "flips.csv")
    assert (tmp_path / "flips.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert written.height == sum(len(outcome.firms) for outcome in found.outcomes) > 0
    assert set(written["Edition (changed)"]) == {"srdi-sme@2026*", "srdi-sme@2022*"}
    assert set(written["Enterprise"]) == {"'=1+1"}
    assert set(written["Effect"]) <= {text.en for text in EFFECTS.values()}


def test_invented_enterprises_are_counted_as_such(library: Library, tmp_path: Path) -> None:
    base = _passing(Firms(library, "srdi-sme@2026", Random(1)))
    rows = [base | {"synthetic": value} for value in ("true", "false", None)]
    assert run(asked(library, "srdi-sme@2026.rd_share=3.5%"), rows, tmp_path).synthetic == 1


@pytest.mark.parametrize(
    ("text", "amount"),
    [("100000元", Interval(10, 10)), ("5万元..10万元", Interval(5, 10)), ("0", Interval(0, 0))],
)
def test_an_amount_per_head_may_be_a_range(text: str, amount: Interval) -> None:
    assert as_amount(text) == amount


@pytest.mark.parametrize("text", ["much", ">= 5万元", "-5万元", "10..5"])
def test_an_amount_per_head_has_two_ends(text: str) -> None:
    with pytest.raises(InputError):
        as_amount(text)
