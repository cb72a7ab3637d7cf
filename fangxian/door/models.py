"""The ledger of entries, its chain heads, and strays."""

from typing import ClassVar

from django.db import models
from django.utils.functional import Promise

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.sealed import SealedText
from fangxian.door.words import sentence_of


class Chain(models.Model):
    """The head of one place's chain of entries, locked while a row is added; key 0 is for what lies nowhere."""

    area_key = models.BigIntegerField(primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64)


class Entry(AreaBound):
    """Audit line and receipt in one: what was asked, by whom, when, and what the door answered. Never changed.

    `payload` holds no sealed value, only its fingerprint. Payload and answer may be erased later (`door.erasing`);
    their keyed digests stay, and the chain with them.
    """

    WRITTEN, REFUSED = "written", "refused"

    act_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=60)
    chain = models.ForeignKey(Chain, models.PROTECT)
    seq = models.PositiveBigIntegerField()
    area = models.ForeignKey(Area, models.PROTECT, null=True, db_index=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="entries")
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    fate = models.CharField(max_length=8, choices=[(WRITTEN, "written"), (REFUSED, "refused")])
    code = models.CharField(max_length=40, blank=True)
    payload = models.JSONField(null=True)
    payload_digest = models.CharField(max_length=64)
    answer = models.JSONField()
    # Empty until the answer is erased: then it stands for what was answered, and the chain still holds.
    answer_digest = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    sight = Can.SEE_LEDGER

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["chain", "seq"], name="one_entry_per_place_in_chain")]
        indexes: ClassVar = [
            models.Index(fields=["area", "received_at"]),
            models.Index(fields=["kind", "received_at"]),
        ]

    @property
    def written(self) -> bool:
        """Whether the act was carried out."""
        return self.fate == self.WRITTEN

    @property
    def refused(self) -> str | None:
        """The code of the refusal, if it was refused."""
        return self.code if self.fate == self.REFUSED else None

    @property
    def sentence(self) -> str | Promise:
        """What to tell the sender of a refusal, in the reader's language; empty when it was written."""
        return sentence_of(self.code, self.answer) if self.fate == self.REFUSED else ""


class Stray(AreaBound):
    """An upload the door could not take in: kept whole until a person puts it right. Never thrown away in silence."""

    act_id = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="strays")
    received_at = models.DateTimeField()
    raw = SealedText()
    reason = models.CharField(max_length=20)
    details = models.JSONField(default=list)

    sight = Can.MEND

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["by", "act_id"], condition=~models.Q(act_id=""), name="one_stray_per_sender_and_act"
            ),
        ]


class StrayEnd(AreaBound):
    """How a stray ended: mended (the entry it became) or set aside with a reason."""

    stray = models.OneToOneField(Stray, models.PROTECT, related_name="end")
    area_lookup = "stray__area_id"
    by = models.ForeignKey(Person, models.PROTECT)
    at = models.DateTimeField()
    entry = models.ForeignKey(Entry, models.PROTECT, null=True)
    reason = models.CharField(max_length=200, blank=True)

    sight = Can.MEND
