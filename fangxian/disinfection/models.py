"""Products, planned rounds with their places, and each place done."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.sealed import SealedText
from fangxian.register.models import Building


class Product(AreaBound):
    """A disinfectant at hand, as its label says: available chlorine in mg/L, or none for alcohol."""

    area = models.ForeignKey(Area, models.PROTECT)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    mg_l = models.PositiveIntegerField(null=True)
    flammable = models.BooleanField(default=False)
    expires_on = models.DateField(null=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    sight = Can.SEE_ROUNDS

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Round(AreaBound):
    """What is to be disinfected, with what, how long and how often, from a moment until it is ended."""

    area = models.ForeignKey(Area, models.PROTECT)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    surface = models.CharField(max_length=30)
    method = models.CharField(max_length=20)
    product = models.ForeignKey(Product, models.PROTECT)
    mg_l = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField()
    times_per_day = models.PositiveSmallIntegerField()
    begins = models.DateTimeField()
    outdoors = models.BooleanField(default=False)
    # Inside homes, by neighbours: only on request, and preventive (domain-rules E-23).
    in_home = models.BooleanField(default=False)
    # Who is qualified, when the kind of work needs it; and why it is done although a rule speaks against it.
    qualified_team = models.CharField(max_length=100, blank=True)
    despite = models.CharField(max_length=200, blank=True)
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    sight = Can.SEE_ROUNDS

    def __str__(self) -> str:
        return self.name


class RoundEnd(AreaBound):
    """A round is not walked any more."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="end")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=200, blank=True)

    sight = Can.SEE_ROUNDS


class Stop(AreaBound):
    """One place of a round, in walking order."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="stops")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    # As written, when the register knows no such building.
    building_number = models.CharField(max_length=30, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    spot = models.CharField(max_length=100, blank=True)
    place_in_walk = models.PositiveIntegerField()

    sight = Can.SEE_ROUNDS

    class Meta:
        ordering: ClassVar = ["place_in_walk", "pk"]

    def __str__(self) -> str:
        number = f"{self.building or self.building_number}"
        parts = [
            _("building %(number)s") % {"number": number} if number else "",
            _("unit %(number)s") % {"number": self.unit} if self.unit else "",
            self.spot,
        ]
        return " ".join(part for part in parts if part)


class DoorDone(AreaBound):
    """A fact: this place was disinfected. Remarks say where it fell short of the plan or of a rule."""

    stop = models.ForeignKey(Stop, models.PROTECT, related_name="dones")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    product = models.ForeignKey(Product, models.PROTECT, related_name="+")
    mg_l = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField()
    people_present = models.BooleanField(default=False)
    consent = models.BooleanField(default=False)
    proof = models.CharField(max_length=200, blank=True)
    # The number of the act that recorded it, by which a phone names it before it knows what became of it.
    record = models.UUIDField(null=True, unique=True)
    remarks = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_ROUNDS

    class Meta:
        indexes: ClassVar = [models.Index(fields=["stop", "-at"]), models.Index(fields=["area", "at"])]


class ProofPart(AreaBound):
    """A part of the photo that shows a place was done, as base64 and sealed; with all of its parts it can be seen."""

    done = models.ForeignKey(DoorDone, models.PROTECT, related_name="parts")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    data = SealedText()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.PLAN_ROUNDS

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["done", "number"], name="one_part_of_a_number")]
