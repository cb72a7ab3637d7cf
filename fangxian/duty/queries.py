"""Questions to the duty room: the team, the posts, what a roster must keep to, and who stands where."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import BigIntegerField, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.areas.queries import pack_chosen
from fangxian.calc.roster import DAY, Derogation, Duty, Person, Problem, Rules, Wish
from fangxian.calc.roster.objections import is_early, is_night
from fangxian.calc.windows import Span
from fangxian.duty.models import OUTDOOR_KINDS, ColdDay, DayWish, DutyPost, HandOver, Member, Publication, Roster, Shift
from fangxian.duty.models import Derogation as Waiver
from fangxian.duty.rules import Fatigue, minute_of, post_of, streak
from fangxian.rulepacks.packs import Pack, packaged_library

LOOK_BACK = timedelta(days=14)

OVERTIME_ABOVE = ("rest.standard_weekly_h", "rest.max_weekly_h")
"""Hours a week beyond which there is overtime: the standard week where the pack has one."""

WISHED = 3
"""What a wish for a day, or against it, weighs: of one to five."""


@dataclass(frozen=True)
class Tired:
    """One line of the fatigue board: a member and what they have behind them; `strained` asks for relief."""

    member: Member
    fatigue: Fatigue
    strained: bool


def team(area: Area) -> QuerySet[Member]:
    """Everybody in the team of a place now."""
    return Member.objects.filter(area=area, leaving=None).prefetch_related("taught", "absences", "derogations")


def duty_posts(area: Area) -> QuerySet[DutyPost]:
    """The posts that are to be staffed now."""
    return DutyPost.objects.filter(area=area, ended_at=None)


def rest_pack(area: Area, *, on: date) -> Pack:
    """The rest pack that governs a place on a day."""
    return packaged_library().pack(pack_chosen(area, "rest", on=on))


def rules_of(pack: Pack) -> Rules:
    """The pack's rest as the planner keeps it. A shift is never longer than a day's work (domain-rules H-01)."""
    night_from = minute_of(f"{pack.clock('rest.night_from'):%H:%M}")
    night_until = minute_of(f"{pack.clock('rest.night_until'):%H:%M}")
    daily = pack.real("rest.max_daily_h")
    return Rules(
        min_rest_h=pack.real("rest.min_rest_h"),
        max_weekly_h=pack.real("rest.max_weekly_h"),
        max_daily_h=daily,
        max_shift_h=min(daily, pack.real("rest.max_shift_h")),
        max_nights_in_row=pack.int("rest.max_nights_in_row"),
        max_days_in_row=pack.int("rest.max_days_in_row"),
        days_off_per_7=pack.int("rest.days_off_in_7"),
        weekly_rest_h=pack.real("rest.weekly_rest_h"),
        night_from=night_from,
        night_min_h=pack.real("rest.night_min_h"),
        derogation_rest_h=pack.real("rest.derogation_rest_h"),
        night_until=night_until if night_until > night_from else night_until + DAY,
        max_cold_h=pack.real("rest.max_cold_h"),
        overtime_above_h=pack.real(next(k for k in OVERTIME_ABOVE if k in pack)),
        early_before=minute_of(f"{pack.clock('rest.earliest_start'):%H:%M}"),
    )


def problem_of(area: Area, *, first_day: date, days: int, without: frozenset[int] = frozenset()) -> Problem:
    """Everything a roster of these days must keep to: team, posts, rest, absences and the duty already done."""
    pack = rest_pack(area, on=first_day)
    asked = team(area).prefetch_related("sparings", "wishes", "home_posts")
    members = [m for m in asked if m.pk not in without]
    posts = list(duty_posts(area))
    past, homes = _past(area, first_day), {p.name: str(p.pk) for p in posts}
    hazards = pack.words("people.hazard_posts")
    ages = {kind: pack.int("people.min_age_hazard") for kind in hazards}
    least = pack.int("people.min_age_volunteer")
    return Problem(
        first_day=first_day,
        days=days,
        people=tuple(_person(m, first_day, past[m.pk], pack, homes) for m in members),
        posts=tuple(post_of(p, min_age=ages.get(p.kind, least), outdoor=p.kind in OUTDOOR_KINDS) for p in posts),
        rules=rules_of(pack),
        wishes=tuple(w for m in members for w in _wishes(m, first_day, days)),
        cold_days=frozenset((c.on - first_day).days for c in cold_days(area, since=first_day)),
        derogations=tuple(_derogation(d, first_day) for m in members for d in m.derogations.all()),
    )


def cold_days(area: Area, *, since: date) -> QuerySet[ColdDay]:
    """The days declared cold from a day on."""
    return ColdDay.objects.filter(area=area, on__gte=since)


def spared(member: Member, *, on: date) -> bool:
    """Has this member no night work and no overtime on a day?"""
    latest = max(member.sparings.all(), key=lambda row: row.pk, default=None)
    return latest is not None and latest.until >= on


def spared_until(member: Member) -> date | None:
    """The last day of a member's protection, if that lies ahead."""
    last = member.sparings.order_by("-pk").first()
    return last.until if last and last.until >= timezone.localdate() else None


