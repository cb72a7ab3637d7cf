"""The cut itself: neighbours, pieces, then each piece on its own; by effort, with a limit on time."""

import math
import random
import time
from collections.abc import Callable, Sequence

from fangxian.calc.grids.neighbours import links
from fangxian.calc.grids.pieces import Piece, bound_of, pieces_of, remarks_of
from fangxian.calc.grids.problem import Problem
from fangxian.calc.grids.result import Cut, Grid
from fangxian.calc.grids.search import Aim, Board, bits_of
from fangxian.calc.grids.starts import along, grown, kept, row_of, workers_of

STEPS_PER_ATOM = 6_000
TRIES = 9
# The part of the time left that one try may take.
FIRST = 0.7
# A try begins anew and hot; the two after it go on from the best cut, cooler.
HOT, WARM = 0.3, 0.075
# Aiming at a narrower band than asked for leaves fewer grids just outside it.
NARROWER, INSIDE = 0.7, 0.97
# With an old cut, people changing hands weigh more than roundness and evenness inside the tolerance, and less than
# a grid outside it.
OLD = {"outside": 300.0, "even": 0.05, "round": 0.003, "moved": 1.0}


def cut(problem: Problem, *, seconds: float = 10.0, seed: int = 1) -> Cut:
    """The grids. Raises `GridError` when the buildings cannot be cut as asked.

    The same problem and seed give the same cut unless the time runs out first.
    """
    began = time.monotonic()
    found = links(problem)
    pieces = pieces_of(problem, found)
    draw = random.Random(seed)
    grids: list[Grid] = []
    for number, piece in enumerate(pieces):
        grids += _grids(problem, piece, draw, Clock(began + seconds * (number + 1) / len(pieces)))
    bound = max(bound_of(piece) for piece in pieces)
    remarks = tuple(remarks_of(problem, pieces))
    names = [building.id for building in problem.buildings]
    return Cut(
        grids=tuple(sorted(grids, key=lambda grid: names.index(grid.buildings[0]))), mean=problem.mean, bound=bound,
        moved=_moved(problem, grids), ended=_ended(problem, grids, bound), remarks=remarks,
        neighbours=tuple(sorted((names[a], names[b]) for a, b in found)), seconds=time.monotonic() - began,
    )  # fmt: skip


class Clock:
    """The time a piece has. Its first try may take most of it; the others share what is left."""

    def __init__(self, until: float) -> None:
        self.until = until

    @property
    def over(self) -> bool:
        """Is there no time left?"""
        return time.monotonic() >= self.until

    def part(self, share: float) -> Callable[[], float]:
        """How much of a share of the time left is over, from 0 to 1."""
        began, length = time.monotonic(), max(1e-9, (self.until - time.monotonic()) * share)
        return lambda: (time.monotonic() - began) / length


def _grids(problem: Problem, piece: Piece, draw: random.Random, clock: Clock) -> list[Grid]:
    workers = workers_of(piece)
    masks: dict[int, int] = {}
    for atom, grid in enumerate(_best(problem, piece, workers, draw, clock)):
        masks[grid] = masks.get(grid, 0) | 1 << atom
    found = []
    for grid, mask in masks.items():
        atoms = [piece.atoms[atom] for atom in bits_of(mask)]
        places = sorted(place for atom in atoms for place in atom.places)
        names = tuple(problem.buildings[place].id for place in places)
        found.append(Grid(workers[grid], names, sum(atom.load for atom in atoms)))
    return found


def _best(problem: Problem, piece: Piece, workers: Sequence[str], draw: random.Random, clock: Clock) -> list[int]:
    """The cheapest cut of a few tries; the first within the tolerance is enough."""
    row = row_of(piece)
    if piece.grids == 1:
        return [0] * len(piece.atoms)
    if row is not None:
        within = problem.mean * (1 + problem.tolerance) if problem.old else 0.0
        return along(piece, row, workers, within=within)
    board = Board(piece, workers, _aim(problem))
    best: list[int] = []
    best_cost = math.inf
    for attempt in range(TRIES):
        anew = attempt % 3 == 0
        start = grown(piece, kept(piece, list(workers)), draw) if anew else best
        steps, hot = STEPS_PER_ATOM * len(piece.atoms), _heat(problem, anew=anew)
        found = board.annealed(start, steps=steps, hot=hot, seed=draw.getrandbits(62), spent=clock.part(FIRST))
        if (cost := board.total(found)) < best_cost:
            best, best_cost = found, cost
        if clock.over or _enough(problem, best, piece, attempt):
            break
    return best


def _aim(problem: Problem) -> Aim:
    if problem.old:
        return Aim(problem.mean, 1 - problem.tolerance * INSIDE, 1 + problem.tolerance * INSIDE, **OLD)
    return Aim(problem.mean, 1 - problem.tolerance * NARROWER, 1 + problem.tolerance * NARROWER)


def _heat(problem: Problem, *, anew: bool) -> float:
    """An old cut is mended, not melted."""
    return WARM if problem.old or not anew else HOT


def _enough(problem: Problem, grid_of: Sequence[int], piece: Piece, attempt: int) -> bool:
    """Is this even, or as even as any cut can be? An old cut gets three tries to move fewer people."""
    loads = [0] * piece.grids
    for atom, grid in enumerate(grid_of):
        loads[grid] += piece.atoms[atom].load
    even = _within(problem, [load / problem.mean for load in loads])
    return (even or max(loads) == bound_of(piece)) and (attempt >= 2 or not problem.old)


def _within(problem: Problem, loads: Sequence[float]) -> bool:
    """Are all these loads, in units of the mean, inside the tolerance?"""
    return 1 - problem.tolerance <= min(loads) and max(loads) <= 1 + problem.tolerance


def _moved(problem: Problem, grids: Sequence[Grid]) -> int:
    """The people whose worker changes."""
    load = {building.id: building.load for building in problem.buildings}
    return sum(
        load[one] for grid in grids for one in grid.buildings if problem.old.get(one, grid.worker) != grid.worker
    )


def _ended(problem: Problem, grids: Sequence[Grid], bound: int) -> str:
    if _within(problem, [grid.load / problem.mean for grid in grids]):
        return "even"
    return "proven" if max(grid.load for grid in grids) == bound else "effort"
