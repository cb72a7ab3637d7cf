"""Closing a place and lifting the closure: perimeter and stay-at-home in one decision each."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.door.act import Answer, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.measures.acts.gates import refuse_if_later, turn
from fangxian.measures.acts.ordering import LiftAct, OrderAct, checked_end, checked_order
from fangxian.measures.models import Closure, ClosureLift, Gate, StayHome, StayHomeEnd
from fangxian.measures.queries import gates_of, latest_turn_at, open_closure, open_gates
from fangxian.rulepacks.schema import VOCABULARIES

REFUSALS = refusals(
    place_too_large=_("Close the smallest place that is enough: a village, a community or a grid, each on its own."),
    already_closed=_("This place is already closed under %(document)s."),
    open_gate_missing=_("Choose the one gate that stays open."),
    unknown_level=_("Say which situation the closure answers to."),
    already_lifted=_("This closure was already lifted."),
    end_ground_missing=_("Write down the ground and the document number on which it ends."),
)


class ClosePlace(OrderAct):
    """Close a place: exactly one gate stays open, and every household stays at home. A named person decides."""

    area: int
    open_gate: int | None = None
    level: str = ""

    def place(self) -> Area:
        """The place to close."""
        return Area.objects.get(pk=self.area)


@handles(ClosePlace)
def close_place(act: ClosePlace, doing: Doing) -> Answer:
    """Write the closure, the order to stay at home that comes with it, and a turn of every gate."""
    gate = checked_closing(act, doing)
    words = checked_order(act, doing)
    refuse_if_later(doing.place, words["since"])
    closure = Closure.objects.create(**words, open_gate=gate, level=act.level)
    order = StayHome.objects.create(**words, closure=closure)
    for one in gates_of(doing.place):
        turn(one, doing, opened=one == gate, at=closure.since)
    return {"closure": closure.pk, "stay_home": order.pk}


def checked_closing(act: ClosePlace, doing: Doing) -> Gate:
    """The gate that stays open, or the refusal."""
    if doing.place.level < Level.COMMUNITY:
        raise Refusal("place_too_large")
    if closure := open_closure(doing.place):
        raise Refusal("already_closed", document=closure.document_no)
    if act.level not in VOCABULARIES["level"]:
        raise Refusal("unknown_level")
    gate = gates_of(doing.place).filter(pk=act.open_gate or 0).first()
    if gate is None:
        raise Refusal("open_gate_missing")
    return gate


class LiftClosure(LiftAct):
    """Lift a closure, and with it every stay-at-home order that came with it."""

    needs = Can.DECIDE
    closure: int

    def place(self) -> Area:
        """The closed place."""
        return Closure.objects.select_related("area").get(pk=self.closure).area


@handles(LiftClosure)
def lift_closure(act: LiftClosure, doing: Doing) -> Answer:
    """End the closure and its orders, and open the gates that it had shut."""
    closure = Closure.objects.get(pk=act.closure)
    if ClosureLift.objects.filter(closure=closure).exists():
        raise Refusal("already_lifted")
    end = checked_end(
        act, doing, decided_by=closure.decided_by_id, decided_level=closure.decided_level, body=closure.body
    )
    lift = ClosureLift.objects.create(closure=closure, **end)
    for order in closure.stay_homes.filter(end=None):
        StayHomeEnd.objects.create(stay_home=order, **end)
    reopen(closure, doing)
    return {"lift": lift.pk}


def reopen(closure: Closure, doing: Doing) -> None:
    """Open what was open just before the closure; a gate shut for another reason stays shut."""
    moment = max(doing.at, latest_turn_at(doing.place) or doing.at)
    open_now = open_gates(doing.place, moment)
    for gate in open_gates(doing.place, closure.since - timedelta(microseconds=1)):
        if gate not in open_now and not hasattr(gate, "retirement"):
            turn(gate, doing, opened=True, at=moment)
