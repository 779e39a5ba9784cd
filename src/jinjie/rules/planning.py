"""Plans: which changes, by when, at what cost, so that a title is won for certain; of all growths the cheapest."""

from __future__ import annotations

from datetime import date

from jinjie.basics.interval import Interval
from jinjie.basics.problems import mistake
from jinjie.basics.text import did_you_mean
from jinjie.facts.profile import Profile
from jinjie.rules.assessment import Assessor
from jinjie.rules.drafting import Draft
from jinjie.rules.levers import Outlook, Title
from jinjie.rules.plans import Plan, Standing, Wish


class Planner:
    """Plans with one library and one outlook."""

    def __init__(self, assessor: Assessor, outlook: Outlook):
        self.assessor = assessor
        self.library = assessor.library
        self.outlook = outlook

    def plan(self, profile: Profile, as_of: date, wish: Wish) -> Plan:
        """The cheapest plan under the outlook; of equal cost the earliest.

        Raises InputError when there is nothing to plan: an unknown target, a title held already, a day gone by.
        """
        title = self._target(wish.target)
        if wish.by is not None and wish.by < as_of:
            raise mistake(f"期限 {wish.by} 已过", f"the deadline {wish.by} has passed", fact="by")
        if wish.budget is not None and wish.budget < 0:
            raise mistake("预算不能是负数", "the budget cannot be negative", fact="budget")
        knowledge = self.assessor.know(profile, as_of)
        if knowledge.box.choices(title.fact) == {"yes"}:
            name = self.library.vocabulary[title.fact].label
            raise mistake(f"已持有：{name.zh}", f"already held: {name.en}", fact=title.fact)
        best: Draft | None = None
        for draft in self._drafts(Standing(profile, as_of, knowledge), wish):
            if best is not None and draft.growth_cost >= best.total:
                break
            if draft.solve() and (best is None or draft.total < best.total):
                best = draft
        return draft.failed() if best is None else best.plan()

    def _target(self, name: str) -> Title:
        if name not in self.outlook.by_rulebook:
            near = did_you_mean(name, self.outlook.by_rulebook)
            known = "、".join(self.outlook.by_rulebook)
            raise mistake(
                f"不能规划到 {name}，可选：{known}{near.zh}",
                f"there is no plan to {name}, choose one of {known.replace('、', ', ')}{near.en}",
                fact=name,
            )
        return self.outlook.by_rulebook[name]

    def _drafts(self, standing: Standing, wish: Wish) -> list[Draft]:
        """One draft for each step of the growth lever, cheapest first."""
        found = [Draft(self.assessor, self.outlook, standing, wish)]
        lever = next((lever for lever in self.outlook.levers.values() if lever.timing == "growth"), None)
        base = None if lever is None or lever.cost.of is None else standing.knowledge.box.number(lever.cost.of)
        if lever is None or base is None or base.high is None or base.low is None:
            return found
        for steps in range(1, (lever.most or 0) + 1):
            growth = self.outlook.assumptions.growth + Interval(lever.step * steps, lever.step * steps)
            draft = Draft(self.assessor, self.outlook.growing(growth), standing, wish)
            draft.growth = (lever, steps, lever.cost.per_step * base * Interval(steps, steps))
            found.append(draft)
        return found
