"""A team of Bamboo whose shifts are over."""

from datetime import timedelta

from django.utils import timezone

from fangxian.duty.acts import GiveShift, KeepRoster, PublishRoster
from fangxian.duty.acts.rosters import PlannedShift
from fangxian.duty.models import Shift
from tests.duty.staffed import add, set_gate
from tests.world import World

EIGHT = 8 * 60


def stood(world: World) -> tuple[int, int]:
    """Two days ago Yun One stood one shift of eight hours and gave a second one to Yun Two; their keys."""
    one, two, post = add(world, "云一"), add(world, "云二"), set_gate(world)
    first_day = timezone.localdate() - timedelta(days=3)
    shifts = tuple(PlannedShift(member=one, post=post, start=at, end=at + EIGHT) for at in (0, 24 * 60))
    roster = world.written(KeepRoster(area=world.bamboo.pk, first_day=first_day, days=2, shifts=shifts), by=world.an)[
        "roster"
    ]
    world.written(PublishRoster(roster=roster), by=world.an)
    with world.all_eyes():
        last = Shift.objects.filter(roster=roster).latest("starts_at").pk
    world.written(GiveShift(shift=last, to=two), by=world.an)
    return one, two
