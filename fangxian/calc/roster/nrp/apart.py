"""Instances too large for one model: one employee after the other, each at best given those before."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ortools.sat.python import cp_model

from fangxian.calc.roster.nrp.model import Model
from fangxian.calc.roster.nrp.problem import Ask, NrpProblem, Staff
from fangxian.calc.roster.problem import Limits, RosterError
from fangxian.calc.roster.result import Stop

LARGE = 40_000
"""Beyond so many employees × days × shifts no model holds all of them."""

LEAST_S = 0.3
"""Seconds the search for one employee's line has at least."""

ANY_S = 30.0
"""Seconds for any line at all, where the best is not found in its time."""

Line = tuple[str, ...]


def large(problem: NrpProblem) -> bool:
    """Is it too large for one model?"""
    return len(problem.staff) * problem.days * len(problem.shifts) > LARGE


def apart(problem: NrpProblem, *, limits: Limits, stop: Stop | None = None) -> tuple[tuple[str, Line], ...]:
    """A line for everybody that keeps the contract. Raises `RosterError` naming whose contract none keeps."""
    until = time.perf_counter() + limits.seconds
    contracts, found = _Contracts(problem), list[tuple[str, Line]]()
    missing = {(need.day, need.shift): need.people for need in problem.cover}
    for number, staff in enumerate(problem.staff):
        left = until - time.perf_counter()
        share = 0.0 if stop and stop() else left / (len(problem.staff) - number)
        line = contracts.line(staff, _prices(problem, staff, missing), seconds=max(LEAST_S, share), seed=limits.seed)
        found.append((staff.id, line))
        for day, shift in enumerate(line):
            if (day, shift) in missing:
                missing[day, shift] -= 1
    return tuple(found)


def _prices(problem: NrpProblem, staff: Staff, missing: dict[tuple[int, str], int]) -> dict[tuple[int, str], int]:
    """What it costs, or saves, when this employee has a shift."""
    price = {(n.day, n.shift): -n.under if missing[n.day, n.shift] > 0 else n.over for n in problem.cover}
    for ask, sign in _asks(problem, staff):
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

    def line(self, staff: Staff, price: dict[tuple[int, str], int], *, seconds: float, seed: int) -> Line:
        """The best line found for one employee."""
        bare = replace(staff, id="", days_off=frozenset())
        model = self.known.get(bare)
        if model is None:
            model = self.known[bare] = Model(replace(self.problem, staff=(bare,), on=(), off=(), cover=()))
        part, names = model.cp.clone(), [shift.id for shift in self.problem.shifts]
        costs = [price.get((day, names[kind]), 0) * x for (_, day, kind), x in model.work.items()]
        part.minimize(sum(costs))
        for day in staff.days_off & set(range(self.problem.days)):
            part.add(part.get_bool_var_from_proto_index(model.on[0, day].index) == 0)
        values = _solved(part, seconds, seed) or _solved(_plain(part), ANY_S, seed)
        if not values:
            sentence = f"SECTION_STAFF: no line was found that keeps the contract of {staff.id}."
            raise RosterError(sentence, field="SECTION_STAFF", subject=staff.id)
        held = {day: names[kind] for (_, day, kind), x in model.work.items() if values[x.index]}
        return tuple(held.get(day, "") for day in range(self.problem.days))


def _plain(part: cp_model.CpModel) -> cp_model.CpModel:
    """The same without a cost: any line will do."""
    plain = part.clone()
    plain.clear_objective()  # type: ignore[no-untyped-call]
    return plain


def _solved(part: cp_model.CpModel, seconds: float, seed: int) -> list[int]:
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    solver.parameters.num_workers = 1
    found = solver.solve(part) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return list(solver.response_proto.solution) if found else []
