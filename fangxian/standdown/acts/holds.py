"""Holds of law: what somebody may still have to answer for is not erased until a second person says so."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, handles
from fangxian.door.words import refusals
from fangxian.standdown.models import Hold, HoldLift
from fangxian.standdown.rules.registers import REGISTERS

REFUSALS = refusals(
    no_such_register=_("Choose one register or more."),
    hold_lifted=_("This hold was already lifted."),
    hold_by_yourself=_("A hold is lifted by another person than the one who placed it."),
)

Registers = Annotated[tuple[Annotated[str, Field(max_length=12)], ...], Field(max_length=len(REGISTERS))]
Why = Annotated[PrivateText, Field(min_length=4, max_length=500)]


def known(registers: tuple[str, ...]) -> list[str]:
    """The registers meant, each once, in the order of the house. Raises Refusal."""
    if not registers or set(registers) - set(REGISTERS):
        raise Refusal("no_such_register")
    return [name for name in REGISTERS if name in registers]


class PlaceHold(Decision):
    """Hold some registers of a place: they are not erased as long as the hold lasts. It holds at once."""

    needs = Can.DECIDE
    area: int
    registers: Registers
    reason: Why

    def place(self) -> Area:
        """The place the hold covers."""
        return Area.objects.get(pk=self.area)


@handles(PlaceHold)
def place_hold(act: PlaceHold, doing: Doing) -> Answer:
    """Write the hold."""
    hold = Hold.objects.create(
        area=doing.place, registers=known(act.registers), reason=act.reason, by=doing.by, at=doing.at
    )
    return {"hold": hold.pk}


class LiftHold(Decision):
    """Lift a hold. Only another person than the one who placed it may."""

    needs = Can.DECIDE
    hold: int
    reason: Why

    def place(self) -> Area:
        """The place the hold covers."""
        return Hold.objects.select_related("area").get(pk=self.hold).area


@handles(LiftHold)
def lift_hold(act: LiftHold, doing: Doing) -> Answer:
    """Write the end of the hold."""
    hold = Hold.objects.get(pk=act.hold)
    if HoldLift.objects.filter(hold=hold).exists():
        raise Refusal("hold_lifted")
    if hold.by_id == doing.by.pk:
        raise Refusal("hold_by_yourself")
    lift = HoldLift.objects.create(area=doing.place, hold=hold, reason=act.reason, by=doing.by, at=doing.at)
    return {"lift": lift.pk}
