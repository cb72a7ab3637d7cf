"""Where a case was, who was there too, why that is thought, and what the investigator decided about it.

All of it lies with the case, whose sight it shares: a household hears that somebody is under observation from the
monitoring room, never because of whom.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.cases.models.cases import Case
from fangxian.cases.rules.contacts import GROUND_ORDER
from fangxian.door.sealed import SealedText
from fangxian.monitoring.models import Watch
from fangxian.register.models import Building, Employer, Household, Resident

GROUNDS = {
    "household": _("same household"),
    "stay": _("at the same place and time"),
    "named": _("named by somebody"),
    "shift": _("same shift"),
    "gate": _("at the gate at the same time"),
    "stair": _("same unit-stair"),
    "workplace": _("same workplace"),
}
# How an investigator judges it (domain-rules C-04); the last one is written when the case turns out to be none.
FINDINGS = {
    "close": _("close contact"),
    "general": _("general contact"),
    "none": _("no contact"),
    "released": _("released: the case was excluded"),
}


class OfCase(AreaBound):
    """A row about a case; it lies in the community, for the person it speaks of may live in another grid of it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HEALTH

    class Meta:
        abstract = True


class Stay(OfCase):
    """A place where the case was, from when to when: in words, and as far as they are known here, home or workplace."""

    setting = models.CharField(max_length=20)
    where = SealedText(blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    household = models.ForeignKey(Household, models.PROTECT, null=True, related_name="+")
    building = models.ForeignKey(Building, models.PROTECT, null=True, related_name="+")
    unit = models.CharField(max_length=20, blank=True)
    employer = models.ForeignKey(Employer, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="stay_ends_after_it_begins"),
        ]
        ordering: ClassVar = ["since", "id"]


class StayTakenBack(OfCase):
    """A stay that was written down by mistake: nobody is a contact because of it any longer."""

    stay = models.OneToOneField(Stay, models.PROTECT, related_name="taken_back")


class Source(OfCase):
    """Which case infected this one, by the finding of an investigator; none where it was brought from outside.

    The latest row counts.
    """

    infected_by = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    setting = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(case=F("infected_by")), name="nobody_infects_themselves"),
        ]
        ordering: ClassVar = ["id"]


class Contact(OfCase):
    """Somebody who may have been in contact with a case: a resident, or a name with a phone."""

    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    name = SealedText(blank=True)
    phone = SealedText(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "resident"], name="one_contact_per_case_and_resident"),
        ]
        indexes: ClassVar = [models.Index(fields=["resident"], name="contacts_of_one_resident")]


class OfContact(AreaBound):
    """A row about a contact, with who and when."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HEALTH

    class Meta:
        abstract = True
        ordering: ClassVar = ["id"]


class ContactGround(OfContact):
    """Why somebody is proposed, the last day on which they met for this reason, and how often they did."""

    ground = models.CharField(max_length=10, choices=list(GROUNDS.items()))
    stay = models.ForeignKey(Stay, models.PROTECT, null=True, related_name="+")
    last_on = models.DateField()
    times = models.PositiveIntegerField(default=1)

    class Meta(OfContact.Meta):
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ground__in=list(GROUND_ORDER)), name="contact_on_a_known_ground"),
        ]


class ContactFinding(OfContact):
    """What an investigator decided: the latest row counts. `until` is the last exposure and the days of the pack."""

    finding = models.CharField(max_length=8, choices=list(FINDINGS.items()))
    # In which way they were in contact, a word of the pack's list (domain-rules C-04).
    contact_kind = models.CharField(max_length=24, blank=True)
    last_on = models.DateField()
    until = models.DateField()
    # The observation this decision opened or found running; none for whoever does not live here.
    watch = models.ForeignKey(Watch, models.PROTECT, null=True, related_name="+")
    opened = models.BooleanField(default=False)
