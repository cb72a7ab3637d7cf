"""Numbers about watches, for the digest, for upper levels, and for the indicators (domain-rules L). No name leaves."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.queries import communities_in
from fangxian.areas.rules import community_key
from fangxian.monitoring.models import Referral, WatchEnd
from fangxian.monitoring.queries.numbers import watch_rules
from fangxian.monitoring.queries.watches import Standing, done_and_expected, inside, standings, unsettled


@dataclass(frozen=True)
class Counted:
    """One place in numbers at a moment."""

    name: str
    watched: int
    checked: int
    due: int
    silent: int
    referred: int
    ready: int

    @property
    def percent(self) -> int | None:
        """Of the checks due today, the share that was made; None where none is due yet."""
        return round(100 * self.checked / self.due) if self.due else None


def counted(area: Area, *, at: datetime) -> list[Counted]:
    """The place and, above a community, each of its communities: only numbers, for whoever may count."""
    with scope.counting(area.span):
        by_community: dict[int, list[Standing]] = defaultdict(list)
        found = standings(area, at=at)
        for one in found:
            by_community[community_key(one.watch.resident.area_id)].append(one)
        below = [place for place in communities_in(area) if place.pk != area.pk]
        return [in_numbers(area.name, found), *(in_numbers(each.name, by_community[each.pk]) for each in below)]


def in_numbers(name: str, found: Iterable[Standing]) -> Counted:
    """Many watches as numbers."""
    every = list(found)
    checked, due = done_and_expected(slot for one in every for slot in one.today)
    return Counted(
        name, len(every), checked, due, silent=sum(one.silent for one in every),
        referred=sum(one.referral is not None for one in every), ready=sum(one.release.proposed for one in every),
    )  # fmt: skip


def referrals_waiting(area: Area, *, at: datetime) -> int:
    """The referrals nobody has acknowledged by a moment."""
    unseen = Q(acknowledgement=None) | Q(acknowledgement__at__gt=at)
    return Referral.objects.filter(inside(area), unsettled(at) & unseen).count()


def completed(area: Area, *, since: datetime, until: datetime) -> tuple[int, int]:
    """Of the watches that ended within a time, not by mistake, how many were completed, and how many ended."""
    span = area.span
    ended = WatchEnd.objects.filter(
        watch__resident__area_id__gte=span.first, watch__resident__area_id__lt=span.end, at__gt=since, at__lte=until
    ).exclude(outcome="mistaken")
    return ended.filter(outcome="completed").count(), ended.count()


def evaluated(area: Area, *, since: datetime, until: datetime) -> tuple[int, int]:
    """Of the referrals opened within a time, how many the medic took over within the pack's hours, and how many."""
    within = watch_rules(area, on=timezone.localdate(until)).evaluate_within
    opened = Referral.objects.filter(inside(area), opened_at__gt=since, opened_at__lte=until)
    waits = [(one.opened_at, taken_at(one)) for one in opened.select_related("acknowledgement")]
    told = [(begun, taken) for begun, taken in waits if taken is not None or until - begun > within]
    return sum(taken is not None and taken - begun <= within for begun, taken in told), len(told)


def taken_at(one: Referral) -> datetime | None:
    """When the medic took a referral over."""
    row = getattr(one, "acknowledgement", None)
    return row.at if row else None


def percent(part: int, of: int) -> Decimal | None:
    """A share in percent; None of nothing."""
    return Decimal(round(100 * part / of)) if of else None


# The indicators look back so far.
WEEK = timedelta(days=7)
