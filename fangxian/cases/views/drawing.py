"""Where the lines, dots and bars of the case drawings stand, in the units of their own canvas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fangxian.cases.queries import Chain
from fangxian.cases.rules.tree import Bar

WIDTH, LEFT, TOP, STEP, HEIGHT = 640, 30, 30, 30, 160


@dataclass(frozen=True)
class Dot:
    """A case in the tree: its number, place, class, and the line from the case it comes from."""

    number: int
    x: float
    y: int
    kind: str
    line: str


@dataclass(frozen=True)
class Drawing:
    """A drawing's height, the days at its two ends, and what is drawn."""

    height: int
    first: date
    last: date
    parts: list[Dot] | list["Column"]


@dataclass(frozen=True)
class Column:
    """A day of the curve: its pieces from the bottom up (place and height), and what they say together."""

    on: date
    total: int
    x: float
    width: float
    pieces: list[tuple[float, float, int]]


def drawn_tree(chain: Chain) -> Drawing | None:
    """The tree along the days, one row for each case."""
    if not chain.nodes:
        return None
    first, last = min(node.on for node in chain.nodes), max(node.on for node in chain.nodes)
    days = max(1, (last - first).days)
    place = {n.key: (x_of((n.on - first).days, days), TOP + STEP * n.row) for n in chain.nodes}
    dots = [
        Dot(
            chain.known[n.key].case.number, *place[n.key], chain.known[n.key].classification,
            elbow(place[n.source], place[n.key]) if n.source is not None else "",
        )
        for n in chain.nodes
    ]  # fmt: skip
    return Drawing(TOP + STEP * len(chain.nodes), first, last, dots)


def x_of(day: int, days: int) -> float:
    """How far to the right a day stands."""
    return round(LEFT + (WIDTH - 2 * LEFT) * day / days, 1)


def elbow(start: tuple[float, int], end: tuple[float, int]) -> str:
    """The path from a case down and across to one it infected."""
    return f"M{start[0]} {start[1]}V{end[1]}H{end[0]}"


def drawn_curve(bars: Sequence[Bar]) -> Drawing | None:
    """The curve as columns; the highest fills the canvas."""
    if not bars:
        return None
    top = max(bar.total for bar in bars)
    width = (WIDTH - 2 * LEFT) / len(bars)
    columns = [
        Column(bar.on, bar.total, round(LEFT + width * n, 1), round(width * 0.8, 1), pieces(bar, top))
        for n, bar in enumerate(bars)
    ]
    return Drawing(HEIGHT, bars[0].on, bars[-1].on, columns)


def pieces(bar: Bar, top: int) -> list[tuple[float, float, int]]:
    """The pieces of a column from the bottom up: where each begins, how high it is, and which class it is."""
    room, found, height = HEIGHT - 2 * TOP, [], 0.0
    for number, count in enumerate(bar.counts):
        part = room * count / top
        found += [(round(HEIGHT - TOP - height - part, 1), round(part, 1), number)] if count else []
        height += part
    return found
