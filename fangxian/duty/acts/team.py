"""The team and its posts: who comes and goes, what they are trained for, how a post is staffed."""

from datetime import timedelta
from typing import Annotated, Literal

from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from fangxian.areas.models import Area, Person
from fangxian.areas.roles import Can
from fangxian.calc.roster import Problem, RosterError
from fangxian.calc.roster.checks import check
from fangxian.door.act import Act, Answer, Decision, Doing, Fact, Refusal, Sealed, SealedApart, handles
from fangxian.door.words import refusals
from fangxian.duty import queries
from fangxian.duty.models import (
    Derogation,
    DutyPost,
    Leaving,
    Member,
    Training,
    Unavailability,
)
from fangxian.duty.rules import ClockError, post_of

REFUSALS = refusals(
    already_in_team=_("Somebody of this name is already in the team. Add something to tell them apart."),
    post_not_plannable=_("This post cannot be planned: check its times, its people and its shifts."),
    derogation_unsound=_("Less rest needs an end, and the rest given back at a fixed time: check both."),
)

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
    birth_year: Annotated[Annotated[int, Field(ge=1920, le=2100)] | None, SealedApart()] = None
    no_night: Annotated[bool, SealedApart()] = False
    max_weekly_h: Annotated[int, Field(ge=1, le=60)] | None = None
    skills: tuple[Skill, ...] = ()
    trainings: tuple[Subject, ...] = ()


@handles(AddMember)
def add_member(act: AddMember, doing: Doing) -> Answer:
    """A new member; a name is borne once in a team, so that a sheet on the wall is clear."""
    if queries.team(doing.place).filter(name=act.name).exists():
        raise Refusal("already_in_team")
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
    reason: Annotated[str, Sealed(), Field(min_length=1, max_length=200)]
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


LISTED = {"skills", "trainings", "among"}


class SetDutyPost(OfArea, Decision):
    """Say how a post is to be staffed; a post of the same name is replaced."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    post_kind: Literal["gate", "patrol", "disinfection", "delivery", "desk", "other"]
    windows: tuple[Window, ...]
    shifts: tuple[ShiftPattern, ...] = ()
    skills: tuple[Skill, ...] = ()
    trainings: tuple[Subject, ...] = ()
    among: tuple[Skill, ...] = ()
    captain: bool = False
    min_team: Annotated[int, Field(ge=1, le=10)] = 1


@handles(SetDutyPost)
def set_duty_post(act: SetDutyPost, doing: Doing) -> Answer:
    """The post as it is from now on, if it can be planned at all."""
    DutyPost.objects.filter(area=doing.place, name=act.name, ended_at=None).update(ended_at=doing.at)
    words = act.model_dump(include={"name", "windows", "shifts", "captain", "min_team", *LISTED})
    words |= {key: list(words[key]) for key in ("windows", "shifts", *LISTED)}
    post = DutyPost.objects.create(area=doing.place, by=doing.by, at=doing.at, kind=act.post_kind, **words)
    refuse_unplannable(post, doing)
    return {"post": post.pk}


def refuse_unplannable(post: DutyPost, doing: Doing) -> None:
    """Refuse a post the planner cannot work with."""
    rules = queries.rules_of(queries.rest_pack(doing.place, on=queries.day_of(doing.at)))
    try:
        check(Problem(queries.day_of(doing.at), 1, (), (post_of(post, min_age=0, outdoor=False),), rules))
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
