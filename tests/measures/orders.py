"""Gates and orders as tests ask for them: everything that must be there, and whatever a test changes."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from fangxian.areas.models import Area, Person
from fangxian.door.models import Entry
from fangxian.measures.acts import AddGate, ClosePlace, ConfineHousehold, GrantException, LiftClosure
from fangxian.measures.models import Closure, Gate
from tests.homes import Homes
from tests.world import World

GROUND = {"basis": "传染病防治法第42条", "document_no": "岚指〔2020〕3号"}


def gates(world: World, *names: str, area: Area | None = None) -> list[int]:
    """Gates of Bamboo, or of another place its lead decides for."""
    place = (area or world.bamboo).pk
    return [
        world.written(AddGate(area=place, name=name, gate_kind="village_gate"), by=world.an)["gate"] for name in names
    ]


def words(world: World, **changes: Any) -> dict[str, Any]:
    """The words of an order that may stand."""
    return {
        **GROUND, "body": "岚山区新冠肺炎疫情处置指挥部", "approved_by": "日照市人民政府",
        "review_on": timezone.localdate() + timedelta(days=7), "alternatives_considered": "只封两户不足以切断",
        "supply_owner": world.su.pk, "contact_phone": "0633-2612345", **changes,
    }  # fmt: skip


def closing(world: World, gate: int | None, **changes: Any) -> ClosePlace:
    """The wish to close Bamboo with this gate open."""
    values = words(world, area=world.bamboo.pk, open_gate=gate, level="outbreak")
    return ClosePlace(**{**values, **changes})


def close(world: World, gate: int, *, by: Person | None = None, **changes: Any) -> int:
    """Close Bamboo; the closure's number."""
    closure: int = world.written(closing(world, gate, **changes), by=by or world.an)["closure"]
    return closure


def lift(world: World, closure: int, *, by: Person, **changes: Any) -> Entry:
    """Try to lift a closure."""
    return world.submit(LiftClosure(**{"closure": closure, **GROUND, **changes}), by=by)


def confine(world: World, homes: Homes, **changes: Any) -> ConfineHousehold:
    """The wish that the Li household stays at home."""
    return ConfineHousehold(**{**words(world, household=homes.li.household.pk), **changes})


def midwife(world: World, homes: Homes, **changes: Any) -> GrantException:
    """A midwife comes to the Li household, from now on for three hours."""
    values = {
        "household": homes.li.household.pk, "visitor": "接生员", "reason": "birth",
        "until": timezone.now() + timedelta(hours=3), **changes,
    }  # fmt: skip
    return GrantException(**values)


def gate_named(world: World, name: str) -> Gate:
    """The gate as it stands in the table."""
    with world.all_eyes():
        return Gate.objects.get(name=name)


def the_closure(world: World) -> Closure:
    """The only closure there is."""
    with world.all_eyes():
        return Closure.objects.get()
