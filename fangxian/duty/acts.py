"""Every write of the duty room: the team, the posts, rosters and who stands in."""

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.calc.roster import Duty, Objection, Problem, RosterError, check_swap, check_take
from fangxian.calc.roster.checks import check
from fangxian.door.act import Act, Answer, Decision, Doing, Fact, Refusal, Sealed, handles
from fangxian.door.words import refusals
from fangxian.duty import queries
from fangxian.duty.models import (
    CheckIn,
    Derogation,
    DutyPost,
    HandOver,
    Leaving,
    Member,
    Publication,
    Roster,
    Shift,
    Training,
    Unavailability,
)
from fangxian.duty.rules import ClockError, post_of

REFUSALS = refusals(
    already_in_team=_("Somebody called %(name)s is already in the team. Add something to tell them apart."),
    post_not_plannable=_("This post cannot be planned: check its times, its people and its shifts."),
    rest_too_short=_("Only %(hours)s h of rest between two shifts, and %(least)s are needed. Rest is rest."),
    week_too_long=_("That would be more hours in a week than allowed."),
    row_too_long=_("That would take away a day off, or make too many days or nights in a row."),
    not_fit_for_post=_("This person may not stand this post: a skill, a training or the age is missing."),
    not_there=_("This person is absent then, on another post, or may not work at night."),
    trial_not_published=_("This was only a trial. Plan a roster first."),
    already_published=_("This roster is already in force."),
    not_in_team=_("This person is not in the team."),
    derogation_unsound=_("Less rest needs an end, and the rest given back at a fixed time: check both."),
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

Name = Annotated[str, Sealed(), Field(min_length=1, max_length=60)]
Clock = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Affiliation = Literal["party_member", "militia", "volunteer", "community_worker", "other"]
Skill = Literal["captain", "driver", "medic", "disinfection", "dialect"]
Subject = Literal["gate", "disinfection", "delivery"]


class OfArea(Act):
    """An act about the duty of one place."""

    needs = Can.PLAN_DUTY
    area: int

    def place(self) -> Area:
        """The place whose duty it is."""
        return Area.objects.get(pk=self.area)


class AddMember(OfArea, Decision):
    """Take somebody into the team, with what they can do and what they may not be asked."""

    name: Name
    affiliation: Affiliation
    username: Annotated[str, Field(max_length=60)] = ""
    birth_year: Annotated[int, Field(ge=1920, le=2100)] | None = None
    no_night: bool = False
    max_weekly_h: Annotated[int, Field(ge=1, le=60)] | None = None
    skills: tuple[Skill, ...] = ()
    trainings: tuple[Subject, ...] = ()


@handles(AddMember)
def add_member(act: AddMember, doing: Doing) -> Answer:
    """A new member; a name is borne once in a team, so that a sheet on the wall is clear."""
    if queries.team(doing.place).filter(name=act.name).exists():
        raise Refusal("already_in_team", name=act.name)
    member = Member.objects.create(
        area=doing.place, by=doing.by, at=doing.at, name=act.name, affiliation=act.affiliation,
        person=Person.objects.filter(username=act.username).first() if act.username else None,
        birth_year=act.birth_year, no_night=act.no_night, max_weekly_h=act.max_weekly_h, skills=list(act.skills),
        trainings=list(act.trainings),
    )  # fmt: skip
    return {"member": member.pk}


class OfMember(Act):
    """An act about one member."""

    needs = Can.PLAN_DUTY
    member: int

    def place(self) -> Area:
        """The place whose team it is."""
        return Member.objects.select_related("area").get(pk=self.member).area


class LeaveTeam(OfMember, Decision):
    """A member leaves the team; their past duty stays."""


@handles(LeaveTeam)
def leave_team(act: LeaveTeam, doing: Doing) -> Answer:
    """The leaving, once."""
    row, _new = Leaving.objects.get_or_create(
        member_id=act.member, defaults={"area": doing.place, "by": doing.by, "at": doing.at}
    )
    return {"leaving": row.pk}


class RecordTraining(OfMember, Fact):
    """A member was trained."""

    subject: Subject


@handles(RecordTraining)
def record_training(act: RecordTraining, doing: Doing) -> Answer:
    """The training, from now on a key to posts."""
    row = Training.objects.create(member_id=act.member, subject=act.subject, area=doing.place, by=doing.by, at=doing.at)
    return {"training": row.pk}


class DropOut(OfMember, Fact):
    """A member cannot come for a while. No reason is asked."""

    needs = Can.STAND_DUTY
    since: AwareDatetime
    until: AwareDatetime


@handles(DropOut)
def drop_out(act: DropOut, doing: Doing) -> Answer:
    """The absence, and the shifts that now want somebody else."""
    until = max(act.until, act.since + timedelta(hours=1))
    row = Unavailability.objects.create(
        member_id=act.member, since=act.since, until=until, area=doing.place, by=doing.by, at=doing.at
    )
    shifts = queries.standing(doing.place, since=act.since - timedelta(days=1), until=until)
    open_ = [s.pk for s in shifts if queries.holder_of(s) == act.member and s.ends_at > act.since]
    return {"absence": row.pk, "shifts": open_}


class DeclareDerogation(OfMember, Decision):
    """Let one member rest less in an emergency: a named decision, with an end and the rest given back."""

    needs = Can.DECIDE
    since: AwareDatetime
    until: AwareDatetime
    rest_h: Annotated[int, Field(ge=1, le=24)]
    reason: Annotated[str, Field(min_length=1, max_length=200)]
    rest_since: AwareDatetime
    rest_until: AwareDatetime


@handles(DeclareDerogation)
def declare_derogation(act: DeclareDerogation, doing: Doing) -> Answer:
    """The derogation, when it is sound for the planner (domain-rules H-04)."""
    words = act.model_dump(include={"since", "until", "rest_h", "reason", "rest_since", "rest_until"})
    row = Derogation.objects.create(member_id=act.member, area=doing.place, by=doing.by, at=doing.at, **words)
    try:
        check(queries.problem_of(doing.place, first_day=queries.day_of(act.since), days=1))
    except RosterError as fault:
        raise Refusal("derogation_unsound") from fault
    return {"derogation": row.pk}


class Window(BaseModel):
    """So many people from one time of day until another, every day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Clock
    end: Clock
    people: Annotated[int, Field(ge=1, le=50)]


class ShiftPattern(BaseModel):
    """A shift that may be used: when it starts and how many hours it lasts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: Clock
    hours: Annotated[float, Field(gt=0, le=24)]


class SetDutyPost(OfArea, Decision):
    """Say how a post is to be staffed; a post of the same name is replaced."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    post_kind: Literal["gate", "patrol", "disinfection", "delivery", "desk", "other"]
    windows: tuple[Window, ...]
    shifts: tuple[ShiftPattern, ...] = ()
    skills: tuple[Skill, ...] = ()
    trainings: tuple[Subject, ...] = ()
    captain: bool = False
    min_team: Annotated[int, Field(ge=1, le=10)] = 1


@handles(SetDutyPost)
def set_duty_post(act: SetDutyPost, doing: Doing) -> Answer:
    """The post as it is from now on, if it can be planned at all."""
    DutyPost.objects.filter(area=doing.place, name=act.name, ended_at=None).update(ended_at=doing.at)
    words = act.model_dump(include={"name", "windows", "shifts", "skills", "trainings", "captain", "min_team"})
    words |= {key: list(words[key]) for key in ("windows", "shifts", "skills", "trainings")}
    post = DutyPost.objects.create(area=doing.place, by=doing.by, at=doing.at, kind=act.post_kind, **words)
    refuse_unplannable(post, doing)
    return {"post": post.pk}


def refuse_unplannable(post: DutyPost, doing: Doing) -> None:
    """Refuse a post the planner cannot work with."""
    rules = queries.rules_of(queries.rest_pack(doing.place, on=queries.day_of(doing.at)))
    try:
        check(Problem(queries.day_of(doing.at), 1, (), (post_of(post, min_age=0),), rules))
    except (RosterError, ClockError) as fault:
        raise Refusal("post_not_plannable") from fault


class EndDutyPost(Decision):
    """A post is no longer staffed."""

    needs = Can.PLAN_DUTY
    post: int

    def place(self) -> Area:
        """The place whose post it is."""
        return DutyPost.objects.select_related("area").get(pk=self.post).area


@handles(EndDutyPost)
def end_duty_post(act: EndDutyPost, doing: Doing) -> Answer:
    """Its end; rosters in force keep it."""
    DutyPost.objects.filter(pk=act.post, ended_at=None).update(ended_at=doing.at)
    return {"post": act.post}


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
