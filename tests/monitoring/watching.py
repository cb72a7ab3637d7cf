"""Watches and readings as tests ask for them, and a clock that can be put anywhere."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from django.utils import timezone

from fangxian.areas.models import Person
from fangxian.monitoring.acts import OpenWatch, RecordReading, Signs
from fangxian.monitoring.queries import Standing, standings
from fangxian.register.models import Resident
from tests.world import World

DAY_ZERO = date(2026, 3, 1)


def on_day(number: int, hour: int = 8, minute: int = 0) -> datetime:
    """A moment of a watch that began on DAY_ZERO: its day and the time there."""
    day = DAY_ZERO + timedelta(days=number)
    return datetime.combine(day, time(hour, minute), timezone.get_current_timezone())


@contextmanager
def at(moment: datetime) -> Generator[None]:
    """Everything the house does inside happens at this moment."""
    with patch("django.utils.timezone.now", return_value=moment):
        yield


def opening(resident: Resident, **changes: Any) -> OpenWatch:
    """The wish to watch somebody who has returned."""
    return OpenWatch(**{"resident": resident.pk, "category": "returnee", "reason": "1月23日自汉口乘车返回", **changes})


def watched(world: World, resident: Resident, *, by: Person | None = None, **changes: Any) -> int:
    """Somebody watched since day 0; the watch's number."""
    with at(on_day(0, 9)):
        answer = world.written(opening(resident, happened_at=on_day(0, 9), **changes), by=by or world.an)
    key: int = answer["watch"]
    return key


def reading(resident: Resident, temperature: str | None = "36.5", *symptoms: str, **changes: Any) -> RecordReading:
    """A reading; the note and everything else by name."""
    note = changes.pop("note", "")
    signs = Signs(temperature=Decimal(temperature) if temperature else None, symptoms=symptoms, note=note)
    return RecordReading(resident=resident.pk, signs=signs, **changes)


def measure(world: World, resident: Resident, when: datetime, *said: Any, by: Person | None = None, **more: Any) -> Any:
    """A reading written at a moment; the door's answer."""
    with at(when):
        return world.written(reading(resident, *said, happened_at=when, **more), by=by or world.an)


def healthy_days(world: World, resident: Resident, last: int, *, first: int = 1) -> None:
    """Two good readings a day."""
    for day in range(first, last + 1):
        measure(world, resident, on_day(day, 8))
        measure(world, resident, on_day(day, 19))


def standing(world: World, when: datetime, *, by: Person | None = None) -> Standing:
    """The one watch of Bamboo as it stands at a moment."""
    with at(when), world.eyes_of(by or world.an):
        (found,) = standings(world.bamboo, at=when)
    return found
