"""How a dwelling stands in a sweep, and what is to be remarked when somebody knocks (domain-rules B-05).

Most doors do not open: of 2,406 doors in one grid of Chengdu 258 did, in three rounds. So what happened at a door is
one of four words, and a fifth says that nobody has been there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How a dwelling stands in a sweep. The last is derived: it is never recorded."""

    OPENED = "opened"
    NO_ANSWER = "no_answer"
    REFUSED = "refused"
    VACANT = "vacant"
    NOT_ATTEMPTED = "not_attempted"


RECORDED = (Outcome.OPENED, Outcome.NO_ANSWER, Outcome.REFUSED, Outcome.VACANT)
# What a later round goes to again: where nobody has been, nobody answered, or the household would not speak.
OPEN = frozenset({Outcome.NOT_ATTEMPTED, Outcome.NO_ANSWER, Outcome.REFUSED})


def standing(outcomes: Iterable[Outcome]) -> Outcome:
    """How a dwelling stands after these knocks, in the order they happened: once opened it stays so."""
    found = Outcome.NOT_ATTEMPTED
    for outcome in outcomes:
        found = Outcome.OPENED if Outcome.OPENED in (found, outcome) else outcome
    return found


def remarks_at(
    outcome: Outcome, *, before: Iterable[Outcome], met: int | None, closed: bool, in_sweep: bool
) -> list[str]:
    """What is worth a second look, never a reason not to record it."""
    found = []
    if closed:
        found.append("after_close")
    if not in_sweep:
        found.append("not_in_sweep")
    if standing(before) is Outcome.OPENED:
        found.append("asked_before")
    if outcome is Outcome.OPENED and met == 0:
        found.append("nobody_met")
    return found


def round_at(begun: Mapping[int, datetime], at: datetime) -> int:
    """The number of the round a moment belongs to; what happened before the first belongs to it."""
    return max((number for number, since in begun.items() if since <= at), default=min(begun, default=1))


@dataclass(frozen=True)
class Tally:
    """How many dwellings stand how."""

    counts: Counter[Outcome]

    @property
    def total(self) -> int:
        """All dwellings."""
        return self.counts.total()

    @property
    def never(self) -> int:
        """Dwellings nobody has been to."""
        return self.counts[Outcome.NOT_ATTEMPTED]

    @property
    def attempted(self) -> int:
        """Dwellings somebody has been to, whatever came of it."""
        return self.total - self.never

    @property
    def open(self) -> int:
        """Dwellings a next round would go to."""
        return sum(self.counts[outcome] for outcome in OPEN)

    @property
    def complete(self) -> bool:
        """Was somebody at every door (S-02)?"""
        return self.never == 0 and self.total > 0

    def share(self, outcome: Outcome) -> float:
        """The part of all dwellings that stand so, from 0 to 1."""
        return self.counts[outcome] / self.total if self.total else 0.0


def tally(standings: Iterable[Outcome]) -> Tally:
    """Count them."""
    return Tally(Counter(standings))


def floor_of(room: str) -> int:
    """The floor a room number says: 501 is on the fifth, 1203 on the twelfth; 0 where it says none."""
    digits = "".join(char for char in room if char.isdigit())
    return int(digits[:-2]) if 3 <= len(digits) <= 4 else 0
