"""Solves a public instance within a time, and judges any answer to it."""

import time
from dataclasses import replace

from fangxian.calc.race import Board, Course, race
from fangxian.calc.roster.nrp.apart import apart, large
from fangxian.calc.roster.nrp.model import Model
from fangxian.calc.roster.nrp.paths import lines
from fangxian.calc.roster.nrp.problem import NrpProblem, NrpRoster
from fangxian.calc.roster.problem import Limits, RosterError
from fangxian.calc.roster.result import Progress, Report, Stop

SEEK_SHARE = 0.1


def solve(problem: NrpProblem, *, limits: Limits, report: Report | None = None, stop: Stop | None = None) -> NrpRoster:
    """The best roster found in `limits.seconds`. Raises `RosterError` when contracts contradict each other."""
    began = time.perf_counter()

    def heard(cost: float, bound: float) -> None:
        if report:
            report(Progress("nrp", cost, max(0.0, bound), time.perf_counter() - began))

    if large(problem):
        return _apart(problem, limits, began, stop)
    model = Model(problem)
    board = Board(seconds=limits.seconds, gap=limits.gap, heard=heard, stop=stop)
    race(Course(model.cp, model.places, model.common, lines(model)), board, seed=limits.seed,
         seek_s=SEEK_SHARE * limits.seconds)  # fmt: skip
    if board.best is None:
        raise RosterError("SECTION_STAFF: no roster was found that keeps everybody's contract.", field="SECTION_STAFF")
    return NrpRoster(
        lines=_lines(model, board.best.values),
        cost=round(board.best.cost),
        bound=max(0.0, board.bound),
        ended="proven" if board.proven else "cancelled" if board.cancelled else "time",
        seconds=time.perf_counter() - began,
    )


def _apart(problem: NrpProblem, limits: Limits, began: float, stop: Stop | None) -> NrpRoster:
    """A valid roster of a large instance; nothing is proven of it."""
    lines = apart(problem, limits=limits, stop=stop)
    roster = NrpRoster(lines=lines, cost=0, bound=0.0, ended="time", seconds=time.perf_counter() - began)
    return replace(roster, cost=cost(problem, roster))


def _lines(model: Model, values: tuple[int, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    problem = model.problem
    held = {(who, day): problem.shifts[k].id for (who, day, k), x in model.work.items() if values[x.index]}
    return tuple(
        (staff.id, tuple(held.get((n, day), "") for day in range(problem.days)))
        for n, staff in enumerate(problem.staff)
    )


def cost(problem: NrpProblem, roster: NrpRoster) -> int:
    """What a roster costs, counted from its lines: wishes not met, people missing, people too many."""
    held = {(who, day): shift for who, line in roster.lines for day, shift in enumerate(line)}
    total = sum(ask.weight for ask in problem.on if held[ask.person, ask.day] != ask.shift)
    total += sum(ask.weight for ask in problem.off if held[ask.person, ask.day] == ask.shift)
    for need in problem.cover:
        there = sum(line[need.day] == need.shift for _, line in roster.lines)
        total += need.under * max(0, need.people - there) + need.over * max(0, there - need.people)
    return total
