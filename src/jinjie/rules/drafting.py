"""One optimisation: a profile, an outlook with one growth, a wish; built, solved, read and proved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property

from jinjie.basics.interval import Interval
from jinjie.basics.numbers import Exact, exact, quotient
from jinjie.basics.text import Text
from jinjie.facts.constraints import Equation
from jinjie.facts.knowledge import Knowledge
from jinjie.rules.assessment import Assessor, Result
from jinjie.rules.editions import choose
from jinjie.rules.levers import Lever, Outlook, Title
from jinjie.rules.plan_actions import Actions
from jinjie.rules.plan_obstacles import Obstacles, obstacle_of
from jinjie.rules.plans import Action, Alternative, Obstacle, Plan, Standing, Wish
from jinjie.rules.readings.bound.state import State
from jinjie.rules.readings.plan.building import YUAN, Filing, Levers, Line, filings, months_later
from jinjie.rules.readings.plan.certain import Certain, Supposed
from jinjie.rules.readings.plan.ends import Mover
from jinjie.rules.readings.plan.solver import Lit, Model, Solution
from jinjie.rules.readings.plan.years import Changes, Picture, profile_of
from jinjie.terms.box import Domain

ALTERNATIVES = 3
WITHIN = Fraction(11, 10)
"""How much dearer an alternative may be."""
COST_FIRST = 1000
"""Cost counts before the order of filing days, of which there are fewer than this."""
SUPPOSING = 10**15
"""Nothing is supposed that money can settle."""


class Draft:
    """One optimisation. ``growth``: the lever, the steps and the cost of a growth above the assumed one."""

    def __init__(self, assessor: Assessor, outlook: Outlook, standing: Standing, wish: Wish) -> None:
        self.assessor, self.library, self.outlook, self.wish = assessor, assessor.library, outlook, wish
        self.profile, self.as_of, self.knowledge = standing.profile, standing.as_of, standing.knowledge
        as_of, knowledge = self.as_of, self.knowledge
        self.growth: tuple[Lever, int, Interval] | None = None
        horizon = months_later(as_of, 12 * outlook.assumptions.horizon_years)
        self.end = horizon if wish.by is None else wish.by
        self.filings = filings(outlook.titles, as_of, self.end)
        self.days = tuple(sorted({filing.day for filing in self.filings}))
        self.model = Model()
        self.levers = Levers(self.model, outlook, self.library.vocabulary, knowledge.box, as_of, self.days)
        self.picture = Picture(self.library.vocabulary, knowledge.box, as_of, outlook.assumptions)
        never = frozenset(outlook.titles) | outlook.assumptions.ages
        self.supposed = Supposed(self.model, never)
        self.won: dict[tuple[str, date], int] = {}
        self.solution: Solution | None = None

    @property
    def growth_cost(self) -> int:
        if self.growth is None:
            return 0
        cost = self.growth[2]
        return int((Fraction(cost.low or 0) + Fraction(cost.high or 0)) * YUAN)

    @property
    def total(self) -> int:
        """What ranks plans: what is supposed, then the cost."""
        assert self.solution is not None
        supposed = sum(self.solution[literal] for literal in self.supposed.literals.values())
        return supposed * SUPPOSING + self._objective_cost(self.solution) + self.growth_cost

    @cached_property
    def equations(self) -> dict[str, Equation]:
        constraints = self.library.vocabulary.constraints
        return {c.fact: c for c in constraints if isinstance(c, Equation)}

    # ---- building and solving

    def solve(self) -> bool:
        """Build the model and solve it; whether there is a plan."""
        title = self.outlook.by_rulebook[self.wish.target]
        chances = [self._chance(filing) for filing in self.filings if filing.title is title]
        self.model.require(self.model.any_of(chances))
        for fact in {fact for fact, _ in self.won}:
            self.model.at_most({literal: 1 for (other, _), literal in self.won.items() if other == fact}, 1)
        for (_, day), literal in self.won.items():
            filing = next(f for f in self.filings if f.day == day and self.won.get((f.title.fact, day)) == literal)
            low, high = (int(Fraction(end or 0) * YUAN) for end in (filing.title.cost.low, filing.title.cost.high))
            self.levers.lines.append(Line(literal, day.year, low, high))
        if self.wish.budget is not None:
            self._limit(self.wish.budget)
        self.model.minimise(self._objective(title))
        self.solution = self.model.solve()
        return self.solution.status != "infeasible"

    def _chance(self, filing: Filing) -> Lit:
        """A literal that implies that an application on this day succeeds for certain."""
        key = filing.title.fact, filing.day
        if key not in self.won:
            self.won[key] = self.model.literal()
            literal = self.won[key]
            index = self.days.index(filing.day)
            knowledge = self._known(self.picture.on(filing.day, self._applying()), filing.day)
            choice = choose(self.library, filing.title.rulebook, filing.day, knowledge)
            if choice is None:
                self.model.at_most({literal: 1}, 0)
                return literal
            network = knowledge.network.around(choice.rulebook.facts, knowledge.stated, knowledge.box)
            state = State(choice.rulebook, knowledge.box, network)
            mover = Mover(knowledge.box, self.levers.shifts(index), self.equations)
            chosen = {**self.levers.chosen(index), **self._titles(filing.day, set(choice.rulebook.facts), knowledge)}
            reached = Certain(self.model, state, mover, chosen, self.supposed).must(choice.rulebook.criteria)
            if reached is False:
                self.model.at_most({literal: 1}, 0)
            elif reached is not True:
                self.model.at_least({reached: 1, literal: -1}, 0)
        return self.won[key]

    def _applying(self) -> Changes:
        fact = self.outlook.assumptions.new_application
        return Changes({}, {fact: "new"})

    def _titles(self, day: date, read: set[str], knowledge: Knowledge) -> dict[str, dict[str, Lit]]:
        """The titles that can have been won by a day and are still valid then."""
        found: dict[str, dict[str, Lit]] = {}
        for fact, title in self.outlook.titles.items():
            if fact in read and knowledge.box.choices(fact) != {"yes"}:
                valid = [f for f in self.filings if f.title is title and f.granted <= day <= self._valid_to(f)]
                found[fact] = {"yes": self.model.any_of([self._chance(f) for f in valid])}
        return found

    def _valid_to(self, filing: Filing) -> date:
        editions = self.library.editions(filing.title.rulebook)
        years = next((e.validity_years for e in reversed(editions) if e.validity_years is not None), None)
        return date.max if years is None else months_later(filing.granted, 12 * years)

    def _limit(self, budget: Exact) -> None:
        """No calendar year costs more than the budget, at the high end."""
        most = int(Fraction(budget) * YUAN)
        if self.growth is not None:
            most -= int(Fraction(self.growth[2].high or 0) * YUAN)
        for year in sorted({line.year for line in self.levers.lines}):
            terms: dict[int, int] = {}
            for line in self.levers.lines:
                if line.year == year:
                    terms[line.variable] = terms.get(line.variable, 0) + line.high
            self.model.at_most(terms, most)

    def _objective(self, title: Title) -> dict[int, int]:
        """Twice the middle of the cost; then the filing day, the sooner the better."""
        terms: dict[int, int] = {}
        for line in self.levers.lines:
            terms[line.variable] = terms.get(line.variable, 0) + (line.low + line.high) * COST_FIRST
        for (fact, day), literal in self.won.items():
            if fact == title.fact:
                terms[literal] = terms.get(literal, 0) + self.days.index(day)
        return {**terms, **dict.fromkeys(self.supposed.literals.values(), SUPPOSING)}

    def _objective_cost(self, solution: Solution) -> int:
        return sum((line.low + line.high) * solution[line.variable] for line in self.levers.lines)

    # ---- reading the answer

    def failed(self) -> Plan:
        """No plan: what stands in the way in each window."""
        return Plan(
            self.as_of,
            self.profile,
            self.wish.target,
            "infeasible",
            binding=self._obstacles(self.end),
            uncosted=self.levers.uncosted,
            names=self._names(),
        )

    def plan(self) -> Plan:
        assert self.solution is not None
        solution = self.solution
        reached = self._reached(solution)
        last = reached[self.wish.target]
        actions = tuple(self._actions(solution, last))
        proof = tuple(self._proof(solution, reached))
        cost = self._cost(solution)
        gap = max(solution.objective - solution.bound, 0) // (2 * COST_FIRST)
        after = profile_of(self.profile, self.picture.on(last, self._changes(solution, last)), self.library.vocabulary)
        cheaper = self._cheaper(solution)
        alternatives = tuple(self._alternatives(solution))
        return Plan(
            self.as_of,
            self.profile,
            self.wish.target,
            solution.status,
            actions,
            reached,
            cost,
            gap,
            proof,
            tuple(self._slack(solution, reached, actions)),
            self._obstacles(last),
            alternatives,
            after,
            self.levers.uncosted,
            self._names(),
            cheaper,
            self._granted(solution),
        )

    def _names(self) -> dict[str, Text]:
        return {name: lever.title for name, lever in self.outlook.levers.items()}

    def _reached(self, solution: Solution) -> dict[str, date]:
        won = {fact: day for (fact, day), literal in self.won.items() if solution[literal]}
        return {self.outlook.titles[fact].rulebook: day for fact, day in sorted(won.items(), key=lambda item: item[1])}

    def _cost(self, solution: Solution) -> Interval:
        low = sum(line.low * solution[line.variable] for line in self.levers.lines)
        high = sum(line.high * solution[line.variable] for line in self.levers.lines)
        cost = Interval(quotient(low, YUAN), quotient(high, YUAN))
        return cost if self.growth is None else cost + self.growth[2]

    def _changes(self, solution: Solution, day: date, without: Action | None = None) -> Changes:
        """What the plan has changed by a filing day; one action may be left out."""
        index = self.days.index(day)
        shifts: dict[str, Exact] = {}
        for fact, by_variable in self.levers.shifts(index).items():
            total = sum(step * solution[variable] for variable, step in by_variable.items())
            if total:
                shifts[fact] = exact(Fraction(total))
        choices = {
            fact: choice
            for fact, options in self.levers.chosen(index).items()
            for choice, literal in options.items()
            if not isinstance(literal, bool) and solution[literal]
        }
        for rulebook, filed in self._reached(solution).items():
            title = self.outlook.by_rulebook[rulebook]
            if Filing(title, filed).granted <= day:
                choices[title.fact] = "yes"
        choices.update(self._applying().choices)
        if without is not None:
            shifts, choices = self._less(without, shifts, choices)
        return Changes(shifts, choices, self._granted(solution))

    def _granted(self, solution: Solution) -> dict[str, Domain]:
        """What the plan supposes of unknown facts."""
        found: dict[str, Domain] = {}
        for (fact, values), literal in self.supposed.literals.items():
            if solution[literal]:
                before = found.get(fact, values)
                if isinstance(before, Interval) and isinstance(values, Interval):
                    found[fact] = before.intersection(values) or values
                elif isinstance(before, frozenset) and isinstance(values, frozenset):
                    found[fact] = before & values
        return found

    def _less(
        self, action: Action, shifts: dict[str, Exact], choices: dict[str, str]
    ) -> tuple[dict[str, Exact], dict[str, str]]:
        lever = self.outlook.levers.get(action.lever)
        gone = set(action.facts) | (set(lever.also) if lever is not None else set())
        return (
            {fact: shift for fact, shift in shifts.items() if fact not in gone},
            {fact: choice for fact, choice in choices.items() if fact not in gone},
        )

    def _known(self, statements: Mapping[str, Domain], day: date) -> Knowledge:
        return self.assessor.know(profile_of(self.profile, statements, self.library.vocabulary), day)

    def _result(self, rulebook: str, day: date, changes: Changes) -> Result:
        profile = profile_of(self.profile, self.picture.on(day, changes), self.library.vocabulary)
        return self.assessor.assess(profile, day, [rulebook], "exact").results[0]

    def _proof(self, solution: Solution, reached: Mapping[str, date]) -> list[Result]:
        return [self._result(name, day, self._changes(solution, day)) for name, day in reached.items()]

    def _slack(self, solution: Solution, reached: Mapping[str, date], actions: tuple[Action, ...]) -> list[str]:
        """The actions without which every verdict is the same."""
        found = []
        for action in actions:
            if action.lever in self.outlook.titles or self.growth is not None and action.lever == self.growth[0].id:
                continue
            kept = all(
                self._result(name, day, self._changes(solution, day, action)).verdict == "pass"
                for name, day in reached.items()
            )
            if kept:
                found.append(action.lever)
        return found

    def _actions(self, solution: Solution, last: date) -> list[Action]:
        reader = Actions(self.levers, self.picture)
        found = [*reader.of(solution)]
        found += [self._filed(name, day) for name, day in self._reached(solution).items()]
        if self.growth is not None:
            lever, steps, cost = self.growth
            after = self.outlook.assumptions.growth
            before = after + Interval(-lever.step * steps, -lever.step * steps)
            days = self.as_of, last
            found.append(
                Action(lever.id, lever.title, lever.moves, before, after, *days, cost, lever.cell, lever.status)
            )
        return sorted(found, key=lambda action: (action.start, action.effective, action.lever))

    def _filed(self, rulebook: str, day: date) -> Action:
        title = self.outlook.by_rulebook[rulebook]
        filing = Filing(title, day)
        before = self.knowledge.box.choices(title.fact)
        start = max(self.as_of, filing.opens)
        return Action(
            title.fact,
            title.title,
            (title.fact,),
            before,
            frozenset({"yes"}),
            start,
            filing.granted,
            title.cost,
            title.cell,
            title.status,
        )

    def _obstacles(self, last: date) -> tuple[Obstacle, ...]:
        """Why each earlier window of the target is not taken."""
        title = self.outlook.by_rulebook[self.wish.target]
        everything = Obstacles(self.levers, [Filing(self.outlook.titles[fact], day) for fact, day in self.won])
        earlier = [filing.day for filing in self.filings if filing.title is title and filing.day < last]
        return tuple(
            obstacle_of(day, self._result(self.wish.target, day, self._all_of(everything, day))) for day in earlier
        )

    def _all_of(self, everything: Obstacles, day: date) -> Changes:
        changes = everything.by(day)
        supposed = {} if self.solution is None or not self.solution.values else self._granted(self.solution)
        return Changes(changes.shifts, {**changes.choices, **self._applying().choices}, supposed)

    # ---- what else

    def _cheaper(self, solution: Solution) -> dict[str, Exact]:
        """What each unknown fact would save if it had a value that will do, the others as they are."""
        title = self.outlook.by_rulebook[self.wish.target]
        objective = self._objective(title)
        granted = {literal for literal in self.supposed.literals.values() if solution[literal]}
        facts = {fact for (fact, _), literal in self.supposed.literals.items() if literal not in granted}
        found: dict[str, Exact] = {}
        for fact in sorted(facts):
            free = [literal for (other, _), literal in self.supposed.literals.items() if other == fact]
            self.model.minimise({**objective, **dict.fromkeys(free, 0)})
            other = self.model.solve()
            saved = self._objective_cost(solution) - self._objective_cost(other)
            if saved > 0 and not other.any_of(set(self.supposed.literals.values()) - granted - set(free)):
                found[fact] = quotient(saved, 2 * YUAN)
        self.model.minimise(objective)
        return dict(sorted(found.items(), key=lambda item: -item[1]))

    def _alternatives(self, solution: Solution) -> list[Alternative]:
        """Plans with other levers, each within a tenth of the cost, that suppose no more."""
        found: list[Alternative] = []
        most = int(self._objective_cost(solution) * WITHIN)
        for literal in self.supposed.literals.values():
            self.model.at_most({literal: 1}, solution[literal])
        terms: dict[int, int] = {}
        for line in self.levers.lines:
            terms[line.variable] = terms.get(line.variable, 0) + line.low + line.high
        self.model.at_most(terms, most)
        now = solution
        while len(found) < ALTERNATIVES:
            used = self._used(now)
            if not used:
                break
            self.model.at_most({self.levers.used[name]: 1 for name in used}, len(used) - 1)
            now = self.model.solve()
            if now.status == "infeasible":
                break
            found.append(Alternative(self._used(now), self._cost(now), self._reached(now)))
        return found

    def _used(self, solution: Solution) -> tuple[str, ...]:
        lasting = {n for n, variables in self.levers.lasting.items() if variables and solution[variables[-1]]}
        ladders = {n for n, table in self.levers.rungs.items() if table and any(solution[v] for v in table[-1])}
        years = {n for n, by in self.levers.yearly.items() if any(solution[v] for v in by.values())}
        return tuple(name for name in self.levers.used if name in lasting | ladders | years)
