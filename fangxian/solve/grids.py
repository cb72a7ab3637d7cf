"""Grids on a file. Loads are people, positions metres; a GeoJSON of the buildings will do as well."""

from collections.abc import Callable
from itertools import pairwise
from math import cos, radians
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from fangxian.calc.grids import XY, Problem, cut
from fangxian.calc.grids import Building as Wanted

# Metres to a degree of latitude (mean meridian); a community is small enough to be flat.
METRES_PER_DEGREE = 111_195.0
Ids = tuple[str, ...]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class BuildingPart(_Part):
    """A building: people in it, and its position in metres (`xy`) or degrees (`lon`, `lat`), if it has one.

    Without a position it stands beside the one before and after it in its street. `border` names the existing
    division it lies in; no grid reaches over one. `worker` looks after it now.
    """

    id: str = Field(min_length=1)
    load: int
    xy: tuple[float, float] | None = None
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-89, le=89)
    street: str = ""
    number: str = ""
    border: str = ""
    worker: str = ""

    @model_validator(mode="after")
    def _whole_position(self) -> Self:
        if (self.lon is None) != (self.lat is None):
            raise ValueError("lon and lat belong together")
        return self


class ExceptionPart(_Part):
    """Buildings that touch, do not touch, or stay together because somebody says so."""

    buildings: Ids = Field(min_length=2)
    by: str = ""
    reason: str = ""


class Input(_Part):
    """A cut asked for. `grids` may be left out: then there are as many as `load_per_grid` people make.

    `neighbours` are pairs that touch; without it they follow from positions, without those from street and number.
    `walls` are lines nobody walks across, in the coordinates of the buildings. With workers on the buildings, as few
    people as can be get another one.
    """

    buildings: tuple[BuildingPart, ...]
    grids: int | None = None
    load_per_grid: int = Field(350, ge=1)
    neighbours: tuple[tuple[str, str], ...] | None = None
    walls: tuple[tuple[tuple[float, float], ...], ...] = ()
    joined: tuple[ExceptionPart, ...] = ()
    parted: tuple[ExceptionPart, ...] = ()
    together: tuple[ExceptionPart, ...] = ()
    tolerance: float = 0.10

    @model_validator(mode="before")
    @classmethod
    def _from_geojson(cls, data: Any) -> Any:
        if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
            return data
        rest = {key: value for key, value in data.items() if key not in ("type", "features")}
        return rest | {"buildings": [_of_feature(feature) for feature in data.get("features") or ()]}


class GridPart(_Part):
    """One grid: its worker (empty for a new one), its buildings, its people, and these against the mean."""

    worker: str
    buildings: Ids
    load: int
    share: float


class RemarkPart(_Part):
    """Why the cut is less even than wished: `heavy`, `piece` or `uneven`, with what is meant."""

    code: str
    params: dict[str, str | int | float]


class Output(_Part):
    """A cut. `heaviest` and `lightest` are against the mean; no cut has a heaviest grid below `bound` people.

    `ended` is even (within the tolerance), proven (nothing can be better) or effort. `moved` people get another
    worker.
    """

    grids: tuple[GridPart, ...]
    mean: float
    heaviest: float
    lightest: float
    bound: int
    moved: int
    ended: str
    remarks: tuple[RemarkPart, ...]
    neighbours: tuple[tuple[str, str], ...]
    seconds: float


def solve(data: Input, *, seconds: float, seed: int) -> Output:
    """Raises `GridError`, whose sentence names the field and the building."""
    found = cut(problem_of(data), seconds=seconds, seed=seed)
    return Output(
        grids=tuple(
            GridPart(worker=g.worker, buildings=g.buildings, load=g.load, share=round(g.load / found.mean, 4))
            for g in found.grids
        ),
        mean=found.mean,
        heaviest=round(found.heaviest, 4),
        lightest=round(found.lightest, 4),
        bound=found.bound,
        moved=found.moved,
        ended=found.ended,
        remarks=tuple(RemarkPart(code=remark.code, params=dict(remark.params)) for remark in found.remarks),
        neighbours=found.neighbours,
        seconds=round(found.seconds, 3),
    )


def problem_of(data: Input) -> Problem:
    """The planner's problem of an input."""
    flat = _flat(data.buildings)
    people = sum(building.load for building in data.buildings)
    wanted = max(1, min(len(data.buildings), round(people / data.load_per_grid)))
    return Problem(
        buildings=tuple(Wanted(b.id, b.load, _spot(b, flat), b.street, b.number, b.border) for b in data.buildings),
        grids=wanted if data.grids is None else data.grids,
        neighbours=data.neighbours,
        walls=tuple(tuple(flat(point) for point in wall) for wall in data.walls),
        joined=_pairs(data.joined),
        parted=_pairs(data.parted),
        together=tuple(exception.buildings for exception in data.together),
        old={building.id: building.worker for building in data.buildings if building.worker},
        tolerance=data.tolerance,
    )


def _pairs(exceptions: tuple[ExceptionPart, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((a, b) for one in exceptions for a, b in pairwise(one.buildings))


def _flat(buildings: tuple[BuildingPart, ...]) -> Callable[[XY], XY]:
    """Degrees to metres around the middle of the buildings; metres stay metres."""
    degrees = [b.lat for b in buildings if b.lat is not None and b.lon is not None]
    if not degrees:
        return lambda point: point
    narrow = METRES_PER_DEGREE * cos(radians(sum(degrees) / len(degrees)))
    return lambda point: (point[0] * narrow, point[1] * METRES_PER_DEGREE)


def _spot(building: BuildingPart, flat: Callable[[XY], XY]) -> XY | None:
    if building.lon is not None and building.lat is not None:
        return flat((building.lon, building.lat))
    return building.xy


def _of_feature(feature: Any) -> Any:
    """A GeoJSON feature as a building: the middle of its points, its properties as fields."""
    if not isinstance(feature, dict):
        return feature
    said = dict(feature.get("properties") or {})
    if "id" in feature:
        said.setdefault("id", str(feature["id"]))
    points = list(_points((feature.get("geometry") or {}).get("coordinates")))
    if points:
        said["lon"] = sum(point[0] for point in points) / len(points)
        said["lat"] = sum(point[1] for point in points) / len(points)
    return said


def _points(coordinates: Any) -> list[tuple[float, float]]:
    if not isinstance(coordinates, list) or not coordinates:
        return []
    if all(isinstance(number, int | float) for number in coordinates[:2]) and len(coordinates) >= 2:
        return [(float(coordinates[0]), float(coordinates[1]))]
    return [point for part in coordinates for point in _points(part)]
