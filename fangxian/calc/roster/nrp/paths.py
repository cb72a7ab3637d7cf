"""An employee's fortnight as a path: the last shift, the row it stands in, minutes and weekends."""

from collections.abc import Iterator
from functools import reduce
from math import gcd
from typing import NamedTuple

import numpy as np

from fangxian.calc.race import Lines, Step
from fangxian.calc.race.lines import Floats
from fangxian.calc.roster.nrp.model import SATURDAY, SUNDAY, WEEK, Model
from fangxian.calc.roster.nrp.problem import NrpProblem

Terms = tuple[int, int, int]
"""Most and least days in a row, least days off: people with the same terms share their states."""


class State(NamedTuple):
    """At the end of a day: the shift stood (0 none), the length of the row of days on or off, was it long enough."""

    terms: Terms
    shift: int
    row: int
    enough: bool
    saturday: bool = False


def lines(model: Model) -> Lines:
    """The lines of an instance's employees."""
    problem = model.problem
    terms = [(s.most_in_row, s.least_in_row, s.least_off) for s in problem.staff]
    moves = _Moves(problem)
    number = {State(t, 0, 0, True): n for n, t in enumerate(dict.fromkeys(terms))}
    steps = tuple(moves.all(number))
    variable = -np.ones((len(problem.staff), problem.days, len(problem.shifts) + 1), int)
    for (who, day, kind), x in model.work.items():
        variable[who, day, kind + 1] = x.index
    base = np.where(variable >= 0, 0.0, np.inf)
    base[:, :, 0] = 0.0
    _ask(problem, base)
    start = np.array([number[State(t, 0, 0, True)] for t in terms])
    return Lines(
        steps, len(number), start, variable, base, _finish(problem), (False, False), np.arange(len(problem.shifts) + 1)
    )


class _Moves:
    def __init__(self, problem: NrpProblem) -> None:
        self.problem = problem
        self.unit = _unit(problem)
        self.clash = {
            (a, b)
            for a, one in enumerate(problem.shifts, start=1)
            for b, other in enumerate(problem.shifts, start=1)
            if other.id in one.never_next
        }

    def all(self, number: dict[State, int]) -> Iterator[tuple[Step, ...]]:
        """The steps of each day; new states are numbered as they are met."""
        now = set(number)
        for day in range(self.problem.days):
            today = [(state, option, self._after(state, option, day)) for state in sorted(now) for option in
                     range(len(self.problem.shifts) + 1)]  # fmt: skip
            found = [(state, option, after) for state, option, after in today if after is not None]
            yield tuple(
                Step(number[s], o, number.setdefault(a, len(number)), 0.0, self._counts(s, o, day)) for s, o, a in found
            )
            now = {after for _, _, after in found}

    def _after(self, state: State, option: int, day: int) -> State | None:
        most, least, off = state.terms
        if not option:
            if state.shift and not state.enough:
                return None
            row = min(off, state.row + 1) if not state.shift and state.row else 1
            long = row >= off or day == 0 or (not state.shift and state.enough)
            return State(state.terms, 0, off if long else row, long)
        if (not state.shift and not state.enough) or (state.shift, option) in self.clash:
            return None
        row = state.row + 1 if state.shift else 1
        if row > most:
            return None
        enough = row >= least or day == 0 or bool(state.shift and state.enough)
        return State(state.terms, option, row, enough, day % WEEK == SATURDAY)

    def _counts(self, state: State, option: int, day: int) -> tuple[int, int]:
        if not option:
            return 0, 0
        first = day % WEEK == SATURDAY or (day % WEEK == SUNDAY and not state.saturday)
        return self.problem.shifts[option - 1].minutes // self.unit, int(first)


def _unit(problem: NrpProblem) -> int:
    return max(1, reduce(gcd, (shift.minutes for shift in problem.shifts)))


def _ask(problem: NrpProblem, base: Floats) -> None:
    kinds = {shift.id: k for k, shift in enumerate(problem.shifts, start=1)}
    people = {staff.id: n for n, staff in enumerate(problem.staff)}
    for asks, sign in ((problem.on, -1), (problem.off, 1)):
        for ask in asks:
            base[people[ask.person], ask.day, kinds[ask.shift]] += sign * ask.weight


def _finish(problem: NrpProblem) -> Floats:
    """Nothing between least and most minutes and up to the most weekends; anything else is not done."""
    unit = _unit(problem)
    cells = max(s.most_minutes for s in problem.staff) // unit + 2
    weekends = max(s.most_weekends for s in problem.staff) + 2
    finish = np.full((len(problem.staff), cells, weekends), np.inf)
    for number, staff in enumerate(problem.staff):
        least, most = -(-staff.least_minutes // unit), staff.most_minutes // unit
        finish[number, least : most + 1, : staff.most_weekends + 1] = 0.0
    return finish
