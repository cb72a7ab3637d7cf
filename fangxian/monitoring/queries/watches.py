"""Questions about watches: who is watched, by whom, until when, and how their checks stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from fangxian.areas.models import Area, Person, Post
from fangxian.areas.queries import holders_at, in_force
from fangxian.areas.roles import ROLES, Can
from fangxian.measures.queries import line_keys
from fangxian.monitoring.models import (
    Carer,
    Check,
    Referral,
    SearchEnd,
    SpecialGroup,
    Watch,
    WatchExtension,
    WatchOwner,
)
from fangxian.monitoring.queries.numbers import WatchRules, watch_rules
from fangxian.monitoring.rules.days import Plan, Slot, State, dues, missed_in_row, slots, waiting
from fangxian.monitoring.rules.ending import Release, is_child, release
from fangxian.monitoring.rules.searching import Closing, Search, search
from fangxian.register.models import Resident


@dataclass(frozen=True)
class Standing:
    """A watch as it stands at a moment: its checks, what is missing, what is open with the medic, what is proposed.

    `watch` carries `until`, `owner` and `owner_name`. `groups` are codes of GROUPS, told by birth date or by a person.
    `search`: they missed as many checks in a row as the pack says. `late`: nobody has found them in its hours, or the
    medic has not taken their referral over in time: then it is the lead's.
    """

    watch: Watch
    asked_on: date
    found: list[Slot]
    missing: list[Slot]
    in_row: int
    search: Search | None
    late: bool
    referral: Referral | None
    release: Release
    groups: tuple[str, ...]
    needs_carer: bool
    attempts: int

    @property
    def today(self) -> list[Slot]:
        """The checks of the day on which this was asked."""
        return [slot for slot in self.found if slot.day == self.asked_on]

    @property
    def ahead(self) -> Slot | None:
        """The next check of the day, where one made now would not count for it yet."""
        free = (State.OPEN, State.MISSED)
        later = next((slot for slot in self.today if slot.state is State.AHEAD), None)
        return None if any(slot.state in free for slot in self.today) else later

    @property
    def silent(self) -> bool:
        """Whether they could not be found, and nobody else searches."""
        return self.search is not None and not self.search.closed

    @property
    def carried(self) -> Slot | None:
        """The check of an earlier day that was missed and that nobody has made up for since."""
        return next((slot for slot in self.missing if slot.day < self.asked_on), None)

    @property
    def calls(self) -> bool:
        """Whether a person must do something about it now."""
        return bool(self.missing or self.silent or self.referral or self.release.proposed or self.needs_carer)


def inside(area: Area) -> Q:
    """The filter for what concerns people who live at a place and below."""
    return Q(resident__area_id__gte=area.span.first, resident__area_id__lt=area.span.end)


def watches() -> QuerySet[Watch]:
    """Every watch the reader may see, with the day it lasts to (`until`), its owner's number and name.

    `searched`: whether a search for somebody was ever ended.
    """
    later = WatchExtension.objects.filter(watch=OuterRef("pk")).order_by("-pk").values("last_day")[:1]
    owners = WatchOwner.objects.filter(watch=OuterRef("pk")).order_by("-at", "-pk")
    annotated: QuerySet[Watch] = Watch.objects.annotate(
        until=Coalesce(Subquery(later), F("last_day")),
        owner=Subquery(owners.values("owner_id")[:1]),
        searched=Exists(SearchEnd.objects.filter(watch=OuterRef("pk"))),
        owner_name=Subquery(owners.values("owner__name")[:1]),
    )
    return annotated.select_related("resident__household__dwelling__building", "resident__area", "end")


def open_at(at: datetime) -> Q:
    """The filter for watches that have begun and that nobody had ended by a moment."""
    return Q(opened_at__lte=at) & (Q(end=None) | Q(end__at__gt=at))


def watch_of(resident: Resident, *, at: datetime) -> Watch | None:
    """The watch somebody is under at a moment."""
    return watches().filter(open_at(at), resident=resident).order_by("-opened_at", "-pk").first()


def watches_of(residents: Iterable[Resident], *, at: datetime) -> list[Watch]:
    """The watches these people are under at a moment, in one question."""
    return list(watches().filter(open_at(at), resident__in=[one.pk for one in residents]))


def watched_in(area: Area, *, at: datetime) -> QuerySet[Watch]:
    """Everybody watched at a place and below at a moment, house by house."""
    order = ("resident__household__dwelling__building__place_in_walk", "resident__household_id", "pk")
    return watches().filter(inside(area), open_at(at)).order_by(*order)


def because_of(category: str) -> Q:
    """The watches with this as one of their reasons, the first one or one that came to it."""
    further = WatchExtension.objects.filter(watch=OuterRef("pk"), category=category)
    return Q(category=category) | Q(Exists(further))


def standings(area: Area, *, at: datetime, owner: Person | None = None) -> list[Standing]:
    """Every watch at a place and below as it stands at a moment, in the same few questions for one and for a thousand.

    `owner` narrows to those one person looks after.
    """
    found = watched_in(area, at=at)
    if owner is not None:
        found = found.filter(Q(**{"owner": owner.pk}))
    return standing_of_all(list(found), area, at=at)


def standing_of(watch: Watch, *, at: datetime) -> Standing:
    """One watch as it stands at a moment; `watch` comes from `watches()`."""
    return standing_of_all([watch], watch.resident.area, at=at)[0]


def standing_of_all(found: list[Watch], area: Area, *, at: datetime) -> list[Standing]:
    """Several watches as they stand at a moment, by the rules in force at the place."""
    rules = watch_rules(area, on=timezone.localdate(at))
    beside = Beside.of(found, at=at)
    return [judged(watch, beside, rules, at=at) for watch in found]


@dataclass(frozen=True)
class Beside:
    """What lies beside many watches: checks that reached somebody, attempts, open referrals, groups, carers, searches.

    Referrals are by resident: one may be older than the watch, and it is open all the same.
    """

    reached: dict[int, list[datetime]]
    attempts: dict[int, list[datetime]]
    referrals: dict[int, Referral]
    groups: dict[int, list[str]]
    carers: set[int]
    closings: dict[int, Closing]

    @classmethod
    def of(cls, found: list[Watch], *, at: datetime) -> "Beside":
        """Ask for all of them at once."""
        keys, residents = [watch.pk for watch in found], [watch.resident_id for watch in found]
        reached: dict[int, list[datetime]] = defaultdict(list)
        attempts: dict[int, list[datetime]] = defaultdict(list)
        checks = Check.objects.filter(watch__in=keys, at__lte=at, taken_back=None).order_by("at")
        for watch, moment, how in checks.values_list("watch_id", "at", "found"):
            (reached if how == "reached" else attempts)[watch or 0].append(moment)
        groups: dict[int, list[str]] = defaultdict(list)
        for watch, group in SpecialGroup.objects.filter(watch__in=keys, at__lte=at).values_list("watch_id", "group"):
            groups[watch].append(group)
        carers = dict(Carer.objects.filter(watch__in=keys, at__lte=at).order_by("at", "pk").values_list(
            "watch_id", "resident__left_at"
        ))  # fmt: skip
        staying = {watch for watch, left in carers.items() if left is None or left > at}
        # The oldest open one last, so that it is the one shown.
        referred = Referral.objects.filter(unsettled(at), resident__in=residents).select_related("acknowledgement__by")
        by_resident = {each.resident_id: each for each in referred.order_by("-opened_at")}
        return cls(reached, attempts, by_resident, groups, staying, closings(found, at=at))


def closings(found: list[Watch], *, at: datetime) -> dict[int, Closing]:
    """How the last search for each was ended by a moment; most were never searched for, and are not asked about."""
    searched = [watch.pk for watch in found if watch.searched]  # type: ignore[attr-defined]
    if not searched:
        return {}
    ends = SearchEnd.objects.filter(watch__in=searched, at__lte=at).order_by("at", "pk")
    rows = ends.values_list("watch_id", "at", "outcome")
    return {watch: Closing(moment, outcome == "handed_over") for watch, moment, outcome in rows}


def unsettled(at: datetime) -> Q:
    """The filter for referrals the medic has not settled by a moment."""
    return Q(opened_at__lte=at) & (Q(end=None) | Q(end__at__gt=at))


def judged(watch: Watch, beside: Beside, rules: WatchRules, *, at: datetime) -> Standing:
    """One watch, given what lies beside it."""
    on = timezone.localdate(at)
    reached = beside.reached.get(watch.pk, [])
    found = slots(plan_of(watch, rules), reached, now=at)
    referral = beside.referrals.get(watch.resident_id)
    groups = [*groups_by_age(watch.resident, rules, on=on), *beside.groups.get(watch.pk, ())]
    last = max(reached, default=None)
    missed = missed_in_row(found, reached=last)
    closing = beside.closings.get(watch.pk)
    looked_for = search(missed, after=rules.missed_in_row, within=rules.search_within, closing=closing)
    return Standing(
        watch, on, found, missing=waiting(found, day=on, reached=last), in_row=len(missed), search=looked_for,
        late=(looked_for is not None and looked_for.late(at)) or overdue(referral, at), referral=referral,
        release=release(found, last_day=until_of(watch), on=on, referred=referral is not None), groups=tuple(groups),
        needs_carer=bool({"child", "dependent"} & {*groups}) and watch.pk not in beside.carers,
        attempts=sum(last is None or moment > last for moment in beside.attempts.get(watch.pk, ())),
    )  # fmt: skip


def overdue(referral: Referral | None, at: datetime) -> bool:
    """Whether the medic has not taken a referral over in time."""
    return referral is not None and not hasattr(referral, "acknowledgement") and referral.due_at <= at


def plan_of(watch: Watch, rules: WatchRules) -> Plan:
    """The days and times of a watch."""
    times = dues(watch.checks_per_day, first=rules.first_due, last=rules.last_due)
    zone = timezone.get_current_timezone()
    return Plan(watch.day_zero, until_of(watch), times, rules.late, zone, opened=watch.opened_at)


def until_of(watch: Watch) -> date:
    """The last day of a watch that came from `watches()`."""
    until: date = watch.until  # type: ignore[attr-defined]
    return until


def groups_by_age(resident: Resident, rules: WatchRules, *, on: date) -> list[str]:
    """The special group a birth date tells."""
    child = is_child(resident.born_on, on=on, child_age_max=rules.child_age_max)
    return ["child"] if child else []


def carer_of(watch: Watch, *, at: datetime) -> Carer | None:
    """Who cares for somebody watched at a moment."""
    named = Carer.objects.filter(watch=watch).select_related("resident", "by").order_by("-at", "-pk").first()
    return named if named is not None and stays(named, at=at) else None


def stays(carer: Carer, *, at: datetime) -> bool:
    """Whether a carer is still there: one of the register may have moved away."""
    left = carer.resident.left_at if carer.resident else None
    return left is None or left > at


def needs_care(resident: Resident, *, at: datetime) -> bool:
    """Whether somebody was noted to be ill, pregnant or in need of help, or waits for the medic."""
    noted = SpecialGroup.objects.filter(open_watch_at(at), watch__resident=resident, at__lte=at)
    return noted.exists() or Referral.objects.filter(unsettled(at), resident=resident).exists()


def open_watch_at(at: datetime) -> Q:
    """The filter for rows of watches that nobody had ended by a moment."""
    return Q(watch__end=None) | Q(watch__end__at__gt=at)


def keepers(area: Area, *, at: datetime) -> list[Person]:
    """Who may look after somebody watched at a place."""
    return holders_at(area, Can.KEEP_WATCH, at=at)


def medics(area: Area, *, at: datetime) -> list[Person]:
    """Who may take a referral of this place over."""
    return holders_at(area, Can.SEE_CLINICAL, at=at)


def without_owner(found: Iterable[Watch], *, at: datetime) -> set[int]:
    """The watches whose owner does not serve there any longer: their post ended, or the grid was cut anew."""
    every = list(found)
    roles = [role for role, abilities in ROLES.items() if Can.KEEP_WATCH in abilities]
    owners = {each.owner for each in every}  # type: ignore[attr-defined]
    posts = Post._base_manager.filter(in_force(at), role__in=roles, person__in=owners, person__is_active=True)
    serving: dict[int, set[int]] = defaultdict(set)
    for person, area in posts.values_list("person_id", "area_id"):
        serving[person].add(area)
    return {each.pk for each in every if not serving[each.owner] & {*line_keys(each.resident.area)}}  # type: ignore[attr-defined]


def grid_worker_of(area: Area, *, at: datetime) -> Person | None:
    """The grid worker of a place, nearest to the ground: who looks after somebody unless another is named."""
    posts = Post._base_manager.filter(in_force(at), role="grid_worker", area_id__in=line_keys(area))
    nearest = posts.filter(person__is_active=True).select_related("person").order_by("-area__level", "since").first()
    return nearest.person if nearest else None


def returned_unwatched(area: Area, *, at: datetime) -> list[Resident]:
    """People the register says have returned within the days of the pack, whom nobody watches: asked, not ordered."""
    on = timezone.localdate(at)
    days = watch_rules(area, on=on).days["returnee"]
    recent = Resident.objects.filter(
        area_id__gte=area.span.first, area_id__lt=area.span.end, left_at=None, returned_on__lte=on,
        returned_on__gt=on - timedelta(days=days),
    )  # fmt: skip
    looked_at = Watch.objects.filter(resident=OuterRef("pk"), last_day__gte=OuterRef("returned_on"))
    unwatched = recent.exclude(Exists(looked_at)).select_related("household__dwelling__building")
    return list(unwatched.order_by("-returned_on", "pk")[:50])


def ended_lately(area: Area, *, at: datetime, days: int = 7) -> list[Watch]:
    """The watches that ended in the last days, the latest first."""
    since = at - timedelta(days=days)
    ended = watches().filter(inside(area), end__at__gt=since, end__at__lte=at)
    return list(ended.select_related("end__by").order_by("-end__at")[:50])


def done_and_expected(found: Iterable[Slot]) -> tuple[int, int]:
    """Of the checks due by now, how many were made, and how many there are."""
    due = [slot for slot in found if slot.state in (State.DONE, State.LATE, State.MISSED)]
    return sum(slot.state is not State.MISSED for slot in due), len(due)
