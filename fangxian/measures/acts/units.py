"""Closing a unit-stair or a building: the smallest place that is enough, every household in it under an order."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.door.act import Answer, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.measures.acts.ordering import LiftAct, OrderAct, checked_end, checked_order
from fangxian.measures.models import StayHome, StayHomeEnd, UnitClosure, UnitClosureLift
from fangxian.measures.queries import homes_in_unit
from fangxian.register.models import Building

REFUSALS = refusals(
    unit_empty=_("Nobody lives there. Check the building and the unit-stair."),
    unit_already_closed=_("%(unit)s is already closed under %(document)s."),
)


class CloseUnit(OrderAct):
    """Close a unit-stair, or with no stair a whole building. Needs its supply as any order does."""

    building: int
    stair: Annotated[str, Field(max_length=20)] = ""

    def place(self) -> Area:
        """Where the building stands."""
        return Building.objects.select_related("area").get(pk=self.building).area


@handles(CloseUnit)
def close_unit(act: CloseUnit, doing: Doing) -> Answer:
    """Write the closure, and an order for every household in it that has none of its own."""
    building = Building.objects.get(pk=act.building)
    for standing in UnitClosure.objects.filter(building=building, lift=None).select_related("building"):
        if standing.unit in ("", act.stair):
            raise Refusal("unit_already_closed", unit=str(standing), document=standing.document_no)
    homes = homes_in_unit(building, act.stair)
    if not homes:
        raise Refusal("unit_empty")
    words = checked_order(act, doing)
    closure = UnitClosure.objects.create(**words, building=building, unit=act.stair)
    bound = set(StayHome.objects.filter(household__in=homes, end=None).values_list("household_id", flat=True))
    orders = [StayHome(**words, household=home, unit_closure=closure) for home in homes if home.pk not in bound]
    StayHome.objects.bulk_create(orders)
    return {"unit_closure": closure.pk, "households": len(orders)}


class LiftUnit(LiftAct):
    """Lift the closure of a unit-stair or building, and with it every order that came with it."""

    unit_closure: int

    def place(self) -> Area:
        """Where the building stands."""
        return UnitClosure.objects.select_related("area").get(pk=self.unit_closure).area


@handles(LiftUnit)
def lift_unit(act: LiftUnit, doing: Doing) -> Answer:
    """End the closure and its orders."""
    closure = UnitClosure.objects.get(pk=act.unit_closure)
    if UnitClosureLift.objects.filter(unit_closure=closure).exists():
        raise Refusal("already_lifted")
    end = checked_end(
        act, doing, decided_by=closure.decided_by_id, decided_level=closure.decided_level, body=closure.body
    )
    lift = UnitClosureLift.objects.create(unit_closure=closure, **end)
    running = StayHome.objects.filter(unit_closure=closure, end=None)
    StayHomeEnd.objects.bulk_create([StayHomeEnd(stay_home=order, **end) for order in running])
    return {"lift": lift.pk}
