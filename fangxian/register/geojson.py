"""Reads where buildings stand from GeoJSON (RFC 7946): the middle of each feature, and the building it names."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

NAMES = ("number", "name", "building", "楼号", "楼栋", "名称", "id")


class MapError(ValueError):
    """A file that is no map of buildings; `code` is one of no_json, no_features, no_match, not_degrees."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Position:
    """A known building and where it stands, in degrees."""

    building: int
    lon: float
    lat: float


def positions_in(data: bytes, known: Mapping[tuple[str, str], int]) -> tuple[tuple[Position, ...], list[str]]:
    """The positions of known buildings (by zone and number), and the names nobody knows. Raises `MapError`."""
    try:
        read = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as fault:
        raise MapError("no_json") from fault
    features = read.get("features") if isinstance(read, dict) else None
    if not isinstance(features, list) or not features:
        raise MapError("no_features" if isinstance(read, dict) else "no_json")
    found: dict[int, Position] = {}
    unknown = []
    for feature in features:
        middle, name = _middle(feature), _name(feature)
        key = _key(name, _zone(feature), known)
        if key is None or middle is None:
            unknown += [name] if name else []
            continue
        if not (-180 <= middle[0] <= 180 and -89 <= middle[1] <= 89):
            raise MapError("not_degrees")
        found[key] = Position(key, *middle)
    if not found:
        raise MapError("no_match")
    return tuple(found.values()), unknown


def spot_in(text: str) -> tuple[float, float] | None:
    """Longitude and latitude in degrees as people write them, "119.5, 35.4"; None where it is no place."""
    try:
        lon, lat = (float(part) for part in re.split(r"[,，\s]+", text.strip()))
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 89 else None


def _key(name: str, zone: str, known: Mapping[tuple[str, str], int]) -> int | None:
    """The building a name means: its number as it stands, or the first number in it; in its zone, or the only one."""
    number = re.search(r"\d+", name)
    for wanted in (name, number.group() if number else ""):
        if (zone, wanted) in known:
            return known[zone, wanted]
        same = [key for (_, other), key in known.items() if wanted and other == wanted]
        if len(same) == 1:
            return same[0]
    return None


def _name(feature: Any) -> str:
    if not isinstance(feature, dict):
        return ""
    said = feature.get("properties")
    said = {"id": feature.get("id")} | (said if isinstance(said, dict) else {})
    return next((str(said[name]).strip() for name in NAMES if said.get(name) not in (None, "")), "")


def _zone(feature: Any) -> str:
    said = feature.get("properties") if isinstance(feature, dict) else None
    return str(said.get("zone") or "").strip() if isinstance(said, dict) else ""


def _middle(feature: Any) -> tuple[float, float] | None:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    points = list(_points(geometry.get("coordinates"))) if isinstance(geometry, dict) else []
    if not points:
        return None
    return sum(point[0] for point in points) / len(points), sum(point[1] for point in points) / len(points)


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list) or not coordinates:
        return
    if len(coordinates) >= 2 and all(_is_number(value) for value in coordinates[:2]):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _points(part)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9