def wishes_ahead(member: Member) -> list[DayWish]:
    """What a member wishes for the days to come, the latest word about each."""
    said = {row.on: row for row in member.wishes.filter(on__gte=timezone.localdate())}
    return list(said.values())


def home_post(member: Member) -> str:
    """The name of the post a member usually stands; empty for none."""
    return next((row.post for row in reversed(member.home_posts.all())), "")


def _wishes(member: Member, first_day: date, days: int) -> list[Wish]:
    """What a member wished for the days of a roster; a later word about a day replaces an earlier one."""
    said = {(row.on - first_day).days: row.wanted for row in member.wishes.all()}
    return [Wish(str(member.pk), d, WISHED if wanted else -WISHED) for d, wanted in said.items() if 0 <= d < days]


def _person(member: Member, first_day: date, past: list[Duty], pack: Pack, homes: dict[str, str]) -> Person:
    age = first_day.year - member.birth_year - 1 if member.birth_year else None
    young = age is not None and age < pack.int("people.min_age_night")
    return Person(
        id=str(member.pk),
        name=member.name,
        skills=frozenset(member.skills),
        trainings=frozenset({*member.trainings, *(t.subject for t in member.taught.all())}),
        age=age,
        no_night=member.no_night or young,
        max_weekly_h=member.max_weekly_h,
        # The planner knows this protection by its reasons, the house keeps none: the one that never grows old will do.
        nursing_month=0 if spared(member, on=first_day) else None,
        home_post=homes.get(home_post(member), ""),
        unavailable=tuple(
            Span(minutes_from(first_day, a.since), minutes_from(first_day, a.until)) for a in member.absences.all()
        ),
        past=tuple(past),
    )


def _derogation(row: Waiver, first_day: date) -> Derogation:
    return Derogation(
        person=str(row.member_id),
        start=minutes_from(first_day, row.since),
        end=minutes_from(first_day, row.until),
        rest_h=row.rest_h,
        decided_by=str(row.by_id),
        reason=row.reason,
        compensation=Span(minutes_from(first_day, row.rest_since), minutes_from(first_day, row.rest_until)),
    )


def _past(area: Area, first_day: date) -> dict[int, list[Duty]]:
    """Duty of the days before, by who really stands it; it ends where the new roster begins."""
    begin = midnight(first_day)
    found: dict[int, list[Duty]] = defaultdict(list)
    for shift in standing(area, since=begin - LOOK_BACK, until=begin):
        found[holder_of(shift)].append(duty_of(shift, first_day))
    return found


def duty_of(shift: Shift, first_day: date) -> Duty:
    """A shift as the planner sees it, from the midnight of `first_day`."""
    start, end = minutes_from(first_day, shift.starts_at), minutes_from(first_day, shift.ends_at)
    return Duty(str(holder_of(shift)), str(shift.post_id), start, end)


def holder_of(shift: Shift) -> int:
    """The member who stands a shift asked for with its holder."""
    holder: int = shift.holder  # type: ignore[attr-defined]
    return holder


def standing(area: Area, *, since: datetime, until: datetime) -> list[Shift]:
    """Shifts in force that start in a stretch of time: of each day, those of the roster published last.

    Every shift carries `holder`: the member who stands it after all hand-overs.
    """
    rosters = published(area)
    shifts = with_holder(Shift.objects.filter(roster__in=[r.pk for r in rosters], starts_at__gte=since,
                                              starts_at__lt=until))  # fmt: skip
    return [shift for shift in shifts if in_force(rosters, day_of(shift.starts_at)) == shift.roster_id]


def published(area: Area) -> list[Roster]:
    """Published rosters of a place, the latest publication first."""
    return list(Roster.objects.filter(area=area, publication__isnull=False).order_by("-publication__at", "-id"))


