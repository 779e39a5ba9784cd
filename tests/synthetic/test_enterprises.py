"""Invented enterprises: the same for the same seed, consistent, plausible, at times exactly on the lines of the law."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest

pl = pytest.importorskip("polars")
pytest.importorskip("numpy")

import jinjie  # noqa: E402
from jinjie.basics.credit_code import error_in, region_of, warning_about  # noqa: E402
from jinjie.facts.vocabulary import Kind  # noqa: E402
from jinjie.rules.language.conditions import CodeWithin  # noqa: E402
from jinjie.rules.library import Library, standard_folder  # noqa: E402
from jinjie.synthetic import enterprises, making  # noqa: E402
from jinjie.synthetic.lines import STEPS  # noqa: E402
from jinjie.synthetic.unknown import rates  # noqa: E402

ROWS = 60_000
OWN = {"name", "synthetic"}
LIBRARY = Library([standard_folder()])
FACTS = LIBRARY.vocabulary.facts


@cache
def many(unknown: float = 0.0) -> Any:
    return enterprises(ROWS, seed=7, unknown=unknown)


def stated(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a profile."""

    def written(value: Any) -> Any:
        if isinstance(value, bool):
            return "yes" if value else "no"
        return value.isoformat() if isinstance(value, date) else value

    facts = {name: written(value) for name, value in row.items() if value is not None and name not in OWN}
    return {"name": row["name"], "facts": facts}


# ---------------------------------------------------------------- the same


def test_a_seed_gives_the_same_enterprises_again() -> None:
    assert enterprises(500, seed=3).equals(enterprises(500, seed=3))
    assert not enterprises(500, seed=3).equals(enterprises(500, seed=4))


@pytest.mark.parametrize("start", [0, 1, making.BLOCK - 1, making.BLOCK, making.BATCH - 10])
def test_a_part_is_what_the_whole_has_there(start: int) -> None:
    whole = enterprises(making.BATCH + 50)
    assert enterprises(60, start=start).equals(whole[start : start + 60])


def test_the_number_of_threads_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with_some = enterprises(making.BATCH + 10)
    monkeypatch.setattr(making, "THREADS", 1)
    assert enterprises(making.BATCH + 10).equals(with_some)


def test_what_is_unknown_changes_no_other_value() -> None:
    known, some = enterprises(2_000, unknown=0.0), enterprises(2_000, unknown=0.3)
    for name in some.columns:
        told = some[name].is_not_null()
        assert some[name].filter(told).equals(known[name].filter(told)), name


# ---------------------------------------------------------------- columns


def test_every_column_is_a_fact() -> None:
    assert set(many().columns) - OWN <= FACTS.keys()


def test_every_fact_that_a_rulebook_reads_has_a_column_unless_others_give_it() -> None:
    read = {fact for rulebook in LIBRARY.everything() for fact in rulebook.facts}
    given = {
        name
        for name, fact in FACTS.items()
        if fact.computed_by is not None or any(getattr(c, "fact", None) == name for c in LIBRARY.vocabulary.constraints)
    }
    assert not read - given - set(many().columns)


def test_each_kind_of_fact_has_its_type() -> None:
    types = {
        Kind.MONEY: pl.Float64,
        Kind.RATIO: pl.Float64,
        Kind.YEARS: pl.Float64,
        Kind.NUMBER: pl.Float64,
        Kind.COUNT: pl.Int32,
        Kind.YES_NO: pl.Boolean,
        Kind.DATE: pl.Date,
        Kind.TEXT: pl.String,
    }
    for name, dtype in many().schema.items():
        if name not in OWN:
            assert dtype == types.get(FACTS[name].kind, pl.Enum), name


def test_choices_are_those_of_the_fact() -> None:
    for name, dtype in many().schema.items():
        if name not in OWN and FACTS[name].kind is Kind.CHOICE:
            assert list(dtype.categories) == list(FACTS[name].choices)


def test_every_row_says_that_it_is_invented() -> None:
    assert many()["synthetic"].all()
    assert many()["name"].str.starts_with("（虚构）").all()


def test_money_has_four_decimals_at_most() -> None:
    for name in many().columns:
        if name not in OWN and FACTS[name].kind is Kind.MONEY:
            assert (many()[name].round(4) == many()[name]).all(), name


def test_credit_codes_are_well_formed_unique_and_nobodys() -> None:
    codes = many()["credit_code"].drop_nulls()
    assert codes.n_unique() == len(codes)
    for code in codes[:500]:
        assert error_in(code) is None
        assert warning_about(code) is None
        assert code[16] not in "0123456789X", "no organisation code ends so"
    assert [region_of(code) for code in codes[:50]] == many()["region"].cast(pl.String)[:50].to_list()


# ---------------------------------------------------------------- unknown


