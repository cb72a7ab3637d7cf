"""When a place is due again: a door done at nine, twice a day, is due at nine in the evening."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)


class Condition(StrEnum):
    """How a place stands at a moment."""

    WAITING = "waiting"  # the round has not begun
    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Stand:
    """A place's condition, and the moment from which it is due (again)."""

    condition: Condition
    due_from: datetime


def stands(*, begins: datetime, times_per_day: int, last_done: datetime | None, at: datetime) -> Stand:
    """Due from the beginning, then one interval after each time; overdue when a whole interval has gone by since."""
    interval = DAY / times_per_day
    due_from = begins if last_done is None else last_done + interval
    if at < due_from:
        return Stand(Condition.WAITING if last_done is None else Condition.DONE, due_from)
    return Stand(Condition.DUE if at < due_from + interval else Condition.OVERDUE, due_from)
