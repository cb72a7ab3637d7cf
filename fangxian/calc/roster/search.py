"""Runs the solver: seed, limits, progress, cancelling. The only page that knows CP-SAT's parameters."""

import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from math import inf

from ortools.sat.python import cp_model

from fangxian.calc.race import Board, Course, Values, race
from fangxian.calc.roster.problem import Limits
from fangxian.calc.roster.result import Progress, Report, Stop

POLL_S = 0.1

SEEK_SHARE = 0.15
"""The part of the time in which CP-SAT seeks on the whole before it mends piece by piece."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of one search; `covered` is when, by the process's clock, nothing asked for was short any more."""

    values: Values
    found: bool
    cost: float
    bound: float
    ended: str
    covered: float | None = None

    def of(self, expression: cp_model.LinearExprT) -> int:
        """The value of a variable or an expression in the best solution."""
        if not isinstance(expression, cp_model.LinearExpr):
            return int(expression)
        flat = cp_model.FlatIntExpr(expression)
        terms = zip(flat.vars, flat.coeffs, strict=True)
        return int(flat.offset + sum(factor * self.values[variable.index] for variable, factor in terms))


class _Watch(cp_model.CpSolverSolutionCallback):
    """Reports every better solution."""

    def __init__(self, phase: str, report: Report | None) -> None:
        super().__init__()
        self.phase, self.report = phase, report
        self.began = time.perf_counter()

    def on_solution_callback(self) -> None:
        """Called by the solver."""
        seconds = time.perf_counter() - self.began
        if self.report:
            self.report(Progress(self.phase, self.objective_value, self.best_objective_bound, seconds))


def search(
    model: cp_model.CpModel,
    *,
    phase: str,
    limits: Limits,
    report: Report | None = None,
    stop: Stop | None = None,
) -> Outcome:
    """Solves within limits. Deterministic for the same seed, workers and effort unless the clock ends it."""
    solver = _solver(limits)
    watch = _Watch(phase, report)
    done = threading.Event()
    cancelled = threading.Event()
    guard = threading.Thread(target=_guard, args=(solver, stop, done, cancelled), daemon=True)
    if stop:
        guard.start()
    status = solver.solve(model, watch)
    done.set()
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return Outcome(
        values=tuple(solver.response_proto.solution) if found else (),
        found=found,
        cost=solver.objective_value if found else float("inf"),
        bound=solver.best_objective_bound,
        ended=_ended(solver, status, limits, cancelled.is_set()),
    )


def compete(
    course: Course,
    *,
    phase: str,
    limits: Limits,
    short: Collection[int] = (),
    report: Report | None = None,
    stop: Stop | None = None,
) -> Outcome:
    """Two engines on one stage until it is proven, time is up or somebody stops it; `course` may bring a start.

    `short` are the variables that are 0 when everything is covered.
    """
    began = time.perf_counter()

    def heard(cost: float, bound: float) -> None:
        if report and cost < inf:
            report(Progress(phase, cost, max(0.0, bound), time.perf_counter() - began))

    board = Board(seconds=limits.seconds, gap=limits.gap, heard=heard, stop=stop, none=short)
    # A first cover is sought on the whole as long as it takes: there is nothing to mend before.
    share = 1.0 if phase == "cover" else SEEK_SHARE
    race(course, board, seed=limits.seed, seek_s=share * limits.seconds)
    best = board.best
    ended = "proven" if board.proven else "cancelled" if board.cancelled else "time"
    if best and board.proven and best.cost > board.bound + 0.5:
        ended = "gap"
    return Outcome(
        values=best.values if best else (),
        found=best is not None,
        cost=best.cost if best else inf,
        bound=max(0.0, board.bound),
        ended=ended,
        covered=None if board.first_s is None else board.began + board.first_s,
    )


def _solver(limits: Limits) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.05, limits.seconds)
    if limits.effort is not None:
        solver.parameters.max_deterministic_time = limits.effort
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = limits.workers
    solver.parameters.linearization_level = 2
    solver.parameters.relative_gap_limit = limits.gap
    solver.parameters.subsolvers.extend(["max_lp"])
    solver.parameters.interleave_search = limits.workers > 1
    return solver


def _guard(solver: cp_model.CpSolver, stop: Stop, done: threading.Event, cancelled: threading.Event) -> None:
    while not done.wait(POLL_S):
        if stop():
            cancelled.set()
            solver.stop_search()


def _ended(solver: cp_model.CpSolver, status: cp_model.CpSolverStatus, limits: Limits, cancelled: bool) -> str:
    if status == cp_model.OPTIMAL and solver.objective_value > solver.best_objective_bound + 0.5:
        return "gap"
    if status in (cp_model.OPTIMAL, cp_model.INFEASIBLE):
        return "proven"
    if cancelled:
        return "cancelled"
    return "effort" if limits.effort is not None and solver.deterministic_time >= limits.effort else "time"
