"""Instances too large for one model: one employee after the other, each at best given those before."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from ortools.sat.python import cp_model

from fangxian.calc.roster.nrp.model import Model
from fangxian.calc.roster.nrp.problem import Ask, NrpProblem, Staff
from fangxian.calc.roster.nrp.walks import Terms, terms, walked
from fangxian.calc.roster.problem import Limits, RosterError
from fangxian.calc.roster.result import Stop

LARGE = 40_000
"""Beyond so many employees × days × shifts no model holds all of them."""

ANY_S = 30.0
"""Seconds for any line at all, where no walk is found."""

Line = tuple[str, ...]


def large(problem: NrpProblem) -> bool:
    """Is it too large for one model?"""
    return len(problem.staff) * problem.days * len(problem.shifts) > LARGE


def apart(problem: NrpProblem, *, limits: Limits, stop: Stop | None = None) -> tuple[tuple[str, Line], ...]:
    """A line for everybody that keeps the contract, and better ones while there is time.

    Raises `RosterError` naming whose contract none keeps.
    """
    until = time.perf_counter() + limits.seconds
    board = _Board(problem)
    for staff in problem.staff:
        board.give(staff, board.line(staff, seed=limits.seed))
    turn = 0
    while time.perf_counter() < until and not (stop and stop()):
        staff = problem.staff[turn % len(problem.staff)]
        turn += 1
        before, cost = board.lines[staff.id], board.cost(staff)
        board.take(staff)
        after = board.better(staff, seed=limits.seed + turn)
        board.give(staff, before if after is None else after)
        if board.cost(staff) > cost:
            board.take(staff)
            board.give(staff, before)
    return tuple((staff.id, board.lines[staff.id]) for staff in problem.staff)


class _Board:
    """Everybody's lines so far, and what is missing beside them."""

    def __init__(self, problem: NrpProblem) -> None:
        self.problem = problem
        self.names = [shift.id for shift in problem.shifts]
        self.needs = {(need.day, need.shift): need for need in problem.cover}
        self.missing = {key: need.people for key, need in self.needs.items()}
        self.asks = {staff.id: list(_asks(problem, staff)) for staff in problem.staff}
        self.contracts = _Contracts(problem)
        self.terms: dict[Staff, Terms] = {}
        self.lines: dict[str, Line] = {}

    def give(self, staff: Staff, line: Line) -> None:
        """Let somebody stand a line."""
        self.lines[staff.id] = line
        self._count(line, -1)

    def take(self, staff: Staff) -> None:
        """Take somebody's line away again."""
        self._count(self.lines.pop(staff.id), 1)

    def _count(self, line: Line, by: int) -> None:
        for key in enumerate(line):
            if key in self.missing:
                self.missing[key] += by

    def cost(self, staff: Staff) -> int:
        """What somebody's line costs beside the others: wishes, and cover missed or exceeded on its shifts."""
        line = self.lines[staff.id]
        wishes = sum(sign * ask.weight for ask, sign in self.asks[staff.id] if line[ask.day] == ask.shift)
        stood = [(self.missing[key], self.needs[key]) for key in enumerate(line) if key in self.needs]
        return wishes + sum(need.over if missing < 0 else -need.under for missing, need in stood)

    def line(self, staff: Staff, *, seed: int) -> Line:
        """A line for somebody who has none; by an integer model where no walk is found."""
        found = self.better(staff, seed=seed)
        return found if found is not None else self.contracts.line(staff, seed=seed)

    def better(self, staff: Staff, *, seed: int) -> Line | None:
        """The cheapest walk found beside the others, if any."""
        bare = replace(staff, id="", days_off=frozenset())
        known = self.terms.get(bare)
        if known is None:
            known = self.terms[bare] = terms(self.problem, bare)
        price = np.zeros((self.problem.days, len(self.names) + 1))
        for (day, name), cost in self._prices(staff).items():
            price[day, 1 + self.names.index(name)] = cost
        found = walked(self.problem, staff, known, price, seed=seed)
        return None if found is None else tuple(self.names[option - 1] if option else "" for option in found)

    def _prices(self, staff: Staff) -> dict[tuple[int, str], int]:
        """What it costs, or saves, when this employee has a shift."""
        price = {key: -n.under if self.missing[key] > 0 else n.over for key, n in self.needs.items()}
        for ask, sign in self.asks[staff.id]:
            price[ask.day, ask.shift] = price.get((ask.day, ask.shift), 0) + sign * ask.weight
        return price


def _asks(problem: NrpProblem, staff: Staff) -> Iterator[tuple[Ask, int]]:
    yield from ((ask, -1) for ask in problem.on if ask.person == staff.id)
    yield from ((ask, 1) for ask in problem.off if ask.person == staff.id)


@dataclass(slots=True)
class _Contracts:
    """One model for each kind of contract, copied for each employee."""

    problem: NrpProblem
    known: dict[Staff, Model] = field(default_factory=dict)

    def line(self, staff: Staff, *, seed: int) -> Line:
        """A line for one employee."""
        bare = replace(staff, id="", days_off=frozenset())
        model = self.known.get(bare)
        if model is None:
            model = self.known[bare] = Model(replace(self.problem, staff=(bare,), on=(), off=(), cover=()))
        part, names = model.cp.clone(), [shift.id for shift in self.problem.shifts]
        for day in staff.days_off & set(range(self.problem.days)):
            part.add(part.get_bool_var_from_proto_index(model.on[0, day].index) == 0)
        values = _solved(part, ANY_S, seed)
        if not values:
            sentence = f"SECTION_STAFF: no line was found that keeps the contract of {staff.id}."
            raise RosterError(sentence, field="SECTION_STAFF", subject=staff.id)
        held = {day: names[kind] for (_, day, kind), x in model.work.items() if values[x.index]}
        return tuple(held.get(day, "") for day in range(self.problem.days))


def _solved(part: cp_model.CpModel, seconds: float, seed: int) -> list[int]:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    found = solver.solve(part) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return list(solver.response_proto.solution) if found else []
