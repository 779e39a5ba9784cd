"""Facts, code lists and the box in which nothing is known yet."""

from dataclasses import replace

import pytest

from jinjie.basics.interval import EVERYTHING, Interval
from jinjie.basics.text import Text
from jinjie.facts.constraints import Order
from jinjie.facts.vocabulary import CodeList, Fact, Kind, Vocabulary
from jinjie.terms.parsing import parse_term

NUMERIC = {Kind.MONEY, Kind.RATIO, Kind.COUNT, Kind.YEARS, Kind.NUMBER, Kind.DATE}
CODES = CodeList(
    Text("表", "list"), {c: Text(f"名{c}", f"name {c}") for c in ("C", "C35", "C39", "C391", "C3912", "B")}
)
WORDS = Text("名", "name")


@pytest.mark.parametrize("kind", list(Kind))
def test_numbers_and_codes_are_told_apart(kind):
    assert kind.is_numeric == (kind in NUMERIC)
    assert kind.is_code == (kind in {Kind.INDUSTRY, Kind.REGION})


class TestCodeLists:
    def test_the_leaves_are_the_finest_listed_codes(self):
        assert CODES.leaves == {"B", "C35", "C3912"}
        assert CodeList(WORDS, {}).leaves == frozenset()

    @pytest.mark.parametrize(
        ("code", "codes"),
        [
            ("C", {"C35", "C3912"}),
            ("C39", {"C3912"}),
            ("C391", {"C3912"}),
            ("C35", {"C35"}),
            ("C3563", {"C3563"}),
            ("B", {"B"}),
        ],
    )
    def test_a_code_is_the_leaves_in_it_or_itself(self, code, codes):
        assert CODES.expand(code) == codes

    @pytest.mark.parametrize("code", ["C", "C35", "C3563", "C39", "C3"])
    def test_a_code_is_known_above_in_or_below_a_listed_one(self, code):
        assert CODES.knows(code)

    @pytest.mark.parametrize("code", ["C392", "C40", "D"])
    def test_a_code_beside_the_listed_ones_is_not_known(self, code):
        assert not CODES.knows(code)

    @pytest.mark.parametrize(
        ("code", "name"), [("C35", "name C35"), ("C3563", "name C35"), ("C392", "name C39"), ("C99", "name C")]
    )
    def test_a_code_has_the_name_of_the_nearest_listed_one(self, code, name):
        assert CODES.name(code).en == name

    @pytest.mark.parametrize("code", ["D", "", "D35"])
    def test_a_code_outside_has_no_name(self, code):
        assert CODES.name(code) is None

    def test_a_long_list_is_read_in_time(self):
        codes = CodeList(WORDS, {f"C{n:04}": WORDS for n in range(10_000)})
        assert len(codes.leaves) == 10_000
        assert codes.leaves is codes.leaves


class TestFacts:
    def fact(self, kind, **more):
        return Fact(id="x", kind=kind, label=WORDS, question=WORDS, subject=WORDS, **more)

    def test_a_fact_begins_with_all_its_possible_values(self):
        assert self.fact(Kind.MONEY, domain=Interval(0)).initial == Interval(0)
        assert self.fact(Kind.DATE).initial == EVERYTHING
        assert self.fact(Kind.CHOICE, choices={"a": WORDS, "b": WORDS}).initial == {"a", "b"}
        assert self.fact(Kind.INDUSTRY, codes=CODES).initial == CODES.leaves
        assert self.fact(Kind.TEXT).initial is None

    def test_a_fact_needs_little_effort_unless_it_says_so(self):
        fact = self.fact(Kind.MONEY)
        assert (fact.effort, fact.judged, fact.status) == (2, False, "verified")


class TestVocabularies:
    def test_a_fact_is_found_by_its_name(self, small):
        assert small["revenue_y1"].id == "revenue_y1"
        with pytest.raises(KeyError):
            small["nothing"]
        assert "revenue_y1" in small.names

    def test_units_are_those_of_numbers(self, small):
        assert small.units["revenue_y1"] == "money"
        assert small.units["share_y1"] == "ratio"
        assert small.units["founded_on"] == "date"
        assert not {"level", "own_brand", "credit_code", "industry"} & small.units.keys()

    def test_counts_are_whole(self, small):
        assert small.whole == {"people", "staff"}

    def test_a_fresh_box_holds_every_fact_but_text(self, small):
        box = small.box()
        assert box.domains.keys() == small.names - {"credit_code", "remark"}
        assert box.whole == small.whole
        assert box.changed == set()
        assert not box.empty
        assert box.choices("own_brand") == {"yes", "no"}

    def test_every_box_is_a_new_one(self, small):
        small.box().narrow("people", Interval(5))
        assert small.box().number("people") == Interval(0)

    def test_a_fresh_box_knows_what_follows_from_the_domains(self, small):
        first = replace(small["people"], id="first", domain=Interval(0, 10))
        second = replace(small["people"], id="second", domain=Interval(0))
        names = frozenset({"first", "second"})
        order = Order(parse_term("second", names), parse_term("first", names))
        vocabulary = Vocabulary({"first": first, "second": second}, (order,))
        assert vocabulary.box().number("second") == Interval(0, 10)
        assert vocabulary.network.constraints == (order,)
