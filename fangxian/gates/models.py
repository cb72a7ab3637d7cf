"""Passages, what was taken back, authorisations and hand-overs. The gates themselves belong to the measures room.

Every table carries its area and its community: the closed managers ask the one, balances the other.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.sealed import SealedText
from fangxian.gates.rules import Kind, Ruling, Way
from fangxian.gates.words import ARRIVALS, KINDS, OUTCOMES, PURPOSES, RULINGS, WAYS
from fangxian.measures.models import Gate
from fangxian.register.models import Household, Resident


class Authorisation(AreaBound):
    """A recorded permission against the default denial: for a resident, a household, a plate, animals or goods."""

    id = models.UUIDField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    # Read out at the gate, or shown on paper: eight letters and digits, the last of which checks the others.
    code = models.CharField(max_length=8)
    kind = models.CharField(max_length=8, choices=list(KINDS.items()))
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    plate = models.CharField(max_length=12, blank=True)
    # Who or what it is for when it is nobody and no vehicle of ours: a driver, a flock, a load.
    bearer = SealedText(blank=True)
    purpose = models.CharField(max_length=24, choices=list(PURPOSES.items()))
    # The most persons on one passage; 0 is no limit.
    persons = models.PositiveSmallIntegerField(default=0)
    # The gates it holds at, by number; empty is every gate of the place.
    gates = models.JSONField(default=list)
    since = models.DateTimeField()
    until = models.DateTimeField()
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    sight = Can.SEE_GATE

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "code"], name="one_authorisation_per_code"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="authorisation_ends_after_it_begins"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["area", "until"]),
            models.Index(fields=["plate", "until"]),
        ]

    def __str__(self) -> str:
        return self.code


class AuthorisationEnd(AreaBound):
    """An authorisation was withdrawn before its time was over."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    authorisation = models.OneToOneField(Authorisation, models.PROTECT, related_name="end")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200)

    sight = Can.SEE_GATE


class PassKey(AreaBound):
    """The key a place signs its passes with; the newest one signs, all that were not withdrawn are believed."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    # Both as base64url; the private one is sealed and leaves this table for signing only.
    public = models.CharField(max_length=44)
    private = SealedText()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    sight = Can.SEE_GATE

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["area", "number"], name="one_pass_key_per_number")]


class PassKeyEnd(AreaBound):
    """A key is not believed any longer: every pass signed with it has to be printed anew."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    key = models.OneToOneField(PassKey, models.PROTECT, related_name="end")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200)

    sight = Can.SEE_GATE


class GateBook(AreaBound):
    """A page of the paper gate book, typed in later; its lines are passages. `paper_inside` is the count on paper."""

    id = models.UUIDField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="+")
    lines = models.PositiveIntegerField()
    paper_inside = models.IntegerField(null=True)
    inside = models.IntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_GATE


