"""A first cut of a piece: grown from seeds, from the old cut, or along a row of buildings, where it is the best one."""

import random
from collections.abc import Sequence
from itertools import pairwise

from fangxian.calc.grids.pieces import Piece
from fangxian.calc.grids.search import bits_of, whole

NOBODY = -1


def grown(piece: Piece, grid_of: list[int], draw: random.Random) -> list[int]:
    """Every atom in a grid: seeds for empty grids, then the lightest grid that can takes a neighbour."""
    grid_of = list(grid_of)
    masks, loads = [0] * piece.grids, [0] * piece.grids
    for atom, grid in enumerate(grid_of):
        if grid != NOBODY:
            masks[grid] |= 1 << atom
            loads[grid] += piece.atoms[atom].load
    for grid in (grid for grid in range(piece.grids) if not masks[grid]):
        atom = _seed(piece, grid_of, masks, draw)
        if grid_of[atom] != NOBODY:
            masks[grid_of[atom]] &= ~(1 << atom)
            loads[grid_of[atom]] -= piece.atoms[atom].load
        grid_of[atom], masks[grid], loads[grid] = grid, 1 << atom, piece.atoms[atom].load
    _fill(piece, grid_of, masks, loads)
    return grid_of


def kept(piece: Piece, workers: list[str]) -> list[int]:
    """The old cut as far as it holds: of each worker's atoms the heaviest part that hangs together."""
    grid_of = [NOBODY] * len(piece.atoms)
    for grid, worker in enumerate(workers):
        mine = sum(1 << atom for atom, one in enumerate(piece.atoms) if worker and _mostly(one.old) == worker)
        for atom in bits_of(_heaviest_part(piece, mine)):
            grid_of[atom] = grid
    return grid_of


def workers_of(piece: Piece) -> list[str]:
    """A worker for each grid: those who look after most people here keep theirs; grids without one are new."""
    held: dict[str, int] = {}
    for atom in piece.atoms:
        for who, load in atom.old:
            held[who] = held.get(who, 0) + load
    most = sorted(held, key=lambda who: (-held[who], who))[: piece.grids]
    return [*most, *[""] * (piece.grids - len(most))]


def row_of(piece: Piece) -> list[int] | None:
    """The atoms one after another if they stand in a single row; None if they do not."""
    degrees = [mask.bit_count() for mask in piece.beside]
    if len(degrees) == 1:
        return [0]
    if max(degrees) > 2 or degrees.count(1) != 2:
        return None
    row, before = [degrees.index(1)], 0
    while len(row) < len(degrees):
        here = piece.beside[row[-1]] & ~before
        before = 1 << row[-1]
        row.append((here & -here).bit_length() - 1)
    return row


def along(piece: Piece, row: list[int], workers: Sequence[str], *, within: float) -> list[int]:
    """The cut of a row, exact, by dynamic programming over where each grid ends.

    No grid holds more than `within` people, or than the lightest possible heaviest one where that is more. Among those
    the fewest people change hands, if workers keep their order along the row; and then the most even.
    """
    ends = [0]
    for atom in row:
        ends.append(ends[-1] + piece.atoms[atom].load)
    limit, mean = max(within, _lightest_heaviest(ends, piece.grids)), ends[-1] / piece.grids
    order = _along_order(piece, row, workers)
    best: list[dict[int, tuple[float, float, int]]] = [{0: (0.0, 0.0, 0)}]
    for grid in order:
        lost = [0]
        for atom in row:
            lost.append(lost[-1] + sum(load for who, load in piece.atoms[atom].old if who != workers[grid]))
        found: dict[int, tuple[float, float, int]] = {}
        for start, (moved, uneven, _) in best[-1].items():
            for end in range(start + 1, len(ends)):
                load = ends[end] - ends[start]
                if load > limit:
                    break
                value = (moved + lost[end] - lost[start], uneven + (load - mean) ** 2, start)
                if end not in found or value < found[end]:
                    found[end] = value
        best.append(found)
    grid_of, end = [0] * len(piece.atoms), len(row)
    for number in range(piece.grids, 0, -1):
        start = best[number][end][2]
        for at in range(start, end):
            grid_of[row[at]] = order[number - 1]
        end = start
    return grid_of


def _along_order(piece: Piece, row: list[int], workers: Sequence[str]) -> list[int]:
    """The grids in the order in which their workers stand along the row now; new ones at its end."""
    spots = dict[str, list[tuple[int, int]]]()
    for at, atom in enumerate(row):
        for who, load in piece.atoms[atom].old:
            spots.setdefault(who, []).append((at, load))
    middles = {who: sum(at * load for at, load in all) / max(1, sum(load for _, load in all))
               for who, all in spots.items()}  # fmt: skip
    return sorted(range(len(workers)), key=lambda grid: middles.get(workers[grid], float(len(row))))


def _lightest_heaviest(ends: list[int], grids: int) -> int:
    """The smallest limit under which a row can be cut into exactly so many grids, none empty."""
    heaviest = max(b - a for a, b in pairwise(ends))
    low, high = max(heaviest, -(-ends[-1] // grids)), ends[-1]
    while low < high:
        limit = (low + high) // 2
        low, high = (low, limit) if _needed(ends, limit) <= grids else (limit + 1, high)
    return low


def _needed(ends: list[int], limit: int) -> int:
    count, start = 1, 0
    for at in range(1, len(ends)):
        if ends[at] - start > limit:
            count, start = count + 1, ends[at - 1]
    return count


def _seed(piece: Piece, grid_of: list[int], masks: list[int], draw: random.Random) -> int:
    """Where a new grid begins: in free ground far from the others, else at the rim of the one with most atoms."""
    free = [atom for atom, grid in enumerate(grid_of) if grid == NOBODY]
    if not free:
        largest = max(range(len(masks)), key=lambda grid: masks[grid].bit_count())
        return next(a for a in bits_of(masks[largest]) if whole(masks[largest] & ~(1 << a), piece.beside))
    taken = [piece.atoms[atom].xy for atom, grid in enumerate(grid_of) if grid != NOBODY]
    if not taken:
        return draw.choice(free)
    spots = {atom: piece.atoms[atom].xy for atom in free}
    return max(free, key=lambda a: min((spots[a][0] - x) ** 2 + (spots[a][1] - y) ** 2 for x, y in taken))


def _fill(piece: Piece, grid_of: list[int], masks: list[int], loads: list[int]) -> None:
    free = sum(1 << atom for atom, grid in enumerate(grid_of) if grid == NOBODY)
    while free:
        for grid in sorted(range(piece.grids), key=lambda grid: loads[grid]):
            rim = _rim(piece, masks[grid]) & free
            if rim:
                atom = (rim & -rim).bit_length() - 1
                grid_of[atom] = grid
                masks[grid] |= 1 << atom
                loads[grid] += piece.atoms[atom].load
                free ^= 1 << atom
                break


def _rim(piece: Piece, mask: int) -> int:
    around = 0
    for atom in bits_of(mask):
        around |= piece.beside[atom]
    return around & ~mask


def _mostly(old: tuple[tuple[str, int], ...]) -> str:
    return max(old, key=lambda each: each[1])[0] if old else ""


def _heaviest_part(piece: Piece, mask: int) -> int:
    best, best_load = 0, -1
    while mask:
        part = _part(piece, mask & -mask, mask)
        load = sum(piece.atoms[atom].load for atom in bits_of(part))
        if load > best_load:
            best, best_load = part, load
        mask &= ~part
    return best


def _part(piece: Piece, start: int, mask: int) -> int:
    part = start
    while more := _rim(piece, part) & mask:
        part |= more
    return part
