"""From statements to knowledge: what follows, what is a rounding, and what is a conflict."""

from fractions import Fraction
from itertools import permutations

import pytest

from jinjie.basics.interval import Interval, point
from jinjie.basics.text import Text
from jinjie.facts.constraints import Network
from jinjie.facts.knowledge import Conflict, know
from jinjie.facts.profile import profile_of
from jinjie.facts.vocabulary import Vocabulary

DISAGREE = Text("相互关联的数值对不上", "values that belong together do not agree")
DIFFER = Text("两处来源的数值不一致", "the sources state different values")


@pytest.fixture
def knowing(small):
    """What is known of a profile with these facts."""
    return lambda **facts: know(profile_of({"facts": facts}, small), small)


class TestConsequences:
    def test_nothing_stated_leaves_the_domains(self, knowing, small):
        found = knowing()
        assert found.box.domains == small.box().domains
        assert found.stated == frozenset()
        assert found.conflicts == ()
        assert found.roundings == ()
        assert found.network is small.network

    def test_what_is_stated_is_known(self, knowing):
        found = knowing(
            revenue_y1="1,020 万", people="30..40", own_brand="yes", level=["national", "none"], points="unknown"
        )
        assert found.box.number("revenue_y1") == point(1020)
        assert found.box.number("people") == Interval(30, 40)
        assert found.box.choices("own_brand") == {"yes"}
        assert found.box.choices("level") == {"national", "none"}
        assert found.box.number("points") == Interval(0, 15)
        assert found.stated == {"revenue_y1", "people", "own_brand", "level"}

    def test_a_share_and_its_whole_give_the_part(self, knowing):
        found = knowing(share_y1="5.37%", revenue_y1=">= 19000")
        assert found.box.number("expense_y1") == Interval(Fraction("1020.3"))
        assert found.conflicts == ()

    def test_the_parts_give_the_share(self, knowing):
        assert knowing(expense_y1=1020, revenue_y1=19000).box.number("share_y1") == point(Fraction(51, 950))

    def test_years_are_linked(self, knowing):
        found = knowing(growth_y1="10%", revenue_y2=1000, share_y1="5%")
        assert found.box.number("revenue_y1") == point(1100)
        assert found.box.number("expense_y1") == point(55)

    def test_compound_growth_gives_the_border_exactly(self, knowing):
        assert knowing(cagr="5%", revenue_y3=10000).box.number("revenue_y1") == point(11025)

    def test_an_order_bounds_the_part(self, knowing):
        found = knowing(people=30)
        assert found.box.number("staff") == Interval(0, 30)

    def test_a_stated_share_means_that_the_whole_is_not_zero(self, knowing):
        found = knowing(share_y1="5%", revenue_y1="0..500")
        assert found.box.number("revenue_y1") == Interval(0, 500, low_open=True)
        assert found.box.number("expense_y1") == Interval(0, 25, low_open=True)

    def test_a_divisor_deep_in_a_formula_is_not_zero_either(self, knowing):
        assert knowing(growth_y1="10%", revenue_y2="0..500").box.number("revenue_y2") == Interval(0, 500, low_open=True)
        assert knowing(cagr="10%", revenue_y3="0..500").box.number("revenue_y3") == Interval(0, 500, low_open=True)

    def test_more_constraints_may_be_given(self, small):
        profile = profile_of({"facts": {"share_y1": "5%", "revenue_y1": 100}}, small)
        assert know(profile, small, Network(())).box.number("expense_y1") == Interval(0)


class TestZeroRevenue:
    def test_zero_revenue_leaves_the_share_undefined(self, knowing):
        found = knowing(revenue_y1=0, expense_y1=100)
        assert found.box.number("share_y1") == Interval(0)
        assert found.conflicts == ()

    def test_revenue_that_may_be_zero_leaves_the_share_open(self, knowing):
        assert knowing(revenue_y1="0..500", expense_y1=100).box.number("share_y1") == Interval(0)

    def test_a_share_of_zero_revenue_is_a_conflict(self, knowing):
        found = knowing(revenue_y1=0, share_y1="5%")
        (conflict,) = found.conflicts
        assert conflict.message == DISAGREE
        assert {fact for fact, _, _ in conflict.claims} == {"revenue_y1", "share_y1"}
        assert found.box.number("share_y1") == Interval(0)
        assert found.box.number("revenue_y1") == point(0)
        assert found.roundings == ()


