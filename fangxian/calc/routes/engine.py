"""PyVRP's iterated local search on one core or several.

With an effort (iterations) the result depends only on seed and workers. Without one the clock ends it, and where
routes stand for themselves, the time is used better: after a search of the whole, each worker searches a piece of
neighbouring routes, and the routes everybody came across are put together anew.
"""

import multiprocessing
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from typing import Any, Protocol

import pyvrp
from pyvrp import IteratedLocalSearch, PenaltyManager, ProblemData, RandomNumberGenerator, Solution, SolveParams
from pyvrp.search import LocalSearch, PerturbationManager, compute_neighbours

from fangxian.calc.routes.combine import Keeper, Pool, add, combined, forget, may_combine
from fangxian.calc.routes.pieces import Piece, as_solution, pieces, routes_of
from fangxian.calc.routes.problem import Limits

WHOLE, PIECE, COMBINE = 0.5, 0.06, 0.05
"""Parts of the time: for the whole, for each round of pieces, and for putting routes together at most."""

LARGE = 400
"""Only so many customers are worth cutting up; fewer are searched as a whole until the end."""

Stop = Callable[[], bool]


class Until(Protocol):
    """PyVRP's way to ask whether to stop."""

    def __call__(self, best_cost: int) -> bool:
        """Whether it is time."""


@dataclass(frozen=True, slots=True)
class Task:
    """One worker's part: a problem, where to begin, how many iterations at most, and the moment it ends."""

    data: ProblemData
    begin: Solution | None
    seed: int
    iterations: int | None
    until: float


Found = tuple[Solution, Pool]


def search(data: ProblemData, *, limits: Limits, begin: Solution | None = None, stop: Stop | None = None) -> Solution:
    """The best solution within the limits; it may be infeasible where none was found."""
    team = _Team(data, limits, stop)
    try:
        best = team.whole(begin)
        while team.goes_on():
            best = team.pieces(best)
    finally:
        team.dismiss()
    return best


def cost_of(solution: Solution) -> float:
    """What a solution costs; infinite when it breaks a limit."""
    if not solution.is_feasible():
        return float("inf")
    loads = len(solution.excess_load())
    return float(pyvrp.CostEvaluator([0] * loads, 0, 0).cost(solution))


class _Team:
    """One search here, the others in processes of their own, and the routes all of them have come across."""

    def __init__(self, data: ProblemData, limits: Limits, stop: Stop | None) -> None:
        self.data, self.limits, self.stop = data, limits, stop
        self.until = time.time() + limits.seconds
        self.dice = random.Random(limits.seed)
        self.combines = limits.effort is None and may_combine(data)
        self.mends = self.combines and data.num_clients >= LARGE
        self.pool: Pool = {}
        self.helpers = [_Helper() for _ in range(1, limits.workers)]

    def whole(self, begin: Solution | None) -> Solution:
        """Everybody searches the whole with a seed of their own."""
        seconds = self.limits.seconds * (WHOLE if self.mends else 1.0 - COMBINE * self.combines)
        end = self.until - self.limits.seconds + seconds
        tasks = [
            Task(self.data, begin, self.limits.seed + number, self.limits.effort, end)
            for number in range(1 + len(self.helpers))
        ]
        found = self._searched(tasks)
        for _, pool in found:
            self._learn(pool)
        best = min((solution for solution, _ in found), key=cost_of)
        return self._combined(best)

    def goes_on(self) -> bool:
        """Is there time for another round of pieces?"""
        least = self.limits.seconds * PIECE
        return self.mends and time.time() + least < self.until and not (self.stop and self.stop())

    def pieces(self, best: Solution) -> Solution:
        """Everybody searches a piece of neighbouring routes; a better one takes its place."""
        if cost_of(best) == float("inf"):
            return self._searched([self._task(self.data, best)])[0][0]
        routes = routes_of(best)
        parts = pieces(self.data, routes, count=1 + len(self.helpers), dice=self.dice)
        found = self._searched([self._task(part.data, part.begin()) for part in parts])
        now = set(routes)
        for part, (solution, pool) in zip(parts, found, strict=True):
            self._learn({frozenset(moved): (cost, moved) for cost, moved in _in_whole(part, pool)})
            if cost_of(solution) < cost_of(part.begin()):
                now -= set(part.routes)
                now |= {part.in_whole(visits) for visits in routes_of(solution)}
        return self._combined(as_solution(self.data, sorted(now)))

    def dismiss(self) -> None:
        """Let the helpers go."""
        for helper in self.helpers:
            helper.dismiss()

    def _task(self, data: ProblemData, begin: Solution) -> Task:
        end = min(time.time() + self.limits.seconds * PIECE, self.until)
        return Task(data, begin, self.dice.randrange(2**31), None, end)

    def _searched(self, tasks: list[Task]) -> list[Found]:
        """The first task is done here, the others by the helpers; one whose helper died has found nothing new."""
        for helper, task in zip(self.helpers, tasks[1:], strict=False):
            helper.ask(task)
        found = [done(tasks[0], self.stop)] if tasks else []
        for helper, task in zip(self.helpers, tasks[1:], strict=False):
            found.append(helper.answer() or (task.begin or found[0][0], {}))
        return found

    def _learn(self, pool: Pool) -> None:
        if self.combines:
            for cost, visits in pool.values():
                add(self.pool, visits, cost)
            forget(self.pool)

    def _combined(self, best: Solution) -> Solution:
        seconds = min(self.until - time.time(), self.limits.seconds * COMBINE)
        if not self.combines or seconds <= 0 or cost_of(best) == float("inf"):
            return best
        other = combined(self.data, self.pool, best=best, seconds=seconds)
        return best if other is None or cost_of(other) >= cost_of(best) else other


