"""The perimeter of a place and the orders that bind the people in it.

Closures are announced, so whoever may see the place may read them. Which household must stay at home, and who may
leave it, is for those who serve its homes. No order says whether anybody is ill: stay-at-home is neither quarantine nor
isolation.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.areas.rules import Level
from fangxian.door.sealed import SealedText
from fangxian.register.models import Building, Household, Resident

GATE_KINDS = {
    "village_gate": _("village gate"),
    "community_gate": _("community gate"),
    "expressway": _("expressway checkpoint"),
    "provincial_boundary": _("provincial boundary checkpoint"),
}
EXCEPTION_REASONS = {
    "medical": _("medical care"),
    "birth": _("birth"),
    "funeral": _("funeral"),
    "emergency": _("emergency"),
    "care": _("care for a person who cannot be alone"),
    "work": _("work that cannot stop"),
    "other": _("other"),
}


COMPLAINTS = {"complaint": _("complaint"), "appeal": _("appeal against an order"), "question": _("question")}
TOPICS = {
    "food": _("food and daily needs"),
    "medicine": _("medicine and care"),
    "going_out": _("going out"),
    "work": _("work and pay"),
    "order": _("the order itself"),
    "manner": _("how we were treated"),
    "rumour": _("something heard"),
    "other": _("other"),
}
ANSWERS = {
    "upheld": _("granted"),
    "partly": _("partly granted"),
    "not_upheld": _("not granted"),
    "explained": _("explained"),
}


class Gate(AreaBound):
    """A crossing point on the perimeter of a place. An emergency lane is never blocked (domain-rules D-01)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="gates")
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=list(GATE_KINDS.items()))
    emergency_lane = models.BooleanField(default=False)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    sight = Can.SEE_PLACE

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "name"], name="one_gate_per_name")]
        ordering: ClassVar = ["area_id", "id"]

    def __str__(self) -> str:
        return self.name


class GateRetirement(AreaBound):
    """A gate is given up: walled in, or the checkpoint withdrawn. Its past stays."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    gate = models.OneToOneField(Gate, models.PROTECT, related_name="retirement")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_PLACE


class GateTurn(AreaBound):
    """A gate was opened or shut; the latest turn counts, and a gate that was never turned is open."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="turns")
    opened = models.BooleanField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_PLACE

    class Meta:
        indexes: ClassVar = [models.Index(fields=["gate", "-at", "-id"])]
        ordering: ClassVar = ["at", "id"]


class Order(AreaBound):
    """What every order carries: who decided, on what ground, from when, looked at again when, and with what support.

    Sources: domain-rules A-06 (who decides), A-07 and A-13 (support, review), A-14 (alternatives considered).
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=200)
    document_no = models.CharField(max_length=60)
    body = models.CharField(max_length=100)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # The level of the post by which it was decided: only this level or a higher one lifts it.
    decided_level = models.PositiveSmallIntegerField(choices=[(level.value, level.name.lower()) for level in Level])
    decided_at = models.DateTimeField()
    approved_by = models.CharField(max_length=100, blank=True)
    announced_at = models.DateTimeField()
    since = models.DateTimeField()
    review_on = models.DateField()
    alternatives_considered = models.CharField(max_length=1000)
    supply_owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    contact_phone = models.CharField(max_length=20)

    class Meta:
        abstract = True


class End(AreaBound):
    """How an order ended: who, when, and on what ground."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    basis = models.CharField(max_length=200)
    document_no = models.CharField(max_length=60)

    class Meta:
        abstract = True


