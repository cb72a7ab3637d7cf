"""Rosters: kept as drafts, published by name, shifts handed over within rest, and reporting for duty."""

from datetime import date, timedelta
from typing import Annotated, Any

from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field

from fangxian.areas.models import Area
from fangxian.areas.roles import Can
from fangxian.calc.roster import Duty, Objection, Problem, RosterError, check_swap, check_take
from fangxian.door.act import Act, Answer, Decision, Doing, Fact, Refusal, handles
from fangxian.door.words import refusals
from fangxian.duty import queries
from fangxian.duty.acts.team import OfArea
from fangxian.duty.models import (
    CheckIn,
    HandOver,
    Publication,
    Roster,
    Shift,
)

REFUSALS = refusals(
    rest_too_short=_("Only %(hours)s h of rest between two shifts, and %(least)s are needed. Rest is rest."),
    week_too_long=_("That would be more hours in a week than allowed."),
    row_too_long=_("That would take away a day off, or make too many days or nights in a row."),
    not_fit_for_post=_("This person may not stand this post: a skill, a training or the age is missing."),
    not_there=_("This person is absent then, on another post, or may not work at night."),
    trial_not_published=_("This was only a trial. Plan a roster first."),
    already_published=_("This roster is already in force."),
    not_in_team=_("This person is not in the team."),
    shift_not_in_force=_("This shift is no longer in force."),
)

# The planner's objections by the refusal that says them; rest has one of its own, with hours.
OBJECTIONS = {
    "weekly_hours": "week_too_long", "daily_hours": "week_too_long",
    "nights_in_row": "row_too_long", "days_in_row": "row_too_long", "day_off": "row_too_long",
    "missing_skill": "not_fit_for_post", "missing_training": "not_fit_for_post", "too_young": "not_fit_for_post",
    "not_this_post": "not_fit_for_post",
    "unavailable": "not_there", "no_night": "not_there", "compensatory_rest": "not_there", "double_booked": "not_there",
}  # fmt: skip


class PlannedShift(BaseModel):
    """One member at one post, in minutes after the midnight of the roster's first day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    member: int
    post: int
    start: int
    end: int


class KeepRoster(OfArea, Decision):
    """Keep a planned roster as a draft, or the answer to a "what if". It is checked again, and binds nobody yet."""

    first_day: date
    days: Annotated[int, Field(ge=1, le=35)]
    shifts: tuple[PlannedShift, ...]
    trial: bool = False
    without: tuple[int, ...] = ()
    figures: dict[str, Any] = {}
    gaps: tuple[dict[str, Any], ...] = ()


@handles(KeepRoster)
def keep_roster(act: KeepRoster, doing: Doing) -> Answer:
    """The draft with its shifts, unless a rest rule is broken in it."""
    problem = queries.problem_of(doing.place, first_day=act.first_day, days=act.days, without=frozenset(act.without))
    duties = tuple(Duty(str(s.member), str(s.post), s.start, s.end) for s in act.shifts)
    for duty in duties:
        refuse_broken(problem, tuple(d for d in duties if d.person == duty.person), duty, instead=duty)
    roster = Roster.objects.create(
        area=doing.place, by=doing.by, at=doing.at, first_day=act.first_day, days=act.days, trial=act.trial,
        without=list(act.without), figures=act.figures, gaps=list(act.gaps),
    )  # fmt: skip
    begin = queries.midnight(act.first_day)
    Shift.objects.bulk_create(
        Shift(
            area=doing.place, roster=roster, member_id=s.member, post_id=s.post,
            starts_at=begin + timedelta(minutes=s.start), ends_at=begin + timedelta(minutes=s.end),
        )
        for s in act.shifts
    )  # fmt: skip
    return {"roster": roster.pk}


def refuse_broken(problem: Problem, duties: tuple[Duty, ...], duty: Duty, *, instead: Duty | None) -> None:
    """Refuse a duty that breaks a rule for whoever would stand it."""
    if duty.post not in {p.id for p in problem.posts}:
        raise Refusal("shift_not_in_force")
    try:
        found = check_take(problem, duties, duty, instead=instead)
    except RosterError as fault:
        raise Refusal("not_in_team") from fault
    if found:
        raise refusal_of(found[0])


def refusal_of(objection: Objection) -> Refusal:
    """The planner's objection as the refusal people read."""
    if objection.code == "rest":
        return Refusal("rest_too_short", hours=f"{objection['hours']:g}", least=f"{objection['min_rest']:g}")
    return Refusal(OBJECTIONS[objection.code])


