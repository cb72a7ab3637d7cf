"""Watches and their checks, and beside them, for the medic's eyes only, what was measured and said.

Two sights divide the room. Who serves the homes sees that somebody is watched, whether each check was done, and that
they were referred. What a thermometer showed, which symptoms were named, and the medic's notes lie sealed in tables of
their own, behind SEE_CLINICAL.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.sealed import SealedText
from fangxian.monitoring.rules.days import DAYS_OF
from fangxian.register.models import Household, Resident

# How somebody came to be watched (domain-rules C-01, C-05, C-17, C-19); the days come from the rule pack.
CATEGORIES = {
    "returnee": _("returned from a key region"),
    "returnee_other": _("returned from elsewhere"),
    "contact": _("contact of a case"),
    "workplace": _("works where somebody is suspected"),
    "discharged": _("back from treatment"),
    "other": _("another reason"),
}
WAYS = {
    "self": _("reported themselves"),
    "phone": _("by phone"),
    "visit": _("at the door"),
    "gate": _("measured at the gate"),
}
FOUND = {
    "reached": _("reached"),
    "no_answer": _("no answer"),
    "away": _("not at home"),
    "refused": _("did not want it"),
}
OUTCOMES = {
    "completed": _("observation completed"),
    "transferred": _("handed to medical care"),
    "excluded": _("the reason no longer holds"),
    "moved": _("moved away"),
    "died": _("died"),
    "mistaken": _("entered by mistake"),
}
GROUPS = {
    "child": _("child"),
    "pregnant": _("pregnant"),
    "ill": _("lives with an illness"),
    "dependent": _("needs help in daily life"),
}
SEARCHED = {"found": _("found"), "handed_over": _("handed over to whoever searches")}
SETTLED = {"stays": _("stays under observation"), "transferred": _("handed to medical care")}
# What the medic decides, and what nobody decides: the fever was another person's, and the passage was taken back.
SETTLEMENTS = {**SETTLED, "mistaken": _("entered by mistake")}
CERTIFICATES = {"observation": _("end of home observation"), "residence": _("residence")}


class OfResident(AreaBound):
    """A row about somebody of the register."""

    resident = models.ForeignKey(Resident, models.PROTECT, related_name="+")

    area_lookup = "resident__area_id"

    class Meta:
        abstract = True


class Watch(OfResident):
    """Somebody is watched from day 0 on; the days after it count, up to and with `last_day` (S-03).

    How many checks a day were expected is written down with it: a pack adopted later changes nothing decided before.
    """

    category = models.CharField(max_length=16, choices=list(CATEGORIES.items()))
    # Where from, whom they met: whereabouts are for those who serve the home.
    reason = SealedText(blank=True)
    day_zero = models.DateField()
    last_day = models.DateField()
    checks_per_day = models.PositiveSmallIntegerField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    sight = Can.SEE_WATCH

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_day__gte=F("day_zero")), name="watch_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(category__in=list(DAYS_OF)), name="watch_of_a_known_category"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["last_day"]),
            models.Index(fields=["resident", "opened_at"]),
        ]


class OfWatch(AreaBound):
    """A row about a watch, with who and when."""

    watch = models.ForeignKey(Watch, models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    area_lookup = "watch__resident__area_id"
    sight = Can.SEE_WATCH

    class Meta:
        abstract = True
        ordering: ClassVar = ["at", "id"]


class WatchOwner(OfWatch):
    """Who looks after somebody who is watched: the latest row counts."""

    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")


class WatchExtension(OfWatch):
    """A further reason keeps somebody watched longer, or one fell away: the row written last counts."""

    category = models.CharField(max_length=16, choices=list(CATEGORIES.items()))
    reason = SealedText(blank=True)
    last_day = models.DateField()


class WatchEnd(OfWatch):
    """A named person ended a watch, and how."""

    watch = models.OneToOneField(Watch, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12, choices=list(OUTCOMES.items()))
    reason = SealedText(blank=True)


class SearchEnd(OfWatch):
    """The search for somebody missing ended: they are known to be elsewhere, or somebody else searches on."""

    outcome = models.CharField(max_length=12, choices=list(SEARCHED.items()))
    # Where they are, or who searches: whereabouts are for those who serve the home.
    words = SealedText()


class SpecialGroup(OfWatch):
    """Somebody watched needs more care than others (domain-rules C-10). Children are told by their birth date."""

    group = models.CharField(max_length=10, choices=list(GROUPS.items()))

    class Meta(OfWatch.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["watch", "group"], name="one_row_per_watch_and_group"),
        ]


class Carer(OfWatch):
    """Who cares for somebody watched, staying with them: a resident here, or a name. The latest row counts."""

    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    name = SealedText(blank=True)


class Check(OfResident):
    """A fact: somebody was asked how they are, and was reached or not. What they said lies in `Reading`."""

    id = models.UUIDField(primary_key=True)
    watch = models.ForeignKey(Watch, models.PROTECT, null=True, related_name="checks")
    how = models.CharField(max_length=6, choices=list(WAYS.items()))
    found = models.CharField(max_length=10, choices=list(FOUND.items()))
    # What is to be remarked on the entry itself, never on the person's health.
    remarks = models.JSONField(default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    received_at = models.DateTimeField()

    sight = Can.SEE_WATCH

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["resident", "at"]),
            models.Index(fields=["watch", "at"]),
        ]


class CheckTakenBack(AreaBound):
    """A check that was written down for the wrong person: it and its reading no longer count, and all rows stay."""

    checked = models.OneToOneField(Check, models.PROTECT, related_name="taken_back")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    area_lookup = "checked__resident__area_id"
    sight = Can.SEE_WATCH


class Reading(AreaBound):
    """What a check found: temperature, symptoms and words, sealed as JSON. Medics alone read it."""

    checked = models.OneToOneField(Check, models.PROTECT, related_name="reading")
    signs = SealedText()

    area_lookup = "checked__resident__area_id"
    sight = Can.SEE_CLINICAL


class Referral(OfResident):
    """Somebody must be seen by the medic. Its clock runs until it is acknowledged; the ground is in the readings."""

    watch = models.ForeignKey(Watch, models.PROTECT, null=True, related_name="referrals")
    checked = models.ForeignKey(Check, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    # Until when it is to be acknowledged, by the pack of that day.
    due_at = models.DateTimeField()

    sight = Can.SEE_WATCH

    class Meta:
        indexes: ClassVar = [models.Index(fields=["resident", "opened_at"])]


class ReferralAcknowledgement(AreaBound):
    """The medic has taken a referral over: its clock stops."""

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="acknowledgement")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    area_lookup = "referral__resident__area_id"
    sight = Can.SEE_WATCH


class ReferralEnd(AreaBound):
    """What the medic decided: they stay under observation, or medical care has them. Why is in the medic's notes.

    `mistaken`: no medic decided it; the check it rested on was taken back.
    """

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12, choices=list(SETTLEMENTS.items()))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    area_lookup = "referral__resident__area_id"
    sight = Can.SEE_WATCH


class ClinicalNote(OfResident):
    """The medic's own words about somebody."""

    text = SealedText()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_CLINICAL

    class Meta:
        indexes: ClassVar = [models.Index(fields=["resident", "at"])]


class WelfareVisit(AreaBound):
    """A household that cannot sleep, is afraid, or at its end: the medic visits, and nobody else knows (S-19)."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="+")
    resident = models.ForeignKey(Resident, models.PROTECT, null=True, related_name="+")
    words = SealedText()
    heard_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    area_lookup = "household__area_id"
    sight = Can.SEE_CLINICAL

    class Meta:
        indexes: ClassVar = [models.Index(fields=["household", "at"])]


class WelfareVisitEnd(AreaBound):
    """The medic was there."""

    visit = models.OneToOneField(WelfareVisit, models.PROTECT, related_name="end")
    note = SealedText(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    area_lookup = "visit__household__area_id"
    sight = Can.SEE_CLINICAL


class Certificate(OfResident):
    """One of the two papers a community may issue (domain-rules C-14, I-01), with its number in the community."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=list(CERTIFICATES.items()))
    watch = models.ForeignKey(Watch, models.PROTECT, null=True, related_name="certificates")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_WATCH

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["community", "number"], name="one_certificate_per_number"),
        ]
