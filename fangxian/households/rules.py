"""Whether a household's link still opens its page. A link that does not is nobody's fault, and says whom to call."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Limits:
    """Numbers of the rule pack: days a link holds at most, days it holds after everything has ended, acts an hour."""

    days: int
    days_after: int
    per_hour: int


@dataclass(frozen=True)
class Printed:
    """A link as it was printed, beside what is known now.

    `number` is how often links had been renewed when it was printed, `renewed` how often by now; `bound` whether
    anybody of the household is under an order or observation, or was until a few days ago.
    """

    day: date
    number: int
    renewed: int
    bound: bool


def fault(link: Printed, *, on: date, by: Limits) -> str:
    """Why a link does not open its page on a day: `replaced`, `too_old`, `ended`; empty when it does."""
    if link.number != link.renewed:
        return "replaced"
    if not link.day <= on <= link.day + timedelta(days=by.days):
        return "too_old"
    if not link.bound and on > link.day + timedelta(days=by.days_after):
        return "ended"
    return ""


def heard_enough(sent: int, *, by: Limits) -> bool:
    """Whether a household has sent as much in the last hour as anybody can mean."""
    return sent >= by.per_hour
