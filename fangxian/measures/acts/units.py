"""Closing a unit-stair or a building: the smallest place that is enough, every household in it under an order."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.measures.acts.behind import bind, bind_who_stays_behind, words_of
from fangxian.measures.acts.ordering import LiftAct, OrderAct, checked_end, checked_order
from fangxian.measures.models import StayHome, StayHomeEnd, UnitClosure, UnitClosureLift
from fangxian.measures.queries import homes_in_unit
from fangxian.register.models import Building

REFUSALS = refusals(
    unit_empty=_("Nobody lives there. Check the building and the unit-stair."),
    nobody_moved_in=_("Every household there has its notice already."),
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
    return {"unit_closure": closure.pk, "households": bind(closure, words)}


class BindNewHomes(Decision):
    """Households that moved in behind a closed door get the same notice, and with it the same service."""

    needs = Can.DECIDE
    unit_closure: int

    def place(self) -> Area:
        """Where the building stands."""
        return UnitClosure.objects.select_related("area").get(pk=self.unit_closure).area


@handles(BindNewHomes)
def bind_new_homes(act: BindNewHomes, doing: Doing) -> Answer:
    """Write an order in the words of the closure, from now on, for each household that has none."""
    closure = UnitClosure.objects.get(pk=act.unit_closure)
    if UnitClosureLift.objects.filter(unit_closure=closure).exists():
        raise Refusal("already_lifted")
    now = {"decided_by_id": doing.by.pk, "decided_at": doing.at, "announced_at": doing.at, "since": doing.at}
    count = bind(closure, words_of(closure, **now))
    if not count:
        raise Refusal("nobody_moved_in")
    return {"unit_closure": closure.pk, "households": count}


class LiftUnit(LiftAct):
    """Lift the closure of a unit-stair or building, and with it every order that came with it."""

    unit_closure: int

    def place(self) -> Area:
        """Where the building stands."""
        return UnitClosure.objects.select_related("area").get(pk=self.unit_closure).area


@handles(LiftUnit)
def lift_unit(act: LiftUnit, doing: Doing) -> Answer:
    """End the closure and its orders; whoever is behind another closed door is bound by that one."""
    closure = UnitClosure.objects.get(pk=act.unit_closure)
    if UnitClosureLift.objects.filter(unit_closure=closure).exists():
        raise Refusal("already_lifted")
    end = checked_end(
        act, doing, decided_by=closure.decided_by_id, decided_level=closure.decided_level, body=closure.body
    )
    lift = UnitClosureLift.objects.create(unit_closure=closure, **end)
    running = list(StayHome.objects.filter(unit_closure=closure, end=None).select_related("household__dwelling"))
    StayHomeEnd.objects.bulk_create([StayHomeEnd(stay_home=order, **end) for order in running])
    kept = bind_who_stays_behind([order.household for order in running if order.household], at=doing.at)
    return {"lift": lift.pk, "still_closed": kept}
