"""Bamboo with a situation above calm, as tests want it: outbreak decided, and the clock put where it is needed."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from fangxian.cases.acts import DecideLevel, RecordCase
from fangxian.cases.queries import Standing, standing_of
from fangxian.monitoring.acts import CloseWatch, OpenWatch
from fangxian.standdown.acts import StepDown
from tests.homes import Homes
from tests.world import World

FIRST = date(2026, 2, 1)
GROUND = {"body": "演示区指挥部", "basis": "传染病防治法第四十二条", "document_no": "演防指〔2026〕9号"}


def day(number: int, hour: int = 9) -> datetime:
    """A moment of the story; day 0 is the day of the last case."""
    return datetime.combine(FIRST + timedelta(days=number), time(hour), timezone.get_current_timezone())


@contextmanager
def clock(moment: datetime) -> Generator[None]:
    """Everything inside happens at this moment."""
    with patch("django.utils.timezone.now", return_value=moment):
        yield


def outbreak(world: World, homes: Homes) -> int:
    """A case on day 0, an outbreak decided, a contact who met the case on day 1; the contact's watch."""
    with clock(day(0)):
        case = RecordCase(
            area=world.bamboo.pk, resident=homes.li.pk, classification="confirmed", source="known", happened_at=day(0)
        )
        world.written(case, by=world.an)
        decision = DecideLevel(area=world.bamboo.pk, level="outbreak", reason="流调", happened_at=day(0), **GROUND)
        world.written(decision, by=world.an)
    with clock(day(1)):
        contact = OpenWatch(resident=homes.zhang.pk, category="contact", day_zero=FIRST + timedelta(days=1))
        watch: int = world.written(contact.model_copy(update={"happened_at": day(1)}), by=world.an)["watch"]
    return watch


def released(world: World, watch: int, *, on: int = 16) -> None:
    """The contact's observation is ended."""
    with clock(day(on, 8)):
        closing = CloseWatch(watch=watch, outcome="completed", reason="满14天", happened_at=day(on, 8))
        world.written(closing, by=world.an)


def step_down(world: World, **changes: Any) -> StepDown:
    """The wish to step Bamboo down."""
    return StepDown(**{"area": world.bamboo.pk, **GROUND, **changes})


def ended(world: World, homes: Homes) -> int:
    """Bamboo stepped down on day 16; the ending's number."""
    released(world, outbreak(world, homes))
    with clock(day(16)):
        answer = world.written(step_down(world, happened_at=day(16)), by=world.an)
    key: int = answer["ending"]
    return key


def standing(world: World, on: int) -> Standing:
    """Bamboo's conditions on a day of the story."""
    with world.all_eyes():
        return standing_of(world.bamboo, at=day(on), on=FIRST + timedelta(days=on))