class TestRounding:
    def test_a_rounded_share_is_no_conflict_and_the_parts_decide(self, knowing):
        found = knowing(share_y1="5.37%", expense_y1=1020, revenue_y1=19000)
        assert found.conflicts == ()
        assert found.roundings == ("share_y1",)
        assert found.box.number("share_y1") == point(Fraction(51, 950))

    def test_an_exact_share_is_not_taken_for_rounded(self, knowing):
        found = knowing(share_y1="3.00%", expense_y1=30, revenue_y1=1000)
        assert found.roundings == ()
        assert found.box.number("share_y1") == point(Fraction(3, 100))

    def test_a_rounded_share_of_a_range_is_narrowed_to_it(self, knowing):
        found = knowing(share_y1="5.37%", expense_y1=1020, revenue_y1="19000..19001")
        assert found.roundings == ("share_y1",)
        assert found.box.number("share_y1") == Interval(Fraction(1020, 19001), Fraction(1020, 19000))

    def test_a_rounding_never_leaves_the_domain(self, knowing):
        found = knowing(main_share_y1="100%", main_revenue_y1="996..998", revenue_y1=1000)
        assert found.conflicts == ()
        assert found.roundings == ("main_share_y1",)
        assert found.box.number("main_share_y1") == Interval(Fraction(996, 1000), Fraction(998, 1000))
        found = knowing(main_share_y1="0%", main_revenue_y1="1..3", revenue_y1=1000)
        assert found.box.number("main_share_y1") == Interval(Fraction(1, 1000), Fraction(3, 1000))

    @pytest.mark.parametrize("share", ["1", "100%", 1])
    def test_one_is_not_a_rounded_three_fifths(self, knowing, share):
        found = knowing(main_share_y1=share, main_revenue_y1=600, revenue_y1=1000)
        assert len(found.conflicts) == 1
        assert found.roundings == ()

    def test_the_same_rounded_share_from_two_papers_is_still_rounded(self, knowing):
        share = [{"value": "5.37%", "source": "a"}, {"value": "0.0537", "source": "b"}]
        found = knowing(share_y1=share, expense_y1=1020, revenue_y1=19000)
        assert found.conflicts == ()
        assert found.roundings == ("share_y1",)

    def test_the_rounder_of_two_equal_shares_counts(self, knowing):
        share = [{"value": "5.400%", "source": "a"}, {"value": "5.4%", "source": "b"}]
        assert knowing(share_y1=share, expense_y1=1020, revenue_y1=19000).conflicts == ()

    def test_a_share_as_a_range_is_never_widened(self, knowing):
        found = knowing(share_y1="5.37%..5.37%", expense_y1=1020, revenue_y1=19000)
        assert len(found.conflicts) == 1
        assert found.roundings == ()

    def test_a_rounding_that_does_not_help_is_a_conflict_and_not_reported_as_one(self, knowing):
        """Revenue follows from growth; with it even the rounded share does not fit."""
        found = knowing(share_y1="5.37%", expense_y1=1020, growth_y1="0%", revenue_y2=15000)
        assert len(found.conflicts) == 1
        assert found.roundings == ()


def zh_of(conflict):
    """The claims with their values in Chinese; every one has English too."""
    assert all(value.en for _, value, _ in conflict.claims)
    return tuple((fact, value.zh, source) for fact, value, source in conflict.claims)


