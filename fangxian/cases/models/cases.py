"""Cases, how they were classified over time, what links them, and which situation was decided.

Who is ill is for those with sight of health only. The situation of a place is announced, so whoever sees the place may
read it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.sealed import SealedText
from fangxian.register.models import Resident

CLASSES = {
    "suspected": _("suspected"),
    "probable": _("probable"),
    "confirmed": _("confirmed"),
    "discarded": _("not a case"),
}
SOURCES = {
    "none": _("not yet investigated"),
    "known": _("known"),
    "unknown": _("unknown after investigation"),
}
# What became of another day of first symptoms: a list says it, a named person takes it or leaves it.
ONSETS = {
    "proposed": _("another day is said"),
    "corrected": _("put right"),
    "kept": _("left as it is"),
}
# What is done with every case, and within how long, is asked by the indicators (domain-rules C-13, L).
STEPS = {
    "interviewed": _("interviewed"),
    "isolated": _("isolated, away from others"),
    "recovered": _("recovered"),
}


class Case(AreaBound):
    """A person meeting a case definition: somebody of the register, or a sealed name; `number` stands for them."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    community = models.ForeignKey(Area, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    name = SealedText(blank=True)
    # Whether they live here: the situation of a place counts the cases among its residents (domain-rules A-02).
    lives_here = models.BooleanField(default=True)
    onset_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    sight = Can.SEE_HEALTH

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "number"], name="one_case_per_number"),
        ]
        ordering: ClassVar = ["number"]


class Classification(AreaBound):
    """What was known of a case from a day on: its class and whether its source is. The latest row counts."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="classifications")
    classification = models.CharField(max_length=12, choices=list(CLASSES.items()))
    source = models.CharField(max_length=8, choices=list(SOURCES.items()))
    on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HEALTH

    class Meta:
        ordering: ClassVar = ["at", "id"]


class Onset(AreaBound):
    """A day of first symptoms that was said after the case was recorded: proposed by a list, put right, or left.

    The latest row counts. The day in force stands with the case; `was_on` is the one before.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="onsets")
    word = models.CharField(max_length=9, choices=list(ONSETS.items()))
    # None: it was found without symptoms.
    onset_on = models.DateField(null=True)
    was_on = models.DateField(null=True)
    reason = SealedText(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HEALTH

    class Meta:
        ordering: ClassVar = ["id"]


class CaseStep(AreaBound):
    """A fact: the person was interviewed, isolated, or has recovered. No new contact arises after isolation."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=list(STEPS.items()))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HEALTH

    class Meta:
        ordering: ClassVar = ["at", "id"]


class StepTakenBack(AreaBound):
    """A step that was written down by mistake, or on a wrong day: it counts no longer, and may be written anew."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    step = models.OneToOneField(CaseStep, models.PROTECT, related_name="taken_back")
    reason = SealedText()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HEALTH


class CaseLink(AreaBound):
    """Two cases share a setting, by the finding of an investigator. The one with the lower number comes first."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    first = models.ForeignKey(Case, models.PROTECT, related_name="+")
    second = models.ForeignKey(Case, models.PROTECT, related_name="+")
    setting = models.CharField(max_length=20)
    note = SealedText(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HEALTH

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(second__gt=F("first")), name="link_in_order"),
        ]


class LinkTakenBack(AreaBound):
    """A link that was found to be wrong: these cases hang together through it no longer."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    link = models.OneToOneField(CaseLink, models.PROTECT, related_name="taken_back")
    reason = SealedText()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HEALTH


class LevelDecision(AreaBound):
    """The situation of a place as a named person decided it, beside what was proposed then. The latest row counts."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    level = models.CharField(max_length=24)
    proposed = models.CharField(max_length=24)
    # Sealed, as in the ledger: it may say why by naming somebody, and whoever sees the place reads the rest.
    reason = SealedText(blank=True)
    body = models.CharField(max_length=100)
    basis = models.CharField(max_length=200)
    document_no = models.CharField(max_length=60)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_PLACE

    class Meta:
        indexes: ClassVar = [models.Index(fields=["area", "-at", "-id"])]
