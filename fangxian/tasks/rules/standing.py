"""Where a task stands on a day: wanted, carried over, still to come, done. Nothing is lost at midnight."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """How the day view shows a task."""

    CARRIED = "carried"  # was wanted before this day and is still open
    TODAY = "today"  # wanted on this day, or whenever it can be done
    COMING = "coming"  # wanted later
    DONE = "done"  # done on this day
    AWAY = "away"  # not yet noted, or done before


@dataclass(frozen=True)
class Dates:
    """The days, in local time, that decide a task's standing."""

    noted_on: date
    due_on: date | None
    done_on: date | None


def standing(dates: Dates, *, on: date) -> Standing:
    """The standing on a day. From the day a task is noted to the day it is done, it is never away."""
    if on < dates.noted_on or (dates.done_on is not None and dates.done_on < on):
        return Standing.AWAY
    if dates.done_on == on:
        return Standing.DONE
    wanted = dates.due_on or dates.noted_on
    if wanted < on:
        return Standing.CARRIED
    return Standing.TODAY if wanted == on else Standing.COMING
