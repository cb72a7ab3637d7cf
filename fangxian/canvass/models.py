"""Sweeps, their rounds, and every knock at a door."""

from typing import ClassVar

from django.db import models

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.sealed import SealedText
from fangxian.register.models import Dwelling


class Sweep(AreaBound):
    """Every dwelling of a place is to be asked something. It lasts until it is closed."""

    area = models.ForeignKey(Area, models.PROTECT)
    name = models.CharField(max_length=60)
    # What is asked at the door, as it is to be said.
    question = models.CharField(max_length=300, blank=True)
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    sight = Can.CANVASS

    class Meta:
        ordering: ClassVar = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class SweepRound(AreaBound):
    """A round of a sweep: the first goes to every door, a later one only to those still open."""

    sweep = models.ForeignKey(Sweep, models.PROTECT, related_name="rounds")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    sight = Can.CANVASS

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sweep", "number"], name="one_round_per_number_of_a_sweep"),
        ]


class SweepEnd(AreaBound):
    """A sweep is closed; its counts are kept, whatever becomes of the doors."""

    sweep = models.OneToOneField(Sweep, models.PROTECT, related_name="end")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    counts = models.JSONField(default=dict)

    sight = Can.CANVASS


class Knock(AreaBound):
    """A fact: somebody stood at this door. Whom they met and what was said there is sealed."""

    sweep = models.ForeignKey(Sweep, models.PROTECT, related_name="knocks")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    dwelling = models.ForeignKey(Dwelling, models.PROTECT, related_name="knocks")
    round_number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=12)
    met = models.PositiveSmallIntegerField(null=True)
    needs = SealedText(blank=True)
    note = SealedText(blank=True)
    remarks = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.CANVASS
    lies_with = "dwelling"

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["sweep", "area", "at"]),
            models.Index(fields=["dwelling", "-at"]),
            models.Index(fields=["area", "at"]),
        ]
