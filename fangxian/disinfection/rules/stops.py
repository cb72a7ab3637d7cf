"""From what a planner writes to the places of a round: one place a line, or a range of buildings."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

STOPS_AT_MOST = 2000
_BUILDING = re.compile(
    r"^(?P<first>\d{1,4})(?:\s*[-—~至到]\s*(?P<last>\d{1,4}))?\s*(?:号楼|栋|幢|号院|#楼?|楼|号)?"
    r"(?:\s*(?P<unit>\d{1,2})\s*单元)?\s*(?P<spot>.*)$"
)
_ENGLISH = re.compile(
    r"^buildings?\s+(?P<first>\d{1,4})(?:\s*-\s*(?P<last>\d{1,4}))?(?:,?\s*unit\s*(?P<unit>\d{1,2}))?\s*(?P<spot>.*)$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wanted:
    """One place of a round: a building, a unit of it, a spot there; or a spot that is in no building."""

    building: str = ""
    unit: str = ""
    spot: str = ""
    # The compound or street, where the line says it.
    zone: str = ""


def wanted(text: str, *, zones: Collection[str] = ()) -> list[Wanted]:
    """The places of a list, each once, in its order; `1-5号楼 电梯` is five places. A long list is cut, never huge.

    A line may begin with one of the `zones`: `东区3号楼`.
    """
    lines = (line.strip() for line in text.splitlines())
    places = [place for line in lines if line for place in _in_zone(line, zones)]
    return list(dict.fromkeys(places))[:STOPS_AT_MOST]


def _in_zone(line: str, zones: Collection[str]) -> list[Wanted]:
    zone = max((zone for zone in zones if zone and line.startswith(zone)), key=len, default="")
    places = _of_line(line[len(zone) :].strip())
    if not all(place.building for place in places):
        return _of_line(line)
    return [replace(place, zone=zone) for place in places]


def _of_line(line: str) -> list[Wanted]:
    match = _ENGLISH.match(line) or _BUILDING.match(line)
    if match is None:
        return [Wanted(spot=line)]
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not first <= last <= first + STOPS_AT_MOST:
        return [Wanted(spot=line)]
    unit, spot = (match["unit"] or "").lstrip("0"), match["spot"].strip(" ,，:：")
    return [Wanted(str(number), unit, spot) for number in range(first, last + 1)]