@pytest.mark.parametrize("unknown", [0.1, 0.3])
def test_the_share_of_unknown_values_is_near_the_asked_one(unknown: float) -> None:
    frame = many(unknown)
    anywhere = [name for name in frame.columns if name not in OWN | making.stock().homes.keys()]
    shares = {name: frame[name].null_count() / ROWS for name in anywhere}
    assert sum(shares.values()) / len(shares) == pytest.approx(unknown, rel=0.05)
    asked = rates({name: FACTS[name] for name in frame.columns if name not in OWN}, unknown)
    assert {name: asked[name] for name in anywhere} == pytest.approx(shares, abs=0.012)
    assert max(shares.values()) > 1.5 * min(shares.values())


def test_without_unknown_values_only_the_facts_of_other_provinces_are_missing() -> None:
    missing = {name for name in many().columns if many()[name].null_count()}
    assert missing == making.stock().homes.keys()
    assert (
        many()
        .filter(pl.col("jiangsu_upgrade_pool").is_not_null())["region"]
        .cast(pl.String)
        .str.starts_with("32")
        .all()
    )


# ---------------------------------------------------------------- consistent


ORDERS = (
    ("main_revenue_y1", "revenue_y1"),
    ("main_revenue_y2", "revenue_y2"),
    ("main_revenue_y3", "revenue_y3"),
    ("leading_product_revenue_y1", "main_revenue_y1"),
    ("rd_expense_y1", "total_cost_y1"),
    ("rd_staff_y1", "sci_tech_staff_y1"),
    ("sci_tech_staff_y1", "employees_y1"),
    ("ip_class1_own", "ip_class1"),
    ("ip_class1_high_value", "ip_class1"),
    ("ip_class1_applied", "ip_class1"),
    ("ip_class2", "ip_class2_any_age"),
    ("title_little_giant", "title_srdi_sme"),
    ("single_champion", "title_little_giant"),
    ("national_award_top3_3y", "national_award_top5_3y"),
    ("national_award_top5_3y", "national_award_3y"),
    ("national_award_top3_3y", "national_award_top3_5y"),
    ("provincial_award_top3_3y", "provincial_award_3y"),
    ("maker_china_top50_3y", "maker_china_top500_3y"),
    ("major_incident_2y", "major_incident_3y"),
    ("standards_lead_5y", "standards_participation"),
)


@pytest.mark.parametrize(("smaller", "larger"), ORDERS)
def test_a_part_is_never_more_than_its_whole(smaller: str, larger: str) -> None:
    assert (many()[smaller].cast(pl.Float64) <= many()[larger].cast(pl.Float64)).all()


def test_every_value_lies_in_the_range_of_its_fact() -> None:
    for name in many().columns:
        if name not in OWN and FACTS[name].kind.is_numeric and FACTS[name].kind is not Kind.DATE:
            low, high = FACTS[name].domain.low, FACTS[name].domain.high
            assert low is None or many()[name].min() >= low, name
            assert high is None or many()[name].max() <= high, name


def test_nobody_is_older_in_a_niche_than_in_the_register_or_third_of_two() -> None:
    age = (date(2025, 12, 31) - many()["founded_on"]).dt.total_days() / 365
    assert (many()["niche_years"] <= age).all()
    assert (many()["market_share"] * many()["market_rank_domestic"] <= 1.0 + 1e-9).all()


def test_a_holder_of_the_srdi_title_holds_one_below_it() -> None:
    holders = many().filter(pl.col("title_srdi_sme"))
    assert (holders["title_innovative_sme"] | holders["title_tech_sme"]).all()


# ---------------------------------------------------------------- plausible


def test_every_province_and_every_row_of_the_size_classes_occurs() -> None:
    provinces = set(many()["region"].cast(pl.String).str.slice(0, 2))
    codes = FACTS["region"].codes
    assert codes is not None
    assert provinces == set(codes.names) - {"71", "81", "82"}
    industries = tuple(many()["industry"].cast(pl.String).unique())
    listed = FACTS["industry"].codes
    assert listed is not None
    assert all(listed.knows(code) for code in industries)
    rows = [atom for atom in LIBRARY.get("sme-size@2011").atoms() if isinstance(atom, CodeWithin)]
    assert rows
    assert all(any(row.holds(code) for code in industries) for row in rows)
    assert not all(any(row.holds(code) for row in rows) for code in industries), "some industries are not in the table"


def test_the_better_have_the_titles() -> None:
    by_title = (
        many()
        .group_by("title_srdi_sme")
        .agg(pl.col("rd_expense_y1", "ip_class1", "platform_score", "revenue_y1").mean(), pl.col("reputation").mean())
        .sort("title_srdi_sme")
    )
    for name in ("rd_expense_y1", "ip_class1", "platform_score", "revenue_y1", "reputation"):
        without, holders = by_title[name]
        assert holders > 1.3 * without, name


def test_some_lose_money_some_owe_too_much_some_have_no_sales() -> None:
    frame = many()
    assert 0.05 < (frame["net_profit_y1"] < 0).mean() < 0.4
    assert 0.002 < (frame["total_liabilities_y1"] > frame["total_assets_y1"]).mean() < 0.1
    assert 0 < (frame["revenue_y1"] == 0).mean() < 0.03
    assert 0.001 < frame["on_abnormal_list"].mean() < 0.03


