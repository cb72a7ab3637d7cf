"""What was tried and what came of it. Only counts; it binds nobody."""

from typing import ClassVar

from django.db import models

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can


class Trial(AreaBound):
    """A what-if that was run: what was asked, with which numbers, and its table of plans."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    asked = models.JSONField()
    figures = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_COUNTS

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["area", "-at"])]
