"""Lists as they were sent, what people said of their columns, and each row until somebody has settled it.

All of it lies in the community, for those with sight of health. A row's words are sealed and erased once it is settled:
what is known then stands with the case or the contact.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.cases.models import Case, Contact
from fangxian.door.sealed import SealedText
from fangxian.register.models import Resident

KINDS = {"cases": _("cases"), "contacts": _("contacts"), "relationships": _("who was exposed to whom")}
OUTCOMES = {
    "recorded": _("recorded"),
    "changed": _("classified anew"),
    "known": _("known already"),
    "onset": _("another day of first symptoms proposed"),
    "dismissed": _("dismissed"),
}
# What may be given out with names, and for which system.
TABLES = {
    "godata_cases": _("cases, for WHO Go.Data"),
    "godata_contacts": _("contacts, for WHO Go.Data"),
    "godata_relationships": _("who was exposed to whom, for WHO Go.Data"),
    "dhis2_events": _("cases as events, for DHIS2"),
    "dhis2_entities": _("persons of the cases, for DHIS2"),
}


class OfLists(AreaBound):
    """A row of this room; it lies in the community."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")

    sight = Can.SEE_HEALTH

    class Meta:
        abstract = True


class ListFile(OfLists):
    """A list as somebody sent it, sealed, and without its content once it was taken in or thrown away."""

    kind = models.CharField(max_length=13, choices=list(KINDS.items()))
    file_name = models.CharField(max_length=200)
    # Base64 of the file.
    content = SealedText(blank=True)
    fingerprint = models.CharField(max_length=32)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    # When it was taken in, or thrown away without that.
    taken_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)
    # Rows that were settled or waiting from an earlier list.
    again = models.PositiveIntegerField(default=0)
    columns_left_out = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return self.file_name


class ListLayout(OfLists):
    """What a person said the columns of a layout hold: used for every later list laid out the same."""

    signature = models.CharField(max_length=16)
    # Column letter to field.
    columns = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "signature"], name="one_list_layout_per_signature"),
        ]


class ListRow(OfLists):
    """A row of a list, with the resident it was matched to. Marks are fingerprints of the other system's numbers."""

    of = models.ForeignKey(ListFile, models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()
    # JSON of field to text; empty once the row is settled.
    values = SealedText(blank=True)
    fingerprint = models.CharField(max_length=32)
    mark = models.CharField(max_length=32, blank=True)
    number = models.CharField(max_length=32, blank=True)
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    # Why it waits for a person: a code of words.py or of a refusal, with what fills its sentence.
    why = models.CharField(max_length=40, blank=True)
    params = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "fingerprint"], name="one_list_row_per_fingerprint"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["area", "mark"], name="list_rows_by_mark"),
            models.Index(fields=["area", "number"], name="list_rows_by_number"),
        ]
        ordering: ClassVar = ["of_id", "row"]


class ListRowEnd(OfLists):
    """What became of a row, by whom: the case or contact it stands for now."""

    row = models.OneToOneField(ListRow, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=10, choices=list(OUTCOMES.items()))
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