def in_force(rosters: list[Roster], day: date) -> int | None:
    """Which of these rosters counts on a day."""
    holds = (r.pk for r in rosters if r.first_day <= day < r.first_day + timedelta(days=r.days))
    return next(holds, None)


def with_holder(shifts: QuerySet[Shift]) -> QuerySet[Shift]:
    """The shifts with `holder`, the key of whoever stands each after all hand-overs, and post and names at hand."""
    latest = HandOver.objects.filter(shift=OuterRef("pk")).order_by("-at", "-id").values("to")[:1]
    holder = Coalesce(Subquery(latest), F("member_id"), output_field=BigIntegerField())
    return shifts.annotate(holder=holder).select_related("post", "roster")


def roster_shown(area: Area, *, on: date) -> Roster | None:
    """The roster in force on a day, or else the latest draft that holds the day."""
    rosters = published(area)
    key = in_force(rosters, on)
    if key:
        return next(r for r in rosters if r.pk == key)
    drafts = Roster.objects.filter(area=area, trial=False, publication=None, first_day__lte=on)
    return next((r for r in drafts[:20] if on < r.first_day + timedelta(days=r.days)), None)


def latest_drafts(area: Area) -> list[Roster]:
    """Rosters not published yet, and trials, the newest first."""
    return list(Roster.objects.filter(area=area, publication=None).select_related("by")[:10])


def is_published(roster: Roster) -> bool:
    """Is this roster in force for the days it holds?"""
    return Publication.objects.filter(roster=roster).exists()


def fatigue_board(area: Area, *, on: date) -> list[Tired]:
    """What everybody has behind them on a day, the most tired first (mission S-12)."""
    rules = rules_of(rest_pack(area, on=on))
    begin = on - LOOK_BACK
    mine: dict[int, list[Duty]] = defaultdict(list)
    for shift in standing(area, since=midnight(begin), until=midnight(on + timedelta(days=1))):
        mine[holder_of(shift)].append(duty_of(shift, begin))
    kinds = DutyPost.objects.filter(area=area, kind__in=OUTDOOR_KINDS).values_list("pk", flat=True)
    outdoor = {str(key) for key in kinds}
    board = [_tired(member, mine[member.pk], rules, outdoor, begin=begin, on=on) for member in team(area)]
    return sorted(board, key=lambda t: (-t.fatigue.days_in_row, -t.fatigue.hours_7, t.member.pk))


def _tired(member: Member, duties: list[Duty], rules: Rules, outdoor: set[str], *, begin: date, on: date) -> Tired:
    last = (on - begin).days
    week = [d for d in duties if d.day > last - 7]
    fatigue = Fatigue(
        days_in_row=streak({begin + timedelta(days=d.day) for d in duties}, on=on),
        nights_7=sum(is_night(rules, d.span) for d in week),
        hours_7=sum(d.span.minutes for d in week) / 60,
        early_7=sum(is_early(rules, d.span) for d in week),
        outdoor_7=sum(d.span.minutes for d in week if d.post in outdoor) / 60,
    )
    strained = fatigue.strained(max_days=rules.max_days_in_row, max_nights=rules.max_nights_in_row)
    return Tired(member, fatigue, strained)


def on_duty(area: Area, *, at: datetime) -> list[Shift]:
    """Who stands where at a moment (domain-rules B-08)."""
    return [s for s in standing(area, since=at - timedelta(days=1), until=at + timedelta(seconds=1)) if s.ends_at > at]


def shifts_of(member: Member) -> list[Shift]:
    """All shifts in force a member holds from two weeks ago on, in order."""
    since = timezone.now() - LOOK_BACK
    shifts = standing(member.area, since=since, until=since + timedelta(days=120))
    return [s for s in shifts if holder_of(s) == member.pk]


def member_names(area: Area) -> dict[int, str]:
    """Everybody who is or was in the team, by key."""
    return dict(Member.objects.filter(area=area).values_list("pk", "name"))


def midnight(day: date) -> datetime:
    """The first moment of a day where the house stands."""
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def minutes_from(day: date, moment: datetime) -> int:
    """Minutes from the midnight of a day to a moment; negative before."""
    return round((moment - midnight(day)).total_seconds() / 60)


def day_of(moment: datetime) -> date:
    """The day a moment lies in, where the house stands."""
    return timezone.localtime(moment).date()
