"""How a response ended: its records are counts, dates and who decided; nobody it cared for stands in them."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.cases.models import LevelDecision
from fangxian.door.sealed import SealedText
from fangxian.supplies.models import Item, Store

FATES = {
    "used": _("used up"),
    "kept": _("stays with those who have it"),
    "written_off": _("lost or worn out, written off"),
}


def goods(**options: object) -> "models.DecimalField[Decimal, Decimal]":
    """A column for quantities of goods, exact to the hundredth of a unit."""
    return models.DecimalField(max_digits=12, decimal_places=2, **options)  # type: ignore[arg-type]


class OfEnding(AreaBound):
    """A row of the ending: its place, who wrote it and when."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_COUNTS

    class Meta:
        abstract = True
        ordering: ClassVar = ["-at", "-id"]


class Ending(OfEnding):
    """A named person stepped the situation down. `conditions` are as they stood: codes, days and counts."""

    level = models.CharField(max_length=24)
    conditions = models.JSONField(default=list)
    decision = models.ForeignKey(LevelDecision, models.PROTECT, related_name="+")


class Remainder(OfEnding):
    """What was left of one step went over into everyday life: how much, and who looks after it from now on."""

    step = models.CharField(max_length=20)
    count = models.PositiveIntegerField()
    to = SealedText()


class StockSigning(OfEnding):
    """One item of one store was counted and signed for; `out` had been issued to teams and had not come back."""

    store = models.ForeignKey(Store, models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    book = goods()
    counted = goods()
    out = goods()
    fate = models.CharField(max_length=12, blank=True, choices=list(FATES.items()))
    reason = SealedText(blank=True)

    sight = Can.SEE_SUPPLY
