"""An optimisation model in whole numbers, solved by CP-SAT. Only this file knows the solver."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Status = Literal["optimal", "feasible", "infeasible"]
Lit = int | bool
"""A 0/1 variable that implies what it stands for, or a constant."""
_MOST = 2**62
SECONDS = 20


@dataclass(frozen=True, slots=True)
class Solution:
    """What the solver found: the value of every variable, the objective and the bound that proves it."""

    status: Status
    values: tuple[int, ...] = ()
    objective: int = 0
    bound: int = 0

    def __getitem__(self, variable: int) -> int:
        return self.values[variable]

    def any_of(self, literals: Iterable[int]) -> bool:
        """Whether one of these holds."""
        return any(self.values[literal] for literal in literals)


class Model:
    """Variables are whole numbers; a constraint may hang on a literal."""

    def __init__(self) -> None:
        from ortools.sat.python import cp_model_helper

        self._solver: Any = cp_model_helper
        self._model: Any = cp_model_helper.CpModelProto()
        self.count = 0

    def variable(self, low: int, high: int) -> int:
        """A whole number between two ends, both included."""
        self._model.variables.add().domain.extend([low, high])
        self.count += 1
        return self.count - 1

    def literal(self) -> int:
        return self.variable(0, 1)

    def at_least(self, terms: Mapping[int, int], low: int, only_if: Lit = True) -> None:
        """The sum of coefficients times variables is at least a number (when the literal holds)."""
        self._linear(terms, (low, _MOST), only_if)

    def at_most(self, terms: Mapping[int, int], high: int, only_if: Lit = True) -> None:
        self._linear(terms, (-_MOST, high), only_if)

    def _linear(self, terms: Mapping[int, int], ends: tuple[int, int], only_if: Lit) -> None:
        if only_if is False:
            return
        constraint = self._model.constraints.add()
        if only_if is not True:
            constraint.enforcement_literal.extend([only_if])
        constraint.linear.vars.extend(list(terms))
        constraint.linear.coeffs.extend(list(terms.values()))
        constraint.linear.domain.extend(ends)

    def any_of(self, literals: Iterable[Lit]) -> Lit:
        """A literal that implies that one of these holds."""
        found = list(literals)
        if any(literal is True for literal in found):
            return True
        open_ = [literal for literal in found if literal is not False]
        if len(open_) < 2:
            return open_[0] if open_ else False
        chosen = self.literal()
        self.at_least(dict.fromkeys(open_, 1), 1, chosen)
        return chosen

    def all_of(self, literals: Iterable[Lit]) -> Lit:
        """A literal that implies that all of these hold."""
        found = list(dict.fromkeys(literals))
        if any(literal is False for literal in found):
            return False
        open_ = [literal for literal in found if literal is not True]
        if len(open_) < 2:
            return open_[0] if open_ else True
        chosen = self.literal()
        self.at_least(dict.fromkeys(open_, 1), len(open_), chosen)
        return chosen

    def require(self, literal: Lit) -> None:
        """The literal holds."""
        if literal is False:
            self.at_least({}, 1)
        elif literal is not True:
            self.at_least({literal: 1}, 1)

    def minimise(self, terms: Mapping[int, int]) -> None:
        self._model.clear_objective()
        used = {variable: factor for variable, factor in terms.items() if factor}
        if used:
            self._model.objective.vars.extend(list(used))
            self._model.objective.coeffs.extend(list(used.values()))

    def solve(self, seconds: int = SECONDS) -> Solution:
        """The best solution; ``feasible`` when the time was up before it was proved to be the best."""
        parameters = self._solver.SatParameters()
        parameters.num_workers = 1
        parameters.random_seed = 1
        parameters.linearization_level = 2
        parameters.max_time_in_seconds = seconds
        solver = self._solver.SolveWrapper()
        solver.set_parameters(parameters)
        answer = solver.solve(self._model)
        status = self._status(answer.status)
        if status == "infeasible":
            return Solution(status)
        best, bound = round(answer.objective_value), round(answer.best_objective_bound)
        return Solution(status, tuple(answer.solution), best, bound)

    def _status(self, status: Any) -> Status:
        names = self._solver.CpSolverStatus
        if status == names.OPTIMAL:
            return "optimal"
        if status == names.FEASIBLE:
            return "feasible"
        if status == names.INFEASIBLE:
            return "infeasible"
        raise TimeoutError(f"the solver ended without an answer: {status}")
