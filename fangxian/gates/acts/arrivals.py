"""What became of travellers a road checkpoint announced."""

from typing import Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, handles
from fangxian.door.words import refusals
from fangxian.gates.models import Arrival, ArrivalEnd

REFUSALS = refusals(
    arrival_settled=_("Somebody has already seen to this arrival."),
)


class SettleArrival(Decision):
    """Say what became of an announced traveller: met, visited, did not come, or lives somewhere else."""

    needs = Can.STAND_DUTY
    sight = Can.SEE_GATE
    arrival: UUID
    outcome: Literal["met", "visited", "not_here", "elsewhere"]
    note: PrivateText = ""

    def place(self) -> Area:
        """The place they are bound for."""
        return Arrival.objects.select_related("area").get(pk=self.arrival).area


@handles(SettleArrival)
def settle_arrival(act: SettleArrival, doing: Doing) -> Answer:
    """Add the row that takes it off the list."""
    arrival = Arrival.objects.get(pk=act.arrival)
    if ArrivalEnd.objects.filter(arrival=arrival).exists():
        raise Refusal("arrival_settled")
    ArrivalEnd.objects.create(
        area=doing.place, arrival=arrival, outcome=act.outcome, note=act.note, by=doing.by, at=doing.at
    )
    return {"arrival": str(arrival.pk)}
