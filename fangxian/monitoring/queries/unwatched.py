"""Questions about referrals of people nobody watches: from a gate, or reported of oneself."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from fangxian.areas.models import Area
from fangxian.monitoring.models import Referral, Watch
from fangxian.monitoring.queries.watches import inside, open_at, unsettled


@dataclass(frozen=True)
class Unwatched:
    """How many referrals of people nobody watches are open, wait to be taken over, and were not in time."""

    open: int
    waiting: int
    late: int


def unwatched(area: Area, *, at: datetime) -> QuerySet[Referral]:
    """The open referrals at a place and below of people nobody watches at a moment."""
    running = Watch.objects.filter(open_at(at), resident=OuterRef("resident"))
    return Referral.objects.filter(inside(area), unsettled(at)).exclude(Exists(running))


# The list of today shows so many of them; who waits for the medic comes before whom the medic has.
SHOWN = 50


def unwatched_referrals(area: Area, *, at: datetime) -> tuple[list[Referral], int]:
    """The open referrals of people nobody watches, and how many further ones there are, which are not in the list.

    Those nobody has taken over come first, the oldest clock first: from a gate, or reported of oneself.
    """
    people = unwatched(area, at=at).select_related("resident__household__dwelling__building", "acknowledgement__by")
    ordered = people.order_by(F("acknowledgement__at").asc(nulls_first=True), "due_at", "pk")
    found = list(ordered[: SHOWN + 1])
    further = unwatched(area, at=at).count() - SHOWN if len(found) > SHOWN else 0
    return found[:SHOWN], further


def unwatched_in_numbers(area: Area, *, at: datetime) -> Unwatched:
    """The same as numbers, in one question."""
    waits = Q(acknowledgement=None)
    found = unwatched(area, at=at).aggregate(
        open=Count("pk"), waiting=Count("pk", filter=waits), late=Count("pk", filter=waits & Q(due_at__lte=at))
    )
    return Unwatched(**found)
