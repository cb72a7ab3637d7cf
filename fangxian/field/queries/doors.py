"""A walking list: every dwelling of a place, how it stands in the sweep that is walked now, and no names."""

from datetime import datetime
from typing import Any

from fangxian.areas.models import Area, Person
from fangxian.canvass.models import Sweep
from fangxian.canvass.queries import ground, last_knocks, persons_in, rounds_of, running, standings
from fangxian.field.queries.gate import place, seconds
from fangxian.field.rules import Table, Tables
from fangxian.register.models import Building, Dwelling, Household

NOT_ATTEMPTED = "not_attempted"


def head(area: Area, _at: datetime, _holder: Person) -> dict[str, Any]:
    """The place, and what is asked at its doors just now."""
    sweep = running(area)
    return {"place": place(area), "canvass": asked(sweep) if sweep else None}


def asked(sweep: Sweep) -> dict[str, Any]:
    """The sweep that is walked now."""
    return {"id": sweep.pk, "name": sweep.name, "question": sweep.question, "round": max(rounds_of(sweep), default=1)}


def tables(area: Area, _at: datetime, _holder: Person) -> Tables:
    """Buildings in walking order, and their dwellings."""
    span = area.span
    sweep = running(area)
    stand = standings(sweep, ground(sweep, area)) if sweep else {}
    last = last_knocks(sweep, ground(sweep, area)) if sweep else {}
    persons, households = persons_in(span), dict[int, list[int]]()
    within = {"area_id__gte": span.first, "area_id__lt": span.end}
    for household, dwelling in Household.objects.filter(**within).order_by("pk").values_list("pk", "dwelling_id"):
        households.setdefault(dwelling, []).append(household)
    dwellings = Dwelling.objects.filter(**within).order_by("pk").values_list("pk", "building_id", "unit", "room")
    buildings = Building.objects.filter(**within).order_by("pk")
    return {
        "buildings": Table(
            ("id", "zone", "number", "walk"), list(buildings.values_list("pk", "zone", "number", "place_in_walk"))
        ),
        "homes": Table(
            ("id", "building", "unit", "room", "households", "persons", "outcome", "at", "by"),
            [
                (
                    *row, households.get(row[0], []), persons.get(row[0], 0), str(stand.get(row[0], NOT_ATTEMPTED)),
                    *told(last.get(row[0])),
                )
                for row in dwellings
            ],
        ),
    }  # fmt: skip


def told(knock: tuple[datetime, str] | None) -> tuple[int, str]:
    """When somebody stood at a door and who, so that nobody is asked again unawares."""
    return (seconds(knock[0]), knock[1]) if knock else (0, "")
