"""What has to be cut apart from each other: the pieces that touch nothing else, and how many grids each gets."""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass

from fangxian.calc.grids.neighbours import Link, pieces
from fangxian.calc.grids.problem import XY, GridError, Problem
from fangxian.calc.grids.result import Remark

NAMED = 6


@dataclass(frozen=True, slots=True)
class Atom:
    """Buildings that move together, as places in the problem; most are one building."""

    places: tuple[int, ...]
    load: int
    xy: XY
    # Who looks after it now, with the people each has there.
    old: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Atoms that hang together and touch no others; `beside[a]` is the set of atom a's neighbours as bits."""

    atoms: tuple[Atom, ...]
    beside: tuple[int, ...]
    grids: int

    @property
    def load(self) -> int:
        """Everybody in the piece."""
        return sum(atom.load for atom in self.atoms)


def pieces_of(problem: Problem, found: set[Link]) -> list[Piece]:
    """The pieces with their grids. Raises `GridError` when there are more pieces, or fewer atoms, than grids."""
    atom_of, atoms = _atoms(problem)
    links = {(atom_of[a], atom_of[b]) for a, b in found if atom_of[a] != atom_of[b]}
    parts = pieces(len(atoms), links)
    if problem.grids > len(atoms):
        raise GridError(
            f"grids is {problem.grids}, but with the buildings kept together there are only {len(atoms)} pieces.",
            field="grids",
        )
    if problem.grids < len(parts):
        raise GridError(_too_few(problem, [[atoms[at] for at in part] for part in parts]), field="grids")
    shares = shared_out([sum(atoms[at].load for at in part) for part in parts], [len(p) for p in parts], problem.grids)
    return [_piece([atoms[at] for at in part], part, links, share) for part, share in zip(parts, shares, strict=True)]


def shared_out(loads: Sequence[int], rooms: Sequence[int], grids: int) -> list[int]:
    """Grids for each piece so that the heaviest mean is as small as it can be; none gets more than its atoms."""
    shares = [1] * len(loads)
    waiting: list[tuple[float, int]] = [(-load, at) for at, load in enumerate(loads) if rooms[at] > 1]
    heapq.heapify(waiting)
    for _ in range(grids - len(loads)):
        _, at = heapq.heappop(waiting)
        shares[at] += 1
        if shares[at] < rooms[at]:
            heapq.heappush(waiting, (-loads[at] / shares[at], at))
    return shares


def bound_of(piece: Piece) -> int:
    """No cut of the piece has a heaviest grid below this: the mean, the heaviest atom, and counting.

    Counting: with n atoms in k grids one grid has at least ⌈n/k⌉ of them, and no fewer people than the lightest so
    many.
    """
    loads = sorted(atom.load for atom in piece.atoms)
    most = math.ceil(len(loads) / piece.grids)
    return max(math.ceil(piece.load / piece.grids), loads[-1], sum(loads[:most]))


def remarks_of(problem: Problem, found: Sequence[Piece]) -> list[Remark]:
    """What no cut could avoid."""
    high, low = problem.mean * (1 + problem.tolerance), problem.mean * (1 - problem.tolerance)
    remarks = [
        Remark("heavy", (("building", named(problem, [atom])), ("load", atom.load), ("limit", round(high))))
        for piece in found
        for atom in piece.atoms
        if atom.load > high
    ]
    for piece in found:
        share = piece.load / piece.grids
        if len(found) > 1 and not low <= share <= high:
            who = named(problem, piece.atoms)
            remarks.append(Remark("piece", (("buildings", who), ("load", piece.load), ("grids", piece.grids))))
        elif bound_of(piece) > high and max(atom.load for atom in piece.atoms) <= high:
            params = (("buildings", len(piece.atoms)), ("grids", piece.grids), ("heaviest", bound_of(piece)))
            remarks.append(Remark("uneven", params))
    return remarks


def named(problem: Problem, atoms: Sequence[Atom]) -> str:
    """The buildings by name, the first few when there are many."""
    names = [problem.buildings[at].id for atom in atoms for at in atom.places]
    shown = ", ".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} … ({len(names)})"


def _atoms(problem: Problem) -> tuple[list[int], list[Atom]]:
    place = {building.id: at for at, building in enumerate(problem.buildings)}
    kept = {(place[group[0]], place[other]) for group in problem.together for other in group[1:]}
    parts = pieces(len(problem.buildings), kept)
    atom_of = [0] * len(problem.buildings)
    for number, part in enumerate(parts):
        for at in part:
            atom_of[at] = number
    spots = _spots(problem)
    return atom_of, [_atom(problem, part, spots) for part in parts]


def _atom(problem: Problem, part: list[int], spots: Sequence[XY]) -> Atom:
    inside = [problem.buildings[at] for at in part]
    old: dict[str, int] = {}
    for building in inside:
        if building.id in problem.old:
            old[problem.old[building.id]] = old.get(problem.old[building.id], 0) + building.load
    middle = (sum(spots[at][0] for at in part) / len(part), sum(spots[at][1] for at in part) / len(part))
    return Atom(tuple(part), sum(building.load for building in inside), middle, tuple(sorted(old.items())))


def _spots(problem: Problem) -> list[XY]:
    """Positions for judging how compact a grid is; without any, the place in the list along a line."""
    if all(building.xy is None for building in problem.buildings):
        return [(float(at), 0.0) for at in range(len(problem.buildings))]
    last: XY = next(building.xy for building in problem.buildings if building.xy is not None)
    found = []
    for building in problem.buildings:
        last = building.xy if building.xy is not None else last
        found.append(last)
    return found


def _piece(atoms: list[Atom], part: list[int], links: set[Link], grids: int) -> Piece:
    number = {at: inside for inside, at in enumerate(part)}
    beside = [0] * len(part)
    for a, b in links:
        if a in number:
            beside[number[a]] |= 1 << number[b]
            beside[number[b]] |= 1 << number[a]
    return Piece(tuple(atoms), tuple(beside), grids)


def _too_few(problem: Problem, parts: list[list[Atom]]) -> str:
    smallest = min(parts, key=lambda part: (sum(atom.load for atom in part), len(part)))
    return (
        f"grids is {problem.grids}, but the buildings fall into {len(parts)} pieces that do not touch; "
        f"the smallest is {named(problem, smallest)}. Ask for at least {len(parts)} grids, or join the pieces."
    )
