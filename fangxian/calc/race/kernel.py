"""The inner loop of pricing: one person's cheapest path through (day, state, counts), compiled, without the GIL.

Arrays only: steps of all days in one row (`first` says where each day begins), counts as numbered cells, and
`targets[move, cell]` the cell a move leads to, or -1 where it is not done. Only cells somebody can still come from
at a price worth having are ever looked at.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def cheapest_option(price: Floats, kind_of: Ints, kinds: int) -> tuple[Floats, Ints]:
    """For every day and kind the least price among its options, and which option has it."""
    days, options = price.shape
    least = np.full((days, kinds), np.inf)
    which = np.zeros((days, kinds), np.int32)
    for day in range(days):
        for option in range(options):
            kind = kind_of[option]
            if price[day, option] < least[day, kind]:
                least[day, kind] = price[day, option]
                which[day, kind] = option
    return least, which


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def to_go(first: Ints, before: Ints, kind: Ints, after: Ints, fee: Floats, price: Floats, ends: Floats) -> Floats:
    """The least it costs from each day and state on, when `ends` is the least each state costs in the end."""
    days = len(first) - 1
    left = np.full((days + 1, len(ends)), np.inf)
    left[days] = ends
    for day in range(days - 1, -1, -1):
        for step in range(first[day], first[day + 1]):
            cost = price[day, kind[step]] + fee[step] + left[day + 1, after[step]]
            left[day, before[step]] = min(left[day, before[step]], cost)
    return left


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def forward(
    first: Ints, before: Ints, kind: Ints, after: Ints, fee: Floats, move: Ints, targets: Ints,
    price: Floats, left: Floats, start: int, limit: float, step_to: Ints, cell_to: Ints,
    costs: Floats, places: Ints, many: Ints,
) -> int:  # fmt: skip
    """Every way day by day; `step_to` and `cell_to` remember how one came to each state and cell.

    `costs[turn, state, cell]`, endless everywhere before and after, are what it costs at least; `places[turn, state]`
    are the `many[turn, state]` cells that can be reached at all. Both hold one day and the next by turns; the turn
    of the last is returned. Ways that cannot end at `limit` or less are left.
    """
    days, states, _ = step_to.shape
    turn = 0
    many[:] = 0
    costs[turn, start, 0], places[turn, start, 0], many[turn, start] = 0.0, 0, 1
    for day in range(days):
        then = 1 - turn
        for step in range(first[day], first[day + 1]):
            source, to, way = before[step], after[step], move[step]
            paid = price[day, kind[step]] + fee[step]
            most = limit - left[day + 1, to]
            if paid == np.inf:
                continue
            for place in range(many[turn, source]):
                cell = places[turn, source, place]
                target = targets[way, cell]
                cost = costs[turn, source, cell] + paid
                if target >= 0 and cost < costs[then, to, target] and cost <= most:
                    if costs[then, to, target] == np.inf:
                        places[then, to, many[then, to]] = target
                        many[then, to] += 1
                    costs[then, to, target] = cost
                    step_to[day, to, target] = step
                    cell_to[day, to, target] = cell
        for state in range(states):
            for place in range(many[turn, state]):
                costs[turn, state, places[turn, state, place]] = np.inf
            many[turn, state] = 0
        turn = then
    return turn


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def best_ends(
    costs: Floats, places: Ints, many: Ints, finish: Floats, least: Floats, best: Ints
) -> tuple[Floats, Ints, Ints]:
    """What each cell costs at least with what it costs in the end, in which state, and which cell it is.

    `costs` of the last turn are made endless again; `least`, endless for every cell before and after, and `best` are
    room to work in.
    """
    total = 0
    for state in range(len(many)):
        for place in range(many[state]):
            cell = places[state, place]
            cost = costs[state, cell] + finish[cell]
            costs[state, cell] = np.inf
            if cost < least[cell]:
                total += least[cell] == np.inf
                least[cell] = cost
                best[cell] = state
    found, states, cells = np.empty(total), np.empty(total, np.int32), np.empty(total, np.int32)
    number = 0
    for state in range(len(many)):
        for place in range(many[state]):
            cell = places[state, place]
            if least[cell] < np.inf:
                found[number], states[number], cells[number] = least[cell], best[cell], cell
                least[cell] = np.inf
                number += 1
    return found, states, cells


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def backward(before: Ints, kind: Ints, step_to: Ints, cell_to: Ints, state: int, cell: int) -> Ints:
    """The kinds of the path that led to a state and cell."""
    days = step_to.shape[0]
    path = np.zeros(days, np.int32)
    for day in range(days - 1, -1, -1):
        step = step_to[day, state, cell]
        path[day] = kind[step]
        state, cell = before[step], cell_to[day, state, cell]
    return path
