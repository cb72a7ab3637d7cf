"""A suspected case at a workplace: who of ours works there is watched, and let go when it was none.

A signal knows the workplace and the day, never a patient: whoever is suspected there is not ours to name.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fangxian.areas.closed import AreaBound
from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.cases.models.cases import Case
from fangxian.door.sealed import SealedText
from fangxian.monitoring.models import Watch
from fangxian.register.models import Employer, Resident

SIGNAL_ENDS = {
    "excluded": _("excluded: it was no case"),
    "confirmed": _("confirmed: it is a case"),
}


class Signal(AreaBound):
    """Somebody heard of a suspected case at a workplace. `exposed_on` is the last day people could have met it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="+")
    exposed_on = models.DateField()
    # Who said so, and what: for those who follow it up.
    heard = SealedText(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HEALTH

    class Meta:
        ordering: ClassVar = ["-at", "-id"]


class SignalWatch(AreaBound):
    """A resident who works there, the day their observation lasts to because of it, and the observation itself."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="watches")
    resident = models.ForeignKey(Resident, models.PROTECT, related_name="+")
    until = models.DateField()
    watch = models.ForeignKey(Watch, models.PROTECT, null=True, related_name="+")
    opened = models.BooleanField(default=False)

    sight = Can.SEE_HEALTH

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["signal", "resident"], name="one_watch_per_signal_and_resident"),
        ]


class SignalEnd(AreaBound):
    """What became of a signal: it was no case, or it is this one of ours or of the workplace's."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    signal = models.OneToOneField(Signal, models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=10, choices=list(SIGNAL_ENDS.items()))
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    sight = Can.SEE_HEALTH
