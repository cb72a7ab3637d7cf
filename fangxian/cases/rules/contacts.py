"""Who may have been in contact with a case, when it was last, and until when that matters (domain-rules A-04, C)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# The nearest first: the first ground of a contact is the one that is judged.
GROUND_ORDER = ("household", "stay", "named", "shift", "gate", "stair", "workplace")
NEAR = frozenset({"household", "stay", "named", "shift"})
IN_FORCE = frozenset({"close", "general"})
# Where the last day on record is only the end of the window it was found in: they met until then, every day.
LASTING = frozenset({"household", "stair", "workplace"})


@dataclass(frozen=True)
class Window:
    """The days on which contact with a case counts, both included."""

    first_day: date
    last_day: date

    def holds(self, on: date) -> bool:
        """Whether a day lies in it."""
        return self.first_day <= on <= self.last_day

    def met(self, ground: str, last_on: date) -> date | None:
        """The last day in the window they met on this ground; None where it says nothing of these days."""
        if ground in LASTING and last_on >= self.first_day:
            return min(last_on, self.last_day)
        return last_on if self.holds(last_on) else None


@dataclass(frozen=True)
class Ground:
    """Why somebody may have been in contact: the last day, how often, and at which recorded stay."""

    ground: str
    last_on: date
    times: int = 1
    stay: int | None = None

    @property
    def key(self) -> tuple[str, int | None]:
        """What makes it the same ground when the case is traced again."""
        return (self.ground, self.stay)


def window(*, began: date, isolated: date | None, on: date, before: int, after: int) -> Window:
    """The contact window of a case (C-02), as of day `on`.

    `began` is the onset, or the day the case was found where there are no symptoms; `before` and `after` are days of
    the pack. Isolation ends it earlier: nobody is met after it.
    """
    ends = [began + timedelta(days=after), on, *([isolated] if isolated else [])]
    first = began - timedelta(days=before)
    return Window(first, max(first, min(ends)))


@dataclass(frozen=True)
class Anew:
    """A last exposure other than the one decided, proposed to a person; None: no ground lies in the window any more."""

    last_on: date | None


def anew(
    decided_on: date, decided_at: datetime, *, grounds: Sequence[tuple[str, date, datetime]], days: Window,
    corrected_at: datetime | None,
) -> Anew | None:  # fmt: skip
    """What is proposed of a contact that was decided before its grounds, or the window of the case, changed.

    `grounds` are their kinds, the last days met, and when each was first known. None where nothing changed since, or
    nothing by it: a day in the window that a person decided on what is known still stands. Somebody last met after
    the window may have been met before; no ground says that they were not.
    """
    news = any(at > decided_at for _ground, _on, at in grounds)
    if not news and (days.holds(decided_on) or corrected_at is None or corrected_at <= decided_at):
        return None
    last_on = max((on for ground, day, _at in grounds if (on := days.met(ground, day))), default=None)
    if last_on is None and any(day > days.last_day for _ground, day, _at in grounds):
        return None
    return None if last_on == decided_on else Anew(last_on)


def suggested(grounds: Iterable[str]) -> str:
    """How a contact is proposed to be judged: close where they lived or were together, general otherwise (C-04).

    None where no ground lies in the window of the case.
    """
    found = set(grounds)
    if not found:
        return "none"
    return "close" if NEAR & found else "general"


def kind_of(ground: str, *, kinds: Sequence[str]) -> str:
    """The kind of contact of the pack that a ground speaks for, or the one the investigator judges."""
    ways = {
        "household": "lives_together",
        "stair": "shared_space",
        "shift": "shared_space",
        "workplace": "shared_space",
    }
    way = ways.get(ground, "investigator_judged")
    return way if way in kinds else (kinds[-1] if kinds else "")


def ends_on(last_on: date, *, days: int) -> date:
    """The last day of observation: the last exposure and the days of the pack (C-05)."""
    return last_on + timedelta(days=days)


def is_affected_point(since: datetime, until: datetime, *, setting: str, small: frozenset[str], min_hours: int) -> bool:
    """Whether a stay makes its place an affected point: small, and longer than the pack's hours (A-04)."""
    return setting in small and until - since > timedelta(hours=min_hours)
