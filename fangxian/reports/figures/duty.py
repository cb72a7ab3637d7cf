"""Figures of duty: how far the posts are covered, and whether those who stand there have rested."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from fangxian.areas.models import Area
from fangxian.areas.queries import communities_in
from fangxian.areas.rules import Level
from fangxian.duty import queries
from fangxian.duty.models import DutyPost, Roster
from fangxian.reports.figures.registry import Day, NotCollected, figure

DAY_MINUTES = 24 * 60


@figure("duty.shifts", label=_("Shifts on duty"), source="duty.queries.standing", page="duty:board")
def shifts(day: Day) -> int:
    """Shifts of the rosters in force that began on the day."""
    return sum(len(queries.standing(place, since=day.since, until=day.at)) for place in places(day.area))


def places(area: Area) -> list[Area]:
    """The communities whose teams count for a place."""
    return [area] if area.level >= Level.COMMUNITY else communities_in(area)


@figure("duty.unmanned_minutes", label=_("Person-minutes nobody covers"), unit=_("minutes"),
        source="duty.models.Roster", page="duty:board")  # fmt: skip
def unmanned_minutes(day: Day) -> int:
    """What the rosters in force leave uncovered on the day, at every post and for the whole day."""
    rosters = [roster for place in places(day.area) if (roster := roster_in_force(place, day))]
    if not rosters:
        raise NotCollected(_("No roster is in force on this day."))
    return sum(uncovered(roster, day) for roster in rosters)


@figure("duty.unmanned_gate_minutes", label=_("Of these, at gates"), unit=_("minutes"),
        source="duty.models.Roster", page="duty:board")  # fmt: skip
def unmanned_gate_minutes(day: Day) -> int:
    """What the rosters in force leave uncovered on the day at gates alone (domain-rules L)."""
    rosters = [roster for place in places(day.area) if (roster := roster_in_force(place, day))]
    if not rosters:
        raise NotCollected(_("No roster is in force on this day."))
    gates = set(DutyPost.objects.filter(kind="gate").values_list("pk", flat=True))
    return sum(uncovered(roster, day, at=gates) for roster in rosters)


def roster_in_force(area: Area, day: Day) -> Roster | None:
    """The roster that counts on the day: of those published by the cut, the latest."""
    known = [roster for roster in queries.published(area) if roster.publication.at <= day.at]
    key = queries.in_force(known, day.on)
    return next((roster for roster in known if roster.pk == key), None)


def uncovered(roster: Roster, day: Day, *, at: set[int] | None = None) -> int:
    """Missing people times minutes, of the gaps that lie on the day, at some posts or at all of them.

    A gap in skill alone leaves nobody out.
    """
    begin = (day.on - roster.first_day).days * DAY_MINUTES
    gaps = [gap for gap in roster.gaps if not gap["skill"] and (at is None or gap["post"] in at)]
    return sum(gap["missing"] * max(0, min(gap["end"], begin + DAY_MINUTES) - max(gap["start"], begin)) for gap in gaps)


@figure("duty.short_rest", label=_("People with too little rest"), source="duty.queries.standing", page="duty:fatigue")
def short_rest(day: Day) -> int:
    """People who began a shift on the day with less rest before it than the rest pack demands (H-04)."""
    return sum(tired_at(place, day) for place in places(day.area))


def tired_at(area: Area, day: Day) -> int:
    """Their number at one place."""
    least = timedelta(hours=queries.rest_pack(area, on=day.on).real("rest.min_rest_h"))
    mine: defaultdict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for shift in queries.standing(area, since=day.since - timedelta(days=1), until=day.at):
        mine[queries.holder_of(shift)].append((shift.starts_at, shift.ends_at))
    return sum(began_tired(sorted(spans), day, least) for spans in mine.values())


def began_tired(spans: list[tuple[datetime, datetime]], day: Day, least: timedelta) -> bool:
    """Whether one of somebody's shifts of the day began too soon after the one before."""
    pairs = pairwise(spans)
    return any(start >= day.since and start - end < least for (_begin, end), (start, _end) in pairs)


@figure("duty.strained", label=_("People at the limit of days or nights"), source="duty.queries.fatigue_board",
        page="duty:fatigue")  # fmt: skip
def strained(day: Day) -> int:
    """Members who reached the most days or nights in a row that the rest pack allows."""
    return sum(tired.strained for tired in day.once(everybody))


def everybody(day: Day) -> list[queries.Tired]:
    """What everybody of the teams has behind them on the day."""
    return [tired for place in places(day.area) for tired in queries.fatigue_board(place, on=day.on)]


@figure("duty.days_without_off", label=_("Most days on duty without a day off"), unit=_("days"),
        source="duty.queries.fatigue_board", page="duty:fatigue")  # fmt: skip
def days_without_off(day: Day) -> int:
    """The longest row of days with duty that somebody of the team has behind them (domain-rules L)."""
    return max((tired.fatigue.days_in_row for tired in day.once(everybody)), default=0)
