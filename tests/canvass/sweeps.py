"""Short ways to sweep Bamboo in tests."""

from typing import Any

from fangxian.areas.models import Area, Person
from fangxian.canvass.acts import RecordDoor, StartSweep
from fangxian.register.models import Dwelling
from tests.world import World


def start(world: World, **changes: Any) -> StartSweep:
    """A sweep through Bamboo, unsent."""
    return StartSweep(**{"area": world.bamboo.pk, "name": "第一轮摸排", "question": "近期去过外地吗?", **changes})


def started(world: World, **changes: Any) -> int:
    """A sweep the lead has begun."""
    key: int = world.written(start(world, **changes), by=world.an)["sweep"]
    return key


def doors(world: World, area: Area | None = None) -> list[int]:
    """The dwellings of a place, in the order they were laid."""
    place = area or world.bamboo
    with world.all_eyes():
        inside = Dwelling.objects.filter(area_id__gte=place.span.first, area_id__lt=place.span.end)
        return list(inside.order_by("pk").values_list("pk", flat=True))


def knock(world: World, sweep: int, dwelling: int, outcome: str, *, by: Person | None = None, **more: Any) -> list[str]:
    """Somebody knocks; the remarks that were made."""
    act = RecordDoor.model_validate({"sweep": sweep, "dwelling": dwelling, "outcome": outcome, **more})
    remarks: list[str] = world.written(act, by=by or world.tian)["remarks"]
    return remarks
