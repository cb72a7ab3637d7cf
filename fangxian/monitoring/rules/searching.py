"""When somebody under observation counts as missing, until when they are looked for, and what ends the search."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fangxian.monitoring.rules.days import Slot


@dataclass(frozen=True)
class Closing:
    """A search was ended at a moment without reaching them: they were found elsewhere, or others search on."""

    at: datetime
    handed_over: bool


@dataclass(frozen=True)
class Search:
    """Somebody is looked for since a moment and until another: by who looks after them, and after it by the lead.

    `closed`: whoever searches has taken over. Reaching them ends it of itself.
    """

    since: datetime
    due: datetime
    closed: bool

    def late(self, now: datetime) -> bool:
        """Whether the time is over and nobody knows where they are."""
        return not self.closed and self.due <= now


def search(missed: Sequence[Slot], *, after: int, within: timedelta, closing: Closing | None) -> Search | None:
    """The search for somebody who missed these checks in a row; it begins with the `after`-th of them.

    Whoever was said to be found is still asked for: the checks missed from then on count anew. Only a search others
    have taken over stays closed.
    """
    if closing is not None and not closing.handed_over:
        missed = [slot for slot in missed if slot.due > closing.at]
    if len(missed) < after:
        return None
    since = missed[after - 1].due
    return Search(since, since + within, closed=closing is not None and closing.handed_over and closing.at >= since)
