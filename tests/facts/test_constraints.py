"""Equations and orders between facts, and the network that applies them."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinjie.basics.interval import EVERYTHING, NON_NEGATIVE, Interval, point
from jinjie.facts.constraints import ROUNDS, Equation, Network, Order
from jinjie.terms.box import Box
from jinjie.terms.parsing import parse_term

FACTS = frozenset({"share", "expense", "revenue", "main", "growth", "before", "a", "b", "c", "d"})


def term(text):
    return parse_term(text, FACTS)


SHARE = Equation("share", term("expense / revenue"))
GROWTH = Equation("growth", term("revenue / before - 1"))
PART = Order(term("main"), term("revenue"))
NETWORK = Network((SHARE, GROWTH, PART))


def box_of(**domains):
    usual = dict.fromkeys(FACTS, NON_NEGATIVE) | {"growth": Interval(-1)}
    box = Box(usual | domains)
    box.changed.update(domains)
    return box


def known(network=NETWORK, **domains):
    box = box_of(**domains)
    assert network.propagate(box) is None
    return box.domains


class TestEquations:
    def test_share_and_revenue_bound_the_expense(self):
        """A share of 5.37% of revenue of at least 19,000 is an expense of at least 1,020.3."""
        found = known(share=point(Fraction("0.0537")), revenue=Interval(19000))
        assert found["expense"] == Interval(Fraction("1020.3"))

    def test_expense_and_revenue_give_the_share(self):
        assert known(expense=point(1020), revenue=point(19000))["share"] == point(Fraction(102, 1900))

    def test_share_and_expense_give_the_revenue(self):
        positive = Interval(0, None, low_open=True)
        assert known(share=point(Fraction("0.05")), expense=point(100), revenue=positive)["revenue"] == point(2000)

    def test_ranges_stay_exact(self):
        found = known(share=Interval(Fraction("0.05"), Fraction("0.1"), high_open=True), revenue=Interval(100, 200))
        assert found["expense"] == Interval(5, 20, high_open=True)

    def test_one_value_travels_through_several_equations(self):
        found = known(growth=point(Fraction("0.1")), before=point(1000), share=point(Fraction("0.05")))
        assert found["revenue"] == point(1100)
        assert found["expense"] == point(55)
        assert found["main"] == Interval(0, 1100)

    def test_nothing_follows_while_revenue_may_be_zero(self):
        found = known(expense=point(100), revenue=Interval(0, 500))
        assert found["share"] == NON_NEGATIVE

    def test_an_equation_knows_its_facts(self):
        assert SHARE.facts == {"share", "expense", "revenue"}

    def test_an_equation_that_cannot_hold_says_so(self):
        assert not SHARE.narrow(box_of(share=point(1), expense=point(1), revenue=point(2)))
        assert SHARE.narrow(box_of(share=point(Fraction(1, 2)), expense=point(1), revenue=point(2)))


class TestOrders:
    def test_a_part_is_at_most_its_whole(self):
        assert known(revenue=Interval(0, 500))["main"] == Interval(0, 500)

    def test_a_whole_is_at_least_its_part(self):
        assert known(main=Interval(300, 400))["revenue"] == Interval(300)

    def test_open_ends_stay_open(self):
        assert known(revenue=Interval(0, 500, high_open=True))["main"] == Interval(0, 500, high_open=True)
        assert known(main=Interval(300, None, low_open=True))["revenue"] == Interval(300, None, low_open=True)

    def test_equal_values_are_in_order(self):
        assert PART.narrow(box_of(main=point(5), revenue=point(5)))

    def test_a_part_larger_than_its_whole_says_so(self):
        assert not PART.narrow(box_of(main=point(6), revenue=point(5)))
        assert not PART.narrow(box_of(main=Interval(5, None, True), revenue=Interval(0, 5)))

    def test_an_order_of_unknown_facts_says_nothing(self):
        box = box_of(main=EVERYTHING, revenue=EVERYTHING)
        box.changed.clear()
        assert PART.narrow(box)
        assert box.changed == set()

    def test_an_order_knows_its_facts(self):
        assert PART.facts == {"main", "revenue"}
        assert Order(term("a + b"), term("c")).facts == {"a", "b", "c"}

    def test_an_order_of_sums_narrows_each_part(self):
        order = Order(term("a + b"), term("c"))
        box = box_of(c=Interval(0, 10), a=Interval(4), b=Interval(3))
        assert order.narrow(box)
        assert box.number("a") == Interval(4, 7)
        assert box.number("b") == Interval(3, 6)
        assert box.number("c") == Interval(7, 10)


SCRIPT = """
from jinjie.basics.interval import point
from jinjie.facts.constraints import Network, Order
from jinjie.terms.box import Box
from jinjie.terms.tree import Ref

