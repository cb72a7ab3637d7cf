"""Cutting one piece: grids that hang together, about equally heavy, round rather than long, few people changing hands.

Simulated annealing over two moves: an atom goes to a grid it touches, or two grids exchange an atom. Neither ever
breaks a grid apart. Not compared with CP-SAT or HiGHS.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fangxian.calc.grids import kernel
from fangxian.calc.grids.pieces import Piece

# What a change for the worse may cost at the end, in units of `Aim`'s weights.
COLD = 0.004

CHUNK = 100_000
"""Steps between two looks at the clock."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What counts, by weight: loads from `low` to `high`, loads alike, grids round, nobody changing hands.

    Loads are in units of the mean; the weights were tuned on towns of 331 buildings with even and uneven loads.
    """

    mean: float
    low: float
    high: float
    outside: float = 6.0
    even: float = 6.0
    round: float = 0.05
    moved: float = 0.0


class Board:
    """A piece as arrays, the same for every try: n atoms, k grids, whose `workers` may keep their atoms."""

    def __init__(self, piece: Piece, workers: Sequence[str], aim: Aim) -> None:
        self.grids = piece.grids
        self.first = np.cumsum([0, *(mask.bit_count() for mask in piece.beside)])
        self.near = np.array([other for mask in piece.beside for other in bits_of(mask)], np.int64)
        spots = [(1, atom.load, *atom.xy, atom.xy[0] ** 2 + atom.xy[1] ** 2) for atom in piece.atoms]
        self.things = np.array(spots, float)
        own = piece.load / piece.grids / aim.mean
        weights = (aim.outside, aim.even, aim.round, aim.mean, aim.low, aim.high, own, _scale(piece))
        self.aim = np.array(weights, float)
        self.moved = np.array([[_moved(atom.old, who, aim) for who in workers] for atom in piece.atoms])

    def total(self, grid_of: Sequence[int]) -> float:
        """What a cut costs."""
        sums, _, _, _ = self._begun(np.array(grid_of, np.int64))
        hands = self.moved[np.arange(len(grid_of)), list(grid_of)].sum()
        return float(sum(kernel.cost_of(each, self.aim) for each in sums) + hands)

    def annealed(
        self, grid_of: Sequence[int], *, steps: int, hot: float, seed: int, spent: Callable[[], float]
    ) -> list[int]:
        """The best cut found in so many steps, from this one on.

        `spent` is the part of the time that is over, asked now and then: on a busy machine the search cools faster
        rather than being broken off while it is hot.
        """
        now = np.array(grid_of, np.int64)
        sums, sizes, members, where = self._begun(now)
        costs = np.array([kernel.cost_of(each, self.aim) for each in sums])
        best, cost = now.copy(), self.total(grid_of)
        best_cost, dice = cost, np.array([seed * 2 + 1], np.uint64)
        done, heat = 0, hot
        while done < steps and (over := spent()) < 1:
            count = min(CHUNK, steps - done)
            done += count
            until = min(heat, hot * (COLD / hot) ** max(done / steps, over))
            cost, best_cost = kernel.anneal(
                count, np.array([heat, until]), self.aim, self.things, self.moved, self.first, self.near, now, sizes,
                members, where, sums, costs, best, cost, best_cost, dice,
            )  # fmt: skip
            heat = until
        return [int(grid) for grid in best]

    def _begun(self, grid_of: "np.ndarray") -> tuple["np.ndarray", "np.ndarray", "np.ndarray", "np.ndarray"]:
        """Sums and sizes of every grid, its members, and each atom's place among them."""
        sums = np.zeros((self.grids, 5))
        np.add.at(sums, grid_of, self.things)
        sizes = np.zeros(self.grids, np.int64)
        members, where = np.zeros((self.grids, len(grid_of)), np.int32), np.zeros(len(grid_of), np.int64)
        for atom, grid in enumerate(grid_of):
            members[grid, sizes[grid]], where[atom] = atom, sizes[grid]
            sizes[grid] += 1
        return sums, sizes, members, where


def _moved(old: tuple[tuple[str, int], ...], worker: str, aim: Aim) -> float:
    """What it costs that an atom lies in a grid of this worker: those whom somebody else looks after now."""
    return aim.moved * sum(load for who, load in old if who != worker) / aim.mean


def whole(mask: int, beside: tuple[int, ...]) -> bool:
    """Do these atoms, as bits of a whole number, hang together? Nothing does not."""
    if not mask:
        return False
    front = seen = mask & -mask
    while front:
        reached = 0
        for atom in bits_of(front):
            reached |= beside[atom]
        front = reached & mask & ~seen
        seen |= front
    return seen == mask


def bits_of(mask: int) -> Iterator[int]:
    """The atoms of a set, the smallest first."""
    while mask:
        bit = mask & -mask
        mask ^= bit
        yield bit.bit_length() - 1


def _scale(piece: Piece) -> float:
    """The spread an ordinary grid of this piece has, so that roundness weighs the same in a village and a town."""
    links = [(a, b) for a, mask in enumerate(piece.beside) for b in bits_of(mask) if a < b]
    if not links:
        return 1.0
    spots = [atom.xy for atom in piece.atoms]
    square = sum((spots[a][0] - spots[b][0]) ** 2 + (spots[a][1] - spots[b][1]) ** 2 for a, b in links) / len(links)
    members = len(piece.atoms) / piece.grids
    return max(square * members * max(members, 1.0) / 4, 1e-9)
