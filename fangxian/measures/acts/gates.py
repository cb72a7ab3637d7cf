"""Adding gates, opening and shutting them. A closed place has exactly one open gate (domain-rules D-01)."""

from datetime import datetime
from typing import Annotated, Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Refusal, handles
from fangxian.door.words import refusals
from fangxian.measures.models import Gate, GateRetirement, GateTurn
from fangxian.measures.queries import is_open, latest_turn_at, open_closure, open_gates

REFUSALS = refusals(
    gate_name_taken=_("There already is a gate called %(name)s here."),
    gate_given_up=_("%(gate)s was given up. Add a new gate instead."),
    gate_open_already=_("%(gate)s is already open."),
    gate_shut_already=_("%(gate)s is already shut."),
    second_gate=_(
        "The place is closed and %(gate)s is open. Only one gate may be open: switch to the other one instead."
    ),
    only_gate=_(
        "%(gate)s is the only open gate of a closed place. Switch to another one instead, so that help can come in."
    ),
    nothing_to_switch=_("The place is not closed. Open and shut its gates one by one."),
    decided_later=_(
        "A gate was turned here later than that, at %(at)s. Look at how things stand now, and decide anew."
    ),
)


class AddGate(Decision):
    """Add a crossing point to the perimeter of a place. While the place is closed, a new gate is shut."""

    needs = Can.DECIDE
    area: int
    name: Annotated[str, Field(min_length=1, max_length=60)]
    gate_kind: Literal["village_gate", "community_gate", "expressway", "provincial_boundary"]
    emergency_lane: bool = False

    def place(self) -> Area:
        """The place whose perimeter it is."""
        return Area.objects.get(pk=self.area)


@handles(AddGate)
def add_gate(act: AddGate, doing: Doing) -> Answer:
    """Make the gate; shut at once where only one may be open."""
    if Gate.objects.filter(area=doing.place, name=act.name).exists():
        raise Refusal("gate_name_taken", name=act.name)
    gate = Gate.objects.create(
        area=doing.place, name=act.name, kind=act.gate_kind, emergency_lane=act.emergency_lane, added_by=doing.by,
        added_at=doing.at,
    )  # fmt: skip
    if closure := open_closure(doing.place):
        turn(gate, doing, opened=False, at=max(doing.at, closure.since))
    return {"gate": gate.pk}


class TurnsGate(Decision):
    """A decision about one gate."""

    needs = Can.DECIDE
    gate: int

    def place(self) -> Area:
        """The place on whose perimeter the gate stands."""
        return Gate.objects.select_related("area").get(pk=self.gate).area


class OpenGate(TurnsGate):
    """Open a gate. A closed place keeps exactly one open."""


@handles(OpenGate)
def open_gate(act: OpenGate, doing: Doing) -> Answer:
    """Open it, unless the place is closed and another one is open."""
    gate = turnable(act.gate, doing)
    others = open_gates(doing.place, doing.at)
    if gate in others:
        raise Refusal("gate_open_already", gate=gate.name)
    if others and open_closure(doing.place):
        raise Refusal("second_gate", gate=others[0].name)
    return {"turn": turn(gate, doing, opened=True, at=doing.at).pk}


class ShutGate(TurnsGate):
    """Shut a gate. The one open gate of a closed place stays open."""


@handles(ShutGate)
def shut_gate(act: ShutGate, doing: Doing) -> Answer:
    """Shut it, unless nobody could come in any more."""
    gate = turnable(act.gate, doing)
    if not is_open(gate, doing.at):
        raise Refusal("gate_shut_already", gate=gate.name)
    refuse_if_only(gate, doing)
    return {"turn": turn(gate, doing, opened=False, at=doing.at).pk}


class SwitchGate(TurnsGate):
    """Make this the open gate of a closed place, and shut the one that was."""


@handles(SwitchGate)
def switch_gate(act: SwitchGate, doing: Doing) -> Answer:
    """Open the one and shut the others at the same moment."""
    gate = turnable(act.gate, doing)
    if open_closure(doing.place) is None:
        raise Refusal("nothing_to_switch")
    others = open_gates(doing.place, doing.at)
    if gate in others:
        raise Refusal("gate_open_already", gate=gate.name)
    for other in others:
        turn(other, doing, opened=False, at=doing.at)
    return {"turn": turn(gate, doing, opened=True, at=doing.at).pk}


class RetireGate(TurnsGate):
    """Give a gate up: it was walled in, or the checkpoint was withdrawn."""


@handles(RetireGate)
def retire_gate(act: RetireGate, doing: Doing) -> Answer:
    """Note its end, unless nobody could come in any more."""
    gate = turnable(act.gate, doing)
    if is_open(gate, doing.at):
        refuse_if_only(gate, doing)
    end = GateRetirement.objects.create(area=doing.place, gate=gate, by=doing.by, at=doing.at)
    return {"retirement": end.pk}


def turnable(pk: int, doing: Doing) -> Gate:
    """The gate, if it stands and nothing was decided about this perimeter after the moment of the act."""
    gate = Gate.objects.select_related("retirement").get(pk=pk)
    if hasattr(gate, "retirement"):
        raise Refusal("gate_given_up", gate=gate.name)
    refuse_if_later(doing.place, doing.at)
    return gate


def refuse_if_later(area: Area, at: datetime) -> None:
    """Decisions about a perimeter are taken in the order of their moments."""
    later = latest_turn_at(area)
    if later is not None and later > at:
        raise Refusal("decided_later", at=timezone.localtime(later).strftime("%Y-%m-%d %H:%M"))


def refuse_if_only(gate: Gate, doing: Doing) -> None:
    """Somebody must always be able to come in with help."""
    if open_closure(doing.place) and open_gates(doing.place, doing.at) == [gate]:
        raise Refusal("only_gate", gate=gate.name)


def turn(gate: Gate, doing: Doing, *, opened: bool, at: datetime) -> GateTurn:
    """Write one turn."""
    return GateTurn.objects.create(area_id=gate.area_id, gate=gate, opened=opened, by=doing.by, at=at)