class Passage(AreaBound):
    """A fact: somebody or something came to a gate and passed, was turned back, or was held. Never refused.

    `verdict` and `reasons` stay as given at the gate; `flags` are recomputed when a passage of the same line arrives.
    """

    PASSED, TURNED_BACK, HELD = "passed", "turned_back", "held"

    id = models.UUIDField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="+", db_index=False)
    way = models.CharField(max_length=3, choices=list(WAYS.items()))
    kind = models.CharField(max_length=8, choices=list(KINDS.items()))
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+", db_index=False)
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+", db_index=False)
    # Lives here, or the vehicle of a household here: began inside.
    home = models.BooleanField(default=False)
    # Whose line of passages this is: a resident, a plate or a guest; empty for nobody in particular.
    subject = models.CharField(max_length=40, blank=True)
    guest = SealedText(blank=True)
    guest_phone = SealedText(blank=True)
    plate = models.CharField(max_length=12, blank=True)
    persons = models.PositiveSmallIntegerField(default=1)
    animals = models.PositiveSmallIntegerField(default=0)
    goods = models.CharField(max_length=100, blank=True)
    # °C as measured: sealed, and shown to nobody at the gate. A resident's fever is among the medic's readings.
    temperature = SealedText(blank=True)
    purpose = models.CharField(max_length=24, blank=True)
    emergency = models.CharField(max_length=24, blank=True)
    authorisation = models.ForeignKey(Authorisation, models.PROTECT, null=True, related_name="+", db_index=False)
    # On the road: where from, and where to.
    came_from = models.CharField(max_length=100, blank=True)
    bound_for = models.CharField(max_length=100, blank=True)
    verdict = models.CharField(max_length=9, choices=list(RULINGS.items()))
    reasons = models.JSONField(default=list)
    outcome = models.CharField(max_length=11, choices=list(OUTCOMES.items()))
    remarks = models.JSONField(default=list)
    flags = models.JSONField(default=list)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    # Entered later from a page of the paper book.
    book = models.ForeignKey(GateBook, models.PROTECT, null=True, related_name="passages", db_index=False)

    sight = Can.SEE_GATE

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=[each.value for each in Way]), name="passage_in_or_out"),
            models.CheckConstraint(condition=Q(kind__in=[each.value for each in Kind]), name="passage_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(verdict__in=[each.value for each in Ruling]), name="passage_with_known_verdict"
            ),
        ]
        indexes: ClassVar = [
            # Whole, not partial: a database that is given values apart from the question cannot tell that they fit.
            models.Index(fields=["subject", "at"], name="passages_of_one_subject"),
            models.Index(fields=["household", "purpose", "at"], name="trips_of_one_household"),
            models.Index(fields=["authorisation", "at"], name="passages_on_one_pass"),
            # Who was at this gate then. A place asks by its gates: its span of areas would leave no room for the time.
            models.Index(fields=["gate", "at"], name="passages_at_one_gate"),
        ]


class Arrival(AreaBound):
    """Somebody a road checkpoint let through who is bound for this place: a visit to be paid, before they are here.

    The checkpoint's passage lies out of this place's sight, so only its number stands here.
    """

    id = models.UUIDField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    checkpoint = models.CharField(max_length=60)
    plate = models.CharField(max_length=12, blank=True)
    guest = SealedText(blank=True)
    guest_phone = SealedText(blank=True)
    persons = models.PositiveSmallIntegerField(default=1)
    came_from = models.CharField(max_length=100, blank=True)
    bound_for = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()

    sight = Can.SEE_HOMES

    class Meta:
        ordering: ClassVar = ["at", "id"]


class ArrivalEnd(AreaBound):
    """What became of somebody who was announced."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    arrival = models.OneToOneField(Arrival, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=9, choices=list(ARRIVALS.items()))
    note = SealedText(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HOMES


class TakenBack(AreaBound):
    """A passage that was a slip of the hand: it no longer counts, and both rows stay."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    passage = models.OneToOneField(Passage, models.PROTECT, related_name="taken_back")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)

    sight = Can.SEE_GATE


class GateHour(AreaBound):
    """How many went through a gate in one hour, by the moments of the passages: a running sum.

    Kept by whatever writes a passage or takes one back, in the same transaction; the passages themselves say who.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_index=False)
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="+", db_index=False)
    # The moment the hour begins.
    hour = models.DateTimeField()
    persons_in = models.IntegerField(default=0)
    persons_out = models.IntegerField(default=0)
    # Those of them who do not live here.
    guests_in = models.IntegerField(default=0)
    guests_out = models.IntegerField(default=0)

    sight = Can.SEE_GATE

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["gate", "hour"], name="one_sum_per_gate_and_hour")]
        indexes: ClassVar = [models.Index(fields=["area", "hour"], name="hours_at_one_place")]


class Handover(AreaBound):
    """The end of a shift at a gate: what was counted, what the book says, and who takes over."""

    id = models.UUIDField(primary_key=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    gate = models.ForeignKey(Gate, models.PROTECT, related_name="+")
    # From the hand-over before; None at the first one.
    since = models.DateTimeField(null=True)
    at = models.DateTimeField()
    persons_in = models.PositiveIntegerField()
    persons_out = models.PositiveIntegerField()
    turned_back = models.PositiveIntegerField()
    inside = models.IntegerField()
    # What the leaving shift counted themselves, if they did.
    counted_inside = models.IntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    handed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken_by = models.CharField(max_length=60)

    sight = Can.SEE_GATE

    class Meta:
        indexes: ClassVar = [models.Index(fields=["gate", "-at"])]
