"""How a response ended: its records are counts, dates and who decided; nobody it cared for stands in them."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.cases.models import LevelDecision
from fangxian.door.sealed import SealedText
from fangxian.duty.models import Member
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


class ServiceCertificate(OfEnding):
    """What a member of the team gave, on paper: their shifts and hours, with a number in the community."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    shifts = models.PositiveIntegerField()
    hours = models.DecimalField(max_digits=8, decimal_places=1)
    first_day = models.DateField()
    last_day = models.DateField()

    sight = Can.SEE_DUTY

    class Meta(OfEnding.Meta):
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "number"], name="one_service_certificate_per_number"),
        ]


class Frozen(OfEnding):
    """What the response came to, as counts: with its moment, the mark of its definition, and a checksum."""

    definition = models.CharField(max_length=64)
    figures = models.JSONField()
    checksum = models.CharField(max_length=64)


class Hold(OfEnding):
    """Some registers must not be erased for now, for a reason of law. It lasts until somebody else lifts it."""

    registers = models.JSONField()
    reason = SealedText()


class HoldLift(OfEnding):
    """A hold was lifted, by another person than the one who placed it."""

    hold = models.OneToOneField(Hold, models.PROTECT, related_name="lift")
    reason = SealedText()


class Erasure(OfEnding):
    """Somebody asked for the erasure of some registers; `counts` are the rows it would touch, by table."""

    frozen = models.ForeignKey(Frozen, models.PROTECT, related_name="erasures")
    registers = models.JSONField()
    counts = models.JSONField()


class Erased(OfEnding):
    """Another person confirmed an erasure, and it was carried out: the figures had this checksum before and after."""

    erasure = models.OneToOneField(Erasure, models.PROTECT, related_name="done")
    checksum = models.CharField(max_length=64)


class ErasedTable(OfEnding):
    """One line of the log of erasure: so many rows of a table went. Without an erasure, their time was over."""

    erasure = models.ForeignKey(Erasure, models.PROTECT, null=True, related_name="lines")
    register = models.CharField(max_length=12)
    table = models.CharField(max_length=60)
    how = models.CharField(max_length=8)
    rows = models.PositiveBigIntegerField()

    class Meta(OfEnding.Meta):
        ordering: ClassVar = ["id"]


class Remains(AreaBound):
    """What remains of rows that are gone: how many there were, by the codes of one column, or the sum of one.

    Empty `column`: all rows; `+column`: its sum. `number` is none where it was too small to be kept.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    table = models.CharField(max_length=60)
    column = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=60, blank=True)
    number = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    erasure = models.ForeignKey(Erasure, models.PROTECT, null=True, related_name="remains")

    sight = Can.SEE_COUNTS

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["area", "table", "column", "code"], condition=Q(erasure=None), name="one_number_remains"
            ),
            models.UniqueConstraint(
                fields=["erasure", "table", "column", "code"], name="one_number_remains_of_an_erasure"
            ),
        ]
