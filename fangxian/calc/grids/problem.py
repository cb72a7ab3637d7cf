"""What a cut into grids is asked for: buildings with their load, who touches whom, what may not be crossed.

Loads are people (or households); positions are metres on a plane. Nothing here knows Django.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

XY = tuple[float, float]
Pair = tuple[str, str]


class GridError(ValueError):
    """Buildings that cannot be cut as asked. One sentence; `field` and `subject` name the place to put right."""

    def __init__(self, sentence: str, *, field: str, subject: str = "") -> None:
        super().__init__(sentence)
        self.field = field
        self.subject = subject


@dataclass(frozen=True, slots=True)
class Building:
    """One building with the people (or households) it adds to a worker's load.

    Without a position it stands beside the buildings before and after it in its street. `border` names the existing
    division it lies in: no grid reaches over one.
    """

    id: str
    load: int
    xy: XY | None = None
    street: str = ""
    number: str = ""
    border: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Cut these buildings into so many grids.

    `neighbours` says who touches whom; without it that follows from positions, and without those from street and
    number. `walls` are lines nobody walks across. `joined` and `parted` are exceptions somebody answers for: pairs
    that touch although the map does not say so, and pairs that do not. Buildings kept `together` end in one grid.
    `old` is who looks after a building now: a new cut moves as few people as it can. A grid's load should stay
    within `tolerance` of the mean.
    """

    buildings: tuple[Building, ...]
    grids: int
    neighbours: tuple[Pair, ...] | None = None
    walls: tuple[tuple[XY, ...], ...] = ()
    joined: tuple[Pair, ...] = ()
    parted: tuple[Pair, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    old: Mapping[str, str] = field(default_factory=dict)
    tolerance: float = 0.10

    def __post_init__(self) -> None:
        check_buildings(self)
        check_names(self)
        if self.grids < 1:
            raise GridError("grids must be at least 1.", field="grids")
        if self.grids > len(self.buildings):
            raise GridError(
                f"grids is {self.grids}, but there are only {len(self.buildings)} buildings; every grid needs one.",
                field="grids",
            )
        if not 0 <= self.tolerance < 1:
            raise GridError("tolerance must be 0 or more and below 1.", field="tolerance")

    @property
    def mean(self) -> float:
        """The load of a grid if all were alike."""
        return sum(building.load for building in self.buildings) / self.grids


def check_buildings(problem: Problem) -> None:
    """Raises `GridError` for a building that is there twice, has no name, or a load below zero."""
    if not problem.buildings:
        raise GridError("buildings is empty; there is nothing to cut.", field="buildings")
    seen = set[str]()
    for building in problem.buildings:
        if building.id in seen:
            raise GridError(f"buildings: {building.id} is there twice.", field="buildings", subject=building.id)
        if building.load < 0:
            raise GridError(
                f"load of building {building.id} is {building.load}; it cannot be below 0.",
                field="load",
                subject=building.id,
            )
        if building.xy is not None and not all(isfinite(number) for number in building.xy):
            raise GridError(
                f"position of building {building.id} is no place on the ground.", field="xy", subject=building.id
            )
        seen.add(building.id)
    if not any(building.load for building in problem.buildings):
        raise GridError("load is 0 in every building; nobody lives there to look after.", field="load")


def check_names(problem: Problem) -> None:
    """Raises `GridError` for a building that is named somewhere and is not there, or stands beside itself."""
    known = {building.id for building in problem.buildings}
    named: dict[str, list[tuple[str, ...]]] = {
        "neighbours": list(problem.neighbours or ()),
        "joined": list(problem.joined),
        "parted": list(problem.parted),
        "together": list(problem.together),
        "old": [(one,) for one in problem.old],
    }
    for where, groups in named.items():
        for group in groups:
            for one in group:
                if one not in known:
                    raise GridError(f"{where} names building {one}, which is not there.", field=where, subject=one)
            if len(set(group)) < len(group):
                raise GridError(f"{where} names building {group[0]} beside itself.", field=where, subject=group[0])
