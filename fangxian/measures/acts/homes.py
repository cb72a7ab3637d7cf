"""Orders for one household, and the exceptions that let life go on: a birth, a funeral, a doctor."""

from datetime import datetime
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.measures.acts.behind import bind_who_stays_behind
from fangxian.measures.acts.ordering import LiftAct, OrderAct, checked_end, checked_order
from fangxian.measures.models import EXCEPTION_REASONS, StayHome, StayHomeEnd, StayHomeException, StayHomeExceptionEnd
from fangxian.measures.queries import confined
from fangxian.register.models import Household, Resident

REFUSALS = refusals(
    already_confined=_("This household already has an order of its own under %(document)s."),
    comes_with_closure=_("This order came with the closure and ends when the closure is lifted."),
    already_released=_("This order has already ended."),
    not_confined=_("Nobody has ordered this household to stay at home then, so no exception is needed."),
    unknown_reason=_("Choose a reason for the exception."),
    exception_hours_wrong=_("Say until when the exception holds: after it begins."),
    somebody_elses_home=_("This person does not live in this household."),
    exception_over=_("This exception is already over."),
)

PrivateName = Annotated[str, Sealed(), Field(max_length=60)]


class ConfineHousehold(OrderAct):
    """Order one household to stay at home. Says nothing about anybody's health; needs its supply as any order does."""

    household: int

    def place(self) -> Area:
        """Where the household lives."""
        return Household.objects.select_related("area").get(pk=self.household).area


@handles(ConfineHousehold)
def confine_household(act: ConfineHousehold, doing: Doing) -> Answer:
    """Write the order, if the household has none of its own."""
    standing = StayHome.objects.filter(household_id=act.household, end=None).first()
    if standing is not None:
        raise Refusal("already_confined", document=standing.document_no)
    order = StayHome.objects.create(**checked_order(act, doing), household_id=act.household)
    return {"stay_home": order.pk}


class ReleaseHousehold(LiftAct):
    """End the order for one household. Who decided it, or a higher body, ends it."""

    stay_home: int

    def place(self) -> Area:
        """Where the household lives."""
        return StayHome.objects.select_related("area").get(pk=self.stay_home).area


@handles(ReleaseHousehold)
def release_household(act: ReleaseHousehold, doing: Doing) -> Answer:
    """Write the end; a household whose unit-stair or building is closed stays at home under that closure."""
    order = StayHome.objects.select_related("household__dwelling").get(pk=act.stay_home)
    if order.closure_id is not None or order.unit_closure_id is not None:
        raise Refusal("comes_with_closure")
    if StayHomeEnd.objects.filter(stay_home=order).exists():
        raise Refusal("already_released")
    end = checked_end(act, doing, decided_by=order.decided_by_id, decided_level=order.decided_level, body=order.body)
    written = StayHomeEnd.objects.create(stay_home=order, **end)
    kept = bind_who_stays_behind([order.household] if order.household else [], at=doing.at)
    return {"end": written.pk, "still_closed": kept}


class GrantException(Decision):
    """Let somebody leave, or come to, a household that must stay at home, for a reason and a time."""

    needs = Can.AUTHORISE
    household: int
    resident: int | None = None
    visitor: PrivateName = ""
    reason: str = ""
    escort: PrivateName = ""
    note: PrivateText = ""
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None

    def place(self) -> Area:
        """Where the household lives."""
        return Household.objects.select_related("area").get(pk=self.household).area


@handles(GrantException)
def grant_exception(act: GrantException, doing: Doing) -> Answer:
    """Write the exception for a household that is, or will be, confined when it begins."""
    since = act.since or doing.at
    until = checked_hours(act, since)
    household = Household.objects.select_related("area").get(pk=act.household)
    if confined(household, since) is None:
        raise Refusal("not_confined")
    if act.resident is not None and not Resident.objects.filter(pk=act.resident, household=household).exists():
        raise Refusal("somebody_elses_home")
    made = StayHomeException.objects.create(
        area=doing.place, household=household, resident_id=act.resident, visitor=act.visitor, reason=act.reason,
        escort=act.escort, note=act.note, since=since, until=until, approved_by=doing.by, approved_at=doing.at,
    )  # fmt: skip
    return {"exception": made.pk}


def checked_hours(act: GrantException, since: datetime) -> datetime:
    """When the exception ends, or the refusal."""
    if act.reason not in EXCEPTION_REASONS:
        raise Refusal("unknown_reason")
    if act.until is None or act.until <= since:
        raise Refusal("exception_hours_wrong")
    return act.until


class EndException(Decision):
    """Take an exception back, or note that it has done its work, before its time is over."""

    needs = Can.AUTHORISE
    exception: int

    def place(self) -> Area:
        """Where the household lives."""
        return StayHomeException.objects.select_related("area").get(pk=self.exception).area


@handles(EndException)
def end_exception(act: EndException, doing: Doing) -> Answer:
    """Write the end, if it still holds."""
    exception = StayHomeException.objects.get(pk=act.exception)
    ended = StayHomeExceptionEnd.objects.filter(exception=exception).exists()
    if ended or exception.until <= doing.at:
        raise Refusal("exception_over")
    end = StayHomeExceptionEnd.objects.create(area=doing.place, exception=exception, by=doing.by, at=doing.at)
    return {"end": end.pk}
