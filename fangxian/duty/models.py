"""The team, the posts it stands on, and rosters. A roster never changes: hand-overs and absences are rows beside it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can

AFFILIATIONS = {
    "party_member": _("Party member"),
    "militia": _("militia"),
    "volunteer": _("volunteer"),
    "community_worker": _("community worker"),
    "other": _("other"),
}
POST_KINDS = {
    "gate": _("gate"),
    "patrol": _("patrol"),
    "disinfection": _("disinfection"),
    "delivery": _("delivery"),
    "desk": _("desk"),
    "other": _("other"),
}
OUTDOOR_KINDS = frozenset({"gate", "patrol", "disinfection"})
"""Posts that stand in wind and weather: hours there are shared, and told on the fatigue board."""

SKILLS = {
    "captain": _("leads a shift"),
    "driver": _("drives"),
    "medic": _("medical"),
    "disinfection": _("disinfects"),
    "dialect": _("speaks the dialect"),
}
TRAININGS = {
    "gate": _("gate training"),
    "disinfection": _("disinfection training"),
    "delivery": _("delivery training"),
}


class OnDuty(AreaBound):
    """A row of the duty room: where it belongs, who wrote it and when."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_DUTY

    class Meta:
        abstract = True


class Member(OnDuty):
    """Somebody of the team. `person` is their own account, if they have one."""

    name = models.CharField(max_length=60)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    affiliation = models.CharField(max_length=20, choices=list(AFFILIATIONS.items()))
    birth_year = models.PositiveSmallIntegerField(null=True)
    no_night = models.BooleanField(default=False)
    max_weekly_h = models.PositiveSmallIntegerField(null=True)
    skills = models.JSONField(default=list)
    trainings = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class Leaving(OnDuty):
    """A member left the team for good."""

    member = models.OneToOneField(Member, models.PROTECT, related_name="leaving")


class Training(OnDuty):
    """A member was trained for a kind of work: the condition of some posts (domain-rules H-08)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="taught")
    subject = models.CharField(max_length=20, choices=list(TRAININGS.items()))


class Unavailability(OnDuty):
    """A member cannot come from one moment until another. No reason is asked."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="absences")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="absence_ends_after_it_begins"),
        ]


class Derogation(OnDuty):
    """Less rest for one member in an emergency, decided by name (`by`), with an end and the rest given back."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="derogations")
    since = models.DateTimeField()
    until = models.DateTimeField()
    rest_h = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200)
    rest_since = models.DateTimeField()
    rest_until = models.DateTimeField()


class Sparing(OnDuty):
    """Until that day a member has no night work and no overtime (domain-rules H-02). Why is written nowhere."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="sparings")
    until = models.DateField()


class DayWish(OnDuty):
    """A member would like to be on duty that day, or rather not; the latest word about a day counts."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="wishes")
    on = models.DateField()
    wanted = models.BooleanField()

    class Meta:
        ordering: ClassVar = ["on", "id"]


class HomePost(OnDuty):
    """The post a member usually stands, by its name; empty for none. The latest one counts."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="home_posts")
    post = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]


class ColdDay(OnDuty):
    """A day so cold that nobody stands outdoors longer at a time than the rest pack allows."""

    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["on", "id"]


class DutyPost(OnDuty):
    """A place and function to be staffed. A change is a new row: the former one `ended_at`.

    `windows` are [{"start": "07:00", "end": "07:00", "people": 2}] (an end not after the start is the next day);
    `shifts` are [{"start": "07:00", "hours": 8}], or empty: each window is cut into equal shifts.
    """

    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=list(POST_KINDS.items()))
    windows = models.JSONField(default=list)
    shifts = models.JSONField(default=list)
    skills = models.JSONField(default=list)
    trainings = models.JSONField(default=list)
    # Of each of these skills somebody is among those there; `skills` are asked of everybody.
    among = models.JSONField(default=list)
    captain = models.BooleanField(default=False)
    min_team = models.PositiveSmallIntegerField(default=1)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["area", "name"], condition=Q(ended_at=None), name="one_live_duty_post"),
        ]

    def __str__(self) -> str:
        return self.name


class Roster(OnDuty):
    """A roster as it was planned, with its figures. It binds nobody until it is published."""

    first_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    # A question ("what if these were gone"), never to be published.
    trial = models.BooleanField(default=False)
    without = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    gaps = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["area", "first_day"])]


class Publication(OnDuty):
    """A named person put a roster in force; the latest publication counts for the days it holds."""

    roster = models.OneToOneField(Roster, models.PROTECT, related_name="publication")


class Shift(AreaBound):
    """One member at one post from start to end, as planned."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    roster = models.ForeignKey(Roster, models.PROTECT, related_name="shifts")
    member = models.ForeignKey(Member, models.PROTECT, related_name="shifts")
    post = models.ForeignKey(DutyPost, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    sight = Can.SEE_DUTY

    class Meta:
        ordering: ClassVar = ["starts_at", "post_id", "member_id"]
        indexes: ClassVar = [models.Index(fields=["area", "starts_at"])]


class HandOver(OnDuty):
    """Somebody else stands this shift; the latest one counts."""

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="handovers")
    to = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["at", "id"]


class CheckIn(OnDuty):
    """Somebody reported for duty on a shift."""

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="checkins")