names = "abcdefghij"
network = Network(tuple(Order(Ref(one), Ref(other)) for one, other in zip(names[::2], names[1::2])))
box = Box({name: point(-index) for index, name in enumerate(names)})
box.changed.update(names)
print(network.constraints.index(network.propagate(box)))
"""


@dataclass
class Counting:
    """A constraint that counts how often it is applied, and always moves."""

    name: str
    facts: frozenset = frozenset({"a"})
    calls: int = 0
    limit: Fraction = field(default_factory=lambda: Fraction(1))

    def narrow(self, box):
        self.calls += 1
        self.limit /= 2
        return box.narrow("a", Interval(0, self.limit))


class TestPropagation:
    def test_a_network_at_rest_does_nothing(self):
        box = box_of()
        assert Network((Counting("x"),)).propagate(box) is None
        assert box.domains == box_of().domains

    def test_only_constraints_on_changed_facts_are_applied(self):
        far, near = Counting("far", frozenset({"b"})), Counting("near")
        Network((far, near)).propagate(box_of(a=Interval(0, 10)))
        assert near.calls > 0
        assert far.calls == 0

    def test_what_never_comes_to_rest_is_stopped(self):
        endless = Counting("endless")
        box = box_of(a=Interval(0, 10))
        assert Network((endless,)).propagate(box) is None
        assert endless.calls == ROUNDS
        assert box.number("a") == Interval(0, Fraction(1, 2**ROUNDS))
        assert box.changed == set()

    def test_a_constraint_that_is_stopped_does_not_stop_the_others(self):
        """c follows b, which follows a, one round later each; only the endless one on a is cut off."""
        endless = Counting("endless")
        network = Network(
            (endless, Order(term("b"), term("a")), Order(term("c"), term("b")), Order(term("d"), term("c")))
        )
        found = known(network, a=Interval(0, 10))
        assert found["b"].high == found["c"].high == found["d"].high == Fraction(1, 2**ROUNDS)

    def test_slowly_converging_equations_are_stopped_and_stay_sound(self):
        """a = b / 2 + 1 and b = a: the only solution is 2, which every round comes nearer to."""
        network = Network((Equation("a", term("b / 2 + 1")), Equation("b", term("a"))))
        found = known(network, a=Interval(0, 1000), b=Interval(0, 1000))
        assert 2 in found["a"]
        assert 2 in found["b"]
        assert found["a"].high < 20

    def test_the_failing_constraint_is_returned_and_the_box_is_empty(self):
        box = box_of(share=point(1), expense=point(1), revenue=point(2))
        assert NETWORK.propagate(box) is SHARE
        assert box.empty

    def test_the_failing_constraint_is_the_same_in_every_process(self):
        """Sets of names have another order in every process; what is found must not."""
        found = set()
        for seed in ("0", "1", "2", "3", "4", "5"):
            environment = os.environ | {"PYTHONHASHSEED": seed}
            ran = subprocess.run(
                [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
            )
            found.add(ran.stdout)
        assert len(found) == 1

    @given(st.data())
    def test_a_consistent_world_is_never_lost(self, data):
        numbers = st.integers(1, 40).map(lambda n: Fraction(n, 2))
        revenue, before, expense, part = (data.draw(numbers) for _ in range(4))
        world = {
            "revenue": revenue,
            "before": before,
            "expense": expense,
            "main": min(part, revenue),
            "share": expense / revenue,
            "growth": revenue / before - 1,
        }
        around = st.sampled_from([None, Fraction(0), Fraction(1, 3), Fraction(5)])
        domains = {}
        for fact, number in world.items():
            below, above = data.draw(around), data.draw(around)
            domains[fact] = Interval(
                None if below is None else number - below, None if above is None else number + above
            )
        box = Box(domains)
        box.changed.update(domains)
        assert NETWORK.propagate(box) is None
        assert all(number in box.number(fact) for fact, number in world.items())


class TestNetworks:
    def test_constraints_are_found_by_their_facts(self):
        assert NETWORK.by_fact["revenue"] == (SHARE, GROWTH, PART)
        assert NETWORK.by_fact["main"] == (PART,)
        assert "a" not in NETWORK.by_fact

    def test_a_network_less_some_constraints(self):
        assert NETWORK.without([GROWTH]).constraints == (SHARE, PART)
        assert NETWORK.without([]) is NETWORK
        twin = Equation("share", term("expense / revenue"))
        assert NETWORK.without([twin]).constraints == NETWORK.constraints

    def test_a_network_with_more_constraints(self):
        more = Order(term("a"), term("b"))
        assert NETWORK.including([more]).constraints == (SHARE, GROWTH, PART, more)
        assert NETWORK.including(iter([])) is NETWORK

    def test_linked_facts_hang_together_through_what_is_open(self):
        box = box_of()
        assert NETWORK.linked(["share"], box) == {"share", "expense", "revenue", "growth", "before", "main"}
        assert NETWORK.linked(["a"], box) == {"a"}
        box = box_of(revenue=point(5))
        assert NETWORK.linked(["share"], box) == {"share", "expense", "revenue"}
        assert NETWORK.linked(["main", "a"], box) == {"main", "revenue", "a"}
        assert NETWORK.linked(["revenue"], box) == {"revenue"}

    def test_around_what_is_read_stay_only_binding_constraints(self):
        """The growth has a fact of its own that nobody reads or states: it says nothing of the share."""
        box = box_of()
        found = NETWORK.around(["share", "expense", "revenue"], frozenset(), box)
        assert found.constraints == (SHARE,)
        stated = frozenset({"growth", "before"})
        assert NETWORK.around(["share", "expense", "revenue"], stated, box).constraints == (SHARE, GROWTH)

    def test_around_leaves_out_what_is_settled(self):
        box = box_of(revenue=point(100), expense=point(5), share=point(Fraction(1, 20)))
        found = NETWORK.around(["share", "main"], frozenset({"revenue", "expense", "share"}), box)
        assert found.constraints == (PART,)

    def test_around_leaves_out_what_is_not_linked(self):
        apart = Order(term("a"), term("b"))
        network = NETWORK.including([apart])
        found = network.around(["share"], FACTS, box_of())
        assert found.constraints == NETWORK.constraints

    def test_a_chain_without_a_read_end_falls_away_whole(self):
        """c hangs on b, b on a; only a is read: neither says anything of it."""
        chain = Network((Order(term("a"), term("b")), Order(term("b"), term("c"))))
        assert chain.around(["a"], frozenset(), box_of()).constraints == ()
        assert chain.around(["a", "c"], frozenset(), box_of()).constraints == chain.constraints

    @pytest.mark.parametrize(
        "stated", [{"expense", "revenue"}, {"share", "revenue", "main"}, {"growth", "before", "share"}]
    )
    def test_a_smaller_network_learns_the_same_of_what_is_read(self, stated):
        domains = {
            "expense": point(5),
            "revenue": Interval(90, 100),
            "share": Interval(Fraction(1, 25)),
            "main": Interval(95),
            "growth": Interval(0),
            "before": Interval(95, 120),
        }
        box = box_of(**{fact: domains[fact] for fact in stated})
        read = ["share", "main"]
        part = NETWORK.around(read, frozenset(stated), box)
        whole, small = box.copy(), box.copy()
        whole.changed.update(stated)
        small.changed.update(stated)
        NETWORK.propagate(whole)
        part.propagate(small)
        assert [small.domains[fact] for fact in read] == [whole.domains[fact] for fact in read]
