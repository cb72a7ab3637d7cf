"""An order is looked at again when its day has come: kept with a reason and a new day, or lifted by its own act."""

from datetime import date
from typing import Annotated, Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, handles
from fangxian.door.words import refusals
from fangxian.measures.models import (
    Closure,
    ClosureReview,
    Order,
    StayHome,
    StayHomeReview,
    UnitClosure,
    UnitClosureReview,
)
from fangxian.measures.queries import deciding_level, rules_for
from fangxian.measures.rules import latest_review, may_lift, review_fault

REFUSALS = refusals(
    review_not_yours=_("This was decided by %(body)s. Only the same body or a higher one looks at it again."),
    review_reason_missing=_("Write down why the order is still needed, and why nothing milder is enough."),
    next_review_wrong=_("Choose the day on which it is looked at next: after today, and by %(latest)s."),
    order_ended=_("This order has already ended."),
)


class ReviewAct(Decision):
    """An order is kept after it was looked at again. An approval that was outstanding may be written down with it."""

    needs = Can.DECIDE
    review_on: date | None = None
    approved_by: Annotated[str, Field(max_length=100)] = ""


class ReviewClosure(ReviewAct):
    """Keep the closure of a place, and the order to stay at home that came with it."""

    closure: int
    reason: Annotated[str, Field(max_length=1000)] = ""

    def place(self) -> Area:
        """The closed place."""
        return Closure.objects.select_related("area").get(pk=self.closure).area


@handles(ReviewClosure)
def review_closure(act: ReviewClosure, doing: Doing) -> Answer:
    """Write the review; the order that came with the closure is looked at on the same day."""
    closure = Closure.objects.get(pk=act.closure)
    words = checked_review(act, closure, doing, reason=act.reason, ended=hasattr(closure, "lift"))
    row = ClosureReview.objects.create(**words, closure=closure, reason=act.reason)
    keep(act, closure, closure.stay_homes.filter(end=None))
    return {"review": row.pk}


class ReviewUnit(ReviewAct):
    """Keep the closure of a unit-stair or a building, and the orders that came with it."""

    unit_closure: int
    reason: PrivateText = ""

    def place(self) -> Area:
        """Where the building stands."""
        return UnitClosure.objects.select_related("area").get(pk=self.unit_closure).area


@handles(ReviewUnit)
def review_unit(act: ReviewUnit, doing: Doing) -> Answer:
    """Write the review; the orders of its households are looked at on the same day."""
    closure = UnitClosure.objects.get(pk=act.unit_closure)
    words = checked_review(act, closure, doing, reason=act.reason, ended=hasattr(closure, "lift"))
    row = UnitClosureReview.objects.create(**words, unit_closure=closure, reason=act.reason)
    keep(act, closure, closure.stay_homes.filter(end=None))
    return {"review": row.pk}


class ReviewHousehold(ReviewAct):
    """Keep the order for one household."""

    stay_home: int
    reason: PrivateText = ""

    def place(self) -> Area:
        """Where the household lives."""
        return StayHome.objects.select_related("area").get(pk=self.stay_home).area


@handles(ReviewHousehold)
def review_household(act: ReviewHousehold, doing: Doing) -> Answer:
    """Write the review of an order of its own; one that came with a closure is looked at with the closure."""
    order = StayHome.objects.get(pk=act.stay_home)
    if order.closure_id is not None or order.unit_closure_id is not None:
        raise Refusal("comes_with_closure")
    words = checked_review(act, order, doing, reason=act.reason, ended=hasattr(order, "end"))
    row = StayHomeReview.objects.create(**words, stay_home=order, reason=act.reason)
    keep(act, order, StayHome.objects.none())
    return {"review": row.pk}


def checked_review(act: ReviewAct, order: Order, doing: Doing, *, reason: str, ended: bool) -> dict[str, Any]:
    """The columns of a review, or the refusal for the first thing it lacks."""
    if ended:
        raise Refusal("order_ended")
    own = deciding_level(doing.by, doing.place, at=doing.at)
    same = order.decided_by_id == doing.by.pk
    if not may_lift(same_person=same, own_level=own, decided_level=order.decided_level):
        raise Refusal("review_not_yours", body=order.body)
    if not reason.strip():
        raise Refusal("review_reason_missing")
    today = timezone.localdate(doing.at)
    days = rules_for(doing.place, on=today).int("situation.review_days")
    if review_fault(act.review_on, since=today, review_days=days):
        raise Refusal("next_review_wrong", latest=latest_review(today, review_days=days).isoformat())
    return {
        "area": doing.place, "was_due_on": order.review_on, "review_on": act.review_on, "by": doing.by, "at": doing.at,
    }  # fmt: skip


def keep(act: ReviewAct, order: Order, with_it: QuerySet[StayHome]) -> None:
    """The new day, and the approval if it was outstanding, on the order and on those that came with it."""
    changes: dict[str, Any] = {"review_on": act.review_on}
    if act.approved_by and not order.approved_by:
        changes["approved_by"] = act.approved_by
    itself: QuerySet[Model] = type(order)._default_manager.filter(pk=order.pk)
    for rows in (itself, with_it):
        rows.update(**changes)
