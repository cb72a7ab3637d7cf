"""What a roster keeps to for one member: protection, wishes, their usual post; and which days are too cold."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from fangxian.areas.roles import Can
from fangxian.door.act import Answer, Decision, Doing, Fact, Refusal, SealedApart, handles
from fangxian.door.words import refusals
from fangxian.duty import queries
from fangxian.duty.acts.team import OfArea, OfMember
from fangxian.duty.models import ColdDay, DayWish, HomePost, Sparing

REFUSALS = refusals(
    no_such_post=_("There is no such post now. Choose one of the list."),
)


class SpareMember(OfMember, Decision):
    """No night work and no overtime until a day (domain-rules H-02). Nobody is asked why, and it is not written down.

    A day that is past ends it.
    """

    until: Annotated[date, SealedApart()]


@handles(SpareMember)
def spare_member(act: SpareMember, doing: Doing) -> Answer:
    """The protection; the latest word counts."""
    row = Sparing.objects.create(member_id=act.member, until=act.until, area=doing.place, by=doing.by, at=doing.at)
    return {"sparing": row.pk}


class WishForDay(OfMember, Fact):
    """A member would like to be on duty on a day, or rather not: the planner weighs it, and promises nothing."""

    needs = Can.STAND_DUTY
    on: date
    on_duty: bool


@handles(WishForDay)
def wish_for_day(act: WishForDay, doing: Doing) -> Answer:
    """The wish; a later one about the same day replaces it."""
    row = DayWish.objects.create(
        member_id=act.member, on=act.on, wanted=act.on_duty, area=doing.place, by=doing.by, at=doing.at
    )
    return {"wish": row.pk}


class GiveHomePost(OfMember, Decision):
    """The post a member usually stands; none: any. Posts are dealt out by it where the roster leaves a choice."""

    post: int | None = None


@handles(GiveHomePost)
def give_home_post(act: GiveHomePost, doing: Doing) -> Answer:
    """The post by its name, which stays when its times change."""
    names = dict(queries.duty_posts(doing.place).values_list("pk", "name"))
    if act.post is not None and act.post not in names:
        raise Refusal("no_such_post")
    name = names[act.post] if act.post is not None else ""
    row = HomePost.objects.create(member_id=act.member, post=name, area=doing.place, by=doing.by, at=doing.at)
    return {"home_post": row.pk}


class DeclareCold(OfArea, Decision):
    """A day so cold that outdoor duty is cut short (the rest pack says how short)."""

    on: date


@handles(DeclareCold)
def declare_cold(act: DeclareCold, doing: Doing) -> Answer:
    """The day, once."""
    row, _new = ColdDay.objects.get_or_create(area=doing.place, on=act.on, defaults={"by": doing.by, "at": doing.at})
    return {"cold_day": row.pk}