class Review(AreaBound):
    """Somebody looked at an order again and kept it: why, and until when it is looked at next (domain-rules A-13).

    The order itself carries the day that holds, and `was_due_on` the day it was due before.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    was_due_on = models.DateField()
    review_on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering: ClassVar = ["at", "id"]


class Closure(Order):
    """The perimeter of a place is closed but for one gate (D-01); `level` is the situation it answers to (A-02)."""

    open_gate = models.ForeignKey(Gate, models.PROTECT, related_name="+")
    level = models.CharField(max_length=24)

    sight = Can.SEE_PLACE

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "since"])]


class ClosureLift(End):
    """A closure was lifted by who decided it, or by a higher body."""

    closure = models.OneToOneField(Closure, models.PROTECT, related_name="lift")

    sight = Can.SEE_PLACE


class ClosureReview(Review):
    """The closure of a place was looked at again and kept."""

    closure = models.ForeignKey(Closure, models.PROTECT, related_name="reviews")
    reason = models.CharField(max_length=1000)

    sight = Can.SEE_PLACE


class UnitClosure(Order):
    """A unit-stair or a whole building is closed: the smallest place that is enough (domain-rules A-08, A-09)."""

    building = models.ForeignKey(Building, models.PROTECT, related_name="closures")
    # Empty: the whole building.
    unit = models.CharField(max_length=20, blank=True)

    sight = Can.SEE_HOMES

    def __str__(self) -> str:
        return "-".join(part for part in (str(self.building), self.unit) if part)


class UnitClosureLift(End):
    """The closure of a unit-stair or a building was lifted."""

    unit_closure = models.OneToOneField(UnitClosure, models.PROTECT, related_name="lift")

    sight = Can.SEE_HOMES


class UnitClosureReview(Review):
    """The closure of a unit-stair or a building was looked at again and kept."""

    unit_closure = models.ForeignKey(UnitClosure, models.PROTECT, related_name="reviews")
    reason = SealedText()

    sight = Can.SEE_HOMES


class StayHome(Order):
    """A stay-at-home order: for everybody in a closed place, or for one household."""

    closure = models.ForeignKey(Closure, models.PROTECT, null=True, related_name="stay_homes")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="stay_homes")
    # The closure of their unit-stair or building, if the order came with one.
    unit_closure = models.ForeignKey(UnitClosure, models.PROTECT, null=True, related_name="stay_homes")

    sight = Can.SEE_HOMES
    lies_with = "household"

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "since"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closure=None, household__isnull=False) | Q(closure__isnull=False, household=None),
                name="stay_home_with_a_closure_or_for_a_household",
            ),
        ]


class StayHomeEnd(End):
    """A stay-at-home order ended, with its closure or by itself."""

    stay_home = models.OneToOneField(StayHome, models.PROTECT, related_name="end")

    sight = Can.SEE_HOMES
    lies_with = "stay_home"


class StayHomeReview(Review):
    """The order for one household was looked at again and kept."""

    stay_home = models.ForeignKey(StayHome, models.PROTECT, related_name="reviews")
    reason = SealedText()

    sight = Can.SEE_HOMES
    lies_with = "stay_home"


class StayHomeException(AreaBound):
    """Somebody may leave, or come to, a household that must stay at home, for a reason and a time (C-09)."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, related_name="exceptions")
    # One person of the household, or none: everybody in it.
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    # Somebody from outside who comes to them, such as a midwife.
    visitor = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=12, choices=list(EXCEPTION_REASONS.items()))
    escort = models.CharField(max_length=60, blank=True)
    note = SealedText(blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    sight = Can.SEE_HOMES
    lies_with = "household"

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "until"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="exception_ends_after_it_begins"),
        ]


class StayHomeExceptionEnd(AreaBound):
    """An exception was taken back, or had done its work, before its time was over."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    exception = models.OneToOneField(StayHomeException, models.PROTECT, related_name="end")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HOMES
    lies_with = "exception"


class Complaint(AreaBound):
    """A household complains, appeals or asks; somebody answers for it, by a time (S-26)."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="complaints")
    kind = models.CharField(max_length=10, choices=list(COMPLAINTS.items()))
    topic = models.CharField(max_length=10, choices=list(TOPICS.items()))
    words = SealedText()
    # The order an appeal is against, if the household was under one.
    stay_home = models.ForeignKey(StayHome, models.PROTECT, null=True, related_name="appeals")
    heard_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_at = models.DateTimeField()

    area_lookup = "household__area_id"
    sight = Can.ANSWER

    class Meta:
        indexes: ClassVar = [models.Index(fields=["household", "at"])]


class ComplaintOwner(AreaBound):
    """Who answers for a complaint: the latest row counts."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="owners")
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    area_lookup = "complaint__household__area_id"
    sight = Can.ANSWER

    class Meta:
        ordering: ClassVar = ["at", "id"]


class ComplaintAnswer(AreaBound):
    """What the household was told, by whom and when."""

    complaint = models.OneToOneField(Complaint, models.PROTECT, related_name="answer")
    outcome = models.CharField(max_length=10, choices=list(ANSWERS.items()))
    words = SealedText()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    area_lookup = "complaint__household__area_id"
    sight = Can.ANSWER
