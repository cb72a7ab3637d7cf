"""Phones that were enrolled, how each enrolment ended, and what of a place's list is known to have changed when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can


class PhoneKey(AreaBound):
    """One person on one phone. The phone keeps two secrets, here lie their fingerprints; `upload` only sends acts."""

    id = models.UUIDField(primary_key=True)
    # Made by the phone, once: several persons share the phone of a gate.
    phone = models.UUIDField(db_index=True)
    name = models.CharField(max_length=60)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="phone_keys")
    token_hash = models.CharField(max_length=64, unique=True)
    upload_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    sight = Can.MEND

    def __str__(self) -> str:
        return self.name


class KeyEnd(AreaBound):
    """An enrolment ended: its person left the phone or enrolled anew, or somebody took it away."""

    LEFT, REPLACED, REVOKED = "left", "replaced", "revoked"

    key = models.OneToOneField(PhoneKey, models.PROTECT, related_name="end")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    how = models.CharField(max_length=8, choices=[(LEFT, "left"), (REPLACED, "replaced"), (REVOKED, "revoked")])
    reason = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.MEND


class Shelf(AreaBound):
    """What phones were last told of one list: a keyed digest of every row, and with which number it changed.

    It holds no row, only digests, and may be removed at any time: phones then take the whole list once.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    holder = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    # Counts the changes; `ledger` is how far the ledger was when the list was last looked at.
    seq = models.PositiveIntegerField(default=0)
    ledger = models.PositiveBigIntegerField(default=0)
    looked_at = models.DateTimeField()
    marks = models.BinaryField()

    sight = Can.SEE_PLACE

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "kind"], condition=Q(holder=None), name="one_shelf_per_list"),
            models.UniqueConstraint(fields=["area", "kind", "holder"], name="one_shelf_per_list_and_holder"),
        ]
