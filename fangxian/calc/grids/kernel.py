"""The steps of the search, compiled: an atom goes to a grid it touches, or two grids exchange an atom.

All arrays of one `Board` (`search.py`) are passed as they are; what changes in place is `grid_of`, `members`, `where`,
`sums` and `costs`.
"""

import math
from typing import Any

import numpy as np
from numba import njit

ATOMS, LOAD, X, Y, SQUARES = range(5)
OUTSIDE, EVEN, ROUND, MEAN, LOW, HIGH, OWN, SCALE = range(8)

Array = Any  # numpy arrays; numba's decorator hides their types from the checker all the same


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def draw(seed: Array, below: int) -> int:
    """A number from 0 to below it: xorshift64*, so that a seed means the same on every machine."""
    state = seed[0]
    state ^= state >> np.uint64(12)
    state ^= state << np.uint64(25)
    state ^= state >> np.uint64(27)
    seed[0] = state
    return np.int64(((state * np.uint64(2685821657736338717)) >> np.uint64(33)) % np.uint64(below))  # type: ignore[return-value]


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def cost_of(sums: Array, aim: Array) -> float:
    """What a grid with these sums costs, people changing hands aside."""
    load = sums[LOAD] / aim[MEAN]
    outside = max(0.0, load - aim[HIGH]) + max(0.0, aim[LOW] - load)
    spread = 0.0
    if sums[ATOMS] > 0:
        spread = sums[SQUARES] - (sums[X] * sums[X] + sums[Y] * sums[Y]) / sums[ATOMS]
    return float(aim[OUTSIDE] * outside + aim[EVEN] * (load - aim[OWN]) ** 2 + aim[ROUND] * spread / aim[SCALE])


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def whole(grid: int, out: int, into: int, sizes: Array, members: Array, grid_of: Array, first: Array, near: Array,
          seen: Array, stack: Array, stamp: int) -> bool:  # fmt: skip
    """Does a grid hang together without the atom `out` and with the atom `into` (−1: none)? Nothing does not."""
    wanted = sizes[grid] - 1 + (into >= 0)
    if wanted == 0:
        return False
    start = into
    if start < 0:
        start = members[grid, 0] if members[grid, 0] != out else members[grid, 1]
    stack[0], seen[start] = start, stamp
    height, reached = 1, 1
    while height:
        height -= 1
        at = stack[height]
        for link in range(first[at], first[at + 1]):
            other = near[link]
            if seen[other] != stamp and other != out and (grid_of[other] == grid or other == into):
                seen[other] = stamp
                stack[height] = other
                height += 1
                reached += 1
    return bool(reached == wanted)


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def place(atom: int, grid: int, sizes: Array, members: Array, where: Array, grid_of: Array) -> None:
    """Put an atom among a grid's, and out of the one it was in."""
    here, at = grid_of[atom], where[atom]
    sizes[here] -= 1
    last = members[here, sizes[here]]
    members[here, at], where[last] = last, at
    members[grid, sizes[grid]], where[atom] = atom, sizes[grid]
    sizes[grid] += 1
    grid_of[atom] = grid


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def step(atom: int, grid: int, heat: float, aim: Array, things: Array, moved: Array, first: Array, near: Array,
         grid_of: Array, sizes: Array, members: Array, where: Array, sums: Array, costs: Array, seen: Array,
         stack: Array, stamp: int, seed: Array) -> float:  # fmt: skip
    """An atom goes to a grid, in half of the cases for one of its atoms; answers what that cost, 0 where it stayed."""
    here, other, change = grid_of[atom], -1, moved[atom, grid] - moved[atom, grid_of[atom]]
    now, then = sums[here] - things[atom], sums[grid] + things[atom]
    if draw(seed, 2):
        other = members[grid, draw(seed, sizes[grid])]
        now, then = now + things[other], then - things[other]
        change += moved[other, here] - moved[other, grid]
    cost_now, cost_then = cost_of(now, aim), cost_of(then, aim)
    change += cost_now + cost_then - costs[here] - costs[grid]
    if change > 0 and draw(seed, 1 << 30) >= math.exp(-change / heat) * (1 << 30):
        return 0.0
    if not whole(here, atom, other, sizes, members, grid_of, first, near, seen, stack, stamp):
        return 0.0
    if other >= 0:
        if not whole(grid, other, atom, sizes, members, grid_of, first, near, seen, stack, stamp + 1):
            return 0.0
        place(other, here, sizes, members, where, grid_of)
    place(atom, grid, sizes, members, where, grid_of)
    sums[here], sums[grid], costs[here], costs[grid] = now, then, cost_now, cost_then
    return float(change)


@njit(nogil=True, cache=True)  # type: ignore[untyped-decorator, unused-ignore]
def anneal(steps: int, heats: Array, aim: Array, things: Array, moved: Array, first: Array, near: Array,
           grid_of: Array, sizes: Array, members: Array, where: Array, sums: Array, costs: Array, best: Array,
           cost: float, best_cost: float, seed: Array) -> tuple[float, float]:  # fmt: skip
    """So many steps from the first heat to the last; answers what the cut costs now, and what the best one did.

    `things[a]` is 1, load, x, y and x² + y² of an atom; `moved[a, g]` what it costs that it lies in a grid.
    """
    atoms = len(grid_of)
    seen, stack = np.zeros(atoms, np.int64), np.empty(atoms + 1, np.int64)
    ratio, heat = (heats[1] / heats[0]) ** (1.0 / steps), heats[0]
    for number in range(steps):
        heat *= ratio
        atom = draw(seed, atoms)
        links = first[atom + 1] - first[atom]
        if links == 0:
            continue
        grid = grid_of[near[first[atom] + draw(seed, links)]]
        if grid != grid_of[atom]:
            cost += step(atom, grid, heat, aim, things, moved, first, near, grid_of, sizes, members, where, sums,
                         costs, seen, stack, 2 * number + 1, seed)  # fmt: skip
            if cost < best_cost - 1e-9:
                best_cost = cost
                best[:] = grid_of
    return cost, best_cost
