"""Numbers about watches, for the digest, for upper levels, and for the indicators (domain-rules L). No name leaves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Area
from fangxian.areas.queries import communities_in
from fangxian.areas.rules import community_key
from fangxian.monitoring.models import Check, ClinicalNote, Referral, Watch
from fangxian.monitoring.queries.numbers import watch_rules
from fangxian.monitoring.queries.watches import (
    Standing,
    because_of,
    done_and_expected,
    inside,
    standings,
    unsettled,
    watched_in,
)


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


def contacts_checked(area: Area, found: Iterable[Standing], *, at: datetime) -> tuple[int, int]:
    """Of the contacts whose state was to be asked on a day, how many were reached, and how many there are.

    Persons, not checks (domain-rules L): one who was reached once and missed once was checked.
    """
    contacts = set(watched_in(area, at=at).filter(because_of("contact")).order_by().values_list("pk", flat=True))
    asked = [one for one in found if one.watch.pk in contacts and one.today]
    return sum(any(slot.at is not None for slot in one.today) for one in asked), len(asked)


# Whose quarantine was neither completed nor broken off: it was not owed, or medical care has them.
NOT_TO_COMPLETE = ("mistaken", "excluded", "transferred", "died")


def completed(area: Area, *, since: datetime, until: datetime) -> tuple[int, int]:
    """Of the contacts whose observation ended within a time, how many completed it, and how many should have.

    Who was no contact after all, or fell ill and was handed over, is left out; who moved away did not complete it.
    """
    ended = Watch.objects.filter(inside(area), because_of("contact"), end__at__gt=since, end__at__lte=until)
    owed = ended.exclude(end__outcome__in=NOT_TO_COMPLETE)
    return owed.filter(end__outcome="completed").count(), owed.count()


def evaluated(area: Area, *, since: datetime, until: datetime) -> tuple[int, int]:
    """Of the referrals opened within a time, how many were evaluated within the pack's hours, and how many.

    Taking one over is not yet an evaluation: the medic has settled it, written a note, or seen them at the door.
    """
    within = watch_rules(area, on=timezone.localdate(until)).evaluate_within
    opened = Referral.objects.filter(inside(area), opened_at__gt=since, opened_at__lte=until)
    # Somebody else's fever, taken back: nobody was to be evaluated.
    opened = opened.filter(Q(end=None) | ~Q(end__outcome="mistaken"))
    referrals = list(opened.select_related("end", "acknowledgement"))
    seen = seen_by_medic([one.resident_id for one in referrals], since=since, until=until)
    judged = [
        (one, any(one.opened_at <= at <= one.opened_at + within for at in moments(one, seen))) for one in referrals
    ]
    told = [done for one, done in judged if done or until - one.opened_at > within]
    return sum(told), len(told)


def moments(one: Referral, seen: Mapping[int, list[tuple[datetime, int]]]) -> list[datetime]:
    """When the medic evaluated whoever was referred: the end, a note, or a visit by the medic who took it over."""
    ended, taken = getattr(one, "end", None), getattr(one, "acknowledgement", None)
    medics = {NOTE, taken.by_id} if taken is not None else {NOTE}
    found = [at for at, by in seen.get(one.resident_id, ()) if by in medics]
    return [at for at in (*found, *([ended.at] if ended is not None else [])) if at >= one.opened_at]


# Stands for the writer of a note: only medics write one.
NOTE = 0


def seen_by_medic(
    residents: Iterable[int], *, since: datetime, until: datetime
) -> Mapping[int, list[tuple[datetime, int]]]:
    """The notes about these people, and the visits at which they were reached, each with who paid it."""
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    spell = {"resident__in": list(residents), "at__gt": since, "at__lte": until}
    for resident, at in ClinicalNote.objects.filter(**spell).values_list("resident_id", "at"):
        found[resident].append((at, NOTE))
    visits = Check.objects.filter(**spell, how="visit", found="reached", taken_back=None)
    for resident, at, by in visits.values_list("resident_id", "at", "by_id"):
        found[resident].append((at, by))
    return found


def percent(part: int, of: int) -> Decimal | None:
    """A share in percent; None of nothing."""
    return Decimal(round(100 * part / of)) if of else None


# The indicators look back so far: a week of ended observations and of referrals, as their names say.
WEEK = timedelta(days=7)
