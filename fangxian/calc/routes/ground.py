"""How far it is between places, in metres: a matrix, drawn footpaths, or straight lines with a detour."""

import heapq
from collections.abc import Sequence
from math import hypot, inf

import numpy as np
from numpy.typing import NDArray

from fangxian.calc.routes.problem import Ground, RouteError

Metres = NDArray[np.float64]
Point = tuple[float, float]


def metres_between(ground: Ground, places: Sequence[str]) -> Metres:
    """The way from every place to every place. Raises `RouteError` naming a place that cannot be reached."""
    if ground.matrix:
        return _given(ground, places)
    if ground.paths:
        return _along_paths(ground, places)
    xy = np.array([_where(ground, place) for place in places], dtype=float).reshape(-1, 2)
    return _straight(xy) * ground.detour


def lay_out(walk: Sequence[tuple[str, Point | None]], *, step: float) -> dict[str, Point]:
    """A point for every place of a walk: those without one stand between their neighbours on the walk.

    Where nobody drew a place at all, the walk is a straight street with a house every `step` metres.
    """
    known = [at for at, (_, xy) in enumerate(walk) if xy is not None]
    if not known:
        return {place: (at * step, 0.0) for at, (place, _) in enumerate(walk)}
    found: dict[str, Point] = {}
    for at, (place, xy) in enumerate(walk):
        before = max((k for k in known if k <= at), default=known[0])
        after = min((k for k in known if k >= at), default=known[-1])
        found[place] = xy or _between(walk[before][1], walk[after][1], at - before, after - before)
    return found


def _between(one: Point | None, other: Point | None, part: int, whole: int) -> Point:
    (x, y), (u, v) = one or (0.0, 0.0), other or (0.0, 0.0)
    share = part / whole if whole else 0.0
    return (x + (u - x) * share, y + (v - y) * share)


def _where(ground: Ground, place: str) -> Point:
    if place not in ground.xy:
        raise RouteError(f"xy: nobody said where {place} is.", field="xy", subject=place)
    return ground.xy[place]


def _straight(xy: Metres) -> Metres:
    gone = xy[:, None, :] - xy[None, :, :]
    return np.asarray(np.hypot(gone[..., 0], gone[..., 1]))


def _given(ground: Ground, places: Sequence[str]) -> Metres:
    table = ground.matrix
    for one in places:
        for other in places:
            if one != other and other not in table.get(one, {}):
                raise RouteError(f"matrix: the way from {one} to {other} is missing.", field="matrix", subject=one)
    return np.array([[0.0 if a == b else table[a][b] for b in places] for a in places])


def _along_paths(ground: Ground, places: Sequence[str]) -> Metres:
    ways = _ways(ground)
    nodes = sorted(ways)
    joined = {place: _joined(ground, place, nodes) for place in places}
    lengths = {node: _shortest(ways, node) for node in {node for node, _ in joined.values()}}
    found = np.zeros((len(places), len(places)))
    for row, one in enumerate(places):
        for column, other in enumerate(places):
            if ground.xy.get(one, one) == ground.xy.get(other, other):
                continue
            (a, out), (b, back) = joined[one], joined[other]
            found[row, column] = out + lengths[a].get(b, inf) + back
            if found[row, column] == inf:
                raise RouteError(f"paths: no footpath leads from {one} to {other}.", field="paths", subject=other)
    return found


def _ways(ground: Ground) -> dict[str, dict[str, float]]:
    ways: dict[str, dict[str, float]] = {}
    for path in ground.paths:
        length = path.metres
        if length is None:
            (x, y), (u, v) = _where(ground, path.a), _where(ground, path.b)
            length = hypot(x - u, y - v)
        for a, b in ((path.a, path.b), (path.b, path.a)):
            ways.setdefault(a, {})[b] = min(length, ways.get(a, {}).get(b, inf))
    return ways


def _joined(ground: Ground, place: str, nodes: list[str]) -> tuple[str, float]:
    """The node a place hangs on, and how far off it stands."""
    if place in nodes:
        return place, 0.0
    x, y = _where(ground, place)
    drawn = [node for node in nodes if node in ground.xy]
    if not drawn:
        raise RouteError(f"paths: {place} lies on no footpath.", field="paths", subject=place)
    off = [(hypot(ground.xy[node][0] - x, ground.xy[node][1] - y), node) for node in drawn]
    distance, node = min(off)
    return node, distance * ground.detour


def _shortest(ways: dict[str, dict[str, float]], start: str) -> dict[str, float]:
    """Dijkstra's lengths from one node."""
    found: dict[str, float] = {}
    open_ends = [(0.0, start)]
    while open_ends:
        length, node = heapq.heappop(open_ends)
        if node in found:
            continue
        found[node] = length
        for other, step in ways[node].items():
            if other not in found:
                heapq.heappush(open_ends, (length + step, other))
    return found
