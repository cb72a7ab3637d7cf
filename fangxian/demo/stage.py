"""The stage of the demo: who acts, in which place, and when. Everything is submitted through the door."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from datetime import time as clock_time
from typing import TextIO

from django.utils import timezone

from fangxian.areas import scope
from fangxian.areas.models import Area, Person
from fangxian.areas.queries import scope_of
from fangxian.door.act import Act, Answer
from fangxian.door.submit import submit

DAYS_AGO = 4


class DemoRefused(RuntimeError):
    """The door refused what the demo wanted: the demo and the rules have drifted apart."""


@dataclass
class Stage:
    """The places by nickname, the cast by sign-in name, and the first day of the story."""

    out: TextIO
    first_day: datetime
    places: dict[str, Area] = field(default_factory=dict)
    cast: dict[str, Person] = field(default_factory=dict)

    def do(self, act: Act, *, by: str) -> Answer:
        """Submit in somebody's name. Raises DemoRefused with the door's sentence."""
        entry = submit(act, by=self.cast[by])
        if not entry.written:
            raise DemoRefused(f"{act.kind}: {entry.code}: {entry.sentence}")
        answer: Answer = entry.answer
        return answer

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """A moment of the story, day 0 being the first; never later than now."""
        on = self.first_day.date() + timedelta(days=day)
        moment = datetime.combine(on, clock_time(hour, minute), tzinfo=timezone.get_current_timezone())
        return min(moment, timezone.now())

    @contextmanager
    def eyes_of(self, who: str) -> Generator[None]:
        """Look as one of the cast."""
        with scope.opened(scope_of(self.cast[who], at=timezone.now())):
            yield

    @contextmanager
    def step(self, words: str) -> Generator[None]:
        """Say what is being built, and how long it took."""
        self.out.write(f"  {words} … ")
        self.out.flush()
        began = time.monotonic()
        yield
        self.out.write(f"{time.monotonic() - began:.1f} s\n")
        self.out.flush()


def new_stage(out: TextIO) -> Stage:
    """A stage whose first day lies a few days back, at local midnight."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Stage(out=out, first_day=today - timedelta(days=DAYS_AGO))
