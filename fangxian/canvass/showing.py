"""What a report shows: rows with bars, a chart, and a map of the buildings that have a place on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fangxian.canvass.queries import Part
from fangxian.canvass.rules import Outcome, Tally
from fangxian.canvass.words import OUTCOMES
from fangxian.register.models import Building

MOST_BARS = 70
SHADES = 5


@dataclass(frozen=True)
class Row:
    """A line of the report."""

    part: Part
    figures: list[int]

    @property
    def share(self) -> int:
        """How far it is, in whole hundredths, rounded down: 100 only when nobody is left out."""
        tally = self.part.tally
        return 100 * tally.attempted // tally.total if tally.total else 0


def rows(parts: Sequence[Part]) -> list[Row]:
    """The report's lines, with one figure for each outcome."""
    return [Row(part, figures(part.tally)) for part in parts]


def figures(tally: Tally) -> list[int]:
    """Dwellings by outcome, in the order of the words."""
    return [tally.counts[outcome] for outcome in Outcome]


def chart(parts: Sequence[Part]) -> dict[str, object]:
    """The parts as stacked bars, as many as can be told apart."""
    shown = parts[:MOST_BARS]
    return {
        "kind": "stacked",
        "x": [part.name for part in shown],
        "series": [
            {"name": str(OUTCOMES[outcome]), "values": [part.tally.counts[outcome] for part in shown]}
            for outcome in Outcome
        ],
    }


def shapes(parts: Sequence[Part], placed: Sequence[Building]) -> dict[str, object]:
    """The buildings on the map: the more dwellings were visited, the fuller the dot."""
    by_building = {part.key: part for part in parts}
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [building.lon, building.lat]},
                "properties": {"name": named(part), "shade": part.tally.attempted * SHADES // part.tally.total},
            }
            for building in placed
            if (part := by_building.get(building.pk)) is not None and part.tally.total
        ],
    }


def named(part: Part) -> str:
    """What stands beside a dot."""
    return f"{part.name} {part.tally.attempted}/{part.tally.total}"
