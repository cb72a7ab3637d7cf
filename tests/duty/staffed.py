"""A small team for Bamboo, laid through the door: one gate by day and night, six people, names no one bears."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from fangxian.areas.models import Area
from fangxian.calc.roster import Limits, plan
from fangxian.duty import planning, queries
from fangxian.duty.acts import AddMember, KeepRoster, PublishRoster, SetDutyPost
from tests.world import World

NAMES = ("云一", "云二", "云三", "云四", "云五", "云六")
GATE = {
    "name": "村口", "post_kind": "gate", "windows": ({"start": "07:00", "end": "07:00", "people": 1},),
    "shifts": tuple({"start": f"{h:02}:00", "hours": 8} for h in (7, 15, 23)), "trainings": ("gate",),
}  # fmt: skip


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def add(world: World, name: str, *, place: Area | None = None, **more: Any) -> int:
    act = AddMember(
        area=(place or world.bamboo).pk, name=name, affiliation="volunteer", **{"trainings": ("gate",), **more}
    )
    key: int = world.written(act, by=world.dou if place == world.lotus else world.an)["member"]
    return key


def set_gate(world: World, **more: Any) -> int:
    key: int = world.written(SetDutyPost(area=world.bamboo.pk, **{**GATE, **more}), by=world.an)["post"]
    return key


def staff(world: World, names: Sequence[str] = NAMES) -> list[int]:
    """The gate and the team; the members' keys in the order of their names."""
    set_gate(world)
    return [add(world, name) for name in names]


def planned(world: World, *, days: int = 7, without: tuple[int, ...] = ()) -> KeepRoster:
    """A roster from tomorrow on, computed here and now, as the act that would keep it."""
    with world.eyes_of(world.an):
        problem = queries.problem_of(world.bamboo, first_day=tomorrow(), days=days, without=frozenset(without))
    roster = plan(problem, limits=Limits(seconds=30, effort=0.5, workers=1))
    number: UUID = uuid7()
    asked = planning.Asked(
        number, world.bamboo.pk, tomorrow(), days, 30, world.an, trial=bool(without), without=without
    )
    return planning.kept(asked, roster)


def publish(world: World, *, days: int = 7) -> int:
    """A roster in force from tomorrow on."""
    key: int = world.written(planned(world, days=days), by=world.an)["roster"]
    world.written(PublishRoster(roster=key), by=world.an)
    return key
