"""The end of a shift: the balance is computed, the count of the people who leave is written beside it."""

from typing import Annotated

from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Doing, Fact, Sealed, handles
from fangxian.gates.models import Handover
from fangxian.gates.queries import balance, inside_count, last_handover
from fangxian.measures.models import Gate
from fangxian.measures.queries import place_of_gate


class HandOverGate(Fact):
    """Hand a gate over to the next shift."""

    needs = Can.WORK_GATE
    sight = Can.SEE_GATE
    gate: int
    taken_by: Annotated[str, Sealed(), Field(min_length=1, max_length=60)]
    counted_inside: Annotated[int | None, Field(ge=0, le=1_000_000)] = None
    note: Annotated[str, Sealed(), Field(max_length=500)] = ""

    def place(self) -> Area:
        """The place whose perimeter the gate is in."""
        return place_of_gate(self.gate)


@handles(HandOverGate)
def hand_over_gate(act: HandOverGate, doing: Doing) -> Answer:
    """Sum up since the hand-over before."""
    gate = Gate.objects.get(pk=act.gate)
    before = last_handover(gate, doing.at)
    since = before.at if before else None
    sums = balance(gate, since=since, until=doing.at)
    row = Handover.objects.create(
        id=act.id, area=doing.place, gate=gate, since=since, at=doing.at, persons_in=sums.persons_in,
        persons_out=sums.persons_out, turned_back=sums.turned_back, inside=inside_count(doing.place, doing.at).inside,
        counted_inside=act.counted_inside, note=act.note, handed_by=doing.by, taken_by=act.taken_by,
    )  # fmt: skip
    return {"handover": str(row.pk), "inside": row.inside}