def _in_whole(part: Piece, pool: Pool) -> list[tuple[int, tuple[int, ...]]]:
    return [(cost, part.in_whole(visits)) for cost, visits in pool.values()]


def done(task: Task, stop: Stop | None = None) -> Found:
    """The best found from a task's beginning on, and the routes that were come across."""
    data, params = task.data, SolveParams()
    dice = RandomNumberGenerator(seed=task.seed)
    local = LocalSearch(data, dice, compute_neighbours(data, params.neighbourhood), PerturbationManager())
    for operator in params.operators:
        if operator.supports(data):
            local.add_operator(operator(data))
    penalties = PenaltyManager(params.penalty.midpoint_penalties(data), params.penalty)
    begin = task.begin
    if begin is None:
        begin = local(Solution.make_random(data, dice), penalties.max_cost_evaluator(), exhaustive=True)
    keeper = Keeper() if task.iterations is None and may_combine(data) else None
    algorithm = IteratedLocalSearch(data, penalties, local, begin, replace(params.ils, callbacks=keeper))
    best: Solution = algorithm.run(_until(task, stop), collect_stats=False).best
    return best, keeper.pool if keeper else {}


def _until(task: Task, stop: Stop | None) -> Until:
    count = 0

    def over(best_cost: int) -> bool:
        nonlocal count
        count += 1
        enough = task.iterations is not None and count > task.iterations
        return enough or time.time() >= task.until or bool(stop and stop())

    return over


class _Helper:
    """A worker in a process of its own: PyVRP holds Python's lock while it searches, so threads would not help."""

    def __init__(self) -> None:
        fresh = multiprocessing.get_context("spawn")
        self.line, theirs = fresh.Pipe()
        self.process = fresh.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def ask(self, task: Task) -> None:
        """Give the worker a task."""
        self._said(task)

    def answer(self) -> Found | None:
        """What it found; None when it died, for the others can go on without it."""
        try:
            found: Found = self.line.recv()
        except (EOFError, OSError):
            return None
        return found

    def dismiss(self) -> None:
        """Let it go."""
        self._said(None)
        self.process.join(timeout=2)
        if self.process.is_alive():
            self.process.terminate()
        self.line.close()

    def _said(self, words: Any) -> None:
        try:
            self.line.send(words)
        except (BrokenPipeError, OSError):
            return


def _serve(line: Connection) -> None:
    """A helper's life: does tasks until it is dismissed."""
    while (task := line.recv()) is not None:
        line.send(done(task))
