"""One employee's line of a year as a cheapest walk through days, where no integer model is quick enough.

Rows of days, days off and forbidden sequences are in the states. Minutes and weekends are not: a price for each is
raised or lowered until the walk keeps them (Lagrange), which is quick, and exact in what it accepts.
"""

import random
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from fangxian.calc.roster.nrp.model import SATURDAY, SUNDAY, WEEK
from fangxian.calc.roster.nrp.problem import NrpProblem, Staff

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]

TRIES = 32
"""Prices of a minute tried for each price of a weekend, by halving."""

WEEKENDS = (0.0, 30.0, 100.0, 300.0, 1000.0, 10_000.0)
"""Prices of a weekend tried, the lowest that keeps the contract is taken."""

STIR = 0.01
"""Equal days are told apart by this much, so that the price of a minute moves few of them at a time."""

MOST = 1000.0
"""No minute is dearer: a shift of ten hours outweighs any cover."""


class Moves(NamedTuple):
    """From a state by an option (0 is a day off) to a state; `on[state]` is whether that day was worked."""

    before: Ints
    option: Ints
    after: Ints
    on: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract says, as arrays: the moves, minutes by option, and which options it has at all."""

    moves: Moves
    minutes: Floats
    allowed: NDArray[np.bool_]


def terms(problem: NrpProblem, staff: Staff) -> Terms:
    """The states of a contract: begun days off long enough, rows of days on, rows of days off."""
    names = [shift.id for shift in problem.shifts]
    number = {("off", 0): 0}
    rows = list[tuple[int, int, int]]()
    waiting = [("off", 0)]
    while waiting:
        state = waiting.pop()
        for option in range(len(names) + 1):
            after = _after(problem, staff, state, option)
            if after is None:
                continue
            if after not in number:
                number[after] = len(number)
                waiting.append(after)
            rows.append((number[state], option, number[after]))
    before, options, ends = (np.array(column, np.int32) for column in zip(*rows, strict=True))
    on = np.array([kind != "off" for kind, _ in number])
    most = dict(staff.most_of)
    return Terms(
        Moves(before, options, ends, on),
        np.array([0.0, *(float(shift.minutes) for shift in problem.shifts)]),
        np.array([True, *(most.get(name, 1) > 0 for name in names)]),
    )


def _after(problem: NrpProblem, staff: Staff, state: tuple[str, int], option: int) -> tuple[str, int] | None:
    """The state after a day; ("off", 0) are days off enough, ("off", n) the n-th of too few, (shift, n) the n-th on."""
    kind, row = state
    if not option:
        if kind != "off":
            return None if row < staff.least_in_row else ("off", 1 if staff.least_off > 1 else 0)
        return ("off", 0 if not row or row + 1 >= staff.least_off else row + 1)
    shift = problem.shifts[option - 1]
    if kind == "off":
        return None if row else (shift.id, 1)
    last = next(each for each in problem.shifts if each.id == kind)
    if shift.id in last.never_next or row >= staff.most_in_row:
        return None
    return shift.id, row + 1


def walked(problem: NrpProblem, staff: Staff, known: Terms, price: Floats, *, seed: int) -> tuple[int, ...] | None:
    """An option for every day at little cost, within the contract; None when no pair of prices finds one.

    `price[day, option]` is what an option costs; infinite where it is not done.
    """
    chance = random.Random(f"{seed} {staff.id}")
    stirred = price + np.array([[chance.random() for _ in row] for row in price]) * STIR
    stirred[:, ~known.allowed] = np.inf
    stirred[sorted(staff.days_off & set(range(problem.days))), 1:] = np.inf
    for weekend in WEEKENDS:
        low, high = -MOST, MOST
        for _ in range(TRIES):
            minute = (low + high) / 2
            line = _cheapest(stirred - minute * known.minutes, weekend, *known.moves)
            load = float(known.minutes[line].sum())
            if load < staff.least_minutes:
                low = minute
            elif load > staff.most_minutes:
                high = minute
            else:
                if _kept(problem, staff, line):
                    return tuple(int(option) for option in line)
                break
    return None


def _kept(problem: NrpProblem, staff: Staff, line: Ints) -> bool:
    """Does a line keep the most weekends and the most of each shift?"""
    worked = {day // WEEK for day, option in enumerate(line) if option and day % WEEK in (SATURDAY, SUNDAY)}
    most = dict(staff.most_of)
    held = np.bincount(line, minlength=len(problem.shifts) + 1)
    kinds = ((shift.id, held[n]) for n, shift in enumerate(problem.shifts, start=1))
    return len(worked) <= staff.most_weekends and all(n <= most.get(name, n) for name, n in kinds)


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def _cheapest(price: Floats, weekend: float, before: Ints, option: Ints, after: Ints, on: NDArray[np.bool_]) -> Ints:
    """The cheapest walk from days off long enough; a weekend costs once, on its first day worked."""
    days, states = price.shape[0], len(on)
    now = np.full(states, np.inf)
    now[0] = 0.0
    came = np.zeros((days, states), np.int32)
    for day in range(days):
        then = np.full(states, np.inf)
        for step in range(len(before)):
            cost = now[before[step]] + price[day, option[step]]
            fresh = day % WEEK == SATURDAY or (day % WEEK == SUNDAY and not on[before[step]])
            if option[step] and fresh:
                cost += weekend
            if cost < then[after[step]]:
                then[after[step]] = cost
                came[day, after[step]] = step
        now = then
    state = np.argmin(now)
    line = np.zeros(days, np.int32)
    for day in range(days - 1, -1, -1):
        line[day] = option[came[day, state]]
        state = before[came[day, state]]
    return line
