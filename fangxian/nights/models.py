"""A night of planning, and what it planned for each community. The latest plan of a day counts; none binds anybody."""

from typing import ClassVar

from django.db import models

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can


class Night(AreaBound):
    """Planning of a day was begun for a place and every community in it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    on = models.DateField()
    communities = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_COUNTS

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["area", "on"])]


class NightPlan(AreaBound):
    """One community's day as it was planned, or in `reason` why it could not be. Numbers of rows, never names.

    `tours` are [{"round", "tours": [{"deliverer", "bags"}]}]; `walk` the disinfection places in walking order;
    `roster` the number of the draft kept in the duty room; `figures` what was counted.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    night = models.ForeignKey(Night, models.PROTECT, related_name="plans")
    on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    roster = models.PositiveBigIntegerField(null=True)
    tours = models.JSONField(default=list)
    walk = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_COUNTS

    class Meta:
        ordering: ClassVar = ["area_id", "-at"]
        indexes: ClassVar = [models.Index(fields=["area", "on"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["night", "area"], name="one_plan_per_night_and_community"),
        ]
