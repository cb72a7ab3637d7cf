"""Complaints, appeals and questions of a household: written down by who hears them, answered by a person (S-26)."""

from datetime import timedelta
from typing import Annotated, Literal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area, Person
from fangxian.areas.queries import scope_of
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Fact, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.measures.models import Complaint, ComplaintAnswer, ComplaintOwner
from fangxian.measures.queries import answerers, confined, rules_for
from fangxian.register.models import Household

REFUSALS = refusals(
    complaint_answered=_("This was already answered."),
    cannot_answer=_("This person does not answer complaints here. Choose somebody from the list."),
    appeal_needs_decider=_("An appeal against an order is answered by somebody who may decide on orders here."),
)

Topic = Literal["food", "medicine", "going_out", "work", "order", "manner", "rumour", "other"]
Words = Annotated[str, Sealed(), Field(min_length=1, max_length=2000)]


class RecordComplaint(Fact):
    """A household complains, appeals against its order, or asks. It gets an owner and a time to be answered by."""

    # Whoever serves the homes may hear it: at the gate, at the door, on the phone.
    needs = Can.SEE_HOMES
    sight = Can.ANSWER
    household: int
    complaint_kind: Literal["complaint", "appeal", "question"] = "complaint"
    topic: Topic = "other"
    words: Words

    def place(self) -> Area:
        """Where the household lives."""
        return Household.objects.select_related("area").get(pk=self.household).area


@handles(RecordComplaint)
def record_complaint(act: RecordComplaint, doing: Doing) -> Answer:
    """Write it down with its owner; an appeal names the order it is against."""
    household = Household.objects.select_related("area").get(pk=act.household)
    hours = rules_for(doing.place, on=timezone.localdate(doing.at)).int("situation.answer_within_h")
    row = Complaint.objects.create(
        household=household, kind=act.complaint_kind, topic=act.topic, words=act.words,
        stay_home=confined(household, doing.at) if act.complaint_kind == "appeal" else None,
        heard_by=doing.by, at=doing.at, due_at=doing.at + timedelta(hours=hours),
    )  # fmt: skip
    owner = owner_for(row, doing)
    ComplaintOwner.objects.create(complaint=row, owner=owner, by=doing.by, at=doing.at)
    return {"complaint": row.pk, "owner": owner.pk, "due_at": row.due_at.isoformat()}


def owner_for(row: Complaint, doing: Doing) -> Person:
    """Who answers: an appeal goes to a person who decides, anything else to the nearest who serves the household.

    Nobody judges an appeal against their own order while another who decides here can; levels above see no homes.
    """
    serving = answerers(doing.place, at=doing.at, deciding=row.kind == "appeal")
    decided = row.stay_home.decided_by_id if row.stay_home else None
    return next((who for who in serving if who.pk != decided), serving[0] if serving else doing.by)


class AboutComplaint(Decision):
    """A decision about one complaint."""

    needs = Can.ANSWER
    sight = Can.ANSWER
    complaint: int

    def place(self) -> Area:
        """Where the household lives."""
        return Complaint.objects.select_related("household__area").get(pk=self.complaint).household.area


class HandOverComplaint(AboutComplaint):
    """Somebody else answers for it from now on; its time stays."""

    to: int


@handles(HandOverComplaint)
def hand_over_complaint(act: HandOverComplaint, doing: Doing) -> Answer:
    """A new owner."""
    row = open_complaint(act.complaint)
    serving = answerers(doing.place, at=doing.at, deciding=row.kind == "appeal")
    owner = next((who for who in serving if who.pk == act.to), None)
    if owner is None:
        raise Refusal("cannot_answer")
    ComplaintOwner.objects.create(complaint=row, owner=owner, by=doing.by, at=doing.at)
    return {"complaint": row.pk, "owner": owner.pk}


class AnswerComplaint(AboutComplaint):
    """Answer a household, and say what came of it."""

    outcome: Literal["upheld", "partly", "not_upheld", "explained"] = "explained"
    words: Words


@handles(AnswerComplaint)
def answer_complaint(act: AnswerComplaint, doing: Doing) -> Answer:
    """The answer. An appeal is answered by somebody who may decide."""
    row = open_complaint(act.complaint)
    if row.kind == "appeal" and not scope_of(doing.by, at=doing.at).may(Can.DECIDE, doing.place.pk):
        raise Refusal("appeal_needs_decider")
    answer = ComplaintAnswer.objects.create(
        complaint=row, outcome=act.outcome, words=act.words, by=doing.by, at=doing.at
    )
    return {"answer": answer.pk}


def open_complaint(key: int) -> Complaint:
    """A complaint nobody has answered. Raises Refusal."""
    row = Complaint.objects.get(pk=key)
    if ComplaintAnswer.objects.filter(complaint=row).exists():
        raise Refusal("complaint_answered")
    return row
