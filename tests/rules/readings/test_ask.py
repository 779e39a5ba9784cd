"""ask: the questions end in a verdict, are easy first, and are few."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from jinjie.basics.problems import Place
from jinjie.documents.reading import parse_yaml
from jinjie.facts.profile import Profile
from jinjie.facts.values import Statement, read_statement
from jinjie.rules.assessment import Assessor
from jinjie.rules.interview import Interview
from jinjie.rules.readings.ask import Answers, questions
from jinjie.rules.readings.bound.state import State
from jinjie.rules.readings.bound.verdict import bound

OLD, NEW = date(2023, 1, 31), date(2026, 11, 22)
NOTHING = Statement(None, "unknown")


def interview(assessor: Assessor, rulebook: str, profile: Profile | None = None, day: date = OLD) -> Interview:
    return Interview(assessor, profile or Profile("试"), day, [rulebook])


def asked(session: Interview, known: Profile, most: int = 80) -> list[str]:
    """Answer from what is known until nothing is asked any more."""
    order = []
    while len(order) < most and (found := session.question()) is not None:
        fact = found[0].fact
        order.append(fact)
        session.answer(fact, known.statements.get(fact, (NOTHING,))[0])
    return order


@pytest.mark.parametrize("rulebook", ["innovative-sme", "tech-sme", "srdi-sme", "little-giant"])
@pytest.mark.parametrize("day", [OLD, NEW])
def test_an_interview_from_nothing_ends_in_a_certain_verdict(
    assessor: Assessor, complete: Profile, rulebook: str, day: date
) -> None:
    session = interview(assessor, rulebook, day=day)
    order = asked(session, complete)
    (result,) = assessor.assess(session.profile, day, [rulebook]).results
    assert result.verdict != "undetermined"
    assert len(order) == len(set(order))


def test_nothing_is_asked_when_the_verdict_is_certain(assessor: Assessor, complete: Profile) -> None:
    assert interview(assessor, "srdi-sme", complete).question() is None


def test_a_fact_that_is_not_known_is_not_asked_again(assessor: Assessor) -> None:
    session = interview(assessor, "srdi-sme")
    order = asked(session, Profile())
    assert session.question() is None
    assert len(order) == len(set(order))


def test_the_parts_are_asked_when_the_share_is_not_known(assessor: Assessor, complete: Profile) -> None:
    shares = {"rd_intensity_y1", "main_revenue_share_y1", "debt_ratio_y1"}
    known = Profile("", {f: s for f, s in complete.statements.items() if f not in shares})
    session = interview(assessor, "innovative-sme")
    session.aside = ["high_tech_enterprise"]
    order = asked(session, known)
    assert {"rd_expense_y1", "revenue_y1"} <= set(order) or not shares & set(order)


def test_an_answer_can_be_taken_back(assessor: Assessor) -> None:
    session = interview(assessor, "srdi-sme")
    found = session.question()
    assert found is not None
    before = session.profile
    fact = assessor.library.vocabulary[found[0].fact]
    session.answer(fact.id, read_statement(fact, "no" if fact.kind.value == "yes_no" else "1", Place()))
    assert session.take_back() == fact.id
    assert session.profile == before
    assert session.take_back() is None


def test_every_question_bears_on_something_that_is_open(assessor: Assessor, complete: Profile) -> None:
    session = interview(assessor, "little-giant")
    while (found := session.question()) is not None:
        question, name = found
        assert question.criteria
        assert name.startswith("little-giant")
        session.answer(question.fact, complete.statements.get(question.fact, (NOTHING,))[0])


def at_random(assessor: Assessor, known: Profile, rulebook: str, rng: Random) -> int:
    """How many questions it takes when open facts of the rulebook are asked in any order."""
    edition = assessor.library.get(rulebook)
    profile = Profile()
    order = [f for f in edition.facts if f in known.statements]
    rng.shuffle(order)
    for count, fact in enumerate([None, *order]):
        if fact is not None:
            profile = profile.with_statement(fact, known.statements[fact][0])
        knowledge = assessor.know(profile, OLD)
        if bound(State(edition, knowledge.box.copy(), knowledge.network)).verdict != "undetermined":
            return count
    return len(order)


def all_known(assessor: Assessor, profile: Profile) -> Profile:
    """The profile with everything that follows from it stated too, as an owner with all papers at hand knows it."""
    knowledge = assessor.know(profile, OLD)
    settled = {f: d for f, d in knowledge.box.domains.items() if knowledge.box.is_settled(f)}
    return Profile("", {fact: (Statement(domain, ""),) for fact, domain in settled.items()})


def firms(assessor: Assessor, complete: Profile, rulebook: str) -> list[Profile]:
    """The complete enterprise with one fact after the other out of order."""
    vocabulary = assessor.library.vocabulary
    bad = {"yes_no": ("yes", "no"), "money": ("0.5",), "count": ("1",), "years": ("0",)}
    found = []
    for fact in complete.statements:
        for value in bad.get(vocabulary[fact].kind.value, ()):
            changed = complete.with_statement(fact, read_statement(vocabulary[fact], value, Place()))
            if not assessor.know(changed, OLD).conflicts:
                found.append(all_known(assessor, changed))
    return found


@pytest.mark.parametrize("rulebook", ["innovative-sme@2022", "srdi-sme@2022", "srdi-sme@2026"])
def test_it_asks_fewer_questions_than_a_random_order(assessor: Assessor, complete: Profile, rulebook: str) -> None:
    rng = Random(7)
    ours = others = 0
    for firm in firms(assessor, complete, rulebook)[::12]:
        ours += len(asked(interview(assessor, rulebook), firm))
        others += at_random(assessor, firm, rulebook, rng)
    assert ours < others


ONE_OR_TWO = """\
rulebook: tiny
edition: "1"
title: {zh: 小规则, en: Tiny}
kind: tier
source: miit-2022-63
cite: 第一条
in_force: {from: 2022-01-01}
criteria:
  - {id: alone, when: ip_class2 >= 1}
  - {id: either, any: [innovative_operations >= 1, annual_updates_missed >= 1]}
"""


def test_what_may_settle_the_verdict_is_asked_before_what_closes_more(assessor: Assessor) -> None:
    """All three are as easy to answer. One closes two others half of the time, but settles nothing."""
    knowledge = assessor.know(Profile(), OLD)
    rulebook = assessor.library.build(parse_yaml(ONE_OR_TWO, "tiny.yaml"))
    found = questions(State(rulebook, knowledge.box, knowledge.network), assessor.library.vocabulary, Answers())
    assert [question.fact for question in found] == ["ip_class2", "annual_updates_missed", "innovative_operations"]
    assert [question.worth for question in found] == [Fraction(13, 12), Fraction(1, 4), Fraction(1, 4)]
