"""Examples of the acts on teams and rosters; one gate, two shifts two days apart, and somebody always rested."""

from datetime import timedelta

from django.utils import timezone

from fangxian.door.act import Act
from fangxian.duty import queries
from fangxian.duty.acts import (
    AddMember,
    DeclareCold,
    DeclareDerogation,
    DropOut,
    EndDutyPost,
    GiveHomePost,
    GiveShift,
    KeepRoster,
    LeaveTeam,
    PublishRoster,
    RecordTraining,
    ReportForDuty,
    SetDutyPost,
    SpareMember,
    SwapShifts,
    WishForDay,
)
from fangxian.duty.acts.rosters import PlannedShift
from fangxian.duty.models import Shift
from tests.duty.staffed import GATE, add, set_gate, tomorrow
from tests.examples import Example
from tests.homes import Homes
from tests.world import World

DAY = 24 * 60
MORNING, HOURS = 7 * 60, 8 * 60


def add_member(world: World, _: Homes) -> Act:
    return AddMember(area=world.bamboo.pk, name="张伟", affiliation="volunteer", trainings=("gate",))


def leave(world: World, _: Homes) -> Act:
    return LeaveTeam(member=add(world, "云一"))


def train(world: World, _: Homes) -> Act:
    return RecordTraining(member=add(world, "云一", trainings=()), subject="gate")


def drop_out(world: World, _: Homes) -> Act:
    return DropOut(member=add(world, "云一"), since=timezone.now(), until=timezone.now() + timedelta(days=2))


def derogation(world: World, _: Homes) -> Act:
    begin = queries.midnight(tomorrow())
    return DeclareDerogation(
        member=add(world, "云一"), since=begin, until=begin + timedelta(days=1), rest_h=9, reason="张伟病倒",
        rest_since=begin + timedelta(days=2), rest_until=begin + timedelta(days=2, hours=12),
    )  # fmt: skip


def set_post(world: World, _: Homes) -> Act:
    return SetDutyPost(area=world.bamboo.pk, **GATE)


def end_post(world: World, _: Homes) -> Act:
    return EndDutyPost(post=set_gate(world))


def keep(world: World, _: Homes) -> KeepRoster:
    post = set_gate(world)
    shifts = tuple(
        PlannedShift(member=add(world, name), post=post, start=day * DAY + MORNING, end=day * DAY + MORNING + HOURS)
        for name, day in (("云一", 0), ("云二", 2))
    )
    return KeepRoster(area=world.bamboo.pk, first_day=tomorrow(), days=3, shifts=shifts)


def publish(world: World, homes: Homes) -> PublishRoster:
    return PublishRoster(roster=world.written(keep(world, homes), by=world.an)["roster"])


def shifts_in_force(world: World, homes: Homes) -> list[int]:
    world.written(publish(world, homes), by=world.an)
    with world.all_eyes():
        return list(Shift.objects.order_by("starts_at").values_list("pk", flat=True))


def give(world: World, homes: Homes) -> Act:
    first, _second = shifts_in_force(world, homes)
    return GiveShift(shift=first, to=add(world, "云三"))


def swap(world: World, homes: Homes) -> Act:
    first, second = shifts_in_force(world, homes)
    return SwapShifts(shift=first, other=second)


def report(world: World, homes: Homes) -> Act:
    return ReportForDuty(shift=shifts_in_force(world, homes)[0])


def wish(world: World, _: Homes) -> Act:
    return WishForDay(member=add(world, "云一"), on=tomorrow(), on_duty=False)


def spare(world: World, _: Homes) -> Act:
    return SpareMember(member=add(world, "云一"), until=tomorrow() + timedelta(days=90))


def home_post(world: World, _: Homes) -> Act:
    return GiveHomePost(member=add(world, "云一"), post=set_gate(world))


def cold(world: World, _: Homes) -> Act:
    return DeclareCold(area=world.bamboo.pk, on=tomorrow())


EXAMPLES: dict[type[Act], Example] = {
    AddMember: add_member,
    DeclareCold: cold,
    DeclareDerogation: derogation,
    DropOut: drop_out,
    EndDutyPost: end_post,
    GiveHomePost: home_post,
    GiveShift: give,
    KeepRoster: keep,
    LeaveTeam: leave,
    PublishRoster: publish,
    RecordTraining: train,
    ReportForDuty: report,
    SetDutyPost: set_post,
    SpareMember: spare,
    SwapShifts: swap,
    WishForDay: wish,
}
