"""Questions about a roster in force: who may take or swap a shift, what is open, what a mended one changes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from fangxian.areas.models import Area
from fangxian.calc.roster import Duty, check_swap, check_take
from fangxian.duty import queries
from fangxian.duty.models import Leaving, Member, Roster, Shift, Unavailability

NEAR = timedelta(days=4)
"""Swaps are offered this far before and after a shift."""


@dataclass(frozen=True)
class Exchange:
    """Who may take a shift, what stands against each of the others, and the shifts it may be swapped for."""

    may: list[Member]
    cannot: list[tuple[Member, str]]
    swaps: list[Shift]


@dataclass(frozen=True)
class Change:
    """What is different on one day for one member: shifts before and after, either may be empty."""

    member: int
    day: date
    before: list[Shift]
    after: list[Shift]


@dataclass(frozen=True)
class Mending:
    """The days of a roster in force that are still to come, its duties, and the shifts nobody can stand any more."""

    first_day: date
    days: int
    old: tuple[Duty, ...]
    open: list[Shift]


def exchange_of(area: Area, shift: Shift) -> Exchange:
    """Judged by the rules of its roster's days; nothing is offered for a shift no longer in force."""
    roster = shift.roster
    begin = queries.midnight(roster.first_day)
    around = queries.standing(area, since=begin, until=begin + timedelta(days=roster.days + 1))
    mine = next((s for s in around if s.pk == shift.pk), None)
    if mine is None:
        return Exchange([], [], [])
    problem = queries.problem_of(area, first_day=roster.first_day, days=roster.days)
    known = {p.id for p in problem.people}
    duties = tuple(queries.duty_of(s, roster.first_day) for s in around)
    duty = queries.duty_of(mine, roster.first_day)
    against = {
        m: check_take(problem, duties, Duty(str(m.pk), duty.post, duty.start, duty.end))
        for m in queries.team(area)
        if str(m.pk) != duty.person
    }
    swaps = [
        s for s, other in zip(around, duties, strict=True)
        if abs(s.starts_at - mine.starts_at) <= NEAR
        and other.person != duty.person
        and other.span != duty.span
        and {other.person, duty.person} <= known
        and not any(check_swap(problem, duties, duty, other).values())
    ]  # fmt: skip
    return Exchange(
        may=[m for m, found in against.items() if not found],
        cannot=[(m, found[0].code) for m, found in against.items() if found],
        swaps=swaps,
    )


def mending_of(area: Area, *, today: date) -> Mending | None:
    """What a mended roster would begin with: the days from tomorrow on that a published roster holds."""
    first = today + timedelta(days=1)
    rosters = queries.published(area)
    key = queries.in_force(rosters, first)
    if key is None:
        return None
    roster = next(r for r in rosters if r.pk == key)
    end = roster.first_day + timedelta(days=roster.days)
    shifts = queries.standing(area, since=queries.midnight(first), until=queries.midnight(end))
    old = tuple(queries.duty_of(s, first) for s in shifts)
    return Mending(first, (end - first).days, old, _open(area, shifts))


def _open(area: Area, shifts: list[Shift]) -> list[Shift]:
    """Shifts whose holder is absent then, or has left."""
    left = set(Leaving.objects.filter(area=area).values_list("member_id", flat=True))
    away: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for member, since, until in _absences(area).values_list("member_id", "since", "until"):
        away[member].append((since, until))
    return [
        s for s in shifts
        if queries.holder_of(s) in left
        or any(since < s.ends_at and s.starts_at < until for since, until in away[queries.holder_of(s)])
    ]  # fmt: skip


def _absences(area: Area) -> QuerySet[Unavailability]:
    return Unavailability.objects.filter(area=area, until__gt=timezone.now())


def changes_of(area: Area, roster: Roster) -> list[Change]:
    """How a draft differs from what is in force on its days, by day and member."""
    begin = queries.midnight(roster.first_day)
    now = queries.standing(area, since=begin, until=begin + timedelta(days=roster.days))
    then = list(queries.with_holder(Shift.objects.filter(roster=roster)))
    before, after = _by_day(now), _by_day(then)
    changed = [key for key in before.keys() | after.keys() if _hours(before[key]) != _hours(after[key])]
    return [Change(member, day, before[day, member], after[day, member]) for day, member in sorted(changed)]


def _by_day(shifts: list[Shift]) -> dict[tuple[date, int], list[Shift]]:
    found: dict[tuple[date, int], list[Shift]] = defaultdict(list)
    for shift in shifts:
        found[queries.day_of(shift.starts_at), queries.holder_of(shift)].append(shift)
    return found


def _hours(shifts: list[Shift]) -> set[tuple[int, datetime, datetime]]:
    return {(s.post_id, s.starts_at, s.ends_at) for s in shifts}
