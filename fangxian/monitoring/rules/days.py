"""Which checks are expected, which were made, and which are missing (domain-rules C-01, C-05, C-06)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

# The pack's key that says for how many days somebody of a category is watched.
DAYS_OF = {
    "returnee": "contacts.home_obs_days",
    "returnee_other": "contacts.home_obs_other_days",
    "contact": "contacts.quarantine_days",
    "workplace": "contacts.quarantine_days",
    "discharged": "contacts.post_symptom_days",
    "other": "contacts.home_obs_days",
}
ONE_DAY = timedelta(days=1)


class State(StrEnum):
    """How one expected check stands."""

    DONE = "done"
    LATE = "late"  # done after it was due
    MISSED = "missed"
    OPEN = "open"  # may be made now, and is not due yet
    AHEAD = "ahead"


@dataclass(frozen=True)
class Plan:
    """The days of a watch, the times of day by which each check is due, and for how long a late one still counts.

    `opened`: when somebody first knew of it. What had been due before then nobody could ask for.
    """

    day_zero: date
    last_day: date
    dues: tuple[time, ...]
    late: timedelta
    zone: tzinfo
    opened: datetime | None = None

    @property
    def expected(self) -> int:
        """How many checks a watch opened on its day 0 has: the days after it, times the checks of a day."""
        return (self.last_day - self.day_zero).days * len(self.dues)


@dataclass(frozen=True)
class Slot:
    """One expected check: its day, its number in the day from 1, when it is due, from when it counts, how it stands."""

    day: date
    number: int
    due: datetime
    opens: datetime
    state: State
    at: datetime | None = None


def dues(checks_per_day: int, *, first: time, last: time) -> tuple[time, ...]:
    """The times by which a day's checks are due, evenly from the first to the last; a single one at the last."""
    if checks_per_day == 1:
        return (last,)
    begins, ends = minutes(first), minutes(last)
    step = (ends - begins) / (checks_per_day - 1)
    return tuple(clock(round(begins + step * index)) for index in range(checks_per_day))


def minutes(at: time) -> int:
    """A time of day as minutes since midnight."""
    return at.hour * 60 + at.minute


def clock(since_midnight: int) -> time:
    """Minutes since midnight as a time of day."""
    return time(since_midnight // 60, since_midnight % 60)


def slots(plan: Plan, made: Iterable[datetime], *, now: datetime) -> list[Slot]:
    """Every expected check and how it stands at a moment: those due once somebody knew of the watch.

    `made` are the moments of checks at which somebody was reached; those after `now` are not known yet.
    """
    by_day: dict[date, list[datetime]] = defaultdict(list)
    for at in sorted(made):
        if at <= now:
            by_day[at.astimezone(plan.zone).date()].append(at)
    opened = plan.opened.astimezone(plan.zone).date() if plan.opened else plan.day_zero
    first = max(plan.day_zero + ONE_DAY, opened)
    days = [first + ONE_DAY * index for index in range((plan.last_day - first).days + 1)]
    return [slot for day in days for slot in slots_of(plan, day, by_day[day], now=now)]


def slots_of(plan: Plan, day: date, made: Sequence[datetime], *, now: datetime) -> list[Slot]:
    """The checks of one day. A check fills the earliest one still empty that it may count for; a further one adds.

    Whoever is late is late: a check counts for the next one only once the earlier one can no longer be made up for, or
    from half-way between the two where they lie close together.
    """
    asked: Sequence[Slot] = empty_day(day, plan.dues, plan.late, plan.zone, now)
    spans = spans_of(day, plan.dues, plan.late, plan.zone)
    if plan.opened is not None and plan.opened > spans[1].opens:
        asked, spans = from_opening(asked, spans, plan.opened, now=now)
    if not made:
        return list(asked)
    filled: dict[int, datetime] = {}
    for at in made:
        free = (s.number for s in asked if s.number not in filled and spans[s.number].holds(at))
        number = next(free, None)
        if number is not None:
            filled[number] = at
    return [done(slot, filled[slot.number]) if slot.number in filled else slot for slot in asked]


def from_opening(
    empty: Sequence[Slot], spans: Mapping[int, "Due"], opened: datetime, *, now: datetime
) -> tuple[list[Slot], Mapping[int, "Due"]]:
    """The checks of the day on which a watch was opened: the first of those still to come may be made at once."""
    asked = [slot for slot in empty if slot.due >= opened]
    if not asked:
        return [], spans
    first, *rest = asked
    span = replace(spans[first.number], opens=min(spans[first.number].opens, opened))
    # The spans are shared by everybody asked as often: this day has some of its own.
    return [replace(first, opens=span.opens, state=state_of(span, now=now)), *rest], {**spans, first.number: span}


@dataclass(frozen=True)
class Due:
    """When one check of a day is due, and from when until when a check counts for it."""

    at: datetime
    opens: datetime
    closes: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a check made then counts for it."""
        return self.opens <= at < self.closes


@lru_cache(maxsize=256)
def spans_of(day: date, dues: tuple[time, ...], late: timedelta, zone: tzinfo) -> Mapping[int, Due]:
    """A day's checks by their number from 1: the same for everybody who is asked as often."""
    midnight = datetime.combine(day, time(), zone)
    due = [datetime.combine(day, at, zone) for at in dues]
    opens = [midnight, *(one + min(late, (after - one) / 2) for one, after in pairwise(due))]
    closes = [*(each + late for each in due[:-1]), midnight + ONE_DAY]
    return {number: Due(*span) for number, span in enumerate(zip(due, opens, closes, strict=True), start=1)}


@lru_cache(maxsize=256)
def empty_day(day: date, dues: tuple[time, ...], late: timedelta, zone: tzinfo, now: datetime) -> tuple[Slot, ...]:
    """A day on which nobody was reached, as it stands at a moment: the same for everybody who is asked as often."""
    spans = spans_of(day, dues, late, zone)
    return tuple(Slot(day, number, due.at, due.opens, state_of(due, now=now)) for number, due in spans.items())


def done(slot: Slot, at: datetime) -> Slot:
    """A check that was made, in time or late."""
    return replace(slot, state=State.DONE if at <= slot.due else State.LATE, at=at)


def state_of(due: Due, *, now: datetime) -> State:
    """How a check that was not made stands at a moment."""
    if now >= due.at:
        return State.MISSED
    return State.OPEN if now >= due.opens else State.AHEAD


def missed_in_row(found: Sequence[Slot], *, reached: datetime | None = None) -> list[Slot]:
    """The checks due by now that were missed one after another, the latest ones.

    `reached`: when they were last reached. Whatever was due before then is past, even where that check fills no place
    of the plan, as on the day after the last.
    """
    due = [slot for slot in found if slot.at is not None or slot.state is State.MISSED]
    since = next((index for index in range(len(due), 0, -1) if due[index - 1].at is not None), 0)
    return [slot for slot in due[since:] if reached is None or slot.due > reached]


def waiting(found: Sequence[Slot], *, day: date, reached: datetime | None = None) -> list[Slot]:
    """The missing checks that stand on the owner's list: those of the day, or the last one before it.

    A missed evening does not pass with midnight: it stands there until somebody is reached again.
    """
    missed = missed_in_row(found, reached=reached)
    return [slot for slot in missed if slot.day == day] or missed[-1:]


def wanted(today: Sequence[Slot]) -> Slot | None:
    """The first of a day's checks that may be made or is missing; one missed before a later one was made is past."""
    made = [index for index, slot in enumerate(today) if slot.at is not None]
    left = today[made[-1] + 1 :] if made else today
    return next((slot for slot in left if slot.state in (State.OPEN, State.MISSED)), None)
