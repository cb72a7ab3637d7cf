"""Ways on the map: who goes where in which order. Buildings nobody put on the map are counted, not guessed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from fangxian.register.models import Building

# Metres to a degree of latitude (mean meridian); a community is small enough to be flat.
METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True)
class Way:
    """One person's walk, or one round: its name, and the building of each stop in order."""

    name: str
    stops: Sequence[Building]


@dataclass(frozen=True)
class Drawing:
    """Ways as shapes for the map (nothing where no building has a place on it), and what is missing there."""

    shapes: dict[str, Any] | None
    unplaced: int


def drawing_of(ways: Iterable[Way]) -> Drawing:
    """A line with numbered buildings for each way, each in a colour of its own."""
    features, unplaced = list[dict[str, Any]](), set[int]()
    for colour, way in enumerate(ways):
        placed = [(number, b) for number, b in enumerate(way.stops, start=1) if b.lon is not None and b.lat is not None]
        unplaced |= {building.pk for building in way.stops if building.lon is None or building.lat is None}
        features += _features(way.name, placed, colour)
    return Drawing({"type": "FeatureCollection", "features": features} if features else None, len(unplaced))


def _features(name: str, placed: list[tuple[int, Building]], colour: int) -> list[dict[str, Any]]:
    """The line first, so that the numbers lie on it."""
    numbers: dict[int, list[int]] = {}
    standing: dict[int, Building] = {}
    for number, building in placed:
        numbers.setdefault(building.pk, []).append(number)
        standing[building.pk] = building
    dots = [
        _feature(
            "Point", [building.lon, building.lat],
            {"name": f"{named(numbers[key])} · {building} · {name}", "label": named(numbers[key]), "colour": colour},
        )
        for key, building in standing.items()
    ]  # fmt: skip
    walked = [[building.lon, building.lat] for _, building in placed]
    legs = [at for before, at in enumerate(walked, start=-1) if before < 0 or at != walked[before]]
    line = [_feature("LineString", legs, {"name": name, "colour": colour})] if len(legs) > 1 else []
    return [*line, *dots]


def _feature(kind: str, coordinates: list[Any], said: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": said}


def named(numbers: Sequence[int]) -> str:
    """Stops at one building in as few signs as can be: "3", "3–5", "3, 9–10"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)


def metres_of(buildings: Sequence[Building]) -> dict[int, tuple[float, float] | None]:
    """Where buildings stand on a flat plane, in metres; None for those nobody put on the map."""
    lats = [building.lat for building in buildings if building.lat is not None]
    narrow = METRES_PER_DEGREE * cos(radians(sum(lats) / len(lats))) if lats else 1.0
    return {
        b.pk: None if b.lon is None or b.lat is None else (b.lon * narrow, b.lat * METRES_PER_DEGREE) for b in buildings
    }
