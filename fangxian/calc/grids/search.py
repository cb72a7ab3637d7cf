"""Cutting one piece: grids that hang together, about equally heavy, round rather than long, few people changing hands.

Simulated annealing over two moves: an atom goes to a grid it touches, or two grids exchange an atom. Neither ever
breaks a grid apart. Grids are sets of atoms as bits of a whole number, which makes "does it still hang together" a
few machine words. Not compared with CP-SAT or HiGHS.
"""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fangxian.calc.grids.pieces import Piece

# What a change for the worse may cost at the end, in units of `Aim`'s weights.
COLD = 0.004


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


@dataclass(slots=True)
class Sums:
    """What the cost of a grid is made of: atoms, people, and the sums of their positions and squares."""

    atoms: int = 0
    load: int = 0
    x: float = 0.0
    y: float = 0.0
    squares: float = 0.0


class State:
    """A cut of a piece: `grid_of[atom]`, and for each grid its atoms as bits and its sums."""

    def __init__(self, piece: Piece, grid_of: list[int], workers: list[str], aim: Aim) -> None:
        self.piece, self.grid_of, self.workers, self.aim = piece, grid_of, workers, aim
        self.masks = [0] * piece.grids
        self.sums = [Sums() for _ in range(piece.grids)]
        self.scale, self.own = _scale(piece), piece.load / piece.grids / aim.mean
        for atom, grid in enumerate(grid_of):
            self.masks[grid] |= 1 << atom
            self._add(self.sums[grid], atom, 1)
        self.costs = [self.cost_of(sums) for sums in self.sums]

    def cost_of(self, sums: Sums) -> float:
        """What a grid with these sums costs, people changing hands aside."""
        aim, load = self.aim, sums.load / self.aim.mean
        outside = max(0.0, load - self.aim.high) + max(0.0, self.aim.low - load)
        spread = sums.squares - (sums.x**2 + sums.y**2) / sums.atoms if sums.atoms else 0.0
        return aim.outside * outside + aim.even * (load - self.own) ** 2 + aim.round * spread / self.scale

    def moved(self, atom: int, grid: int) -> float:
        """What it costs that an atom lies in a grid of somebody else."""
        if not self.aim.moved or not self.piece.atoms[atom].old:
            return 0.0
        held = sum(load for who, load in self.piece.atoms[atom].old if who == self.workers[grid])
        return self.aim.moved * (sum(load for _, load in self.piece.atoms[atom].old) - held) / self.aim.mean

    def total(self) -> float:
        """What the whole cut costs."""
        return sum(self.costs) + sum(self.moved(atom, grid) for atom, grid in enumerate(self.grid_of))

    def shift(self, changes: tuple[tuple[int, int], ...]) -> "Change":
        """What changes if these atoms go to these grids."""
        touched: dict[int, Sums] = {}
        moved = 0.0
        for atom, grid in changes:
            here = self.grid_of[atom]
            for which, sign in ((here, -1), (grid, 1)):
                if which not in touched:
                    old = self.sums[which]
                    touched[which] = Sums(old.atoms, old.load, old.x, old.y, old.squares)
                self._add(touched[which], atom, sign)
            moved += self.moved(atom, grid) - self.moved(atom, here)
        costs = {which: self.cost_of(sums) for which, sums in touched.items()}
        return Change(changes, touched, costs, moved + sum(costs[which] - self.costs[which] for which in costs))

    def take(self, change: "Change") -> None:
        """Carry a change out."""
        for atom, grid in change.atoms:
            self.masks[self.grid_of[atom]] &= ~(1 << atom)
            self.masks[grid] |= 1 << atom
            self.grid_of[atom] = grid
        for which, sums in change.sums.items():
            self.sums[which], self.costs[which] = sums, change.costs[which]

    def _add(self, sums: Sums, atom: int, sign: int) -> None:
        x, y = self.piece.atoms[atom].xy
        sums.atoms += sign
        sums.load += sign * self.piece.atoms[atom].load
        sums.x += sign * x
        sums.y += sign * y
        sums.squares += sign * (x * x + y * y)


@dataclass(slots=True)
class Change:
    """Atoms on their way to other grids, and what that would cost."""

    atoms: tuple[tuple[int, int], ...]
    sums: dict[int, Sums]
    costs: dict[int, float]
    cost: float


def whole(mask: int, beside: tuple[int, ...]) -> bool:
    """Do these atoms hang together? Nothing does not."""
    if not mask:
        return False
    front = seen = mask & -mask
    while front:
        reached = 0
        while front:
            bit = front & -front
            front ^= bit
            reached |= beside[bit.bit_length() - 1]
        front = reached & mask & ~seen
        seen |= front
    return seen == mask


def anneal(state: State, *, steps: int, hot: float, draw: random.Random, spent: Callable[[], float]) -> list[int]:
    """The best cut found in so many steps, from this one on.

    `spent` is the part of the time that is over, asked now and then: on a busy machine the search cools faster rather
    than being broken off while it is hot.
    """
    heat = hot
    best, best_cost, cost = list(state.grid_of), state.total(), state.total()
    for step in range(steps):
        if step % 256 == 0:
            over = spent()
            if over >= 1:
                break
            heat = hot * (COLD / hot) ** max(step / steps, over)
        change = proposed(state, draw)
        if change is None:
            continue
        if change.cost <= 0 or draw.random() < math.exp(-change.cost / heat):
            state.take(change)
            cost += change.cost
            if cost < best_cost - 1e-9:
                best, best_cost = list(state.grid_of), cost
    return best


def proposed(state: State, draw: random.Random) -> Change | None:
    """One change that leaves every grid whole, or nothing this time."""
    atom = draw.randrange(len(state.grid_of))
    here = state.grid_of[atom]
    outside = state.piece.beside[atom] & ~state.masks[here]
    if not outside:
        return None
    grid = state.grid_of[_some(outside, draw)]
    if draw.random() < 0.5:
        if whole(state.masks[here] & ~(1 << atom), state.piece.beside):
            return state.shift(((atom, grid),))
        return None
    other = _some(state.masks[grid], draw)
    bits = (1 << atom) | (1 << other)
    if whole(state.masks[here] ^ bits, state.piece.beside) and whole(state.masks[grid] ^ bits, state.piece.beside):
        return state.shift(((atom, grid), (other, here)))
    return None


def _some(mask: int, draw: random.Random) -> int:
    chosen = draw.randrange(mask.bit_count())
    for _ in range(chosen):
        mask &= mask - 1
    return (mask & -mask).bit_length() - 1


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
