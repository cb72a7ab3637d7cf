"""Puts routes of many solutions together anew: the cheapest choice of known routes that serves everybody once.

A set partition over the routes two searches have come across (Subramanian, Uchoa and Ochi 2013); HiGHS solves it. It
finds in a second what a local search would need minutes for, above all where routes are short.
"""

import highspy
import numpy as np
from pyvrp import IteratedLocalSearchCallbacks, ProblemData, Route, Solution

from fangxian.calc.race.prover import solver

EVERY = 8
"""Every so many iterations the routes at hand are kept: looking at all of them would cost a tenth of the search."""

MOST = 40_000
"""Beyond so many routes the dearest ones are forgotten."""

Visits = tuple[int, ...]
Pool = dict[frozenset[int], tuple[int, Visits]]


class Keeper(IteratedLocalSearchCallbacks):  # type: ignore[misc, unused-ignore]
    """Keeps the feasible routes a search comes across, the shortest order of each set of customers."""

    def __init__(self) -> None:
        self.pool: Pool = {}
        self._count = 0

    def on_iteration(self, current: Solution, candidate: Solution, best: Solution, cost_evaluator: object) -> None:
        """Called by the search after each iteration."""
        self._count += 1
        if self._count % EVERY == 0:
            self.keep(candidate)

    def on_best(self, best: Solution) -> None:
        """Called by the search for every better solution."""
        self.keep(best)

    def keep(self, solution: Solution) -> None:
        """Remember its feasible routes."""
        for route in solution.routes():
            if route.is_feasible():
                visits = tuple(visit.idx for visit in route if visit.is_client())
                add(self.pool, visits, route.distance_cost() + route.duration_cost() + route.fixed_vehicle_cost())


def add(pool: Pool, visits: Visits, cost: int) -> None:
    """Remember a route, unless a shorter order of the same customers is known."""
    inside = frozenset(visits)
    known = pool.get(inside)
    if known is None or cost < known[0]:
        pool[inside] = (cost, visits)


def may_combine(data: ProblemData) -> bool:
    """Whether routes stand for themselves here: one kind of vehicle, everybody must be served, no second trips."""
    return (
        data.num_vehicle_types == 1
        and not data.vehicle_type(0).reload_depots
        and all(client.required for client in data.clients())
    )


def combined(data: ProblemData, pool: Pool, *, best: Solution, seconds: float) -> Solution | None:
    """A solution cheaper than `best` from known routes, or None where none was found in time."""
    for route in best.routes():
        visits = tuple(visit.idx for visit in route if visit.is_client())
        add(pool, visits, route.distance_cost() + route.duration_cost() + route.fixed_vehicle_cost())
    columns = list(pool.values())
    chosen = _chosen(data, columns, seconds=seconds)
    if not chosen:
        return None
    return Solution(data, [Route(data, list(columns[at][1]), 0) for at in chosen])


def forget(pool: Pool) -> None:
    """Forget the routes that cost most for each customer they serve."""
    if len(pool) > MOST:
        dear = sorted(pool, key=lambda inside: pool[inside][0] / len(inside), reverse=True)
        for inside in dear[: len(pool) - MOST]:
            del pool[inside]


def _chosen(data: ProblemData, columns: list[tuple[int, Visits]], *, seconds: float) -> list[int]:
    highs = solver(1)
    highs.setOptionValue("time_limit", seconds)
    highs.passModel(_program(data, columns))
    highs.run()
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return []
    values = np.array(highs.getSolution().col_value)
    return [int(at) for at in np.flatnonzero(values > 0.5)]


def _program(data: ProblemData, columns: list[tuple[int, Visits]]) -> highspy.HighsLp:
    """Each customer once, no more routes than vehicles, at least cost."""
    program = highspy.HighsLp()
    rows = data.num_clients
    program.num_col_, program.num_row_ = len(columns), rows + 1
    program.col_cost_ = np.array([cost for cost, _ in columns], float)
    program.col_lower_, program.col_upper_ = np.zeros(len(columns)), np.ones(len(columns))
    program.row_lower_ = np.append(np.ones(rows), 0.0)
    program.row_upper_ = np.append(np.ones(rows), float(data.num_vehicles))
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.cumsum([0, *(len(visits) + 1 for _, visits in columns)])
    program.a_matrix_.index_ = np.array([row for _, visits in columns for row in (*visits, rows)])
    program.a_matrix_.value_ = np.ones(len(program.a_matrix_.index_))
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    return program
