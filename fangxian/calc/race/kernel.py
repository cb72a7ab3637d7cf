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
) -> Floats:  # fmt: skip
    """What it costs at least to end in each state and cell; `step_to` and `cell_to` remember how one came there.

    Ways that cannot end at `limit` or less are left.
    """
    days, states, cells = step_to.shape
    now, then = np.full((states, cells), np.inf), np.full((states, cells), np.inf)
    here, there = np.empty((states, cells), np.int32), np.empty((states, cells), np.int32)
    many, more = np.zeros(states, np.int64), np.zeros(states, np.int64)
    now[start, 0], here[start, 0], many[start] = 0.0, 0, 1
    for day in range(days):
        for step in range(first[day], first[day + 1]):
            source, to, way = before[step], after[step], move[step]
            paid = price[day, kind[step]] + fee[step]
            most = limit - left[day + 1, to]
            if paid == np.inf:
                continue
            for place in range(many[source]):
                cell = here[source, place]
                target = targets[way, cell]
                cost = now[source, cell] + paid
                if target >= 0 and cost < then[to, target] and cost <= most:
                    if then[to, target] == np.inf:
                        there[to, more[to]] = target
                        more[to] += 1
                    then[to, target] = cost
                    step_to[day, to, target] = step
                    cell_to[day, to, target] = cell
        for state in range(states):
            for place in range(many[state]):
                now[state, here[state, place]] = np.inf
            many[state] = 0
        now, then, here, there, many, more = then, now, there, here, more, many
    return now


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def best_ends(ends: Floats, finish: Floats) -> tuple[Floats, Ints]:
    """The least each cell costs with what it costs in the end, and in which state."""
    states, cells = ends.shape
    least, which = ends[0].copy(), np.zeros(cells, np.int32)
    for state in range(1, states):
        for cell in range(cells):
            if ends[state, cell] < least[cell]:
                least[cell] = ends[state, cell]
                which[cell] = state
    return least + finish, which


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
