"""What every order must carry, asked of every act that makes one."""

from datetime import date
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, Field

from fangxian.areas.queries import holders_at
from fangxian.areas.roles import Can
from fangxian.door.act import Decision, Doing, Refusal
from fangxian.door.words import refusals
from fangxian.measures.queries import deciding_level, rules_for
from fangxian.measures.rules import Words, fault_in, latest_review, may_lift

REFUSALS = refusals(
    supply_owner_missing=_("Name the person who brings food and medicine to everybody concerned, and who serves here."),
    contact_phone_missing=_("Give the phone that residents can call: 5 to 20 digits."),
    ground_missing=_("Write down the deciding body, the legal basis and the document number."),
    alternatives_missing=_("Write down which milder measures were considered, and why they are not enough."),
    review_day_wrong=_("Choose the day on which the order is looked at again: after it begins, and by %(latest)s."),
    lift_not_yours=_("This was decided by %(body)s. Only the same body or a higher one can lift it."),
)

Line = Annotated[str, Field(max_length=200)]
Short = Annotated[str, Field(max_length=60)]


class OrderAct(Decision):
    """The words every order carries. What is missing is refused in words, not thrown away."""

    needs = Can.DECIDE
    body: Annotated[str, Field(max_length=100)] = ""
    basis: Line = ""
    document_no: Short = ""
    approved_by: Annotated[str, Field(max_length=100)] = ""
    announced_at: AwareDatetime | None = None
    since: AwareDatetime | None = None
    review_on: date | None = None
    alternatives_considered: Annotated[str, Field(max_length=1000)] = ""
    supply_owner: int | None = None
    contact_phone: Annotated[str, Field(max_length=20)] = ""


class LiftAct(Decision):
    """The ground on which an order is ended."""

    needs = Can.DECIDE
    basis: Line = ""
    document_no: Short = ""


def checked_order(act: OrderAct, doing: Doing) -> dict[str, Any]:
    """The columns of an order, or the refusal for the first thing it lacks."""
    since = act.since or doing.at
    begins = timezone.localtime(since).date()
    days = rules_for(doing.place, on=begins).int("situation.review_days")
    serving = [person.pk for person in holders_at(doing.place, Can.RUN_SUPPLY, at=doing.at)]
    words = Words(
        act.basis, act.document_no, act.body, act.alternatives_considered, act.contact_phone, begins, act.review_on
    )
    if code := fault_in(words, owner_serves=act.supply_owner in serving, review_days=days):
        raise Refusal(code, latest=latest_review(begins, review_days=days).isoformat())
    return {
        "area": doing.place, "basis": act.basis, "document_no": act.document_no, "body": act.body,
        "decided_by": doing.by, "decided_level": deciding_level(doing.by, doing.place, at=doing.at),
        "decided_at": doing.at, "approved_by": act.approved_by, "announced_at": act.announced_at or doing.at,
        "since": since, "review_on": act.review_on, "alternatives_considered": act.alternatives_considered,
        "supply_owner_id": act.supply_owner, "contact_phone": act.contact_phone,
    }  # fmt: skip


def checked_end(act: LiftAct, doing: Doing, *, decided_by: int, decided_level: int, body: str) -> dict[str, Any]:
    """The columns of an end, or the refusal when it lacks its ground or somebody else decided."""
    own = deciding_level(doing.by, doing.place, at=doing.at)
    if not may_lift(same_person=decided_by == doing.by.pk, own_level=own, decided_level=decided_level):
        raise Refusal("lift_not_yours", body=body)
    if not (act.basis and act.document_no):
        raise Refusal("end_ground_missing")
    return {"area": doing.place, "by": doing.by, "at": doing.at, "basis": act.basis, "document_no": act.document_no}
