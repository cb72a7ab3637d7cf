"""The inner loop of pricing: one person's cheapest path through (day, state, counts), compiled, without the GIL.

Arrays only: steps of all days in one row (`first` says where each day begins), counts as numbered cells, and
`targets[move, cell]` the cell a move leads to, or -1 where it is not done.
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
def forward(
    first: Ints, before: Ints, kind: Ints, after: Ints, fee: Floats, move: Ints, targets: Ints,
    price: Floats, start: int, step_to: Ints, cell_to: Ints,
) -> Floats:  # fmt: skip
    """What it costs at least to end in each state and cell; `step_to` and `cell_to` remember how one came there."""
    days, states, cells = step_to.shape
    now = np.full((states, cells), np.inf)
    now[start, 0] = 0.0
    low, high = np.full(states, cells, np.int32), np.full(states, -1, np.int32)
    low[start], high[start] = 0, 0
    for day in range(days):
        then = np.full((states, cells), np.inf)
        least, most = np.full(states, cells, np.int32), np.full(states, -1, np.int32)
        for step in range(first[day], first[day + 1]):
            paid = price[day, kind[step]] + fee[step]
            source, to, way = before[step], after[step], move[step]
            if paid == np.inf:
                continue
            for cell in range(low[source], high[source] + 1):
                target = targets[way, cell]
                cost = now[source, cell] + paid
                if target >= 0 and cost < then[to, target]:
                    then[to, target] = cost
                    step_to[day, to, target] = step
                    cell_to[day, to, target] = cell
                    least[to] = min(least[to], target)
                    most[to] = max(most[to], target)
        now, low, high = then, least, most
    return now


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
