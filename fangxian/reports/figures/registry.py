"""What a figure of the digest is, and how a room's figure is added: one function.

    @figure("gates.passages_in", label=_("Passages in"), source="gates.queries.passages_in", page="gates:passages")
    def passages_in(day: Day) -> Number:
        \"\"\"People who came in on the day.\"\"\"
        return …

The function counts with the whole sight of the place, so only a number or a code may leave it, never a name. What
cannot be counted raises NotCollected with the reason in one sentence. Nothing is stored: a figure of a past day is
computed from the ledger as it was at that day's cut.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from django.utils import timezone
from django.utils.functional import Promise

from fangxian.areas.models import Area

Words = str | Promise
T = TypeVar("T")
Number = int | Decimal
OPERATIONS, PUBLICITY = "operations", "publicity"
# The order in which an evening is told: who is here, who is in, who stood guard, who was fed, what was done.
ROOMS = ("register", "measures", "gates", "duty", "supplies", "disinfection", "canvass", "tasks", "cases", "monitoring")


class NotCollected(Exception):
    """A figure that cannot be computed; the sentence says why."""

    def __init__(self, why: Words) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True)
class Day:
    """A place's day from midnight, local time, up to its cut: 24:00, or the present moment for today."""

    area: Area
    on: date
    since: datetime
    at: datetime
    known: dict[Callable[["Day"], Any], Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, ask: Callable[["Day"], T]) -> T:
        """What several figures of a day need, asked once."""
        if ask not in self.known:
            self.known[ask] = ask(self)
        found: T = self.known[ask]
        return found

    @property
    def last(self) -> datetime:
        """The last moment before the cut: it lies in the day even where the day is over."""
        return self.at - timedelta(microseconds=1)

    @cached_property
    def before(self) -> "Day":
        """The day before, cut at the same time of day, so that the two can be compared."""
        one = timedelta(days=1)
        return Day(self.area, self.on - one, self.since - one, self.at - one)


@dataclass(frozen=True)
class Limit:
    """Where a figure becomes an alarm: at a number of the place's pack and above it, or below it."""

    key: str
    below: bool = False

    def crossed(self, value: Number, bound: Number) -> bool:
        """Whether the value asks for attention."""
        return value < bound if self.below else value >= bound


@dataclass(frozen=True)
class Figure:
    """One line of the digest: how it is called, where it comes from, the page that shows its rows, and its alarm."""

    key: str
    part: str
    label: Words
    unit: Words
    source: str
    page: str
    ask: Callable[[Day], Number]
    limit: Limit | None = None


_figures: dict[str, Figure] = {}


def figure(
    key: str, *, label: Words, source: str, unit: Words = "", page: str = "", part: str = OPERATIONS,
    limit: Limit | None = None,
) -> Callable[[Callable[[Day], Number]], Callable[[Day], Number]]:  # fmt: skip
    """Register a figure under `room.name`. A key twice, or of no room, raises ValueError."""

    def register(ask: Callable[[Day], Number]) -> Callable[[Day], Number]:
        if key in _figures or key.partition(".")[0] not in ROOMS:
            raise ValueError(f"The figure {key} is there twice, or of no room.")
        _figures[key] = Figure(key, part, label, unit, source, page, ask, limit)
        return ask

    return register


def registered() -> list[Figure]:
    """Every figure, room after room; inside a room as they were registered."""
    return sorted(_figures.values(), key=lambda each: ROOMS.index(each.key.partition(".")[0]))


def day_of(area: Area, *, on: date, now: datetime) -> Day:
    """The day to report: a day that is over is cut at 24:00, today at the present moment."""
    since = timezone.make_aware(datetime.combine(on, datetime.min.time()))
    return Day(area, on, since, min(now, since + timedelta(days=1)))
