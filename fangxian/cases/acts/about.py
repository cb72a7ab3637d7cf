"""What every act about one case has in common."""

from datetime import date, datetime

from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.cases.models import Case, Classification
from fangxian.door.act import Decision, Doing, Refusal


class AboutCase(Decision):
    """A decision about one case."""

    needs = Can.KEEP_HEALTH
    sight = Can.SEE_HEALTH
    case: int

    def place(self) -> Area:
        """Where the case is."""
        return Case.objects.select_related("area").get(pk=self.case).area


def standing_case(key: int) -> Case:
    """A case that was not excluded. Raises Refusal."""
    case = Case.objects.select_related("community", "resident").get(pk=key)
    last = Classification.objects.filter(case=case).order_by("-at", "-pk").first()
    if last is not None and last.classification == "discarded":
        raise Refusal("case_is_excluded", number=case.number)
    return case


def locked_case(key: int) -> Case:
    """The case, held so that two people do not write the same about it at once."""
    return Case.objects.select_for_update(of=("self",)).select_related("community").get(pk=key)


def checked_day(on: date | None, doing: Doing) -> date:
    """The day something was found, at the latest the day it is written down."""
    if on is not None and on > today(doing):
        raise Refusal("case_day_ahead")
    return on or local_day(doing.at)


def today(doing: Doing) -> date:
    """The day on which the act arrived."""
    return local_day(doing.received_at)


def local_day(moment: datetime) -> date:
    """The day of a moment, where the house stands."""
    return timezone.localtime(moment).date()
