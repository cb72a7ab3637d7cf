"""Who touches whom: from what somebody said, from positions, or from street and number.

Two buildings with positions touch when no third stands in the circle whose diameter joins them (the Gabriel graph:
the nearest neighbours in every direction, always in one piece). A link that crosses a wall or a border is none.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fangxian.calc.grids.problem import XY, Building, GridError, Problem

Link = tuple[int, int]
Points = NDArray[np.float64]
Places = NDArray[np.intp]
# So many nearest buildings of each are looked at; parts that lie further apart are joined by their shortest link.
LOOKED_AT = 200


def links(problem: Problem) -> set[Link]:
    """The pairs that touch, as places in `problem.buildings`, the smaller first."""
    place = {building.id: at for at, building in enumerate(problem.buildings)}
    if problem.neighbours is not None:
        found = {_link(place[a], place[b]) for a, b in problem.neighbours}
    else:
        found = {pair for places in _by_border(problem.buildings) for pair in _found(problem.buildings, places)}
    found = {pair for pair in found if not _parts(problem, pair)}
    found -= {_link(place[a], place[b]) for a, b in problem.parted}
    said = {(a, b) for a, b in problem.joined} | {(a, b) for group in problem.together for a, b in pairwise(group)}
    for a, b in said:
        check_border(problem, place[a], place[b])
    return found | {_link(place[a], place[b]) for a, b in said}


def _by_border(buildings: Sequence[Building]) -> list[list[int]]:
    """The places of the buildings of each existing division: what lies beyond a border hides nobody's neighbour."""
    found: dict[str, list[int]] = {}
    for at, building in enumerate(buildings):
        found.setdefault(building.border, []).append(at)
    return list(found.values())


def _found(buildings: Sequence[Building], places: list[int]) -> set[Link]:
    placed = [(at, xy) for at in places if (xy := buildings[at].xy) is not None]
    return from_positions(placed) | from_streets(buildings, places)


def check_border(problem: Problem, a: int, b: int) -> None:
    """Raises `GridError` when somebody wants two buildings in one grid that lie in different divisions."""
    one, other = problem.buildings[a], problem.buildings[b]
    if one.border != other.border:
        raise GridError(
            f"border: {one.id} lies in {one.border or 'none'} and {other.id} in {other.border or 'none'}, "
            "so they cannot be joined or stay together.",
            field="border",
            subject=one.id,
        )


def from_positions(spots: Sequence[tuple[int, XY]]) -> set[Link]:
    """The Gabriel graph of buildings with a position, given as (place, position)."""
    if len(spots) < 2:
        return set()
    points = np.array([xy for _, xy in spots], dtype=float)
    found: set[Link] = set()
    for i in range(len(spots)):
        squares = ((points - points[i]) ** 2).sum(axis=1)
        near = np.argsort(squares, kind="stable")[:LOOKED_AT]
        found |= {_link(i, int(j)) for j in near if j != i and _alone(points, near, i, int(j), squares[j])}
    if len(spots) > LOOKED_AT:
        found |= _bridges(points, found)
    return {_link(spots[a][0], spots[b][0]) for a, b in found}


def _alone(points: Points, near: Places, i: int, j: int, square: float) -> bool:
    """Does no third building stand between the two? Whoever does is nearer to `i` than `j` is."""
    squares = ((points[near] - (points[i] + points[j]) / 2) ** 2).sum(axis=1)
    inside = (squares < square / 4 * (1 - 1e-9) - 1e-9) & (near != i) & (near != j)
    return not inside.any()


def _bridges(points: Points, found: set[Link]) -> set[Link]:
    """The shortest links between parts that lie further from each other than anybody looked."""
    parts = pieces(len(points), found)
    added: set[Link] = set()
    while len(parts) > 1:
        first, rest = parts[0], [at for part in parts[1:] for at in part]
        squares = ((points[first][:, None, :] - points[rest][None, :, :]) ** 2).sum(axis=2)
        i, j = np.unravel_index(int(squares.argmin()), squares.shape)
        added.add(_link(first[int(i)], rest[int(j)]))
        parts = pieces(len(points), found | added)
    return added


def from_streets(buildings: Sequence[Building], places: Sequence[int]) -> set[Link]:
    """Buildings without a position touch the one before and the one after in their street.

    Streets follow one another in the order they were given; the last house of one touches the first of the next only
    if neither has a position.
    """
    streets: dict[str, list[int]] = {}
    for at in places:
        streets.setdefault(buildings[at].street, []).append(at)
    for street in streets.values():
        street.sort(key=lambda at: natural(buildings[at].number or buildings[at].id))
    line = list(streets.values())
    inside = {(a, b) for street in line for a, b in pairwise(street) if None in (buildings[a].xy, buildings[b].xy)}
    ends = {(before[-1], after[0]) for before, after in pairwise(line)}
    between = {(a, b) for a, b in ends if buildings[a].xy is None and buildings[b].xy is None}
    return {_link(a, b) for a, b in inside | between}


def pieces(count: int, found: Iterable[Link]) -> list[list[int]]:
    """The parts that hang together, each in order, the one with the smallest place first."""
    beside: list[list[int]] = [[] for _ in range(count)]
    for a, b in found:
        beside[a].append(b)
        beside[b].append(a)
    part_of = [-1] * count
    parts: list[list[int]] = []
    for start in range(count):
        if part_of[start] >= 0:
            continue
        part, part_of[start] = [start], len(parts)
        for here in part:
            for next_one in beside[here]:
                if part_of[next_one] < 0:
                    part_of[next_one] = len(parts)
                    part.append(next_one)
        parts.append(sorted(part))
    return parts


def natural(text: str) -> list[int | str]:
    """2号楼 before 10号楼: digits compare as numbers; text and numbers never meet at one place."""
    return [int(part) if at % 2 else part for at, part in enumerate(re.split(r"(\d+)", text))]


def crosses(a: XY, b: XY, line: Iterable[XY]) -> bool:
    """Does the straight way from `a` to `b` cross or touch the line?"""
    return any(_meet(a, b, p, q) for p, q in pairwise(line))


def _meet(a: XY, b: XY, p: XY, q: XY) -> bool:
    return _side(a, b, p) * _side(a, b, q) <= 0 and _side(p, q, a) * _side(p, q, b) <= 0 and _overlap(a, b, p, q)


def _side(a: XY, b: XY, p: XY) -> int:
    turn = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
    return (turn > 0) - (turn < 0)


def _overlap(a: XY, b: XY, p: XY, q: XY) -> bool:
    return all(
        min(a[axis], b[axis]) <= max(p[axis], q[axis]) and min(p[axis], q[axis]) <= max(a[axis], b[axis])
        for axis in (0, 1)
    )


def _parts(problem: Problem, pair: Link) -> bool:
    one, other = problem.buildings[pair[0]], problem.buildings[pair[1]]
    if one.border != other.border:
        return True
    if one.xy is None or other.xy is None:
        return False
    return any(crosses(one.xy, other.xy, wall) for wall in problem.walls)


def _link(a: int, b: int) -> Link:
    return (a, b) if a < b else (b, a)
