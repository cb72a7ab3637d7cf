"""Which checks are expected, which were made, and which are missing (domain-rules C-01, C-05, C-06)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
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
    """One expected check: its day, its number in the day from 1, when it is due, and how it stands."""

    day: date
    number: int
    due: datetime
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
    midnight = datetime.combine(day, time(), plan.zone)
    due = [datetime.combine(day, at, plan.zone) for at in plan.dues]
    opens = [midnight, *(one + min(plan.late, (after - one) / 2) for one, after in pairwise(due))]
    closes = [*(each + plan.late for each in due[:-1]), midnight + ONE_DAY]
    filled: list[datetime | None] = [None] * len(due)
    asked = [i for i, each in enumerate(due) if plan.opened is None or each >= plan.opened]
    for at in made:
        free = (i for i in asked if filled[i] is None and opens[i] <= at < closes[i])
        index = next(free, None)
        if index is not None:
            filled[index] = at
    return [
        Slot(day, i + 1, due[i], state_of(filled[i], opens=opens[i], due=due[i], now=now), filled[i]) for i in asked
    ]


def state_of(at: datetime | None, *, opens: datetime, due: datetime, now: datetime) -> State:
    """How one expected check stands at a moment, given when it was made."""
    if at is not None:
        return State.DONE if at <= due else State.LATE
    if now >= due:
        return State.MISSED
    return State.OPEN if now >= opens else State.AHEAD


def missed_in_row(found: Sequence[Slot]) -> list[Slot]:
    """The checks due by now that were missed one after another, the latest ones."""
    due = [slot for slot in found if slot.at is not None or slot.state is State.MISSED]
    since = next((index for index in range(len(due), 0, -1) if due[index - 1].at is not None), 0)
    return due[since:]


def waiting(found: Sequence[Slot], *, day: date) -> list[Slot]:
    """The missing checks that stand on the owner's list: those of the day, or the last one before it.

    A missed evening does not pass with midnight: it stands there until somebody is reached again.
    """
    missed = missed_in_row(found)
    return [slot for slot in missed if slot.day == day] or missed[-1:]


def wanted(today: Sequence[Slot]) -> Slot | None:
    """The first of a day's checks that may be made or is missing; one missed before a later one was made is past."""
    made = [index for index, slot in enumerate(today) if slot.at is not None]
    left = today[made[-1] + 1 :] if made else today
    return next((slot for slot in left if slot.state in (State.OPEN, State.MISSED)), None)