# ---------------------------------------------------------------- the lines of the law


def money(fact: str, amount: int) -> Any:
    return pl.col(fact) == amount


def share(part: str, whole: str, percent: int) -> Any:
    """Exactly so many per cent, in whole yuan."""
    yuan = [(pl.col(name) * STEPS[Kind.MONEY]).round().cast(pl.Int64) for name in (part, whole)]
    return (yuan[0] * 100 == yuan[1] * percent) & (yuan[1] > 0)


def squares(percent: int) -> Any:
    last, first = ((pl.col(f"revenue_{year}") * STEPS[Kind.MONEY]).round().cast(pl.Int64) for year in ("y1", "y3"))
    return (last * 10_000 == first * (100 + percent) ** 2) & (first > 0)


BORDERS = {
    "revenue 1000": money("revenue_y1", 1000),
    "revenue 1500": money("revenue_y1", 1500),
    "revenue 5000": money("revenue_y1", 5000),
    "revenue 10000": money("revenue_y1", 10000),
    "R&D 100": money("rd_expense_y1", 100),
    "R&D of two years 1200": pl.col("rd_expense_y1") + pl.col("rd_expense_y2") == 1200,
    "R&D 3%": share("rd_expense_y1", "revenue_y1", 3),
    "R&D 5%": share("rd_expense_y1", "revenue_y1", 5),
    "R&D 6%": share("rd_expense_y1", "revenue_y1", 6),
    "R&D 3% the year before": share("rd_expense_y2", "revenue_y2", 3),
    "main business 70%": share("main_revenue_y1", "revenue_y1", 70),
    "main business 80%": share("main_revenue_y1", "revenue_y1", 80),
    "main business 90%": share("main_revenue_y1", "revenue_y1", 90),
    "leading product 50%": share("leading_product_revenue_y1", "revenue_y1", 50),
    "debt 70%": share("total_liabilities_y1", "total_assets_y1", 70),
    "debt 75%": share("total_liabilities_y1", "total_assets_y1", 75),
    "debt 80%": share("total_liabilities_y1", "total_assets_y1", 80),
    "growth 5% a year": squares(5),
    "main business grows by 10%": share("main_revenue_y1", "main_revenue_y2", 110),
    "equity of two years 2000": pl.col("equity_financing_y1") + pl.col("equity_financing_y2") == 2000,
    "equity of three years 500": pl.sum_horizontal("equity_financing_y1", "equity_financing_y2", "equity_financing_y3")
    == 500,
    "margin 2%": share("net_profit_y1", "revenue_y1", 2),
    "score 50": money("platform_score", 50),
    "score 60": money("platform_score", 60),
    "market share 10%": pl.col("market_share") == 0.1,
}


@pytest.mark.parametrize("border", BORDERS.values(), ids=BORDERS.keys())
def test_values_exactly_on_a_line_of_the_law_occur(border: Any) -> None:
    assert many().filter(border).height >= 3


@pytest.mark.parametrize("amount", [1499.99, 1500.01, 4999.99])
def test_values_just_beside_a_line_occur(amount: float) -> None:
    assert many().filter(pl.col("revenue_y1") == amount).height


# ---------------------------------------------------------------- assessed


@pytest.fixture(scope="module")
def verdicts() -> dict[str, Counter[str]]:
    """The verdicts on 300 rows, of which the reading finds every one consistent."""
    found: dict[str, Counter[str]] = {}
    frame = many(0.1)
    rows = [*frame[:150].to_dicts(), *frame.filter(pl.col("title_srdi_sme"))[:150].to_dicts()]
    for row in rows:
        assessment = jinjie.assess(stated(row), on="2026-11-01").to_dict()
        assert not assessment["warnings"]
        for result in assessment["results"]:
            assert not result["conflicts"]
            found.setdefault(result["rulebook"].partition("@")[0], Counter())[result["verdict"]] += 1
    return found


@pytest.mark.parametrize("rulebook", ["innovative-sme", "tech-sme", "srdi-sme"])
def test_some_pass_some_fail_and_some_stay_open(verdicts: dict[str, Counter[str]], rulebook: str) -> None:
    assert min(verdicts[rulebook][verdict] for verdict in ("pass", "fail", "undetermined")) >= 3


def test_little_giants_are_rare_but_many_might_be_one(verdicts: dict[str, Counter[str]]) -> None:
    assert verdicts["little-giant"]["fail"] > verdicts["little-giant"]["undetermined"] >= 3


# ---------------------------------------------------------------- arguments


@pytest.mark.parametrize(
    "arguments", [{"rows": 0}, {"rows": 5, "seed": -1}, {"rows": 5, "unknown": 0.6}, {"rows": 5, "start": -1}]
)
def test_impossible_arguments_are_refused(arguments: dict[str, Any]) -> None:
    with pytest.raises(jinjie.InputError):
        enterprises(**arguments)
