"""Record a passage; take one back that was a slip."""

from typing import Annotated
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.queries import scope_of
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Fact, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.gates.acts.hours import take_from_hour
from fangxian.gates.acts.writing import Moment, Movement, check_of, reflag, write_passage
from fangxian.gates.models import Arrival, ArrivalEnd, Passage, TakenBack
from fangxian.gates.queries import gate_rules
from fangxian.measures.queries import place_of_gate
from fangxian.monitoring.acts import take_fever_back

REFUSALS = refusals(
    already_taken_back=_("This passage was already taken back."),
    too_late_to_take_back=_(
        "A passage may be taken back within %(minutes)s minutes. After that, ask the person responsible for the place."
    ),
)


class RecordPassage(Fact, Movement):
    """Somebody or something came to a gate: it passed, was turned back, or was held. Recorded, never refused."""

    needs = Can.WORK_GATE
    sight = Can.SEE_GATE
    gate: int

    def place(self) -> Area:
        """The place whose perimeter the gate is in."""
        return place_of_gate(self.gate)


@handles(RecordPassage)
def record_passage(act: RecordPassage, doing: Doing) -> Answer:
    """Judge by the rules of the day it happened, and write it down with what is to be remarked."""
    rules = gate_rules(doing.place, on=timezone.localdate(doing.at))
    ahead = act.moment() > doing.received_at + rules.clock_ahead
    row = write_passage(act, Moment(act.id, act.gate, doing.at, rules, ahead, bool(act.clock_off)), doing)
    return {
        "passage": str(row.pk),
        "verdict": row.verdict,
        "reasons": row.reasons,
        "outcome": row.outcome,
        "remarks": row.remarks,
        "flags": row.flags,
    }


class TakeBackPassage(Decision):
    """Take back a passage that was a slip: by the gate within the pack's minutes, by the lead at any time."""

    needs = Can.WORK_GATE
    sight = Can.SEE_GATE
    passage: UUID
    reason: Annotated[str, Sealed(), Field(max_length=200)] = ""

    def place(self) -> Area:
        """The place of the passage."""
        return Passage.objects.select_related("area").get(pk=self.passage).area


@handles(TakeBackPassage)
def take_back_passage(act: TakeBackPassage, doing: Doing) -> Answer:
    """Add the row that takes it back, and recompute the line without it; a fever of it is taken from the medic too."""
    passage = Passage.objects.get(pk=act.passage)
    if TakenBack.objects.filter(passage=passage).exists():
        raise Refusal("already_taken_back")
    rules = gate_rules(doing.place, on=timezone.localdate(passage.at))
    late = doing.received_at > passage.received_at + rules.take_back
    if late and not scope_of(doing.by, at=doing.at).may(Can.AUTHORISE, doing.place.pk):
        raise Refusal("too_late_to_take_back", minutes=int(rules.take_back.total_seconds() // 60))
    TakenBack.objects.create(area=doing.place, passage=passage, by=doing.by, at=doing.at, reason=act.reason)
    take_from_hour(passage)
    take_fever_back(check_of(passage), doing=doing)
    if passage.bound_for or passage.came_from:
        mistaken = Arrival.objects.filter(pk=passage.pk, end=None).first()
        if mistaken is not None:
            ArrivalEnd.objects.create(
                area_id=mistaken.area_id, arrival=mistaken, outcome="mistaken", by=doing.by, at=doing.at
            )
    reflag(passage, doing, rules, new=False)
    return {"passage": str(passage.pk)}