class TestConflicts:
    def test_a_share_that_does_not_fit_its_parts_is_reported_with_all_sides(self, knowing):
        found = knowing(
            share_y1={"value": "5.37%", "source": "申报书", "page": "3"},
            expense_y1={"value": 900, "source": "审计报告"},
            revenue_y1=19000,
        )
        (conflict,) = found.conflicts
        assert conflict.facts == ("expense_y1", "revenue_y1", "share_y1")
        assert conflict.message == DISAGREE
        assert zh_of(conflict) == (
            ("expense_y1", "900 万元", "审计报告"),
            ("revenue_y1", "19,000 万元", ""),
            ("share_y1", "5.37%", "申报书, p. 3"),
        )

    def test_the_share_keeps_what_either_side_allows(self, knowing):
        found = knowing(share_y1="5.37%", expense_y1=900, revenue_y1=19000)
        assert found.box.number("share_y1") == Interval(Fraction(900, 19000), Fraction("0.0537"))
        assert found.box.number("expense_y1") == point(900)
        assert found.box.number("revenue_y1") == point(19000)

    def test_the_equation_in_conflict_binds_no_more_and_the_others_do(self, knowing, small):
        found = knowing(share_y1="50%", expense_y1=900, revenue_y1=19000, revenue_y2=10000)
        assert len(found.network.constraints) == len(small.network.constraints) - 1
        assert found.box.number("growth_y1") == point(Fraction(9, 10))

    def test_parts_that_cannot_be_leave_the_stated_share(self, knowing):
        """Main revenue above all revenue: the parts imply no possible share."""
        found = knowing(main_share_y1="90%", main_revenue_y1=1200, revenue_y1=1000)
        assert found.box.number("main_share_y1") == point(Fraction(9, 10))
        assert {fact for fact, _, _ in found.conflicts[-1].claims} >= {"main_revenue_y1", "revenue_y1"}

    def test_one_contradiction_is_told_once(self, knowing):
        """Main revenue above all revenue breaks the order, and the range of the share too."""
        found = knowing(main_revenue_y1=1200, revenue_y1=1000)
        (conflict,) = found.conflicts
        assert [fact for fact, _, _ in conflict.claims] == ["main_revenue_y1", "revenue_y1"]

    def test_a_part_above_its_whole_is_a_conflict(self, knowing):
        found = knowing(people=10, staff=12)
        (conflict,) = found.conflicts
        assert conflict.facts == ("people", "staff")
        assert [claim[:2] for claim in zh_of(conflict)] == [("people", "10"), ("staff", "12")]
        assert found.box.number("people") == point(10)
        assert found.box.number("staff") == point(12)

    def test_a_side_that_follows_is_told_by_what_it_follows_from(self, knowing):
        """Revenue is stated nowhere: it follows from share and expense, and is below the main revenue."""
        found = knowing(
            share_y1={"value": "5%", "source": "a"}, expense_y1={"value": 100, "source": "b"}, main_revenue_y1=3000
        )
        (conflict,) = found.conflicts
        claims = {fact: source for fact, _, source in conflict.claims}
        assert claims == {"main_revenue_y1": "", "share_y1": "a", "expense_y1": "b"}

    def test_what_does_not_make_a_side_is_no_claim(self, knowing):
        """Growth without the year before says nothing of revenue."""
        found = knowing(share_y1="5%", expense_y1=100, main_revenue_y1=3000, growth_y1="5%")
        assert {fact for fact, _, _ in found.conflicts[0].claims} == {"main_revenue_y1", "share_y1", "expense_y1"}

    def test_stated_facts_are_named_before_those_that_follow(self, knowing):
        found = knowing(share_y1="50%..60%", expense_y1=100, growth_y1="0%", revenue_y2=15000)
        (conflict,) = found.conflicts
        stated = [fact in found.stated for fact in conflict.facts]
        assert stated == sorted(stated, reverse=True)
        assert conflict.facts[-1] == "revenue_y1"
        assert len(conflict.facts) == 3

    def test_several_conflicts_are_all_reported(self, knowing):
        found = knowing(people=10, staff=12, share_y1="50%", expense_y1=1, revenue_y1=100)
        assert len(found.conflicts) == 2

    def test_the_order_of_facts_in_the_file_changes_nothing(self, small):
        facts = {"share_y1": "5%", "revenue_y1": "0..500", "main_revenue_y1": "600..700", "people": "3", "staff": "4"}
        found = set()
        for order in permutations(facts):
            knowledge = know(profile_of({"facts": {fact: facts[fact] for fact in order}}, small), small)
            found.add(
                (repr(sorted(knowledge.box.domains.items(), key=lambda item: item[0])), repr(knowledge.conflicts))
            )
        assert len(found) == 1

    def test_a_computed_fact_that_contradicts_its_statement_keeps_both(self, small):
        """A rulebook may compute a yes/no fact; when somebody states the opposite, neither side wins."""

        class Link:
            fact = "is_small"
            facts = frozenset({"is_small", "people"})

            def narrow(self, box):
                return box.keep("is_small", frozenset({"yes"}))

        network = small.network.including([Link()])
        found = know(profile_of({"facts": {"is_small": "no", "people": 3}}, small), small, network)
        assert found.box.choices("is_small") == {"yes", "no"}
        assert len(found.conflicts) == 1
        agreed = know(profile_of({"facts": {"people": 3}}, small), small, small.network.including([Link()]))
        assert agreed.box.choices("is_small") == {"yes"}
        assert agreed.conflicts == ()


