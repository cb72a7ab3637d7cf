"""Opening a watch, handing it to somebody else, and ending it: each by a named person."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, PrivateText, Refusal, handles
from fangxian.door.words import refusals
from fangxian.monitoring.models import CATEGORIES, OUTCOMES, Watch, WatchEnd, WatchExtension, WatchOwner
from fangxian.monitoring.queries import grid_worker_of, keepers, standing_of, until_of, watch_of, watch_rules, watches
from fangxian.register.models import Resident

REFUSALS = refusals(
    unknown_category=_("Choose why this person is under observation."),
    watch_day_ahead=_("Day 0 has not come yet."),
    watch_past=_("Counted from that day, the observation ended on %(day)s. Check day 0."),
    already_watched=_("This person is already under observation, until %(day)s."),
    has_left=_("This person no longer lives here."),
    owner_not_serving=_("This person cannot look after an observation here. Choose somebody who serves this place."),
    unknown_outcome=_("Choose how the observation ends."),
    watch_ended=_("This observation has already ended."),
    days_left=_("The observation lasts until %(day)s. It can be completed from the day after."),
    referred=_("The medic has not settled a referral of this person yet."),
    held_otherwise=_(
        "This person is under observation for another reason too, until %(day)s. The observation goes on;"
        " it can end once that reason has ended where it was written down."
    ),
    ending_reason_missing=_("Write down why the observation ends before its time."),
)


# What was entered by mistake, or fell away: the other reasons of the same observation still hold.
FALLEN = ("mistaken", "excluded")
# A reason to be under observation: its category and its last day.
Reasons = Iterable[tuple[str, date]]
ASKED: list[Callable[[Watch], Reasons]] = []


def says_reasons(question: Callable[[Watch], Reasons]) -> Callable[[Watch], Reasons]:
    """A room above knows every reason of an observation: this is asked before one is ended as fallen away."""
    ASKED.append(question)
    return question


class OpenWatch(Decision):
    """Put somebody under observation, for the days their category has in the rule pack, counted from day 0.

    Somebody already watched is watched longer if the further reason lasts longer.
    """

    needs = Can.KEEP_WATCH
    sight = Can.SEE_WATCH
    resident: int
    category: str
    reason: PrivateText = ""
    day_zero: date | None = None
    owner: int | None = None

    def place(self) -> Area:
        """Where the person lives."""
        return Resident.objects.select_related("area").get(pk=self.resident).area


@handles(OpenWatch)
def open_watch(act: OpenWatch, doing: Doing) -> Answer:
    """Write the watch with its owner: the person named, else the grid worker, else whoever opens it."""
    resident = Resident.objects.select_related("area").get(pk=act.resident)
    owner = chosen_owner(act.owner, doing) if act.owner is not None else None
    watch = begin_watch(
        resident, category=act.category, reason=act.reason, day_zero=act.day_zero, owner=owner, doing=doing
    )
    return {"watch": watch.pk, "until": until_of(watch).isoformat()}


def begin_watch(
    resident: Resident, *, category: str, doing: Doing, reason: str = "", day_zero: date | None = None,
    owner: Person | None = None,
) -> Watch:  # fmt: skip
    """Watch somebody, or watch them longer. Raises Refusal. The watch comes with its `until`."""
    if category not in CATEGORIES:
        raise Refusal("unknown_category")
    if resident.left_at is not None and resident.left_at <= doing.at:
        raise Refusal("has_left")
    on, day = timezone.localdate(doing.at), day_zero or timezone.localdate(doing.at)
    rules = watch_rules(resident.area, on=on)
    last_day = day + timedelta(days=rules.days[category])
    if day > timezone.localdate(doing.received_at):
        raise Refusal("watch_day_ahead")
    if last_day < on:
        raise Refusal("watch_past", day=last_day.isoformat())
    standing = watch_of(resident, at=doing.at)
    if standing is not None:
        return extended(standing, category=category, reason=reason, last_day=last_day, doing=doing)
    watch = Watch.objects.create(
        resident=resident, category=category, reason=reason, day_zero=day, last_day=last_day,
        checks_per_day=rules.checks_per_day, opened_by=doing.by, opened_at=doing.at,
    )  # fmt: skip
    looks_after = owner or grid_worker_of(resident.area, at=doing.at) or doing.by
    WatchOwner.objects.create(watch=watch, owner=looks_after, by=doing.by, at=doing.at)
    return watches().get(pk=watch.pk)


def begin_watches(residents: Sequence[Resident], *, category: str, day_zero: date, doing: Doing) -> list[Watch]:
    """Watch many people whom nobody watches, for one reason, in a few questions. Each comes with its `resident`."""
    if not residents:
        return []
    rules = watch_rules(doing.place, on=timezone.localdate(doing.at))
    last_day = day_zero + timedelta(days=rules.days[category])
    opened = Watch.objects.bulk_create(
        Watch(
            resident=one, category=category, day_zero=day_zero, last_day=last_day, opened_by=doing.by,
            checks_per_day=rules.checks_per_day, opened_at=doing.at,
        )
        for one in residents
    )  # fmt: skip
    workers = {area: grid_worker_of(area, at=doing.at) or doing.by for area in {one.area for one in residents}}
    WatchOwner.objects.bulk_create(
        WatchOwner(watch=watch, owner=workers[watch.resident.area], by=doing.by, at=doing.at) for watch in opened
    )
    return opened


def extended(watch: Watch, *, category: str, reason: str, last_day: date, doing: Doing) -> Watch:
    """The same watch, longer; a further reason that adds no day is refused."""
    if last_day <= until_of(watch):
        raise Refusal("already_watched", day=until_of(watch).isoformat())
    WatchExtension.objects.create(
        watch=watch, category=category, reason=reason, last_day=last_day, by=doing.by, at=doing.at
    )
    return watches().get(pk=watch.pk)


def shorten_watch(watch: Watch, *, category: str, last_day: date, doing: Doing) -> WatchExtension:
    """A reason fell away; the one of this category is left, and lasts to an earlier day. The days so far stay."""
    return WatchExtension.objects.create(watch=watch, category=category, last_day=last_day, by=doing.by, at=doing.at)


def chosen_owner(key: int, doing: Doing) -> Person:
    """The person named, who must serve there. Raises Refusal."""
    owner = next((person for person in keepers(doing.place, at=doing.at) if person.pk == key), None)
    if owner is None:
        raise Refusal("owner_not_serving")
    return owner


class AboutWatch(Decision):
    """A decision about one watch."""

    needs = Can.KEEP_WATCH
    sight = Can.SEE_WATCH
    watch: int

    def place(self) -> Area:
        """Where the person lives."""
        return Watch.objects.select_related("resident__area").get(pk=self.watch).resident.area


class HandOverWatch(AboutWatch):
    """Somebody else looks after this person from now on."""

    to: int


@handles(HandOverWatch)
def hand_over_watch(act: HandOverWatch, doing: Doing) -> Answer:
    """A new owner."""
    watch = running_watch(act.watch)
    owner = chosen_owner(act.to, doing)
    row = WatchOwner.objects.create(watch=watch, owner=owner, by=doing.by, at=doing.at)
    return {"watch": watch.pk, "owner": row.owner_id}


class CloseWatch(AboutWatch):
    """End an observation: completed after its last day, or before it for a reason that is written down."""

    needs = Can.KEEP_HEALTH
    outcome: str
    reason: PrivateText = ""


@handles(CloseWatch)
def close_watch(act: CloseWatch, doing: Doing) -> Answer:
    """Write the end. Completing follows the proposal; ending early needs its reason."""
    watch = running_watch(act.watch)
    if act.outcome == "completed":
        proposal = standing_of(watch, at=doing.at).release
        if not proposal.proposed:
            raise Refusal(proposal.because, day=until_of(watch).isoformat())
    elif not act.reason:
        raise Refusal("ending_reason_missing")
    if act.outcome in FALLEN:
        refuse_if_held_otherwise(watch, on=timezone.localdate(doing.at))
    return {"end": finish_watch(watch, outcome=act.outcome, reason=act.reason, doing=doing).pk}


def refuse_if_held_otherwise(watch: Watch, *, on: date) -> None:
    """Refuse to end an observation for one reason that still holds for another on a day; the longest is named.

    Its last day alone: why somebody is watched does not stand open in the ledger.
    """
    reasons = [reason for question in ASKED for reason in question(watch) if reason[1] >= on]
    own = next((reason for reason in reasons if reason[0] == watch.category), None)
    if own is not None:
        reasons.remove(own)
    if own is not None and reasons:
        raise Refusal("held_otherwise", day=max(until for _category, until in reasons).isoformat())


def finish_watch(watch: Watch, *, outcome: str, doing: Doing, reason: str = "") -> WatchEnd:
    """End a watch that is running, whatever its days. Raises Refusal for an unknown outcome."""
    if outcome not in OUTCOMES:
        raise Refusal("unknown_outcome")
    return WatchEnd.objects.create(watch=watch, outcome=outcome, reason=reason, by=doing.by, at=doing.at)


def running_watch(key: int) -> Watch:
    """A watch that nobody has ended. Raises Refusal."""
    watch = watches().get(pk=key)
    if WatchEnd.objects.filter(watch=watch).exists():
        raise Refusal("watch_ended")
    return watch
