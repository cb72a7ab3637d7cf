"""Orders doors as people walk them, and splits them into rounds of about equal work.

Buildings that have a place on the map are walked nearest first from the start, the rest by their numbers. Inside a
building: stair by stair, up one stair floor by floor, doors in order.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot

from fangxian.calc.routes.problem import RouteError


@dataclass(frozen=True, slots=True)
class Door:
    """One dwelling to go to. `load` is its share of the work (bags, minutes); `urgent` doors come first in a round."""

    id: str
    building: str
    unit: str = ""
    floor: int = 0
    number: str = ""
    xy: tuple[float, float] | None = None
    load: int = 1
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Round:
    """One deliverer's doors in walking order."""

    deliverer: str
    doors: tuple[Door, ...]

    @property
    def load(self) -> int:
        """All the work of the round."""
        return sum(door.load for door in self.doors)


@dataclass(frozen=True, slots=True)
class Promise:
    """A door and the slot promised to it, in minutes of the day."""

    door: str
    deliverer: str
    start: int
    end: int


def walking_order(doors: Iterable[Door], *, start: tuple[float, float] = (0.0, 0.0)) -> list[Door]:
    """Every door once, building after building, and inside a building as one climbs it."""
    by_building: dict[str, list[Door]] = {}
    for door in sorted(doors, key=_inside):
        by_building.setdefault(door.building, []).append(door)
    order = _nearest_first(by_building, start)
    return [door for building in order for door in by_building[building]]


def split(
    doors: Iterable[Door],
    deliverers: Sequence[str],
    *,
    keep: Mapping[str, str] | None = None,
    start: tuple[float, float] = (0.0, 0.0),
) -> list[Round]:
    """Each door to exactly one named deliverer, about equal loads, neighbours together.

    `keep` says who served a door before: a deliverer still there keeps it while their load stays within a tenth of
    the fair share. Urgent doors come first in their round. Raises `RouteError` without a deliverer.
    """
    walk = walking_order(doors, start=start)
    if not deliverers:
        raise RouteError("deliverers is empty; every household needs a named deliverer.")
    if len(set(deliverers)) < len(deliverers):
        raise RouteError("deliverers: a name appears twice.")
    fair = sum(door.load for door in walk) / len(deliverers)
    given, left = _kept(walk, deliverers, keep or {}, fair)
    _spread(left, given, fair)
    place = {door.id: at for at, door in enumerate(walk)}
    return [
        Round(who, tuple(sorted(given[who], key=lambda door: (not door.urgent, place[door.id])))) for who in deliverers
    ]


def promise(rounds: Iterable[Round], *, begin: int, each: int, slot: int) -> list[Promise]:
    """A slot of `slot` minutes for every door: when the deliverer gets there, `each` minutes a unit of load."""
    found = []
    for one in rounds:
        at = begin
        for door in one.doors:
            start = begin + (at - begin) // slot * slot
            found.append(Promise(door.id, one.deliverer, start, start + slot))
            at += each * door.load
    return found


def _inside(door: Door) -> tuple[tuple[int | str, ...], ...]:
    return (_natural(door.building), _natural(door.unit), (door.floor,), _natural(door.number), _natural(door.id))


@lru_cache(maxsize=65536)
def _natural(text: str) -> tuple[int | str, ...]:
    """2号楼 before 10号楼: digits compare as numbers; text and numbers never meet at one place."""
    return tuple(int(part) if at % 2 else part for at, part in enumerate(re.split(r"(\d+)", text)))


def _nearest_first(by_building: dict[str, list[Door]], start: tuple[float, float]) -> list[str]:
    placed = {b: xy for b, doors in by_building.items() if (xy := doors[0].xy) is not None}
    unplaced = [b for b in by_building if b not in placed]
    order, here = [], start
    while placed:
        nearest = min(placed, key=lambda b: (hypot(placed[b][0] - here[0], placed[b][1] - here[1]), _natural(b)))
        here = placed.pop(nearest)
        order.append(nearest)
    return [*order, *unplaced]


def _kept(
    walk: list[Door], deliverers: Sequence[str], keep: Mapping[str, str], fair: float
) -> tuple[dict[str, list[Door]], list[Door]]:
    given: dict[str, list[Door]] = {who: [] for who in deliverers}
    left = []
    for door in walk:
        who = keep.get(door.id, "")
        if who in given and _load(given[who]) + door.load <= max(fair * 1.1, door.load):
            given[who].append(door)
        else:
            left.append(door)
    return given, left


def _spread(left: list[Door], given: dict[str, list[Door]], fair: float) -> None:
    """Fills the deliverers up to the fair share, one after the other, along the walk."""
    waiting = list(left)
    for who in given:
        while waiting and _load(given[who]) + waiting[0].load / 2 <= fair:
            given[who].append(waiting.pop(0))
    for door in waiting:
        given[min(given, key=lambda who: _load(given[who]))].append(door)


def _load(doors: list[Door]) -> int:
    return sum(door.load for door in doors)