class TestSeveralSources:
    def test_sources_that_agree_narrow_each_other(self, knowing):
        found = knowing(revenue_y1=[{"value": "100..300"}, {"value": ">= 200"}])
        assert found.box.number("revenue_y1") == Interval(200, 300)
        assert found.conflicts == ()

    def test_sources_that_differ_are_a_conflict_and_all_values_stay_possible(self, knowing):
        found = knowing(
            revenue_y1=[{"value": 100, "source": "a"}, {"value": 300, "source": "b"}, {"value": 200, "source": "c"}]
        )
        (conflict,) = found.conflicts
        assert conflict.facts == ("revenue_y1",)
        assert conflict.message == DIFFER
        assert zh_of(conflict) == (
            ("revenue_y1", "100 万元", "a"),
            ("revenue_y1", "300 万元", "b"),
            ("revenue_y1", "200 万元", "c"),
        )
        assert found.box.number("revenue_y1") == Interval(100, 300)

    def test_choices_that_differ_all_stay_possible(self, knowing):
        found = knowing(
            level=[{"value": "national"}, {"value": "none"}], own_brand=[{"value": "yes"}, {"value": ["yes", "no"]}]
        )
        assert found.box.choices("level") == {"national", "none"}
        assert found.box.choices("own_brand") == {"yes"}
        assert [conflict.facts for conflict in found.conflicts] == [("level",)]

    def test_a_source_that_does_not_know_says_nothing(self, knowing):
        found = knowing(revenue_y1=[{"value": 100}, {"value": "unknown"}], points=[{"value": None}])
        assert found.box.number("revenue_y1") == point(100)
        assert found.stated == {"revenue_y1"}

    def test_once_apart_sources_stay_in_conflict(self, knowing):
        found = knowing(revenue_y1=[{"value": 100}, {"value": 300}, {"value": "0..400"}])
        assert found.box.number("revenue_y1") == Interval(0, 400)
        assert len(found.conflicts) == 1


class TestRegion:
    def code(self, region):
        return f"91{region}M000100Y43"

    @pytest.mark.parametrize(
        ("region", "codes"),
        [("440106", {"440106"}), ("440100", {"4401"}), ("440000", {"4401", "4403"}), ("110105", {"110105"})],
    )
    def test_the_region_follows_from_the_credit_code(self, knowing, region, codes):
        found = knowing(credit_code=self.code(region))
        assert found.box.choices("region") == codes
        assert "region" not in found.stated

    def test_a_stated_region_goes_first(self, knowing):
        assert knowing(credit_code=self.code("440106"), region="11").box.choices("region") == {"11"}

    def test_a_region_that_is_not_listed_says_nothing(self, knowing, small):
        assert knowing(credit_code=self.code("100000")).box.choices("region") == small["region"].initial

    def test_a_vocabulary_without_regions_has_none(self, small):
        few = Vocabulary({"credit_code": small["credit_code"], "people": small["people"]})
        found = know(profile_of({"facts": {"credit_code": self.code("440106"), "people": 3}}, few), few)
        assert found.box.domains == {"people": point(3)}

    def test_an_unknown_region_is_filled_in(self, knowing):
        assert knowing(credit_code=self.code("440106"), region="unknown").box.choices("region") == {"440106"}


def test_a_conflict_can_be_written_down():
    conflict = Conflict(("a", "b"), Text("甲", "A"), (("a", Text("1 年", "1 year"), "x"), ("b", Text("2", "2"), "")))
    assert conflict.to_dict() == {
        "facts": ["a", "b"],
        "message": {"zh": "甲", "en": "A"},
        "claims": [
            {"fact": "a", "value": {"zh": "1 年", "en": "1 year"}, "source": "x"},
            {"fact": "b", "value": {"zh": "2", "en": "2"}, "source": ""},
        ],
    }