class PublishRoster(Decision):
    """Put a roster in force. The software proposed it; the person who sends this decides."""

    needs = Can.PLAN_DUTY
    roster: int

    def place(self) -> Area:
        """The place whose roster it is."""
        return Roster.objects.select_related("area").get(pk=self.roster).area


@handles(PublishRoster)
def publish_roster(act: PublishRoster, doing: Doing) -> Answer:
    """The publication; from now on it counts for its days."""
    roster = Roster.objects.get(pk=act.roster)
    if roster.trial:
        raise Refusal("trial_not_published")
    if queries.is_published(roster):
        raise Refusal("already_published")
    row = Publication.objects.create(roster=roster, area=doing.place, by=doing.by, at=doing.at)
    return {"publication": row.pk}


class OfShift(Act):
    """An act about one shift."""

    needs = Can.PLAN_DUTY
    shift: int

    def place(self) -> Area:
        """The place whose shift it is."""
        return Shift.objects.select_related("area").get(pk=self.shift).area


class GiveShift(OfShift, Decision):
    """Let somebody else stand a shift, if their rest allows it."""

    to: int


@handles(GiveShift)
def give_shift(act: GiveShift, doing: Doing) -> Answer:
    """The hand-over."""
    shift, problem, duties = in_force_around(act.shift, doing)
    duty = queries.duty_of(shift, problem.first_day)
    refuse_broken(problem, duties, Duty(str(act.to), duty.post, duty.start, duty.end), instead=None)
    row = HandOver.objects.create(shift=shift, to_id=act.to, area=doing.place, by=doing.by, at=doing.at)
    return {"handover": row.pk}


class SwapShifts(OfShift, Decision):
    """Let two people take each other's shift, if the rest of both allows it."""

    other: int


@handles(SwapShifts)
def swap_shifts(act: SwapShifts, doing: Doing) -> Answer:
    """Two hand-overs in one decision."""
    shift, problem, duties = in_force_around(act.shift, doing)
    other = queries.with_holder(Shift.objects.filter(pk=act.other, roster=shift.roster_id)).first()
    if other is None:
        raise Refusal("shift_not_in_force")
    one, two = (queries.duty_of(s, problem.first_day) for s in (shift, other))
    found = [o for objections in check_swap(problem, duties, one, two).values() for o in objections]
    if found:
        raise refusal_of(found[0])
    made = [
        HandOver.objects.create(shift=s, to_id=int(to.person), area=doing.place, by=doing.by, at=doing.at)
        for s, to in ((shift, two), (other, one))
    ]
    return {"handovers": [row.pk for row in made]}


def in_force_around(key: int, doing: Doing) -> tuple[Shift, Problem, tuple[Duty, ...]]:
    """A shift in force, the rules of its roster's days, and everybody's duty in them. Raises Refusal."""
    shift = queries.with_holder(Shift.objects.select_related("roster")).get(pk=key)
    roster = shift.roster
    begin = queries.midnight(roster.first_day)
    around = queries.standing(doing.place, since=begin, until=begin + timedelta(days=roster.days + 1))
    if shift.pk not in {s.pk for s in around}:
        raise Refusal("shift_not_in_force")
    problem = queries.problem_of(doing.place, first_day=roster.first_day, days=roster.days)
    return shift, problem, tuple(queries.duty_of(s, roster.first_day) for s in around)


class ReportForDuty(OfShift, Fact):
    """Somebody is there for their shift."""

    needs = Can.STAND_DUTY


@handles(ReportForDuty)
def report_for_duty(act: ReportForDuty, doing: Doing) -> Answer:
    """The check-in, with a remark when it is late or far from the shift."""
    shift = Shift.objects.get(pk=act.shift)
    row = CheckIn.objects.create(shift=shift, area=doing.place, by=doing.by, at=doing.at)
    late = round((doing.at - shift.starts_at).total_seconds() / 60)
    return {"check_in": row.pk, "minutes_late": max(0, late)}
